"""Cleans many pages with several processes; the outcomes come in the order of the pages, whatever their count."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import replace
from itertools import islice
from multiprocessing import get_context

from ..scraping.page import RawPage
from .article import Outcome
from .pipeline import clean

BATCH = 16
"""Pages sent to a process at once: enough to hide the cost of sending, few enough to keep memory small."""


def clean_pages(pages: Iterable[RawPage], workers: int = 1) -> Iterator[Outcome]:
    """Clean pages one by one, in order; at most ``4 * workers`` batches of `BATCH` pages are in memory."""
    if workers <= 1:
        yield from map(_clean_page, pages)
        return
    source = iter(pages)
    batches = iter(lambda: list(islice(source, BATCH)), [])
    # "spawn": a forked copy of a process that has threads (progress bars, Arrow) may hang.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[list[Outcome]]] = deque()
        for batch in batches:
            waiting.append(pool.submit(_clean_batch, batch))
            if len(waiting) >= 4 * workers:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _clean_batch(pages: list[RawPage]) -> list[Outcome]:
    return [_clean_page(page) for page in pages]


def _clean_page(page: RawPage) -> Outcome:
    outcome = clean(page.body, url=page.url, media_type=page.media_type, captured_at=page.captured_at)
    return replace(outcome, source=page.source)
