"""Menus, marks and copies as a reader meets them: keys in, what stands on the screen and what is sent out."""

from __future__ import annotations

import base64
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console
from textual.color import Color
from textual.events import Paste
from textual.pilot import Pilot

from kaztui import config, copying, keys
from kaztui.tui import choices
from kaztui.tui.app import Explorer
from kaztui.tui.bars import Footer, TooSmall
from kaztui.tui.canvas import Canvas
from kaztui.tui.choices import Choice
from kaztui.tui.screens.help import HelpPage
from kaztui.tui.screens.menu import MenuBox, MenuList, MenuScreen
from kaztui.tui.theme import names

from .test_explorer import MEDIUM, SAMPLE, SMALL, WIDE, dossier_of, is_drawn, reading, said, screen_of, text_of

Reader = Pilot[None]
FIRST = "q-nobody-mien-song"


async def press(pilot: Reader, *pressed: str) -> None:
    for key in pressed:
        await pilot.press(key)
        await pilot.pause()


def listed(app: Explorer) -> list[str]:
    return [line.strip(" ▌") for line in text_of(app.screen.query_one(MenuList)).splitlines() if line.strip()]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is written to the terminal past the screen, in a terminal of no multiplexer."""
    written: list[str] = []
    for name in ("TMUX", "STY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")

    def keep(_: Explorer, sequences: str) -> bool:
        written.append(sequences)
        return True

    monkeypatch.setattr("kaztui.tui.terminal.send", keep)
    return written


def clipboard(sequences: str) -> str:
    """What the first OSC 52 puts on a terminal's clipboard."""
    found = re.search(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", sequences)
    assert found
    return base64.b64decode(found[1]).decode()


# -- the palette --------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["colon", "ctrl+p"])
async def test_the_palette_has_every_command_that_works_here_with_its_keys(key: str) -> None:
    async with reading(size=(120, 120)) as (app, pilot):
        await press(pilot, key)
        shown = listed(app)
        for command in keys.commands_in("list"):
            if command.id != "palette.open":
                name, key = command.label or command.help, keys.key_name(command.keys[-1])
                assert any(row.startswith(name) and row.endswith(key) for row in shown), name


async def test_what_does_not_work_here_is_not_offered() -> None:
    async with reading(size=(120, 120)) as (app, pilot):
        await press(pilot, "colon")
        assert not any(row.startswith("follow") for row in listed(app))
        await press(pilot, "escape", "4", "colon")
        assert any(row.startswith("follow") for row in listed(app))


async def test_a_command_that_is_chosen_does_what_its_key_does() -> None:
    async with reading() as (app, pilot):
        await press(pilot, "colon", *"zoom", "enter")
        assert app.zoomed and not isinstance(app.screen, MenuScreen)
        await press(pilot, "colon", *"last", "space", *"row", "enter")
        assert app.quotes.index == len(app.quotes.ids) - 1


async def test_the_keys_are_where_they_were_when_the_menu_is_closed() -> None:
    async with reading() as (app, pilot):
        await press(pilot, "1", "j", "colon", "down", "escape")
        assert app.focused is app.timeline and app.timeline.index == 1 and app.place == "list"


async def test_typing_narrows_the_menu_and_not_the_query() -> None:
    async with reading() as (app, pilot):
        await press(pilot, "colon", *"matr")
        assert listed(app)[0].startswith("matrix") and app.query_line == ""
        await press(pilot, *"zzz")
        assert listed(app) == ["nothing is called that"]
        await press(pilot, "enter")
        assert isinstance(app.screen, MenuScreen)
        await press(pilot, "ctrl+u")
        assert len(listed(app)) > 10


async def test_the_cursor_walks_and_stops_at_the_ends() -> None:
    async with reading() as (app, pilot):
        await press(pilot, "colon", "up", "down", "tab", "down", "shift+tab", "up")
        menu = app.screen.query_one(MenuList)
        assert menu.chosen == choices.palette(SAMPLE, app.commands, "list")[1]
        await press(pilot, *["down"] * 150)
        assert menu.chosen == choices.palette(SAMPLE, app.commands, "list")[-1]
        assert "▌" in text_of(menu)


async def test_every_theme_is_offered_and_one_that_is_chosen_is_worn() -> None:
    offered = [choice.name for choice in choices.palette(SAMPLE, keys.COMMANDS, "list")]
    assert [name.removeprefix("theme: ") for name in offered if name.startswith("theme: ")] == names()
    async with reading() as (app, pilot):
        await press(pilot, "colon", *"nord", "enter")
        assert app.theme.startswith("nord")
        assert app.current_theme.variables["soft"].startswith("#")


@pytest.mark.parametrize("theme", names())
async def test_every_theme_can_be_worn(theme: str) -> None:
    async with reading(size=SMALL) as (app, pilot):
        before = screen_of(app)
        app.wear(theme)
        await pilot.pause()
        assert app.theme.removesuffix("-256") == theme and screen_of(app) == before


@pytest.mark.parametrize("theme", ["kaztui-light", "kaztui-dark", "nord"])
async def test_a_theme_that_is_asked_for_is_worn_from_the_first_frame_on(theme: str) -> None:
    app = Explorer(SAMPLE, config=config.Config(theme=theme))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        ground = app.current_theme.background
        assert ground and app.screen.styles.background == app.box.styles.background == Color.parse(ground)
        app.wear("dracula")
        await pilot.pause()
        assert app.screen.styles.background == Color.parse(app.current_theme.background or "")


@pytest.mark.parametrize(
    ("colours", "theme", "worn"),
    [("truecolor", "nord", "nord"), ("256", "nord", "nord-256"), ("standard", "nord", "nord-256"),
     ("256", "ansi-dark", "ansi-dark"), ("256", "kaztui-light", "kaztui-light")],
)  # fmt: skip
async def test_a_borrowed_theme_is_worn_in_the_colours_that_the_terminal_has(
    colours: str, theme: str, worn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Console, "color_system", colours)
    async with reading(size=SMALL) as (app, pilot):
        await press(pilot, "colon", *theme, "enter")
        assert app.theme == worn


async def test_an_article_or_a_claim_can_be_gone_to_and_back_from() -> None:
    async with reading() as (app, pilot):
        before = app.selection
        await press(pilot, "colon", *"claim", "colon", "enter")
        assert app.selection in SAMPLE.claims and app.focused is app.detail
        await press(pilot, "minus", "colon", *"article", "enter")
        assert app.selection in SAMPLE.sources
        await press(pilot, "minus")
        assert app.selection == before


async def test_a_menu_is_drawn_over_the_panes_and_in_a_small_window_over_all() -> None:
    async with reading() as (app, pilot):
        await press(pilot, "colon")
        assert "Timeline" in app.export_screenshot() and "What&#160;to&#160;do" in app.export_screenshot()
    async with reading(size=SMALL) as (app, pilot):
        await press(pilot, "colon")
        assert app.screen.query_one(MenuList).size.height == 6
        assert "esc close" in text_of(app.screen.query_one(Footer))


async def test_a_menu_follows_the_size_of_the_window() -> None:
    async with reading() as (app, pilot):
        await press(pilot, "colon")
        await pilot.resize_terminal(*SMALL)
        await pilot.pause()
        assert app.screen.query_one(MenuList).size.width <= 40 and app.arranged == "small"
        await press(pilot, "escape")
        assert app.focused is app.quotes and is_drawn(app.quotes) and not is_drawn(app.timeline)


async def test_a_click_chooses_and_the_wheel_walks() -> None:
    async with reading() as (app, pilot):
        await press(pilot, "colon", *"zoom")
        menu = app.screen.query_one(MenuList)
        await press(pilot, *["backspace"] * 4)
        menu.on_mouse_scroll_down()
        assert menu.chosen == choices.palette(SAMPLE, app.commands, "list")[1]
        await press(pilot, *"zoom")
        await pilot.click(menu, offset=(5, 0))
        await pilot.pause()
        assert app.zoomed and not isinstance(app.screen, MenuScreen)


HOSTILE = "\x1b]52;c;AAAA\x07\u202e[bold]x[/bold]\u0085"


async def test_hostile_titles_are_no_more_than_text_in_a_menu() -> None:
    async with reading(said(HOSTILE)) as (app, pilot):
        await press(pilot, "colon", *"article")
        assert all(line.isprintable() for line in text_of(app.screen.query_one(MenuList)).splitlines())
        assert "[bold]x[/bold]" in text_of(app.screen.query_one(MenuList))


CHOICES = [
    Choice("compare", "the wordings word by word", "c", "1"),
    Choice("claims", "the questions on which articles differ", "C", "2"),
    Choice("claim: Đã có bao nhiêu người chết?", "", "", "3"),
    Choice("quit", "the program: no questions", "q", "4"),
]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("", ["1", "2", "3", "4"]),
        ("cl", ["2", "3"]),
        ("CLAIM", ["2", "3"]),
        ("da co", ["3"]),  # marks do not matter
        ("article differ", ["2"]),
        ("word", ["1"]),
        ("qu", ["4", "2"]),  # a name that begins so, then what it does
        ("aim", ["2", "3"]),  # within a word, too
        ("claim zzz", []),
    ],
)
def test_what_is_typed_names_an_entry_by_beginnings_of_words(typed: str, names: list[str]) -> None:
    assert [each.choice.action for each in choices.found(CHOICES, typed)] == names


def test_what_matched_is_marked_in_the_words_as_they_are_written() -> None:
    (only,) = choices.found(CHOICES, "bao nguoi")
    assert [only.choice.name[start:end] for start, end in only.name] == ["bao", "người"]


# -- marks --------------------------------------------------------------------------------------------


async def test_x_marks_a_quote_and_again_unmarks_it() -> None:
    async with reading() as (app, pilot):
        await press(pilot, "x")
        assert list(app.marked) == [FIRST]
        assert "✓direct" in text_of(app.quotes) and "1 marked" in text_of(app.quotes)
        assert text_of(app.screen.query_one(Footer)) == " 1 quote marked; y copies them"
        await press(pilot, "x")
        assert not app.marked and "✓" not in text_of(app.quotes)


async def test_marks_stay_through_a_change_of_query_and_all_go_at_once() -> None:
    async with reading() as (app, pilot):
        await press(pilot, "x", "j", "x", "slash", *"oriol", "enter", "x")
        assert len(app.marked) == 3
        await press(pilot, "X")
        assert not app.marked


async def test_only_quotes_can_be_marked() -> None:
    async with reading() as (app, pilot):
        await press(pilot, "2", "x")
        assert app.marked == () and "only quotes can be marked" in text_of(app.screen.query_one(Footer))


# -- copies -------------------------------------------------------------------------------------------


async def test_y_sends_the_selected_quote_with_its_citation_and_says_what_it_did(sent: list[str]) -> None:
    async with reading() as (app, pilot):
        await press(pilot, "y")
        text = copying.copied(SAMPLE, [FIRST])
        assert [clipboard(each) for each in sent] == [text]
        told = text_of(app.screen.query_one(Footer))
        assert told == f" sent to your terminal's clipboard: 1 quote, {len(text)} characters; y again shows the text"
        await press(pilot, "j")
        assert "sent" not in text_of(app.screen.query_one(Footer))


async def test_marked_quotes_become_one_note_in_the_order_of_their_marks(sent: list[str]) -> None:
    async with reading() as (app, pilot):
        await press(pilot, "j", "j", "x", "k", "x", "y")
        assert clipboard(sent[-1]) == copying.copied(SAMPLE, app.marked, "markdown")
        assert "2 quotes" in text_of(app.screen.query_one(Footer))


@pytest.mark.parametrize(("pressed", "kind"), [("1 y", "event"), ("2 y", "actor"), ("3 y", "quote")])
async def test_whatever_is_selected_can_be_copied(pressed: str, kind: str, sent: list[str]) -> None:
    async with reading() as (app, pilot):
        await press(pilot, *pressed.split())
        assert clipboard(sent[-1]) == copying.copied(SAMPLE, [app.selection])
        assert f"1 {kind}" in text_of(app.screen.query_one(Footer))


@pytest.mark.parametrize("pressed", ["c j y", "m j y", "C j y", "s y", "a j y"])
async def test_over_the_panes_what_the_cursor_is_on_is_copied(pressed: str, sent: list[str]) -> None:
    async with reading() as (app, pilot):
        await press(pilot, *pressed.split())
        record = app._record().partition("@")[0]
        assert record and clipboard(sent[-1]) == copying.copied(SAMPLE, [record])
        assert app.covered and "sent to your terminal" in text_of(app.screen.query_one(Footer))


async def test_what_cannot_be_copied_in_a_style_is_said(sent: list[str]) -> None:
    async with reading() as (app, pilot):
        await press(pilot, "2", "Y", *"bibtex", "enter")
        assert sent == []
        assert "is a person" in app.notice or "is an actor" in app.notice


async def test_nothing_selected_is_said_and_nothing_sent(sent: list[str]) -> None:
    async with reading(dossier_of()) as (app, pilot):
        await press(pilot, "y")
        assert sent == [] and app.notice == "nothing here to copy"
        await press(pilot, "Y")
        assert sent == [] and not isinstance(app.screen, MenuScreen)
        await press(pilot, "x")
        assert app.notice == "only quotes can be marked"


@pytest.mark.parametrize("size", [WIDE, MEDIUM, SMALL])
@pytest.mark.parametrize("term", ["xterm", "tmux-256color"])
async def test_what_was_sent_is_said_in_the_room_there_is(
    size: tuple[int, int], term: str, sent: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", term)
    async with reading(size=size) as (app, pilot):
        await press(pilot, "y")
        told = text_of(app.screen.query_one(Footer))
        assert "sent" in told and "y again shows" in told and "…" not in told
        assert ("set -g set-clipboard on" in told) == (term.startswith("tmux") and size != SMALL)


@pytest.mark.parametrize(("typed", "style"), [("plain", "plain"), ("mark", "markdown"), ("csl", "csl-json"),
                                              ("bib", "bibtex")])  # fmt: skip
async def test_shift_y_asks_in_which_style(typed: str, style: copying.Style, sent: list[str]) -> None:
    async with reading() as (_, pilot):
        await press(pilot, "Y", *typed, "enter")
        assert clipboard(sent[-1]) == copying.copied(SAMPLE, [FIRST], style)


async def test_a_text_too_long_for_a_clipboard_is_shown_instead(
    sent: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kaztui.tui.clipboard.MAX_BYTES", 10)
    async with reading() as (app, pilot):
        await press(pilot, "y")
        assert sent == [] and app.covered and app.covered.name == "text"
        assert "too long for a terminal's clipboard" in text_of(app.default_screen.query_one(Footer))


# -- text to be selected by hand ----------------------------------------------------------------------


def page_of(app: Explorer) -> str:
    return text_of(app.screen.query_one("#cover", Canvas))


@pytest.mark.parametrize("size", [WIDE, MEDIUM, SMALL])
async def test_y_again_shows_the_text_from_the_first_column_and_nothing_beside_it(
    size: tuple[int, int], sent: list[str]
) -> None:
    async with reading(size=size) as (app, pilot):
        await press(pilot, "y", "y")
        assert app.place == "text" and len(sent) == 1
        head, *lines = page_of(app).splitlines()
        assert "Text to select" in head
        text = copying.copied(SAMPLE, [FIRST])
        assert text.startswith(" ".join(lines).strip()[:60])
        assert app.screen.query_one("#cover").region.size == (size[0], size[1] - 1)


@pytest.mark.parametrize("key", ["q", "escape"])
async def test_the_text_is_closed_and_all_is_as_it_was(key: str, sent: list[str]) -> None:
    async with reading() as (app, pilot):
        await press(pilot, "j", "y", "y", key)
        assert app.covered is None and app.focused is app.quotes and app.quotes.index == 1
        assert app.place == "list" and app.is_running
        assert "who said what" in screen_of(app)


async def test_a_key_between_makes_the_second_y_a_copy(sent: list[str]) -> None:
    async with reading() as (app, pilot):
        await press(pilot, "y", "j", "y")
        assert app.covered is None and len(sent) == 2


async def test_y_on_the_text_sends_it_again_and_other_keys_do_no_harm(sent: list[str]) -> None:
    async with reading() as (app, pilot):
        await press(pilot, "Y", *"bib", "enter", "y", "y")
        assert clipboard(sent[-1]) == clipboard(sent[0]) == copying.copied(SAMPLE, [FIRST], "bibtex")
        await press(pilot, "f", "F", "x", "left_square_bracket", "n", "enter", "space", "G", "e")
        assert app.is_running and app.covered and app.covered.name == "text"


async def test_the_text_is_shown_without_a_copy_if_that_is_chosen(sent: list[str]) -> None:
    async with reading() as (app, pilot):
        await press(pilot, "Y", *"select", "enter")
        assert sent == [] and app.covered and app.covered.name == "text"


async def test_from_the_text_the_way_leads_back_to_the_view_under_it(sent: list[str]) -> None:
    async with reading() as (app, pilot):
        await press(pilot, "s", "y", "y", "escape")
        assert app.covered and app.covered.name == "sources" and app.place == "cover"
        await press(pilot, "escape")
        assert app.covered is None


def test_nothing_of_this_is_loaded_before_it_is_asked_for() -> None:
    script = "import kaztui.tui.app, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    late = {"choices", "clipboard", "terminal", "borrowed", "screens.menu", "screens.help", "covers.text"}
    assert not {f"kaztui.tui.{name}" for name in late} & set(done.stdout.split())
    assert not {"kaztui.config", "kaztui.copying", "kaztui.cite", "tomllib"} & set(done.stdout.split())


# -- the reader's own keys ----------------------------------------------------------------------------

REMAPPED = '[keys]\nrow.next = "i"\nhelp.open = "f1"\nquote.copy = "ctrl+y"\npane.actors = "A"\n'


async def test_a_remapped_key_works_and_stands_wherever_keys_are_told(sent: list[str]) -> None:
    wanted = config.parse(f'theme = "nord"\nlanguage = "both"\n{REMAPPED}', "c", themes=names())
    app = Explorer(SAMPLE, config=wanted)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert (app.theme.removesuffix("-256"), app.language) == ("nord", "both")
        await press(pilot, "i", "j")
        assert app.quotes.index == 1
        footer = text_of(app.screen.query_one(Footer))
        assert " i k move" in footer and "f1 help" in footer and "?" not in footer
        assert "A Actors" in text_of(app.actors)
        await press(pilot, "ctrl+y")
        assert "ctrl+y again shows" in text_of(app.screen.query_one(Footer))
        await press(pilot, "colon", *"copy")
        assert any(row.startswith("copy") and row.endswith("ctrl+y") for row in listed(app))
        await press(pilot, "escape", "f1")
        assert "ctrl+y. Several" in text_of(app.screen.query_one(HelpPage))


async def test_what_is_said_of_keys_elsewhere_says_the_readers_own() -> None:
    own = '[keys]\nquery.peel = "f4"\nbox.open = "i"\nrow.open = "o"\nprogram.close = "Q"\n'
    app = Explorer(SAMPLE, "oriol zebra", config=config.parse(own, "c"))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        said = " ".join(text_of(app.quotes).split())
        assert "o takes zebra out." in said and "f4 takes the last term away, i changes the query." in said
        await pilot.resize_terminal(30, 8)
        await pilot.pause()
        assert "Q quits" in " ".join(text_of(app.screen.query_one(TooSmall)).split())


async def test_keys_that_change_places_do(sent: list[str]) -> None:
    wanted = config.parse('[keys]\nrow.next = "k"\nrow.previous = "j"\n', "c")
    app = Explorer(SAMPLE, config=wanted)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "k", "k", "j")
        assert app.quotes.index == 1


def test_the_place_of_a_config_is_found_without_reading_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, loads: Callable[[], list[object]]
) -> None:
    from kaztui import tui

    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert tui._config(None) is None and loads() == []
    (tmp_path / "kaztui").mkdir()
    (tmp_path / "kaztui" / "config.toml").write_text('theme = "nrd"\n')
    with pytest.raises(config.ConfigError, match=r'config\.toml:1: theme: no theme "nrd" \(did you mean "nord"\?\)'):
        tui._config(None)


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[object]]:
    """What was read as a configuration since the test began."""
    asked: list[object] = []
    load = config.load

    def spy(named: str | None, *args: object, **more: object) -> config.Config:
        asked.append(named)
        return load(named, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(config, "load", spy)
    return lambda: asked


async def test_the_menu_box_takes_pasted_text_as_one_line_and_not_all_of_it() -> None:
    async with reading() as (app, pilot):
        await press(pilot, "colon")
        box = app.screen.query_one(MenuBox)
        box.post_message(Paste("one\ntwo\x1b[31m" + "x" * 1_000))
        await pilot.pause()
        assert box.value.isprintable() and len(box.value) == 200 and app.query_line == ""


async def test_y_after_a_click_copies_what_was_clicked() -> None:
    async with reading() as (app, pilot):
        await press(pilot, "y")
        await pilot.click(app.quotes, offset=(20, 4))
        await pilot.pause()
        await press(pilot, "y")
        assert app.covered is None  # copied, not the text of the one before
        assert app.quotes.index == 1


async def test_what_a_text_stood_over_is_its_own_affair() -> None:
    """Gone back to by another way, a text closes to what it stood over then."""
    async with reading() as (app, pilot):
        await press(pilot, "y", "y", "q", "c", "y", "y")
        assert app.covered and app.covered.under and app.covered.under.name == "compare"
        await press(pilot, "q")
        assert app.covered and app.covered.name == "compare"
