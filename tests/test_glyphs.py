"""What a terminal without UTF-8 is sent instead of what is drawn."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from kaztui.dates import LEGEND
from kaztui.tui.glyphs import PLAIN, encoder


@pytest.mark.parametrize("charset", ["ascii", "iso8859-1"])
def test_no_date_or_figure_says_another_thing_than_where_there_is_utf_8(charset: str) -> None:
    drawn = [*(mark for mark, _ in LEGEND), "≥ 1", "≤ 11"]
    plain = [text.encode(*encoder(charset)).decode(charset) for text in drawn]
    assert [text for text in plain if set("<>") & set(text)] == []
    assert len(set(plain[: len(LEGEND)])) == len(LEGEND)


def test_what_is_sent_is_as_wide_as_what_is_drawn() -> None:
    for drawn, plain in PLAIN.items():
        assert len(plain) == cell_len(drawn) == 1, drawn
