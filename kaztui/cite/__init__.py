"""Citations: quotes, statements, sources, events and claims as they can be put into somebody's text.

A quote's own words stand in quotation marks; an indirect quote, and a term that the article holds at arm's
length, is cited as what it is: who, when, "reported, in our words", the gloss. What is inferred is said to be.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, get_args

from ..dossier import Dossier
from ..records import Answer, Claim, Event, Quote, Source, Statement, kind_of
from .words import Citable

Style = Literal["plain", "markdown", "csl-json", "bibtex"]
STYLES: tuple[Style, ...] = get_args(Style)


class NotCitable(ValueError):
    """An id whose record is of a kind that is not cited."""


def cite(dossier: Dossier, ids: Sequence[str], style: Style = "plain") -> str:
    """The records with these ids as one text that ends in a line end, in the order of ``ids``.

    A statement stands for all its quotes, a claim for its note and answers. ``markdown`` is one note with its
    sources once at the end; ``csl-json`` and ``bibtex`` have each article once, with what is cited from it in its
    note. Safe for a terminal.
    Raises ``KeyError`` for an unknown id, :class:`NotCitable` for an actor or a place.
    """
    return _writer(style)(dossier, cited(dossier, ids))


def cited(dossier: Dossier, ids: Sequence[str]) -> list[Citable]:
    """The records to cite, each once: statements as their quotes, claims with their answers."""
    records: dict[str, Citable] = {}
    for id in ids:
        match dossier.record(id):
            case Statement() as statement:
                records.update((quote.id, quote) for quote in statement.quotes)
            case Claim() as claim:
                records |= {claim.id: claim} if claim.note else {}
                records.update((answer.id, answer) for answer in claim.answers)
            case Quote() | Event() | Answer() | Source() as record:
                records[record.id] = record
            case other:
                kind = kind_of(other)
                article = "an" if kind[0] in "aeiou" else "a"
                can = "quotes, statements, sources, events and claims can be cited"
                raise NotCitable(f"{id} is {article} {kind}; {can}")
    return list(records.values())


def _writer(style: Style) -> Callable[[Dossier, Sequence[Citable]], str]:
    if style == "plain":
        from .words import plain

        return plain
    if style == "markdown":
        from .markdown import markdown

        return markdown
    if style == "csl-json":
        from .csl import csl_json

        return csl_json
    from .bibtex import bibtex

    return bibtex
