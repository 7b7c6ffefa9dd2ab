"""What a query leaves of a dossier, ordered: the values that panes, tables and commands show.

A view is a value, made anew for each query and never changed. The query selects quotes; what that means for
statements, events and actors is decided in :func:`view` and nowhere else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from .conditions import Facets, chosen
from .dossier import Dossier, Listed
from .order import in_time
from .query import Problem, Query, Term
from .records import Event, Statement
from .search import Match, Spans

Cell = Literal["reports", "contradicts", "silent", "before"]


class Block(NamedTuple):
    """A statement with those of its quotes that a view holds, in the statement's order."""

    statement: Statement
    quotes: tuple[str, ...]


class Count(NamedTuple):
    """An actor with the number of quotes in which it speaks: in the view, and in the whole dossier."""

    actor: str
    now: int
    all: int


class Found(Mapping[str, Spans]):
    """Record id → what matched in it, worked out when it is asked for: only rows that are seen pay for it."""

    def __init__(self, matches: Mapping[str, Match | Listed]) -> None:
        self._matches = matches

    def __getitem__(self, id: str) -> Spans:
        return self._matches[id].spans

    def __iter__(self) -> Iterator[str]:
        return iter(self._matches)

    def __len__(self) -> int:
        return len(self._matches)

    __eq__ = object.__eq__  # comparing two views must not work all spans out
    __hash__ = object.__hash__


class View(NamedTuple):
    query: Query
    blocks: tuple[Block, ...]
    events: tuple[str, ...]
    actors: tuple[Count, ...]
    spans: Mapping[str, Spans]
    """Quote, event or actor id → what matched in it."""
    problems: tuple[Problem, ...] = ()
    """The mistakes in the query, which ask nothing."""
    facets: Facets = Facets()
    """How its quotes are spread over speakers, sources, days, kinds, modes and every other field."""

    @property
    def quotes(self) -> tuple[str, ...]:
        return tuple(quote for block in self.blocks for quote in block.quotes)


NOTHING = View(Query(), (), (), (), {})
"""The view of a dossier that holds nothing."""


class Row(NamedTuple):
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
    matches = dossier.find(query, "quote")
    left = {match.id: match for match in matches}
    blocks = _blocks(dossier, query, left)
    quotes = dossier.conditions.bits_of_quotes(left)
    own = {match.id: match for match in dossier.find(query, "event")}
    linked = dossier.conditions.linked_events(quotes)
    shown = {*own, *chosen(dossier.conditions.events, linked)}
    events = tuple(event for event in dossier.conditions.events if event in shown)
    named = {match.id: match for match in dossier.find(query, "actor")}
    actors = _actors(dossier, query, blocks, events)
    facets = Facets(dossier.conditions, quotes)
    return View(query, blocks, events, actors, Found(left | own | named), dossier.problems(query), facets)


def _blocks(dossier: Dossier, query: Query, quotes: Iterable[str]) -> tuple[Block, ...]:
    """The statements of the quotes: best match first where words were asked for, else by time."""
    left: dict[str, set[str]] = {}
    for quote in quotes:
        left.setdefault(dossier.statement_of(quote).id, set()).add(quote)
    ordered = list(left) if query.asks_words else in_time(dossier, (dossier.statements[id] for id in left))
    return tuple(
        Block(statement, tuple(quote.id for quote in statement.quotes if quote.id in left[statement.id]))
        for statement in (dossier.statements[id] for id in ordered)
    )


def _actors(dossier: Dossier, query: Query, blocks: Iterable[Block], events: Iterable[str]) -> tuple[Count, ...]:
    everything = Counter(statement.speaker for statement in dossier.statements.values() for _ in statement.quotes)
    now: Counter[str] = Counter()
    shown: set[str] = set(dossier.actors) if query.is_empty else set()
    for block in blocks:
        now[block.statement.speaker] += len(block.quotes)
        shown |= {block.statement.speaker, *block.statement.to}
    for event in events:
        shown |= {participant.actor for participant in dossier.events[event].participants}
    counts = [Count(actor, now[actor], everything[actor]) for actor in shown]
    return tuple(sorted(counts, key=lambda count: (-count.now, -count.all, dossier.actors[count.actor].name)))


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


class Emptied(NamedTuple):
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
    terms = [term for term in query.terms if not query.only(term).is_empty][:MOST_TERMS]
    if not terms or dossier.find(query, "quote"):
        return ()
    alone = tuple(Emptied(term, True, 0) for term in terms if not dossier.find(query.only(term), "quote"))
    if alone:
        return alone
    left = ((term, len(dossier.find(query.without(term), "quote"))) for term in terms)
    if blamed := tuple(Emptied(term, False, count) for term, count in left if count):
        return blamed
    for number, term in enumerate(terms):
        if not dossier.find(query.only(*terms[: number + 1]), "quote"):
            return (Emptied(term, False, 0),)
    return ()
