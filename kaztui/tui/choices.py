"""What menus offer, and which of it a reader means who types a part of its name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..dossier import Dossier
from ..keys import FIND, LOOK, MOVE, PROGRAM, TAKE, Command, Place, commands_in, key_name
from ..text import fold, fold_map, unfold_span
from ..wording import source_label
from .covers.text import NAMES
from .theme import names

MOST = 500
"""Articles and claims that are offered; more are found by a query."""
GROUPS = (LOOK, FIND, TAKE, PROGRAM, MOVE)
"""Of commands, in order: how to move, hands learn first, and nobody looks up by name."""


class Choice(NamedTuple):
    """An entry of a menu: its name, what it does in a few words, its keys, and what Textual then runs."""

    name: str
    does: str
    keys: str
    action: str


class Found(NamedTuple):
    """A choice with what matched in its name and in what it does."""

    choice: Choice
    name: tuple[tuple[int, int], ...] = ()
    does: tuple[tuple[int, int], ...] = ()


def found(choices: Sequence[Choice], typed: str) -> list[Found]:
    """The choices in which each typed word begins a word, or stands anywhere; those that begin so first."""
    words = fold(typed).split()
    if not words:
        return [Found(choice) for choice in choices]
    ranked: list[tuple[int, Found]] = []
    for choice in choices:
        ranks = [_rank(choice, word) for word in words]
        if None not in ranks:
            marks = (tuple(_marks(text, words)) for text in (choice.name, choice.does))
            ranked.append((sum(rank or 0 for rank in ranks), Found(choice, *marks)))
    return [each for _, each in sorted(ranked, key=lambda pair: pair[0])]


def _rank(choice: Choice, word: str) -> int | None:
    """How well a word names a choice, 0 best; None where it does not."""
    name, does = f" {fold(choice.name)}", f" {fold(choice.does)}"
    if name.startswith(f" {word}"):
        return 0
    for rank, there in enumerate((f" {word}" in name, f" {word}" in does, word in name, word in does), start=1):
        if there:
            return rank
    return None


def _marks(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Where each of the words first stands, without overlaps."""
    folded, origin = fold_map(text)
    spans: list[tuple[int, int]] = []
    for word in words:
        start = f" {folded}".find(f" {word}")
        start = folded.find(word) if start < 0 else start
        if start >= 0:
            spans.append(unfold_span(text, origin, start, start + len(word)))
    spans.sort()
    return [span for number, span in enumerate(spans) if number == 0 or span[0] >= spans[number - 1][1]]


def palette(dossier: Dossier, commands: Sequence[Command], place: Place) -> list[Choice]:
    """Everything that can be done in a place: commands, styles to copy in, where to go, themes."""
    able: dict[str, list[Choice]] = {}
    for command in commands_in(place, commands):
        if command.id != "palette.open":
            able.setdefault(command.group, []).append(_of(command))
    themes = [Choice(f"theme: {name}", "", "", f"app.wear('{name}')") for name in names()]
    after = {TAKE: styles("copy as "), PROGRAM: [*_claims(dossier), *_sources(dossier), *themes]}
    return [choice for group in GROUPS for choice in (*able.get(group, ()), *after.get(group, ()))]


def styles(before: str = "") -> list[Choice]:
    """The styles in which can be copied, and the text itself."""
    for_whom = ("for a sentence, or a mail", "a note with its sources at the end", "for Zotero, Pandoc", "for LaTeX")
    shown = "text to select by hand" if not before else "show text to select by hand"
    return [
        *(
            Choice(before + name, why, "", f"app.take('{style}')")
            for (style, name), why in zip(NAMES.items(), for_whom, strict=True)
        ),
        Choice(shown, "plain, on a screen of its own", "", "app.take('', True)"),
    ]


def _of(command: Command) -> Choice:
    keys = " ".join(map(key_name, command.keys))
    return Choice(command.label or command.help, command.help if command.label else "", keys, command.action)


def _claims(dossier: Dossier) -> list[Choice]:
    claims = list(dossier.claims.values())[:MOST]
    return [Choice(f"claim: {claim.question}", "", "", f"app.visit('{claim.id}')") for claim in claims]


def _sources(dossier: Dossier) -> list[Choice]:
    sources = list(dossier.sources.values())[:MOST]
    return [
        Choice(f"article: {source_label(source)}", source.title, "", f"app.visit('{source.id}')") for source in sources
    ]
