"""JSON Schemas of a dossier's YAML files, for editors that complete, explain and check while one writes.

Generated from the records; ``python -m kaztui.schema data/schema`` writes them anew. They say what one file can
say about itself; :mod:`kaztui.store` is what decides.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import msgspec

from .records import COLLECTIONS, ID_PATTERN, About

DIALECT = "https://json-schema.org/draft/2020-12/schema"
NAMES = ("dossier", *COLLECTIONS)
"""The files that have a schema, without their suffix."""

# Where a string belongs, the loader takes any plain scalar as one: 2022, 012, no. An editor that has made a number
# or a boolean of it must not complain.
_PLAIN = ["string", "number", "boolean"]

_Schema = dict[str, Any]


def schema(name: str) -> _Schema:
    """The schema of ``dossier.yaml`` or of a collection's YAML file. Raises ``KeyError`` for another name."""
    record = About if name == "dossier" else COLLECTIONS[name]
    (reference,), found = msgspec.json.schema_components([record], ref_template="#/$defs/{name}")
    definitions = {each: _as_yaml(definition) for each, definition in found.items()}
    for each, rules in _RULES.items():
        if each in definitions:
            definitions[each] |= rules
    top: _Schema = {"$schema": DIALECT, "title": f"kaztui: {name}.yaml"}
    if name == "dossier":
        return top | reference | {"$defs": definitions}
    own = definitions[record.__name__]
    del own["properties"]["id"]
    own["required"].remove("id")
    return top | {
        "description": f"{_sentence(record)}, by its id",
        "type": ["object", "null"],
        "propertyNames": {"pattern": ID_PATTERN},
        "additionalProperties": reference,
        "$defs": definitions,
    }


def _sentence(record: type[msgspec.Struct]) -> str:
    return (record.__doc__ or record.__name__).splitlines()[0].rstrip(".")


def _as_yaml(part: Any) -> Any:
    """A part of a schema for JSON as one for YAML: plain scalars may be strings, and null is no value."""
    if isinstance(part, list):
        return [_as_yaml(item) for item in part]
    if not isinstance(part, dict):
        return part
    changed = {key: _as_yaml(value) for key, value in part.items() if not (key == "default" and value is None)}
    choices = [choice for choice in changed.get("anyOf", ()) if choice != {"type": "null"}]
    if len(choices) == 1:
        del changed["anyOf"]
        changed |= choices[0]
    elif choices:
        changed["anyOf"] = choices
    if changed.get("type") == "string":
        changed["type"] = _PLAIN
    if "enum" in changed:
        changed["enum"] = [choice for choice in changed["enum"] if choice is not None]
    return changed


def _when(field: str, *values: str, then: _Schema) -> _Schema:
    return {"if": {"properties": {field: {"enum": list(values)}}, "required": [field]}, "then": then}


def _without(*fields: str) -> _Schema:
    return {"properties": dict.fromkeys(fields, False)}


_CHAIN = [
    _when("chain_basis", "stated", "inferred", then={"required": ["chain"]}),
    _when("chain_basis", "article", then=_without("chain")),
]
_RULES: dict[str, _Schema] = {
    "Source": {
        "allOf": [
            _when("outlet_basis", "stated", "inferred", then={"required": ["container-title"]}),
            _when("title_basis", "supplied", then={"properties": {"title": {"pattern": r"^\[.*\]$"}}}),
        ],
        "dependentRequired": {"container-title": ["outlet_basis"]},
    },
    "Report": {
        "oneOf": [
            {"required": ["quote"]} | _without("source", "at", "digest", "chain", "chain_basis"),
            {"required": ["source", "at", "digest"]} | _without("quote"),
        ],
        "allOf": _CHAIN,
        "dependentRequired": {"chain": ["chain_basis"]},
    },
    "Quote": {
        "allOf": [
            _when("mode", "direct", "mixed", "scare", then={"required": ["text"]}),
            _when("mode", "direct", then=_without("paraphrase")),
            _when("mode", "indirect", then={"required": ["paraphrase"]} | _without("text")),
            _when("certainty", "probable", "doubtful", then={"required": ["note"]}),
            *_CHAIN,
        ],
        "dependentRequired": {"chain": ["chain_basis"]},
    },
    "Statement": {"dependentRequired": {"date_basis": ["date"], "date_text": ["date"]}},
}
"""Record class → what its fields owe each other, as far as a schema can easily say it; see :mod:`kaztui.rules`."""


def text(name: str) -> str:
    """The schema as it stands in its file."""
    return json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"


def write(folder: Path) -> list[Path]:
    """Write every schema into the folder, as ``statements.schema.json`` and so on; where they are now."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in NAMES:
        path = folder / f"{name}.schema.json"
        path.write_text(text(name), encoding="utf-8")
        written.append(path)
    return written


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m kaztui.schema DIR")
    write(Path(sys.argv[1]))
