"""Every quote and report against the articles: are its words still where the record says?

What the results mean. *The sentence is here* means that a passage of the text, cut out between words, has the
record's digest; *the words*, the quoted ones or the clause that ``at`` marks, are looked for in it and nowhere else.

==============  ========================================================================================
``exact``       pinned text: the digest is that of ``text[sentence]``, and ``text[at]`` are the quote's words.
                Any other text: the sentence is here once, at its offsets, and ``text[at]`` are the words,
                character for character.
``normalised``  the sentence is here once, wherever, but the words are not the recorded characters, or the
                sentence has not the recorded length: quotation marks, white space or Unicode composition
                differ. This outranks ``moved``: a page in NFD has other offsets throughout, and has not moved.
``moved``       the sentence is here once, at other offsets, its words character for character. Also what a
                wrong ``at`` or ``sentence`` in the record comes to when the digest still finds them.
``ambiguous``   the sentence is here more than once, or the words more than once in it. Where an article that is
                no longer the pinned one prints a passage twice, the record cannot say which is which, even if
                one stands at the recorded place: it could be the copy.
``lost``        the sentence is not here, though its bare words may be (``why`` says where), or the words are
                not in it.
``no-text``     no text of the source is at hand.
==============  ========================================================================================

A look-alike is never taken: the hash covers the whole sentence, and "8 people died" is not found in "18 people
died". In the pinned text the recorded place decides, even if the passage is printed twice.

What keeps no words of its own (an indirect quote, a report) is known by the digest only, which does not see
marks and white space. In a text that is not the pinned one it is therefore ``exact`` only if its clause stands
at its offsets and holds nothing that could have differed: no mark, no space but U+0020, nothing that NFC changes.
(That the spaces were plain ones in the pinned text too cannot be known, and is taken to be so.)
"""

from __future__ import annotations

import os
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple, cast

from .articles import Known, find_texts
from .passages import Anchor, Page, anchors_of, locate
from .records import Record, Source, Span
from .text import QUOTATION_MARKS, digest, normalise, normalise_map, sanitise

Result = Literal["exact", "normalised", "moved", "ambiguous", "lost", "no-text"]

RESULTS: tuple[Result, ...] = ("exact", "normalised", "moved", "ambiguous", "lost", "no-text")
"""From best to worst; after the first three the passage is not to be found."""

KNOWN_BY = {
    "sha256": "the pinned text",
    "name": "known by its name, not the pinned text",
    "guess": "a guess: most anchors are in it",
}


class Row(NamedTuple):
    """What became of one anchor.

    ``id`` is the quote's, or ``<event or answer id>#<n>`` for its ``reports[n]``, counted from 0; ``found`` the
    span of the words, or of the clause, in the text at hand, None after the first three results; ``why`` a line
    for people, empty when there is nothing to say.
    """

    id: str
    source: str
    result: Result
    at: Span
    found: Span | None
    why: str = ""


class Verification(NamedTuple):
    """The rows, by source and place; the texts they were found in; what is wrong with files, a line each."""

    rows: Sequence[Row]
    texts: Mapping[str, Known | None]
    problems: Sequence[str]

    @property
    def ok(self) -> bool:
        """Whether all were found."""
        return all(row.found is not None for row in self.rows)

    @property
    def counts(self) -> Mapping[Result, int]:
        counts = Counter(row.result for row in self.rows)
        return {result: counts[result] for result in RESULTS if counts[result]}

    def as_json(self) -> list[dict[str, Any]]:
        """``[{id, source, result, at, found}]``."""
        return [
            {
                "id": row.id,
                "source": row.source,
                "result": row.result,
                "at": list(row.at),
                "found": None if row.found is None else list(row.found),
            }
            for row in self.rows
        ]


def verify(collections: Mapping[str, Mapping[str, Record]], articles: str | os.PathLike[str]) -> Verification:
    """Look for all anchors of ``collections`` (collection name → id → record) in the folder ``articles``.

    Raises :class:`kaztui.articles.ArticlesError` if the folder is missing, no folder, unreadable or empty.
    """
    sources = cast(Mapping[str, Source], collections.get("sources", {}))
    anchors: dict[str, list[Anchor]] = {id: [] for id in sources}
    for anchor in sorted(anchors_of(collections), key=lambda anchor: anchor.at):
        anchors.setdefault(anchor.source, []).append(anchor)
    texts = find_texts(sources, [anchor for of_source in anchors.values() for anchor in of_source], articles)
    rows = [row for id, of_source in anchors.items() for row in _rows(of_source, texts.known.get(id))]
    return Verification(rows, {id: texts.known.get(id) for id in anchors}, texts.problems)


def lines(verification: Verification) -> Iterator[str]:
    """The verification as plain text: a line a source, a line for each anchor that needs a look, a total."""
    for id, known in verification.texts.items():
        rows = [row for row in verification.rows if row.source == id]
        text = f"{sanitise(known.name)} ({KNOWN_BY[known.how]})" if known else "no text"
        yield f"{id}: {text}: {_count(rows)}"
        for row in rows:
            if row.result != "no-text" and (row.result != "exact" or row.why):
                place = f"{row.at[0]}–{row.at[1]}"
                found = f" → {row.found[0]}–{row.found[1]}" if row.found and row.found != row.at else ""
                yield f"  {row.result:<10}  {row.id}  {place}{found}" + (f"  {row.why}" if row.why else "")
    yield f"{len(verification.rows)} anchors: {_count(verification.rows)}"


def _count(rows: Sequence[Row]) -> str:
    counts = Counter(row.result for row in rows)
    return ", ".join(f"{counts[result]} {result}" for result in RESULTS if counts[result]) or "no anchors"


_MARKS = frozenset(QUOTATION_MARKS)
_DOUBLE_MARKS = '"“”„‟«»〝〞'


def _rows(anchors: Sequence[Anchor], known: Known | None) -> Iterator[Row]:
    if known is None:
        yield from (Row(a.id, a.source, "no-text", a.at, None) for a in anchors)
        return
    pinned = known.how == "sha256"
    literal = {a for a in anchors if pinned and _holds(a, known.text)}
    rest = [a for a in anchors if a not in literal]
    if rest:
        page = Page(known.text)
        places = locate(page, rest)
    for anchor in anchors:
        if anchor in literal:
            yield Row(anchor.id, anchor.source, "exact", anchor.at, anchor.at, _unmarked(anchor, known.text))
            continue
        starts = places.get(anchor.digest)
        if pinned and digest(known.text[slice(*anchor.sentence)]) == anchor.digest:
            starts = [page.plain_at(anchor.sentence[0])]
        result, found, why = _judged(anchor, page, starts, pinned)
        if pinned:
            why = f"{why}; " * bool(why) + "the record is wrong: this is the pinned text"
        yield Row(anchor.id, anchor.source, result, anchor.at, found, why)


def _holds(anchor: Anchor, text: str) -> bool:
    """Whether all that the record says is literally so in ``text``."""
    (start, end), (first, last) = anchor.at, anchor.sentence
    return (
        first <= start <= end <= last <= len(text)
        and digest(text[first:last]) == anchor.digest
        and anchor.words in (None, text[start:end])
    )


def _unmarked(anchor: Anchor, text: str) -> str:
    """What to say of quoted words that no quotation marks enclose: then who says that they are quoted?

    A mark right before them, or an odd number of double marks before them in their paragraph: an opened one.
    """
    start = anchor.at[0]
    if anchor.words is None or text[start - 1 : start] in _MARKS:
        return ""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    opened = sum(before.count(mark) for mark in _DOUBLE_MARKS) % 2
    return "" if opened else "the article has no quotation marks round these words"


def _judged(anchor: Anchor, page: Page, starts: Sequence[int] | None, pinned: bool) -> tuple[Result, Span | None, str]:
    """Result, found and why, given where in ``page.plain`` the anchor's sentence begins."""
    if not starts:
        return "lost", None, _remains(anchor, page, starts)
    size = int(anchor.digest.partition(":")[0])
    if len(starts) > 1:
        return "ambiguous", None, f"its sentence stands at {_spans(page, starts, size)}"
    sentence = page.raw(starts[0], starts[0] + size)
    recorded = _recorded(anchor, page.text[slice(*sentence)], size)
    if anchor.words is None:
        if recorded is None:
            return "normalised", sentence, "its sentence is meant: where the clause begins in it cannot be told"
        inner, sound = recorded, True
    else:
        window = page.plain[starts[0] : starts[0] + size]
        fits, sound = _words_in(window, anchor, recorded)
        if not fits:
            return "lost", None, f"its sentence stands at {sentence[0]}–{sentence[1]}, without the words"
        if len(fits) > 1:
            return "ambiguous", None, f"the words stand {len(fits)} times in its sentence"
        inner = fits[0], fits[0] + len(normalise(anchor.words))
    found = page.raw(starts[0] + inner[0], starts[0] + inner[1])
    clause = page.text[slice(*found)]
    # What normalising removed may differ; but the pinned sentence cannot, nor was it shorter than normalised.
    resized = not pinned and _length(sentence) != _length(anchor.sentence) >= size
    if resized or _differs(anchor, clause):
        return "normalised", found, ""
    if not sound:
        return "moved", found, "the words are not where the record says in their sentence"
    if (found, sentence) != (anchor.at, anchor.sentence):
        return "moved", found, ""
    if anchor.words is None and not _is_unmistakable(clause):
        return "normalised", found, "in its place, but the record cannot tell whether its marks are the same"
    return "exact", found, ""


def _recorded(anchor: Anchor, sentence: str, size: int) -> Span | None:
    """``at`` as offsets in the normalised sentence, or None if they cannot be told.

    The record counts in the pinned sentence. Where that was as long as its normalised form, the offsets are the
    same; where as long as the one at hand, or as that is when composed or decomposed, they are laid out alike.
    """
    length = _length(anchor.sentence)
    start, end = anchor.at[0] - anchor.sentence[0], anchor.at[1] - anchor.sentence[0]
    if not 0 <= start <= end <= length:
        return None
    if length == size:
        return start, end
    if (start, end) == (0, length):
        return 0, size
    for form in ("", "NFC", "NFD"):
        shape = unicodedata.normalize(form, sentence) if form else sentence  # type: ignore[arg-type]
        if len(shape) == length:
            _, origin = normalise_map(shape)
            return bisect_left(origin, start), bisect_left(origin, end)
    return None


def _words_in(window: str, anchor: Anchor, recorded: Span | None) -> tuple[list[int], bool]:
    """Where the words can be meant in their normalised sentence, and whether the record agrees."""
    words = normalise(anchor.words or "")
    every = [i for i in range(len(window) - len(words) + 1) if window.startswith(words, i)]
    if recorded is not None and recorded[0] in every:
        return [recorded[0]], True
    # Normalising took away ``slack`` code points, before the words or after.
    start = anchor.at[0] - anchor.sentence[0]
    slack = _length(anchor.sentence) - len(window)
    fits = [i for i in every if min(start - slack, start) <= i <= max(start - slack, start)]
    return fits or every, bool(fits)


def _differs(anchor: Anchor, clause: str) -> bool:
    return len(clause) != _length(anchor.at) if anchor.words is None else clause != anchor.words


def _is_unmistakable(clause: str) -> bool:
    """Whether nothing in ``clause`` is what normalising makes alike."""
    return clause == normalise(clause) and not any(mark in clause for mark in QUOTATION_MARKS)


def _remains(anchor: Anchor, page: Page, starts: Sequence[int] | None) -> str:
    if starts is not None:
        return "its sentence stands only inside longer words or numbers"
    words = normalise(anchor.words or "")
    if not words:
        return ""
    places = page.every(words)
    where = f"the words stand at {_spans(page, places, len(words))}, but not in the sentence that the record knows"
    return where if places else ""


def _spans(page: Page, starts: Sequence[int], size: int) -> str:
    spans = [page.raw(start, start + size) for start in starts[:3]]
    more = f" and {len(starts) - 3} more places" if len(starts) > 3 else ""
    return ", ".join(f"{start}–{end}" for start, end in spans) + more


def _length(span: Span) -> int:
    return span[1] - span[0]
