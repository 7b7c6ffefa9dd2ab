"""Draw the pictures in ``screenshots/``: the real program on the shipped dossier. ``python tests/make_screenshots.py``

Not a test: pictures change whenever a record does. Look at them before keeping them.
"""

from __future__ import annotations

import asyncio
import html
import re
from pathlib import Path
from typing import NamedTuple

from rich.cells import cell_len

import kaztui
from kaztui.tui.app import Explorer

FOLDER = Path(__file__).parent.parent / "screenshots"
# Rich's export names a web font that has no Vietnamese letters, and that a page may not load; these have them.
FONTS = (
    "font-family: Fira Code, monospace",
    "font-family: 'Noto Sans Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace",
)
CELL = 12.2  # the width that Rich's export gives a cell
TEXT = re.compile(r'<text class="([^"]+)" x="([^"]+)" y="([^"]+)" textLength="[^"]+" clip-path="[^"]+">([^<]*)</text>')


class Picture(NamedTuple):
    """``quote`` is where the cursor stands, ``line`` on which line of the pane."""

    name: str
    size: tuple[int, int]
    query: str
    quote: str
    line: int


PICTURES = (
    Picture("explorer-120x36", (120, 36), "", "tok-coup-001b", 9),
    Picture("explorer-80x24", (80, 24), "dao chinh", "tok-coup-002", 6),
)


def word_by_word(match: re.Match[str]) -> str:
    """A run of cells as one text element a word: renderers that drop spaces or ``textLength`` keep the columns."""
    style, x, y, run = match.groups()
    plain = html.unescape(run)
    words = [
        f'<text class="{style}" x="{float(x) + CELL * cell_len(plain[: word.start()]):.1f}" y="{y}"'
        f' textLength="{CELL * cell_len(word[0]):.1f}">{html.escape(word[0])}</text>'
        for word in re.finditer("[^\N{NO-BREAK SPACE}]+", plain)
    ]
    return "".join(words)


async def draw(picture: Picture) -> str:
    app = Explorer(kaztui.load(), picture.query)
    async with app.run_test(size=picture.size) as pilot:
        await pilot.pause()
        app.quotes.go(app.quotes.ids.index(picture.quote), picture.line)
        await pilot.pause()
        picture_text = app.export_screenshot().replace(*FONTS)
    # the export names its classes after a random number: the same picture is to be the same file
    return TEXT.sub(word_by_word, re.sub(r"terminal-\d+", "kaztui", picture_text))


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for picture in PICTURES:
        path = FOLDER / f"{picture.name}.svg"
        path.write_text(asyncio.run(draw(picture)), encoding="utf-8")
        print(path)


if __name__ == "__main__":
    main()
