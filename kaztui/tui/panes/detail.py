"""All about the record under the cursor of the list that has, or last had, the keys."""

from __future__ import annotations

from textual.reactive import var

from ...dossier import Dossier
from ...views import NOTHING, View
from ..bindings import bindings_for
from ..ink import Line, Span
from ..linked import Linked
from ..sheet import sheet_of


class DetailPane(Linked):
    NAME = "detail"
    BINDINGS = bindings_for("detail")
    view: var[View] = var(NOTHING, init=False)
    selection: var[str] = var("", init=False)

    def __init__(self, dossier: Dossier) -> None:
        super().__init__()
        self.dossier = dossier

    def watch_view(self) -> None:
        self.turn(to_top=False)

    def watch_selection(self) -> None:
        self.turn()

    def text(self, width: int) -> list[Line]:
        if not self.selection:
            return [Line(), Line((Span("Nothing is selected.", "soft"),))]
        found = self.view.spans.get(self.selection, {})
        return sheet_of(self.dossier, self.selection, found, width)
