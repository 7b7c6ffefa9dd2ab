"""The fields of a query asked of a dossier: which quotes, and which events by themselves, satisfy them.

All conditions are asked of one quote: its statement, speaker, source, occasion and the events reported through it.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from .. import dates
from ..dates import Day
from ..holdings import Holdings
from ..memory import Bytes
from ..order import IN_ORDER, Order, as_kept, in_time, order_of
from ..query import FIELDS, Condition, Problem, Query, Value
from ..records import Actor
from ..slices import Work, done, uncollected
from .bitmaps import Postings, chosen
from .columns import SLICE, Columns, gather
from .facets import Facets
from .names import Names
from .values import OF_EVENTS

if TYPE_CHECKING:
    from .times import Time

__all__ = ["Asked", "Conditions", "Facets", "Names", "chosen"]

_SLICE = 32
"""Records whose names are read in a few milliseconds."""
_MENDED = 4
"""Unknown values of one query for which a right word is looked for; no more mistakes are said at once."""


class Asked(Struct, frozen=True):
    """What a query's fields leave, words aside; bit *n* of a bitmap is the *n*-th id of ``Conditions``."""

    quotes: int
    events: int
    """Those that satisfy every field by themselves."""
    problems: tuple[Problem, ...]
    """All mistakes in the query, of form and of what its values name; each asks nothing."""


class Conditions:
    """The fields of one dossier's quotes and events; gathered once, in :meth:`steps` or when first asked for."""

    def __init__(self, dossier: Holdings, kept: Mapping[str, memoryview] | None = None) -> None:
        self._dossier = dossier
        self._names: dict[str, Names] = {}
        self._asked: dict[tuple[str, tuple[Condition, ...]], Asked] = {}
        self._gathering: Iterator[Columns | None] | None = None
        self._steps, self._steps_in_all = 0, (len(dossier.statements) + len(dossier.events)) // SLICE
        self._kept = kept or {}
        self._gathered = self._loaded()
        self.were_kept = self._gathered is not None
        """Whether nothing had to be gathered."""

    def _loaded(self) -> Columns | None:
        try:
            return Columns.load(self._kept, len(self._dossier.quotes), len(self._dossier.events))
        except KeyError:
            return None

    def adopt(self, kept: Mapping[str, memoryview]) -> None:
        """Go on with what has been kept, instead of the same in memory; may be called from another thread."""
        columns = Columns.load(kept, len(self._dossier.quotes), len(self._dossier.events))
        for _ in columns.warm():
            pass
        self._gathered, self._kept = columns, kept

    def dump(self) -> dict[str, Bytes]:
        """What has been worked out, as bytes by name, for other conditions of the same records to be given."""
        kept = self._kept
        known = all(name in kept for name in IN_ORDER)
        order = {name: kept[name] for name in IN_ORDER} if known else as_kept(self._dossier, self.order, self.events)
        return {**order, **self._columns.dump()}

    @cached_property
    def order(self) -> Order:
        if "order.first" not in self._kept:
            return order_of(self._dossier)
        first = array("I", self._kept["order.first"].cast("I").tolist())
        return Order(
            self._in_order("order.statements", self._dossier.statements),
            self._in_order("order.quotes", self._dossier.quotes),
            first,
            self._dossier.quotes,
        )

    def _in_order(self, name: str, records: Mapping[str, Struct]) -> list[str]:
        ids = list(records)
        return [ids[place] for place in self._kept[name].cast("I")]

    @property
    def quotes(self) -> Sequence[str]:
        """The ids of the quotes by number, in their one order, which is that of the index's documents."""
        return self.order.quotes

    @cached_property
    def events(self) -> Sequence[str]:
        """The ids of the events, likewise."""
        if "order.events" in self._kept:
            return self._in_order("order.events", self._dossier.events)
        return in_time(self._dossier, self._dossier.events.values())

    @cached_property
    def event_number(self) -> dict[str, int]:
        return {id: number for number, id in enumerate(self.events)}

    @cached_property
    def all_quotes(self) -> int:
        return (1 << len(self.quotes)) - 1

    @cached_property
    def all_events(self) -> int:
        return (1 << len(self.events)) - 1

    # -- columns --------------------------------------------------------------------------------------

    def steps(self) -> Iterator[None]:
        """Gathers what is needed to answer, in slices of a few milliseconds; whoever asks first goes on with it."""
        while self._gathered is None:
            if self._gathering is None:
                self._gathering = uncollected(gather(self._dossier, self.order, list(self.events)))
            self._gathered = next(self._gathering)
            self._steps += 1
            yield None

    def warm(self) -> Iterator[None]:
        """Works out in slices, of what has been gathered, what is worked out once, else when it is first asked for."""
        yield from self.order.warm()
        yield from self._columns.warm()

    @property
    def share_gathered(self) -> float:
        """How much of it has been looked at, 0–1."""
        return 1.0 if self.is_gathered else self._steps / (1 + self._steps_in_all)

    @property
    def is_gathered(self) -> bool:
        return self._gathered is not None

    @property
    def _columns(self) -> Columns:
        if self._gathered is None:
            for _ in self.steps():
                pass
        assert self._gathered is not None
        return self._gathered

    def bits_of_quotes(self, ids: Iterable[str]) -> int:
        number = self.order.number
        bits = bytearray(len(self.quotes) // 8 + 1)
        for id in ids:
            bits[number[id] >> 3] |= 1 << (number[id] & 7)
        return int.from_bytes(bits, "little")

    def numbers_with(self, column: str, value: str) -> Sequence[int]:
        """The numbers of the quotes that have a value in one of the columns, ascending."""
        return self._columns.quotes[column].numbers_of(value)

    def linked_events(self, quotes: int) -> int:
        """The events that are the occasion of, or reported through, one of these quotes."""
        return done(self.linking(quotes))

    def linking(self, quotes: int) -> Work[int]:
        """:meth:`linked_events` in slices."""
        events = yield from self._columns.quotes["linked"].touching(quotes)
        return self._bits_of_events(events)

    def events_of(self, quote: str) -> tuple[str, ...]:
        """The events that are reported through a quote."""
        return self._reported.get(self.order.number[quote], ())

    @cached_property
    def _reported(self) -> dict[int, tuple[str, ...]]:
        found: dict[int, tuple[str, ...]] = {}
        reported = self._columns.quotes["reported"]
        for event in reported:
            for number in reported.numbers_of(event):
                found[number] = (*found.get(number, ()), event)
        return found

    def _bits_of_events(self, ids: Iterable[str]) -> int:
        bits = bytearray(len(self.events) // 8 + 1)
        for number in map(self.event_number.__getitem__, ids):
            bits[number >> 3] |= 1 << (number & 7)
        return int.from_bytes(bits, "little")

    def acting(self, quotes: int, events: int) -> Work[tuple[dict[str, int], set[str]]]:
        """Who speaks in one of these quotes, with in how many; and all who speak, are addressed or take part."""
        of_quotes = self._columns.quotes
        speaking = yield from of_quotes["speaker"].counting(quotes)
        addressed = yield from of_quotes["to"].touching(quotes)
        taking_part = yield from self._columns.events["actor"].touching(events)
        return speaking, {*speaking, *addressed, *taking_part}

    # -- asking ---------------------------------------------------------------------------------------

    def ask(self, query: Query) -> Asked:
        """What the fields of a query leave; everything, where it has none."""
        return done(self.asking(query))

    def asking(self, query: Query) -> Work[Asked]:
        """:meth:`ask` in slices."""
        key = query.text, query.conditions
        if key not in self._asked:
            if len(self._asked) >= 64:
                self._asked.clear()
            self._asked[key] = yield from self._ask(query.conditions)
        asked = self._asked[key]
        return Asked(asked.quotes, asked.events, tuple(sorted((*query.problems, *asked.problems))))

    def _ask(self, conditions: Iterable[Condition]) -> Work[Asked]:
        quotes, events = self.all_quotes, self.all_events
        problems: list[Problem] = []
        if conditions:
            yield from self.steps()
        for condition in conditions:
            if FIELDS[condition.name].kind == "date":
                found = self._times(condition, problems)
            else:
                found = yield from self._values(condition, problems)
            if found is not None:
                quotes &= found[0]
                events &= found[1]
            yield None
        return Asked(quotes, events, tuple(problems))

    def _values(self, condition: Condition, problems: list[Problem]) -> Work[tuple[int, int] | None]:
        wanted: set[str] = set()
        names = yield from self._naming(condition.name)
        for value in condition.values:
            ids = names.ids(value.text)
            yield None
            if not ids:
                problems.append(self._unknown(condition.name, value, with_nearest=len(problems) < _MENDED))
                yield None
            wanted |= ids
        if not wanted:
            return None
        having = yield from self._columns.quotes[condition.name].gathering(wanted)
        if condition.name in OF_EVENTS:
            own = self._columns.events[condition.name].having_any(wanted)
        elif condition.negated:
            # Of an event itself this cannot be asked: it is neither found by it, nor kept where it is excluded.
            own = yield from self.linking(having)
        else:
            own = 0
        if condition.negated:
            return self.all_quotes & ~having, self.all_events & ~own
        return having, own

    def _unknown(self, field: str, value: Value, *, with_nearest: bool) -> Problem:
        choices = FIELDS[field].choices
        meant = self.names(field).nearest(value.text) if with_nearest else None
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
        columns = self._columns
        return (
            self._in(columns.quotes["date"], times, condition.negated),
            self._in(columns.events["date"], times, condition.negated),
        )

    def _in(self, dated: Postings[str], times: Sequence[Time], negated: bool) -> int:
        """Undated records are in no time, and not known to be out of it."""
        from .times import meets

        period = self._dossier.period
        # negated or not, one pass: what is dated and in none of the times
        return dated.having_any(
            date for date in dated if any(meets(dates.parse(date), time, period) for time in times) != negated
        )

    # -- names ----------------------------------------------------------------------------------------

    def names(self, field: str) -> Names:
        """What the values of a field that is no date may name."""
        return done(self._naming(field))

    def _naming(self, field: str) -> Work[Names]:
        kind = FIELDS[field].kind
        what = field if kind == "choice" else kind  # speaker:, actor: and via: name actors alike
        if what not in self._names:
            names = Names()
            for count, (id, label, others) in enumerate(self._named(what)):
                names.add(id, label, others)
                if count % _SLICE == 0:
                    yield None
            self._names[what] = names
        return self._names[what]

    def _named(self, what: str) -> Iterator[tuple[str, str, Iterable[str]]]:
        """Id, label and other names of what values of a kind may name."""
        dossier = self._dossier
        match what:
            case "actor":
                return ((actor.id, actor.name, _other_names(actor)) for actor in dossier.actors.values())
            case "source":
                return ((each.id, each.container_title or each.id, (each.title,)) for each in dossier.sources.values())
            case "place":
                return ((place.id, place.name, place.aliases) for place in dossier.places.values())
            case "event":
                return ((event.id, event.title, ()) for event in dossier.events.values())
            case "topic":
                return ((topic, label, ()) for topic, label in self._columns.topics.items())
        return ((word, word, others) for word, others in FIELDS[what].choices.items())

    # -- counting -------------------------------------------------------------------------------------

    def counts(self, field: str, quotes: int | None = None) -> dict[str, int]:
        """Value → how many quotes have it, of all or of a bitmap of them; for a field that is no date."""
        return self._columns.quotes[field].counts(quotes)

    def count_with(self, field: str, quotes: int) -> int:
        """How many quotes of a bitmap have any value for a field; a date, for one that asks for dates."""
        return (self._valued("date" if FIELDS[field].kind == "date" else field) & quotes).bit_count()

    def _valued(self, field: str) -> int:
        if field not in self._having:
            postings = self._columns.quotes[field]
            self._having[field] = postings.having_any(postings)
        return self._having[field]

    @cached_property
    def _having(self) -> dict[str, int]:
        return {}

    def value_for(self, field: str, id: str) -> str:
        """What to write after a field's name to mean just this record: its name if that is one word, else its id."""
        names = self.names(field)
        label = names.labels[id]
        return label if label.isalnum() and names.ids(label) == {id} else id

    def days(self, quotes: int | None = None) -> dict[Day, int]:
        """Day → how many quotes are of it, in order; those of an uncertain day are of none."""
        return self._columns.days(quotes)

    def facets(self, quotes: int) -> Facets:
        """How the quotes of a bitmap are spread."""
        return Facets(self._columns, quotes)


def _other_names(actor: Actor) -> tuple[str, ...]:
    return (*actor.native.values(), *actor.aliases)
