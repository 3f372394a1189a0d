"""Cleans many pages in processes of their own; the outcomes come in the order of the pages, whatever their count.

A page that hangs, crashes the process or takes too much memory costs itself: it becomes a rejection that says so.
"""

import atexit
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import cache, partial
from typing import TypeVar

from ..scraping.page import RawPage
from .article import Outcome, Rejection
from .child import Child, ChildDiedError
from .limits import fenced, limits_for
from .pipeline import clean
from .template import NO_TEMPLATE, Template

_Form = TypeVar("_Form")

BATCH_PAGES = 16
"""Pages sent to a process at once: enough to hide the cost of sending, few enough to keep memory small."""
_BATCH_BYTES = 8_000_000
"""A batch ends after this many bytes, too: pages may have 20 MB."""
_PATIENCE = 300
"""Seconds on the clock for each second of processor time: a busy machine is no page's fault, and may take a minute to
start the process; nothing in cleaning waits without using time, so this is the last resort."""

_idle: list[Child] = []
"""Processes at rest, for the next call: starting one takes half a second."""
os.register_at_fork(after_in_child=_idle.clear)  # their connections belong to the parent


def clean_pages(pages: Iterable[RawPage], workers: int = 1, template: Template = NO_TEMPLATE) -> Iterator[Outcome]:
    """Clean pages one by one, in order, in as many processes as `workers` says.

    `template` is what the pages' sites repeat. At most ``4 * workers + 1`` batches are in memory. One worker and the
    caller take turns and keep one processor busy.
    """
    return clean_into(as_it_is, pages, workers, template)


def as_it_is(outcome: Outcome) -> Outcome:
    """Return the outcome."""
    return outcome


def clean_into(
    form: Callable[[Outcome], _Form], pages: Iterable[RawPage], workers: int = 1, template: Template = NO_TEMPLATE
) -> Iterator[_Form]:
    """Clean pages as `clean_pages` does, each outcome brought into another form by the process that cleaned it.

    Plain values travel between processes in a fourth of the time that records take. `form` is importable by name.
    """
    clean_batch = partial(_clean_batch, form, template)
    batches = _batches(iter(pages))
    if workers <= 1:
        for batch in batches:
            yield from clean_batch(batch)
        return
    with ThreadPoolExecutor(workers) as pool:  # a thread waits for each process
        waiting: deque[Future[list[_Form]]] = deque()
        try:
            for batch in batches:
                waiting.append(pool.submit(clean_batch, batch))
                if len(waiting) >= 4 * workers:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:  # interrupted: what has not begun need not begin
            pool.shutdown(wait=False, cancel_futures=True)


def _batches(pages: Iterator[RawPage]) -> Iterator[list[RawPage]]:
    """Yield the pages in batches of bounded length and size."""
    batch: list[RawPage] = []
    size = 0
    for page in pages:
        batch.append(page)
        size += len(page.body)
        if len(batch) == BATCH_PAGES or size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _clean_batch(form: Callable[[Outcome], _Form], template: Template, pages: list[RawPage]) -> list[_Form]:
    """Clean pages in an idle process; a page over which it dies is rejected, the rest goes on in the next one."""
    outcomes: list[_Form] = []
    longest = max(limits_for(len(page.body)).cpu_seconds for page in pages)
    work = partial(_formed, form, partial(clean_page, template=template.part(page.url for page in pages)))
    child = _at_rest()
    killed = -1
    while len(outcomes) < len(pages):
        try:
            for outcome in child.each(work, pages[len(outcomes) :], _PATIENCE * longest):
                outcomes.append(outcome)  # noqa: PERF402  # what came before a death stays
        except ChildDiedError as death:
            if _from_outside(death) and killed < len(outcomes):
                killed = len(outcomes)  # not the page's fault, until it happens again
            else:
                outcomes.append(form(_lost(pages[len(outcomes)], death)))
    _idle.append(child)
    return outcomes


def _formed(form: Callable[[Outcome], _Form], clean_one: Callable[[RawPage], Outcome], page: RawPage) -> _Form:
    return form(clean_one(page))


def clean_page(page: RawPage, template: Template = NO_TEMPLATE) -> Outcome:
    """Clean one page within its limits; beyond them the process may die. For processes that may."""
    _warm_up()
    with fenced(limits_for(len(page.body))):
        outcome = clean(
            page.body, url=page.url, media_type=page.media_type, captured_at=page.captured_at, template=template
        )
    return replace(outcome, source=page.source)


@cache
def _warm_up() -> None:
    """Load models and tables, which is no page's cost."""
    for media_type in ("text/html", "text/plain"):
        clean(b"<p>The ferry was late.</p>", media_type=media_type)


def _from_outside(death: ChildDiedError) -> bool:
    """Whether somebody else ended the process: an operator, or a system short of memory."""
    return -death.code == signal.SIGKILL and not death.timed_out


def _lost(page: RawPage, death: ChildDiedError) -> Rejection:
    """Return the rejection of a page over which a process died."""
    reason = "too_slow" if death.timed_out or -death.code == signal.SIGPROF else "crash"
    return Rejection(page.id, reason, {"seen": str(death)}, page.url, page.captured_at, page.source)


def _at_rest() -> Child:
    try:
        return _idle.pop()
    except IndexError:
        return Child()


@atexit.register
def _close() -> None:
    while _idle:
        _idle.pop().close()
