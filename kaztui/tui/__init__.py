"""The explorer. Textual is imported here and nowhere else, and only when the explorer starts."""

from __future__ import annotations

from .gate import NoTerminal

__all__ = ["NoTerminal", "run"]


def run(path: str | None = None, query: str = "") -> int:
    """Explore the dossier in the folder ``path``, the shipped one without a path; the exit status when it ends.

    Before anything is drawn it raises :class:`NoTerminal` where it cannot be drawn, and :class:`kaztui.DossierError`.
    A signal, or a line that is gone, ends the process.
    """
    import os

    from .. import load
    from . import gate

    gate.check()
    dossier = load(path)
    gate.clean(os.environ)
    from .session import Session

    session = Session(dossier, query)
    # Over SSH the terminal keeps its mouse, so that text can be selected in the reader's own way.
    session.run(mouse="SSH_CONNECTION" not in os.environ)
    return session.return_code or 0
