"""The views that stand over the panes, each a function from what is asked to lines whose words lead on."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import NamedTuple, cast

from ...dossier import Dossier
from ...views import View
from ..ink import Line
from ..phrases import Language
from ..trail import Cover


class Asked(NamedTuple):
    """What a view is drawn from."""

    dossier: Dossier
    view: View
    cover: Cover
    language: Language
    articles: str | None
    """The folder with the articles' texts, if there is one."""


def draw(asked: Asked, width: int) -> list[Line]:
    """The view's lines, ``width`` cells wide."""
    return cast(list[Line], _module(asked).draw(asked, width))


def title(asked: Asked) -> tuple[str, str]:
    """What the view is called, and what it is about or how it is read, in a few words."""
    return cast(tuple[str, str], _module(asked).title(asked))


def pinned(asked: Asked, width: int) -> range:
    """The numbers of the lines that stay in sight while others scroll: a table's headings."""
    find = getattr(_module(asked), "pinned", None)
    return cast(range, find(asked, width)) if find else range(0)


def start(asked: Asked, width: int) -> int:
    """The line that a reader wants to see when the view opens."""
    find = getattr(_module(asked), "start", None)
    return cast(int, find(asked, width)) if find else 0


def _module(asked: Asked) -> ModuleType:
    """Each view is a module of its own, imported when it is first opened; ``pinned`` and ``start`` may be missing."""
    return import_module(f".{asked.cover.name}", __name__)
