"""A record's facts as the detail lays them out: every link within reach, labels in their column, in one order."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

import kaztui
from kaztui import Dossier
from kaztui.facts import facts_of
from kaztui.fields import actor_fields, fields_of
from kaztui.search import Spans as Found
from kaztui.tui.ink import Line, ink
from kaztui.tui.linked import _anchors
from kaztui.tui.sheet import LABELS, MOST, Sheet, sheet_of

SAMPLE = kaztui.load(Path(__file__).parent / "sample" / "dossier")
SHIPPED = kaztui.load()
WIDTHS = (38, 70, 118)


def said(line: Line) -> str:
    return "".join(span.text for span in line.spans).replace("\N{NO-BREAK SPACE}", " ")


def text(dossier: Dossier, id: str, width: int = 118, found: Found | None = None) -> list[str]:
    return [said(line) for line in sheet_of(dossier, id, found or {}, width)]


def labels(sheet: list[str]) -> list[str]:
    """The labels and the headings, without what stands above them."""
    below = sheet[sheet.index("") :]
    return [line[:LABELS].strip() for line in below if line[:LABELS].strip() and line[LABELS - 1 : LABELS] in (" ", "")]


def lit(dossier: Dossier, id: str, found: Found) -> list[str]:
    """What is marked as what matched."""
    lines = sheet_of(dossier, id, found, 118)
    return [span.text for line in lines for span in line.spans if span.ink.endswith(" match")]


@pytest.mark.parametrize("width", WIDTHS)
def test_every_link_of_the_facts_can_be_walked_to(width: int) -> None:
    for dossier in (SAMPLE, SHIPPED):
        for id in dossier.ids():
            anchors = _anchors(sheet_of(dossier, id, {}, width))
            facts = facts_of(dossier, id, MOST)
            assert list(dict.fromkeys(anchor.link.target for anchor in anchors if anchor.link.target)) == [*facts.links]


@pytest.mark.parametrize("width", WIDTHS)
def test_a_row_is_one_link_whatever_it_is_made_of_and_wherever_it_is_wrapped(width: int) -> None:
    for id in ("tokayev", "ev-deaths", "tass"):
        facts = [fact for section in facts_of(SHIPPED, id).sections for fact in section.facts]
        rows = [value[0].link for fact in facts for value in fact.values if value[0].row]
        assert rows
        anchors = _anchors(sheet_of(SHIPPED, id, {}, width))
        assert [anchor.link.target for anchor in anchors if anchor.link.row] == rows


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_the_sheet(width: int) -> None:
    for dossier in (SAMPLE, SHIPPED):
        for id in dossier.ids():
            assert max(map(cell_len, text(dossier, id, width))) <= width, id


def test_a_quote_begins_with_who_when_what_according_to_whom_and_where_it_is_printed() -> None:
    sheet = text(SAMPLE, "q-look")
    assert sheet[:7] == [
        "Trần Quốc Bửu · Tue 7 Oct · Minister of Water",
        "“Ai nói chậm thì xin mời ra đê mà xem!”",
        "English: “Whoever says it was slow is welcome to go to the dyke and look!”",
        "",
        "according to  Trần Quốc Bửu ▸ Aurora or Bắc Đẩu ▸ Thời Đại Mới · the article says so",
        "printed in    Khẩu chiến giữa mùa lũ",
        "              Thời Đại Mới (inferred) · Tue 7 Oct 2031 (inferred) · paragraph 4 of 7, characters 361–398",
    ]
    assert labels(sheet) == [
        "according to", "printed in", "in short", "when", "occasion", "to whom", "mode", "answers", "explained by",
        "topics", "id",
    ]  # fmt: skip


def test_the_id_stands_before_the_lists_and_once() -> None:
    assert labels(text(SHIPPED, "tokayev"))[:6] == ["role", "in Kazakh", "in Russian", "also called", "id", "Said"]
    for id in SAMPLE.ids():
        assert text(SAMPLE, id).count(f"{'id':<{LABELS}}{id}") == 1


def test_statements_and_events_of_an_actor_are_in_time_order_the_undated_last() -> None:
    sheet = labels(text(SHIPPED, "tokayev"))
    days = ["Wed 5 Jan", "Mon 10 Jan", "Tue 11 Jan", "undated"]
    start = sheet.index("Said") + 1
    assert sheet[start : start + 5] == [*days, "Took part in"]


def test_in_a_narrow_pane_labels_stand_above_what_they_label() -> None:
    sheet = text(SAMPLE, "q-look", 38)
    at = sheet.index("according to")
    assert sheet[at + 1 : at + 3] == ["  Trần Quốc Bửu ▸ Aurora or Bắc Đẩu ▸", "  Thời Đại Mới · the article says so"]


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("who", ["who           them"]),
        ("thirteen long", ["thirteen long them"]),
        ("too long for it", ["too long for it", "              them"]),
        ("哈薩克斯坦哈薩", ["哈薩克斯坦哈薩", "              them"]),
    ],
)
def test_a_label_that_the_column_has_no_room_for_stands_above(label: str, lines: list[str]) -> None:
    sheet = Sheet(60)
    sheet.field(label, [ink("them")])
    assert [said(line) for line in sheet.lines] == lines


@pytest.mark.parametrize(
    ("field", "words"),
    [("text", "chậm"), ("gloss", "slow"), ("statement.gist", "dyke"), ("statement.topics.0", "response")],
)
def test_what_matched_in_a_quote_is_marked(field: str, words: str) -> None:
    start = fields_of(SAMPLE, "quote")("q-look")[field].index(words)
    assert lit(SAMPLE, "q-look", {field: [(start, start + len(words))]}) == [words]


def test_a_name_is_marked_wherever_it_stands_and_whole_where_another_of_its_names_matched() -> None:
    assert lit(SAMPLE, "q-look", {"speaker.name": [(0, 4)]}) == ["Trần", "Trần"]
    assert lit(SAMPLE, "q-look", {"chain.1.name": [(0, 3)]}) == ["Bắc"]
    assert lit(SAMPLE, "q-look", {"speaker.aliases.0": [(0, 3)]}) == ["Trần Quốc Bửu"] * 2
    assert lit(SAMPLE, "q-look", {"speaker.aliases.0": [(0, 3)], "text": [(0, 2)]}) == ["Ai"]


def test_an_actors_other_name_is_marked_where_it_stands() -> None:
    alias = actor_fields(SAMPLE.actors["oriol"])["aliases.0"]
    assert lit(SAMPLE, "oriol", {"aliases.0": [(0, len(alias))]}) == ["Marguerite Oriol", alias]


def test_names_are_underlined_rows_and_what_is_long_are_not() -> None:
    anchors = _anchors(sheet_of(SHIPPED, "putin-csto-proved-002b", {}, 118))
    known = [(anchor.link.target or anchor.link.value, anchor.underlined) for anchor in anchors]
    assert {("tass", True), ("ev-csto-meeting", True), ("effectiveness", True)} <= set(known)
    assert [underlined for id, underlined in known if id == "002"] == [True, False]  # its label, its title
    rows = [anchor for anchor in _anchors(sheet_of(SHIPPED, "ev-deaths", {}, 118)) if anchor.link.row]
    assert rows and not any(anchor.underlined for anchor in rows)
