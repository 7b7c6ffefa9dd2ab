"""Which kaztui this is: the command line says so, and what is kept of a dossier is of one version only."""

__version__ = "0.1.0"
