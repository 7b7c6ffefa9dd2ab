"""What a query is once it has been read: terms in the order in which they were typed, and mistakes.

Two queries are equal if they ask the same, however they were typed: positions are not compared, and printing a
query gives a line that reads as the same query.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from msgspec import Struct

from .grammar import FIELDS

DOUBLE_MARKS = "\"“”„‟«»〝〞＂"
"""Quotation marks that enclose a phrase or a value; apostrophes and single marks belong to words."""
PROSE_MARKS = ".,:;!?…"
"""What ends or divides sentences: text with a word that ends in one was pasted, not typed to find something."""

_DAY = r"\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?|\d{4}(?:-\d\d){0,2}[~?%]?"
# A date whose last part is one number may be taken together with the word after it ("10" and "jan").
_BARE_DATE = rf"(?:{_DAY}|\.\.(?:{_DAY})|(?:{_DAY})\.\.(?:{_DAY})?)"
_BARE = rf"[^\W_][^\s,{DOUBLE_MARKS}]*"
FIELD_NAME = re.compile(r"(-?)([A-Za-z]{1,16}):")


_SAID = 3
"""Mistakes that one line says."""


class Problem(NamedTuple):
    """A mistake in a query: where it stands (code points, end exclusive), what it is, what may have been meant."""

    start: int
    end: int
    what: str
    nearest: str | None = None

    def __str__(self) -> str:
        return self.what + (f" (did you mean {self.nearest}?)" if self.nearest else "")


class QueryError(ValueError):
    """A query with mistakes, refused; its text is one line, ``problems`` has them one by one."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        said = [f"query, character {problem.start + 1}: {problem}" for problem in problems[:_SAID]]
        super().__init__("; ".join(said) + (f"; and {len(problems) - _SAID} more" if len(problems) > _SAID else ""))


class _Said(Struct, frozen=True, eq=False):
    """What is equal if it is printed alike, wherever it stands and however it was typed."""

    def __eq__(self, other: object) -> bool:
        return str(self) == str(other) if type(self) is type(other) else NotImplemented

    def __ne__(self, other: object) -> bool:  # msgspec's own would find any two different
        return not self == other

    def __hash__(self) -> int:
        return hash(str(self))


class Word(_Said, frozen=True, eq=False):
    """A free word, without the punctuation around it."""

    text: str
    start: int = 0
    end: int = 0
    divides: bool = False
    """Whether a sentence, or a part of one, ends in it."""
    is_freed: bool = False
    """Whether it would read as a field, had nothing stood before it: ``(speaker:x)``."""

    @property
    def is_marked(self) -> bool:
        """Whether it was typed with its marks."""
        return any(
            unicodedata.combining(part) or part in "đĐłŁøØ" for part in unicodedata.normalize("NFD", self.text)
        )

    def __str__(self) -> str:
        return "(" * self.is_freed + self.text


class Phrase(_Said, frozen=True, eq=False):
    """Words in this order."""

    text: str
    start: int = 0
    end: int = 0
    divides: bool = False
    """Whether a sentence, or a part of one, ends after it."""

    def __str__(self) -> str:
        return f'"{self.text}"'


class Exclusion(_Said, frozen=True, eq=False):
    """A word or phrase that must not be there."""

    text: str
    is_phrase: bool = False
    start: int = 0
    end: int = 0

    def __str__(self) -> str:
        return f'-"{self.text}"' if self.is_phrase else f"-{self.text}"


class Value(Struct, frozen=True):
    """One of a field's values, without its quotation marks."""

    text: str
    start: int = 0
    end: int = 0


class Condition(_Said, frozen=True, eq=False):
    """A field with its values, of which one must hold, or none if it is negated. ``name`` is the whole name."""

    name: str
    values: tuple[Value, ...]
    negated: bool = False
    start: int = 0
    end: int = 0
    typed: str = ""

    def __str__(self) -> str:
        return printed(self.name, self.values, self.negated)


class Mistake(_Said, frozen=True, eq=False):
    """What looks like a field but is none, as it stands; it asks nothing."""

    text: str
    start: int = 0
    end: int = 0

    def __str__(self) -> str:
        return self.text


Term = Word | Phrase | Exclusion | Condition | Mistake


def printed(name: str, values: tuple[Value, ...], negated: bool = False) -> str:
    """A field as it is typed: ``-speaker:putin,"Wang Yi"``."""
    return f"{'-' * negated}{name}:{','.join(printed_value(name, value) for value in values)}"


def printed_value(name: str, value: Value) -> str:
    """A value as it is typed after a field's name: in quotation marks where it needs them."""
    is_date = name in FIELDS and FIELDS[name].kind == "date"
    bare = re.fullmatch(_BARE_DATE if is_date else _BARE, value.text)
    return value.text if bare else f'"{value.text}"'


class Query(_Said, frozen=True, eq=False):
    """A query line that has been read. ``str(query)`` is a line that reads as an equal query."""

    text: str = ""
    """As typed; positions refer to it."""
    terms: tuple[Term, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Mistakes that can be seen without knowing the dossier."""
    typing: int | None = None
    """Where the word begins that is still being typed."""

    def __str__(self) -> str:
        return " ".join(map(str, self.terms))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked, so that everything answers."""
        return all(isinstance(term, Mistake) for term in self.terms)

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(term for term in self.terms if isinstance(term, Word))

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        return tuple(term for term in self.terms if isinstance(term, Phrase))

    @property
    def exclusions(self) -> tuple[Exclusion, ...]:
        return tuple(term for term in self.terms if isinstance(term, Exclusion))

    @property
    def conditions(self) -> tuple[Condition, ...]:
        return tuple(term for term in self.terms if isinstance(term, Condition))

    @property
    def asks_words(self) -> bool:
        """Whether there are words or phrases to be looked up in texts."""
        return any(isinstance(term, Word | Phrase | Exclusion) for term in self.terms)

    @property
    def is_unfinished(self) -> bool:
        """Whether its last word is still being typed: no space ends the line, and what follows the word only filters.

        A filter must not finish the word before it, or it could add what the beginning of the word did not find.
        """
        return self.typing is not None and any(word.start == self.typing for word in self.words)

    def only(self, *terms: Term) -> Query:
        """The query of these of its terms; positions refer to the same text."""
        return Query(self.text, terms, typing=self.typing)

    def without(self, term: Term) -> Query:
        """The query without this one of its terms."""
        return self.only(*(other for other in self.terms if other is not term))

    def peeled(self) -> str:
        """Its text without the last term."""
        return self.text[: self.terms[-1].start].rstrip() if self.terms else ""
