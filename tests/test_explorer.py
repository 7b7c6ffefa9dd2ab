"""The explorer as a reader meets it: keys in, what stands on the screen out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest
from rich.cells import cell_len
from textual.events import Hide, Paste
from textual.geometry import Size
from textual.pilot import Pilot
from textual.widget import Widget

import kaztui
from kaztui import keys
from kaztui.dossier import Dossier
from kaztui.query import parse
from kaztui.records import About, Actor, Event, Quote, Record, Report, Source, Statement, Text
from kaztui.tui.app import Explorer
from kaztui.tui.bars import Footer, Heading, Outcome, TooSmall
from kaztui.tui.layout import layout_for
from kaztui.tui.lines import BAR, Lines
from kaztui.views import view

SAMPLE = kaztui.load(Path(__file__).parent / "sample" / "dossier")
WIDE, MEDIUM, SMALL = (120, 36), (80, 24), (40, 10)

Reader = Pilot[None]


@asynccontextmanager
async def reading(
    dossier: Dossier = SAMPLE, size: tuple[int, int] = WIDE, query: str = ""
) -> AsyncIterator[tuple[Explorer, Reader]]:
    app = Explorer(dossier, query)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot


def text_of(widget: Widget) -> str:
    """What a widget shows, line by line."""
    lines = (widget.render_line(y).text.rstrip() for y in range(widget.size.height))
    return "\n".join(lines).replace("\N{NO-BREAK SPACE}", " ")


def screen_of(app: Explorer) -> str:
    return "\n".join(text_of(widget) for widget in app.screen.query("*").results(Widget) if is_drawn(widget))


def is_drawn(widget: Widget) -> bool:
    return bool(widget.region) and not widget.children and all(each.display for each in widget.ancestors_with_self
                                                              if isinstance(each, Widget))  # fmt: skip


def seen(app: Explorer) -> set[str]:
    """The names of the panes that are on the screen."""
    panes: tuple[Widget, ...] = (app.timeline, app.actors, app.quotes, app.detail)
    return {str(pane.id) for pane in panes if is_drawn(pane)}


async def write(pilot: Reader, words: str) -> None:
    await pilot.press("slash", *("space" if letter == " " else letter for letter in words))
    await pilot.pause()


def dossier_of(title: str = "Nothing", **collections: Mapping[str, Record]) -> Dossier:
    names = ("sources", "actors", "places", "events", "statements", "claims")
    return Dossier(About(id="made", title=title), {name: collections.get(name, {}) for name in names})


def said(text: str, **more: Any) -> Dossier:
    """A dossier of one quote, whose every text is ``text``."""
    source = Source(id="paper", title=text, container_title=text,
                    text=Text(sha256="0" * 64, length=9, body=((0, 9),), paragraphs=(0,)))  # fmt: skip
    quote = Quote(id="q", source="paper", mode="direct", text=text, gloss=text, at=(0, 9), cue=text, note=text,
                  digest="9:0123456789abcdef", chain=("who",), chain_basis="inferred")  # fmt: skip
    event = Event(id="then", title=text, kind="meeting", summary=text, note=text, date="2022-01-10", date_text=text,
                  reports=(Report(source="paper", note=text),))  # fmt: skip
    statement = Statement(id="s", speaker="who", gist=text, topics=(text,), quotes=(quote,), occasion="then", **more)
    actor = Actor(id="who", name=text, kind="person", aliases=(text,), native={"vi": text})
    return dossier_of(text, sources={"paper": source}, actors={"who": actor}, events={"then": event},
                      statements={"s": statement})  # fmt: skip


# -- the first screen ---------------------------------------------------------------------------------


async def test_it_opens_on_three_lists_the_detail_and_what_there_is_of_each() -> None:
    async with reading() as (app, _):
        assert seen(app) == {"timeline", "actors", "quotes", "detail"}
        heading = text_of(app.screen.query_one(Heading))
        assert "who said what, when, according to whom?" in heading
        assert "3 articles · 10 events · 13 quotes" in heading
        assert app.focused is app.quotes


async def test_a_query_from_the_command_line_is_in_the_box_and_filters() -> None:
    async with reading(query="dam") as (app, _):
        assert app.box.value == "dam"
        assert 0 < len(app.quotes.ids) < len(SAMPLE.quotes)


async def test_the_timeline_says_when_what_and_how_many_articles_print_it() -> None:
    async with reading() as (app, _):
        rows = [" ".join(line.split()) for line in text_of(app.timeline).splitlines()]
        assert "Sat 4 Oct Emergency meeting of the 2 of 3" in rows
        assert "in 6–12 Oct Oriol takes back her 1 of 3" in rows


async def test_what_is_planned_or_alleged_is_marked_and_called_so() -> None:
    async with reading(size=(120, 50)) as (app, _):
        timeline = text_of(app.timeline)
        assert "◇ planned: The minister" in timeline
        assert "? alleged: The dam opens" in timeline


async def test_an_event_that_an_article_contradicts_has_its_mark() -> None:
    async with reading(size=(120, 50)) as (app, _):
        assert "≠ 2 of 3" in text_of(app.timeline)


async def test_undated_events_stand_under_their_own_heading() -> None:
    async with reading() as (app, pilot):
        await pilot.press("1", "G")
        before, after = text_of(app.timeline).split(" undated ╌")
        assert "The province patches" in after
        assert "The province patches" not in before


async def test_quotes_a_day_stand_above_the_timeline() -> None:
    async with reading() as (app, _):
        assert "4█ 6▆ 7▃ 8▃" in text_of(app.timeline).splitlines()[0]


async def test_own_words_stand_in_marks_and_reported_ones_are_called_ours() -> None:
    async with reading() as (app, _):
        quotes = text_of(app.quotes)
        assert "direct   “Chúng tôi sẽ không bỏ lại một ai”" in quotes
        assert "reported in our words: Tỉnh đã đưa 2.030 gia đình" in quotes


async def test_an_inferred_link_has_its_question_mark_and_a_reply_its_arrow() -> None:
    async with reading() as (app, _):
        quotes = text_of(app.quotes)
        assert "Bắc Đẩu? ▸ Thời Đại Mới" in quotes
        assert "Aurora ▸ Thời Đại Mới" in quotes
        assert "↩ Marguerite Oriol" in quotes


# -- moving -------------------------------------------------------------------------------------------


async def test_the_detail_follows_the_cursor() -> None:
    async with reading() as (app, pilot):
        assert "We will leave nobody behind" in text_of(app.detail)
        await pilot.press("j")
        await pilot.pause()
        assert "let nobody be left behind" in text_of(app.detail)


async def test_the_detail_is_of_the_list_that_has_the_keys() -> None:
    async with reading() as (app, pilot):
        await pilot.press("1")
        await pilot.pause()
        assert "alarm level three" in text_of(app.detail)
        await pilot.press("2")
        await pilot.pause()
        assert "Đỗ Hương Giang · person" in text_of(app.detail)


@pytest.mark.parametrize(
    ("pressed", "index"),
    [("j", 1), ("down", 1), ("G", 12), ("end", 12), ("G g", 0), ("j k", 0), ("k", 0), ("G j", 12)],
)
async def test_keys_move_the_cursor_and_stop_at_the_ends(pressed: str, index: int) -> None:
    async with reading() as (app, pilot):
        await pilot.press(*pressed.split())
        assert app.quotes.index == index


@pytest.mark.parametrize(("on", "back"), [("space", "b"), ("ctrl+d", "ctrl+u"), ("pagedown", "pageup")])
async def test_a_page_on_and_back_ends_where_it_began(on: str, back: str) -> None:
    async with reading(size=(120, 20)) as (app, pilot):
        await pilot.press(on)
        assert app.quotes.index > 0
        await pilot.press(back)
        assert app.quotes.index == 0


async def test_the_cursor_is_in_sight_wherever_it_goes() -> None:
    async with reading(size=(90, 20)) as (app, pilot):
        for key in ("j",) * 12 + ("k",) * 12 + ("space",) * 6 + ("b",) * 6:
            await pilot.press(key)
            assert "▌" in text_of(app.quotes), key


@pytest.mark.parametrize(
    ("pressed", "pane"),
    [("1", "timeline"), ("2", "actors"), ("4", "detail"), ("l", "detail"), ("tab", "detail"), ("h", "actors"),
     ("shift+tab", "actors"), ("tab tab", "timeline"), ("4 escape", "quotes"), ("1 4 escape", "timeline"),
     ("enter", "detail"), ("4 q", "quotes"), ("q", None)],
)  # fmt: skip
async def test_keys_go_from_pane_to_pane(pressed: str, pane: str | None) -> None:
    async with reading() as (app, pilot):
        await pilot.press(*pressed.split())
        await pilot.pause()
        assert (app.focused.id if app.is_running and app.focused else None) == pane


async def test_the_pane_that_has_the_keys_can_be_told_without_colour() -> None:
    async with reading() as (app, pilot):
        assert text_of(app.quotes).startswith("━ 3 Quotes") and text_of(app.timeline).startswith("─ 1 Timeline")
        await pilot.press("1")
        await pilot.pause()
        assert text_of(app.quotes).startswith("─ 3 Quotes") and text_of(app.timeline).startswith("━ 1 Timeline")


async def test_the_detail_scrolls_when_it_has_the_keys() -> None:
    async with reading(size=MEDIUM) as (app, pilot):
        await pilot.press("4", "G")
        assert "q-nobody-mien-song" in text_of(app.detail)
        await pilot.press("g")
        assert "Đỗ Hương Giang" in text_of(app.detail).splitlines()[1]


async def test_what_is_named_by_nothing_that_can_be_seen_has_a_row_all_the_same() -> None:
    unseen = Actor(id="who", name="\u200b", kind="person")
    for dossier, panes in ((dossier_of(actors={"who": unseen}), "2"), (said("\u200b"), "123")):
        async with reading(dossier) as (app, pilot):
            for pane in panes:
                await pilot.press(pane)
                await pilot.pause()
                assert isinstance(app.focused, Lines) and BAR in text_of(app.focused)


async def test_a_click_selects_and_the_wheel_scrolls() -> None:
    async with reading() as (app, pilot):
        await pilot.click(app.quotes, offset=(20, 4))
        await pilot.pause()
        assert app.quotes.index == 1
        top = text_of(app.quotes).splitlines()[1]
        app.quotes.scroll_lines(3)
        assert text_of(app.quotes).splitlines()[1] != top


async def test_zoom_shows_one_pane_alone_and_everything_again() -> None:
    async with reading() as (app, pilot):
        await pilot.press("z")
        await pilot.pause()
        assert seen(app) == {"quotes"}
        await pilot.press("z")
        await pilot.pause()
        assert len(seen(app)) == 4


async def test_e_shows_quotes_in_the_original_in_english_in_both() -> None:
    async with reading() as (app, pilot):
        original, english = "Chúng tôi sẽ không bỏ lại một ai", "We will leave nobody behind"
        for shown, missing in ((original, english), (english, original), (original + english, ""), (original, english)):
            quotes = text_of(app.quotes)
            assert all(words in quotes for words in (original, english) if words in shown)
            assert not missing or missing not in quotes
            await pilot.press("e")


# -- finding ------------------------------------------------------------------------------------------


async def test_what_is_typed_filters_all_three_lists_as_one_types() -> None:
    async with reading() as (app, pilot):
        await write(pilot, "oriol dead")
        assert list(app.quotes.ids) == ["q-eleven"]
        assert list(app.timeline.ids) == ["interview"]
        assert app.actors.cursor == "oriol"
        assert "1 of 13 quotes" in text_of(app.screen.query_one(Outcome))


async def test_in_the_box_letters_are_text() -> None:
    async with reading() as (app, pilot):
        await write(pilot, "qjkz?e14 RT")
        assert app.box.value == "qjkz?e14 RT"


async def test_marks_and_capitals_do_not_matter() -> None:
    async with reading() as (app, pilot):
        await write(pilot, "CHUNG TOI DEM")
        assert list(app.quotes.ids) == ["q-houses"]


async def test_enter_keeps_the_query_and_goes_to_the_first_hit() -> None:
    async with reading() as (app, pilot):
        await pilot.press("G")
        await write(pilot, "giang")
        await pilot.press("enter")
        await pilot.pause()
        assert app.focused is app.quotes and app.quotes.index == 0
        assert app.box.value == "giang"


async def test_enter_goes_to_the_first_list_that_has_a_hit() -> None:
    async with reading() as (app, pilot):
        await write(pilot, "patches the dyke")
        await pilot.press("enter")
        await pilot.pause()
        assert app.focused is app.timeline and app.timeline.cursor == "patches"


async def test_esc_leaves_the_box_and_then_takes_word_after_word_away() -> None:
    async with reading() as (app, pilot):
        await write(pilot, "oriol dead")
        await pilot.press("escape")
        await pilot.pause()
        assert app.focused is app.quotes and app.query_line == "oriol dead"
        await pilot.press("escape")
        assert app.box.value == "oriol"
        await pilot.press("escape")
        await pilot.pause()
        assert app.box.value == "" and len(app.quotes.ids) == len(SAMPLE.quotes)


async def test_esc_takes_whole_terms_away() -> None:
    async with reading(query='dam speaker:"Phạm Văn Đệ" on:10 oct') as (app, pilot):
        await pilot.press("escape")
        assert app.box.value == 'dam speaker:"Phạm Văn Đệ"'
        await pilot.press("escape")
        assert app.box.value == "dam"


@pytest.mark.parametrize(
    ("size", "query", "said"),
    [
        (WIDE, "speker:giang oriol", "no field speker: · tab: speaker:"),
        (MEDIUM, "speker:giang oriol", "no field speker: · tab: speaker:"),
        (SMALL, "speker:giang oriol", "tab: speaker:"),
        (WIDE, "oriol speaker:xyz", 'no speaker "xyz"'),
        (SMALL, "oriol on:31/9", 'on: no date "31/9"'),
    ],
)
async def test_a_mistake_is_said_beside_the_box_and_the_rest_works(
    size: tuple[int, int], query: str, said: str
) -> None:
    async with reading(size=size) as (app, pilot):
        await write(pilot, query)
        outcome = app.screen.query_one(Outcome)
        assert is_drawn(outcome) and said in text_of(outcome)
        assert app.box.size.width >= 10
        assert tuple(app.quotes.ids) == view(SAMPLE, parse("oriol")).quotes
        await pilot.press("ctrl+u")
        await pilot.pause()
        assert said not in text_of(outcome) and is_drawn(outcome) == (size != SMALL)


async def test_a_mistake_lays_out_no_pane_anew() -> None:
    async with reading() as (app, pilot):
        await write(pilot, "oriol")
        before = [pane.region for pane in (app.timeline, app.actors, app.quotes, app.detail)]
        await pilot.press("space", *"speker", "colon", *"x")
        await pilot.pause()
        assert "tab: speaker:" in text_of(app.screen.query_one(Outcome))
        assert [pane.region for pane in (app.timeline, app.actors, app.quotes, app.detail)] == before


async def test_the_cursor_stays_on_its_record_through_a_change_of_query() -> None:
    async with reading() as (app, pilot):
        await pilot.press("1", "j", "j", "j")
        chosen = app.timeline.cursor
        await write(pilot, "meeting")
        assert app.timeline.cursor == chosen == "emergency-meeting"


async def test_a_cursor_whose_record_is_filtered_out_goes_back_to_it() -> None:
    async with reading() as (app, pilot):
        await pilot.press("G", "k")
        chosen = app.quotes.cursor
        await write(pilot, "oriol dead")
        assert app.quotes.cursor == "q-eleven"
        assert "at least eleven people had died" in text_of(app.detail)
        await pilot.press("escape", "escape", "escape")
        await pilot.pause()
        assert app.quotes.cursor == chosen == app.selection


async def test_what_matched_is_highlighted() -> None:
    async with reading(query="lũ") as (app, _):
        strips = [app.quotes.render_line(y) for y in range(app.quotes.size.height)]
        lit = {segment.text for strip in strips for segment in strip if segment.style and segment.style.bold
               and segment.style.bgcolor and segment.style.bgcolor.name == "#ffd75f"}  # fmt: skip
        assert "lũ" in lit


async def test_an_empty_result_says_which_word_emptied_it_and_what_to_do() -> None:
    async with reading() as (app, pilot):
        await write(pilot, "oriol zebra")
        assert "No quote has “zebra”." in text_of(app.quotes)
        assert "esc takes the last term away" in text_of(app.quotes)
        assert "Nothing is selected." in text_of(app.detail)
        await pilot.press("enter", "j", "space", "G", "enter", "4", "j")


async def test_a_pasted_text_becomes_one_line_that_does_nothing() -> None:
    async with reading() as (app, pilot):
        await pilot.press("slash")
        app.box.post_message(Paste("oriol\n\x1b[31m\u202edead" + "x" * 5000))
        await pilot.pause()
        assert app.box.value.startswith("oriol ␛[31mdeadxxx")
        assert len(app.box.value) == 1000


async def test_who_types_faster_than_rows_are_found_loses_no_letter() -> None:
    async with reading() as (app, pilot):
        await pilot.press("slash")
        for letter in "oriol":
            app.box.insert_text_at_cursor(letter)
        await pilot.pause()
        assert app.box.value == app.query_line == "oriol"


# -- help, theme, end ---------------------------------------------------------------------------------


async def test_q_closes_the_help_first_and_then_the_program() -> None:
    async with reading() as (app, pilot):
        await pilot.press("question_mark")
        await pilot.pause()
        await pilot.press("q")
        await pilot.pause()
        assert app.is_running and len(app.screen_stack) == 1 and app.focused is app.quotes
        await pilot.press("q")
        assert app.return_code == 0


@pytest.mark.parametrize("opened", ["", "slash", "question_mark", "4"])
async def test_ctrl_q_quits_from_anywhere(opened: str) -> None:
    async with reading() as (app, pilot):
        await pilot.press(*filter(None, [opened]))
        await pilot.pause()
        await pilot.press("ctrl+q")
        assert app.return_code == 0


async def test_every_binding_has_the_id_of_a_command() -> None:
    async with reading() as (app, pilot):
        ids = {command.id for command in keys.COMMANDS}
        for pressed in ("3", "4", "slash", "escape", "question_mark"):
            await pilot.press(pressed)
            await pilot.pause()
            assert {active.binding.id for active in app.screen.active_bindings.values()} <= ids


async def test_a_keymap_gives_a_command_other_keys() -> None:
    async with reading() as (app, pilot):
        app.set_keymap({"row.next": "n"})
        await pilot.press("n")
        assert app.quotes.index == 1


@pytest.mark.parametrize("key", ["R", "ctrl+l", "T"])
async def test_drawing_again_and_another_theme_leave_all_where_it_is(key: str) -> None:
    async with reading() as (app, pilot):
        await pilot.press("j", "j")
        before = screen_of(app)
        await pilot.press(key)
        await pilot.pause()
        assert screen_of(app) == before


# -- other sizes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "layout"),
    [((110, 20), "wide"), ((109, 20), "medium"), ((80, 20), "medium"), ((79, 50), "small"), ((200, 19), "small"),
     ((40, 10), "small"), ((39, 10), "tiny"), ((40, 9), "tiny"), ((1, 1), "tiny"), ((500, 200), "wide")],
)  # fmt: skip
def test_the_layout_follows_the_window(size: tuple[int, int], layout: str) -> None:
    assert layout_for(Size(*size)) == layout


async def test_a_medium_window_shows_one_list_and_the_detail() -> None:
    async with reading(size=MEDIUM) as (app, pilot):
        assert seen(app) == {"quotes", "detail"}
        assert "1 Timeline ━ 2 Actors ━ 3 Quotes" in text_of(app.quotes)
        await pilot.press("1")
        await pilot.pause()
        assert seen(app) == {"timeline", "detail"}
        await pilot.press("4")
        await pilot.pause()
        assert seen(app) == {"timeline", "detail"}


async def test_a_small_window_shows_one_pane_and_enter_opens_the_detail() -> None:
    async with reading(size=SMALL) as (app, pilot):
        assert seen(app) == {"quotes"}
        await pilot.press("enter")
        await pilot.pause()
        assert seen(app) == {"detail"}
        await pilot.press("q")
        await pilot.pause()
        assert seen(app) == {"quotes"} and app.is_running


async def test_finding_from_the_detail_of_a_small_window_shows_the_list() -> None:
    async with reading(size=SMALL) as (app, pilot):
        await pilot.press("enter")
        await write(pilot, "oriol")
        assert seen(app) == {"quotes"} and len(app.quotes.ids) > 1


async def test_news_of_a_window_that_was_too_small_takes_the_keys_from_no_pane_that_is_seen_again() -> None:
    async with reading() as (app, pilot):
        app.quotes.post_message(Hide())
        await pilot.pause()
        assert app.focused is app.quotes


async def test_a_window_too_small_says_so_and_recovers() -> None:
    async with reading(size=(30, 8)) as (app, pilot):
        assert seen(app) == set()
        assert "40x10 at least" in " ".join(text_of(app.screen.query_one(TooSmall)).split())
        await pilot.resize_terminal(120, 36)
        await pilot.pause()
        assert len(seen(app)) == 4 and app.focused is app.quotes
        await pilot.press("j")
        assert app.quotes.index == 1


async def test_a_window_too_small_can_be_left() -> None:
    async with reading(size=(20, 5)) as (app, pilot):
        await pilot.press("q")
        assert app.return_code == 0


@pytest.mark.parametrize("place", ["list", "detail"])
async def test_in_the_narrowest_window_the_footer_keeps_help_and_quit(place: keys.Place) -> None:
    async with reading(size=SMALL) as (app, _):
        app.place = place
        way_out = "q quit" if place == "list" else "esc list"
        assert text_of(app.screen.query_one(Footer)).endswith(f"? help  {way_out}")


@pytest.mark.parametrize("size", [WIDE, (110, 20), MEDIUM, (60, 15), SMALL, (1, 1), (500, 200)])
async def test_every_line_is_as_wide_as_its_widget(size: tuple[int, int]) -> None:
    async with reading(size=size) as (app, pilot):
        for key in ("1", "2", "3", "e", "e", "4", "G", "question_mark", "G"):
            await pilot.press(key)
            await pilot.pause()
            for widget in filter(is_drawn, app.screen.query("Canvas").results(Widget)):
                widths = {cell_len(widget.render_line(y).text) for y in range(widget.size.height)}
                assert widths == {widget.size.width}, (key, widget)


@pytest.mark.parametrize("seed", range(6))
async def test_any_keys_in_any_order_keep_the_cursor_in_sight(seed: int) -> None:
    rng = Random(seed)
    pressed = [*"jjjjkkbgGhl1234zeT", "space", "ctrl+d", "ctrl+u", "tab", "enter", "escape", "slash"]
    async with reading() as (app, pilot):
        for _ in range(60):
            match rng.random():
                case chance if chance < 0.1:
                    await pilot.resize_terminal(rng.choice([20, 40, 80, 110, 130]), rng.choice([8, 10, 20, 24, 40]))
                case chance if chance < 0.2:
                    app.query_line = rng.choice(["", "o", "oriol", "dam", "zebra", "d", "dead"])
                case _:
                    await pilot.press(rng.choice(pressed))
            await pilot.pause()
            for pane in (app.timeline, app.actors, app.quotes):
                assert not pane.ids or not is_drawn(pane) or "▌" in text_of(pane)


# -- odd dossiers -------------------------------------------------------------------------------------

HOSTILE = "[bold]x[/bold] [/] [@click=app.quit]y[/] \x1b[31mred\x1b]52;c;aGk=\x07 \u202eevil\u2066 \x9b31m \U000e0041 a\u0301\u0301\u0301\u0301\u0301"  # noqa: E501


@pytest.mark.parametrize("size", [WIDE, MEDIUM, SMALL])
async def test_hostile_text_shows_as_text(size: tuple[int, int]) -> None:
    async with reading(said(HOSTILE), size) as (app, pilot):
        for key in ("3", "1", "2", "4", "e", "e", "question_mark"):
            await pilot.press(key)
            await pilot.pause()
            shown = screen_of(app)
            assert all(line.isprintable() for line in shown.splitlines()), key
            if key in ("3", "1", "2"):
                assert "[bold]x[/bold]" in shown
        assert app.is_running


async def test_a_hostile_query_shows_as_text() -> None:
    async with reading(query=HOSTILE) as (app, _):
        assert all(line.isprintable() for line in screen_of(app).splitlines())


@pytest.mark.parametrize(
    "text",
    [
        "x" * 3_000,
        "哈薩克斯坦" * 40,
        "a\u0301\u0323" * 300,
        "한국어 " * 60,
        "Đ\u0323ỏ " * 100,
        " ",
        "👩‍👩‍👧‍👦 " * 30,
        "🇰🇿" * 50,
    ],
    ids=["long", "wide", "combining", "hangul", "Vietnamese", "space", "joined", "flags"],
)
@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_odd_texts_keep_every_line_in_its_place(text: str, size: tuple[int, int]) -> None:
    async with reading(said(text), size) as (app, pilot):
        for key in ("3", "1", "2", "4", "e", "e"):
            await pilot.press(key)
            await pilot.pause()
            for widget in filter(is_drawn, app.screen.query("Canvas").results(Widget)):
                widths = {cell_len(widget.render_line(y).text) for y in range(widget.size.height)}
                assert widths == {widget.size.width}, (key, widget)


async def test_an_empty_dossier_says_that_it_is() -> None:
    async with reading(dossier_of()) as (app, pilot):
        assert "This dossier holds no quotes." in text_of(app.quotes)
        assert "This dossier holds no events." in text_of(app.timeline)
        assert "0 quotes" in text_of(app.screen.query_one(Heading))
        await pilot.press("j", "k", "space", "b", "g", "G", "enter", "4", "G", "1", "e", "z", "z", "escape")
        await write(pilot, "x")
        assert app.is_running


async def test_an_event_alone_is_a_timeline() -> None:
    full = said("One day")
    async with reading(dossier_of(events=full.events, sources=full.sources)) as (app, pilot):
        await pilot.press("1")
        await pilot.pause()
        assert "Mon 10 Jan 2022" in text_of(app.detail)
        assert "1 of 1" in text_of(app.timeline)


# -- what is sent -------------------------------------------------------------------------------------


@pytest.fixture
def refreshed(monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[tuple[str, int]]]:
    """A function that tells what was asked to be drawn since it was last called: widget, cells."""
    asked: list[tuple[str, int]] = []
    refresh = Widget.refresh

    def spy(self: Widget, *regions: Any, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Widget:
        if repaint or layout:
            asked.append((type(self).__name__, sum(region.area for region in regions) if regions else self.size.area))
        return refresh(self, *regions, repaint=repaint, layout=layout, recompose=recompose)

    monkeypatch.setattr(Widget, "refresh", spy)

    def since() -> list[tuple[str, int]]:
        told = list(asked)
        asked.clear()
        return told

    return since


async def test_a_move_of_the_cursor_draws_no_more_than_the_two_rows_and_the_detail(
    refreshed: Callable[[], list[tuple[str, int]]],
) -> None:
    async with reading() as (app, pilot):
        await pilot.press("j")
        await pilot.pause()
        refreshed()
        await pilot.press("j")
        await pilot.pause()
        drawn = refreshed()
        assert {name for name, _ in drawn} == {"QuotesPane", "DetailPane"}
        assert sum(cells for name, cells in drawn if name == "QuotesPane") < 60


async def test_a_typed_letter_that_changes_no_row_draws_no_row(
    refreshed: Callable[[], list[tuple[str, int]]],
) -> None:
    async with reading(query="oriol") as (app, pilot):
        await pilot.press("slash")
        await pilot.pause()
        refreshed()
        await pilot.press("space")
        await pilot.pause()
        assert {name for name, _ in refreshed()} <= {"QueryBox"}


async def test_another_pane_having_the_keys_does_not_draw_the_screen_again(
    refreshed: Callable[[], list[tuple[str, int]]],
) -> None:
    async with reading() as (app, pilot):
        refreshed()
        await pilot.press("1")
        await pilot.pause()
        assert "Room" not in {name for name, _ in refreshed()}
