"""The pictures in ``screenshots/``: the real program on the shipped dossier, driven by keys.

    python tests/screenshots.py

draws them all anew. ``tests/test_screenshots.py`` says when the program no longer looks like them.
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
WORD = re.compile(r'<text class="([^"]+)" x="([^"]+)" y="([^"]+)" textLength="[^"]+">([^<]*)</text>')
LOOK = re.compile(r"\.(kaztui-r\d+) \{ ([^}]*) \}")
CELL = 12.2  # the width that Rich's export gives a cell
TEXT = re.compile(r'<text class="([^"]+)" x="([^"]+)" y="([^"]+)" textLength="[^"]+" clip-path="[^"]+">([^<]*)</text>')


class Picture(NamedTuple):
    """What is pressed, from the first screen on, until the picture is taken."""

    name: str
    size: tuple[int, int] = (120, 36)
    keys: str = ""
    query: str = ""
    theme: str = "kaztui-dark"


WIDE, MEDIUM = (120, 36), (80, 24)
PICTURES = (
    Picture("explorer-120x36", WIDE, "slash d a o space c h i n h enter j j j"),
    Picture("explorer-light-120x36", WIDE, "slash d a o space c h i n h enter j j j", theme="kaztui-light"),
    Picture("first-120x36", WIDE),
    Picture("explorer-80x24", MEDIUM, "slash d a o space c h i n h enter j j j"),
    Picture("explorer-light-80x24", MEDIUM, "slash d a o space c h i n h enter j j j", theme="kaztui-light"),
    Picture("completion-120x36", WIDE, "slash v i a colon"),
    Picture("actor-120x36", WIDE, "2 j enter z"),
    Picture("compare-120x36", WIDE, "c", query="khong bao gio no sung"),
    Picture("matrix-120x36", WIDE, "m"),
    Picture("claims-120x36", WIDE, "C"),
    Picture("sources-120x36", WIDE, "s"),
    Picture("context-120x36", WIDE, "a", query="khong bao gio no sung"),
    Picture("palette-120x36", WIDE, "colon c o"),
    Picture("help-120x36", WIDE, "question_mark"),
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
        app.theme = picture.theme
        await pilot.pause()
        for key in picture.keys.split():
            await pilot.press(key)
            await pilot.pause()
        await pilot.pause(0.1)
        picture_text = app.export_screenshot().replace(*FONTS)
    # the export names its classes after a random number: the same picture is to be the same file
    return TEXT.sub(word_by_word, re.sub(r"terminal-\d+", "kaztui", picture_text))


class Word(NamedTuple):
    """A word of a picture: where it stands, and how it looks."""

    y: str
    x: str
    text: str
    look: str


def words_of(svg: str) -> list[Word]:
    """What is read in a picture, without what only the library that draws it decides."""
    looks = dict(LOOK.findall(svg))
    return sorted(Word(y, x, html.unescape(text), looks[name]) for name, x, y, text in WORD.findall(svg))


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for picture in PICTURES:
        path = FOLDER / f"{picture.name}.svg"
        path.write_text(asyncio.run(draw(picture)), encoding="utf-8")
        print(path)


if __name__ == "__main__":
    main()
