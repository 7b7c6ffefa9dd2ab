"""The rules of a dossier, as a table of mistakes that an editor makes, each with the line that says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import Struct, inspect

from kaztui import store
from kaztui.records import COLLECTIONS, About, Event, Place, Record, Statement
from kaztui.rules import Breach, breaches
from kaztui.rules.fields import Bare, bare, fields_of, inner_of
from kaztui.rules.references import REFERENCES
from tests.dossiers import make_dossier, spoilt

# fmt: off
MISTAKES: list[tuple[str, ...]] = [
    # name, file, what is replaced in it, by what; then how the lines begin that say so
    ("a date", "statements", "  date: 2022-01-11", "  date: 2022-13-01",
     "statements.yaml:23:9: date: '2022-13-01': no month 13"),
    ("a date in a role", "actors", "since: 2012", "since: 10/1",
     "actors.yaml:7:45: roles[0].since: '10' is not an EDTF date"),
    ("a period", "dossier", "2022-01-01/2022-01-31", "2022-01-31/2022-01-01",
     "dossier.yaml:3:9: period: '2022-01-31/2022-01-01': "),
    ("until before since", "actors", "until: 2024", "until: 2011",
     "actors.yaml:7:58: roles[0].until: before 'since', which is 2012"),
    ("time zone", "dossier", "Asia/Almaty", "Asia/Almati",
     "dossier.yaml:4:11: timezone: no IANA time zone 'Asia/Almati' (did you mean 'Asia/Almaty'?)"),
    ("time zone that is a region", "dossier", "Asia/Almaty", "Asia",
     "dossier.yaml:4:11: timezone: no IANA time zone 'Asia'"),
    ("time zone that is a path", "dossier", "Asia/Almaty", "../../etc/passwd",
     "dossier.yaml:4:11: timezone: no IANA time zone '../../etc/passwd'"),
    ("white space", "places", "aliases: [Alma-Ata]", 'aliases: [" "]',
     "places.yaml:5:13: aliases[0]: only white space"),
    ("white space text", "statements", "gist: Thanks.", 'gist: "\\t "',
     "statements.yaml:22:9: gist: only white space"),
    ("white space native", "actors", "{ru: Владимир Путин}", '{ru: "  "}',
     "actors.yaml:4:16: native.ru: only white space"),
    ("a name that cannot be seen", "actors", "name: Vladimir Putin", 'name: "\\u200b"',
     "actors.yaml:2:9: name: only characters that cannot be seen"),
    ("a title that cannot be seen", "events", "title: CSTO leaders meet by video", 'title: "\\u3164 \\U000e0041"',
     "events.yaml:2:10: title: only characters that cannot be seen"),
    ("an alias that cannot be seen", "places", "aliases: [Alma-Ata]", 'aliases: ["\\u202e"]',
     "places.yaml:5:13: aliases[0]: only characters that cannot be seen"),
    ("repeated id in list", "events", "places: [almaty]", "places: [almaty, kazakhstan, almaty]",
     "events.yaml:6:32: places[2]: 'almaty' is there already"),
    ("no such source", "statements", "source: paper-1", "source: papper-1",
     "statements.yaml:9:15: quotes[0].source: no source 'papper-1' (did you mean 'paper-1'?)"),
    ("no such actor", "statements", "speaker: putin", "speaker: blinken",
     "statements.yaml:2:12: speaker: no actor 'blinken'"),
    ("wrong kind", "statements", "speaker: putin", "speaker: almaty",
     "statements.yaml:2:12: speaker: 'almaty' is a place, not an actor"),
    ("wrong kind an", "statements", "occasion: meeting", "occasion: csto",
     "statements.yaml:4:13: occasion: 'csto' is an actor, not an event"),
    ("chain", "statements", "chain: [tass, [reuters, csto]]", "chain: [tas, [reuters, almaty]]",
     "statements.yaml:18:15: quotes[0].chain[0]: no actor 'tas' (did you mean 'tass'?)",
     "statements.yaml:18:30: quotes[0].chain[1][1]: 'almaty' is a place, not an actor"),
    ("to", "statements", "to: [csto]", "to: [csto, ctso]",
     "statements.yaml:5:14: to[1]: no actor 'ctso' (did you mean 'csto'?)"),
    ("participants", "events", "- actor: putin", "- actor: puttin",
     "events.yaml:8:14: participants[0].actor: no actor 'puttin' (did you mean 'putin'?)"),
    ("report", "events", "- quote: q-no-revolution", "- quote: no-revolution",
     "events.yaml:11:14: reports[0].quote: 'no-revolution' is a statement, not a quote"),
    ("answer by", "claims", "value: 164", "value: 164\n      by: dead",
     "claims.yaml:7:11: answers[0].by: 'dead' is a claim, not an actor"),
    ("credits", "sources", "credits: [tass]", "credits: [paper-2]",
     "sources.yaml:7:13: credits[0]: 'paper-2' is a source, not an actor"),
    ("role", "actors", "of: russia", "of: rusia",
     "actors.yaml:7:30: roles[0].of: no actor 'rusia' (did you mean 'russia'?)"),
    ("part of name", "statements", "speaker: putin", "speaker: vladimir-putin",
     "statements.yaml:2:12: speaker: no actor 'vladimir-putin' (did you mean 'putin'?)"),
    ("same id two collections", "places", "almaty:\n", "csto:\n",
     "places.yaml:2:1: csto: duplicate id 'csto', already an actor's (first at actors.yaml:9:1)",
     "events.yaml:6:12: places[0]: no place 'almaty'"),
    ("quote id", "statements", "id: q-thanks", "id: q-no-revolution",
     "statements.yaml:26:11: quotes[0].id: duplicate id 'q-no-revolution', already a quote's (first on line 8)",
     "claims.yaml:15:25: answers[1].reports[0].quote: no quote 'q-thanks'"),
    ("quote id as event", "statements", "id: q-thanks", "id: meeting",
     "statements.yaml:26:11: quotes[0].id: duplicate id 'meeting', already an event's (first at events.yaml:1:1)",
     "claims.yaml:15:25: answers[1].reports[0].quote: no quote 'q-thanks'"),
    ("answer id", "claims", "id: dead-some", "id: dead-164",
     "claims.yaml:13:11: answers[1].id: duplicate id 'dead-164', already an answer's (first on line 4)"),
    ("part of itself", "places", "part_of: kazakhstan", "part_of: almaty",
     "places.yaml:4:12: part_of: refers to itself"),
    ("circle of places", "places", "kazakhstan: {name: Kazakhstan, kind: country}",
     "kazakhstan: {name: Kazakhstan, part_of: almaty}",
     "places.yaml:4:12: part_of: goes round in a circle: kazakhstan → almaty → kazakhstan"),
    ("answers itself", "statements", "replies_to: no-revolution", "replies_to: thanks",
     "statements.yaml:24:15: replies_to: refers to itself"),
    ("circle", "statements", "  occasion: meeting\n", "  occasion: meeting\n  about: thanks\n",
     "statements.yaml:25:15: replies_to: goes round in a circle: no-revolution → thanks → no-revolution"),
    ("member of itself", "actors", "csto: {name: CSTO, kind: organization}",
     "csto: {name: CSTO, kind: organization, member_of: [csto]}",
     "actors.yaml:9:52: member_of[0]: a member of itself"),
    ("member of a person", "actors", "csto: {name: CSTO, kind: organization}",
     "csto: {name: CSTO, kind: organization, member_of: [putin]}",
     "actors.yaml:9:52: member_of[0]: 'putin' is a person, who has no members"),
    ("body backwards", "sources", "body: [[0, 300], [350, 480]]", "body: [[0, 300], [480, 350]]",
     "sources.yaml:11:22: text.body[1]: [480, 350] ends where it starts, or before"),
    ("body beyond", "sources", "body: [[0, 300], [350, 480]]", "body: [[0, 300], [350, 501]]",
     "sources.yaml:11:22: text.body[1]: [350, 501] reaches beyond the text, which has 500 characters"),
    ("body overlapping", "sources", "body: [[0, 300], [350, 480]]", "body: [[0, 360], [350, 480]]",
     "sources.yaml:11:22: text.body[1]: [350, 480] begins before the stretch above it ends, at 360"),
    ("body out of order", "sources", "body: [[0, 300], [350, 480]]", "body: [[350, 480], [0, 300]]",
     "sources.yaml:11:24: text.body[1]: [0, 300] begins before the stretch above it ends, at 480"),
    ("body empty", "sources", "body: [[0, 300], [350, 480]]", "body: []",
     "sources.yaml:11:11: text.body: empty: which stretch of the text is the article?"),
    ("paragraphs falling", "sources", "paragraphs: [0, 100, 350]", "paragraphs: [0, 350, 100]",
     "sources.yaml:12:26: text.paragraphs[2]: 100 does not come after 350"),
    ("paragraph outside", "sources", "paragraphs: [0, 100, 350]", "paragraphs: [0, 100, 300]",
     "sources.yaml:12:26: text.paragraphs[2]: 300 is in none of the stretches of 'body'"),
    ("at backwards", "statements", "at: [118, 140]", "at: [140, 118]",
     "statements.yaml:14:11: quotes[0].at: [140, 118] ends where it starts, or before"),
    ("at beyond", "statements", "at: [100, 140]", "at: [100, 1400]",
     "statements.yaml:30:11: quotes[0].at: [100, 1400] reaches beyond the text, which has 400 characters"),
    ("at between stretches", "events", "at: [10, 60]", "at: [390, 401]",
     "events.yaml:12:29: reports[1].at: [390, 401] reaches beyond the text, which has 400 characters"),
    ("between stretches", "claims", "source: paper-1, at: [0, 40]", "source: paper-1, at: [299, 351]",
     "claims.yaml:12:33: answers[0].reports[0].at: [299, 351] is in none of the stretches of the article itself"),
    ("at outside sentence", "statements", "at: [118, 140]", "at: [90, 112]",
     "statements.yaml:14:11: quotes[0].at: [90, 112] is not inside the sentence, [100, 149]"),
    ("sentence beyond", "statements", "sentence: [100, 149]", "sentence: [100, 4900]",
     "statements.yaml:15:17: quotes[0].sentence: [100, 4900] reaches beyond the text, which has 500 characters"),
    ("text longer than at", "statements", "at: [118, 140]", "at: [118, 139]",
     "statements.yaml:14:11: quotes[0].at: [118, 139] is 21 characters, 'text' has 22"),
    ("digest of longer", "statements", 'digest: "40:0', 'digest: "41:0',
     "statements.yaml:31:15: quotes[0].digest: of a sentence longer than [100, 140]"),
    ("digest not of text", "statements", "      sentence: [100, 149]\n", "",
     "statements.yaml:15:15: quotes[0].digest: not that of 'text', which is 22:2907bde6b31e773c (is 'sentence' mis"),
    ("mixed without text", "statements", "      text: không để cách mạng màu\n", "",
     "statements.yaml:8:7: quotes[0]: mode 'mixed' needs 'text'"),
    ("indirect with text", "statements", "mode: indirect", "mode: indirect\n      text: CSTO cảm ơn",
     "statements.yaml:29:13: quotes[0].text: indirect speech has no 'text' (or the mode is another)"),
    ("indirect without paraphrase", "statements", "      paraphrase: CSTO cảm ơn\n", "",
     "statements.yaml:26:7: quotes[0]: mode 'indirect' needs 'paraphrase'"),
    ("direct with paraphrase", "statements", "mode: mixed", "mode: direct",
     "statements.yaml:12:19: quotes[0].paraphrase: direct speech has no 'paraphrase' (or the mode is another)"),
    ("doubtful", "statements", "      cue: Ông Putin nói", "      certainty: doubtful",
     "statements.yaml:17:18: quotes[0].certainty: 'doubtful' needs a 'note' that says why"),
    ("chain without basis", "statements", "      chain_basis: stated\n", "",
     "statements.yaml:18:14: quotes[0].chain: a chain needs chain_basis: 'stated' or 'inferred'"),
    ("basis without chain", "statements", "      chain: [tass, [reuters, csto]]\n", "",
     "statements.yaml:18:20: quotes[0].chain_basis: 'stated' needs a chain"),
    ("article with chain", "statements", "chain_basis: stated", "chain_basis: article",
     "statements.yaml:18:14: quotes[0].chain: not written with chain_basis 'article': it is the source's credits"),
    ("article without credits", "statements", "      paraphrase: CSTO cảm ơn\n",
     "      paraphrase: CSTO cảm ơn\n      chain_basis: article\n",
     "statements.yaml:30:20: quotes[0].chain_basis: 'article' is the source's credits, and 'paper-2' credits nobody"),
    ("link twice", "statements", "chain: [tass, [reuters, csto]]", "chain: [tass, [reuters, tass]]",
     "statements.yaml:18:31: quotes[0].chain[1][1]: 'tass' is there already"),
    ("speaker in chain", "statements", "chain: [tass, [reuters, csto]]", "chain: [tass, putin]",
     "statements.yaml:18:21: quotes[0].chain[1]: the speaker, 'putin', is not repeated"),
    ("list of one", "statements", "chain: [tass, [reuters, csto]]", "chain: [tass, [reuters]]",
     "statements.yaml:18:21: quotes[0].chain[1]: a list in a chain is 'one of these': two ids at least"),
    ("chain of report", "events", "stance: contradicts", "chain: [tass]",
     "events.yaml:12:77: reports[1].chain: a chain needs chain_basis: 'stated' or 'inferred'"),
    ("outlet without basis", "sources", "  outlet_basis: stated\n", "",
     "sources.yaml:3:20: container-title: an outlet needs outlet_basis: 'stated' or 'inferred'"),
    ("basis without outlet", "sources", "  container-title: Báo Mẫu\n", "",
     "sources.yaml:3:17: outlet_basis: 'stated' needs the outlet, 'container-title'"),
    ("supplied not in brackets", "sources", '"[A photo page]"', "A photo page",
     "sources.yaml:14:10: title: a title that is not printed stands in [square brackets]"),
    ("printed in brackets", "sources", "  title_basis: supplied\n", "",
     "sources.yaml:14:10: title: a title in [square brackets] is not printed: it needs title_basis: supplied"),
    ("issued", "sources", "  issued: 2022-01-11\n", "  issued_basis: inferred\n",
     "sources.yaml:6:17: issued_basis: no 'issued' that could be inferred"),
    ("report both", "events", "- quote: q-no-revolution", "- {quote: q-no-revolution, source: paper-1, at: [0, 1]}",
     "events.yaml:11:40: reports[0].source: a report through a quote has no 'source': it is the quote's",
     "events.yaml:11:53: reports[0].at: a report through a quote has no 'at': it is the quote's"),
    ("report neither", "events", "- quote: q-no-revolution", "- note: x",
     "events.yaml:11:7: reports[0]: a report needs 'quote', or 'source', 'at' and 'digest'"),
    ("report without digest", "events", 'at: [10, 60], digest: "50:0123456789abcdef", ', "at: [10, 60], ",
     "events.yaml:12:7: reports[1]: a report without 'quote' needs 'digest'"),
    ("report twice", "claims", "reports: [{quote: q-thanks}]",
     "reports: [{quote: q-thanks}, {quote: q-thanks, stance: contradicts}]",
     "claims.yaml:15:36: answers[1].reports[1]: the same as reports[0]"),
    ("event inferred", "events", "  date: 2022-01-10\n", "  date_basis: inferred\n",
     "events.yaml:4:15: date_basis: no 'date' that could be inferred"),
    ("date text of nothing", "statements", "  occasion: meeting\n", "  date_text: hôm qua\n  date_basis: inferred\n",
     "statements.yaml:4:14: date_text: describes a date, and there is no 'date'",
     "statements.yaml:5:15: date_basis: describes a date, and there is no 'date'"),
    ("low high", "claims", "high: 170", "high: 150",
     "claims.yaml:8:13: answers[0].high: lower than 'low', which is 160"),
    ("value low", "claims", "value: 164", "value: 159.5",
     "claims.yaml:6:14: answers[0].value: lower than 'low', which is 160"),
    ("value high", "claims", "value: 164", "value: 171",
     "claims.yaml:6:14: answers[0].value: higher than 'high', which is 170"),
]
# fmt: on


@pytest.mark.parametrize("mistake", MISTAKES, ids=[mistake[0] for mistake in MISTAKES])
def test_a_mistake_is_said_where_it_is(tmp_path: Path, mistake: tuple[str, ...]) -> None:
    _, collection, old, new, *lines = mistake
    with pytest.raises(store.DossierError) as raised:
        store.read(make_dossier(tmp_path, **{collection: spoilt(collection, old, new)}))
    said = str(raised.value).split("\n")
    assert [line[: len(expected)] for line, expected in zip(said, lines, strict=True)] == lines


ALLOWED = [
    # name, file, what is replaced in it, by what
    ("a statement without a date", "statements", "  date: 2022-01-11\n", ""),
    ("a date printed for an event without one", "events", "  date: 2022-01-10\n", ""),
    ("a set of dates", "statements", "date: 2022-01-11", 'date: "[2022-01-03..2022-01-09]"'),
    ("an open date", "statements", "date: 2022-01-11", "date: /2022-01-19"),
    ("a role since and until one year", "actors", "until: 2024", "until: 2012-03"),
    ("a paraphrase of a scare quote", "statements", "mode: mixed", "mode: scare"),
    ("a mixed quote without a paraphrase", "statements", "      paraphrase: Ông Putin nói sẽ ngăn cách mạng màu\n", ""),
    ("an article with credits", "claims", "printed: 164 người", "printed: khoảng 164 người"),
    ("no origin named", "claims", ", chain_basis: article", ""),
    ("a value alone", "claims", "      low: 160\n      high: 170\n", ""),
    ("one source for two statements in one sentence", "statements", "at: [100, 140]", "at: [101, 141]"),
    ("an answer by an actor", "claims", "value: 164", "value: 164\n      by: tass"),
    ("a bracket inside a printed title", "sources", "title: Họp trực tuyến", 'title: "[Ảnh] Họp trực tuyến"'),
    ("the words as the whole sentence", "statements", 'digest: "40:0', 'sentence: [100, 180]\n      digest: "80:0'),
]


@pytest.mark.parametrize(("collection", "old", "new"), [row[1:] for row in ALLOWED], ids=[row[0] for row in ALLOWED])
def test_what_is_allowed_raises_no_alarm(tmp_path: Path, collection: str, old: str, new: str) -> None:
    store.read(make_dossier(tmp_path, **{collection: spoilt(collection, old, new)}))


def test_the_same_quote_twice(tmp_path: Path) -> None:
    """Two quotes of one statement with the same source, place and text are one."""
    copy = """\
    - id: q-again
      source: paper-2
      mode: indirect
      paraphrase: Tổ chức cảm ơn
      at: [100, 140]
      digest: "40:0123456789abcdef"
"""
    statements = spoilt("statements", "      paraphrase: CSTO cảm ơn\n", "      paraphrase: CSTO cảm ơn\n") + copy
    with pytest.raises(store.DossierError) as raised:
        store.read(make_dossier(tmp_path, statements=statements))
    assert str(raised.value) == (
        "statements.yaml:32:7: quotes[1]: the same words at the same place as quote 'q-thanks'"
    )


# -- records by themselves ----------------------------------------------------------------------------


def _collections(**given: dict[str, Record]) -> dict[str, Mapping[str, Record]]:
    return {name: given.get(name, {}) for name in COLLECTIONS}


def _event(id: str, **fields: Any) -> Event:
    reports = [{"source": "s", "at": [0, 4], "digest": "4:0123456789abcdef"}]
    given = {"id": id, "title": "T", "kind": "meeting", "reports": reports, **fields}
    return msgspec.convert(given, Event)


def test_a_breach_says_in_which_record_and_where_in_it() -> None:
    found = list(breaches(None, _collections(events={"e": _event("e", places=["x"])})))
    assert found == [
        Breach("events", "e", ("places", 0), "no place 'x'"),
        Breach("events", "e", ("reports", 0, "source"), "no source 's'"),
    ]


def test_what_is_broken_or_unread_is_not_missing() -> None:
    collections = _collections(events={"e": _event("e", places=["x"], part_of="f")})
    assert [b.path for b in breaches(None, collections, broken={"x": "place", "f": "actor"}, unread={"source"})] == [
        ("part_of",)
    ]


def test_an_unread_kind_still_tells_the_wrong_kind() -> None:
    place = Place(id="p", name="P")
    collections = _collections(places={"p": place}, events={"e": _event("e", part_of="p")})
    found = breaches(None, collections, unread={"event", "source"})
    assert [b.what for b in found] == ["'p' is a place, not an event"]


def test_a_repeated_id_names_the_first() -> None:
    collections = _collections(places={"e": Place(id="e", name="P")}, events={"e": _event("e")})
    found = next(breaches(None, collections, unread={"source"}))
    assert found == Breach("events", "e", (), "duplicate id 'e', already a place's", ("places", "e", ()))


@pytest.mark.parametrize("closed", [False, True])
def test_a_chain_of_fifty_thousand_places(closed: bool) -> None:
    """Circles are looked for without recursion and in one pass, however long the way."""
    last = 50_000
    places: dict[str, Record] = {
        f"p{n}": Place(id=f"p{n}", name="P", part_of=f"p{n + 1}" if n < last else "p0" if closed else None)
        for n in range(last + 1)
    }
    found = [(b.id, b.what) for b in breaches(None, _collections(places=places))]
    assert found == ([("p50000", "goes round in a circle: p0 → p1 → p2 → … → p50000 → p0")] if closed else [])


def test_two_ways_to_one_place_are_no_circle() -> None:
    statements = {
        id: {"speaker": "a", "gist": "G", "quotes": [], **links}
        for id, links in {
            "one": {},
            "two": {"replies_to": "one"},
            "three": {"replies_to": "two", "about": "one"},
        }.items()
    }
    records = {id: Statement(id=id, **fields) for id, fields in statements.items()}  # type: ignore[arg-type]
    assert list(breaches(None, _collections(statements=dict(records)), unread={"actor"})) == []


def test_many_missing_ids_are_quick_although_each_is_compared() -> None:
    """A suggestion costs a comparison with every id, so that their number is limited."""
    places: dict[str, Record] = {
        f"place-{n}": Place(id=f"place-{n}", name="P", part_of=f"plce-{n}") for n in range(20_000)
    }
    found = list(breaches(None, _collections(places=places)))
    assert len(found) == 20_000
    assert found[0].what == "no place 'plce-0' (did you mean 'place-0'?)"
    assert found[-1].what == "no place 'plce-19999'"


def test_a_machine_without_time_zones_raises_no_alarm(monkeypatch: pytest.MonkeyPatch) -> None:
    import zoneinfo

    monkeypatch.setattr(zoneinfo, "available_timezones", set)
    about = About(id="a", title="T", timezone="Nowhere/Land")
    assert list(breaches(about, _collections())) == []


def _classes(*roots: type[Struct]) -> Iterator[type[Struct]]:
    for root in roots:
        yield root
        yield from _classes(*(inner for _, inner in inner_of(root)))


CLASSES = sorted(set(_classes(About, *COLLECTIONS.values())), key=lambda record: record.__name__)


@pytest.mark.parametrize("record", CLASSES, ids=[record.__name__ for record in CLASSES])
def test_every_field_that_holds_ids_is_a_reference(record: type[Struct]) -> None:
    def holds_ids(type: Bare) -> bool:
        if isinstance(type.type, inspect.VarTupleType):
            return holds_ids(bare(type.type.item_type))
        if isinstance(type.type, inspect.UnionType):
            return any(holds_ids(bare(each)) for each in type.type.types)
        return type.meant == "id"

    named = {names.attribute for names, type in fields_of(record) if holds_ids(type)}
    assert named - {"id"} == set(REFERENCES.get(record, {}))


def test_dates_are_known_by_their_type() -> None:
    fields = [(record, *field) for record in CLASSES for field in fields_of(record)]
    dates = {(record.__name__, names.field) for record, names, type in fields if type.meant == "edtf"}
    assert dates == {
        ("About", "period"),
        ("Source", "issued"),
        ("Role", "since"),
        ("Role", "until"),
        ("Event", "date"),
        ("Statement", "date"),
        ("Answer", "as_of"),
    }


@pytest.mark.parametrize("record", CLASSES, ids=[record.__name__ for record in CLASSES])
def test_no_type_crashes_msgspec(record: type[Struct]) -> None:
    """msgspec 0.22.0 frees the regex of a pattern as if it were a type, in a union of such text with a list or a
    mapping: about one process in four then ends with a segmentation fault (as in its issue 717)."""

    def unions(type: inspect.Type) -> Iterator[inspect.UnionType]:
        if isinstance(type, inspect.VarTupleType):
            yield from unions(type.item_type)
        elif isinstance(type, inspect.UnionType):
            yield type

    for _, type in fields_of(record):
        for union in unions(type.type):
            patterned = [part for part in union.types if isinstance(part, inspect.StrType) and part.pattern]
            holding = [part for part in union.types if isinstance(part, inspect.VarTupleType | inspect.DictType)]
            assert not (patterned and holding), union
