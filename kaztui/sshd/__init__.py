"""Publishing a dossier with the stock OpenSSH server: its configuration, and the launcher that it names, as texts.

Both are made of one :class:`Publication` and ready to use. What each line is for stands above it.
"""

from .config import config
from .launcher import launcher
from .publication import Publication, Unfit, command, out_of_reach, publication

__all__ = ["Publication", "Unfit", "command", "config", "launcher", "out_of_reach", "publication"]
