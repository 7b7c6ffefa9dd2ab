"""Links, filters and the way back: how a reader goes from record to record."""

from __future__ import annotations

import pytest

import kaztui
from kaztui import dates
from kaztui.dossier import Dossier
from kaztui.filters import narrowed
from kaztui.query import parse
from kaztui.records import Event, Quote
from kaztui.tui.app import Explorer
from kaztui.tui.bars import Footer
from kaztui.tui.layout import LISTS
from kaztui.tui.sheet import sheet_of
from kaztui.tui.trail import MOST, Spot, Trail
from kaztui.views import view

from .test_explorer import MEDIUM, SAMPLE, SMALL, WIDE, reading, said, text_of, write


def spot(query: str) -> Spot:
    return Spot(query, "quotes", "", "quotes", "")


def test_a_trail_goes_back_and_forward_and_forgets_what_lay_ahead() -> None:
    trail = Trail()
    trail.leave(spot("a"))
    trail.visit(spot("b"))
    trail.visit(spot("c"))
    assert [trail.step(way) for way in (-1, -1, -1, 1)] == [spot("b"), spot("a"), None, spot("b")]
    trail.visit(spot("d"))
    assert trail.step(1) is None
    assert trail.step(-1) == spot("b")


def test_a_trail_is_no_longer_than_a_reader_can_remember() -> None:
    trail = Trail()
    trail.leave(spot("0"))
    for number in range(2 * MOST):
        trail.visit(spot(str(number + 1)))
    steps = 0
    while trail.step(-1):
        steps += 1
    assert steps == MOST - 1


@pytest.mark.parametrize("width", [38, 70, 118])
def test_every_record_has_a_sheet_and_every_link_in_it_leads_somewhere(width: int) -> None:
    for id in SAMPLE.ids():
        for line in sheet_of(SAMPLE, id, {}, width):
            for span in line.spans:
                if span.link is None:
                    continue
                event, _, source = span.link.target.partition("@")
                assert span.link.target or span.link.field, (id, span)
                assert not event or event in SAMPLE.ids(), (id, span)
                assert not source or source in SAMPLE.sources, (id, span)


def asked_for(dossier: Dossier, quote: Quote) -> set[tuple[str, str]]:
    """Every field and value that a filter may ask for and the quote has, worked out from its record."""
    said = dossier.statement_of(quote.id)
    events = [event for event in dossier.events.values()
              if event.id == said.occasion or any(report.quote == quote.id for report in event.reports)]  # fmt: skip
    has = {("speaker", said.speaker), ("source", quote.source), *(("topic", topic) for topic in said.topics)}
    has |= {("via", actor) for actor in dossier.attribution(quote).actors}
    has |= {("actor", actor) for actor in (said.speaker, *said.to)}
    for event in events:
        has.add(("kind", event.kind))
        whole: Event | None = event
        while whole:
            has.add(("event", whole.id))
            whole = dossier.events[whole.part_of] if whole.part_of else None
        has |= {("actor", each.actor) for each in event.participants}
        for place in event.places:
            while place:
                has.add(("place", place))
                place = dossier.places[place].part_of or ""
    return has


@pytest.mark.parametrize("dossier", [SAMPLE, kaztui.load()], ids=["sample", "shipped"])
def test_each_filter_that_a_link_asks_for_leaves_the_quotes_that_have_it(dossier: Dossier) -> None:
    links = {span.link for id in dossier.ids() for line in sheet_of(dossier, id, {}, 80)
             for span in line.spans if span.link and span.link.field}  # fmt: skip
    asked = {(link.field, link.value) for link in links}
    fields = {"speaker", "actor", "source", "via", "event", "place", "topic", "kind", "on"}
    assert {field for field, _ in asked} == fields
    app = Explorer(dossier)
    for field, value in sorted(asked):
        found = view(dossier, parse(narrowed("", field, app._value(field, value))))
        assert not found.problems, (field, value)
        if field == "on":
            day, _, month = value.partition("/")
            wanted = dates.parse(f"{dossier.year}-{int(month):02}-{int(day):02}" if month else day)
            dated = {quote.id: dossier.when(quote).date for quote in dossier.quotes.values()}
            having = {id for id, date in dated.items() if date and dates.overlaps(date, wanted, dossier.period)}
        else:
            having = {quote.id for quote in dossier.quotes.values() if (field, value) in asked_for(dossier, quote)}
        assert set(found.quotes) == having, (field, value)


async def test_enter_in_the_detail_follows_the_link_and_backspace_goes_back_cursor_and_all() -> None:
    async with reading() as (app, pilot):
        await pilot.press("j", "enter", "j", "j")
        await pilot.pause()
        link = app.detail.chosen
        assert link and link.target
        before, number = app.selection, app.detail.link_number
        await pilot.press("enter")
        await pilot.pause()
        assert app.selection == link.target and app.focused is app.detail
        await pilot.press("backspace")
        await pilot.pause()
        assert (app.selection, app.detail.link_number) == (before, number)
        await pilot.press("equals_sign")
        await pilot.pause()
        assert app.selection == link.target


async def test_back_at_the_beginning_says_so_and_changes_nothing() -> None:
    async with reading() as (app, pilot):
        await pilot.press("j", "backspace")
        await pilot.pause()
        assert app.quotes.index == 1
        assert "where you began" in text_of(app.screen.query_one(Footer))
        await pilot.press("k")
        await pilot.pause()
        assert "where you began" not in text_of(app.screen.query_one(Footer))


@pytest.mark.parametrize("size", [WIDE, MEDIUM, SMALL])
async def test_a_link_to_an_actor_opens_it_in_the_detail_at_every_size(size: tuple[int, int]) -> None:
    async with reading(size=size) as (app, pilot):
        await pilot.press("enter")
        await pilot.pause()
        assert app.detail.chosen and app.detail.chosen.target == "do-huong-giang"
        await pilot.press("enter")
        await pilot.pause()
        assert "Đỗ Hương Giang · person" in text_of(app.detail)
        await pilot.press("escape")
        await pilot.pause()
        assert app.focused is app.quotes and app.selection == app.quotes.cursor


async def test_the_chosen_link_is_always_in_sight_and_all_of_the_text_can_be_reached() -> None:
    async with reading(size=MEDIUM) as (app, pilot):
        await pilot.press("enter")
        await pilot.pause()
        seen = set()
        for _ in range(60):
            seen |= set(text_of(app.detail).splitlines())
            anchor = app.detail.anchors[app.detail.link_number]
            assert app.detail._top <= anchor.line < app.detail._top + app.detail.page
            await pilot.press("j")
        whole = {"".join(span.text for span in line.spans).strip() for line in app.detail._text(app.detail.size.width)}
        assert {line.strip() for line in seen} >= {line.replace("\N{NO-BREAK SPACE}", " ") for line in whole}


@pytest.mark.parametrize(
    ("keys", "query"),
    [
        ("f", "speaker:do-huong-giang"),
        ("F", "-speaker:do-huong-giang"),
        ("f f", ""),
        ("1 f", "event:alarm"),
        ("2 f", "speaker:do-huong-giang"),
        ("2 G f", "actor:"),
        ("left_square_bracket", "after:4/10"),
        ("right_square_bracket", "before:4/10"),
        ("left_square_bracket right_square_bracket", "after:4/10 before:4/10"),
        ("left_square_bracket left_square_bracket", ""),
    ],
)
async def test_what_is_selected_becomes_a_filter(keys: str, query: str) -> None:
    async with reading() as (app, pilot):
        await pilot.press(*keys.split())
        await pilot.pause()
        assert app.query_line.startswith(query) and (query or not app.query_line)
        assert app.box.value == app.query_line
        assert not app.view.problems


async def test_a_link_of_the_detail_becomes_the_filter_that_it_stands_for() -> None:
    async with reading() as (app, pilot):
        await pilot.press("enter")
        await pilot.pause()
        fields = []
        for number, anchor in enumerate(app.detail.anchors):
            if anchor.link.field:
                app.detail.choose(number)
                await pilot.press("f")
                await pilot.pause()
                fields.append(app.query_line.partition(":")[0])
                assert not app.view.problems, app.query_line
                await pilot.press("f")
                await pilot.pause()
                assert app.query_line == ""
        assert {"speaker", "source", "on"} <= set(fields)


async def test_a_filter_can_be_gone_back_from() -> None:
    async with reading() as (app, pilot):
        await pilot.press("j", "j", "f")
        await pilot.pause()
        assert app.query_line
        chosen = app.quotes.cursor
        await pilot.press("backspace")
        await pilot.pause()
        assert app.query_line == "" and app.quotes.cursor == chosen


async def test_a_query_that_was_typed_can_be_gone_back_from() -> None:
    async with reading() as (app, pilot):
        await pilot.press("j")
        chosen = app.quotes.cursor
        await write(pilot, "oriol dead")
        await pilot.press("enter", "backspace")
        await pilot.pause()
        assert app.query_line == "" and app.quotes.cursor == chosen
        await pilot.press("equals_sign")
        await pilot.pause()
        assert app.query_line == "oriol dead"


async def test_n_goes_to_the_next_hit_from_inside_the_detail() -> None:
    async with reading() as (app, pilot):
        await pilot.press("enter", "n")
        await pilot.pause()
        assert app.focused is app.detail
        assert app.selection == app.quotes.ids[1] == app.quotes.cursor
        await pilot.press("N")
        await pilot.pause()
        assert app.selection == app.quotes.ids[0]


async def test_t_puts_statements_into_the_timeline_in_order_of_time() -> None:
    async with reading() as (app, pilot):
        events = len(app.timeline.ids)
        await pilot.press("1", "t")
        await pilot.pause()
        assert len(app.timeline.ids) == events + len(SAMPLE.statements)
        assert "“ Đỗ Hương Giang:" in text_of(app.timeline)
        statement = next(id for id in app.timeline.ids if id in SAMPLE.statements)
        app.timeline.seek(statement)
        await pilot.pause()
        assert SAMPLE.statements[statement].gist.split()[0] in text_of(app.detail)
        await pilot.press("t")
        await pilot.pause()
        assert len(app.timeline.ids) == events


async def test_enter_on_an_empty_list_takes_out_what_emptied_it() -> None:
    async with reading() as (app, pilot):
        await write(pilot, "oriol zebra")
        assert "enter takes zebra out" in text_of(app.quotes)
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert app.query_line == "oriol" and app.quotes.ids


async def test_the_column_of_lists_can_be_made_wider_and_the_detail_taller() -> None:
    async with reading() as (app, pilot):
        width, height = app.left.size.width, app.detail.size.height
        await pilot.press("greater_than_sign", "right_curly_bracket")
        await pilot.pause()
        assert app.left.size.width > width and app.detail.size.height > height
        for _ in range(80):
            await pilot.press("less_than_sign", "left_curly_bracket")
        await pilot.pause()
        assert app.left.size.width >= 20 and app.detail.size.height >= 3
        assert app.quotes.size.height > 3


@pytest.mark.parametrize("pane", LISTS)
async def test_esc_and_enter_are_each_others_way_back_in_every_list(pane: str) -> None:
    async with reading() as (app, pilot):
        app.action_pane(pane)  # type: ignore[arg-type]
        await pilot.pause()
        chosen = app.selection
        await pilot.press("enter", "escape")
        await pilot.pause()
        assert app.focused and app.focused.id == pane and app.selection == chosen


async def test_going_back_brings_the_detail_back_too() -> None:
    async with reading() as (app, pilot):
        await pilot.press("j", "enter", "enter")
        await pilot.pause()
        shown, cursor = app.selection, app.quotes.cursor
        assert shown in SAMPLE.actors
        await write(pilot, "oriol dead")
        await pilot.press("enter", "backspace")
        await pilot.pause()
        await pilot.pause()
        assert (app.selection, app.quotes.cursor) == (shown, cursor)
        assert SAMPLE.actors[shown].name in text_of(app.detail)


async def test_a_query_that_is_left_by_mouse_can_be_gone_back_from() -> None:
    async with reading() as (app, pilot):
        await write(pilot, "oriol")
        await pilot.click(app.quotes, offset=(20, 3))
        await pilot.pause()
        await pilot.press("enter", "escape", "backspace", "backspace", "backspace")
        await pilot.pause()
        assert app.query_line == ""


async def test_in_a_window_that_became_too_small_q_quits() -> None:
    async with reading(size=MEDIUM) as (app, pilot):
        await pilot.resize_terminal(30, 6)
        await pilot.pause()
        await pilot.press("q")
        await pilot.pause()
        assert not app.is_running


async def test_sizes_that_were_given_fit_whatever_the_window_becomes() -> None:
    async with reading(size=(200, 50)) as (app, pilot):
        for _ in range(80):
            await pilot.press("greater_than_sign", "right_curly_bracket")
        for size in ((112, 24), (90, 24), (60, 15), (40, 10), (200, 50)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            for pane in (app.timeline, app.actors, app.quotes, app.detail):
                if pane.display and pane.region:
                    assert pane.region.right <= size[0] and pane.region.bottom <= size[1], (size, pane)
            if app.arranged == "wide":
                assert app.quotes.size.width >= 20 and app.quotes.size.height >= 3


async def test_n_in_the_context_of_an_event_goes_on_to_the_next_event() -> None:
    async with reading() as (app, pilot):
        await pilot.press("1", "j", "a")
        await pilot.pause()
        assert app.covered and app.covered.subject == app.timeline.cursor
        await pilot.press("n")
        await pilot.pause()
        assert app.covered and app.covered.subject == app.timeline.cursor == app.timeline.ids[2]


async def test_what_a_topic_hides_does_not_get_into_the_box() -> None:
    odd = said("a\x1b]0;x\x9b31m\u202eb")
    async with reading(odd) as (app, pilot):
        await pilot.press("enter")
        await pilot.pause()
        topic = next(n for n, anchor in enumerate(app.detail.anchors) if anchor.link.field == "topic")
        app.detail.choose(topic)
        await pilot.press("f")
        await pilot.pause()
        assert app.box.value.startswith("topic:") and app.box.value.isprintable()
        assert "\u202e" not in app.box.value


async def test_what_is_typed_after_a_query_is_another_word_and_ctrl_u_clears_all_of_it() -> None:
    async with reading(query="oriol") as (app, pilot):
        await pilot.press("1", "j", "F")
        await pilot.pause()
        await write(pilot, "dead")
        assert app.box.value.split()[-1] == "dead"
        await pilot.press("ctrl+u")
        await pilot.pause()
        assert app.box.value == ""


async def test_a_records_own_title_is_no_way_on() -> None:
    async with reading() as (app, pilot):
        await pilot.press("1", "enter")
        await pilot.pause()
        before = app.selection
        assert app.detail.chosen and app.detail.chosen.value == before
        await pilot.press("enter")
        await pilot.pause()
        assert (app.query_line, app.selection) == ("", before)
        assert "makes it a filter" in text_of(app.screen.query_one(Footer))


async def test_an_event_that_no_quote_tells_of_becomes_no_filter() -> None:
    async with reading() as (app, pilot):
        silent = [id for id in SAMPLE.events if not SAMPLE.conditions.counts("event").get(id)]
        assert silent
        await pilot.press("1")
        app.timeline.seek(silent[0])
        await pilot.press("f")
        await pilot.pause()
        assert app.query_line == ""
        assert "no quote tells of this event" in text_of(app.screen.query_one(Footer))


async def test_where_only_events_match_the_quotes_say_where_to_look() -> None:
    async with reading() as (app, pilot):
        await write(pilot, "patches the dyke")
        assert "1 event in the timeline: 1." in text_of(app.quotes)
