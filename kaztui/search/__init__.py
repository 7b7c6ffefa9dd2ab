"""Finding texts: folding, index, ranking. Knows documents and fields, not dossiers.

:class:`Index` takes documents and answers words with matches. It is written for Vietnamese typed without its
marks, with typos, in Telex or VNI keys, in other scripts and in English; see the modules for how.
"""

from __future__ import annotations

from .contents import Fields, Parts
from .flat import Damaged
from .highlight import Span, Why
from .index import WEIGHTS, Answer, Index, Match, Spans
from .postings import batches_in, members, numbers_in

__all__ = [
    "WEIGHTS", "Answer", "Damaged", "Fields", "Index", "Match", "Parts", "Span", "Spans", "Why", "batches_in",
    "members", "numbers_in",
]  # fmt: skip
