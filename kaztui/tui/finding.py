"""Views worked out and shown between keys: in slices, the newest query first, then what later queries will need."""

from __future__ import annotations

import asyncio
import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from time import monotonic

from ..dossier import Dossier
from ..memory import let_go
from ..query import Query
from ..views import View, steps

AT_ONCE = 0.008
"""Seconds that a view may take, with showing it, before the next key is looked for; few quotes take less."""
KEY = 0.012
"""Seconds that a key has, on its way through the program until it is echoed, before longer work goes on."""
SENT = 0.002
"""The same for what is drawn, on its way to the terminal."""
PART = 0.002
"""In such parts these are waited for."""
SLICE = 0.004

Showing = Iterable[Callable[[], object]]
"""What is to be done to show a view, each a few milliseconds' work."""


class Finder:
    """Answers the newest query; the work of an older one that is not done is dropped."""

    def __init__(self, dossier: Dossier, found: Callable[[View], Showing]) -> None:
        self._dossier, self._found = dossier, found
        self._showing = deque[Callable[[], object]]()
        self._rest = 0.0
        self._is_slow = False
        """Whether the last view was not there at once."""
        self._steps: Iterator[View | None] | None = None
        self._then: Callable[[], object] | None = None
        self._preparing: Iterator[None] | None = None

    @property
    def is_busy(self) -> bool:
        """Whether the view of the newest query is still being worked out."""
        return self._steps is not None

    @property
    def is_showing(self) -> bool:
        """Whether that view, if it is there, has still to be shown."""
        return self._steps is not None or bool(self._showing)

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to do, now or for later queries."""
        return not self.is_showing and self._preparing is None

    def ask(self, query: Query, at_once: float = AT_ONCE) -> None:
        """Work out what a query leaves, and have it shown; what takes longer than ``at_once``, in :meth:`run`."""
        let_go()  # what the last query looked up in a large index; that takes less than a millisecond
        self._steps, self._then = steps(self._dossier, query), None
        self._showing.clear()
        self._rest = 0.0
        # Where the view of the letter before took longer, so will this one, and the next key is looked for sooner.
        self._work(monotonic() + (SLICE if self._is_slow and at_once == AT_ONCE else at_once))
        self._is_slow = self._steps is not None
        self._rest = max(self._rest, SENT)

    def give_way(self) -> None:
        """Let a key pass that has just come; may be called from another thread.

        It takes a dozen turns of the event loop to be dealt with, between any two of which there could be a slice.
        """
        self._rest = KEY

    def then(self, act: Callable[[], object]) -> None:
        """Do something with the newest query's view, as soon as it is shown; a newer query forgets it."""
        if not self.is_showing:
            act()
        else:
            self._then = act

    async def run(self) -> None:
        """Do all there is to do, a slice at a time."""
        while not self.is_idle:
            rest, self._rest = self._rest, 0.0
            await asyncio.sleep(0)
            while rest > 0:  # in parts: while something else takes its time, a key has not come any further
                await asyncio.sleep(PART)
                rest -= PART
            if not self._rest:
                shows = self.is_showing
                self._work(monotonic() + SLICE)
                if shows and self._steps is None:
                    self._rest = max(self._rest, SENT)

    def _work(self, until: float) -> None:
        while self.is_showing:
            if self._steps is None:
                self._showing.popleft()()
            elif (view := next(self._steps)) is not None:
                self._steps = None
                self._showing.extend(self._found(view))
            if self._then and not self.is_showing:
                then, self._then = self._then, None
                then()
            if self._rest or monotonic() >= until:
                return
        if self._preparing is None:
            return
        for _ in self._preparing:
            if self._rest or monotonic() >= until:
                return
        self._preparing = None
        gc.freeze()  # all that was prepared stays: to look through it for what may go takes longer than a key may wait

    def prepare(self) -> None:
        """Let :meth:`run` work out what queries need, when no query waits."""
        if self._preparing is None and not self._dossier.is_prepared:
            self._preparing = self._dossier.prepare()
