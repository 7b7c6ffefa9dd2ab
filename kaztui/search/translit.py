"""One skeleton for the spellings of one name: ``Tokayev``, ``Tokaev``, ``Toqaev``, ``Tokajew``, ``Токаев``."""

from __future__ import annotations

import re
from functools import lru_cache

# In this order: German, French and Kazakh Latin spellings are brought to the commonest English one, then what
# romanisations write or leave out at will (y between vowels, doubled letters, a mute last e) goes.
_RULES = tuple(
    (re.compile(pattern), new)
    for pattern, new in (
        (r"shch|schtsch|stch", "sh"),
        (r"dzh|dsch|dj|zh|^j", "ž"),
        (r"tsch|tch", "ch"),
        (r"sch|sz", "sh"),
        (r"^kh", "h"),
        (r"kh|ch(?=[bcdfgklmnprstvz])", "k"),
        (r"ts|tz", "c"),
        (r"ck|q", "k"),
        (r"z", "s"),
        (r"ph", "f"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"f$|ff$", "v"),
        (r"ou|oo", "u"),
        (r"ee", "i"),
        (r"(?<=[aeiou])[iyj](?=[aeou])", ""),
        (r"[yj]", "i"),
        (r"(.)\1+", r"\1"),
        (r"(?<=[bcdfgklmnprtv])e$", ""),
    )
)


@lru_cache(maxsize=4_096)
def skeleton(token: str) -> str:
    """What is left of a folded name when the habits of romanisations are taken away; "" for what is no name."""
    if len(token) < 4 or not token.isalpha() or not token.isascii():
        return ""
    for pattern, new in _RULES:
        token = pattern.sub(new, token)
    return token if len(token) >= 3 else ""
