"""The nearest right word for a mistyped one: what "did you mean" means everywhere in the program."""

from __future__ import annotations

from collections.abc import Iterable

_ALIKE = 0.6  # of OSA's normalised similarity: one slip in three letters ("vtn", "vtv"), two in five
_LONGEST = 80  # an id has 64 characters; hostile words are longer
_MANY = 1_000  # choices beyond which case and hyphens are not looked through: these are ids, which have no case


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice that ``word`` was most likely meant to be; None where nothing is near.

    First a choice that differs in case, ``-`` and ``_`` only, then the one with the fewest slips, then the only
    one that is a part of the word, or of which the word is a part (``tokayev``, ``kassym-jomart-tokayev``).
    """
    choices = list(choices)
    plain = _plain(word)
    if not plain or len(plain) > _LONGEST:
        return None
    if len(choices) <= _MANY:
        for choice in choices:
            if _plain(choice) == plain:
                return choice
    from rapidfuzz import process  # 26 ms, and only a mistake needs it
    from rapidfuzz.distance import OSA

    for query in dict.fromkeys((word, plain)):
        best = process.extractOne(query, choices, scorer=OSA.normalized_similarity, score_cutoff=_ALIKE)
        if best is not None:
            return best[0]
    parts = plain.split("-")
    akin = [choice for choice in choices if choice in parts or (plain in choice and plain in choice.split("-"))]
    return akin[0] if len(akin) == 1 else None


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """`` (did you mean 'plvn'?)``, to be put behind what is wrong; empty where nothing is near."""
    best = nearest(word, choices)
    return f" (did you mean {best!r}?)" if best is not None else ""


def _plain(word: str) -> str:
    return word.casefold().replace("_", "-").strip("- ")
