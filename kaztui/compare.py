"""The wordings of one statement side by side, compared word by word.

Only the speaker's quoted words are compared. A term that an article marks as at arm's length is not given as the
speaker's, and paraphrases are ours, not the articles': they stand beside.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Literal, NamedTuple

from .dossier import Dossier
from .passages import UNSPACED
from .records import Quote
from .text import fold

How = Literal["all", "some", "marks", "moved", "again", "only"]
"""What a word is to the other columns that quote words.

``all``: each has it, in the same order; ``some``: not each. ``marks``: each or some have it, but with other marks
or capitals in at least one; ``moved``: in at least one it stands elsewhere. ``again``: others have it, but fewer
times; ``only``: no other has it. Unicode composition, which nobody sees, is no difference.
"""

JOINT = " … "
"""What stands between two quotes of one article."""
MOST_WORDS = 20_000
"""Words of all columns together that are compared, the same number in each: more than a screen is ever given."""
MOST_COLUMNS = 50
_TOKEN = re.compile(rf"[{UNSPACED}]|(?:(?![{UNSPACED}–—…])\S)+")


class Word(NamedTuple):
    """One word of a column at ``text[start:end]``, with the numbers of the columns that have it, too."""

    start: int
    end: int
    how: How
    others: tuple[int, ...] = ()


class Part(NamedTuple):
    """What one quote gives to a column, at ``text[start:end]``."""

    quote: str
    start: int
    end: int


class Column(NamedTuple):
    """One article's wording; ``text`` and ``words`` are empty where it quotes no words."""

    source: str
    quotes: tuple[str, ...]
    """Ids of all its quotes of the statement, in article order."""
    text: str
    """The speaker's quoted words as they were printed, joined by :data:`JOINT`."""
    parts: tuple[Part, ...]
    words: tuple[Word, ...]
    paraphrases: tuple[str, ...]
    """Ids of those of its quotes that have a paraphrase: in our words."""
    marked: tuple[str, ...] = ()
    """Ids of its scare quotes, whose words it marks and does not give as the speaker's: they are not in ``text``."""


class Comparison(NamedTuple):
    statement: str
    columns: tuple[Column, ...]

    @property
    def worded(self) -> int:
        """How many columns quote words; fewer than two have nothing to be compared with."""
        return sum(bool(column.words) for column in self.columns)


def compare(dossier: Dossier, statement: str) -> Comparison:
    """The wordings of a statement, a column for each article, in the dossier's order of sources.

    Offsets are code points of the column's ``text``, which is not sanitised. Of one wording nothing differs: its
    words are ``all``. Beyond :data:`MOST_WORDS` and :data:`MOST_COLUMNS` words are not compared, and not listed.
    Raises ``KeyError`` for an unknown statement.
    """
    quotes: dict[str, list[Quote]] = {}
    for quote in sorted(dossier.statements[statement].quotes, key=lambda quote: (quote.at, quote.id)):
        quotes.setdefault(quote.source, []).append(quote)
    columns = [_column(source, quotes[source]) for source in dossier.sources if source in quotes]
    worded = [number for number, column in enumerate(columns) if column.text][:MOST_COLUMNS]
    most = MOST_WORDS // max(1, len(worded))
    tokens = {number: list(_tokens(columns[number].text, most)) for number in worded}
    for number, words in _compared({number: words for number, words in tokens.items() if words}).items():
        columns[number] = columns[number]._replace(words=words)
    return Comparison(statement, tuple(columns))


def _column(source: str, quotes: Sequence[Quote]) -> Column:
    text = ""
    parts: list[Part] = []
    for quote in quotes:
        if quote.text is not None and quote.mode != "scare":
            text += JOINT if parts else ""
            parts.append(Part(quote.id, len(text), len(text) + len(quote.text)))
            text += quote.text
    paraphrases = tuple(quote.id for quote in quotes if quote.paraphrase)
    marked = tuple(quote.id for quote in quotes if quote.mode == "scare" and quote.text is not None)
    return Column(source, tuple(quote.id for quote in quotes), text, tuple(parts), (), paraphrases, marked)


class _Token(NamedTuple):
    start: int
    end: int
    exact: str
    folded: str


def _tokens(text: str, most: int) -> Iterator[_Token]:
    """The first ``most`` words: what stands between spaces and dashes, without the signs at its ends."""
    for found in _TOKEN.finditer(text):
        start, end = found.span()
        while start < end and not text[start].isalnum():
            start += 1
        while start < end and not (text[end - 1].isalnum() or unicodedata.category(text[end - 1])[0] == "M"):
            end -= 1
        if start == end:
            continue
        if most <= 0:
            return
        most -= 1
        exact = unicodedata.normalize("NFC", text[start:end])
        yield _Token(start, end, exact, fold(exact) or exact)


def _compared(columns: dict[int, list[_Token]]) -> dict[int, tuple[Word, ...]]:
    vocabulary: dict[str, int] = {}
    codes = {
        number: [vocabulary.setdefault(token.folded, len(vocabulary)) for token in tokens]
        for number, tokens in columns.items()
    }
    shared: dict[int, list[dict[int, How]]] = {number: [{} for _ in tokens] for number, tokens in columns.items()}
    for one, other in combinations(columns, 2):
        for here, there, how in _pairs(codes[one], codes[other]):
            same = columns[one][here].exact == columns[other][there].exact
            shared[one][here][other] = shared[other][there][one] = how if same or how == "moved" else "marks"
    having: dict[str, dict[int, How]] = {}
    for number, tokens in columns.items():
        for token in tokens:
            having.setdefault(token.folded, {})[number] = "again"
    return {
        number: tuple(
            _word(token, found or {other: "again" for other in having[token.folded] if other != number}, len(columns))
            for token, found in zip(tokens, shared[number], strict=True)
        )
        for number, tokens in columns.items()
    }


def _word(token: _Token, found: dict[int, How], columns: int) -> Word:
    ways = set(found.values())
    how: How = "all" if len(found) == columns - 1 else "some" if found else "only"
    worst: tuple[How, ...] = ("again", "moved", "marks")
    return Word(token.start, token.end, next((way for way in worst if way in ways), how), tuple(sorted(found)))


def _pairs(one: Sequence[int], other: Sequence[int]) -> Iterator[tuple[int, int, How]]:
    """Positions of the same words: first the longest run of pairs in one order, then what is left, as moved.

    Bit-parallel: two columns of 10,000 words take 12 MB for a moment.
    """
    from rapidfuzz.distance import LCSseq  # 26 ms, and only a comparison needs it

    here, there = set(range(len(one))), set(range(len(other)))
    for block in LCSseq.opcodes(one, other):
        if block.tag == "equal":
            for first, second in zip(
                range(block.src_start, block.src_end), range(block.dest_start, block.dest_end), strict=True
            ):
                here.discard(first)
                there.discard(second)
                yield first, second, "all"
    left: dict[int, list[int]] = {}
    for second in sorted(there, reverse=True):
        left.setdefault(other[second], []).append(second)
    for first in sorted(here):
        if places := left.get(one[first]):
            yield first, places.pop(), "moved"
