"""The query line: one line of text is the whole state of an explorer. It selects quotes.

Today a query is words, all of which must match; the text is kept as typed, so that the line can be shown,
edited and passed on.
"""

from __future__ import annotations

from typing import NamedTuple

MAX_LENGTH = 1_000
"""Characters of a query that are read; a pasted page is cut here."""


class Query(NamedTuple):
    text: str = ""
    words: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.words


def parse(text: str) -> Query:
    """The query that a line of text stands for; never fails, whatever is typed."""
    text = " ".join(text[:MAX_LENGTH].split())
    return Query(text, tuple(text.split()))
