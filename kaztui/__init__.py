"""kaztui: who said what, when, according to whom?

The public API, loaded when it is first asked for::

    import kaztui
    dossier = kaztui.load()                    # the shipped dossier; or kaztui.load("path/to/dossier")
    for hit in dossier.search("dao chinh"):
        print(hit.score, hit.record.text)
    dossier.quotes, dossier.statements, dossier.events, dossier.actors, ...   # id -> frozen record
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .version import __version__

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from .dossier import Dossier, Hit
    from .query import QueryError
    from .store import DossierError

__all__ = ["Dossier", "DossierError", "Hit", "QueryError", "__version__", "load"]


def load(
    path: str | os.PathLike[str] | None = None,
    *,
    fresh: bool = False,
    progress: Callable[[str, float], None] | None = None,
) -> Dossier:
    """The dossier in the folder ``path``, checked; the shipped one without a path.

    One that has been checked before opens from a cache; ``fresh`` reads and checks its files again. ``progress`` is
    called now and then with what is being done and how much of it is done, 0–1. Raises :class:`DossierError`, whose
    text is one located line for each thing that is wrong.
    """
    from . import store
    from .dossier import Dossier

    folder = store.shipped() if path is None else path
    return Dossier(*store.open_dossier(folder, fresh=fresh, progress=progress))


def __getattr__(name: str) -> Any:
    if name in ("Dossier", "Hit"):
        from . import dossier

        return getattr(dossier, name)
    if name == "QueryError":
        from .query import QueryError

        return QueryError
    if name == "DossierError":
        from .store import DossierError

        return DossierError
    raise AttributeError(f"module 'kaztui' has no attribute {name!r}")
