"""The explorer. Textual is imported here and nowhere else, and only when the explorer starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..config import Config


def run(path: str | None = None, query: str = "", config: str | None = None) -> int:
    """Explore the dossier in the folder ``path``, the shipped one without a path; the exit status when it ends.

    ``config``: the file with the reader's configuration, by default where such a file is looked for.
    Raises :class:`kaztui.config.ConfigError` and :class:`kaztui.DossierError` before anything is drawn.
    """
    import os

    from .. import load

    wanted = _config(config)
    dossier = load(path)
    from .app import Explorer

    explorer = Explorer(dossier, query, config=wanted)
    # Over SSH the terminal keeps its mouse, so that text can be selected in the reader's own way.
    explorer.run(mouse="SSH_CONNECTION" not in os.environ)
    return explorer.return_code or 0


def _config(named: str | None) -> Config | None:
    """What the reader wants; None without a file that says so."""
    import os

    from ..config_file import default_path

    if named is None and not ((path := default_path(os.environ)) and os.path.lexists(path)):
        return None
    from ..config import load
    from .theme import names

    return load(named, os.environ, themes=names())
