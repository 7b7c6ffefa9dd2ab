"""The fields of a query asked of a dossier: which quotes, and which events by themselves, satisfy them.

All conditions are asked of one quote: its statement, speaker, source, occasion and the events reported through it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from msgspec import Struct

from ..dates import Date, Day
from ..holdings import Holdings
from ..order import in_time
from ..query import FIELDS, Condition, Problem, Query, Value
from ..records import Actor, Event, Quote
from .bitmaps import Postings, bitmap, chosen
from .names import Names, bare
from .values import OF_EVENTS, of_quotes

if TYPE_CHECKING:
    from .times import Time

__all__ = ["Asked", "Conditions", "Facets", "Names", "chosen"]

R = TypeVar("R", bound=Struct)


class Asked(NamedTuple):
    """What a query's fields leave, words aside; bit *n* of a bitmap is the *n*-th id of ``Conditions``."""

    quotes: int
    events: int
    """Those that satisfy every field by themselves."""
    problems: tuple[Problem, ...]
    """All mistakes in the query, of form and of what its values name; each asks nothing."""


class _Records(Generic[R]):
    """Records of one kind, numbered in their one order, with what fields ask of them."""

    def __init__(
        self,
        dossier: Holdings,
        records: Mapping[str, R],
        ids: Sequence[str],
        values: Callable[[str], Callable[[Holdings, R], Iterable[str]]],
    ) -> None:
        self._dossier, self._records, self._values = dossier, records, values
        self.ids = ids
        self.all = (1 << len(ids)) - 1
        self._postings: dict[str, Postings[str]] = {}

    @cached_property
    def _number(self) -> dict[str, int]:
        return {id: number for number, id in enumerate(self.ids)}

    def bits(self, ids: Iterable[str]) -> int:
        return bitmap((self._number[id] for id in ids), len(self.ids) // 8 + 1)

    def by(self, field: str) -> Postings[str]:
        if field not in self._postings:
            values = self._values(field)
            self._postings[field] = Postings(
                len(self.ids), ((n, values(self._dossier, self._records[id])) for n, id in enumerate(self.ids))
            )
        return self._postings[field]

    @cached_property
    def dates(self) -> Postings[Date]:
        dated = ((n, self._dossier.when(self._records[id]).date) for n, id in enumerate(self.ids))
        return Postings(len(self.ids), ((n, (date,)) for n, date in dated if date is not None))

    @cached_property
    def dated(self) -> int:
        return self.dates.having_any(self.dates)


class Conditions:
    """The fields of one dossier's quotes and events; made once, worked out as they are first asked for."""

    def __init__(self, dossier: Holdings) -> None:
        self._dossier = dossier
        self._names: dict[str, Names] = {}
        self._asked: dict[tuple[str, tuple[Condition, ...]], Asked] = {}

    @cached_property
    def _quotes(self) -> _Records[Quote]:
        dossier = self._dossier
        ids = in_time(dossier, dossier.quotes.values())
        return _Records(dossier, dossier.quotes, ids, lambda field: of_quotes(dossier, field))

    @cached_property
    def _events(self) -> _Records[Event]:
        dossier = self._dossier
        ids = in_time(dossier, dossier.events.values())
        return _Records(dossier, dossier.events, ids, OF_EVENTS.__getitem__)

    @cached_property
    def _linked(self) -> Postings[str]:
        """Event → the quotes that are linked to it."""
        numbered = enumerate(self.quotes)
        return Postings(len(self.quotes), ((n, self._dossier.events_of(quote)) for n, quote in numbered))

    @property
    def quotes(self) -> Sequence[str]:
        """The ids of the quotes by number, in their one order, which is that of the index's documents."""
        return self._quotes.ids

    @property
    def events(self) -> Sequence[str]:
        """The ids of the events, likewise."""
        return self._events.ids

    def bits_of_quotes(self, ids: Iterable[str]) -> int:
        return self._quotes.bits(ids)

    def linked_events(self, quotes: int) -> int:
        """The events that are the occasion of, or reported through, one of these quotes."""
        return self._events.bits(self._linked.counts(quotes))

    def linked_actors(self, quotes: int) -> set[str]:
        """Who speaks or is addressed in one of these quotes, or takes part in what it is linked to."""
        return set(self._quotes.by("actor").counts(quotes))

    def ask(self, query: Query) -> Asked:
        """What the fields of a query leave; everything, where it has none."""
        key = query.text, query.conditions
        if key not in self._asked:
            if len(self._asked) >= 64:
                self._asked.clear()
            self._asked[key] = self._ask(query.conditions)
        asked = self._asked[key]
        return asked._replace(problems=tuple(sorted((*query.problems, *asked.problems))))

    def _ask(self, conditions: Iterable[Condition]) -> Asked:
        if not conditions:
            return Asked((1 << len(self._dossier.quotes)) - 1, (1 << len(self._dossier.events)) - 1, ())
        quotes, events = self._quotes.all, self._events.all
        problems: list[Problem] = []
        for condition in conditions:
            read = self._times if FIELDS[condition.name].kind == "date" else self._values
            found = read(condition, problems)
            if found is not None:
                quotes &= found[0]
                events &= found[1]
        return Asked(quotes, events, tuple(problems))

    def _values(self, condition: Condition, problems: list[Problem]) -> tuple[int, int] | None:
        wanted: set[str] = set()
        for value in condition.values:
            ids = self.names(condition.name).ids(value.text)
            if not ids:
                problems.append(self._unknown(condition.name, value))
            wanted |= ids
        if not wanted:
            return None
        having = self._quotes.by(condition.name).having_any(wanted)
        if condition.name in OF_EVENTS:
            own = self._events.by(condition.name).having_any(wanted)
        else:
            # Of an event itself this cannot be asked: it is neither found by it, nor kept where it is excluded.
            own = self.linked_events(having) if condition.negated else 0
        if condition.negated:
            return self._quotes.all & ~having, self._events.all & ~own
        return having, own

    def _unknown(self, field: str, value: Value) -> Problem:
        choices = FIELDS[field].choices
        names = self.names(field)
        meant = names.nearest(value.text)
        hint = f"; {field}: is one of {', '.join(choices)}" if choices and meant is None else ""
        return Problem(value.start, value.end, f'no {field} "{value.text}"{hint}', meant)

    def _times(self, condition: Condition, problems: list[Problem]) -> tuple[int, int] | None:
        from .times import time_asked  # what few queries need is loaded when one does

        times: list[Time] = []
        for value in condition.values:
            try:
                times.append(time_asked(condition.name, value.text, self._dossier.year))
            except ValueError as error:
                problems.append(Problem(value.start, value.end, f"{condition.name}: {error}"))
        if not times:
            return None
        return self._in(self._quotes, times, condition.negated), self._in(self._events, times, condition.negated)

    def _in(self, records: _Records[R], times: Sequence[Time], negated: bool) -> int:
        """Undated records are in no time, and not known to be out of it."""
        from .times import meets

        period = self._dossier.period
        among = records.dates.having_any(
            date for date in records.dates if any(meets(date, time, period) for time in times)
        )
        return records.dated & ~among if negated else among

    def names(self, field: str) -> Names:
        """What the values of a field that is no date may name."""
        kind = FIELDS[field].kind
        what = field if kind == "choice" else kind  # speaker:, actor: and via: name actors alike
        if what not in self._names:
            self._names[what] = self._names_of(what)
        return self._names[what]

    def _names_of(self, what: str) -> Names:
        match what:
            case "actor":
                actors = self._dossier.actors.values()
                return Names((actor.id, actor.name, _other_names(actor)) for actor in actors)
            case "source":
                sources = self._dossier.sources.values()
                return Names((each.id, each.container_title or each.id, (each.title,)) for each in sources)
            case "place":
                return Names((place.id, place.name, place.aliases) for place in self._dossier.places.values())
            case "event":
                return Names((event.id, event.title, ()) for event in self._dossier.events.values())
            case "topic":
                said = (topic for each in self._dossier.statements.values() for topic in each.topics)
                return Names((bare(topic), topic, ()) for topic in said)
        return Names((word, word, others) for word, others in FIELDS[what].choices.items())

    def counts(self, field: str, quotes: int | None = None) -> dict[str, int]:
        """Value → how many quotes have it, of all or of a bitmap of them; for a field that is no date."""
        return self._quotes.by(field).counts(quotes)

    def count_with(self, field: str, quotes: int) -> int:
        """How many quotes of a bitmap have any value for a field; a date, for one that asks for dates."""
        if FIELDS[field].kind == "date":
            return (self._quotes.dated & quotes).bit_count()
        postings = self._quotes.by(field)
        return (postings.having_any(postings) & quotes).bit_count()

    def value_for(self, field: str, id: str) -> str:
        """What to write after a field's name to mean just this record: its name if that is one word, else its id."""
        names = self.names(field)
        label = names.labels[id]
        return label if label.isalnum() and names.ids(label) == {id} else id

    def days(self, quotes: int | None = None) -> dict[Day, int]:
        """Day → how many quotes are of it, in order; those of an uncertain day are of none."""
        found: dict[Day, int] = {}
        for date, count in self._quotes.dates.counts(quotes).items():
            if date.earliest is not None and date.earliest == date.latest:
                found[date.earliest] = found.get(date.earliest, 0) + count
        return dict(sorted(found.items()))


class Facets:
    """How the quotes of a view are spread: counted when they are asked for, from the bitmap of its one pass."""

    __slots__ = ("_conditions", "_quotes")

    def __init__(self, conditions: Conditions | None = None, quotes: int = 0) -> None:
        self._conditions, self._quotes = conditions, quotes

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Facets):
            return NotImplemented
        return self._quotes == other._quotes and self._conditions is other._conditions

    def __hash__(self) -> int:
        return hash(self._quotes)

    def by(self, field: str) -> dict[str, int]:
        """Value → how many of the view's quotes have it, for any field that is no date (``"speaker"``, ``"kind"``)."""
        return self._conditions.counts(field, self._quotes) if self._conditions else {}

    @property
    def days(self) -> dict[Day, int]:
        """Day → how many of the view's quotes are of it; those of an uncertain day are of none."""
        return self._conditions.days(self._quotes) if self._conditions else {}

    @property
    def quotes(self) -> int:
        """The view's quotes as a bitmap."""
        return self._quotes


def _other_names(actor: Actor) -> tuple[str, ...]:
    return (*actor.native.values(), *actor.aliases)
