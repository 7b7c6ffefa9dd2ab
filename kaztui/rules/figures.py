"""The figures of an answer, which must agree with each other."""

from __future__ import annotations

from ..records import Answer
from .breach import Path, Say

LARGEST = 10**18 - 1
"""The largest number that a dossier may hold: it fits 64 bits with its sign, whoever reads it."""
TOO_LARGE = "too large a number: 18 digits at most"


def check_figures(answer: Answer, path: Path, say: Say) -> None:
    """``low`` ≤ ``value`` ≤ ``high``, as far as they are given, and none too large."""
    figures = (("value", answer.value), ("low", answer.low), ("high", answer.high))
    if too_large := [field for field, figure in figures if isinstance(figure, int) and abs(figure) > LARGEST]:
        for field in too_large:
            say((*path, field), TOO_LARGE)
        return
    if answer.low is not None and answer.high is not None and answer.low > answer.high:
        say((*path, "high"), f"lower than 'low', which is {answer.low:.17g}")
    elif answer.value is not None:
        if answer.low is not None and answer.value < answer.low:
            say((*path, "value"), f"lower than 'low', which is {answer.low:.17g}")
        if answer.high is not None and answer.value > answer.high:
            say((*path, "value"), f"higher than 'high', which is {answer.high:.17g}")
