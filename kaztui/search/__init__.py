"""Finding texts: folding, index, ranking. Knows documents and fields, not dossiers.

:class:`Index` takes documents and answers words with matches. It is written for Vietnamese typed without its
marks, with typos, in Telex or VNI keys, in other scripts and in English; see the modules for how.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .postings import batches_in, members, numbers_in

if TYPE_CHECKING:
    from .contents import Fields, Parts
    from .flat import Damaged
    from .highlight import Span, Why
    from .index import WEIGHTS, Answer, Index, Match, Spans

__all__ = [
    "WEIGHTS", "Answer", "Damaged", "Fields", "Index", "Match", "Parts", "Span", "Spans", "Why", "batches_in",
    "members", "numbers_in",
]  # fmt: skip


PARTS = tuple(
    f"{__name__}.{name}"
    for name in (
        "words", "days", "translit", "vocabulary", "contents", "flat", "telex", "expand", "question", "coverage",
        "score", "ranking", "highlight", "phrases", "index",
    )
)  # fmt: skip
"""What that is, in the order in which one needs the other: to be loaded one by one."""


def __getattr__(name: str) -> Any:
    """Load what reads and ranks words when it is first asked for: a dossier is shown without any of it."""
    if name in __all__:
        from . import contents, flat, highlight, index

        for module in (index, contents, flat, highlight):
            if hasattr(module, name):
                globals()[name] = getattr(module, name)
                return globals()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
