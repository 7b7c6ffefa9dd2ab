"""What the commands print, line by line, and how a terminal shows it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from msgspec.structs import replace

from kaztui import Dossier, load, render
from kaztui.claims import question
from kaztui.query import parse
from kaztui.render import claims, quotes, tables
from kaztui.render.line import Line, Piece, cells, joined, line, marked, table
from kaztui.render.page import page
from kaztui.views import Block, matrix, view

SAMPLE = Path(__file__).parent / "sample" / "dossier"


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return load(SAMPLE)


def plain(lines: Iterable[Line]) -> list[str]:
    out = io.StringIO()
    render.write(lines, out)
    return out.getvalue().splitlines()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(lines: Iterable[Line], width: int, monkeypatch: pytest.MonkeyPatch) -> str:
    """What a terminal of that width is sent."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", str(width))
    out = Terminal()
    render.write(lines, out)
    return out.getvalue()


BLOCKS = {
    "nobody-left": """\
Đỗ Hương Giang · Sat 4 Oct 2031 · Nobody will be left behind. · 2 wordings · nobody-left
  direct    “Chúng tôi sẽ không bỏ lại một ai”
            English: “We will leave nobody behind”
            Đỗ Hương Giang ▸ Bắc Đẩu (credited by the article as a whole) ▸ Báo Miền Sông · paragraph 3 of 6 · q-nobody-mien-song
  mixed     “không để ai bị bỏ lại phía sau”
            in our words: Bà Giang đã hứa không một người nào bị bỏ rơi
            English: she had promised to “let nobody be left behind”
            Đỗ Hương Giang ▸ Bắc Đẩu? ▸ Thời Đại Mới · paragraph 5 of 7 · q-nobody-thoi-dai""",  # noqa: E501
    "go-and-look": """\
Trần Quốc Bửu · Tue 7 Oct 2031 · Whoever says it was slow should go to the dyke and look. · go-and-look
  answers   Marguerite Oriol: The authorities reacted three days too late. (three-days-late)
  direct    “Ai nói chậm thì xin mời ra đê mà xem!”
            English: “Whoever says it was slow is welcome to go to the dyke and look!”
            Trần Quốc Bửu ▸ Aurora or Bắc Đẩu ▸ Thời Đại Mới · paragraph 4 of 7 · q-look""",  # noqa: E501
    "aimed-at-oriol": """\
Aurora · undated · The minister's sentence is aimed at Oriol. · aimed-at-oriol
  explains  Trần Quốc Bửu: Whoever says it was slow should go to the dyke and look. (go-and-look)
  indirect  reported, in our words: Theo Aurora, người mà ông Bửu muốn nói tới là bà Oriol
            English: the sentence was aimed at Ms Oriol
            Aurora ▸ Thời Đại Mới · paragraph 4 of 7 · q-aimed""",  # noqa: E501
    "no-night-release": """\
Phạm Văn Đệ · undated · The release of water at night is only a rumour. · no-night-release
  answers   people of Bến Lụa: The dam opened its gates in the night of 2 October without warning. (gates-opened)
  scare     marked by the article: “xả lũ trong đêm”
            in our words: Theo ông Đệ, chuyện đập lén mở cửa ban đêm là lời đồn
            English: the so-called “flood release in the night” is only a rumour
            Phạm Văn Đệ ▸ Bắc Đẩu (credited by the article as a whole) ▸ Báo Miền Sông · paragraph 4 of 6 · q-rumour""",  # noqa: E501
    "heard-water": """\
people of Bến Lụa · undated · They heard water at midnight, but nobody saw an open gate. · heard-water
  indirect  reported, in our words: Vài người nói nửa đêm nghe nước chảy, song chẳng ai trông thấy cửa đập mở
            English: some had heard water at midnight, but nobody had seen a gate open
            people of Bến Lụa ▸ (no origin named) ▸ khuyet-danh · paragraph 5 of 5 · q-heard
            doubtful: The second half may be the article's own remark and not theirs.""",  # noqa: E501
    "miscounted": """\
Marguerite Oriol · between 6 and 12 Oct 2031 (inferred) · She added in the missing by mistake. · miscounted
  mixed     “cộng nhầm người mất tích”
            in our words: Bà Oriol nhận mình đã tính lẫn người mất tích và bỏ con số 11
            English: she took back the eleven and admitted having “added in the missing by mistake”
            Marguerite Oriol ▸ Bắc Đẩu ▸ khuyet-danh · paragraph 3 of 5 · q-miscounted""",  # noqa: E501
}


@pytest.mark.parametrize("id", BLOCKS)
def test_a_statement_as_one_block(dossier: Dossier, id: str) -> None:
    statement = dossier.statements[id]
    block = Block(statement, tuple(quote.id for quote in statement.quotes))
    assert "\n".join(plain(quotes.statement_block(dossier, block, {}))) == BLOCKS[id]


def test_an_indirect_quote_never_stands_in_quotation_marks(dossier: Dossier) -> None:
    for quote in dossier.quotes.values():
        if quote.mode == "indirect":
            assert "“" not in "".join(plain(quotes.quote_lines(dossier, quote, {})))


def test_a_part_of_the_wordings_says_so(dossier: Dossier) -> None:
    lines = plain(quotes.quotes(dossier, view(dossier, parse("sau không để"))))
    assert lines[0] == "The Trầm flood, October 2031: 1 of 13 quotes of 1 statement, best match first"
    assert "· 1 of 2 wordings ·" in lines[2]


def test_the_question_mark_is_explained_where_there_is_one(dossier: Dossier) -> None:
    assert plain(quotes.quotes(dossier, view(dossier, parse(""))))[-1] == quotes.QUESTION_MARK
    assert quotes.QUESTION_MARK not in plain(quotes.quotes(dossier, view(dossier, parse("xin moi"))))


def test_a_match_that_is_not_shown_is_said(dossier: Dossier) -> None:
    lines = plain(quotes.hits(dossier, dossier.search("north star", kinds=("actor",)), False))
    assert lines[:2] == ["Bắc Đẩu · media · bac-dau", "            found in another name: North Star Agency"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("oriol", []),  # whose other names are marked because they are hers
        ("bà oriol", []),
        ("chu tich", ["another name of the speaker: Chủ tịch Giang"]),
        ("north star", ["who passed it on: North Star Agency"]),
        ("bac dau", ["who passed it on: Bắc Đẩu"]),
    ],
)
def test_of_one_thing_one_name_is_said_to_be_found(dossier: Dossier, line: str, said: list[str]) -> None:
    best = dossier.search(line, limit=1)
    found = [each.strip().removeprefix("found in ") for each in plain(quotes.hits(dossier, best, False))]
    assert [each for each in found if each.startswith(("another name", "who passed it on"))] == said


TIMELINE = """\
The Trầm flood, October 2031: 10 events, dates in 2031

Thu 2 Oct     The reservoir passes alarm level three (night) · Báo Miền Sông · alarm-three
Thu 2 Oct     alleged: The dam opens its gates at night without warning (night) · Thời Đại Mới · contradicted by Báo Miền Sông · night-release
Fri 3 Oct     The dyke breaks at Bến Lụa (morning) · Báo Miền Sông · breach
→ 4 Oct       2,030 households are moved to safety · Báo Miền Sông · evacuation
Sat 4 Oct     Emergency meeting of the province · Báo Miền Sông, Thời Đại Mới · emergency-meeting
Mon 6 Oct     Oriol speaks to Aurora · Thời Đại Mới · interview
in 6–12 Oct   Oriol takes back her figure · date inferred · khuyet-danh · correction
Wed 8 Oct     The chair answers reporters · khuyet-danh · press-round
~10 Oct       planned: The minister is to visit Bến Lụa · Thời Đại Mới · contradicted by khuyet-danh · minister-visit
undated       The province patches the dyke, many times · Báo Miền Sông · patches
"""  # noqa: E501


def test_the_timeline(dossier: Dossier) -> None:
    lines = plain(tables.timeline(dossier, view(dossier, parse(""))))
    expected = [re.sub(" {2,}", "  ", line) for line in TIMELINE.splitlines()]
    seen = [re.sub(" {2,}", "  ", line) for line in lines[: len(expected)]]
    assert seen[:2] == expected[:2]
    assert sorted(seen[2:]) == sorted(expected[2:])  # their order is tested with the views
    assert "~10 Jan     about 10 January (approximate)" in lines


def test_a_timeline_of_plain_days_has_no_legend(dossier: Dossier) -> None:
    some = replace(view(dossier, parse("")), events=("breach",))
    assert plain(tables.timeline(dossier, some))[2:] == [
        "Fri 3 Oct  The dyke breaks at Bến Lụa (morning) · Báo Miền Sông · breach"
    ]


MATRIX = """\
The Trầm flood, October 2031: 3 events in 3 articles
R reports, C contradicts, - silent, b issued before the event
origins: how many independent ones there are at least; those that are named stand after the event
mien-song    Báo Miền Sông, Sun 5 Oct 2031
thoi-dai     Thời Đại Mới (inferred), Tue 7 Oct 2031 (inferred)
khuyet-danh  (outlet not named), no earlier than Wed 8 Oct 2031 (inferred)

mien-song  thoi-dai  khuyet-danh  origins  event
C          R         -            ≥ 1      Thu 2 Oct · alleged: The dam opens its gates at night without warning (night) · no origin named
R          R         -            ≥ 1      Sat 4 Oct · Emergency meeting of the province · from Bắc Đẩu
b          R         C            ≥ 1      ~10 Oct · planned: The minister is to visit Bến Lụa · no origin named

~10 Jan  about 10 January (approximate)
"""  # noqa: E501


def test_the_matrix(dossier: Dossier) -> None:
    rows = matrix(dossier, ["night-release", "emergency-meeting", "minister-visit"])
    assert plain(tables.matrix(dossier, rows)) == MATRIX.splitlines()


def test_a_claim(dossier: Dossier) -> None:
    assert plain(claims.question_block(question(dossier, dossier.claims["dead"])))[:8] == [
        "How many people died? · dead",
        "  note: The figures are of different days, and one of them counted the missing.",
        "  - Seven · 7 people · dead-7",
        "    who      Đỗ Hương Giang",
        "    as of    Sat 4 Oct 2031",
        "    counts   killed, in the whole province",
        "    printed  “7 người”",
        "    from     Đỗ Hương Giang ▸ Bắc Đẩu (credited by the article as a whole) ▸ Báo Miền Sông · paragraph 3 of 6"
        " · q-figures",
    ]


def test_every_record_has_a_page(dossier: Dossier) -> None:
    for id in dossier.ids():
        first, *rest = plain(page(dossier, id))
        assert first.split()[1] == id
        assert len(rest) > 2


def test_plain_text_does_not_depend_on_the_terminal(dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    before = plain(claims.claims(dossier))
    monkeypatch.setenv("COLUMNS", "20")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert plain(claims.claims(dossier)) == before


@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_terminal_is_never_written_beyond_its_width(
    dossier: Dossier, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = view(dossier, parse(""))
    rows = matrix(dossier)
    for listing in (quotes.quotes(dossier, whole), tables.timeline(dossier, whole), tables.matrix(dossier, rows)):
        text = re.sub(r"\x1b\[[0-9;]*m", "", shown(listing, width, monkeypatch))
        assert max(map(cells, text.splitlines())) <= width


def test_what_is_wrapped_stands_under_its_first_word(monkeypatch: pytest.MonkeyPatch) -> None:
    text = shown([line("one two three four five six seven eight nine ten", lead="  label  ")], 40, monkeypatch)
    assert text.splitlines() == ["  label  one two three four five six", "         seven eight nine ten"]


def test_matches_stand_out_on_a_terminal_only(dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    hits = dossier.search("bo lai")
    assert "\x1b[1;7mbỏ\x1b[0m" in shown(quotes.hits(dossier, hits, False), 120, monkeypatch)
    assert "\x1b" not in "".join(plain(quotes.hits(dossier, hits, False)))


def test_no_colour_where_none_is_wanted(dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    text = shown(quotes.quotes(dossier, view(dossier, parse(""))), 80, monkeypatch)
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]", text)


def test_a_dumb_terminal_gets_plain_text(dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    out = Terminal()
    render.write(tables.sources(dossier), out)
    assert out.getvalue().splitlines() == plain(tables.sources(dossier))


@pytest.mark.parametrize(
    ("text", "plainly"),
    [
        ("\x1b[31mred", "␛[31mred"),
        ("a\u202eb\u200bc", "abc"),
        ("[bold]b[/bold] [/] [@click=x]c[/]", "[bold]b[/bold] [/] [@click=x]c[/]"),
        ("two\nlines\tof text", "two lines of text"),
        (":smile: \x9b31m", ":smile: \N{REPLACEMENT CHARACTER}31m"),
    ],
)
def test_record_text_neither_acts_nor_is_markup(text: str, plainly: str, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = [Line(body=(Piece(text, "name"),))]
    assert plain(hostile) == [plainly]
    assert re.sub(r"\x1b\[[0-9;]*m", "", shown(hostile, 80, monkeypatch)) == plainly + "\n"


@pytest.mark.parametrize(
    ("text", "width"), [("abc", 3), ("Đảo chính", 9), ("Đảo", 3), ("漢字", 4), ("ｱ", 1), ("e\u0301", 1), ("", 0)]
)
def test_cells(text: str, width: int) -> None:
    assert cells(text) == width


def test_a_table_aligns_all_columns_but_the_last() -> None:
    rows = [("a", "1", "first"), ("漢字", "22", "second")]
    assert plain(table(rows, indent="  ", right=[1])) == ["  a      1  first", "  漢字  22  second"]


def test_joined_leaves_out_what_is_empty() -> None:
    assert joined(("a", "", Piece("b"), ())) == (Piece("a"), Piece(" · ", "muted"), Piece("b"))


def test_marked_cuts_at_the_matches() -> None:
    assert marked("đảo chính", [(0, 3)], "words") == (Piece("đảo", "match"), Piece(" chính", "words"))
    assert marked("x", []) == (Piece("x"),)
