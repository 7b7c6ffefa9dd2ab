"""The explorer's commands: what each key of :mod:`kaztui.keys` changes in the state."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import events

from .. import filters
from ..dossier import Dossier
from ..keys import key_of
from ..query import parse
from ..records import Actor, Event, Quote, Statement
from ..text import sanitise
from .box import QueryBox
from .ink import Link
from .layout import PaneName
from .lines import Lines
from .linked import Linked
from .phrases import LANGUAGES
from .taking import Taking
from .theme import THEMES
from .trail import Cover, CoverName, Spot, Trail

if TYPE_CHECKING:
    from ..config import Config


class Explorer(Taking):
    def __init__(
        self, dossier: Dossier, query: str = "", *, articles: str | None = None, config: Config | None = None
    ) -> None:
        super().__init__(dossier, query, articles=articles, config=config)
        self._trail = Trail()

    # -- where the reader is and was ------------------------------------------------------------------

    def _here(self) -> Spot:
        page = self._over if self.covered else self.detail
        return Spot(
            self.query_line,
            self._list,
            self.list_in_use.cursor,
            self._pane,
            self.selection,
            self.covered,
            page.link_number if page else 0,
        )

    def _visit(self, change: Callable[[], object]) -> None:
        """Change the state so that what was before can be gone back to."""
        self._trail.leave(self._here())
        change()
        self._trail.visit(self._here())

    def _go(self, spot: Spot) -> None:
        self.query_line = spot.query
        self._finder.then(lambda: self._arrive(spot))

    def _arrive(self, spot: Spot) -> None:
        """The view of a spot's query is there: put the cursor and the keys where they were."""
        self.place = "cover" if spot.cover else "detail" if spot.pane == "detail" else "list"
        self._list = spot.list
        self.list_in_use.seek(spot.cursor)
        self._pane = spot.pane
        self.covered = spot.cover
        self._arrange()
        self._focus_again()
        self.selection = spot.selection
        self.call_after_refresh(self._choose, spot.link)

    def _choose(self, link: int) -> None:
        page = self._over if self.covered else self.detail
        if page:
            page.choose(link)

    def action_step(self, way: int) -> None:
        self._trail.leave(self._here())
        if spot := self._trail.step(way):
            self._go(spot)
        else:
            self.notice = "this is where you began" if way < 0 else "nothing ahead"

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        if isinstance(event.widget, QueryBox):  # by whatever way, the mouse included
            self._trail.visit(self._here())

    # -- panes ----------------------------------------------------------------------------------------

    def action_pane(self, name: PaneName) -> None:
        self._focus(name)

    def action_next_pane(self, step: int) -> None:
        self._focus(self.next_pane(step))

    def action_leave(self) -> None:
        self._focus(self._list)
        self._trail.visit(self._here())

    def action_zoom(self) -> None:
        self.zoomed = not self.zoomed

    def action_widen(self, way: int) -> None:
        if self.arranged == "wide":
            self.wanted = self.wanted._replace(width=self.left.outer_size.width + 2 * way)

    def action_heighten(self, way: int) -> None:
        if self.arranged in ("wide", "medium"):
            self.wanted = self.wanted._replace(height=self.detail.outer_size.height + way)

    def action_language(self) -> None:
        self.language = LANGUAGES[(LANGUAGES.index(self.language) + 1) % len(LANGUAGES)]

    def action_statements(self) -> None:
        self.with_statements = not self.with_statements
        self.notice = "statements in the timeline: " + ("shown" if self.with_statements else "hidden")

    # -- the query ------------------------------------------------------------------------------------

    def action_find(self) -> None:
        self._trail.leave(self._here())
        if self._pane == "detail" and self.arranged == "small" and not self.covered:
            self._focus(self._list)
        if self.box.value.strip() and not self.box.value.endswith(" "):
            self.box.value += " "  # what is typed next is another word
        self.box.cursor_position = len(self.box.value)
        self.box.focus()

    def action_first_hit(self) -> None:
        self._finder.then(self._first_hit)

    def _first_hit(self) -> None:
        if self.covered:
            self._focus_again()
            return
        lists = [self.quotes, self.timeline, self.actors]
        if self.view.is_of_event:
            lists.insert(0, self.timeline)
        found = next((pane for pane in lists if pane.ids), self.quotes)
        found.go(0)
        if found is self.timeline:
            found.seek(self.view.event)
        self._focus(found.NAME)
        self._trail.visit(self._here())

    def action_peel(self) -> None:
        self._ask(parse(self.query_line).peeled())

    def _ask(self, line: str) -> None:
        if line != self.query_line:
            self._visit(lambda: setattr(self, "query_line", sanitise(line)))

    def action_filter(self, without: bool) -> None:
        asked = self._filter_of()
        if asked is None:
            self.notice = "nothing here that could be a filter"
            return
        field, value = asked
        if field == "event" and not without and not self._is_told_of(value):
            self.notice = "no quote tells of this event"
            return
        turned = filters.excluded if without else filters.narrowed
        self._ask(turned(self.query_line, *asked))

    def _is_told_of(self, event: str) -> bool:
        """Whether any quote was said at an event or tells of it, so that it can be a filter."""
        return bool(self.dossier.find(parse(filters.condition("event", event)), "quote"))

    def _filter_of(self) -> tuple[str, str] | None:
        """The field and the value that the selected thing is as a filter."""
        link = self._link()
        if link and link.field:
            return link.field, self._value(link.field, link.value)
        id = (link.target if link else "") or self._record()
        if not id:
            return None
        match self.dossier.record(id.partition("@")[0]):
            case Quote():
                return "speaker", self._value("speaker", self.dossier.statement_of(id).speaker)
            case Statement() as statement:
                return "speaker", self._value("speaker", statement.speaker)
            case Event() as event:
                return "event", self._value("event", event.id)
            case Actor() as actor:
                speaks = any(count.actor == actor.id and count.all for count in self.view.actors)
                return ("speaker" if speaks else "actor"), self._value("speaker" if speaks else "actor", actor.id)
        return None

    def _value(self, field: str, value: str) -> str:
        if field in ("speaker", "actor", "via", "source", "place", "event"):
            return self.dossier.conditions.value_for(field, value)
        return value

    def action_brush(self, side: filters.Side) -> None:
        id = self._record().partition("@")[0]
        date = self.dossier.when(self.dossier.record(id)).date if id else None
        day = date and (date.earliest or date.latest if side == "after" else date.latest or date.earliest)
        if not day:
            self.notice = "the selected record has no day"
            return
        self._ask(filters.brushed(self.query_line, side, filters.written(day, self.dossier.year)))

    # -- links ----------------------------------------------------------------------------------------

    def _link(self) -> Link | None:
        """The link under the cursor, where the keys go to a page of links."""
        if self.covered:
            return self._over.chosen if self._over else None
        return self.detail.chosen if self._pane == "detail" else None

    def _record(self) -> str:
        """The record that a command is about: what the detail shows or, over the panes, where the link leads."""
        if self.covered:
            if self.covered.name == "text":
                return ""
            link = self._link()
            return (link.target if link else "") or self.covered.subject
        return self.selection

    def on_lines_opened(self, event: Lines.Opened) -> None:
        if event.lines.ids:
            self._visit(lambda: self._focus("detail"))
        elif blamed := self.quotes.blamed():
            self._ask(filters.dropped(self.query_line, blamed))

    def on_linked_followed(self, event: Linked.Followed) -> None:
        if event.link.target:
            self._visit(lambda: self._open_record(event.link.target))
        elif event.link.field and event.link.value == self.selection:
            self.notice = f"this is what is shown; {key_of('filter.only', self.commands)} makes it a filter"
        elif event.link.field:
            self.action_filter(False)

    def _open_record(self, id: str) -> None:
        """Show a record in the detail; the cursor of the list in use goes to it where it is listed there."""
        if id in self.dossier.statements:
            id = next((quote.id for quote in self.dossier.statements[id].quotes if quote.id in self.quotes.ids), id)
        if id in self.dossier.quotes and id in self.quotes.ids:
            self._list = "quotes"
        if id in self.list_in_use.ids:
            self.list_in_use.seek(id)
        self._focus("detail")
        self.selection = id

    def action_hit(self, step: int) -> None:
        lines = self.list_in_use
        lines.go(lines.index + step)
        self.selection = lines.cursor
        # not of the link under the cursor, as other commands: the next hit is wanted
        if self.covered and self.covered.name in ("compare", "context"):
            self.covered = self._cover(self.covered.name, self.selection) or self.covered

    # -- what covers the panes ------------------------------------------------------------------------

    def action_cover(self, name: CoverName) -> None:
        if self.covered and self.covered.name == name:
            self.action_uncover()
        elif cover := self._cover(name, self._record()):
            self._visit(lambda: setattr(self, "covered", cover))

    def action_uncover(self) -> None:
        under = self.covered.under if self.covered else None
        self._visit(lambda: setattr(self, "covered", under))

    def _cover(self, name: CoverName, id: str) -> Cover | None:
        """The view of that name for a record, None (which is then said) where it has none."""
        if name in ("matrix", "claims", "sources"):
            return Cover(name)
        if name == "context" and (id.partition("@")[0] in self.dossier.events or id in self.dossier.answers):
            return Cover(name, id)
        if quote := self._quote_of(id):
            return Cover(name, quote)
        self.notice = "choose a quote first" if name == "compare" else "choose a quote or an event first"
        return None

    def _quote_of(self, id: str) -> str:
        """The quote that a record is or begins with; empty without one."""
        if id in self.dossier.quotes:
            return id
        if id in self.dossier.statements:
            quotes = [quote.id for quote in self.dossier.statements[id].quotes]
            return next((quote for quote in quotes if quote in self.quotes.ids), quotes[0])
        if id in self.dossier.answers:
            giving = (each.quote for each in self.dossier.answers[id].reports if each.stance == "reports")
            return next((quote for quote in giving if quote), "")
        return ""

    # -- the program ----------------------------------------------------------------------------------

    def action_help(self) -> None:
        from .screens.help import HelpScreen

        self.push_screen(HelpScreen(self.commands))

    def action_palette(self) -> None:
        from .choices import palette
        from .screens.menu import MenuScreen

        choices = palette(self.dossier, self.commands, self.place)
        self.push_screen(MenuScreen("What to do", choices, self.commands), self._chosen)

    def action_visit(self, id: str) -> None:
        self._visit(lambda: self._open_record(id))

    def action_wear(self, theme: str) -> None:
        self.wear(theme)

    def action_close(self) -> None:
        """Close what is open, the help or a menu; nothing being open, quit."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
        else:
            self.exit()

    def action_next_theme(self) -> None:
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)] if self.theme in names else names[0]

    def action_redraw(self) -> None:
        self.refresh()
