"""Vietnamese words typed as the keys of an input method that was off: Telex (``ddaor``), VNI (``d9ao3``).

Both are read freely: an input method takes the key of a mark anywhere after its vowel, and so do we. What comes
out is worth something only if a document has the word, which the caller checks.
"""

from __future__ import annotations

import re
import unicodedata

_TONE = {"f": "\u0300", "s": "\u0301", "x": "\u0303", "r": "\u0309", "j": "\u0323"}
_VNI_TONE = {"2": "\u0300", "1": "\u0301", "4": "\u0303", "3": "\u0309", "5": "\u0323"}
_SHAPE = {"circumflex": "\u0302", "horn": "\u031b", "breve": "\u0306"}
_VOWELS = "aeiouy"
# A Vietnamese syllable without marks: no f j w z, nothing but these at its end.
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?"
)


def is_syllable(token: str) -> bool:
    """Whether a folded word can be a Vietnamese syllable."""
    return len(token) <= 7 and _SYLLABLE.fullmatch(token) is not None


def decode(word: str) -> list[tuple[str, str]]:
    """``(how, written word)`` for what a lower-case word may stand for as keys: ``ddaor`` → ``("telex", "đảo")``.

    Nothing for words that have no such key or come out as no syllable.
    """
    if not word.isascii() or not 2 <= len(word) <= 12:
        return []
    found: list[tuple[str, str]] = []
    if word.isalpha():
        if (decoded := _telex(word)) is not None:
            found.append(("telex", decoded))
    elif word[0].isalpha() and (decoded := _vni(word)) is not None:
        found.append(("vni", decoded))
    return found


def _telex(word: str) -> str | None:
    letters: list[str] = []
    marks: list[str] = []
    tone = ""
    barred = False
    for key in word:
        vowel_seen = any(letter in _VOWELS for letter in letters)
        if key == "d" and letters and letters[0] == "d" and not barred and (len(letters) == 1 or vowel_seen):
            barred = True
        elif key in _TONE and vowel_seen:
            if tone:
                return None
            tone = _TONE[key]
        elif key == "w":
            if not _horn_or_breve(letters, marks):
                letters.append("u")
                marks.append(_SHAPE["horn"])
        elif key in "aeo" and _circumflex(key, letters, marks):
            pass
        elif key == "z" and vowel_seen:
            tone = ""
        else:
            letters.append(key)
            marks.append("")
    if not (tone or barred or any(marks)):
        return None
    return _written(letters, marks, tone, barred)


def _vni(word: str) -> str | None:
    letters: list[str] = []
    marks: list[str] = []
    tone = ""
    barred = False
    for key in word:
        if key in _VNI_TONE:
            if tone:
                return None
            tone = _VNI_TONE[key]
        elif key == "6":
            place = _last(letters, marks, "aeo")
            if place is None:
                return None
            marks[place] = _SHAPE["circumflex"]
        elif key in "78":
            if not _horn_or_breve(letters, marks, "uo" if key == "7" else "a"):
                return None
        elif key == "9":
            if "d" not in letters:
                return None
            barred = True
        elif key == "0":
            tone = ""
        else:
            letters.append(key)
            marks.append("")
    return _written(letters, marks, tone, barred)


def _horn_or_breve(letters: list[str], marks: list[str], among: str = "uoa") -> bool:
    place = _last(letters, marks, among)
    if place is None:
        return False
    if letters[place] == "a":
        if place and letters[place - 1] == "u" and "u" in among:  # "uaw": ưa, but for "quaw"
            if place > 1 and letters[place - 2] == "q":
                marks[place] = _SHAPE["breve"]
            else:
                marks[place - 1] = _SHAPE["horn"]
            return True
        marks[place] = _SHAPE["breve"]
        return True
    marks[place] = _SHAPE["horn"]
    if letters[place] == "o" and place and letters[place - 1] == "u":  # "uow" is ươ
        marks[place - 1] = _SHAPE["horn"]
    return True


def _circumflex(key: str, letters: list[str], marks: list[str]) -> bool:
    """Whether ``key`` is the second of ``aa``, ``ee``, ``oo``, perhaps with letters between (``vietej``)."""
    if key not in letters or not any(letter in _VOWELS for letter in letters):
        return False
    place = len(letters) - 1 - letters[::-1].index(key)
    if marks[place] or any(letter in _VOWELS for letter in letters[place + 1 :] if letter != key and letter in "aeo"):
        return False
    marks[place] = _SHAPE["circumflex"]
    return True


def _last(letters: list[str], marks: list[str], among: str) -> int | None:
    for place in range(len(letters) - 1, -1, -1):
        if letters[place] in among and not marks[place]:
            return place
    return None


def _written(letters: list[str], marks: list[str], tone: str, barred: bool) -> str | None:
    token = "".join(letters)
    if not is_syllable(token) or (barred and token[0] != "d"):
        return None
    vowels = [place for place, letter in enumerate(letters) if letter in _VOWELS]
    is_open = len(vowels) > 1 and vowels[-1] == len(letters) - 1
    place = max((at for at in vowels if marks[at]), default=vowels[-2 if is_open else -1])
    parts = [letter + mark for letter, mark in zip(letters, marks, strict=True)]
    parts[place] += tone
    if barred:
        parts[0] = "đ"
    return unicodedata.normalize("NFC", "".join(parts))
