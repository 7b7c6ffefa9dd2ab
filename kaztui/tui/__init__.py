"""The explorer. Textual is imported here and nowhere else, and only when the explorer starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..restricted import Limits


def run(path: str | None = None, query: str = "") -> int:
    """Explore the dossier in the folder ``path``, the shipped one without a path; the exit status when it ends.

    Raises :class:`kaztui.DossierError` before anything is drawn.
    """
    import os

    from .. import load

    dossier = load(path)
    from .app import Explorer

    explorer = Explorer(dossier, query)
    # Over SSH the terminal keeps its mouse, so that text can be selected in the reader's own way.
    explorer.run(mouse="SSH_CONNECTION" not in os.environ)
    return explorer.return_code or 0


def run_restricted(path: str | None, query: str, limits: Limits) -> tuple[int, str]:
    """Explore as a stranger may, for as long as ``limits`` allow; the exit status, and why the session was ended.

    This process must have been confined before. Raises :class:`kaztui.DossierError` before anything is drawn.
    """
    from .. import load
    from ..restricted import CRASHED, seal

    seal()
    dossier = load(path)
    from .restricted import RestrictedExplorer

    explorer = RestrictedExplorer(dossier, query, limits)
    explorer.run(mouse=False)
    return (1, CRASHED) if explorer.return_code else (0, explorer.over)
