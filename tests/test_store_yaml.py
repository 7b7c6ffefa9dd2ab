"""The strict YAML loader, as tables of mistakes and traps, each with the line, column and words that say so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from kaztui import store
from kaztui.records import Answer, Claim, Place, Statement
from tests.dossiers import FILES, make_dossier, spoilt


def _said(folder: Path, **files: str | bytes | None) -> list[str]:
    with pytest.raises(store.DossierError) as raised:
        store.read(make_dossier(folder, **files))
    assert raised.value.count == len(raised.value.problems)
    return [str(problem) for problem in raised.value.problems]


def _as_expected(said: list[str], expected: list[str]) -> bool:
    """Whether each line begins as its expectation does: rows are cut to the width of a table."""
    return len(said) == len(expected) and all(map(str.startswith, said, expected))


# fmt: off
EDITS: list[tuple[str, ...]] = [
    # name, file of the small dossier, what is replaced in it, by what; then how the lines begin that say so
    ("unknown field python name", "sources", "container-title:", "container_title:",
     "sources.yaml:3:3: container_title: unknown field (did you mean 'container-title'?)"),
    ("unknown field case", "sources", "URL:", "url:",
     "sources.yaml:5:3: url: unknown field (did you mean 'URL'?)"),
    ("field of inner", "statements", "  gist: Thanks.", "  gist: Thanks.\n  mode: direct",
     "statements.yaml:23:3: mode: unknown field: it belongs inside 'quotes'"),
    ("duplicate native", "actors", "{ru: Владимир Путин}", "{ru: a, ru: b}",
     "actors.yaml:4:19: native.ru: duplicate key 'ru' (first on line 4, column 12)"),
    ("missing inner", "statements", "      mode: indirect\n", "",
     "statements.yaml:26:7: quotes[0]: 'mode' is missing"),
    ("no value id", "statements", "speaker: putin", "speaker:",
     "statements.yaml:2:11: speaker: no value"),
    ("no value list", "statements", "to: [csto]", "to:",
     "statements.yaml:5:6: to: no value"),
    ("no value choice", "statements", "mode: indirect", "mode:",
     "statements.yaml:28:12: quotes[0].mode: no value: one of direct, indirect, mixed, scare belongs here"),
    ("no value number", "claims", "value: 164", "value:",
     "claims.yaml:6:13: answers[0].value: no value"),
    ("title in brackets", "sources", '"[A photo page]"', "[A photo page]",
     'sources.yaml:14:10: title: text belongs here, not a list: quote it, "[A photo page]"'),
    ("date in brackets", "statements", "date: 2022-01-11", "date: [2022-01-03..2022-01-09]",
     'statements.yaml:23:9: date: a date belongs here, not a list: quote it, "[2022-01-03..2022-01-09]"'),
    ("set in brackets", "statements", "date: 2022-01-11", "date: [2022-01-03, 2022-01-09]",
     'statements.yaml:23:9: date: a date belongs here, not a list: quote it, "[2022-01-03,2022-01-09]"'),
    ("id for report", "claims", "[{quote: q-thanks}]", "[q-thanks]",
     "claims.yaml:15:17: answers[1].reports[0]: a mapping (quote: …) belongs here, not 'q-thanks'"),
    ("text for mapping", "actors", "{ru: Владимир Путин}", "Владимир Путин",
     "actors.yaml:4:11: native: a mapping (name: value) belongs here, not 'Владимир Путин'"),
    ("word", "statements", "mode: mixed", "mode: mixd",
     "statements.yaml:10:13: quotes[0].mode: 'mixd' is none of direct, indirect, mixed, scare (did you mean 'mixed'?)"),
    ("word far", "events", "kind: meeting", "kind: bbq",
     "events.yaml:3:9: kind: 'bbq' is none of appointment, arrest, background, deployment, diplomacy, emergency, meet"),
    ("quoted number", "claims", "value: 164", 'value: "164"',
     "claims.yaml:6:14: answers[0].value: a number belongs here, without quotation marks"),
    ("text number", "claims", "value: 164", "value: many",
     "claims.yaml:6:14: answers[0].value: a number belongs here, not 'many'"),
    ("thousands", "claims", "value: 164", "value: 2.030",
     "claims.yaml:6:14: answers[0].value: a thousands point is not read as one: write 2030, or 2.03 for the decimal"),
    ("thousands 2", "claims", "value: 164", "value: 12.345",
     "claims.yaml:6:14: answers[0].value: a thousands point is not read as one: write 12345, or 12.3450 for the decim"),
    ("thousands 3", "claims", "value: 164", "value: 1.234.567",
     "claims.yaml:6:14: answers[0].value: a number has no thousands marks: write 1234567"),
    ("thousands 4", "claims", "value: 164", "value: 2,030",
     "claims.yaml:6:14: answers[0].value: a number has no thousands marks: write 2030"),
    ("thousands 5", "claims", "value: 164", "value: 2_030",
     "claims.yaml:6:14: answers[0].value: a number has no thousands marks: write 2030"),
    ("octal", "claims", "value: 164", "value: 0o17",
     "claims.yaml:6:14: answers[0].value: a number belongs here, not '0o17'"),
    ("hex", "claims", "value: 164", "value: 0x1F",
     "claims.yaml:6:14: answers[0].value: a number belongs here, not '0x1F'"),
    ("leading zero", "claims", "value: 164", "value: 0164",
     "claims.yaml:6:14: answers[0].value: a number belongs here, not '0164'"),
    ("nan", "claims", "value: 164", "value: .nan",
     "claims.yaml:6:14: answers[0].value: a number belongs here, not '.nan'"),
    ("inf", "claims", "value: 164", "value: .inf",
     "claims.yaml:6:14: answers[0].value: a number belongs here, not '.inf'"),
    ("1e999", "claims", "value: 164", "value: 1e999",
     "claims.yaml:6:14: answers[0].value: too large a number: 18 digits at most"),
    ("true", "claims", "value: 164", "value: true",
     "claims.yaml:6:14: answers[0].value: a number belongs here, not 'true'"),
    ("sexagesimal", "claims", "value: 164", "value: 1:30",
     "claims.yaml:6:14: answers[0].value: a number belongs here, not '1:30'"),
    ("list number", "claims", "value: 164", "value: [164]",
     "claims.yaml:6:14: answers[0].value: a number belongs here, not a list"),
    ("19 digits", "claims", "value: 164", "value: 9999999999999999999",
     "claims.yaml:6:14: answers[0].value: too large a number: 18 digits at most"),
    ("offset decimal", "statements", "at: [100, 140]", "at: [100, 140.0]",
     "statements.yaml:30:17: quotes[0].at[1]: a whole number belongs here, not 140.0"),
    ("offset negative", "statements", "at: [100, 140]", "at: [-100, 140]",
     "statements.yaml:30:12: quotes[0].at[0]: -100 is too small: 0 at least"),
    ("offset quoted", "statements", "at: [100, 140]", 'at: ["100", 140]',
     "statements.yaml:30:12: quotes[0].at[0]: a whole number belongs here, without quotation marks"),
    ("one offset", "statements", "at: [100, 140]", "at: [100]",
     "statements.yaml:30:11: quotes[0].at: two numbers, [start, end], belong here, not a list of 1"),
    ("span as text", "statements", "at: [100, 140]", "at: 100-140",
     "statements.yaml:30:11: quotes[0].at: two numbers, [start, end], belong here, not '100-140'"),
    ("digest", "statements", '"40:0123456789abcdef"', "40-0123",
     "statements.yaml:31:15: quotes[0].digest: '40-0123' is no digest: 'length:16 hexadecimal digits', as `kaztui anc"),
    ("sha", "sources", "2e" * 32, "2E" * 32,
     "sources.yaml:16:18: text.sha256: '2E2E2E2E2E2E2E2E2E2E2E2E2E2E2E2E2E2E2E2…' is no sha256: 64 hexadecimal digits"),
    ("text length 0", "sources", "length: 400", "length: 0",
     "sources.yaml:16:92: text.length: 0 is too small: 1 at least"),
    ("bidi in value", "statements", "mode: mixed", 'mode: mi\u202exed',
     "statements.yaml:10:13: quotes[0].mode: 'mi\\u202exed' is none of direct, indirect, mixed, scare (did you mean '"),
]
# fmt: on


@pytest.mark.parametrize("edit", EDITS, ids=[edit[0] for edit in EDITS])
def test_a_value_of_the_wrong_type(tmp_path: Path, edit: tuple[str, ...]) -> None:
    _, collection, old, new, *expected = edit
    said = _said(tmp_path, **{collection: spoilt(collection, old, new)})
    assert _as_expected(said, expected), said


# fmt: off
WHOLE: list[tuple[str, ...]] = [
    # name, file, all that stands in it; then how the lines begin that say what is wrong
    ("unknown field", "places", "almaty:\n  name: Almaty\n  partof: x\n",
     "places.yaml:3:3: partof: unknown field (did you mean 'part_of'?)"),
    ("id in record", "places", "almaty:\n  id: almaty\n  name: Almaty\n",
     "places.yaml:2:3: id: unknown field: a record's id is its key"),
    ("duplicate key", "places", "almaty:\n  name: Almaty\n  kind: city\n  name: Alma-Ata\n",
     "places.yaml:4:3: name: duplicate key 'name' (first on line 2)"),
    ("duplicate id", "places", "almaty:\n  name: Almaty\nother: {name: O}\nalmaty:\n  name: Alma-Ata\n",
     "places.yaml:4:1: almaty: duplicate id 'almaty' (first on line 1)"),
    ("bad id", "places", "Almaty City: {name: Almaty}\n",
     "places.yaml:1:1: Almaty City: 'Almaty City' is no id: a–z, 0–9 and hyphens between them, 64 at most",
     "events.yaml:6:12: places[0]: no place 'almaty'"),
    ("missing", "places", "almaty:\n  kind: city\n",
     "places.yaml:2:3: almaty: 'name' is missing"),
    ("record is text", "places", "almaty: Almaty\n",
     "places.yaml:1:9: almaty: a mapping (name: …) belongs here, not 'Almaty'"),
    ("record is empty", "places", "almaty:\nother: {name: O}\n",
     "places.yaml:1:8: almaty: no value"),
    ("record is list", "places", "almaty: [Almaty]\n",
     "places.yaml:1:9: almaty: a mapping (name: …) belongs here, not a list"),
    ("file is list", "places", "- id: almaty\n  name: Almaty\n",
     "places.yaml:1:1: a mapping from ids to records belongs here, not a list"),
    ("file is text", "places", "almaty\n",
     "places.yaml:1:1: a mapping from ids to records belongs here, not text"),
    ("no value", "places", "almaty:\n  name: Almaty\n  note:\n",
     "places.yaml:3:8: note: no value"),
    ("empty text", "places", 'almaty: {name: ""}\n',
     "places.yaml:1:16: name: empty: leave the field out"),
    ("list for text", "places", "almaty:\n  name:\n    - Almaty\n    - Alma-Ata\n",
     "places.yaml:3:5: name: text belongs here, not a list: drop the '- ', or join the items"),
    ("flow list for text", "places", "almaty:\n  name: [Almaty, Alma-Ata]\n",
     'places.yaml:2:9: name: text belongs here, not a list: quote it, "[Almaty, Alma-Ata]"'),
    ("mapping for text", "places", "almaty:\n  name: {vi: Almaty}\n",
     "places.yaml:2:9: name: text belongs here, not a mapping: quote what holds a colon and a space, or begins with a"),
    ("text for list", "places", "almaty:\n  name: Almaty\n  aliases: Alma-Ata\n",
     "places.yaml:3:12: aliases: a list belongs here, not a single value: write [Alma-Ata]"),
    ("empty quotes", "statements", "a:\n  speaker: putin\n  gist: G\n  quotes: []\n",
     "events.yaml:11:14: reports[0].quote: no quote 'q-no-revolution'",
     "statements.yaml:4:11: quotes: empty: at least one is needed",
     "claims.yaml:15:25: answers[1].reports[0].quote: no quote 'q-thanks'"),
    ("alias", "places", "almaty: &a\n  name: Almaty\nother: *a\n",
     "places.yaml:1:9: almaty: YAML anchors (&a) are not allowed",
     "places.yaml:3:8: other: YAML aliases (*a) are not allowed: write the value out"),
    ("alias value", "places", "almaty:\n  name: &n Almaty\n  note: *n\n",
     "places.yaml:2:9: name: YAML anchors (&n) are not allowed",
     "places.yaml:3:9: note: YAML aliases (*n) are not allowed: write the value out"),
    ("alias key", "places", "*x : {name: a}\n",
     "places.yaml:1:1: YAML aliases (*x) are not allowed: write the value out",
     "events.yaml:6:12: places[0]: no place 'almaty'"),
    ("merge", "places", "almaty: {name: A}\nother:\n  <<: {name: B}\n  kind: x\n",
     "places.yaml:3:3: other: merge keys (<<) are not allowed: write the fields out",
     "places.yaml:3:3: other: 'name' is missing"),
    ("merge alias", "places", "almaty: &a {name: A}\nother:\n  <<: *a\n  name: B\n",
     "places.yaml:1:9: almaty: YAML anchors (&a) are not allowed",
     "places.yaml:3:3: other: merge keys (<<) are not allowed: write the fields out",
     "places.yaml:3:7: other: YAML aliases (*a) are not allowed: write the value out"),
    ("tag", "places", "almaty: !!map {name: !!str Almaty}\n",
     "places.yaml:1:9: almaty: YAML tags (tag:yaml.org,2002:map) are not allowed: the field has its type",
     "places.yaml:1:22: name: YAML tags (tag:yaml.org,2002:str) are not allowed: the field has its type"),
    ("python tag", "places", "almaty: {name: !!python/object/apply:os.system [ls]}\n",
     "places.yaml:1:16: name: YAML tags (tag:yaml.org,2002:python/object/apply:os.system) are not allowed: the field h",
     'places.yaml:1:16: name: text belongs here, not a list: quote it, "[ls]"'),
    ("tag directive", "places", "%TAG !e! tag:x,2000:\n---\nalmaty: {name: Almaty}\n",
     "places.yaml:1:1: almaty: YAML tags are not allowed"),
    ("nonspecific tag", "places", "almaty: {name: ! Almaty}\n",
     "places.yaml:1:16: name: YAML tags (!) are not allowed: the field has its type"),
    ("complex key", "places", "? [a, b]\n: {name: A}\nalmaty: {name: A}\n",
     "places.yaml:1:3: almaty: a key is plain text, not a list or mapping"),
    ("documents", "places", "almaty: {name: A}\n---\nother: {name: B}\n",
     "places.yaml:2:1: a second document: a file is one"),
    ("document end", "places", "almaty: {name: A}\n...\nother\n",
     "places.yaml:3:1: text after the end of the document"),
    ("tab", "places", "almaty:\n\tname: Almaty\n",
     "places.yaml:2:1: a tab: YAML is indented with spaces"),
    ("tab inside", "places", "almaty:\n  name: Almaty\n\tkind: city\n",
     "places.yaml:3:1: a tab: YAML is indented with spaces"),
    ("colon", "places", "almaty:\n  name: Almaty: a city\n",
     "places.yaml:2:15: a colon and a space inside plain text: put the text in quotes (or the line is indented too fa"),
    ("at sign", "places", "almaty:\n  name: @almaty\n",
     "places.yaml:2:9: plain text cannot begin with '@': put the text in quotes"),
    ("backquote", "places", "almaty:\n  name: `almaty`\n",
     "places.yaml:2:9: plain text cannot begin with '`': put the text in quotes"),
    ("percent", "places", "almaty:\n  name: %almaty\n",
     "places.yaml:2:9: plain text cannot begin with '%': put the text in quotes"),
    ("indent", "places", "almaty:\n  name: Almaty\n   kind: city\n",
     "places.yaml:3:8: a colon and a space inside plain text: put the text in quotes (or the line is indented too far"),
    ("dedent", "places", "almaty:\n  name: Almaty\n kind: city\n",
     "places.yaml:3:2: a key is expected here: is the line indented like its neighbours, and does quoted text above e"),
    ("text after quote", "places", 'almaty:\n  name: "Al" maty\n  kind: city\n',
     "places.yaml:2:14: a key is expected here: is the line indented like its neighbours, and does quoted text above "),
    ("unclosed quote", "places", 'almaty:\n  name: "Almaty\n  kind: city\n',
     "places.yaml:2:9: a quotation mark that is never closed"),
    ("unclosed list", "places", "almaty:\n  name: Almaty\n  aliases: [a, b\nother:\n  name: b\n",
     "places.yaml:4:6: a list in [ ] that is not closed, or lacks a comma"),
    ("unclosed map", "places", "almaty: {name: Almaty\nother: {name: b}\n",
     "places.yaml:2:6: a mapping in { } that is not closed, or lacks a comma"),
    ("bad escape", "places", 'almaty: {name: "\\q"}\n',
     'places.yaml:1:17: no such escape: in double quotes write "\\\\" for a backslash'),
    ("no colon", "places", "almaty\n  name: x\n",
     "places.yaml:1:1: a mapping from ids to records belongs here, not text"),
    ("key without colon", "places", "almaty:\n  name: Almaty\n  kind\nother: {name: a}\n",
     "places.yaml:4:1: a key without a ':' (or text that should be indented, or quoted)"),
    ("surrogate escape", "places", 'almaty: {name: "\\ud800"}\n',
     "places.yaml:1:19: an escape that is no character"),
    ("esc", "places", 'almaty:\n  name: Al\x1b]52;c;Zm9v\x07maty\n',
     "places.yaml:2:11: U+001B may not stand in a file: control characters are written as escapes in double quotes"),
    ("c1", "places", 'almaty: {name: Al\x9bmaty}\n',
     "places.yaml:1:18: U+009B may not stand in a file: control characters are written as escapes in double quotes"),
    ("nel", "places", 'almaty: {name: Al\x85maty}\n',
     'places.yaml:1:18: U+0085 ends a line in YAML, unseen: in double quotes it is written "\\N"'),
    ("ls", "places", 'almaty: {name: Al\u2028maty}\n',
     'places.yaml:1:18: U+2028 ends a line in YAML, unseen: in double quotes it is written "\\L"'),
    ("nonchar", "places", 'almaty: {name: Al\uffffmaty}\n',
     "places.yaml:1:18: U+FFFF may not stand in a file: control characters are written as escapes in double quotes"),
    ("crlf", "places", "almaty:\r\n  name: Almaty\r\n  kin: city\r\n",
     "places.yaml:3:3: kin: unknown field (did you mean 'kind'?)"),
    ("bidi in key", "places", 'almaty:\n  name: Almaty\n  ki\u202end: city\n',
     "places.yaml:3:3: kind: unknown field 'ki\\u202end' (did you mean 'kind'?)"),
    ("escape in key", "places", 'almaty:\n  name: Almaty\n  "ki\\e]0;x\\a": city\n',
     "places.yaml:3:3: ki␛]0;x␇: unknown field 'ki\\x1b]0;x\\x07'"),
    ("dossier empty", "dossier", "",
     "dossier.yaml:1:1: empty: 'id' and 'title' are missing"),
    ("dossier list", "dossier", "- a\n",
     "dossier.yaml:1:1: a mapping (name: value) belongs here, not a list"),
    ("dossier no id", "dossier", "title: T\n",
     "dossier.yaml:1:1: 'id' is missing"),
    ("dossier unknown", "dossier", "id: a\ntitle: T\nlanguage: vi\n",
     "dossier.yaml:3:1: language: unknown field (did you mean 'languages'?)"),
    ("dossier comment", "dossier", "# nothing\n",
     "dossier.yaml:1:1: empty: 'id' and 'title' are missing"),
    ("bad languages", "dossier", "id: a\ntitle: T\nlanguages: [vi, en]\n",
     "dossier.yaml:3:12: languages: a mapping (quotes: …) belongs here, not a list"),
]
# fmt: on


@pytest.mark.parametrize("whole", WHOLE, ids=[whole[0] for whole in WHOLE])
def test_a_file_with_a_mistake(tmp_path: Path, whole: tuple[str, ...]) -> None:
    _, collection, text, *expected = whole
    said = _said(tmp_path, **{collection: text})
    assert _as_expected(said, expected), said


BYTES = [
    # name, all bytes of places.yaml, the line that says what is wrong
    ("Latin-1", "almaty:\n  name: é\n".encode("latin-1"), "2:9: not UTF-8: byte 0xe9 at offset 16"),
    ("a surrogate", b"almaty: {name: \xed\xa0\x80}\n", "1:16: not UTF-8: byte 0xed at offset 15"),
    ("cut in a character", "almaty: {name: é".encode()[:-1], "1:16: not UTF-8: byte 0xc3 at offset 15"),
    ("UTF-16", "almaty: {name: A}\n".encode("utf-16"), "1:1: UTF-16, not UTF-8: save it as UTF-8"),
    ("UTF-16 without a mark", "almaty: {name: A}\n".encode("utf-16-le"), "1:2: U+0000 may not stand in a file"),
    ("NUL", b"almaty: {name: Al\0maty}\n", "1:18: U+0000 may not stand in a file"),
    ("NUL after a mark", b"\xef\xbb\xbfalmaty: {name: Al\0maty}\n", "1:18: U+0000 may not stand in a file"),
]


@pytest.mark.parametrize(("data", "expected"), [row[1:] for row in BYTES], ids=[str(row[0]) for row in BYTES])
def test_bytes_that_are_no_text(tmp_path: Path, data: bytes, expected: str) -> None:
    said = _said(tmp_path, places=data)
    assert _as_expected(said, [f"places.yaml:{expected}"]), said


DEEP = [
    # name, text of places.yaml, where it gets too deep
    ("lists", "almaty: " + "[" * 200_000, "1:40"),
    ("closed lists", "almaty: {name: " + "[" * 10_000 + "]" * 10_000 + "}\n", "1:46"),
    ("mappings", "almaty: " + "{a: " * 200_000, "1:133"),
    ("blocks", "almaty:\n" + "".join(" " * depth + "a:\n" for depth in range(1, 1_000)), "33:33"),
    ("dashes", "almaty:\n  " + "- " * 10_000 + "a\n", "2:65"),
    ("keys", "? " * 10_000 + "a\n", "1:65"),
]


@pytest.mark.parametrize(("text", "place"), [row[1:] for row in DEEP], ids=[row[0] for row in DEEP])
@pytest.mark.parametrize("parser", ["libyaml", "python"])
def test_nesting_is_limited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, parser: str, text: str, place: str
) -> None:
    if parser == "python":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    (said,) = _said(tmp_path, places=text)
    # A libyaml that has a limit of its own reads ahead on the line, and may meet it first.
    where = r"1:\d+" if parser == "libyaml" and "lists" in request.node.name else place
    assert re.fullmatch(f"places.yaml:{where}: nested more than 32 deep", said), said


def test_without_libyaml_all_is_read_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make_dossier(tmp_path)
    with_it = store.read(folder)
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert store.read(folder) == with_it


def test_half_a_surrogate_pair_without_libyaml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML's own parser lets it through, and nothing that writes UTF-8 survives it."""
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    said = _said(tmp_path, places='almaty: {name: "\\ud800"}\n')
    assert said == ["places.yaml:1:16: name: half of a surrogate pair is no character"]


PLAIN = ["no", "yes", "true", "null", "~", "012", "1e3", "0x1F", "1_000", "2022-01-05", "12:30", ".nan", "=", "2.030"]


@pytest.mark.parametrize("word", PLAIN)
def test_a_plain_scalar_is_text_where_text_belongs(tmp_path: Path, word: str) -> None:
    places = FILES["places"] + f"somewhere:\n  name: {word}\n  aliases: [{word}, '{word}s']\n"
    place = store.read(make_dossier(tmp_path, places=places))[1]["places"]["somewhere"]
    assert isinstance(place, Place)
    assert (place.name, place.aliases) == (word, (word, f"{word}s"))


@pytest.mark.parametrize("id", ["no", "012", "2022-01-05", "1e3", "null", "004"])
def test_an_id_may_look_like_anything(tmp_path: Path, id: str) -> None:
    places = FILES["places"] + f"{id}: {{name: X, part_of: kazakhstan}}\nother: {{name: Y, part_of: {id}}}\n"
    assert id in store.read(make_dossier(tmp_path, places=places))[1]["places"]


NUMBERS = [
    ("0", 0),
    ("-3", -3),
    ("2030", 2030),
    ("1.5", 1.5),
    ("2.03", 2.03),
    ("1e3", 1000.0),
    ("999999999999999999", 10**18 - 1),
]


@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_numbers_are_those_of_json(tmp_path: Path, text: str, value: float) -> None:
    claims = spoilt("claims", "      value: 164\n      low: 160\n      high: 170\n", f"      value: {text}\n")
    claim = store.read(make_dossier(tmp_path, claims=claims))[1]["claims"]["dead"]
    assert isinstance(claim, Claim)
    answer: Answer = claim.answers[0]
    assert answer.value == value
    assert type(answer.value) is type(value)


def test_a_million_digits(tmp_path: Path) -> None:
    said = _said(tmp_path, claims=spoilt("claims", "value: 164", "value: " + "9" * 1_000_000))
    assert said == ["claims.yaml:6:14: answers[0].value: too long a number: 18 digits at most"]


ACCEPTED = [
    # name, text of places.yaml that is in order
    ("a byte order mark", "\ufeff" + FILES["places"]),
    ("Windows line ends", FILES["places"].replace("\n", "\r\n")),
    ("a document's start and end", f"---\n{FILES['places']}...\n"),
    ("a version", f"%YAML 1.1\n---\n{FILES['places']}"),
    ("comments", "# places\n" + FILES["places"].replace("name: Almaty", "name: Almaty # a city")),
    ("text over lines", FILES["places"].replace("name: Almaty", "name:\n    Al\n    maty")),
    ("block text", FILES["places"].replace("name: Almaty", "name: |-\n    Almaty")),
    ("an escape in quotes", FILES["places"].replace("name: Almaty", 'name: "\\e[31mAlmaty\\L"')),
]


@pytest.mark.parametrize("text", [row[1] for row in ACCEPTED], ids=[row[0] for row in ACCEPTED])
def test_what_yaml_may_do(tmp_path: Path, text: str) -> None:
    assert set(store.read(make_dossier(tmp_path, places=text))[1]["places"]) == {"kazakhstan", "almaty"}


def test_text_is_kept_as_it_is_written(tmp_path: Path) -> None:
    """Records keep even what must not reach a screen; only messages are made safe."""
    places = FILES["places"].replace("name: Almaty", 'name: "\\e]52;c;eA==\\aA\\u0301\\u202E"')
    place = store.read(make_dossier(tmp_path, places=places))[1]["places"]["almaty"]
    assert isinstance(place, Place)
    assert place.name == "\x1b]52;c;eA==\x07A\u0301\u202e"


def test_a_forgotten_dash(tmp_path: Path) -> None:
    statements = spoilt("statements", "    - id: q-thanks\n", "      id: q-thanks\n")
    assert _said(tmp_path, statements=statements) == [
        "statements.yaml:26:7: quotes: a list belongs here, not a mapping: begin each item with '- '"
    ]


def test_files_are_read_in_the_order_of_the_design(tmp_path: Path) -> None:
    about, collections = store.read(make_dossier(tmp_path))
    assert about.id == "small"
    assert list(collections) == ["sources", "actors", "places", "events", "statements", "claims"]
    statement = collections["statements"]["no-revolution"]
    assert isinstance(statement, Statement)
    assert statement.quotes[0].chain == ("tass", ("reuters", "csto"))
    assert statement.quotes[0].at == (118, 140)
