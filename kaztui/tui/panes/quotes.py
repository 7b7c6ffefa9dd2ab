"""What was said: a block a statement, in it a row for each article's wording of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.reactive import var

from ... import wording
from ...dossier import Dossier
from ...keys import key_of
from ...views import NOTHING, Block, View, emptied_by
from ..ink import Line, Span, Spans, crop, ink, marked, width_of, wrap
from ..lines import Lines, Row
from ..phrases import MODES, REPLY, Language, date, dot, doubts, name, through, words

if TYPE_CHECKING:
    from ...search import Spans as Found
    from ..finding import Showing

LONGEST_NAME = 22
LABEL = 10
"""Cells of the column that says in which mode words are given."""
NARROW = 60
"""Below this width words run on beneath the label."""
MARKED = "✓"
MOST_LINES = 3
"""Lines of a head, and of a language of a wording; fewer in a low pane, so that the chain stays in sight."""


class QuotesPane(Lines):
    NAME = "quotes"
    view: var[View] = var(NOTHING, init=False)
    language: var[Language] = var("original", init=False)
    marked: var[tuple[str, ...]] = var((), init=False)
    """The quotes that are marked to be copied."""

    def __init__(self, dossier: Dossier) -> None:
        super().__init__()
        self.dossier = dossier

    def watch_view(self, view: View) -> None:
        self.show(view.quotes)

    def ready(self, view: View) -> Showing:
        return self.marking(view, view.quotes)

    def watch_language(self) -> None:
        self.redraw()

    def on_resize(self) -> None:
        self._rows.clear()  # how many lines a row has depends on the height, too

    @property
    def _most_lines(self) -> int:
        return max(1, min(MOST_LINES, self.page // 3))

    def watch_marked(self) -> None:
        self.redraw()

    def blamed(self) -> str:
        """The term of the query that leaves nothing here, as it is printed; empty where none is to blame."""
        emptied = emptied_by(self.dossier, self.view.query)
        return str(emptied[0].term) if emptied else ""

    def draw(self, index: int, width: int) -> Row:
        id = self.ids[index]
        block = self.view.block_of(id)
        found = self.view.spans.get(id, {})
        head = self._head(block, found, width) if id == block.quotes[0] else ()
        return Row(head, self._wording(id, found, width))

    def _head(self, block: Block, found: Found, width: int) -> tuple[Line, ...]:
        """``speaker · date · what was said in a sentence``, and how many wordings that has."""
        statement = block.statement
        badge = self._badge(block)
        spans = [
            *name(self.dossier.actors[statement.speaker], found, "speaker."),
            dot(),
            date(self.dossier, self.dossier.when(statement)),
            dot(),
            *marked(statement.gist, found.get("statement.gist", ())),
        ]
        first = width - 1 - (width_of(badge) + 2 if badge else 0)
        lines = wrap(spans, width - 1, first=first, most=self._most_lines, hang=1)
        if badge:
            lines[0] = (*lines[0], Span(" " * (width - 1 - width_of(lines[0]) - width_of(badge)), "text"), *badge)
        return tuple(map(Line, lines))

    def _badge(self, block: Block) -> list[Span]:
        """Whom it answers, and how many wordings there are, shown ones of all."""
        statement = block.statement
        spans: list[Span] = []
        if statement.replies_to:
            answered = self.dossier.actors[self.dossier.statements[statement.replies_to].speaker]
            spans += [Span(f"{REPLY} ", "accent"), *crop([ink(answered.name, "soft")], LONGEST_NAME)]
        all, shown = len(statement.quotes), len(block.quotes)
        if all > 1:
            spans.append(Span(f"{'  ' if spans else ''}{'' if shown == all else f'{shown} of '}{all} wordings", "soft"))
        return spans

    def _wording(self, id: str, found: Found, width: int) -> tuple[Line, ...]:
        """Mode, words, and through whom they reached which article."""
        quote = self.dossier.quotes[id]
        label = Span(f"{MARKED if id in self.marked else ' '}{MODES[quote.mode]:<{LABEL - 1}}", "soft")
        blank = Span(" " * (LABEL if width >= NARROW else 2), "text")
        room = width - 1 - width_of([blank])
        beside = room + width_of([blank]) - LABEL
        lines = [
            line
            for number, paragraph in enumerate(words(quote, found, self.language))
            for line in wrap(paragraph, room, first=room if number else beside, most=self._most_lines)
        ]
        chain = through(self.dossier, quote, found)
        if doubt := doubts(quote):
            chain = [*doubt, dot(), *chain]
        end = room if len(lines) > 1 else beside
        if width_of(lines[-1]) + 2 + width_of(chain) > end:
            lines.append(())
            end = room
        chain = list(crop(chain, end))
        gap = Span(" " * (end - width_of(lines[-1]) - width_of(chain)), "text")
        lines[-1] = (*lines[-1], gap, *chain)
        return tuple(Line((label if number == 0 else blank, *line)) for number, line in enumerate(lines))

    def beside(self) -> Spans:
        marked = f" · {len(self.marked)} marked" if self.marked else ""
        return [Span(f"{self.index + 1} of {len(self.ids)}{marked}", "soft")] if self.ids else ()

    def emptiness(self, width: int) -> list[Line]:
        if not self.dossier.quotes:
            return _paragraphs(["This dossier holds no quotes."], width)
        why = wording.why_empty(self.dossier, self.view.query) or "No quote has all of this."
        peel, box, open = (key_of(id, self.commands) for id in ("query.peel", "box.open", "row.open"))
        ways: list[str] = []
        if self.view.event:
            left = len(self.view.events)
            ways.append(f"{left} event{'s' * (left != 1)} in the timeline: {key_of('pane.timeline', self.commands)}.")
        ways += [f"{peel} takes the last term away, {box} changes the query."]
        if (blamed := self.blamed()) and not self.view.event:
            ways.insert(0, f"{open} takes {blamed} out.")
        return _paragraphs([why, *ways], width)


def _paragraphs(texts: list[str], width: int) -> list[Line]:
    lines: list[Line] = [Line()]
    for number, text in enumerate(texts):
        wrapped = wrap([ink(text, "soft" if number else "text")], width - 4)
        lines += [Line((Span("  ", "text"), *line)) for line in wrapped]
    return lines
