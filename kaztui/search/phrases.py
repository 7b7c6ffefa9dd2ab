"""Phrases in quotation marks and words to exclude: unfuzzily, marks aside unless they were typed."""

from __future__ import annotations

from collections.abc import Iterator

from .contents import Contents
from .postings import numbers_in
from .question import Reader
from .words import words_in

_SLICE = 200


def having(phrase: str, reader: Reader, among: int) -> Iterator[int | None]:
    """Yields None now and then, and in the end the documents of ``among`` with the phrase's words in a row."""
    parts = [reader.expander.forms_as_typed(word) for word in words_in(phrase)]
    if not parts:
        yield among
        return
    postings = reader.contents.postings
    for part in parts:
        among &= postings.union(part)
        yield None
    if len(parts) > 1:
        found = 0
        shared: dict[int, bool] = {}
        for count, document in enumerate(numbers_in(among), 1):
            if _in_document(parts, reader.contents, document, shared):
                found |= 1 << document
            if count % _SLICE == 0:
                yield None
        among = found
    yield among


def _in_document(
    parts: list[frozenset[int]], contents: Contents, document: int, shared: dict[int, bool]
) -> bool:
    if _in_words(parts, contents.stretch(document)):
        return True
    for number in contents.shared_by(document):
        if number not in shared:
            shared[number] = _in_words(parts, contents.stretch(len(contents.ids) + number))
        if shared[number]:
            return True
    return False


def _in_words(parts: list[frozenset[int]], words: list[int]) -> bool:
    first, size = parts[0], len(parts)
    return any(
        form in first and all(words[place + k] in parts[k] for k in range(1, size))
        for place, form in enumerate(words[: len(words) - size + 1])
    )
