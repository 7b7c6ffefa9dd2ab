"""A dossier in which every string that may say anything tries to act on the terminal that shows it."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import kaztui
from kaztui.export import dossier_json
from kaztui.text import digest

from .dossiers import make_dossier

HOSTILE = (
    "\x1b[31mred\x1b]0;title\x07\x1b]52;c;aGk=\x07\x9b31m\x9d0;x\x9c\x85 \u202egnorw\u202c \u2066iso\u2069 "
    "zero\u200bwidth\u2060\ufeff tag\U000e0041\U000e007f soft\u00ad e" + "\u0301" * 200 + " o" + "\u0489" * 50
    + " [@click=app.quit]click[/] [/] [b]bold[/b] \r\n\t\b\x00\x7f\u2028\ufe0f :smile: \\[x] $HOME %s {0} end"
)  # fmt: skip
"""Escapes, OSC 0 and 52, C1, bidi, zero-width and tag characters, too many marks, markup of Rich and Textual."""

COLLECTIONS = ("sources", "actors", "places", "events", "statements", "claims")

OPTIONAL = ("note", "summary", "date_text", "licence", "URL", "cue", "gloss", "printed", "unit", "role")

# Sequences that the program itself may send: moves, erasures, styles, modes; kitty's keys; a whole copy for the
# clipboard, which is longer than the one that hostile words ask for.
_OWN = re.compile(
    r"\x1b\[(?:[\d;]*[ABCDGHJKXm]|\?[\d;]*[hl]|\?\d+\$p|[<>]\d*u)|[\r\n\x08]"
    r"|\x1b\]52;c;[A-Za-z\d+/=]{8,}(?:\x07|\x1b\\)"
)


def harmful(written: str, *, exact: bool = False) -> list[str]:
    """What in the program's output is neither visible text nor a sequence of its own.

    What is ``exact`` (JSON) has its marks uncounted.
    """
    rest = _OWN.sub("\n", written)
    found = [
        repr(rest[max(0, at - 10) : at + 10])
        for at, character in enumerate(rest)
        if character != "\n" and unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
    ]
    # A few marks more than a base has in any language draw over the lines around it.
    runs = re.findall(r"(?:[\u0300-\u036f\u0489]){4,}", rest)
    return found + ([] if exact else runs)


def hostile_dossier(folder: Path) -> Path:
    """The small dossier with :data:`HOSTILE` in every string in which the rules allow it."""
    plain = json.loads(json.dumps(dossier_json(kaztui.load(make_dossier(folder / "plain")))))
    made = folder / "hostile"
    _words(plain)
    for record in list(_records(plain)):
        for name in OPTIONAL:
            if name not in record:
                record[name] = ""
                if not _try(made, plain, record, name):
                    del record[name]
    for at, key in list(_strings(plain)):
        before = at[key]
        if not _try(made, plain, at, key):
            at[key] = before
    return _write(made, plain)


def _try(folder: Path, plain: dict[str, Any], at: Any, key: Any) -> bool:
    """Make one string hostile; whether the dossier is still in order."""
    at[key] += HOSTILE
    try:
        kaztui.load(_write(folder, plain), fresh=True)
    except kaztui.DossierError:
        return False
    return True


def _words(plain: dict[str, Any]) -> None:
    """Hostile quoted words need a place of their length, and a sentence with its digest."""
    quote = plain["statements"][0]["quotes"][0]
    source = next(source for source in plain["sources"] if source["id"] == quote["source"])
    quote["text"] = HOSTILE
    source["text"]["length"] = 5_000
    source["text"]["body"] = [[0, 4_000]]
    quote["at"] = quote["sentence"] = [118, 118 + len(HOSTILE)]
    quote["digest"] = digest(HOSTILE)


def _records(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value:
        if isinstance(inner, dict | list):
            yield from _records(inner)


def _strings(value: Any) -> Iterator[tuple[Any, Any]]:
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(inner, str):
            yield value, key
        elif isinstance(inner, dict | list):
            yield from _strings(inner)


def _write(folder: Path, plain: dict[str, Any]) -> Path:
    files: dict[str, str | bytes | None] = {
        f"{name}_jsonl": "".join(json.dumps(record) + "\n" for record in plain[name]) for name in COLLECTIONS
    }
    return make_dossier(folder, dossier=_yaml(plain["dossier"]), **files)


def _yaml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_yaml(inner)}" for key, inner in value.items()) + "}"
    return '"' + "".join(c if c.isalnum() and c.isascii() else f"\\U{ord(c):08x}" for c in value) + '"'
