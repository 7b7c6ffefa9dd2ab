"""The grammar of the query line as one table, from which its documentation is generated wherever it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from msgspec import Struct

from ..records import Certainty, EventKind, EventStatus, Mode

Kind = Literal["actor", "source", "place", "topic", "event", "date", "choice"]
"""What a field's values name."""


class Rule(Struct, frozen=True):
    """One thing that can stand in a query, in the reader's words."""

    form: str
    asks: str
    example: str


class Field(Struct, frozen=True):
    """A field: ``name:value``. ``choices``: its only values, each with other words for it."""

    name: str
    kind: Kind
    asks: str
    example: str
    choices: Mapping[str, tuple[str, ...]] = {}

    @property
    def rule(self) -> Rule:
        return Rule(f"{self.name}:", self.asks, self.example)


def _choices(words: tuple[str, ...], **others: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    return {word: others.get(word, ()) for word in words}


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(words[:-1]) + f" or {words[-1]}"


MODES: tuple[str, ...] = get_args(Mode)
KINDS: tuple[str, ...] = get_args(EventKind)
STATUSES: tuple[str, ...] = get_args(EventStatus)
CERTAINTIES: tuple[str, ...] = get_args(Certainty)
BASES = ("stated", "article", "inferred", "none")

FIELDS: dict[str, Field] = {
    field.name: field
    for field in (
        Field("speaker", "actor", "who says it", 'speaker:"Wang Yi"'),
        Field("actor", "actor", "who speaks, is addressed, or takes part in what it is about", "actor:zas"),
        Field("source", "source", "which article: its id, outlet or title", "source:PLVN"),
        Field("via", "actor", "through whom it reached the article; inferred links count and are marked", "via:tass"),
        Field("basis", "choice", f"how that is known: {_listed(BASES)}", "basis:stated", _choices(BASES)),
        Field("mode", "choice", f"how it is quoted: {_listed(MODES)}", "mode:direct",
              _choices(MODES, indirect=("reported",))),
        Field("kind", "choice", "what kind of event it was said at, or tells of", "kind:deployment", _choices(KINDS)),
        Field("place", "place", "where that was, or in what larger place", "place:almaty"),
        Field("topic", "topic", "what it is about", "topic:coup"),
        Field("event", "event", "the event that it was said at or tells of: its id or words of its title",
              "event:meeting"),
        Field("on", "date", "said on that day, in that month or range; perhaps, where the date is open",
              "on:5/1..8/1"),
        Field("after", "date", "that day or later", "after:2022-01-10"),
        Field("before", "date", "that day or earlier", "before:10 jan"),
        Field("has", "choice", "variants: several wordings of one statement; reply: is or has an answer",
              "has:variants", _choices(("variants", "reply"), variants=("wordings",), reply=("answer",))),
        Field("is", "choice", f"of the event: {_listed(STATUSES)}", "is:planned", _choices(STATUSES)),
        Field("certainty", "choice", f"of who said it: {_listed(CERTAINTIES)}", "certainty:probable",
              _choices(CERTAINTIES)),
    )
}  # fmt: skip
"""Field name → field, in the order in which they are explained."""

RULES: tuple[Rule, ...] = (
    Rule("word", "every word must match; marks and typos do not matter, marks that are typed come first", "dao chinh"),
    Rule('"a phrase"', "these words in this order, exactly but for marks", '"cach mang mau"'),
    Rule("-word", 'leaves out what has it; so do -"a phrase" and -field:value', "-putin"),
    *(field.rule for field in FIELDS.values()),
)
"""All that can stand in a query."""

NOTES = (
    "A comma between values is or, a field given twice is and, -field:a,b is neither of the two.",
    "A field's name may be cut short (sp:putin); a value is a name, another name or an id, roughly typed.",
    "Days are 10/1 (day/month), 10 jan, 2022-01-10, any EDTF date, or a range 5/1..8/1, 5/1.., ..8/1.",
    "Anything else is words: pasted text needs no care.",
)
"""What holds for all fields."""


def as_text(width: int = 80) -> str:
    """The grammar for a terminal of ``width`` columns."""
    from textwrap import wrap  # only help needs it

    most = max(len(rule.form) for rule in RULES)
    lines: list[str] = []
    for rule in RULES:
        explained = wrap(f"{rule.asks} ({rule.example})", width - most - 4, break_on_hyphens=False)
        lines += [f"  {form:<{most}}  {line}" for form, line in zip([rule.form, *[""] * 9], explained, strict=False)]
    lines.append("")
    for note in NOTES:
        lines += wrap(note, width, break_on_hyphens=False)
    return "\n".join(lines) + "\n"


def as_markdown() -> str:
    """The grammar as the README shows it."""
    rows = [f"| `{rule.form}` | {rule.asks} | `{rule.example}` |" for rule in RULES]
    return "\n".join(["| write | asks | example |", "|---|---|---|", *rows, "", *NOTES]) + "\n"
