"""Lines of text that scroll."""

from __future__ import annotations

from .ink import Line, Span, Spans
from .titled import Titled


class Page(Titled):
    """Lines of text that scroll."""

    def __init__(self) -> None:
        super().__init__()
        self._top = 0
        self._lines_of: tuple[int, list[Line], range] | None = None

    @property
    def margin(self) -> int:
        """Blank cells at either side."""
        return 1

    def text(self, width: int) -> list[Line]:
        """The whole text, laid out ``width`` cells wide."""
        raise NotImplementedError

    def turn(self, *, to_top: bool = True) -> None:
        """The text is another one."""
        self._lines_of = None
        if to_top:
            self._top = 0
        self.repaint()

    def pinned(self, width: int) -> range:
        """The numbers of those lines that stay at the top where they would be scrolled away: a table's headings."""
        return range(0)

    def window(self, width: int, height: int) -> list[Line]:
        lines = self._text(width)
        self._top = max(0, min(self._top, len(lines) - (height - 1)))
        held = self._held
        above = [line for number in held for line in self.lit([lines[number]], number)]
        first = self._top + len(held)
        lit = above + self.lit(lines[first : self._top + height - 1], first)
        margin = (Span(" " * self.margin, "text"),) if self.margin else ()
        shown = [Line((*margin, *line.spans)) for line in lit]
        return [self.title_line(width), *shown]

    @property
    def _held(self) -> range:
        """The pinned lines that stand at the top over others; not where they would leave hardly any room."""
        pinned = self._laid_out(self.size.width)[1]
        held = bool(pinned) and self._top > pinned.start and len(pinned) <= self.page // 2
        return pinned if held else range(0)

    def lit(self, lines: list[Line], top: int) -> list[Line]:
        """The lines that are seen, of which ``top`` is the first's number, with what lights up in them."""
        return lines

    def beside(self) -> Spans:
        """How much of the text is still below."""
        total, page = len(self._text(self.size.width)), self.page
        below = total - self._top - page
        return [Span(f"{below} more ↓" if below > 0 else "end", "soft")] if total > page else ()

    def action_move(self, lines: int) -> None:
        self.scroll_lines(lines)

    def action_page(self, way: int) -> None:
        self.scroll_lines(way * max(1, self.size.height - 2))

    def action_half(self, way: int) -> None:
        self.scroll_lines(way * max(1, self.size.height // 2))

    def action_end(self, way: int) -> None:
        self.scroll_lines(way * len(self._text(self.size.width)))

    def scroll_lines(self, lines: int) -> None:
        total, page = len(self._text(self.size.width)), self.page
        self._top = max(0, min(self._top + lines, total - page))
        self.repaint()

    def _text(self, width: int) -> list[Line]:
        return self._laid_out(width)[0]

    def _laid_out(self, width: int) -> tuple[list[Line], range]:
        """The text, and which of its lines are pinned: worked out once for each width."""
        if self._lines_of is None or self._lines_of[0] != width:
            inner = width - 2 * self.margin
            self._lines_of = (width, self.text(inner), self.pinned(inner))
        return self._lines_of[1:]
