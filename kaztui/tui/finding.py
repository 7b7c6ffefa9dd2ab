"""Views worked out between keys: in slices, the newest query first, then what later queries will need."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from time import monotonic

from ..dossier import Dossier
from ..query import Query
from ..views import View, steps

AT_ONCE = 0.008
"""Seconds that a view may take before what was typed is echoed; those of some thousand quotes take less."""
ECHO = 0.012
"""Seconds that are left to the echo of a key before longer work goes on."""
SLICE = 0.004


class Finder:
    """Answers the newest query; the work of an older one that is not done is dropped."""

    def __init__(self, dossier: Dossier, found: Callable[[View], None]) -> None:
        self._dossier, self._found = dossier, found
        self._rest = 0.0
        self._steps: Iterator[View | None] | None = None
        self._then: Callable[[], object] | None = None
        self._preparing: Iterator[None] | None = None

    @property
    def is_busy(self) -> bool:
        """Whether the view of the newest query is still being worked out."""
        return self._steps is not None

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to do, now or for later queries."""
        return self._steps is None and self._preparing is None

    def ask(self, query: Query, at_once: float = AT_ONCE) -> None:
        """Work out what a query leaves; ``found`` is told at once, or from :meth:`run`."""
        self._steps, self._then = steps(self._dossier, query), None
        self._work(monotonic() + at_once)
        self._rest = ECHO

    def then(self, act: Callable[[], object]) -> None:
        """Do something with the newest query's view, as soon as it is there; a newer query forgets it."""
        if self._steps is None:
            act()
        else:
            self._then = act

    async def run(self) -> None:
        """Do all there is to do, a slice at a time."""
        while not self.is_idle:
            rest, self._rest = self._rest, 0.0
            await asyncio.sleep(rest)
            if not self._rest:
                self._work(monotonic() + SLICE)

    def _work(self, until: float) -> None:
        while self._steps is not None:
            view = next(self._steps)
            if view is not None:
                self._steps = None
                self._tell(view)
            if monotonic() >= until:
                return
        if self._preparing is None:
            return
        for _ in self._preparing:
            if monotonic() >= until:
                return
        self._preparing = None

    def prepare(self) -> None:
        """Let :meth:`run` work out what queries need, when no query waits."""
        if self._preparing is None and not self._dossier.is_prepared:
            self._preparing = self._dossier.prepare()

    def _tell(self, view: View) -> None:
        self._found(view)
        then, self._then = self._then, None
        if then:
            then()
