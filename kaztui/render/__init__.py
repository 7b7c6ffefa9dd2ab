"""Plain and coloured text: what the commands print, the plain twins of the screen's panes.

Into a pipe it is plain and always the same; on a terminal it has colours and is wrapped at words. Whatever came
out of a record goes through :func:`kaztui.text.sanitise` here, and is never read as markup.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from ..text import sanitise
from .line import Line, Pieces

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_LOOKS = {
    "heading": "bold underline",
    "name": "bold",
    "date": "cyan",
    "words": "green",
    "muted": "dim",
    "warning": "yellow",
    "match": "bold reverse",
}
"""Role → Rich style; the terminal's own sixteen colours, whatever its theme makes of them."""
_NARROWEST = 24
_HANG = 2


def write(lines: Iterable[Line], out: TextIO) -> None:
    """Draw lines on ``out``: in colours and wrapped if it is a terminal that can, else plain, a line a line."""
    if is_terminal(out):
        _write_coloured(lines, out)
    else:
        for line in lines:
            out.write(_plain(line) + "\n")


def is_terminal(out: TextIO) -> bool:
    """Whether ``out`` is a terminal that takes colours."""
    return out.isatty() and os.environ.get("TERM") != "dumb"


def _plain(line: Line) -> str:
    return "".join(sanitise(piece.text) for piece in (*line.lead, *line.body)).rstrip()


def _write_coloured(lines: Iterable[Line], out: TextIO) -> None:
    from rich.console import Console

    console = Console(file=out, highlight=False, markup=False, emoji=False, soft_wrap=True)
    for line in lines:
        for part in _wrapped(line, console):
            part.rstrip()
            console.print(part)


def _wrapped(line: Line, console: Console) -> list[Text]:
    """The line cut at words to the terminal's width; what follows its first part stands under the body."""
    lead, body = _text(line.lead), _text(line.body)
    hang = lead.cell_len or _HANG
    if console.width - hang < _NARROWEST:
        lead, body, hang = _text(()), lead + body, _HANG
    if lead.cell_len + body.cell_len <= console.width:
        return [lead + body]
    first, *rest = body.wrap(console, max(console.width - hang, _NARROWEST))
    return [lead + first, *(_text(()).append(" " * hang) + part for part in rest)]


def _text(pieces: Pieces) -> Text:
    from rich.text import Text

    text = Text()
    for piece in pieces:
        text.append(sanitise(piece.text), _LOOKS.get(piece.role))
    return text
