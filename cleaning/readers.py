"""Readers of single outlets: which one reads a page, and what its finding means for the page's blocks."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from ..scraping.addresses import canonical
from . import the_hindu, wikileaks
from .document import Document, Verdict
from .outlet_reading import Layout, OutletReading
from .source import tame
from .titles import fold

LAYOUTS: tuple[Layout, ...] = (*the_hindu.LAYOUTS, *wikileaks.LAYOUTS)
"""Every template known; the first that fits reads."""

MAX_BYTES = 300_000
"""Longer pages are read generically: BeautifulSoup would take more than a second for them."""
_LEAST_PART = 40
"""Letters and digits of a part of the body that says which block it is; a standfirst may repeat fewer."""
_SLACK = timedelta(days=1)
_LEARNED = frozenset({"boilerplate", "template"})
"""Reasons that a template overrules; what a rule for paywalls or adverts took out stays out."""


def read(page: bytes, url: str, captured_at: datetime | None = None) -> OutletReading | None:
    """Return what the outlet's own reader finds on a page, ``None`` if there is none for it.

    `page` is its HTML in UTF-8, `url` the address of the capture; the day of capture tells templates of one mark apart.
    """
    address = canonical(url) if url and len(page) <= MAX_BYTES else None
    if address is None:
        return None
    day = captured_at.date() if captured_at else None
    fitting = (t for t in LAYOUTS if _is_on(address.host, t) and t.mark.encode() in page and _holds(t, day))
    layout = next(fitting, None)
    if layout is None:
        return None
    from bs4 import BeautifulSoup  # noqa: PLC0415 - takes longer to import than a page to clean, and few pages need it

    html, _ = tame(page)
    return replace(layout.read(BeautifulSoup(html.decode(), "html.parser")), layout=layout.name)


def settle(document: Document, verdicts: list[Verdict], reading: OutletReading | None) -> list[Verdict]:
    """Return the verdicts with the blocks of the template's body kept, and those outside it removed.

    What a rule took out of the body stays out.
    """
    inside = _inside(document, reading.body) if reading and reading.body else []
    if reading is None or not any(inside):
        return verdicts
    rule = f"outlet.{reading.layout}"
    settled = []
    for in_body, verdict in zip(inside, verdicts, strict=True):
        if in_body and not verdict.keep and verdict.reason in _LEARNED:
            settled.append(Verdict(True, rule))
        elif verdict.keep and not in_body:
            settled.append(Verdict(False, rule, "boilerplate"))
        else:
            settled.append(verdict)
    return settled


def _inside(document: Document, body: str) -> list[bool]:
    """Tell of every block whether it is a line of the body, or so long a part of it that it stands nowhere else."""
    lines, whole = {fold(line) for line in body.splitlines()} - {""}, fold(body)
    folded = [fold(block.text) for block in document.blocks]
    return [text in lines or (len(text) >= _LEAST_PART and text in whole) for text in folded]


def _is_on(host: str, layout: Layout) -> bool:
    return any(host == own or host.endswith(f".{own}") for own in layout.hosts)


def _holds(layout: Layout, day: date | None) -> bool:
    """Tell whether a capture of the day may show the template; one of an unknown day may."""
    if day is None:
        return True
    return (layout.since is None or layout.since - _SLACK <= day) and (
        layout.until is None or day <= layout.until + _SLACK
    )
