"""What stands over the panes: compare, the matrix, claims, sources, a quote in its article, text to be copied."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.reactive import var

from ...dossier import Dossier
from ...views import NOTHING, View
from ..bindings import bindings_for
from ..covers import Asked, draw, pinned, start, title
from ..ink import Line, Span, ink, spread
from ..linked import Linked
from ..phrases import Language
from ..trail import Cover


class CoverPane(Linked):
    NAME = "cover"
    GRID = True
    UNDERLINED = False
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("cover")
    view: var[View] = var(NOTHING, init=False)
    language: var[Language] = var("original", init=False)
    covered: var[Cover | None] = var(None, init=False)

    def __init__(self, dossier: Dossier, articles: str | None) -> None:
        super().__init__()
        self.dossier, self.articles = dossier, articles
        self._shown: Cover | None = None
        self._opening = True
        """Whether the line on which the view begins is still to be looked up, since that takes a width."""

    def on_mount(self) -> None:
        self._shown = self.covered

    def watch_view(self) -> None:
        self.turn(to_top=False)

    def watch_language(self) -> None:
        self.turn(to_top=False)

    def watch_covered(self, cover: Cover | None) -> None:
        if cover is not None:  # what is gone keeps its last look until it is hidden
            self._opening = cover != self._shown
            self.turn(to_top=self._opening)
            self._shown = cover

    def _asked(self) -> Asked | None:
        cover = self.covered or self._shown
        return cover and Asked(self.dossier, self.view, cover, self.language, self.articles)

    @property
    def margin(self) -> int:
        asked = self._asked()
        return 0 if asked and asked.cover.name == "text" else 1  # whole lines are selected by hand

    def text(self, width: int) -> list[Line]:
        asked = self._asked()
        return draw(asked, width) if asked else []

    def pinned(self, width: int) -> range:
        asked = self._asked()
        return pinned(asked, width) if asked else range(0)

    def window(self, width: int, height: int) -> list[Line]:
        if self._opening and (asked := self._asked()):
            self._opening = False
            self.begin(start(asked, width - 2 * self.margin), asked.cover.subject)
        return super().window(width, height)

    def on_resize(self) -> None:
        if self.link_number:
            self.choose(self.link_number)

    def title_line(self, width: int) -> Line:
        rule = Span("━" if self.has_focus else "─", "accent" if self.has_focus else "rule")
        asked = self._asked()
        name, about = title(asked) if asked else ("", "")
        left = [rule, Span(f" {name} ", "accent"), rule]
        if about:
            left += [Span(" ", "rule"), ink(about, "soft"), Span(" ", "rule"), rule]
        beside = self.beside()
        right = [Span(" ", "rule"), *beside, Span(" ", "rule"), rule] if beside else [rule]
        return Line(spread(left, right, width, gap=0, fill=rule))
