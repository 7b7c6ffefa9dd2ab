"""Statements with their quotes: who said what, when, according to whom, in blocks that can be read aloud."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from .. import wording
from ..dossier import Dossier, Hit
from ..fields import fields_of
from ..records import Actor, Event, Quote, Statement
from ..search import Spans
from ..text import fold
from ..wording import plural
from .line import BLANK, Line, Piece, joined, line, marked

if TYPE_CHECKING:
    from ..views import Block, View

_LABEL = 10  # "indirect" and two spaces
_INDENT = "  "
_SHOWN = ("text", "paraphrase", "gloss", "statement.gist", "speaker.name")
QUESTION_MARK = "A question mark after a name: inferred; the article does not say so."
_NAME = re.compile(r"(?:^|\.)(name|native\.|aliases\.)")
_WHERE = {
    "speaker": "another name of the speaker",
    "source": "the article",
    "chain": "who passed it on",
    "statement": "the topics",
    "occasion": "the occasion",
    "aliases": "another name",
    "native": "another name",
    "places": "the place",
    "participants": "who took part",
    "date": "the date",
}
"""First part of a field's name → what a reader calls it, for matches that the lines above do not show."""


def quotes(dossier: Dossier, view: View) -> Iterator[Line]:
    """``kaztui quotes``: one block per statement."""
    yield line(Piece(f"{dossier.about.title}: {_count(dossier, view)}", "heading"))
    for block in view.blocks:
        yield BLANK
        yield from statement_block(dossier, block, view.spans)
    if any(_has_question_mark(dossier, dossier.quotes[id]) for id in view.quotes):
        yield BLANK
        yield line(Piece(QUESTION_MARK, "muted"))


def _has_question_mark(dossier: Dossier, quote: Quote) -> bool:
    return any(step.inferred for step in wording.chain_steps(dossier, quote))


def _count(dossier: Dossier, view: View) -> str:
    all = len(dossier.quotes)
    shown = len(view.quotes)
    quotes = plural(shown, "quote") if shown == all else f"{shown} of {plural(all, 'quote')}"
    order = "best match first" if view.query.asks_words else "in time order"
    return f"{quotes} of {plural(len(view.blocks), 'statement')}, {order}"


def hits(dossier: Dossier, found: Sequence[Hit], more: bool) -> Iterator[Line]:
    """``kaztui search``: what was found, best first, each with what matched in it."""
    texts = {kind: fields_of(dossier, kind) for kind in {hit.kind for hit in found}}
    for number, hit in enumerate(found):
        if number:
            yield BLANK
        fields = texts[hit.kind](hit.id)
        match hit.record:
            case Quote() as quote:
                said = dossier.statement_of(quote.id)
                yield _headline(dossier, said, (), hit.spans)
                yield from quote_lines(dossier, quote, hit.spans)
                yield from _reasons(fields, hit.spans, _SHOWN)
            case Event() as event:
                yield from _event_hit(dossier, event, hit.spans, fields)
            case Actor() as actor:
                yield from _actor_hit(dossier, actor, hit.spans, fields)
    if more:
        yield BLANK
        yield line(Piece(f"The best {len(found)} are shown; --limit shows more.", "muted"))


def statement_block(dossier: Dossier, block: Block, spans: Mapping[str, Spans]) -> Iterator[Line]:
    """A statement's line, whom it answers, and its quotes."""
    said = block.statement
    first = spans.get(block.quotes[0], {}) if block.quotes else {}
    yield _headline(dossier, said, block.quotes, first)
    for word, other in (("answers", said.replies_to), ("explains", said.about)):
        if other:
            answered = dossier.statements[other]
            yield _labelled(word, f"{wording.label(dossier, answered.id)} ({answered.id})")
    for id in block.quotes:
        yield from quote_lines(dossier, dossier.quotes[id], spans.get(id, {}))


def _headline(dossier: Dossier, said: Statement, shown: Sequence[str], found: Spans) -> Line:
    speaker = marked(wording.speaker(dossier, said), found.get("speaker.name", ()), "name")
    wordings = ""
    if shown and len(said.quotes) > 1:
        wordings = f"{len(said.quotes)} wordings"
        if len(shown) < len(said.quotes):
            wordings = f"{len(shown)} of {wordings}"
    return Line(
        body=joined(
            (
                speaker,
                Piece(wording.when(dossier, dossier.when(said)), "date"),
                marked(said.gist, found.get("statement.gist", ())),
                wordings,
                Piece(said.id, "muted"),
            )
        )
    )


def quote_lines(dossier: Dossier, quote: Quote, found: Spans) -> Iterator[Line]:
    """A quote: its mode and words, what they mean, through whom they came, where they stand."""
    yield _words(quote, found)
    if quote.text is not None and quote.paraphrase:
        yield _under("in our words: ", *marked(quote.paraphrase, found.get("paraphrase", ())))
    if quote.gloss:
        gloss = marked(quote.gloss, found.get("gloss", ()))
        if quote.mode == "direct":
            gloss = (Piece("“"), *gloss, Piece("”"))
        yield _under(f"{wording.gloss_language(dossier)}: ", *gloss)
    yield _under(
        *joined(
            (
                wording.chain(dossier, quote),
                wording.place_in_source(dossier, quote.source, quote.at[0]),
                Piece(quote.id, "muted"),
            )
        )
    )
    if quote.certainty != "certain":
        yield _under(Piece(f"{quote.certainty}{f': {quote.note}' if quote.note else ''}", "warning"))


def _words(quote: Quote, found: Spans) -> Line:
    text, own = wording.words(quote)
    if not own:
        meaning = wording.MODE_MEANINGS["indirect"]
        return _labelled(quote.mode, f"{meaning}: ", *marked(text, found.get("paraphrase", ())))
    words = (Piece("“", "words"), *marked(text, found.get("text", ()), "words"), Piece("”", "words"))
    if quote.mode == "scare":
        return _labelled(quote.mode, "marked by the article: ", *words)
    return _labelled(quote.mode, *words)


def _reasons(texts: Mapping[str, str], found: Spans, shown: Sequence[str]) -> Iterator[Line]:
    """What matched only where it is not shown: another name, a topic, the article's title.

    Names of one thing lead to each other: where one of them is marked, the others say nothing more.
    """
    seen = {match for name in shown for match in _matches(texts, found, name)}
    named = {_named(name) for name in shown if name in found}
    for name in found:
        matches = _matches(texts, found, name)
        if _named(name) in named and list(found[name]) == [(0, len(texts.get(name, "")))]:
            continue
        if not matches <= seen:
            seen |= matches
            named.add(_named(name))
            where = _WHERE.get(name.partition(".")[0], name)
            yield _under(Piece(f"found in {where}: ", "muted"), *marked(texts[name], found[name]))


def _named(field: str) -> str:
    """Whose name a field is: ``chain.0.`` for ``chain.0.aliases.2``; the field itself if it is none."""
    start = _NAME.search(field)
    return field[: start.start(1)] if start else field


def _matches(texts: Mapping[str, str], found: Spans, name: str) -> set[str]:
    """What was found in a field, folded."""
    return {fold(texts[name][start:end]) for start, end in found.get(name, ())} if name in texts else set()


def _event_hit(dossier: Dossier, event: Event, found: Spans, texts: Mapping[str, str]) -> Iterator[Line]:
    yield Line(
        body=joined(
            (
                marked(event.title, found.get("title", ()), "name"),
                "" if event.status == "happened" else Piece(event.status, "warning"),
                Piece(wording.when(dossier, dossier.when(event)), "date"),
                Piece(event.id, "muted"),
            )
        )
    )
    if event.summary:
        yield _under(*marked(event.summary, found.get("summary", ())))
    yield from _reasons(texts, found, ("title", "summary"))


def _actor_hit(dossier: Dossier, actor: Actor, found: Spans, texts: Mapping[str, str]) -> Iterator[Line]:
    yield Line(
        body=joined(
            (
                marked(actor.name, found.get("name", ()), "name"),
                actor.kind,
                wording.role(dossier, actor),
                Piece(actor.id, "muted"),
            )
        )
    )
    yield from _reasons(texts, found, ("name",))


def _labelled(label: str, *body: str | Piece) -> Line:
    return line(*body, lead=Piece(f"{_INDENT}{label:<{_LABEL}}", "muted"))


def _under(*body: str | Piece) -> Line:
    return line(*body, lead=" " * (len(_INDENT) + _LABEL))
