"""Text as words: each with what it is without marks, what it is with them, and where it stands.

One rule cuts queries, documents and highlighted spans, so that the three cannot disagree. Text is first split at
white space; the pieces of one such *chunk* depend on nothing around it, so that an index works out each distinct
chunk once however often it occurs (Vietnamese runs to some 10,000 of them in 100,000 sentences).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ..text import fold_map, unfold_span

# "2.030" and "8,164" are one number however their thousands are set apart.
_WORD = re.compile(r"\d+(?:[.,]\d{3})+(?!\d)|[^\W_]+")
_CHUNK = re.compile(r"\S+")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
MAX_WORD = 64
"""Characters of one word that count: longer ones are no words, and OSA distance costs their square."""


class Word(NamedTuple):
    """``token`` is folded, ``form`` keeps the marks; the span is in code points of the original."""

    token: str
    form: str
    start: int
    end: int

    @property
    def is_marked(self) -> bool:
        return self.form != self.token


@lru_cache(maxsize=4_096)
def words_of(chunk: str) -> tuple[Word, ...]:
    """The words of a text without white space, in order."""
    if chunk.isascii() and chunk.isalnum():
        token = chunk.lower()[:MAX_WORD]
        return (Word(token, token, 0, len(chunk)),)
    folded, origin = fold_map(chunk)
    words: list[Word] = []
    for match in _WORD.finditer(folded):
        start, end = unfold_span(chunk, origin, *match.span())
        token = match[0]
        if token == "s" and words and folded[match.start() - 1] in "'\"":
            continue  # the English possessive: "Russia's" is found by "russia"
        if not token.isalnum():
            token = re.sub(r"\W", "", token)
        token = token[:MAX_WORD]
        words.append(Word(token, form_of(chunk[start:end], token), start, end))
    return tuple(words)


def words_in(text: str) -> Iterator[Word]:
    """The words of a text, in order, with where they stand in it."""
    for chunk in _CHUNK.finditer(text):
        offset = chunk.start()
        for token, form, start, end in words_of(chunk[0]):
            yield Word(token, form, start + offset, end + offset)


def form_of(written: str, token: str) -> str:
    """A word as written, but for capitals, composition and where its tone mark sits.

    The tone goes to the end, since writers differ on the letter that carries it (``hòa``, ``hoà``). A word that
    has no marks is its own token.
    """
    if written.isascii() or token.isdecimal():
        return token
    letters: list[str] = []
    tones: list[str] = []
    for character in unicodedata.normalize("NFD", written.casefold()):
        if character in _TONES:
            tones.append(character)
        elif unicodedata.category(character) != "Cf":
            letters.append(character)
    base = unicodedata.normalize("NFC", "".join(letters))[:MAX_WORD]
    return base + "".join(tones) if tones or base != token else token


def agrees(typed: str, form: str, *, unfinished: bool) -> bool:
    """Whether a form has the marks typed; an unfinished word may still get its tone, and more letters."""
    if typed == form:
        return True
    if not unfinished:
        return False
    typed_letters, typed_tones = _parted(typed)
    letters, tones = _parted(form)
    return letters.startswith(typed_letters) and (not typed_tones or typed_tones == tones)


def _parted(form: str) -> tuple[str, str]:
    letters = form.rstrip("\u0300\u0301\u0303\u0309\u0323")
    return letters, form[len(letters) :]

