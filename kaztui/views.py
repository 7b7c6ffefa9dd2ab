"""What a query leaves of a dossier, ordered: the values that panes, tables and commands show.

A view is a value, made anew for each query and never changed. The query selects quotes; what that means for
statements, events and actors is decided in :func:`view` and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from .conditions import Facets
from .dossier import Dossier
from .order import in_time
from .query import Problem, Query, Term
from .records import Event
from .rows import Block, Blocks, Found, Ids, in_rows
from .search import numbers_in
from .slices import Work, done, found_by

if TYPE_CHECKING:
    from .search import Spans

__all__ = [
    "NOTHING", "Block", "Cell", "Count", "Emptied", "Row", "View", "emptied_by", "matrix", "origins", "steps", "view",
]  # fmt: skip

Cell = Literal["reports", "contradicts", "silent", "before"]


class Count(Struct, frozen=True):
    """An actor with the number of quotes in which it speaks: in the view, and in the whole dossier."""

    actor: str
    now: int
    all: int


class View(Struct, frozen=True):
    """What a query leaves. Its sequences work an item out when it is asked for, whatever their length."""

    query: Query
    blocks: Sequence[Block]
    events: Sequence[str]
    actors: tuple[Count, ...]
    spans: Mapping[str, Spans]
    """Quote, event or actor id → what matched in it."""
    problems: tuple[Problem, ...] = ()
    """The mistakes in the query, which ask nothing."""
    facets: Facets = Facets()
    """How its quotes are spread over speakers, sources, days, kinds, modes and every other field."""
    quotes: Sequence[str] = ()
    """The quotes of all blocks, one after another."""
    event: str = ""
    """Of a query with words, the event that answers them best by itself; empty where none does."""
    is_of_event: bool = False
    """Whether that event answers them so much better than any quote that it is what was asked for."""

    def block_of(self, quote: str) -> Block:
        """The block in which one of the view's quotes stands. Raises ``KeyError``."""
        return self.blocks.of(quote) if isinstance(self.blocks, Blocks) else _block_of(quote, self.blocks)


def _block_of(quote: str, blocks: Iterable[Block]) -> Block:
    for block in blocks:
        if quote in block.quotes:
            return block
    raise KeyError(quote)


CLEARLY = 0.2
"""By so much an event's score is above the best quote's where it is meant: a quote that shares a word or two with
what an article says itself must not stand for it."""

NOTHING = View(Query(), (), (), (), {})
"""The view of a dossier that holds nothing."""


class Row(Struct, frozen=True):
    """One event of the coverage matrix; ``at_least`` is a lower bound on independent origins."""

    event: str
    cells: Mapping[str, Cell]
    at_least: int
    named: tuple[str, ...]


def view(dossier: Dossier, query: Query) -> View:
    """What ``query`` leaves.

    Quotes: those in which every condition holds. Statements: those of which a quote is left. Events: those that
    match by their own fields, or are the occasion of, or reported through, a quote that is left. Actors: those
    who speak in a quote that is left, are addressed in it, or take part in an event that is left.
    """
    return done(found_by(steps(dossier, query)))


def steps(dossier: Dossier, query: Query) -> Iterator[View | None]:
    """:func:`view` in slices of a few milliseconds: None after each, then the view.

    To drop a query for a newer one, do not ask for its next slice. What is worked out once for a dossier (see
    :meth:`~kaztui.dossier.Dossier.prepare`) is worked out in these slices, too, and goes on with the next query.
    """
    conditions = dossier.conditions
    yield from conditions.steps()
    found = yield from dossier.finding(query, "quote")
    rows = yield from in_rows(found, conditions.order, by_match=query.asks_words)
    number = conditions.order.number
    quotes = Ids(conditions.quotes, number, rows.numbers, found.bits, is_ascending=not query.asks_words)
    own = yield from dossier.finding(query, "event")
    linked = yield from conditions.linking(found.bits)
    events = own.bits | linked
    named = yield from dossier.finding(query, "actor")
    actors = yield from _actors(dossier, query, found.bits, events)
    event_number = conditions.event_number
    best = [*own.matches(1)] if query.asks_words else []
    others = [*found.matches(1)] if best else []
    yield View(
        query,
        Blocks(dossier, quotes, rows.starts),
        Ids(conditions.events, event_number, numbers_in(events), events, is_ascending=True),
        actors,
        Found((found, number), (own, event_number), (named, dossier.actor_number)),
        dossier.problems(query),
        conditions.facets(found.bits),
        quotes,
        best[0].id if best else "",
        bool(best) and best[0].score > (others[0].score if others else 0.0) + CLEARLY,
    )


def _actors(dossier: Dossier, query: Query, quotes: int, events: int) -> Work[tuple[Count, ...]]:
    speaking, acting = yield from dossier.conditions.acting(quotes, events)
    everything = dossier.conditions.counts("speaker")
    shown = dossier.actors if query.is_empty else acting
    counts = [Count(actor, speaking.get(actor, 0), everything.get(actor, 0)) for actor in shown]
    names = dossier.actors
    counts.sort(key=lambda count: (-count.now, -count.all, names[count.actor].name))
    return tuple(counts)


def matrix(dossier: Dossier, events: Iterable[str] | None = None) -> list[Row]:
    """Event × source: what each article does with each event, all events or those named, in time order.

    A cell is ``contradicts`` where the article contradicts it in any place, else ``reports`` where it reports it,
    else ``before`` where the article was certainly issued before the event, else ``silent``.
    """
    ids = in_time(dossier, dossier.events.values()) if events is None else list(events)
    return [_row(dossier, dossier.events[id]) for id in ids]


def _row(dossier: Dossier, event: Event) -> Row:
    stances: dict[str, set[str]] = {}
    for report in event.reports:
        stances.setdefault(dossier.source_of_report(report), set()).add(report.stance)
    cells: dict[str, Cell] = {}
    for source in dossier.sources:
        if source in stances:
            cells[source] = "contradicts" if "contradicts" in stances[source] else "reports"
        else:
            cells[source] = "before" if _is_older(dossier, source, event) else "silent"
    at_least, named = origins(dossier, event)
    return Row(event.id, cells, at_least, named)


def _is_older(dossier: Dossier, source: str, event: Event) -> bool:
    issued = dossier.when(dossier.sources[source]).date
    date = dossier.when(event).date
    if issued is None or date is None or issued.latest is None or date.earliest is None:
        return False
    return issued.latest < date.earliest


def origins(dossier: Dossier, event: Event) -> tuple[int, tuple[str, ...]]:
    """How many independent origins an event's reports have at least, and the ids of those that are named.

    Reports that share any possible origin count as one, since one of them may have taken it from there. Reports
    with no origin named add one only where no report names any: each may have it from the same place.
    """
    groups: list[frozenset[str]] = []
    for report in event.reports:
        if report.stance != "reports":
            continue
        group = dossier.attribution_of_report(report).actors
        if not group:
            continue
        apart = [other for other in groups if not other & group]
        joined = group.union(*(other for other in groups if other & group))
        groups = [*apart, joined]
    named = tuple(sorted(frozenset().union(*groups)))
    reported = any(report.stance == "reports" for report in event.reports)
    return (len(groups) if groups else int(reported)), named


class Emptied(Struct, frozen=True):
    """A term of a query that finds nothing: ``without`` it so many quotes are left, 0 if it finds none ``alone``."""

    term: Term
    alone: bool
    without: int


MOST_TERMS = 16
"""Terms of an empty query that are tried one by one; a pasted page has no one word that emptied it."""


def emptied_by(dossier: Dossier, query: Query) -> tuple[Emptied, ...]:
    """Why no quote answers a query: the terms that by themselves no quote has, else those without which some would.

    If no one term is to blame, the first with which nothing was left. Empty for a query that quotes answer.
    """
    return done(emptying(dossier, query))


def emptying(dossier: Dossier, query: Query) -> Work[tuple[Emptied, ...]]:
    """:func:`emptied_by` in slices."""
    terms = [term for term in query.terms if not query.only(term).is_empty][:MOST_TERMS]
    if not terms or (yield from _left(dossier, query)):
        return ()
    alone: list[Emptied] = []
    for term in terms:
        if not (yield from _left(dossier, query.only(term))):
            alone.append(Emptied(term, True, 0))
    if alone:
        return tuple(alone)
    blamed: list[Emptied] = []
    for term in terms:
        if count := (yield from _left(dossier, query.without(term))):
            blamed.append(Emptied(term, False, count))
    if blamed:
        return tuple(blamed)
    for number, term in enumerate(terms):
        if not (yield from _left(dossier, query.only(*terms[: number + 1]))):
            return (Emptied(term, False, 0),)
    return ()


def _left(dossier: Dossier, query: Query) -> Work[int]:
    """How many quotes a query leaves."""
    found = yield from dossier.finding(query, "quote")
    return found.how_many
