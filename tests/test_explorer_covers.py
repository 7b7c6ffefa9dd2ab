"""The views that stand over the panes: compare, the matrix, claims, sources, in context."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len

import kaztui
from kaztui.cli import main
from kaztui.copying import copied
from kaztui.dossier import Dossier
from kaztui.query import parse
from kaztui.records import COLLECTIONS, Answer, Claim, Event, Report, Source, Text
from kaztui.tui.app import Explorer
from kaztui.tui.covers import Asked, draw, pinned, start, title
from kaztui.tui.covers.context import THIS
from kaztui.tui.ink import Line
from kaztui.tui.linked import Linked
from kaztui.tui.phrases import LANGUAGES, Language
from kaztui.tui.trail import Cover, CoverName
from kaztui.views import view

from .test_explorer import MEDIUM, SAMPLE, SMALL, WIDE, dossier_of, reading, said, text_of

SHIPPED = kaztui.load()
ARTICLES = Path(__file__).parent / "sample" / "articles"
ABOUT_ALL: tuple[CoverName, ...] = ("matrix", "claims", "sources")
ABOUT_ONE: tuple[CoverName, ...] = ("compare", "context")
WIDTHS = (38, 78, 118)
LONG = "Ủy ban " * 40 + "x" * 200


def asked(
    name: CoverName,
    subject: str = "",
    *,
    dossier: Dossier = SAMPLE,
    query: str = "",
    language: Language = "original",
    articles: Path | None = None,
) -> Asked:
    found = view(dossier, parse(query))
    return Asked(dossier, found, Cover(name, subject), language, str(articles) if articles else None)


def text(lines: list[Line]) -> str:
    """Lines as a reader sees them, runs of spaces as one."""
    rows = (" ".join("".join(span.text for span in line.spans).split()) for line in lines)
    return "\n".join(rows)


def drawn(name: CoverName, subject: str = "", *, width: int = 118, **more: object) -> str:
    return text(draw(asked(name, subject, **more), width))  # type: ignore[arg-type]


def over(app: Explorer) -> Linked:
    assert app._over is not None
    return app._over


def target(app: Explorer) -> str:
    link = over(app).chosen
    return link.target if link else ""


# -- whatever the dossier -----------------------------------------------------------------------------


def _source(id: str) -> Source:
    return Source(id=id, title=id, text=Text(sha256="0" * 64, length=9, body=((0, 9),), paragraphs=(0,)))


def many_sources(count: int, name: str = "paper-{}") -> Dossier:
    """One event that every other article reports, and a claim that they answer."""
    sources = {name.format(n): _source(name.format(n)) for n in range(count)}
    reports = tuple(Report(source=id, at=(0, 9)) for id in list(sources)[::2])
    event = Event(id="then", title=LONG, kind="meeting", date="2022-01-10", reports=reports)
    answers = (Answer(id="a1", answer="7", printed=LONG, as_of="2022-01", reports=reports),
               Answer(id="a2", answer=LONG, status="disputed", reports=reports[:1], note=LONG))  # fmt: skip
    claim = Claim(id="how-many", question=LONG, note=LONG, answers=answers)
    return dossier_of(sources=sources, events={"then": event}, claims={"how-many": claim})


ODD = {
    "nothing": dossier_of(),
    "one letter": said("x"),
    "long": said(LONG),
    "hostile": said("a\x1b[31m\u202e b"),
    "twelve sources": many_sources(12, "a-long-name-of-an-article-{}"),
    "hundred sources": many_sources(100),
    "one source": many_sources(1),
}


def subjects(dossier: Dossier) -> Iterator[str]:
    yield from dossier.quotes
    yield from dossier.events
    yield from dossier.answers
    yield from (f"{event}@{source}" for event in dossier.events for source in dossier.sources)


def every_view(dossier: Dossier) -> Iterator[Asked]:
    yield from (asked(name, dossier=dossier) for name in ABOUT_ALL)
    for language in LANGUAGES:
        yield from (asked("compare", quote, dossier=dossier, language=language) for quote in dossier.quotes)
    yield from (asked("context", subject, dossier=dossier) for subject in subjects(dossier))


DOSSIERS = {**ODD, "sample": SAMPLE, "shipped": SHIPPED}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", DOSSIERS)
def test_no_line_is_wider_than_the_view_and_every_link_leads_somewhere(name: str, width: int) -> None:
    dossier = DOSSIERS[name]
    for each in every_view(dossier):
        lines = draw(each, width)
        assert lines, each.cover
        for line in lines:
            assert sum(cell_len(span.text) for span in line.spans) <= width, (each.cover, line)
        for link in {span.link for line in lines for span in line.spans if span.link}:
            id, _, source = link.target.partition("@")
            assert not id or id in dossier.ids(), (each.cover, link)
            assert not source or source in dossier.sources, (each.cover, link)
        assert pinned(each, width).stop <= len(lines)
        assert 0 <= start(each, width) < len(lines)
        assert all(isinstance(part, str) for part in title(each))


@pytest.mark.parametrize("size", [WIDE, MEDIUM, SMALL])
@pytest.mark.parametrize("name", ODD)
async def test_every_view_opens_and_closes_on_odd_dossiers(name: str, size: tuple[int, int]) -> None:
    async with reading(ODD[name], size) as (app, pilot):
        for key in "mCsca":
            await pilot.press(key, "j", "l", "G", "k", "h", "g", "space")
            await pilot.pause()
            if key in "mCs":
                assert app.covered is not None
                await pilot.press("escape")
            elif app.covered:
                await pilot.press("escape")
            assert app.covered is None


# -- the matrix ---------------------------------------------------------------------------------------


def test_the_matrix_says_what_each_article_does_with_an_event() -> None:
    shown = drawn("matrix")
    assert "when event mien-song thoi-dai khuyet-danh from" in shown
    assert "Sat 4 Oct Emergency meeting of the province ● ● · ≥ 1 Bắc Đẩu" in shown
    assert "Mon 6 Oct Oriol speaks to Aurora ‹ ● · ≥ 1 Aurora" in shown
    assert "~10 Oct planned: The minister is to visit Bến Lụa ‹ ● ≠ ≥ 1" in shown


def test_the_matrix_explains_its_marks_and_its_columns() -> None:
    for width in WIDTHS:
        shown = drawn("matrix", width=width).replace("\n", " ").replace("\N{NO-BREAK SPACE}", " ")
        for meaning in ("● reports", "≠ contradicts", "· silent", "‹ older than it", "≥ 2 independent origins"):
            assert meaning in shown
        assert "mien-song Báo Miền Sông · thoi-dai Thời Đại Mới · khuyet-danh" in shown


def test_the_matrix_holds_the_events_that_the_query_leaves() -> None:
    assert title(asked("matrix", query="on:6/10")) == ("Matrix", "2 of 10 events by article")
    shown = drawn("matrix", query="on:6/10")
    assert "Oriol speaks to Aurora" in shown
    assert "Emergency meeting" not in shown
    assert drawn("matrix", query="nowhere") == "\nThe query leaves no event."


def test_a_cell_leads_to_the_quote_if_that_is_all_the_article_says_else_to_what_it_says() -> None:
    links = {span.link.target for line in draw(asked("matrix"), 118) for span in line.spans if span.link}
    assert {"q-slow", "breach@mien-song", "breach@thoi-dai"} <= links


async def test_the_matrix_is_walked_by_row_and_column() -> None:
    async with reading() as (app, pilot):
        await pilot.press("m")
        await pilot.pause()
        assert target(app) == "alarm-three"
        await pilot.press("l", "l")
        assert target(app) == "alarm-three@thoi-dai"
        await pilot.press("j", "j")
        assert target(app) == "breach@thoi-dai"
        await pilot.press("h", "k")
        assert target(app) == "q-rumour"
        await pilot.press("enter")
        await pilot.pause()
        assert app.covered is None
        assert app.selection == "q-rumour"
        await pilot.press("backspace")
        await pilot.pause()
        assert app.covered == Cover("matrix")
        assert target(app) == "q-rumour"


@pytest.mark.parametrize("size", [WIDE, MEDIUM, SMALL])
async def test_a_column_of_the_matrix_becomes_a_filter_and_the_cursor_stays_in_its_cell(size: tuple[int, int]) -> None:
    async with reading(size=size) as (app, pilot):
        await pilot.press("m")
        await pilot.pause()
        for _ in range(40):
            if target(app).startswith("interview"):
                break
            await pilot.press("j")
        while target(app) != "q-slow":
            await pilot.press("j" if size == SMALL and target(app) == "interview" else "l")
        await pilot.press("f")
        await pilot.pause()
        assert app.query_line.startswith("source:")
        assert len(app.view.events) < len(SAMPLE.events)
        assert (app.covered, target(app)) == (Cover("matrix"), "q-slow")


async def test_a_title_that_is_wrapped_is_one_link() -> None:
    async with reading(SHIPPED, MEDIUM) as (app, pilot):
        await pilot.press("m")
        await pilot.pause()
        titles = [anchor for anchor in over(app).anchors if anchor.link.target in SHIPPED.events]
        starts = {anchor.column for anchor in titles if anchor.pieces[-1].line > anchor.line}
        assert len(starts) == 1  # none of them is the number of origins, which leads to the event, too
        assert sum(len(anchor.pieces) > 1 for anchor in titles) > 20


@pytest.mark.parametrize("size", [WIDE, MEDIUM, SMALL])
async def test_the_headings_of_the_matrix_stay_in_sight(size: tuple[int, int]) -> None:
    async with reading(SHIPPED, size) as (app, pilot):
        await pilot.press("m", "G")
        await pilot.pause()
        heading, *rows = text_of(over(app)).splitlines()[1:]
        assert heading.split()[-6:] == ["000", "001", "002", "003", "004", "from"]
        assert not any("000  " in row for row in rows)
        for _ in range(120):
            await pilot.press("k")
        anchor = over(app).anchors[over(app).link_number]
        assert over(app)._top <= anchor.line < over(app)._top + over(app).page


def test_twelve_articles_find_room_at_every_width() -> None:
    for width in WIDTHS:
        shown = drawn("matrix", width=width, dossier=ODD["twelve sources"])
        assert shown.count("●") - shown.count("● reports") == 6
        assert "more articles" not in shown


def test_articles_without_room_are_counted() -> None:
    shown = drawn("matrix", width=78, dossier=ODD["hundred sources"]).replace("\n", " ")
    assert "76 more articles for which there is no room" in shown
    assert shown.count("●") - shown.count("● reports") == 24


def test_a_large_dossier_does_not_hold_a_reader_up() -> None:
    source, report = _source("paper"), (Report(source="paper", at=(0, 9)),)
    events = {f"e{n}": Event(id=f"e{n}", title="x", kind="meeting", reports=report) for n in range(3_000)}
    claims = {
        f"c{n}": Claim(id=f"c{n}", question="x", answers=(Answer(id=f"a{n}", answer="y", reports=report),))
        for n in range(3_000)
    }
    large = dossier_of(sources={"paper": source}, events=events, claims=claims)
    assert "2500 more events not shown: a query leaves fewer." in drawn("matrix", dossier=large)
    assert "2800 more questions not shown: a query leaves fewer." in drawn("claims", dossier=large)


# -- claims -------------------------------------------------------------------------------------------


def test_an_answer_stands_beside_who_gives_it_as_of_when_and_through_whom() -> None:
    shown = drawn("claims")
    assert "How many people died? 3 answers, not counting the same" in shown
    assert "· Seven (7 people) “7 người” Đỗ Hương Giang Sat 4 Oct Bắc Đẩu (article) ▸ Báo Miền Sông" in shown
    assert "killed, in the whole province" in shown
    assert "The figures are of different days, and one of them counted the missing." in shown


def test_what_is_inferred_disputed_or_retracted_is_said_in_words_or_marks() -> None:
    shown = drawn("claims").replace("\n", " ")
    assert "retracted" in shown
    assert "Aurora? ▸ Thời Đại Mới" in shown
    assert "≠ Yes disputed people of Bến Lụa" in shown


def test_answers_to_the_same_question_that_differ_are_marked() -> None:
    shown = drawn("claims")
    assert "Did the dam open its gates in the night? ≠ 2 answers differ" in shown
    assert [row[0] for row in shown.splitlines() if "Yes" in row or "rumour" in row] == ["≠", "≠"]


def test_questions_that_the_query_touches_come_first() -> None:
    shown = drawn("claims", query="speaker:residents")
    first, rest = shown.split("the query does not touch these")
    assert "Did the dam open" in first
    assert "How many people died?" in rest
    assert title(asked("claims", query="speaker:residents"))[1] == "the query touches 1 of 2 questions"


def test_a_query_for_an_article_touches_what_it_says_itself() -> None:
    assert title(asked("claims", query="source:khuyet-danh"))[1] == "the query touches 1 of 2 questions"


@pytest.mark.parametrize("size", [WIDE, MEDIUM, SMALL])
async def test_enter_on_an_answer_opens_its_quote(size: tuple[int, int]) -> None:
    async with reading(size=size) as (app, pilot):
        await pilot.press("C")
        await pilot.pause()
        assert target(app) == "dead"
        for _ in range(10):
            if target(app) == "q-figures":
                break
            await pilot.press("j")
        await pilot.press("enter")
        await pilot.pause()
        assert (app.covered, app.selection) == (None, "q-figures")


def test_an_answer_of_the_articles_own_leads_to_its_sheet_and_to_the_article() -> None:
    links = {span.text: span.link for line in draw(asked("claims"), 118) for span in line.spans if span.link}
    assert [(link.target, link.field) for text, link in links.items() if text in ("Nine", "khuyet-danh itself")] == [
        ("dead-9", ""), ("khuyet-danh", "source"),
    ]  # fmt: skip


def test_an_answer_never_leads_to_the_quote_that_contradicts_it() -> None:
    collections = {name: dict(SAMPLE.collection(name)) for name in COLLECTIONS}
    denied, itself = Report(quote="q-rumour", stance="contradicts"), Report(source="mien-song", at=(0, 9))
    yes = Answer(id="yes", answer="Indeed", reports=(denied, itself))
    also = Answer(id="also", answer="Surely", reports=(denied, Report(quote="q-gates")))
    collections["claims"] = {"open": Claim(id="open", question="Did it?", answers=(yes, also))}
    dossier = Dossier(SAMPLE.about, collections)  # type: ignore[arg-type]
    links = {span.text: span.link.target for line in draw(asked("claims", dossier=dossier), 118)
             for span in line.spans if span.link}  # fmt: skip
    assert (links["Indeed"], links["Surely"]) == ("yes", "q-gates")
    app = Explorer(dossier)
    assert (app._quote_of("yes"), app._quote_of("also")) == ("", "q-gates")


# -- sources ------------------------------------------------------------------------------------------


def test_sources_are_a_table_of_quotes_by_mode() -> None:
    shown = drawn("sources").splitlines()
    assert shown[0] == "direct mixed reported scare all"
    assert shown[1] == "mien-song Báo Miền Sông 1 – 2 1 4"
    assert "outlet: the text says so · issued Sun 5 Oct 2031 · credits Bắc Đẩu" in shown
    assert "outlet: inferred · issued Tue 7 Oct 2031 inferred" in shown
    assert "khuyet-danh outlet not named 1 1 1 – 3" in shown
    assert shown[-1] == "together 3 3 6 1 13"


def test_numbers_of_sources_stand_in_columns() -> None:
    for width in (78, 118):
        rows = ["".join(span.text for span in line.spans) for line in draw(asked("sources"), width)]
        table = [row for row in rows if row.rstrip()[-1:].isdigit() and "issued" not in row]
        assert {len(row) for row in table} == {width}


def test_with_a_query_sources_say_how_many_quotes_are_left() -> None:
    shown = drawn("sources", query="mode:direct")
    assert "mien-song Báo Miền Sông 1/1 – 0/2 0/1 1/4" in shown
    assert title(asked("sources", query="mode:direct"))[1] == "3 articles, quotes now/all by mode"


async def test_a_source_leads_to_its_sheet_and_becomes_a_filter() -> None:
    async with reading() as (app, pilot):
        await pilot.press("s", "j", "j", "f")
        await pilot.pause()
        assert app.query_line.startswith("source:")
        await pilot.press("g", "enter")
        await pilot.pause()
        assert (app.covered, app.selection) == (None, "mien-song")
        assert "the text says so" in text_of(app.detail)


# -- compare ------------------------------------------------------------------------------------------


def test_wordings_stand_side_by_side_with_mode_date_and_chain() -> None:
    shown = drawn("compare", "q-nobody-mien-song").replace("\N{NO-BREAK SPACE}", " ")
    assert "▌Báo Miền Sông │ Thời Đại Mới" in shown
    assert "direct · issued Sun 5 Oct │ mixed · issued Tue 7 Oct" in shown
    assert "“Chúng tôi sẽ không bỏ lại một ↔ai” │ “không để ↔ai bị bỏ lại phía sau”" in shown
    assert "in our words" in shown
    assert "Bắc Đẩu? ▸ Thời Đại Mới" in shown.replace("\n", " ")


def inks(lines: list[Line]) -> dict[str, str]:
    return {span.text: span.ink for line in lines for span in line.spans}


def test_words_of_one_wording_only_are_underlined_and_shared_ones_are_not() -> None:
    looks = inks(draw(asked("compare", "tok-coup-002", dossier=SHIPPED), 118))
    assert looks["Chúng"] == "strong only"
    assert looks["mưu"] == "own"
    assert looks["một"] == "own some"


def test_other_marks_and_other_places_have_signs_of_their_own() -> None:
    shown = drawn("compare", "knb-buildings-000", dossier=SHIPPED).replace("\N{NO-BREAK SPACE}", " ")
    assert "in every wording ≈ with other marks or capitals ↔ in another place only here" in shown
    assert "≈Tất cả" in shown
    assert "↔khủng bố" in shown


def test_a_term_that_an_article_marks_stands_apart_from_the_speakers_words() -> None:
    lines = draw(asked("compare", "putin-no-colour-004", dossier=SHIPPED), 118)
    shown = text(lines)
    assert "marked by the article: “cách mạng màu”" in shown and "” … “" not in shown
    own = [span for line in lines for span in line.spans if span.ink.split()[0] in ("own", "strong")]
    assert sum(span.text == "“" for span in own) == 2
    alone = drawn("compare", "russia-blames-west-002", dossier=SHIPPED)
    assert "marked by the article: “các cuộc cách mạng màu”" in alone and "no words quoted" not in alone


def test_narrow_columns_stand_beneath_each_other() -> None:
    shown = drawn("compare", "tok-coup-002", dossier=SHIPPED, width=78)
    assert "│" not in shown
    assert "▌PLVN (002)" in shown
    assert shown.count("in our words") == 4


def test_paraphrases_are_never_in_quotation_marks_nor_compared() -> None:
    shown = drawn("compare", "q-nobody-thoi-dai", width=78)
    assert "in our words" in shown
    assert "“Bà Giang" not in shown


def test_glosses_follow_the_language() -> None:
    assert "We will leave nobody behind" not in drawn("compare", "q-nobody-mien-song")
    for language in ("English", "both"):
        shown = drawn("compare", "q-nobody-mien-song", language=language)
        assert "“We will leave nobody behind”" in shown
        assert "“Chúng tôi sẽ không bỏ lại một ↔ai”" in shown


def test_one_wording_has_nothing_to_be_compared_with() -> None:
    assert "Only one article words this: there is nothing to compare." in drawn("compare", "q-slow")


async def test_the_next_hit_is_compared_without_leaving() -> None:
    async with reading() as (app, pilot):
        await pilot.press("c")
        await pilot.pause()
        first = app.covered
        await pilot.press("n")
        await pilot.pause()
        assert app.covered is not None and app.covered != first
        assert app.covered == Cover("compare", app.quotes.cursor)
        await pilot.press("N")
        await pilot.pause()
        assert app.covered == first


async def test_the_heading_of_a_wording_leads_to_it() -> None:
    async with reading() as (app, pilot):
        app.quotes.seek("q-nobody-thoi-dai")
        await pilot.press("c")
        await pilot.pause()
        assert target(app) == "q-nobody-thoi-dai"
        await pilot.press("h", "enter")
        await pilot.pause()
        assert (app.covered, app.selection) == (None, "q-nobody-mien-song")


# -- text to select ----------------------------------------------------------------------------------


@pytest.mark.parametrize("width", WIDTHS)
def test_all_of_a_long_text_can_be_selected(width: int) -> None:
    dossier = said("số " * 6_000 + "end")
    lines = draw(asked("text", "q plain", dossier=dossier), width)
    shown = " ".join("".join(span.text for span in line.spans) for line in lines)
    assert len(shown) > 2 * 18_000 and shown.split() == copied(dossier, ["q"], "plain").split()


# -- in context ---------------------------------------------------------------------------------------


def test_without_texts_context_says_where_it_stands_what_is_known_and_how_to_see_more() -> None:
    shown = drawn("context", "q-nobody-mien-song")
    assert title(asked("context", "q-nobody-mien-song")) == ("In context", "Báo Miền Sông, paragraph 3 of 6")
    assert "“Chúng tôi sẽ không bỏ lại một ai”" in shown
    assert "kaztui --articles DIR" in shown


def test_context_draws_only_the_speakers_words_as_own() -> None:
    for subject, own in (("q-nobody-mien-song", True), ("q-rumour", False), ("breach@mien-song", False)):
        lines = draw(asked("context", subject), 118)
        assert any(span.ink == "own" for line in lines for span in line.spans) == own, subject
    assert "printed" not in drawn("context", "breach@mien-song")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("subject", ["q-nobody-mien-song", "breach", "breach@mien-song", "dead-9", "q-level"])
def test_with_texts_what_was_asked_for_is_marked_where_it_stands(subject: str, width: int) -> None:
    each = asked("context", subject, articles=ARTICLES)
    lines = draw(each, width)
    marked = [line for line in lines if any(span.ink == THIS for span in line.spans)]
    assert marked and all(line.spans[0].text == "▌" for line in marked)
    assert start(each, width) == lines.index(marked[0])
    assert [line.spans[0].text for line in lines if line.spans].count("▌") == len(marked)


def test_the_words_that_are_marked_are_the_quotes() -> None:
    for quote in SAMPLE.quotes.values():
        lines = draw(asked("context", quote.id, articles=ARTICLES), 118)
        words = " ".join(span.text for line in lines for span in line.spans if span.ink == THIS)
        if quote.text is not None:
            assert " ".join(words.split()) == quote.text


def test_other_quotes_of_the_article_are_links() -> None:
    lines = draw(asked("context", "q-nobody-mien-song", articles=ARTICLES), 118)
    links = {span.link.target for line in lines for span in line.spans if span.link}
    assert {"q-figures", "q-level", "breach@mien-song"} <= links


def test_an_event_in_several_articles_says_in_which_else_it_stands() -> None:
    lines = draw(asked("context", "emergency-meeting", articles=ARTICLES), 118)
    assert "also in Thời Đại Mới" in text(lines)
    assert "emergency-meeting@thoi-dai" in {span.link.target for line in lines for span in line.spans if span.link}


def test_a_silent_article_is_said_to_be_silent() -> None:
    shown = drawn("context", "breach@thoi-dai", articles=ARTICLES)
    assert "This article says nothing of it." in shown
    assert "also in Báo Miền Sông" in shown


def test_a_folder_without_the_article_is_not_mistaken_for_none(tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("something else", encoding="utf-8")
    shown = drawn("context", "q-nobody-mien-song", articles=tmp_path).replace("\n", " ")
    assert "its text is not in the folder that --articles names" in shown
    gone = tmp_path / "gone"
    assert "gone: No such file" in drawn("context", "q-nobody-mien-song", articles=gone).replace("\n", " ")


@pytest.mark.parametrize("size", [WIDE, MEDIUM, SMALL])
async def test_context_opens_on_the_quote(size: tuple[int, int]) -> None:
    app = Explorer(SAMPLE, articles=str(ARTICLES))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        app.quotes.seek("q-nobody-thoi-dai")
        await pilot.press("a")
        await pilot.pause()
        assert target(app) == "q-nobody-thoi-dai"
        assert "▌" in text_of(over(app))
        await pilot.resize_terminal(60, 24)
        await pilot.pause()
        assert "▌" in text_of(over(app))


def test_a_folder_that_cannot_hold_articles_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    for folder, why in ((tmp_path / "none", "No such file or directory"), (empty, "no file in it")):
        assert main(["--articles", str(folder)]) == 2
        out, err = capsys.readouterr()
        assert (out, err) == ("", f"kaztui: articles: {folder}: {why}\n")


async def test_a_click_on_the_title_follows_no_link_that_is_scrolled_behind_it() -> None:
    async with reading(SHIPPED) as (app, pilot):
        await pilot.press("C")
        await pilot.pause()
        page = over(app)
        chosen = page.chosen
        anchor = next(anchor for anchor in page.anchors if anchor.line > 5)
        page.scroll_lines(anchor.line + 1 - page._top)
        assert page._top == anchor.line + 1
        await pilot.click(page, offset=(page.margin + anchor.pieces[0].start, 0))
        await pilot.pause()
        assert (app.covered, page.chosen) == (Cover("claims"), chosen)
