"""The pictures in ``screenshots/`` are of the program as it is."""

from __future__ import annotations

import pytest

from .screenshots import FOLDER, PICTURES, Picture, draw, words_of


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
async def test_a_picture_shows_what_the_program_shows(picture: Picture) -> None:
    kept = (FOLDER / f"{picture.name}.svg").read_text(encoding="utf-8")
    words = words_of(kept)
    assert len(words) > 30, "the picture could not be read"
    now = words_of(await draw(picture))
    assert now == words, "draw it anew with `python tests/screenshots.py`, and look at it before you keep it"


def test_there_is_no_picture_of_anything_else() -> None:
    assert {path.stem for path in FOLDER.glob("*.svg")} == {picture.name for picture in PICTURES}
