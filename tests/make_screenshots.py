"""Draw the pictures in ``screenshots/``: the real program on the shipped dossier. ``python tests/make_screenshots.py``

Not a test: pictures change whenever a record does. Look at them before keeping them.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import NamedTuple

import kaztui
from kaztui.tui.app import Explorer

FOLDER = Path(__file__).parent.parent / "screenshots"
# Rich's export names a web font that has no Vietnamese letters, and that a page may not load; these have them.
FONTS = ("font-family: Fira Code, monospace", "font-family: Consolas, Menlo, 'DejaVu Sans Mono', monospace")


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


async def draw(picture: Picture) -> str:
    app = Explorer(kaztui.load(), picture.query)
    async with app.run_test(size=picture.size) as pilot:
        await pilot.pause()
        app.quotes.go(app.quotes.ids.index(picture.quote), picture.line)
        await pilot.pause()
        return app.export_screenshot().replace(*FONTS)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for picture in PICTURES:
        path = FOLDER / f"{picture.name}.svg"
        path.write_text(asyncio.run(draw(picture)), encoding="utf-8")
        print(path)


if __name__ == "__main__":
    main()
