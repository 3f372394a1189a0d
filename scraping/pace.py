"""Taking turns: how many requests a host gets at a time, how long it is left alone between them, and when to stop."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from math import inf
from time import monotonic

from .errors import BudgetError, FetchError


class Budget:
    """What the user granted for a run: requests and seconds. ``None`` is no bound."""

    def __init__(
        self, requests: int | None = None, seconds: float | None = None, clock: Callable[[], float] = monotonic
    ) -> None:
        self._left = requests
        self._clock = clock
        self._end = None if seconds is None else clock() + seconds

    def spend(self) -> None:
        """Count one request.

        Raises:
            BudgetError: none is left, or the time is over.
        """
        self.check(0)
        if self._left is not None:
            if self._left <= 0:
                raise BudgetError("all granted requests are used")
            self._left -= 1

    def check(self, wait: float) -> None:
        """Raise `BudgetError` if waiting so many seconds would end behind the granted time."""
        if self._end is not None and self._clock() + wait >= self._end:
            raise BudgetError("the granted time is over")


class Pace:
    """Turns for each host."""

    def __init__(self, budget: Budget, per_host: int = 1, longest_wait: float = inf) -> None:
        """Prepare turns.

        Args:
            budget: what may be spent.
            per_host: requests to one host at the same time.
            longest_wait: seconds; a host that is to be left alone for longer gets no more turns.
        """
        self._budget = budget
        self._longest_wait = longest_wait
        self._gates: dict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(per_host))
        self._free_at: dict[str, float] = {}

    @asynccontextmanager
    async def turn(self, host: str, pause: float) -> AsyncIterator[None]:
        """Wait for a turn with the host, then leave it alone for `pause` seconds after the exchange.

        Raises:
            FetchError: the host wants to be left alone for longer than we wait.
            BudgetError: the turn would come too late, or no request is left.
        """
        async with self._gates[host]:
            wait = self._free_at.get(host, 0.0) - monotonic()
            if wait > self._longest_wait:
                reason = "unreachable" if wait == inf else "rate_limited"
                raise FetchError(reason, "left alone for this run: the host does not answer, or asked for it", wait)
            await self.sleep(wait)
            self._budget.spend()
            try:
                yield
            finally:
                self.hold(host, pause)

    def hold(self, host: str, seconds: float) -> None:
        """Leave a host alone for so many seconds from now, or longer if that was asked before."""
        self._free_at[host] = max(self._free_at.get(host, 0.0), monotonic() + seconds)

    async def sleep(self, seconds: float) -> None:
        """Wait, unless the wait would end behind the granted time: then raise `BudgetError`."""
        if seconds > 0:
            self._budget.check(seconds)
            await asyncio.sleep(seconds)
