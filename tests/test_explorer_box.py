"""The query box as a reader meets it: what is offered under it, what tab, the arrows, enter and esc do with that."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from rich.cells import cell_len
from textual.events import Paste
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widget import Widget

import kaztui
from kaztui.query import MAX_LENGTH
from kaztui.tui import box, internals, shell
from kaztui.tui.app import Explorer
from kaztui.tui.bars import Footer, Outcome
from kaztui.tui.earlier import Earlier
from kaztui.tui.internals import draw_now
from kaztui.tui.offers import Offers
from kaztui.tui.panes.detail import REST
from kaztui.tui.sheet import sheet_of
from kaztui.tui.shell import Room

from .test_explorer import MEDIUM, SAMPLE, SMALL, WIDE, is_drawn, reading, said, text_of

Reader = Pilot[None]
KEYS = {" ": "space", ":": "colon", "-": "minus", ",": "comma", '"': "quotation_mark", "/": "slash", ".": "full_stop"}


async def type_in(pilot: Reader, words: str) -> None:
    await pilot.press(*(KEYS.get(letter, letter) for letter in words))
    await settle(pilot)


async def press(pilot: Reader, *pressed: str) -> None:
    await pilot.press(*pressed)
    await settle(pilot)


async def settle(pilot: Reader) -> None:
    await pilot.pause()
    await pilot.pause(0.01)


@asynccontextmanager
async def asking(
    words: str = "", size: tuple[int, int] = WIDE, query: str = "", dossier: kaztui.Dossier = SAMPLE
) -> AsyncIterator[tuple[Explorer, Reader]]:
    """An explorer with the words typed into its box."""
    async with reading(dossier, size, query) as (app, pilot):
        await press(pilot, "slash")
        await type_in(pilot, words)
        yield app, pilot


def offers_of(app: Explorer) -> Offers | None:
    """The list, if it is open."""
    found = [each for each in app.screen.query(Offers) if is_drawn(each)]
    return found[0] if found else None


def offered(app: Explorer) -> list[str]:
    """The rows that are seen, without the last line, as words."""
    offers = offers_of(app)
    if offers is None:
        return []
    return [" ".join(line.strip("▌│ ").split()) for line in text_of(offers).splitlines()[:-1]]


async def test_a_letter_on_its_way_is_drawn_before_the_panes(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(internals, "monotonic", lambda: now)
    async with asking() as (app, pilot):
        room = app.screen
        assert isinstance(room, Room) and not room.is_held
        app.give_way(is_letter=False)
        assert not room.is_held
        app.give_way(is_letter=True)
        app.quotes.refresh(Region(0, 0, 9, 1))
        await settle(pilot)
        assert app.quotes in room._dirty_widgets and room.is_held
        await press(pilot, "a")
        assert app.box.value == "a" and not room.is_held and app.quotes not in room._dirty_widgets
        app.give_way(is_letter=True)
        assert room.is_held
        now += shell.LETTER
        assert not room.is_held  # it was none for the box after all
        app.give_way(is_letter=True)
        assert not room.is_held  # nor is the one that repeats, as in a full box
        await press(pilot, "down")
        assert app.place == "list"
        app.give_way(is_letter=True)
        assert not room.is_held


async def test_a_record_is_drawn_although_the_view_that_it_waited_for_is_dropped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with asking("q") as (app, pilot):
        app.detail.expect(app.view)  # whose turn to be drawn does not come, since more is typed
        monkeypatch.setattr(app._finder, "ask", lambda query, at_once: None)  # and that takes long
        await press(pilot, "backspace", "escape", "j", "j")
        assert app.place == "list" and app.selection == app.list_in_use.cursor != app.list_in_use.ids[0]
        await pilot.pause(2 * REST)
        first = sheet_of(SAMPLE, app.selection, {}, 40)[0]
        assert first.spans[0].text.strip() in text_of(app.detail)


async def test_a_record_that_a_link_led_to_stays_while_the_cursor_stays_where_it_is() -> None:
    async with asking() as (app, pilot):
        cursor = app.list_in_use.cursor
        app.selection = "do-huong-giang"
        await type_in(pilot, "b")
        assert app.list_in_use.cursor == cursor and app.selection == "do-huong-giang"
        await type_in(pilot, "zzzzqq")
        assert app.selection == ""


@pytest.fixture
def at_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Typing rests as soon as it stops."""
    monkeypatch.setattr(box, "REST", 0.001)


# -- what is offered ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ("via:", ["Bắc Đẩu 7", "Aurora 3"]),
        ("mode:direct speaker:", ["Đỗ Hương Giang 2", "Trần Quốc Bửu 1"]),
        ("sp:au", ["Aurora 1"]),
        ("speaker:gi", ["Đỗ Hương Giang 4"]),
        ('speaker:"Đỗ H', ["Đỗ Hương Giang 4"]),
        ("-speaker:gi", ["Đỗ Hương Giang −4"]),
        ("speaker:oriol,gi", ["Đỗ Hương Giang +4"]),
        ("-speaker:oriol,gi", ["Đỗ Hương Giang −4"]),
        ("on:", ["4/10 3", "6/10 2", "7/10 1", "8/10 1"]),
        ("s:", ["speaker: who says it 13", "source: which article: its id, outlet or title 13"]),
        ("has:", ["reply 5", "variants 2"]),
        ("dam", []),
        ("speaker:zz", []),
        ("http://x", []),
    ],
)
async def test_values_are_offered_at_once_with_the_quotes_that_each_leaves(words: str, rows: list[str]) -> None:
    async with asking(words) as (app, _):
        assert offered(app) == rows


async def test_a_value_that_is_there_is_not_offered_again() -> None:
    async with asking("speaker:oriol,") as (app, _):
        assert offered(app) and not any(row.startswith("Marguerite Oriol") for row in offered(app))


async def test_nothing_is_offered_where_it_would_change_nothing() -> None:
    async with asking("has:reply") as (app, _):
        assert offered(app) == []


async def test_a_field_is_offered_when_two_letters_of_it_rest(at_rest: None) -> None:
    async with asking("s") as (app, pilot):
        assert offered(app) == []
        await type_in(pilot, "p")
        assert offered(app) == ["speaker: who says it 13"]


async def test_typing_words_shows_no_list_not_even_for_a_moment() -> None:
    async with asking("tokayev on speaking of viability") as (app, _):
        assert not app.screen.query(Offers)


async def test_the_list_stands_under_the_word_that_it_completes() -> None:
    async with asking("mode:direct speaker:") as (app, _):
        offers = offers_of(app)
        assert offers and offers.region.y == app.box.region.bottom
        label = offers.region.x + text_of(offers).splitlines()[0].index("Đ")
        assert label == app.box.content_region.x + len("mode:direct speaker:")


@pytest.mark.parametrize(("size", "most"), [(WIDE, 8), (MEDIUM, 8), (SMALL, 4)])
@pytest.mark.parametrize("before", ["", "speaker:oriol,giang " * 3 + "-", "speaker:giang " * 20])
async def test_the_list_is_never_off_the_screen(size: tuple[int, int], most: int, before: str) -> None:
    async with asking(size=size) as (app, pilot):
        app.box.insert_text_at_cursor(before)
        await press(pilot, "tab")
        offers = offers_of(app)
        assert offers
        assert app.screen.region.contains_region(offers.region)
        assert offers.size.height <= most
        assert {cell_len(offers.render_line(y).text) for y in range(offers.size.height)} == {offers.size.width}


async def test_the_list_scrolls_with_its_mark_and_says_how_many_are_below() -> None:
    async with asking(size=SMALL) as (app, pilot):
        await press(pilot, "tab")
        offers = offers_of(app)
        assert offers and "more ↓" in text_of(offers)
        await press(pilot, *["down"] * 30)
        assert offered(app)[-1].startswith("certainty:") and "more" not in text_of(offers)
        await press(pilot, *["up"] * 30)
        assert offered(app)[0].startswith("speaker:")


# -- taking what is offered ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "pressed", "line"),
    [
        ("speaker:gi", "tab", "speaker:do-huong-giang "),
        ("speaker:", "down tab", "speaker:oriol "),
        ("speaker:", "down up tab", "speaker:do-huong-giang "),
        ("speaker:", "down enter", "speaker:oriol "),
        ("-sp:gi", "tab", "-sp:do-huong-giang "),
        ("on:6", "tab", "on:6/10 "),
        ("speaker:oriol,gi", "tab", "speaker:oriol,do-huong-giang "),
        ("speaker:gi", "tab comma", "speaker:do-huong-giang,"),
        ("speaker:gi", "tab tab", "speaker:do-huong-giang "),
        ("sp", "tab", "speaker:"),
        ("dam vi", "tab", "dam via:"),
        ("", "tab tab", "speaker:"),
        ("", "tab tab tab", "speaker:do-huong-giang "),
        ("s", "tab down tab", "source:"),
    ],
)
async def test_what_is_marked_is_taken(words: str, pressed: str, line: str) -> None:
    async with asking(words) as (app, pilot):
        for key in pressed.split():
            await press(pilot, key)
        assert app.box.value == line == app.query_line
        assert app.focused is app.box and app.box.cursor_at_end


async def test_after_a_field_its_values_are_offered() -> None:
    async with asking("vi") as (app, pilot):
        await press(pilot, "tab")
        assert offered(app)[0].startswith("Bắc Đẩu")


async def test_a_list_of_fields_that_was_asked_for_narrows_as_one_types() -> None:
    async with asking() as (app, pilot):
        await press(pilot, "tab")
        assert len(offered(app)) == 7
        await type_in(pilot, "s")
        assert offered(app) == ["speaker: who says it 13", "source: which article: its id, outlet or title 13"]
        await press(pilot, "backspace")
        assert offered(app) == []


async def test_what_stands_after_the_cursor_stays() -> None:
    async with asking("sp:gi mode:direct") as (app, pilot):
        await press(pilot, *["left"] * len(" mode:direct"))
        assert offered(app) == ["Đỗ Hương Giang 2"]
        await press(pilot, "tab")
        assert app.box.value == "sp:do-huong-giang mode:direct"
        assert app.box.cursor_position == len("sp:do-huong-giang ")


async def test_enter_goes_to_the_first_hit_unless_the_mark_was_moved() -> None:
    async with asking("speaker:") as (app, pilot):
        await press(pilot, "enter")
        assert app.focused is app.quotes and app.box.value == "speaker:"
        assert offers_of(app) is None


async def test_esc_closes_the_list_and_then_leaves_the_box() -> None:
    async with asking("speaker:") as (app, pilot):
        assert offered(app)
        await press(pilot, "escape")
        assert offers_of(app) is None and app.focused is app.box
        await press(pilot, "escape")
        assert app.quotes.has_focus


async def test_a_closed_list_stays_closed_until_something_is_typed() -> None:
    async with asking("speaker:") as (app, pilot):
        await press(pilot, "escape", "left", "right")
        assert offers_of(app) is None
        await type_in(pilot, "g")
        assert offered(app) == ["Đỗ Hương Giang 4"]


async def test_tab_after_a_word_goes_to_the_first_hit() -> None:
    async with asking("dam") as (app, pilot):
        await press(pilot, "tab")
        assert app.focused is app.quotes and app.quotes.index == 0


async def test_who_types_on_and_presses_tab_at_once_loses_no_letter() -> None:
    async with asking("speaker:") as (app, pilot):
        app.box.insert_text_at_cursor("o")
        app.box.action_complete()
        await settle(pilot)
        assert app.box.value == "speaker:oriol "


async def test_a_click_takes_a_row_and_the_box_keeps_the_keys() -> None:
    async with asking("mode:direct speaker:") as (app, pilot):
        offers = offers_of(app)
        assert offers
        await pilot.click(offers, offset=(4, 1))
        await settle(pilot)
        assert app.box.value == "mode:direct speaker:tran-quoc-buu "
        assert app.focused is app.box


async def test_a_window_made_too_small_hides_the_list_and_a_large_one_has_it_again() -> None:
    async with asking("speaker:") as (app, pilot):
        await pilot.resize_terminal(30, 8)
        await settle(pilot)
        assert offers_of(app) is None
        await pilot.resize_terminal(40, 10)
        await settle(pilot)
        offers = offers_of(app)
        assert offers is None or app.screen.region.contains_region(offers.region)


# -- earlier queries ----------------------------------------------------------------------------------


async def ask(pilot: Reader, *lines: str) -> None:
    for line in lines:
        await press(pilot, "slash", "ctrl+u")
        await type_in(pilot, line)
        await press(pilot, "enter")


async def test_up_walks_back_through_the_queries_and_down_to_what_was_typed() -> None:
    async with reading() as (app, pilot):
        await ask(pilot, "dam", "oriol", "oriol", "giang")
        await press(pilot, "slash", "ctrl+u")
        await type_in(pilot, "hal")
        seen = []
        for key in ("up", "up", "up", "up", "down", "down", "down"):
            await press(pilot, key)
            seen.append(app.box.value)
        assert seen == ["giang", "oriol", "dam", "dam", "oriol", "giang", "hal"]
        await press(pilot, "down")
        assert app.focused is app.quotes


async def test_up_passes_over_what_the_box_holds_already() -> None:
    async with reading(query="dam") as (app, pilot):
        await ask(pilot, "oriol")
        await press(pilot, "slash", "up")
        assert app.box.value == "dam" == app.query_line


async def test_a_box_that_was_only_left_has_asked_its_query_too() -> None:
    async with reading() as (app, pilot):
        await press(pilot, "slash")
        await type_in(pilot, "dam")
        await press(pilot, "escape", "escape", "slash", "up")
        assert app.box.value == "dam"


async def test_a_query_that_comes_back_offers_nothing_so_that_up_goes_on() -> None:
    async with reading() as (app, pilot):
        await ask(pilot, "dam", "speaker:")
        await press(pilot, "slash", "ctrl+u", "up")
        assert app.box.value == "speaker:" and offers_of(app) is None
        await press(pilot, "up")
        assert app.box.value == "dam"


def test_an_earlier_query_that_was_changed_is_what_is_typed() -> None:
    earlier = Earlier("one")
    earlier.ask("two")
    assert earlier.back("") == "two"
    assert earlier.back("two!") == "two"
    assert earlier.on("two") == "two!"
    assert earlier.on("two!") is None


# -- mistakes -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "offer", "line"),
    [
        ("speker:", "tab: speaker:", "speaker:"),
        ("speker:giang oriol", "tab: speaker:", "speaker:giang oriol"),
        ("dam -speker:giang", "tab: speaker:", "dam -speaker:giang"),
        ("has:variantsess oriol ", "tab: variants", "has:variants oriol "),
        ("speaker:xyz", 'no speaker "xyz"', None),
    ],
)
async def test_tab_puts_the_nearest_right_word_in_place_of_a_mistake(
    words: str, offer: str, line: str | None
) -> None:
    async with asking(words) as (app, pilot):
        assert offer in text_of(app.screen.query_one(Outcome))
        await press(pilot, "tab")
        assert app.box.value == (line or words)
        assert app.box.has_focus == (line is not None)


async def test_a_mended_field_has_its_values_offered() -> None:
    async with asking("speker:") as (app, pilot):
        await press(pilot, "tab")
        assert offered(app)


async def test_a_mistake_and_what_is_offered_are_read_together_and_tab_is_of_one() -> None:
    async with asking("speker:giang via:") as (app, _):
        outcome = text_of(app.screen.query_one(Outcome))
        assert "did you mean speaker:?" in outcome and "tab" not in outcome
        offers = offers_of(app)
        assert offers and not offers.region.overlaps(app.screen.query_one(Outcome).region)


async def test_a_field_whose_value_is_yet_to_come_is_no_mistake_while_it_is_typed() -> None:
    async with asking("dam speaker:") as (app, pilot):
        outcome = app.screen.query_one(Outcome)
        assert "needs a value" not in text_of(outcome)
        await press(pilot, "escape", "escape")
        assert "needs a value" in text_of(outcome)


def colours(app: Explorer) -> dict[str, str]:
    """Colour → the characters of the box that have it."""
    found: dict[str, str] = {}
    for segment in app.box.render_line(0):
        if segment.style and segment.style.color and segment.text.strip():
            name = segment.style.color.name
            found[name] = found.get(name, "") + segment.text.strip()
    return found


async def test_fields_and_mistakes_have_their_inks_in_both_themes() -> None:
    async with asking("sp:oriol speker:x viA:aurora ") as (app, pilot):
        assert colours(app)["#5fd7d7"] == "sp:viA:"
        assert colours(app)["#ffaf5f"] == "speker:"
        app.theme = "kaztui-light"
        await settle(pilot)
        assert colours(app)["#005f87"] == "sp:viA:"


# -- what an empty box says ---------------------------------------------------------------------------


@pytest.mark.parametrize("size", [WIDE, MEDIUM, SMALL])
async def test_an_empty_box_says_what_can_be_typed_and_what_tab_does(size: tuple[int, int]) -> None:
    async with reading(size=size) as (app, _):
        shown = app.box.render_line(0).text
        assert "find" in shown and "tab" in shown and "…" in shown
        assert len(app.box.placeholder) < app.box.size.width


async def test_in_the_narrowest_window_the_footer_keeps_how_to_complete_and_to_leave() -> None:
    async with asking(size=SMALL) as (app, _):
        assert text_of(app.screen.query_one(Footer)).endswith("tab complete  esc leave")


# -- odd texts ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "x" * 10_000,
        "speaker:" * 2_000,
        'speaker:"' + "a " * 5_000,
        "\x1b[31m\x07\x9b\x00\r\n\t" * 500,
        "שלום עולם " * 500,
        "\u202eevil\u2066 " * 500,
        "a\u0301\u0323\u0302\u0308" * 1_000,
        "哈薩克斯坦 " * 900,
        "speaker:哈薩克 " * 300,
        "👩‍👩‍👧‍👦🇰🇿 " * 500,
        "[bold]x[/] [@click=app.quit]y[/] on:[..2022-01-11] ",
    ],
    ids=["long", "fields", "quoted", "controls", "right-to-left", "bidi", "combining", "wide", "wide values", "joined",
         "markup"],
)  # fmt: skip
@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_any_pasted_text_is_one_line_that_keeps_its_place(text: str, size: tuple[int, int]) -> None:
    async with asking(size=size) as (app, pilot):
        app.box.post_message(Paste(text))
        await settle(pilot)
        assert len(app.box.value) <= MAX_LENGTH and app.box.value.isprintable()
        for key in ("home", "right", "right", "end", "left", "x", "colon", "backspace", "tab", "ctrl+w", "end"):
            if app.focused is not app.box:
                break
            await press(pilot, key)
            shown = app.box.render_line(0).crop(0, app.box.size.width)
            assert shown.cell_length == app.box.size.width == cell_len(shown.text), key
            assert shown.text.isprintable()
        assert app.is_running


async def test_names_of_records_are_offered_as_text() -> None:
    hostile = "[bold]x[/bold] \x1b[31mred \u202eevil"
    async with asking("speaker:", dossier=said(hostile)) as (app, pilot):
        assert offered(app) == ["[bold]x[/bold] ␛[31mred evil 1"]
        await press(pilot, "tab")
        assert app.box.value == "speaker:who "


# -- what is sent -------------------------------------------------------------------------------------


@pytest.fixture
def refreshed(monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[tuple[str, int, bool]]]:
    """What was asked to be drawn since it was last called: widget, cells, whether it is laid out anew."""
    asked: list[tuple[str, int, bool]] = []
    refresh = Widget.refresh

    def spy(self: Widget, *regions: Any, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Widget:
        if repaint or layout:
            area = sum(region.area for region in regions) if regions else self.size.area
            asked.append((type(self).__name__, area, layout))
        return refresh(self, *regions, repaint=repaint, layout=layout, recompose=recompose)

    monkeypatch.setattr(Widget, "refresh", spy)

    def since() -> list[tuple[str, int, bool]]:
        told = list(asked)
        asked.clear()
        return told

    return since


async def test_a_letter_that_leaves_the_list_as_it_is_draws_nothing_of_it(
    refreshed: Callable[[], list[tuple[str, int, bool]]],
) -> None:
    async with asking("speaker:hu") as (app, pilot):
        assert offered(app) == ["Đỗ Hương Giang 4"]
        refreshed()
        await type_in(pilot, "o")
        assert offered(app) == ["Đỗ Hương Giang 4"]
        assert {name for name, _, _ in refreshed()} == {"QueryBox"}


async def test_moving_the_mark_draws_two_rows_and_lays_out_nothing(
    refreshed: Callable[[], list[tuple[str, int, bool]]],
) -> None:
    async with asking("speaker:") as (app, pilot):
        await press(pilot, "down")
        refreshed()
        await press(pilot, "down")
        offers = offers_of(app)
        drawn = refreshed()
        assert offers and {name for name, _, _ in drawn} == {"Offers"}
        assert not any(layout for _, _, layout in drawn)
        assert sum(cells for _, cells, _ in drawn) <= 2 * offers.size.width


async def test_an_open_list_lays_out_no_pane_anew() -> None:
    async with asking() as (app, pilot):
        panes = (app.timeline, app.actors, app.quotes, app.detail, app.box)
        before = [pane.region for pane in panes]
        await type_in(pilot, "speaker:")
        assert offered(app)
        assert [pane.region for pane in panes] == before


async def test_what_is_typed_is_drawn_before_what_else_has_changed() -> None:
    """Panes whose rows have changed meanwhile wait for Textual's clock; they are not forgotten."""
    async with asking("xin") as (app, pilot):
        drawn: list[set[Widget]] = []
        compositor = app.screen._compositor
        update = compositor.update_widgets

        def noted(widgets: set[Widget]) -> None:
            drawn.append(set(widgets))
            update(widgets)

        compositor.update_widgets = noted  # type: ignore[method-assign]
        app.screen._dirty_widgets.update({app.box, app.quotes})
        draw_now(app.screen, app.box)
        assert drawn == [{app.box}]
        await pilot.pause(0.1)
        assert drawn[1] == {app.quotes} and not app.screen._dirty_widgets
        draw_now(app.screen, app.box)
        assert len(drawn) == 2
