"""JSON Lines: the fast path, and the slow one that says line and column of what is wrong."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest
from hypothesis import event as happened
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct, inspect

import kaztui
from kaztui import store
from kaztui.order import in_time
from kaztui.records import COLLECTIONS, ID_PATTERN, Record
from kaztui.rules import SIEVED
from kaztui.rules.fields import Bare, bare, fields_of
from kaztui.store import reading
from kaztui.store.json_nodes import parse
from kaztui.store.log import RecordLog
from kaztui.store.nodes import Unreadable
from kaztui.store.problems import Problems
from kaztui.store.shapes import fields
from tests.dossiers import make_dossier

ALMATY = '{"id": "almaty", "name": "Almaty"}\n'


def _said(folder: Path, **files: str | bytes | None) -> list[str]:
    with pytest.raises(store.DossierError) as raised:
        store.read(make_dossier(folder, **files))
    return [str(problem) for problem in raised.value.problems]


# fmt: off
LINES: list[tuple[str, ...]] = [
    # name, all that stands in places.jsonl; then how the lines begin that say what is wrong
    ("syntax", ALMATY + '{"id": "x", "name": }\n',
     "places.jsonl:2:21: not JSON: a value is expected, not '}'"),
    ("syntax2", ALMATY + '{"id": "x" "name": 1}\n',
     "places.jsonl:2:12: not JSON: a ',' or '}' is expected, not '\"'"),
    ("single quotes", ALMATY + "{'id': 'x'}\n",
     "places.jsonl:2:2: not JSON: a name in double quotes is expected, not \"'id'\""),
    ("trailing comma", ALMATY + '{"id": "x", "name": "X",}\n',
     "places.jsonl:2:25: not JSON: a name in double quotes is expected, not '}'"),
    ("cut", ALMATY + '{"id": "x", "name": "X"',
     "places.jsonl:2:24: the line ends where a ',' or '}' is expected"),
    ("two in a line", '{"id": "almaty", "name": "Almaty"}{"id": "almaty", "name": "Almaty"}\n',
     "places.jsonl:1:35: text after the record: one record a line"),
    ("array", ALMATY + '["x"]\n',
     "places.jsonl:2:1: a mapping (id: …, name: …) belongs here, not a list"),
    ("text", ALMATY + "hello\n",
     "places.jsonl:2:1: not JSON: a value is expected, not 'hello'"),
    ("unclosed", ALMATY + '{"id": "x", "name": "X}\n',
     "places.jsonl:2:21: a quotation mark that is never closed"),
    ("unknown", ALMATY + '{"id": "x", "name": "X", "partof": "almaty"}\n',
     "places.jsonl:2:26: partof: unknown field (did you mean 'part_of'?)"),
    ("dup key", ALMATY + '{"id": "x", "name": "X", "name": "Y"}\n',
     "places.jsonl:2:26: name: duplicate key 'name' (first on line 2, column 13)"),
    ("dup key same line with escapes", ALMATY + '{"id": "x", "name": "\\u0022X\\u0022", "kind": "a", "kind": "b"}\n',
     "places.jsonl:2:51: kind: duplicate key 'kind' (first on line 2, column 38)"),
    ("dup native", ALMATY + '{"id": "x", "name": "X", "aliases": ["a"], "aliases": []}\n',
     "places.jsonl:2:44: aliases: duplicate key 'aliases' (first on line 2, column 26)"),
    ("dup id", ALMATY + '\n{"name": "Y", "id": "almaty"}\n{"id": "almaty", "name": "Almaty"}\n',
     "places.jsonl:3:21: almaty: duplicate id 'almaty' (first on line 1)",
     "places.jsonl:4:8: almaty: duplicate id 'almaty' (first on line 1)"),
    ("dup id in broken", '{"id": "almaty", "nme": "x"}\n{"id": "almaty", "name": "Almaty"}\n',
     "places.jsonl:1:1: almaty: 'name' is missing",
     "places.jsonl:1:18: nme: unknown field (did you mean 'name'?)",
     "places.jsonl:2:8: almaty: duplicate id 'almaty' (first on line 1)"),
    ("missing id", ALMATY + '{"name": "X"}\n',
     "places.jsonl:2:1: 'id' is missing"),
    ("missing name", ALMATY + '{"id": "x"}\n',
     "places.jsonl:2:1: x: 'name' is missing"),
    ("bad id", ALMATY + '{"id": "X", "name": "X"}\n',
     "places.jsonl:2:8: id: 'X' is no id: a–z, 0–9 and hyphens between them, 64 at most"),
    ("number for text", ALMATY + '{"id": "x", "name": 12}\n',
     "places.jsonl:2:21: name: text belongs here, not the number 12: put it in quotes"),
    ("true", ALMATY + '{"id": "x", "name": true}\n',
     "places.jsonl:2:21: name: text belongs here, not true: put it in quotes"),
    ("null req", ALMATY + '{"id": "x", "name": null}\n',
     "places.jsonl:2:21: name: no value"),
    ("null list", ALMATY + '{"id": "x", "name": "X", "aliases": null}\n',
     "places.jsonl:2:37: aliases: no value"),
    ("list", ALMATY + '{"id": "x", "name": ["X"]}\n',
     "places.jsonl:2:21: name: text belongs here, not a list"),
    ("text for list", ALMATY + '{"id": "x", "name": "X", "aliases": "y"}\n',
     "places.jsonl:2:37: aliases: a list belongs here, not 'y'"),
    ("nan", ALMATY + '{"id": "x", "name": NaN}\n',
     "places.jsonl:2:21: not JSON: a value is expected, not 'NaN'"),
    ("comment", ALMATY + "// x\n",
     "places.jsonl:2:1: not JSON: a value is expected, not '//'"),
    ("control", ALMATY + '{"id": "x", "name": "a\x07b"}\n',
     "places.jsonl:2:23: U+0007 may not stand in a string: it is written as an escape"),
    ("tab in string", ALMATY + '{"id": "x", "name": "a\tb"}\n',
     "places.jsonl:2:23: U+0009 may not stand in a string: it is written as an escape"),
    ("nul", ALMATY + '\x00\x00\n',
     "places.jsonl:2:1: not JSON: a value is expected, not '\\x00\\x00'"),
    ("surrogate", ALMATY + '{"id": "x", "name": "\\ud800"}\n',
     "places.jsonl:2:21: half of a surrogate pair is no character"),
    ("bad escape", ALMATY + '{"id": "x", "name": "\\q"}\n',
     "places.jsonl:2:22: no such escape in JSON"),
    ("dangling", ALMATY + '{"id": "x", "name": "Xé", "part_of": "almatyy"}\n',
     "places.jsonl:2:38: part_of: no place 'almatyy' (did you mean 'almaty'?)"),
    ("unicode col", ALMATY + '{"id": "x", "name": "😀é", "kind": 1}\n',
     "places.jsonl:2:35: kind: text belongs here, not the number 1: put it in quotes"),
    ("several", ALMATY + '{"id": "x", "nam": "X", "aliases": "y"}\n{"id": "y"}\n',
     "places.jsonl:2:1: x: 'name' is missing",
     "places.jsonl:2:13: nam: unknown field (did you mean 'name'?)",
     "places.jsonl:2:36: aliases: a list belongs here, not 'y'",
     "places.jsonl:3:1: y: 'name' is missing"),
    ("deep", ALMATY + "[" * 200_000,
     "places.jsonl:2:33: nested more than 32 deep"),
    ("deep in a record", ALMATY + '{"id": "x", "name": ' + "[" * 10_000 + "]" * 10_000 + "}\n",
     "places.jsonl:2:52: nested more than 32 deep"),
    ("long line", ALMATY + '{"id": "x", "name": "' + "y" * (1 << 20) + '"}\n' + ALMATY,
     "places.jsonl:2:1: a line of more than 1 MB; the rest of the file is not read"),
    ("million digits", ALMATY + '{"id": "x", "name": ' + "9" * 1_000_000 + "}\n",
     "places.jsonl:2:21: name: text belongs here, not the number 999"),
    ("same id elsewhere", ALMATY + '{"id": "csto", "name": "X"}\n',
     "places.jsonl:2:1: csto: duplicate id 'csto', already an actor's (first at actors.yaml:9:1)"),
]
# fmt: on


@pytest.mark.parametrize("row", LINES, ids=[row[0] for row in LINES])
def test_a_line_with_a_mistake(tmp_path: Path, row: tuple[str, ...]) -> None:
    _, text, *expected = row
    said = _said(tmp_path, places_jsonl=text)
    assert len(said) == len(expected) and all(map(str.startswith, said, expected)), said


def test_bytes_that_are_no_text_are_a_mistake_of_their_line(tmp_path: Path) -> None:
    data = ALMATY.encode() + '{"id": "x", "name": "é"}\n'.encode("latin-1") + b'{"id": "y"}\n'
    assert _said(tmp_path, places_jsonl=data) == [
        "places.jsonl:2:22: not UTF-8: byte 0xe9 at offset 21 of the line",
        "places.jsonl:3:1: y: 'name' is missing",
    ]


def test_utf_16_is_said_once(tmp_path: Path) -> None:
    data = (ALMATY * 3).encode("utf-16")
    assert _said(tmp_path, places_jsonl=data) == ["places.jsonl:1:1: UTF-16, not UTF-8: save it as UTF-8"]


ACCEPTED = [
    # name, text of places.jsonl that is in order
    ("plain", ALMATY),
    ("blank lines", f"\n  \n{ALMATY}\n"),
    ("no end of the last line", ALMATY.strip()),
    ("Windows line ends", ALMATY.replace("\n", "\r\n")),
    ("a byte order mark", "\ufeff" + ALMATY),
    ("white space", ALMATY.replace(" ", "  \t")),
    ("null is not given", ALMATY.replace("}", ', "kind": null}')),
    ("a default written out", ALMATY.replace("}", ', "aliases": []}')),
    ("escapes", ALMATY.replace("Almaty", "Alm\\u0061ty")),
    ("quotation marks", ALMATY.replace("}", ', "note": "\\"x\\" \\\\ \\u0022"}')),
    ("U+2028", ALMATY.replace("}", ', "note": "a\u2028b"}')),
]


@pytest.mark.parametrize("text", [row[1] for row in ACCEPTED], ids=[row[0] for row in ACCEPTED])
def test_what_a_line_may_look_like(tmp_path: Path, text: str) -> None:
    place = store.read(make_dossier(tmp_path, places_jsonl=text))[1]["places"]["almaty"]
    assert msgspec.structs.asdict(place)["name"] == "Almaty"


def _as_lines(records: Mapping[str, Record]) -> str:
    return "".join(f"{msgspec.json.encode(record).decode()}\n" for record in records.values())


def test_both_forms_say_the_same(tmp_path: Path) -> None:
    about, collections = store.read(make_dossier(tmp_path / "yaml"))
    lines = {f"{name}_jsonl": _as_lines(records) for name, records in collections.items()}
    assert store.read(make_dossier(tmp_path / "lines", **lines)) == (about, collections)


# -- the slow path against the fast one ---------------------------------------------------------------

JUNK: list[Any] = [
    None, True, 0, 1, -1, 1.5, 1e300, "", "x", "A B", "2022", "direct", "41:0123456789abcdef", " ", "x\n",
    [], [1], [[]], [1, 2], [2, 1, 3], ["x"], ["x", ["y", "z"]], [{}], {}, {"a": "b"}, {"id": "x"},
]  # fmt: skip


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    if isinstance(value, dict):
        for key in value:
            yield from _paths(value[key], (*path, key))
    elif isinstance(value, list):
        for index in range(len(value)):
            yield from _paths(value[index], (*path, index))


@cache
def _shipped(collection: str) -> list[Record]:
    return list(store.read(store.shipped())[1][collection].values())


@st.composite
def _spoilt_records(draw: st.DrawFn) -> tuple[str, Any]:
    """A record of the shipped dossier with up to three values replaced, dropped or added."""
    collection = draw(st.sampled_from(list(COLLECTIONS)))
    value: Any = msgspec.json.decode(msgspec.json.encode(draw(st.sampled_from(_shipped(collection)))))
    for _ in range(draw(st.integers(0, 3))):
        path = draw(st.sampled_from(list(_paths(value))))
        if not path:
            continue
        inside = value
        for part in path[:-1]:
            inside = inside[part]
        action = draw(st.sampled_from(["replace", "drop", "add"]))
        junk = copy.deepcopy(draw(st.sampled_from(JUNK)))
        if action == "replace":
            inside[path[-1]] = junk
        elif action == "drop":
            del inside[path[-1]]
        elif isinstance(inside, dict):
            inside[draw(st.sampled_from(["note", "kind", "text", "id", "nonsense"]))] = junk
        else:
            inside.append(junk)
    return collection, value


def _ids(record: Any) -> Iterator[str]:
    """Every id in a record, its own and those of others."""
    for names, type in fields_of(record.__class__):
        yield from _ids_in(getattr(record, names.attribute), type)


def _ids_in(value: Any, type: Bare) -> Iterator[str]:
    if isinstance(value, Struct):
        yield from _ids(value)
    elif isinstance(value, tuple) and isinstance(type.type, inspect.UnionType | inspect.VarTupleType):
        kinds = type.type.types if isinstance(type.type, inspect.UnionType) else (type.type,)
        for kind in kinds:
            if isinstance(kind, inspect.VarTupleType):
                for item in value:
                    yield from _ids_in(item, bare(kind.item_type))
    elif isinstance(value, str) and type.meant == "id":
        yield value


@given(_spoilt_records())
@settings(max_examples=300, deadline=None)
def test_the_slow_path_takes_and_refuses_what_msgspec_does(spoilt: tuple[str, Any]) -> None:
    collection, value = spoilt
    record = COLLECTIONS[collection]
    try:
        right: Any = msgspec.convert(value, record)
    except msgspec.ValidationError:
        right = None
    if right is not None and not all(re.search(ID_PATTERN, id) for id in _ids(right)):
        right = None  # msgspec is not asked to look at ids
    log = RecordLog(Problems(), "x.jsonl", lambda at: (1, at + 1))
    read = fields(record).read(parse(msgspec.json.encode(value).decode()), (), log)
    assert (None if log.count else read, log.count == 0) == (right, right is not None)


@given(st.text(alphabet='{}[]",:\\ \tu0019aeE+-.truefalsn\n\x00é\ud800', max_size=30))
@settings(max_examples=500, deadline=None)
def test_json_is_taken_and_refused_as_msgspec_does(text: str) -> None:
    try:
        msgspec.json.decode(text.encode())
        right = True
    except (msgspec.DecodeError, UnicodeEncodeError):
        right = False
    try:
        parse(text)
        read = "\ud800" not in text
    except Unreadable as error:
        read = False
        assert 0 <= error.at <= len(text)
    assert read == right


def test_many_duplicates_are_counted_and_the_first_is_named(tmp_path: Path) -> None:
    lines = "".join(f'{{"id": "p{n % 300}", "name": "P"}}\n' for n in range(600))
    with pytest.raises(store.DossierError) as raised:
        store.read(make_dossier(tmp_path, places_jsonl=ALMATY + lines))
    assert raised.value.count == 300
    assert str(raised.value.problems[99]) == "places.jsonl:401:8: p99: duplicate id 'p99' (first on line 101)"


def test_a_line_that_could_not_be_read_is_not_taken_for_another_with_its_id(tmp_path: Path) -> None:
    unread = '{"id": "x", "name": "é"}\n'.encode("latin-1")
    read = ALMATY + '{"id": "x", "name": "X", "part_of": "csto"}\n'
    assert _said(tmp_path, places_jsonl=unread + read.encode()) == [
        "places.jsonl:1:22: not UTF-8: byte 0xe9 at offset 21 of the line",
        "places.jsonl:3:37: part_of: 'csto' is an actor, not a place",
    ]


@pytest.mark.parametrize(("longer", "is_read"), [(0, True), (1, False)])
def test_a_line_may_have_a_megabyte_and_no_more(tmp_path: Path, longer: int, is_read: bool) -> None:
    line = '{"id": "x", "name": "' + "y" * ((1 << 20) - 23 + longer) + '"}'
    folder = make_dossier(tmp_path, places_jsonl=f"{line}\n{ALMATY}")
    if is_read:
        assert "almaty" in store.read(folder)[1]["places"]
    else:
        with pytest.raises(store.DossierError, match="1:1: a line of more than 1 MB"):
            store.read(folder)


SHIPPED_LINES: dict[str, list[dict[str, Any]]] = {}


def _shipped_lines() -> dict[str, list[dict[str, Any]]]:
    if not SHIPPED_LINES:
        _, collections = store.read(store.shipped())
        for name, records in collections.items():
            SHIPPED_LINES[name] = [msgspec.json.decode(msgspec.json.encode(each)) for each in records.values()]
    return copy.deepcopy(SHIPPED_LINES)


def _write_lines(folder: Path, lines: Mapping[str, list[dict[str, Any]]]) -> None:
    (folder / "dossier.yaml").write_text("id: d\ntitle: D\nperiod: 2022-01\n", encoding="utf-8")
    for name, records in lines.items():
        (folder / f"{name}.jsonl").write_bytes(b"".join(msgspec.json.encode(each) + b"\n" for each in records))


def test_lines_are_shown_in_the_order_of_yaml(tmp_path: Path) -> None:
    """Statements in JSON Lines are put in order by what was taken down while they were read."""
    lines = _shipped_lines()
    for records in lines.values():
        records.reverse()
    _write_lines(tmp_path, lines)
    read, again, shipped = kaztui.load(tmp_path), kaztui.load(tmp_path), kaztui.load(store.shipped())
    for kind in ("quote", "event"):
        assert list(read.ordered(kind)) == list(again.ordered(kind)) == list(shipped.ordered(kind))
    statements = [shipped.statements[id] for id in in_time(shipped, shipped.statements.values())]
    assert list(read.ordered("quote")) == [quote.id for statement in statements for quote in statement.quotes]


def _break_a_rule(data: st.DataObject, lines: dict[str, list[dict[str, Any]]]) -> None:
    """Change something of which only the rules, and not the types, can say that it is wrong."""
    draw = data.draw
    statement = draw(st.sampled_from(lines["statements"]))
    quote = draw(st.sampled_from(statement["quotes"]))
    claim = draw(st.sampled_from(lines["claims"]))
    event = draw(st.sampled_from(lines["events"]))
    ids = [record["id"] for records in lines.values() for record in records]
    other = draw(st.sampled_from([*ids, "nobody", "Not An Id"]))
    match draw(st.integers(0, 11)):
        case 0:
            statement[draw(st.sampled_from(["speaker", "occasion", "replies_to", "about"]))] = other
        case 1:
            statement["replies_to"], statement["about"] = draw(st.sampled_from(lines["statements"]))["id"], None
        case 2:
            quote["source"] = other
        case 3:
            quote["at"] = [quote["at"][0] + draw(st.integers(-3, 3_000)), quote["at"][1]]
        case 4:
            statement["date"] = draw(st.sampled_from(["2022-01-05", "2022-13-05", "yesterday"]))
        case 5:
            statement["gist"] = draw(st.sampled_from([" ", "\u200b", "“Hm”"]))
        case 6:
            quote["mode"] = draw(st.sampled_from(["direct", "mixed", "indirect", "scare"]))
        case 7:
            statement["quotes"] = [*statement["quotes"], quote | {"id": other}]
        case 8:
            claim["answers"][0]["reports"][0] = {"quote": other}
        case 9:
            event["part_of"] = draw(st.sampled_from(lines["events"]))["id"]
        case 10:
            statement["id"] = other
        case 11:
            quote["chain"], quote["chain_basis"] = [[other, "tass"]], "stated"


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_what_is_checked_while_it_is_read_is_what_is_checked_afterwards(data: st.DataObject) -> None:
    """Statements and claims in JSON Lines are checked as they come; the same is said of them as if all were there."""
    lines = _shipped_lines()
    for _ in range(data.draw(st.integers(0, 3))):
        _break_a_rule(data, lines)
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        _write_lines(Path(folder), lines)
        said = []
        for sieved in (SIEVED, frozenset[str]()):
            patch.setattr(reading, "SIEVED", sieved)
            try:
                store.read(folder, fresh=True)
                said.append([""])
            except store.DossierError as error:
                said.append([str(problem) for problem in error.problems])
        assert said[0] == said[1]
        happened(said[0][0].partition(": ")[2][:20])
