"""What is written in a terminal whose locale has no UTF-8: its own letters, and plain ones for the rest.

UTF-8 must not reach such a terminal. It would not only show wrong letters: bytes from 0x80 to 0x9f are control
characters there, and many a Vietnamese letter has one.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Mapping

from rich.cells import get_character_cell_size

PLAIN = {
    **dict.fromkeys("─╌┄┈╴╶", "-"), **dict.fromkeys("━═", "="), **dict.fromkeys("│┃║╎┆▏▕▎▍", "|"),
    **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯┏┓┗┛┣┫┳┻╋", "+"),
    **dict.fromkeys("▌▐▊▉▋▓▒░▀■▪", "#"), **dict(zip("▁▂▃▄▅▆▇█", "..:-=+*#", strict=True)),
    **dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‘’‚‛′ʼ", "'"), **dict.fromkeys("–—‐‑‒―−", "-"),
    **dict.fromkeys("▸►▶➜›", ">"), **dict.fromkeys("◂◄◀←‹↩↵", "<"), **dict.fromkeys("↑▲▴△", "^"),
    **dict.fromkeys("↓▼▾▽", "v"), **dict.fromkeys("·•∙●○◦◆◇", "*"), **dict.fromkeys("✓✔✗✘×", "x"),
    "…": "~", "≠": "#", "≥": "+", "≤": "^", "→": "-", "≈": "~", "\u00a0": " ", "đ": "d", "Đ": "D", "ł": "l", "ø": "o",
}  # fmt: skip
"""Drawn characters → one that every terminal has and that is as wide.

None of those before a date or a figure is ``<`` or ``>``: "≥ 1" and "→ 19 Jan" would say another thing. The help's
legend is written with the same stand-ins.
"""

_HANDLER = "kaztui-plain"


def charset(environment: Mapping[str, str]) -> str:
    """The name of the codec for what is written to the terminal, by the locale that the environment names.

    By its name, not by what is installed: over SSH a reader's ``vi_VN.UTF-8`` is often unknown to the server, and the
    reader's terminal has it all the same. (A locale ``C`` that nobody chose Python has made ``C.UTF-8`` by now.)
    """
    said = next((value for name in ("LC_ALL", "LC_CTYPE", "LANG") if (value := environment.get(name))), "")
    locale = said.partition("@")[0]
    if locale in ("C", "POSIX"):
        return "ascii"
    name = locale.partition(".")[2]
    if not name or name.lower().replace("-", "") == "utf8":
        return "utf-8"
    try:
        found = codecs.lookup(name)
        # Only one that leaves ASCII alone can carry escape sequences.
        return found.name if "\x1b[0m".encode(found.name) == b"\x1b[0m" else "ascii"
    except (LookupError, UnicodeError):
        return "ascii"


def encoder(name: str) -> tuple[str, str]:
    """The two arguments of ``str.encode`` for a terminal with this charset."""
    if name == "utf-8":
        return name, "replace"
    codecs.register_error(_HANDLER, _plainly)
    return name, _HANDLER


def _plainly(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    return "".join(map(_plain, error.object[error.start : error.end])), error.end


def _plain(character: str) -> str:
    """An ASCII stand-in of the same width: the table's, else the letter without its marks, else question marks."""
    width = get_character_cell_size(character)
    if not width:
        return ""
    known = PLAIN.get(character)
    if known is None:
        base = unicodedata.normalize("NFD", character)[0]
        known = PLAIN.get(base, base)
    return known if known.isascii() and len(known) == width else "?" * width
