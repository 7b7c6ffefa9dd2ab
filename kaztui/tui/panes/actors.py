"""Who speaks and acts, with how many quotes the view has of each, and the dossier."""

from __future__ import annotations

from textual.reactive import var

from ...dossier import Dossier
from ...views import NOTHING, View
from ..ink import Line, Span, Spans, spread
from ..lines import Lines, Row
from ..phrases import name


class ActorsPane(Lines):
    NAME = "actors"
    view: var[View] = var(NOTHING, init=False)

    def __init__(self, dossier: Dossier) -> None:
        super().__init__()
        self.dossier = dossier

    def watch_view(self, view: View) -> None:
        self._counts = {count.actor: count for count in view.actors}
        self.show([count.actor for count in view.actors])

    def draw(self, index: int, width: int) -> Row:
        count = self.view.actors[index]
        actor = self.dossier.actors[count.actor]
        left = name(actor, self.view.spans.get(actor.id, {}), ink_name="text" if count.now else "soft")
        right = self._count(count.now, count.all)
        return Row((), (Line(spread(left, right, width - 1)),))

    def _count(self, now: int, all: int) -> list[Span]:
        if not all:
            return []
        if self.view.query.is_empty:
            return [Span(f"{all}", "text")]
        return [Span(f"{now}", "text" if now else "soft"), Span(f"/{all}", "soft")]

    def aside(self, room: int) -> Spans:
        if not self.view.actors:
            return ()
        meaning = "quotes" if self.view.query.is_empty else "quotes now/all"
        return [Span(meaning, "soft")] if len(meaning) <= room else ()

    def emptiness(self, width: int) -> list[Line]:
        return [Line((Span(" No one.", "soft"),))]
