"""The fields of the query line, asked of the invented dossier and of the shipped one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kaztui
from kaztui import dates, filters, views, wording
from kaztui.conditions import Names, bitmaps, chosen
from kaztui.conditions.bitmaps import Postings
from kaztui.conditions.times import meets, time_asked
from kaztui.dossier import Dossier
from kaztui.query import FIELDS, QueryError, parse
from kaztui.views import Emptied, emptied_by, view

SAMPLE = kaztui.load(Path(__file__).parent / "sample" / "dossier")
SHIPPED = kaztui.load()


def quotes_of(line: str, dossier: Dossier = SAMPLE) -> set[str]:
    """The quotes that a line's fields leave, without ``q-``; refused if anything in it is mistaken."""
    asked = dossier.conditions.ask(dossier.query(line))
    return {id.removeprefix("q-") for id in chosen(dossier.conditions.quotes, asked.quotes)}


def events_of(line: str, dossier: Dossier = SAMPLE) -> set[str]:
    """The events that satisfy a line's fields by themselves."""
    asked = dossier.conditions.ask(dossier.query(line))
    return set(chosen(dossier.conditions.events, asked.events))


ALL = {id.removeprefix("q-") for id in SAMPLE.quotes}
GIANG = {"nobody-mien-song", "nobody-thoi-dai", "figures", "houses"}
ORIOL = {"slow", "eleven", "miscounted"}
DE = {"level", "rumour"}
RESIDENTS = {"gates", "heard"}


@pytest.mark.parametrize(
    ("line", "quotes"),
    [
        ("", ALL),
        ("speaker:oriol", ORIOL),
        ("speaker:giang", GIANG),
        ('speaker:"Đỗ Hương Giang"', GIANG),
        ("speaker:do-huong-giang", GIANG),
        ("speaker:orio", ORIOL),  # begins
        ("speaker:oriel", ORIOL),  # a slip
        ("speaker:huong,residents", GIANG | RESIDENTS),
        ("-speaker:giang,oriol", DE | RESIDENTS | {"look", "aimed"}),
        ("speaker:giang speaker:oriol", set()),
        ("-speaker:giang -speaker:oriol", DE | RESIDENTS | {"look", "aimed"}),
        ("actor:aurora", {"slow", "eleven", "aimed"}),  # is told, or speaks
        ("actor:reporters", {"houses"}),
        ("actor:moc-lan-province", {"nobody-mien-song", "nobody-thoi-dai", "figures"}),  # at the occasion
        ("source:mien-song", {"nobody-mien-song", "figures", "level", "rumour"}),
        ('source:"Báo Miền Sông"', {"nobody-mien-song", "figures", "level", "rumour"}),
        ("source:mud", {"houses", "heard", "miscounted"}),  # a word of its title
        ("via:aurora", {"slow", "eleven", "look"}),
        ('via:"North Star Agency"',
         {"nobody-mien-song", "nobody-thoi-dai", "figures", "level", "rumour", "look", "miscounted"}),
        ("basis:stated", {"slow", "look", "miscounted"}),
        ("basis:inferred", {"nobody-thoi-dai", "eleven"}),
        ("basis:article", {"nobody-mien-song", "figures", "level", "rumour"}),
        ("basis:none", {"aimed", "gates", "heard", "houses"}),
        ("mode:direct", {"nobody-mien-song", "look", "houses"}),
        ("mode:reported,scare", {"figures", "level", "rumour", "eleven", "aimed", "gates", "heard"}),
        ("kind:diplomacy", {"miscounted"}),
        ("kind:emergency", {"figures", "level", "rumour", "gates"}),
        ("place:upper-tram-dam", {"level", "rumour", "gates"}),
        # and within
        ('place:"Mộc Lan"', {"nobody-mien-song", "nobody-thoi-dai", "figures", "level", "rumour", "gates"}),
        ("topic:rescue", {"nobody-mien-song", "nobody-thoi-dai", "figures"}),
        ("event:press-round", {"houses"}),
        ("event:breach", {"figures"}),  # through a part of it
        ("has:variants", {"nobody-mien-song", "nobody-thoi-dai"}),
        ("has:reply", {"rumour", "gates", "slow", "look", "houses"}),
        ("is:alleged", {"rumour", "gates"}),
        ("is:planned", set()),
        ("certainty:doubtful", {"heard"}),
        ("-certainty:doubtful", ALL - {"heard"}),
        ("mode:direct basis:none", {"houses"}),
    ],
)  # fmt: skip
def test_a_field_leaves_these_quotes(line: str, quotes: set[str]) -> None:
    assert quotes_of(line) == quotes


ON_THE_FOURTH = {"nobody-mien-song", "nobody-thoi-dai", "figures"}
DATED = ON_THE_FOURTH | {"slow", "eleven", "look", "houses", "miscounted"}


@pytest.mark.parametrize(
    ("line", "quotes"),
    [
        ("on:4/10", ON_THE_FOURTH),
        ("on:4 oct", ON_THE_FOURTH),
        ("on:2031-10-04", ON_THE_FOURTH),
        ("on:4/10,7/10", ON_THE_FOURTH | {"look", "miscounted"}),  # it was once between the 6th and the 12th
        ("on:2031-10", DATED),
        ("on:oct", DATED),
        ("on:2031-11", set()),
        ("on:4/10..6/10", ON_THE_FOURTH | {"slow", "eleven", "miscounted"}),
        ("on:[2031-10-04,2031-10-08]", ON_THE_FOURTH | {"houses", "miscounted"}),
        ("on:..5/10", ON_THE_FOURTH),
        ("on:8/10..", {"houses", "miscounted"}),
        ("after:8/10", {"houses", "miscounted"}),  # inclusive
        ("after:9/10", {"miscounted"}),
        ("after:13/10", set()),
        ("before:4/10", ON_THE_FOURTH),
        ("before:3/10", set()),
        ("after:5/10 before:7/10", {"slow", "eleven", "look", "miscounted"}),
        ("-on:4/10", DATED - ON_THE_FOURTH),  # the undated are not known to be of another day
    ],
)
def test_dates_are_asked_so_and_undated_quotes_fail_them(line: str, quotes: set[str]) -> None:
    assert quotes_of(line) == quotes


@pytest.mark.parametrize(
    ("line", "events"),
    [
        ("kind:background", {"patches"}),
        ("is:planned", {"minister-visit"}),
        ("is:planned,alleged", {"minister-visit", "night-release"}),
        ("place:ben-lua", {"patches", "breach", "minister-visit"}),
        ("place:moc-lan kind:meeting", {"emergency-meeting", "minister-visit"}),
        ("event:breach", {"breach", "evacuation"}),
        ("actor:oriol", {"interview", "correction"}),
        ("source:khuyet-danh", {"press-round", "minister-visit", "correction"}),
        ("via:aurora", {"interview"}),
        ("on:2/10", {"alarm-three", "night-release", "evacuation"}),  # until the 4th, since nobody knows when
        ("before:1/10", {"evacuation"}),
        ("on:9/10", {"minister-visit", "correction"}),  # about the 10th
        ("on:11/10", {"minister-visit", "correction"}),
        ("on:8/10", {"press-round", "correction"}),
        ("speaker:oriol", set()),
        ("mode:direct", set()),
    ],
)
def test_events_satisfy_fields_by_themselves(line: str, events: set[str]) -> None:
    assert events_of(line) == events


def test_what_cannot_be_asked_of_an_event_excludes_those_that_it_is_linked_to() -> None:
    assert events_of("-speaker:oriol") == set(SAMPLE.events) - {"interview", "correction"}


def test_a_view_shows_events_that_match_or_are_linked_to_a_quote() -> None:
    assert set(view(SAMPLE, parse("speaker:oriol")).events) == {"interview", "correction"}
    assert set(view(SAMPLE, parse("is:planned")).events) == {"minister-visit"}
    assert set(view(SAMPLE, parse("mode:direct on:8/10")).events) == {"press-round"}
    assert view(SAMPLE, parse("")).events == tuple(SAMPLE.conditions.events)


def test_a_view_shows_actors_who_speak_or_take_part_in_what_is_shown() -> None:
    shown = {count.actor: count.now for count in view(SAMPLE, parse("speaker:oriol mode:mixed")).actors}
    assert shown == {"oriol": 2, "aurora": 0}


@pytest.mark.parametrize(
    ("typed", "earliest", "latest"),
    [
        ("10/1", (2022, 1, 10), (2022, 1, 10)),
        ("10/1..", (2022, 1, 10), None),
        ("2022-01-10~", (2022, 1, 9), (2022, 1, 11)),
    ],
)
def test_approximate_questions_are_widened(
    typed: str, earliest: tuple[int, int, int] | None, latest: tuple[int, int, int] | None
) -> None:
    asked = time_asked("on", typed, 2022)
    assert (asked.earliest, asked.latest) == (earliest, latest)


@pytest.mark.parametrize(
    ("date", "field", "typed", "answer"),
    [
        ("/2022-01-19", "before", "1/1", True),
        ("/2022-01-19", "after", "19/1", True),
        ("/2022-01-19", "after", "20/1", False),
        ("/2022-01-19", "before", "31/12/2021", False),  # clipped to the period
        ("2022-01-05/..", "after", "31/1", True),
        ("2022-01-05/..", "after", "1/2", False),
        ("2022-01-10~", "on", "9/1", True),
        ("2022-01-10~", "before", "9/1", True),
        ("2022-01-10~", "on", "8/1", False),
        ("2022-01~", "on", "2022-02", True),
        ("[2022-01-03,2022-01-09]", "on", "5/1", False),
        ("[2022-01-03,2022-01-09]", "on", "5/1..9/1", True),
        ("2022", "on", "2022-01", True),
        ("2021", "after", "2022", False),
        ("2021", "before", "2022", True),
        ("2022-01-10", "on", "2022-01-05/..", True),
        ("2022-03-10", "on", "2022-01-05/..", True),  # beyond the period: the question is not clipped
        ("2022-03-10", "on", "5/1..", True),
        ("2022-01-10", "before", "[2022-01-03..2022-01-09]", False),
    ],
)
def test_a_date_meets_a_time(date: str, field: str, typed: str, answer: bool) -> None:
    period = dates.parse("2022-01-01/2022-01-31")
    assert meets(dates.parse(date), time_asked(field, typed, 2022), period) is answer


@pytest.mark.parametrize(
    ("line", "at", "said"),
    [
        ("speaker:xyz", 8, 'no speaker "xyz"'),
        ("csto speaker:oriol,nobody-here", 19, 'no speaker "nobody-here"'),
        ("source:mian-xonk", 7, 'no source "mian-xonk" (did you mean mien-song?)'),
        ("mode:loud", 5, 'no mode "loud"; mode: is one of direct, mixed, indirect, scare'),
        ("on:13", 3, 'on: no date "13"; days are 10/1, 10 jan, 2022-01-10'),
        ("on:31/9", 3, 'on: no date "31/9": no day 31; September 2031 has 30 days'),
        ("after:..8/10", 6, 'after: "..8/10" does not say after when'),
        ("before:8/10..", 7, 'before: "8/10.." does not say before when'),
    ],
)
def test_a_value_that_names_nothing_is_a_mistake_and_asks_nothing(line: str, at: int, said: str) -> None:
    query = parse(line)
    assert [(problem.start, str(problem)) for problem in SAMPLE.problems(query)] == [(at, said)]
    assert view(SAMPLE, query).problems == SAMPLE.problems(query)
    with pytest.raises(QueryError) as refused:
        SAMPLE.search(line)
    assert str(refused.value) == f"query, character {at + 1}: {said}"
    rest = SAMPLE.conditions.ask(query).quotes
    assert rest.bit_count() == (len(ORIOL) if "oriol" in line else len(ALL))


def test_all_mistakes_are_said_at_once_in_their_order() -> None:
    with pytest.raises(QueryError) as refused:
        SAMPLE.search("mode:loud speker:x on:13")
    assert [problem.start for problem in refused.value.problems] == [5, 10, 22]


# -- names --------------------------------------------------------------------------------------------

NAMED = Names(
    [
        ("tokayev", "Kassym-Jomart Tokayev", ["Токаев", "Tô-ca-ép"]),
        ("wang-yi", "Wang Yi", ["Vương Nghị"]),
        ("csto", "Collective Security Treaty Organization (CSTO)", []),
        ("csto-force", "CSTO force", []),
        ("afp", "AFP", []),
        ("osce", "OSCE", []),
    ]
)


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("tokayev", {"tokayev"}),
        ("Tokaev", {"tokayev"}),  # a slip, and the Cyrillic alias
        ("tokaiev", {"tokayev"}),
        ("токаев", {"tokayev"}),
        ("tô ca ép", {"tokayev"}),
        ("jomart", {"tokayev"}),
        ("kas tok", {"tokayev"}),
        ("tokayev kassym", {"tokayev"}),
        ("wangyi", {"wang-yi"}),
        ("WANG-YI", {"wang-yi"}),
        ("vuong nghi", {"wang-yi"}),
        ("csto", {"csto"}),  # a whole id before a word of a name
        ("force", {"csto-force"}),
        ("treaty org", {"csto"}),
        ("afd", set()),  # among three letters a slip makes another name
        ("xyz", set()),
        ("—", set()),
        ("", set()),
    ],
)
def test_a_name_is_found_however_roughly_it_is_typed(typed: str, ids: set[str]) -> None:
    assert NAMED.ids(typed) == ids


def test_what_may_still_become_a_name() -> None:
    assert NAMED.beginning("cs") == ["csto", "csto-force"]
    assert NAMED.beginning("wang y") == ["wang-yi"]
    assert NAMED.beginning("") == ["tokayev", "wang-yi", "csto", "csto-force", "afp", "osce"]
    assert NAMED.beginning("q") == []


# -- the shipped dossier ------------------------------------------------------------------------------


def test_a_photo_credit_is_no_chain() -> None:
    """001 prints Sputnik's name under a photo only, 003 AFP's; TASS is named in the text of 002 and 004."""
    assert {SHIPPED.quotes[quote].source for quote in quotes_of("via:tass", SHIPPED)} == {"002", "004"}
    for line in ("via:sputnik source:001", "via:afp source:003", "via:tass basis:article"):
        assert quotes_of(line, SHIPPED) == set()


@pytest.mark.parametrize("typed", ["tokaev", "токаев", "Tô-ca-ép", '"tong thong kazakhstan"', "tokayeb", "tokayev"])
def test_tokayev_is_found_by_any_of_his_names(typed: str) -> None:
    spoken = {quote for quote in SHIPPED.quotes if SHIPPED.statement_of(quote).speaker == "tokayev"}
    assert quotes_of(f"speaker:{typed}", SHIPPED) == spoken


@pytest.mark.parametrize("field", [name for name, field in FIELDS.items() if field.kind != "date"])
def test_a_value_and_its_negation_part_the_quotes(field: str) -> None:
    conditions = SHIPPED.conditions
    for id, count in conditions.counts(field).items():
        value = f'{field}:"{id}"'
        having, without = quotes_of(value, SHIPPED), quotes_of(f"-{value}", SHIPPED)
        assert len(having) >= count
        assert not having & without
        assert having | without == set(SHIPPED.quotes)


def test_counts_are_of_the_quotes_shown() -> None:
    found = view(SHIPPED, parse("speaker:putin mode:direct"))
    assert found.facets.by("speaker") == {"putin": len(found.quotes)}
    assert found.facets.by("mode") == {"direct": len(found.quotes)}
    assert sum(found.facets.by("source").values()) == len(found.quotes)
    assert found.facets.days == {(2022, 1, 10): len(found.quotes)}
    whole = view(SHIPPED, parse("")).facets
    assert whole.by("speaker") == {count.actor: count.now for count in view(SHIPPED, parse("")).actors if count.now}
    assert views.NOTHING.facets.by("speaker") == {} == views.NOTHING.facets.days


@pytest.mark.parametrize(
    ("line", "emptied", "said"),
    [
        ("dam", [], ""),
        ("", [], ""),
        ("zebra dam", [("zebra", True, 0)], "No quote has “zebra”."),
        ("zebra lion", [("zebra", True, 0), ("lion", True, 0)], "No quote has “zebra” or “lion”."),
        ('via:reporters "no such words"', [("via:reporters", True, 0), ('"no such words"', True, 0)],
         "No quote has via:reporters or “no such words”."),
        ("speaker:oriol mode:direct", [("speaker:oriol", False, 3), ("mode:direct", False, 3)],
         "No quote has all of this: without speaker:oriol 3 would be left or without mode:direct 3 would be left."),
        ("speaker:oriol -on:6/10 mode:direct basis:none", [("speaker:oriol", False, 1)],
         "No quote has all of this: without speaker:oriol 1 would be left."),
        ("speaker:oriol source:mien-song mode:direct basis:none", [("source:mien-song", False, 0)],
         "Nothing is left from source:mien-song on."),
    ],
)  # fmt: skip
def test_an_empty_result_says_what_emptied_it(line: str, emptied: list[tuple[str, bool, int]], said: str) -> None:
    found = emptied_by(SAMPLE, parse(line))
    assert [(str(each.term), each.alone, each.without) for each in found] == emptied
    assert all(isinstance(each, Emptied) for each in found)
    assert wording.why_empty(SAMPLE, parse(line)) == said


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('"bỏ lại một ai"', {"nobody-mien-song"}),
        ('"bo lai mot ai"', {"nobody-mien-song"}),
        ('"bỏ lại mot ai"', {"nobody-mien-song"}),
        ('"bò lại một ai"', set()),  # marks that are typed count
        ('"lại bỏ"', set()),
        ('"o lai"', set()),  # whole words
        ("speaker:giang -lai", {"figures", "houses"}),
        ('speaker:giang -"bỏ lại"', {"figures", "houses"}),
        ("speaker:giang nobody", {"nobody-mien-song", "nobody-thoi-dai"}),
    ],
)
def test_words_phrases_and_exclusions_are_asked_together_with_fields(line: str, found: set[str]) -> None:
    assert {hit.id.removeprefix("q-") for hit in SAMPLE.search(line)} == found


def test_events_and_actors_are_found_by_fields_too() -> None:
    assert {hit.id for hit in SAMPLE.search("is:planned", kinds=["event"])} == {"minister-visit"}
    assert {hit.id for hit in SAMPLE.search("speaker:oriol", kinds=["event"])} == {"interview", "correction"}
    assert {hit.id for hit in SAMPLE.search("speaker:oriol aurora", kinds=["event"])} == {"interview"}
    assert {hit.id for hit in SAMPLE.search("speaker:oriol", kinds=["actor"])} == {"oriol", "aurora"}


@pytest.mark.parametrize("dossier", [SAMPLE, SHIPPED], ids=["sample", "shipped"])
@pytest.mark.parametrize("field", list(FIELDS))
def test_the_actors_that_a_field_finds_are_those_of_its_view(field: str, dossier: Dossier) -> None:
    conditions = dossier.conditions
    if FIELDS[field].kind == "date":
        values = [filters.iso(day) for day in conditions.days()]
    else:
        values = list(conditions.names(field).labels)
    for value in values[:: max(1, len(values) // 30)]:
        for line in (filters.condition(field, value), f"-{filters.condition(field, value)}"):
            found = {hit.id for hit in dossier.search(line, limit=9_999, kinds=["actor"])}
            assert found == {count.actor for count in view(dossier, dossier.query(line)).actors}, line


@pytest.mark.parametrize("line", ["", "dam", "speaker:oriol"])
def test_less_than_one_hit_is_none_and_a_kind_named_twice_is_one_kind(line: str) -> None:
    assert SAMPLE.search(line, limit=0) == SAMPLE.search(line, limit=-1) == []
    hits = SAMPLE.search(line)
    assert hits and SAMPLE.search(line, kinds=("quote", "quote")) == hits
    both = SAMPLE.search(line, kinds=("event", "quote", "event"))
    assert len({hit.id for hit in both}) == len(both)


VALUES = st.sampled_from(
    ["speaker:giang", "-speaker:oriol", "mode:direct", "-mode:indirect", "on:4/10", "after:6/10", "before:7/10",
     "via:aurora", "source:mien-song", "has:reply", "is:alleged", "place:moc-lan", "dam", "nobody", "-dam", '"one"',
     "speker:x", "on:13"]
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(VALUES, max_size=5), VALUES)
def test_a_term_more_never_adds_a_quote(terms: list[str], more: str) -> None:
    before = set(view(SAMPLE, parse(" ".join(terms))).quotes)
    after = set(view(SAMPLE, parse(" ".join([*terms, more]))).quotes)
    assert after <= before


VALUES = st.integers(0, 5).map(str)
LISTS = [st.lists(st.lists(VALUES, min_size=least, max_size=2 - least, unique=True), min_size=1) for least in (0, 1)]


@given(st.one_of(LISTS), st.integers(0), st.integers(0, 6))
def test_counting_goes_on_after_somebody_stopped_getting_it_ready(
    records: list[list[str]], among: int, slices: int
) -> None:
    """Whoever counts may be dropped for a newer query at any slice; the counts are those of a plain loop."""
    among &= (1 << len(records)) - 1
    postings = Postings.of(len(records), enumerate(records))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bitmaps, "_OWNED", 0)
        dropped = postings.warm()
        for _ in range(slices):
            next(dropped, None)
        counts = postings.counts(among)
        for _ in postings.warm():
            pass
    assert (postings._owners is not None) == all(len(values) == 1 for values in records)
    expected: dict[str, int] = {}
    for number, values in enumerate(records):
        for value in values:
            if among >> number & 1:
                expected[value] = expected.get(value, 0) + 1
    assert counts == expected


def test_what_is_worked_out_beforehand_is_what_is_worked_out_when_asked_for() -> None:
    beforehand, when_asked = kaztui.load(), kaztui.load()
    for _ in beforehand.prepare():
        pass
    order, other = beforehand.conditions.order, when_asked.conditions.order
    assert {"number", "statement_of"} <= vars(order).keys() and "number" not in vars(other)
    assert order.number == other.number == {id: place for place, id in enumerate(order.quotes)}
    places = [order.statements.index(beforehand.statement_of(id).id) for id in order.quotes]
    assert list(order.statement_of) == list(other.statement_of) == places
    for id in ("", "nobody"):
        assert id not in beforehand.quotes and id not in when_asked.quotes
    assert all(beforehand.quotes[id] == quote for id, quote in when_asked.quotes.items())
