"""Text as the program handles it: made safe for a screen, normalised, folded, cut into sentences.

Four views of one string, none of which changes the record:

- :func:`sanitise`: what may reach a terminal;
- :func:`normalise`, :func:`normalise_map` and :func:`digest`: what stays the same when a page is re-set with
  other quotation marks, white space or Unicode composition;
- :func:`fold` and :func:`fold_map`: what a person types who leaves out marks and capitals;
- :func:`sentence_at` and :func:`paragraphs_of`: where a passage stands.

Offsets are Unicode code points, ends exclusive, everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator
from functools import cache, lru_cache

from .hashing import sha256

QUOTATION_MARKS = (
    "\"'`´\u00ab\u00bb\u02b9\u02ba\u02bb\u02bc\u02bd\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f"
    "\u2032\u2033\u2035\u2036\u2039\u203a\u2e42\u300c\u300d\u300e\u300f\u301d\u301e\u301f"
    "\ufe41\ufe42\ufe43\ufe44\uff02\uff07\uff62\uff63"
)
"""Unicode's Quotation_Mark property (PropList.txt), apostrophes, primes and grave and acute accents."""

# Seven times as fast as str.translate, which looks every character up; compiled when it is first used.
_ANY_MARK = f"[{re.escape(QUOTATION_MARKS)}]"


def normalise(text: str) -> str:
    """NFC, every quotation mark and apostrophe as ``"``, white-space runs as one space, trimmed."""
    return " ".join(re.sub(_ANY_MARK, '"', unicodedata.normalize("NFC", text)).split())


def digest(sentence: str) -> str:
    """``length:first 16 hex digits`` of the sha256 of the normalised sentence, in UTF-8.

    ``length`` counts the code points of the normalised sentence, so that a window of that size can be
    slid over an edited page to find the sentence again without keeping a copy of it.
    """
    plain = normalise(sentence)
    hashed = sha256()
    hashed.update(plain.encode("utf-8", "surrogatepass"))
    return f"{len(plain)}:{hashed.hexdigest()[:16]}"


def normalise_map(text: str) -> tuple[str, array[int]]:
    """:func:`normalise` of ``text``, and for each of its characters the index of its source; then the end.

    What NFC composed comes from where its base stands; a run of white space, from where the run begins. So
    ``origin[end]`` is also where a normalised passage ends in ``text``, unless it equals ``origin[end - 1]``.
    """
    composed = unicodedata.is_normalized("NFC", text)
    plain: list[str] = []
    origin = array("L")
    end = 0
    for word in re.finditer(r"\S+", text):
        if plain:
            plain.append(" ")
            origin.append(end)
        start, end = word.span()
        for offset, cluster in [(0, word[0])] if composed else _clusters(word[0]):
            part = unicodedata.normalize("NFC", cluster)
            first = start + offset
            plain.append(part)
            if len(part) == len(cluster):
                origin.extend(range(first, first + len(part)))
            else:
                origin.extend([first] * len(part))
    origin.append(end)
    return re.sub(_ANY_MARK, '"', "".join(plain)), origin


def _clusters(word: str) -> Iterator[tuple[int, str]]:
    """Offsets and pieces of ``word`` that NFC can be applied to one by one."""
    if unicodedata.is_normalized("NFC", word):
        yield 0, word
        return
    bounds = [0, *(i for i, mark in enumerate(word) if i and not unicodedata.combining(mark)), len(word)]
    pieces = [(start, word[start:end]) for start, end in zip(bounds, bounds[1:], strict=False)]
    if "".join(unicodedata.normalize("NFC", piece) for _, piece in pieces) == unicodedata.normalize("NFC", word):
        yield from pieces
    else:  # jamo, and a few Indic vowels, compose although they are no combining marks
        yield 0, word


# -- safe for a screen --------------------------------------------------------------------------------

MAX_SHOWN = 20_000
"""Code points of one string that are shown at most; a quote is shorter by two orders of magnitude."""
_MAX_MARKS = 3
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
# Cf holds bidi overrides and isolates, zero-width characters, tags, the soft hyphen and U+FEFF; Cs are lone
# surrogates, Co and Cn can be drawn as anything. Variation selectors (Mn) change a glyph's width.
_DROPPED = frozenset({"Cf", "Cn", "Co"})


@cache  # compiled when something out of the ordinary is shown: that takes as long as loading this module
def _variation_selectors() -> re.Pattern[str]:
    return re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef\u180b-\u180f\u034f\u115f\u1160\u3164\uffa0]")


_PLAIN = re.compile(r"[\x20-\x7e\u00a0-\u00ac\u00ae-\u02ff\u1e00-\u1eff\u2010-\u2027\u20ab\u2026\u25b8]*")


def sanitise(text: str, *, multiline: bool = False) -> str:
    """``text`` as it may be drawn on a terminal: one line, no character that acts instead of showing.

    C0 controls become their pictures (ESC is ``␛``), tabs and line ends a space (line ends stay with
    ``multiline``), C1 controls and lone surrogates U+FFFD; bidi controls, zero-width and tag characters go;
    at most three combining marks (Mn and Me) stay on a base; the result is NFC, at most
    :data:`MAX_SHOWN` code points long. For showing only: records, ``verify`` and ``export`` keep the original.
    """
    if len(text) > MAX_SHOWN:
        text = text[:MAX_SHOWN] + "…"
    if _PLAIN.fullmatch(text):
        return text
    shown: list[str] = []
    marks = 0
    for character in unicodedata.normalize("NFC", _variation_selectors().sub("", text)):
        category = unicodedata.category(character)
        if category in ("Mn", "Me"):
            marks += 1
            if marks <= _MAX_MARKS:
                shown.append(character if shown else " " + character)
            continue
        if category in _DROPPED:
            continue
        marks = 0
        if character == "\n" and multiline:
            shown.append(character)
        elif character in "\t\n\r\v\f\x85\u2028\u2029":
            shown.append(" ")
        elif category == "Cc":
            code = ord(character)
            shown.append(chr(0x2400 + code) if code < 0x20 else "␡" if code == 0x7F else _REPLACEMENT)
        elif category == "Cs":
            shown.append(_REPLACEMENT)
        else:
            shown.append(character)
    return unicodedata.normalize("NFC", "".join(shown))


# -- folding ------------------------------------------------------------------------------------------

# Letters that NFKD leaves whole but that a reader types as these. Cyrillic follows the BGN/PCGN romanisation
# as newspapers simplify it, with the Kazakh letters of the 1940 alphabet.
_LETTERS = dict(zip("đðłøıħŧ", "ddloiht", strict=True)) | {
    "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th",
    **dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziiklmnoprstufye", strict=True)),
    "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya",
    **dict(zip("әғқңөұүһі", "agqnouuhi", strict=True)),
    **dict(zip("‐‑‒–—―−", "-------", strict=True)), "…": "...",
}  # fmt: skip


class _FoldTable(dict[int, str]):
    """A ``str.translate`` table that works out a code point when it first meets it."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        decomposed = unicodedata.normalize("NFKD", character).casefold()
        folded = "".join(
            _LETTERS.get(part, '"' if part in QUOTATION_MARKS else part)
            for part in unicodedata.normalize("NFKD", decomposed)
            if not unicodedata.combining(part) and unicodedata.category(part) not in ("Mn", "Me", "Cf")
        )
        if folded.isspace():
            folded = " "
        self[code] = folded
        return folded


_FOLD = _FoldTable()


@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """``text`` without marks, case, typographic variants and script: ``Đảo chính`` → ``dao chinh``.

    Each code point is folded by itself, so that composed and decomposed text fold alike and positions map
    back exactly (:func:`fold_map`). ``й`` and ``ё`` lose their marks as every letter does.
    """
    return text.translate(_FOLD)


def fold_map(text: str) -> tuple[str, list[int]]:
    """:func:`fold` of ``text``, and for each folded character the index of its source; then the end."""
    folded: list[str] = []
    origin: list[int] = []
    for index, character in enumerate(text):
        part = _FOLD[ord(character)]
        folded.append(part)
        origin.extend([index] * len(part))
    origin.append(len(text))
    return "".join(folded), origin


def unfold_span(text: str, origin: list[int], start: int, end: int) -> tuple[int, int]:
    """The span of ``text`` that folded positions ``start``–``end`` come from, never splitting base and marks."""
    first = origin[start]
    last = origin[end - 1] + 1 if end > start else first
    while last < len(text) and unicodedata.category(text[last]) in ("Mn", "Me"):
        last += 1
    return first, last


# -- where a passage stands ---------------------------------------------------------------------------

# A full stop ends a sentence when white space and something that can begin one follow; "2.030" and
# "Baoquocte.vn" do not. Marks that close what the sentence said belong to it, on either side of the stop.
_CLOSING = re.escape(QUOTATION_MARKS.replace("`", "")) + r"\)\]"
_SENTENCE_END = rf"[.!?…]+[{_CLOSING}]*(?=\s|$)"
_ABBREVIATION = r"(?:\b(?:TP|TS|GS|PGS|ThS|Mr|Mrs|Ms|Dr|St|vs|tr|v\.v)|\b[A-ZĐ])\.$"


def sentences_of(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Spans of the sentences in ``text[start:end]``, in order; a line end always ends a sentence."""
    end = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    sentence_end, abbreviation = re.compile(_SENTENCE_END), re.compile(_ABBREVIATION)
    for line in re.finditer(r"[^\r\n\u2028\u2029]+", text[start:end]):
        begin = start + line.start()
        stop = start + line.end()
        for match in sentence_end.finditer(text, begin, stop):
            rest = text[match.end() : stop].lstrip()
            if rest and rest[0].islower():
                continue
            if rest and abbreviation.search(text, begin, match.end()):
                continue
            _append_trimmed(spans, text, begin, match.end())
            begin = match.end()
        _append_trimmed(spans, text, begin, stop)
    return spans


def _append_trimmed(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if any(map(str.isalnum, text[start:end])):  # a bar or a rule of a page's layout is no sentence
        spans.append((start, end))


def sentence_at(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the sentence, or run of sentences, that holds ``text[start:end]``."""
    first, last = start, end
    for begin, stop in sentences_of(text):
        if begin < end and start < stop:
            first, last = min(first, begin), max(last, stop)
    return first, last


def paragraphs_of(text: str, body: list[tuple[int, int]] | tuple[tuple[int, int], ...]) -> list[int]:
    """Where the paragraphs of ``body``'s stretches begin: each line that is not blank is one."""
    return [
        start + line.start()
        for start, end in body
        for line in re.finditer(r"[^\s][^\r\n]*", text[start:end])
    ]
