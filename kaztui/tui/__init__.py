"""The explorer. Textual is imported here and nowhere else, and only when the explorer starts."""

from __future__ import annotations


def run(path: str | None = None, query: str = "", articles: str | None = None) -> int:
    """Explore the dossier in the folder ``path``, the shipped one without a path; the exit status when it ends.

    ``articles``: the folder with the articles as plain text, to show quotes where they stand.
    Raises :class:`kaztui.DossierError` before anything is drawn.
    """
    import os

    from .. import load

    dossier = load(path)
    from .app import Explorer

    explorer = Explorer(dossier, query, articles=articles)
    # Over SSH the terminal keeps its mouse, so that text can be selected in the reader's own way.
    explorer.run(mouse="SSH_CONNECTION" not in os.environ)
    return explorer.return_code or 0
