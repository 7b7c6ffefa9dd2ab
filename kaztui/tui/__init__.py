"""The explorer. Textual is imported here and nowhere else, and only when the explorer starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .gate import NoTerminal

if TYPE_CHECKING:
    from ..config import Config
    from ..restricted import Limits

__all__ = ["NoTerminal", "run", "run_restricted"]


def run(
    path: str | None = None, query: str = "", articles: str | None = None, config: str | None = None
) -> int:
    """Explore the dossier in the folder ``path``, the shipped one without a path; the exit status when it ends.

    ``articles``: the folder with the articles as plain text, to show quotes where they stand. ``config``: the file
    with the reader's configuration, by default where such a file is looked for.
    Before anything is drawn it raises :class:`NoTerminal` where it cannot be drawn,
    :class:`kaztui.config.ConfigError` and :class:`kaztui.DossierError`. A signal, or a line that is gone, ends the
    process.
    """
    import os

    from .. import load, progress
    from . import gate

    gate.check()
    wanted = _config(config)
    with progress.line() as tell:
        dossier = load(path, progress=tell)
    gate.clean(os.environ)
    gate.get_ready(os.environ)
    from .session import Session

    session = Session(dossier, query, articles=articles, config=wanted)
    # Over SSH the terminal keeps its mouse, so that text can be selected in the reader's own way.
    session.run(mouse="SSH_CONNECTION" not in os.environ)
    return session.return_code or 0


def run_restricted(path: str | None, query: str, limits: Limits, articles: str | None = None) -> tuple[int, str]:
    """Explore as a stranger may, for as long as ``limits`` allow; the exit status, and why the session was ended.

    This process can do nothing else afterwards. Raises as :func:`run` does.
    """
    import os

    from .. import load, progress, restricted
    from . import gate

    gate.check()
    restricted.confine()
    restricted.seal()
    restricted.end_after(min(limits) * 60 + restricted.GRACE)  # until there is a clock: a terminal may stall the start
    with progress.line() as tell:
        dossier = load(path, progress=tell)
    gate.get_ready(os.environ)
    from .restricted import RestrictedSession

    session = RestrictedSession(dossier, query, limits, articles=articles)
    session.run(mouse=False)
    return (1, restricted.CRASHED) if session.return_code else (0, session.over)


def _config(named: str | None) -> Config | None:
    """What the reader wants; None without a file that says so."""
    import os

    from ..config_file import default_path

    if named is None and not ((path := default_path(os.environ)) and os.path.lexists(path)):
        return None
    from ..config import load
    from .theme import names

    return load(named, os.environ, themes=names())
