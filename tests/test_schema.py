"""The schemas for editors: they pass what the loader passes, and flag what one file can show to be wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from kaztui import store
from kaztui.schema import NAMES, schema, text, write
from tests.dossiers import FILES, spoilt

WRITTEN = Path(__file__).parent.parent / "data" / "schema"


class _Editor(yaml.SafeLoader):
    """YAML as an editor reads it before it asks the schema: numbers and booleans, but no dates."""


_Editor.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _complaints(name: str, yaml_text: str) -> list[str]:
    document: Any = json.loads(json.dumps(yaml.load(yaml_text, Loader=_Editor)))  # keys become strings
    found = Draft202012Validator(schema(name)).iter_errors(document)
    return [f"{error.json_path}: {error.message}" for error in found]


@pytest.mark.parametrize("name", NAMES)
def test_the_written_schemas_are_those_of_today(name: str) -> None:
    assert (WRITTEN / f"{name}.schema.json").read_text(encoding="utf-8") == text(name), (
        "run: python -m kaztui.schema data/schema"
    )


def test_all_are_written(tmp_path: Path) -> None:
    assert [path.name for path in write(tmp_path)] == [f"{name}.schema.json" for name in NAMES]
    assert {path.name for path in WRITTEN.iterdir()} == {path.name for path in tmp_path.iterdir()}


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))
    assert schema(name)["$schema"].endswith("2020-12/schema")
    assert "$id" not in text(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_good_file_passes(name: str) -> None:
    assert _complaints(name, FILES[name]) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_shipped_dossier_passes(name: str) -> None:
    assert _complaints(name, Path(store.shipped(), f"{name}.yaml").read_text(encoding="utf-8")) == []


def test_an_empty_collection_passes() -> None:
    assert _complaints("places", "") == []


PLAIN = [
    # what plain scalars may look like where a string belongs
    ("statements", "  date: 2022-01-11", "  date: 2022"),
    ("statements", "gist: Thanks.", "gist: 12"),
    ("statements", "gist: Thanks.", "gist: no"),
    ("claims", "printed: 164 người", "printed: 2.030"),
    ("claims", "printed: 164 người", "printed: 164"),
    ("actors", "aliases: [Putin, ông Putin]", "aliases: [no, 1e3, 012]"),
    ("events", "{actor: csto, role: host}", "{actor: 004, role: host}"),
]


@pytest.mark.parametrize(("name", "old", "new"), PLAIN)
def test_a_string_that_looks_like_something_else_is_not_flagged(name: str, old: str, new: str) -> None:
    assert _complaints(name, spoilt(name, old, new)) == []


BAD = [
    # name, file, what is replaced, by what, what the complaint says
    ("unknown field", "places", "part_of: kazakhstan", "partof: kazakhstan", "'partof' was unexpected"),
    ("an id field", "places", "part_of: kazakhstan", "id: almaty", "'id' was unexpected"),
    ("bad id", "places", "kazakhstan: {name", "Kazakhstan: {name", "'Kazakhstan' does not match"),
    ("bad reference", "statements", "speaker: putin", "speaker: Putin!", "'Putin!' does not match"),
    ("missing field", "actors", "{name: Russia, kind: state}", "{name: Russia}", "'kind' is a required property"),
    ("unknown word", "events", "kind: meeting", "kind: meting", "'meting' is not one of"),
    ("a list for a value", "places", "name: Almaty", "name: [Almaty]", "is not of type 'string'"),
    ("a value for a list", "places", "aliases: [Alma-Ata]", "aliases: Alma-Ata", "is not of type 'array'"),
    ("no value", "places", "part_of: kazakhstan", "part_of:", "None is not of type 'string'"),
    ("empty text", "places", "name: Almaty", 'name: ""', "'' should be non-empty"),
    ("a quoted number", "claims", "value: 164", 'value: "164"', "'164' is not valid under any"),
    ("a negative offset", "events", "at: [10, 60]", "at: [-10, 60]", "-10 is less than the minimum"),
    ("three offsets", "events", "at: [10, 60]", "at: [10, 60, 70]", "is too long"),
    ("no quotes", "claims", "reports: [{quote: q-thanks}]", "reports: []", "[] should be non-empty"),
    ("a quote without its words", "statements", "mode: indirect", "mode: direct", "'text' is a required property"),
    ("reported with words", "statements", "mode: mixed", "mode: indirect", "False schema does not allow"),
    ("doubt without a reason", "statements", "cue: Ông", "certainty: doubtful\n      cue: Ông", "'note' is a required"),
    ("a chain without its basis", "statements", "      chain_basis: stated\n", "", "'chain_basis' is a dependency"),
    ("a report of two kinds", "claims", "{quote: q-thanks}", "{quote: q-thanks, at: [1, 2]}", "is not valid under any"),
    ("an outlet without its basis", "sources", "  outlet_basis: stated\n", "", "'outlet_basis' is a dependency"),
    ("a supplied title", "sources", '"[A photo page]"', "A photo page", "'A photo page' does not match"),
    ("print of no date", "statements", "  date: 2022-01-11\n", "  date_text: 11/1\n", "'date' is a dependency"),
    ("no title", "dossier", "title: A small dossier\n", "", "'title' is a required property"),
]


@pytest.mark.parametrize(("name", "old", "new", "complaint"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_a_bad_file_is_flagged(name: str, old: str, new: str, complaint: str) -> None:
    complaints = _complaints(name, spoilt(name, old, new))
    assert any(complaint in found for found in complaints), complaints


def test_fields_are_explained() -> None:
    quote = schema("statements")["$defs"]["Quote"]
    assert quote["properties"]["text"]["description"] == "the quoted words, character for character"
    assert quote["additionalProperties"] is False
