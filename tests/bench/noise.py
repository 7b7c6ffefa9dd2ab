"""Queries as people type them: pieces of a dossier's own quotes, spoilt in the ways of SEARCH.md, seeded.

Each query belongs to one statement, and the clean words that it was made of stand in no other statement's quotes,
so that there is a right answer. Kinds in :data:`CIRCULAR` are made from our own glosses and aliases, which the
engine is given too; they say that it looks there, not that it would find what a stranger types.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import NamedTuple

from kaztui.text import fold

KINDS = (
    "exact fragment", "no diacritics", "typo in every word", "transposition in every word", "missing letters",
    "shuffled words", "word prefixes", "telex", "vni", "mixed case", "rare keywords", "speaker + keyword", "english",
    "name variants", "three broken syllables", "missing spaces", "pasted quote",
)  # fmt: skip
CIRCULAR = frozenset({"english", "name variants"})


class Asked(NamedTuple):
    kind: str
    query: str
    statement: str


class Told(NamedTuple):
    """A quote as far as queries are made of it."""

    statement: str
    text: str
    all_text: str
    gloss: str
    names: tuple[str, ...]


def told(documents: Iterator[tuple[str, Mapping[str, str]]], statement_of: Callable[[str], str]) -> list[Told]:
    quotes = []
    for id, fields in documents:
        names = tuple(
            text for name, text in fields.items() if name == "speaker.name" or name.startswith("speaker.aliases.")
        )
        text, paraphrase = fields.get("text", ""), fields.get("paraphrase", "")
        quotes.append(
            Told(statement_of(id), text or paraphrase, f"{text}\n{paraphrase}", fields.get("gloss", ""), names)
        )
    return quotes


class Maker:
    """Makes queries of a list of quotes."""

    def __init__(self, quotes: list[Told], seed: int) -> None:
        self._quotes, self._random = quotes, Random(seed)
        self._words = [_bare(quote.all_text) for quote in quotes]
        self._statements_with: dict[str, set[str]] = defaultdict(set)
        self._english_with: dict[str, set[str]] = defaultdict(set)
        self._speaker_of = {quote.statement: quote.names[:1] for quote in quotes}
        for quote, words in zip(quotes, self._words, strict=True):
            for word in set(words):
                self._statements_with[word].add(quote.statement)
            for word in set(_bare(quote.gloss)):
                self._english_with[word].add(quote.statement)

    def asked(self, kind: str, count: int) -> list[Asked]:
        """Up to ``count`` different queries of a kind."""
        found: dict[str, Asked] = {}
        for _ in range(count * 12):
            if len(found) >= count:
                break
            quote = self._random.choice(self._quotes)
            query = self._make(kind, quote)
            if query and query.strip():
                found.setdefault(query, Asked(kind, query, quote.statement))
        return list(found.values())

    def _make(self, kind: str, quote: Told) -> str | None:
        random = self._random
        if kind == "english":
            return self._english(quote)
        if kind == "rare keywords":
            words = self._keywords(quote, random.randint(2, 3), None)
            return None if words is None else " ".join(words)
        if kind in ("speaker + keyword", "name variants"):
            return self._named(kind, quote)
        if kind == "pasted quote":
            return self._pasted(quote)
        size = {"three broken syllables": 3, "exact fragment": random.randint(3, 6)}.get(kind, random.randint(4, 7))
        words = self._fragment(quote, size, in_order=kind != "shuffled words")
        if words is None:
            return None
        if kind == "shuffled words":
            random.shuffle(words)
            return " ".join(words)
        if kind == "mixed case":
            return " ".join("".join(random.choice((c.lower(), c.upper())) for c in word) for word in words)
        if kind == "missing spaces":
            cut = random.randrange(len(words) - 1)
            return fold(" ".join(words[:cut] + [words[cut] + words[cut + 1]] + words[cut + 2 :]))
        if kind == "three broken syllables" and not all(2 < len(word) < 6 for word in words):
            return None
        spoilers: dict[str, Callable[[str], str]] = {
            "exact fragment": str.strip, "no diacritics": fold, "typo in every word": self._typo,
            "transposition in every word": self._transposed, "missing letters": self._lacking,
            "word prefixes": self._begun, "telex": self._telex, "vni": self._vni,
            "three broken syllables": self._broken,
        }  # fmt: skip
        spoil = spoilers[kind]
        return " ".join(spoil(word) if word.isalpha() else word for word in words)

    def _fragment(self, quote: Told, size: int, *, in_order: bool) -> list[str] | None:
        """Some words in a row that no other statement has, in that order or (else) in any."""
        chunks = [word.strip("“”\"'.,;:()[]!?…") for word in quote.text.split()]
        chunks = [word for word in chunks if word and any(map(str.isalnum, word))]
        if len(chunks) < size:
            return None
        start = self._random.randrange(len(chunks) - size + 1)
        words = chunks[start : start + size]
        bare = [token for word in words for token in _bare(word)]
        if not bare:
            return None
        sharing = set.intersection(*(self._statements_with[token] for token in bare))
        if len(sharing) > 1 and (not in_order or self._elsewhere(bare, quote.statement, sharing)):
            return None
        return words

    def _elsewhere(self, bare: list[str], statement: str, sharing: set[str]) -> bool:
        needle = f" {' '.join(bare)} "
        return any(
            quote.statement != statement and quote.statement in sharing and needle in f" {' '.join(words)} "
            for quote, words in zip(self._quotes, self._words, strict=True)
        )

    def _keywords(self, quote: Told, count: int, speaker: tuple[str, ...] | None) -> list[str] | None:
        """Words of the quote that together are in its statement only (of those of its speaker)."""
        tokens = [token for token in dict.fromkeys(_bare(quote.text)) if len(token) > 2 and token.isalpha()]
        if len(tokens) < count:
            return None
        tokens.sort(key=lambda token: len(self._statements_with[token]))
        words = self._random.sample(tokens[: max(count, len(tokens) // 2)], count)
        sharing = set.intersection(*(self._statements_with[word] for word in words))
        if speaker is not None:
            sharing = {statement for statement in sharing if self._speaker_of[statement] == speaker}
        return words if len(sharing) == 1 else None

    def _named(self, kind: str, quote: Told) -> str | None:
        if not quote.names:
            return None
        words = self._keywords(quote, self._random.randint(1, 2), quote.names[:1])
        if words is None:
            return None
        name = quote.names[0]
        if kind == "name variants":
            if len(quote.names) < 2:
                return None
            name = self._random.choice(quote.names[1:])
        elif len(name.split()) < 4:
            name = name.split()[-1]
        return f"{name if self._random.random() < 0.5 else name.lower()} {' '.join(words)}"

    def _english(self, quote: Told) -> str | None:
        words = [word for word in _bare(quote.gloss) if len(word) > 1]
        size = self._random.randint(3, 6)
        if len(words) < size:
            return None
        start = self._random.randrange(len(words) - size + 1)
        words = words[start : start + size]
        sharing = set.intersection(*(self._english_with[word] for word in words))
        return " ".join(words) if len(sharing) == 1 else None

    def _pasted(self, quote: Told) -> str | None:
        if len(quote.text) < 80:
            return None
        text = quote.text.replace("“", '"').replace("”", '"').replace(",", self._random.choice((",", " ,", "")))
        text = text.replace(" ", "\n", 1) if self._random.random() < 0.5 else text
        if self._random.random() < 0.5:
            text = unicodedata.normalize("NFD", text)
        return f"«{text.rstrip('.')}»"

    # -- ways to spoil a word -----------------------------------------------------------------------

    def _typo(self, word: str) -> str:
        """One letter wrong, one too many or one too few; marks gone, as where typing is that careless."""
        word = fold(word)
        if len(word) < 3:
            return word
        at = self._random.randrange(len(word))
        letter = self._random.choice("abcdeghiklmnopqrstuvxy")
        match self._random.randrange(3):
            case 0:
                return word[:at] + letter + word[at + 1 :]
            case 1:
                return word[:at] + letter + word[at:]
        return word[:at] + word[at + 1 :]

    def _transposed(self, word: str) -> str:
        word = fold(word)
        places = [at for at in range(len(word) - 1) if word[at] != word[at + 1]]
        if len(word) < 3 or not places:
            return word
        at = self._random.choice(places)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]

    def _broken(self, word: str) -> str:
        return self._random.choice((self._typo, self._transposed, self._lacking))(word)

    def _lacking(self, word: str) -> str:
        word = fold(word)
        for _ in range(1 if len(word) < 7 else 2):
            if len(word) >= 3:
                at = self._random.randrange(1, len(word))
                word = word[:at] + word[at + 1 :]
        return word

    def _begun(self, word: str) -> str:
        word = fold(word)
        return word[: max(3, round(len(word) * self._random.uniform(0.5, 0.8)))]

    def _telex(self, word: str) -> str:
        return _keys(word, _TELEX_TONE, _telex_letter, self._random.random() < 0.5)

    def _vni(self, word: str) -> str:
        return _keys(word, _VNI_TONE, _vni_letter, self._random.random() < 0.5)


_TELEX_TONE = {"\u0300": "f", "\u0301": "s", "\u0303": "x", "\u0309": "r", "\u0323": "j"}
_VNI_TONE = {"\u0300": "2", "\u0301": "1", "\u0303": "4", "\u0309": "3", "\u0323": "5"}


def _telex_letter(base: str, shape: str) -> str:
    return base + (base if shape == "\u0302" else "w" if shape else "")


def _vni_letter(base: str, shape: str) -> str:
    return base + {"\u0302": "6", "\u031b": "7", "\u0306": "8"}.get(shape, "")


def _keys(word: str, tones: Mapping[str, str], letter: Callable[[str, str], str], tone_last: bool) -> str:
    """The keys that make a word: its tone's after its vowel, or at its end."""
    keys, tone_key = "", ""
    for character in unicodedata.normalize("NFC", word.lower()):
        if character == "đ":
            keys += "dd" if tones is _TELEX_TONE else "d9"
            continue
        base, *marks = list(unicodedata.normalize("NFD", character))
        keys += letter(base, next((mark for mark in marks if mark not in tones), ""))
        for mark in marks:
            if mark in tones:
                tone_key = tones[mark]
                if not tone_last:
                    keys += tone_key
                    tone_key = ""
    return keys + tone_key


def _bare(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in fold(text)).split()
