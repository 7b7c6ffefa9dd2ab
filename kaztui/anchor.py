"""Where words stand in an article, ready to paste into a record: what ``kaztui anchor`` prints.

A new article is pinned first: :func:`text_lines` prints the ``text`` of its source, with its paragraphs to choose
``body`` from. Then each passage: :func:`anchor` finds the words, :func:`lines` prints them
with ``at``, ``sentence`` and ``digest``. Text that is pasted is the article's own, character for character.
"""

from __future__ import annotations

import os
import re
import textwrap
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Literal, NamedTuple, cast

from . import articles
from .articles import ArticlesError, How
from .nearest import did_you_mean
from .passages import Page, anchors_of
from .records import Mode, Record, Source, Span, Text
from .text import (
    QUOTATION_MARKS,
    digest,
    fold,
    fold_map,
    normalise,
    paragraphs_of,
    sanitise,
    sentence_at,
    sentences_of,
    unfold_span,
)

_AROUND = 40
_SHOWN = 60
_WIDTH = 100
_LIKE = 70.0  # RapidFuzz's partial_ratio; two Vietnamese sentences that share nothing but syllables reach 60
_LONGEST = 2_000
_UNSAFE = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"})


class Subject(NamedTuple):
    """An article in which words are looked for; ``source`` and ``how`` are None for a file of no source."""

    path: Path
    text: str
    source: Source | None = None
    how: How | None = None


class Place(NamedTuple):
    """Words where they stand: ``words`` are the article's characters at ``at``, between ``before`` and ``after``.

    ``digest`` is that of the whole ``sentence``; ``paragraph`` counts from 1, 0 is before the first.
    """

    at: Span
    sentence: Span
    digest: str
    paragraph: int
    before: str
    words: str
    after: str


class Finding(NamedTuple):
    """Where words stand: as typed (``exact``), typed otherwise (``normalised``), or only alike (``nearest``)."""

    subject: Subject
    how: Literal["exact", "normalised", "nearest"]
    places: Sequence[Place]


def open_article(name: str, collections: Mapping[str, Mapping[str, Record]], folder: str | os.PathLike[str]) -> Subject:
    """The article ``name``: a source's id, else a file in ``folder``, else a path; no source need know it yet.

    Raises :class:`kaztui.articles.ArticlesError` if there is none, or it cannot be read.
    """
    sources = cast(Mapping[str, Source], collections.get("sources", {}))
    texts = articles.find_texts(sources, anchors_of(collections), folder)
    named = {known.name: id for id, known in texts.known.items()}
    if known := texts.known.get(id := name if name in sources else named.get(name, name)):
        return Subject(Path(folder, known.name), known.text, sources[id], known.how)
    if name in sources:
        raise ArticlesError("; ".join([f"{name}: no text of it among the articles", *texts.problems]))
    for path in (Path(folder, name), Path(name)):
        if os.path.lexists(path):
            return Subject(path, articles.read(path).text)
    hint = did_you_mean(name, [*sources, *(sanitise(file) for file in sorted(os.listdir(folder)))])
    raise ArticlesError(f"no source and no file {sanitise(name)!r}{hint}")


def anchor(subject: Subject, words: str) -> Finding:
    """Where ``words`` stand in the article: as typed; else with other marks, white space or composition; else
    up to three passages that are most like them: the words with other letters' marks, or else whole sentences.

    Marks around the words are left out, as a quote's text leaves them out. Words that stand somewhere whole
    are not looked for inside longer ones.
    """
    forms = _forms(words)
    for form in forms:
        if spans := _exact(subject.text, form):
            return _finding(subject, "exact", spans)
    page = Page(subject.text)
    for form in map(normalise, forms):
        if spans := [page.raw(start, start + len(form)) for start in page.every(form)]:
            return _finding(subject, "normalised", spans)
    return _finding(subject, "nearest", _nearest(subject.text, min(forms, key=len)) if forms else [])


def lines(finding: Finding) -> Iterator[str]:
    """The finding as text to paste: where each place is as comments, then what a record needs of it."""
    path, _, source, how = finding.subject
    name = sanitise(path.name)
    if source is not None and how != "sha256":
        yield f"# {name} is not the pinned text of {source.id}: these offsets are not the record's"
    if finding.how == "nearest":
        yield "# not found" + ("; nearest is" if finding.places else "")
    if finding.how == "normalised":
        yield "# found with other marks, white space or composition: paste the article's own characters"
    if len(finding.places) > 1 and finding.how != "nearest":
        yield f"# in {len(finding.places)} places"
    total = len(_paragraphs(finding.subject))
    for place in finding.places:
        yield ""
        before, words, after = map(sanitise, (place.before, place.words, place.after))
        yield f"# {name}, paragraph {place.paragraph} of {total}: {before}[{words}]{after}"
        if finding.how == "nearest":
            continue
        yield from paste(place).splitlines()
        if place.at != place.sentence:
            yield "# what the article says itself, as a report of an event or an answer:"
            yield from paste(place, "report").splitlines()


def paste(place: Place, mode: Mode | Literal["report"] | None = None) -> str:
    """The fields of a quote at ``place`` as YAML; an indirect one has no ``text``, a report no ``sentence``."""
    fields: dict[str, str] = {} if mode is None or mode == "report" else {"mode": mode}
    if mode not in ("indirect", "report"):
        fields["text"] = _scalar(place.words)
    fields["at"] = str(list(place.at))
    if mode == "report":
        return _yaml(fields | {"digest": _scalar(digest(place.words))})
    if place.sentence != place.at:
        fields["sentence"] = str(list(place.sentence))
    return _yaml(fields | {"digest": _scalar(place.digest)})


def text_lines(subject: Subject) -> Iterator[str]:
    """The ``text`` of a new source as YAML, to go under its id, after a comment for each paragraph with its span
    and first words, which shows what of the page is not ``body``.

    Raises :class:`kaztui.articles.ArticlesError` if the file can no longer be read.
    """
    known_body = subject.source.text.body if subject.source is not None and subject.how == "sha256" else None
    text = articles.pin(subject.path, known_body)
    for start in text.paragraphs:
        line = re.compile(r"[^\r\n]*").match(subject.text, start)
        words = line[0].rstrip() if line else ""
        shown = words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
        yield f"  # {start:>6}–{start + len(words):<6} {sanitise(shown)}"
    yield from paste_text(text).splitlines()


def paste_text(text: Text) -> str:
    """``text`` as YAML, indented to go under its source's id."""
    paragraphs = textwrap.wrap(", ".join(map(str, text.paragraphs)), _WIDTH)
    fields = {
        "sha256": _scalar(text.sha256),
        "length": str(text.length),
        "body": str([list(stretch) for stretch in text.body]),
        "paragraphs": "[" + "\n  ".join(paragraphs) + "]",
    }
    return "  text:\n" + textwrap.indent(_yaml(fields), "    ")


def _yaml(fields: Mapping[str, str]) -> str:
    return "\n".join(f"{name}: {value}" for name, value in fields.items())


def _scalar(text: str) -> str:
    """``text`` as a YAML (and JSON) string, always quoted: a digest of digits only is a base-60 number in YAML.

    What a terminal or an editor would act on or change is escaped, white space that is no plain space included.
    """
    shown = []
    for character in text:
        code = ord(character)
        if character in '\\"':
            shown.append("\\" + character)
        elif character != " " and unicodedata.category(character) in _UNSAFE:
            shown.append(f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")
        else:
            shown.append(character)
    return '"' + "".join(shown) + '"'


def _finding(subject: Subject, how: Literal["exact", "normalised", "nearest"], spans: Sequence[Span]) -> Finding:
    paragraphs = _paragraphs(subject)
    text = subject.text
    places = []
    for start, end in spans:
        first, last = sentence_at(text, start, end)
        before, after = _around(text, start, end)
        places.append(
            Place(
                at=(start, end),
                sentence=(first, last),
                digest=digest(text[first:last]),
                paragraph=bisect_right(paragraphs, start),
                before=before,
                words=text[start:end],
                after=after,
            )
        )
    return Finding(subject, how, places)


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """Some whole words of the same line before and after."""
    before = re.compile(rf"(?:(?<!\S)\S[^\r\n]{{0,{_AROUND}}})?\Z").search(text, max(0, start - _AROUND - 1), start)
    after = re.compile(rf"[^\r\n]{{0,{_AROUND}}}(?!\S)|[^\s]*").match(text, end)
    return before[0] if before else "", after[0] if after else ""


def _paragraphs(subject: Subject) -> Sequence[int]:
    if subject.source is not None and subject.how == "sha256":
        return subject.source.text.paragraphs
    return paragraphs_of(subject.text, [(0, len(subject.text))])


def _forms(words: str) -> list[str]:
    """What may be meant by ``words``, likeliest first: without marks around them, as typed, without any at an end."""
    typed = words.strip()
    bare = typed.strip(QUOTATION_MARKS).strip()
    forms = [typed[1:-1].strip(), typed] if _is_enclosed(typed) else [typed]
    return [form for form in dict.fromkeys([*forms, bare]) if normalise(form).strip('" ')]


def _is_enclosed(words: str) -> bool:
    """Whether marks enclose the whole: so in ``"a 'b' c"``, not in ``"a" and "b"``, where one closes inside."""
    if len(words) < 3 or words[0] not in QUOTATION_MARKS or words[-1] not in QUOTATION_MARKS:
        return False
    inner = normalise(words[1:-1])
    mark = inner.find('"')
    return mark < 1 or not inner[mark - 1].isalnum() or inner[mark + 1 : mark + 2].isalnum()


def _exact(text: str, words: str) -> list[Span]:
    starts = [place.start() for place in re.finditer(f"(?={re.escape(words)})", text)]
    spans = [(start, start + len(words)) for start in starts]
    whole = [
        (start, end)
        for start, end in spans
        if not (words[0].isalnum() and text[max(0, start - 1) : start].isalnum())
        and not (words[-1].isalnum() and text[end : end + 1].isalnum())
    ]
    return whole or spans


def _nearest(text: str, words: str) -> list[Span]:
    from rapidfuzz import fuzz, process

    folded, origin = fold_map(text)
    plain = re.escape(fold(words))
    without_marks = [unfold_span(text, origin, *place.span()) for place in islice(re.finditer(plain, folded), 3)]
    if without_marks:
        return without_marks
    spans = sentences_of(text)
    found = process.extract(
        fold(words[:_LONGEST]),
        [fold(text[start:end]) for start, end in spans],
        scorer=fuzz.partial_ratio,
        score_cutoff=_LIKE,
        limit=3,
    )
    return [spans[index] for _, _, index in found]
