"""The collector: every wanted page through archive after archive, its best capture into the folder."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .account import GROUPS
from .captures import Listed, Source, Target
from .choice import in_order
from .collection import Collection
from .errors import BudgetError, FetchError
from .packing import Found, warc_date

_CANDIDATES = 3
"""Captures of one archive that are tried for a page: if three are damaged, the archive is at fault."""
_AHEAD = 16
"""Pages on their way at the same time. Bounds memory: a page is at most 20 MB packed and 20 MB unpacked."""


@dataclass(frozen=True, slots=True)
class Missed:
    """A page that could not be had."""

    target: Target
    reason: str
    """A key of `cablepress.scraping.account.REASONS`."""
    detail: str
    archive: str = ""
    """The archive that was asked last; empty if none has it."""


class Collector:
    """Brings pages into a folder."""

    def __init__(self, sources: Sequence[Source], collection: Collection) -> None:
        """Prepare a run.

        Args:
            sources: the archives, in the order in which they are asked.
            collection: where pages go.
        """
        self._sources = sources
        self._collection = collection
        self._asked = " ".join(sorted(source.name for source in sources))

    def todo(self, targets: Sequence[Target], *, again: bool = False, refresh: bool = False) -> Sequence[Target]:
        """Return the pages to ask for: not those that are stored, nor those that these archives do not have.

        Args:
            targets: all wanted pages.
            again: ask for the latter again.
            refresh: ask for stored pages again.
        """
        return [target for target in dict.fromkeys(targets) if self._is_open(target, again, refresh)]

    async def run(self, targets: Sequence[Target], advance: Callable[[], None]) -> bool:
        """Deal with the pages; return whether all of them were asked for, rather than the budget used up.

        `advance` is called for each page that is dealt with. Pages are fetched side by side but stored in their order,
        so that a run gives the same files however it is interrupted.
        """
        waiting = deque(targets)
        running: deque[asyncio.Task[Found | Missed]] = deque()
        complete = True
        try:
            while waiting or running:
                while waiting and len(running) < _AHEAD:
                    running.append(asyncio.create_task(self._page(waiting.popleft())))
                await asyncio.wait([running[0]])
                if not self._settle(_done(running), advance):
                    waiting.clear()  # those on their way end soon: they get no more requests either
                    complete = False
            return complete
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    def _settle(self, outcomes: Sequence[Found | Missed], advance: Callable[[], None]) -> bool:
        """Store what was fetched and note what was not; return whether to go on."""
        self._collection.add([one for one in outcomes if isinstance(one, Found)])
        for one in outcomes:
            if isinstance(one, Missed) and one.reason != "budget":
                self._collection.state.fail(one.target.address, one.reason, one.detail, one.archive, self._asked)
            advance()
        return not any(isinstance(one, Missed) and one.reason == "budget" for one in outcomes)

    def _is_open(self, target: Target, again: bool, refresh: bool) -> bool:
        known = self._collection.state.page(target.address)
        if known is None:
            return True
        page, asked = known
        if page.outcome == "stored":
            stamp = target.captured and warc_date(target.captured)
            return refresh or bool(stamp and not self._collection.state.has(target.address, stamp))
        all_asked = {source.name for source in self._sources} <= set(asked.split())
        return again or page.outcome not in GROUPS or not all_asked

    async def _page(self, target: Target) -> Found | Missed:
        """Ask the archives in turn; the first that gives a whole page out is taken."""
        last = Missed(target, "no_capture", "")
        failures: list[str] = []
        for source in self._sources:
            try:
                listed = in_order(await source.captures(target), target.published, target.captured)
                found = await _best(source, target, listed, failures) if listed else None
            except BudgetError as error:
                return Missed(target, "budget", str(error))
            except FetchError as error:
                last = Missed(target, error.reason, str(error), source.name)
                failures.append(f"{source.name}: {error.reason}: {error}")
            except Exception as error:  # a defect of ours must not cost the other pages
                last = Missed(target, "defect", f"{type(error).__name__}: {error}"[:300], source.name)
            else:
                if found:
                    return found
        return last


async def _best(source: Source, target: Target, listed: Sequence[Listed], failures: list[str]) -> Found:
    """Fetch the best capture that can be had; raises what spoke against the last one tried."""
    candidates = listed[:_CANDIDATES]
    for number, one in enumerate(candidates):
        try:
            fetched = await source.fetch(one)
        except BudgetError:
            raise
        except FetchError as error:
            if number == len(candidates) - 1 or error.reason in ("rate_limited", "unreachable"):
                raise
            failures.append(f"{one.place}: {error.reason}: {error}")
        else:
            return Found(target, one, fetched, [other for other in listed if other is not one], list(failures))
    raise AssertionError("there is a candidate")


def _done(running: deque[asyncio.Task[Found | Missed]]) -> list[Found | Missed]:
    """Take the pages off the head of the queue that are dealt with."""
    outcomes = []
    while running and running[0].done():
        outcomes.append(running.popleft().result())
    return outcomes
