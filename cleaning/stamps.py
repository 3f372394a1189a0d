"""When an article was published and last changed: the claims of a page weighed against each other.

Claims come in the order of trust given in `date_claims`. One that lies after the capture, or off the day in the
address, is dropped. What a page says only relatively, or of something else (the reader's clock, the print-out,
the cable), is no claim.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import chain
from typing import NamedTuple

from . import date_claims, date_lines
from .address_dates import day_in, month_in
from .article import Stamp
from .date_claims import ADDRESS
from .date_lines import Claim
from .dates import MAX_CHARS, Reading, slash_order
from .local_time import localised
from .sources import Sources

SLACK = timedelta(days=2)
"""How far a claim may lie from the day in the address: time zones, and stories filed the night before."""

LEAD = timedelta(days=31)
"""How long before publication an address may have been given out: some systems date it when a draft is made."""

_SLASHED = re.compile(r"\d/\d{1,2}/\d")


class Stamps(NamedTuple):
    """The two dates of an article, and where they were found."""

    published: Stamp | None = None
    modified: Stamp | None = None
    evidence: tuple[tuple[str, str], ...] = ()


def choose(sources: Sources, headline: int = -1) -> Stamps:
    """Return when the article was published and changed.

    `headline` is the index of the headline's block, -1 if unknown; date lines stand near it.
    """
    lines = list(date_lines.claims(sources, headline))
    published = _weighed(date_claims.published(sources, lines), sources)
    if not any(claim.reading.stamp for claim in published):
        published += _weighed(date_claims.untold(sources, lines), sources)
    modified = list(_plausible(date_claims.modified(sources, lines), sources))
    first = next((claim for claim in published if claim.reading.stamp), None)
    first = _with_time(_first_printed(first, published, modified, sources), published) if first else None
    stamp = _local(first, published, modified) if first else None
    last = next((claim for claim in modified if _not_before(claim.reading, stamp)), None)
    evidence = [("published", _told(first, published) if first else _untold(sources, published))]
    evidence += [("modified", last.source)] if last else []
    return Stamps(stamp, last.reading.stamp if last else None, tuple((key, told) for key, told in evidence if told))


def _weighed(claims: Iterable[Claim], sources: Sources) -> list[Claim]:
    """Return the claims to publication that are plausible, decided where possible."""
    return list(_decided(_plausible(claims, sources, LEAD), sources))


def _first_printed(first: Claim, published: list[Claim], modified: list[Claim], sources: Sources) -> Claim:
    """Return the claim printed at the headline where it is at odds with the declared one.

    A page that prints a bare day shows it as its own; what it declares may be the day of a draft, of a rebuilt site,
    or of an earlier text under the same address. A printed day that is told to be the last change tells of that.
    """
    declared = first.reading.day
    if any(claim.reading.day == declared for claim in published if claim.seen or claim.source == ADDRESS):
        return first
    printed = next((claim for claim in published if claim.printed and claim.reading.stamp), first)
    day = printed.reading.day
    apart = day and declared and abs(day - declared) >= SLACK and (day.month, day.day) != (declared.day, declared.month)
    changed = any(claim.seen and claim.reading.day == day for claim in modified) or printed.label == "modified"
    if not apart or changed:
        return first
    others = chain((claim for claim in modified if claim.seen), date_lines.marked(sources))
    return first if any(claim.reading.day == declared for claim in others) else printed


def _with_time(first: Claim, published: list[Claim]) -> Claim:
    """Return a claim that tells the time of the same day, where the first one tells the day only."""
    if isinstance(first.reading.stamp, datetime):
        return first
    timed = (claim for claim in published if isinstance(claim.reading.stamp, datetime))
    return next((claim for claim in timed if claim.reading.day == first.reading.day), first)


def _local(first: Claim, published: list[Claim], modified: list[Claim]) -> Stamp | None:
    """Return the claim's stamp in the outlet's own time."""
    every = [*published, *modified]
    days = {claim.reading.day for claim in every if claim.source == ADDRESS or claim.printed}
    return localised(first.reading.stamp, _others(every, modified), days)


def _others(every: list[Claim], modified: list[Claim]) -> Iterator[Stamp | None]:
    """Yield the stamps among which a local time may be.

    The time, to the minute, of a declared change is none; an instant told in two zones counts as first told.
    """
    stamps = [claim.reading.stamp for claim in every if isinstance(claim.reading.stamp, datetime)]
    likely = [stamp for stamp in stamps if stamp.tzinfo is None or stamp.utcoffset()]  # no other tells a local time
    instants = {claim.reading.stamp for claim in modified if _is_instant(claim.reading.stamp)} if likely else set()
    changed = {_minute(stamp) for stamp in instants}
    yield from (stamp for stamp in likely if not changed or _minute(stamp) not in changed)


def _is_instant(stamp: Stamp | None) -> bool:
    return isinstance(stamp, datetime) and stamp.utcoffset() is not None


def _minute(stamp: Stamp | None) -> Stamp | None:
    """Return a time as its clock shows it, to the minute."""
    return stamp.replace(second=0, tzinfo=None) if isinstance(stamp, datetime) else stamp


def _decided(claims: Iterable[Claim], sources: Sources) -> Iterator[Claim]:
    """Yield the claims, 03/04/2011 decided where another claim names one of its days, or other dates tell the order."""
    every = list(claims)
    days = {claim.reading.day for claim in every} - {None}
    order = _page_order(sources) if any(claim.reading.readings for claim in every) else ""
    for claim in every:
        readings = claim.reading.readings
        known = [day for day in readings if day in days] or [day for day in readings[1:] if order == "month first"]
        known = known or [day for day in readings[:1] if order == "day first"]
        yield claim._replace(reading=Reading(known[0])) if len(known) == 1 else claim


def _page_order(sources: Sources) -> str:
    """Return how the page's dates with slashes are written, where one of them leaves no choice."""
    texts = (block.text for block in sources.document.blocks if len(block.text) <= MAX_CHARS)
    orders = {order for text in texts if _SLASHED.search(text) for order in slash_order(text)}
    return orders.pop() if len(orders) == 1 else ""


def _plausible(claims: Iterable[Claim], sources: Sources, latest: timedelta = timedelta.max) -> Iterator[Claim]:
    """Yield the claims within the bounds; of two readings the one within, if the other is not.

    No claim lies after the capture, nor before the day in the address, nor more than `latest` after it.
    """
    address = sources.address or sources.declared_address
    day = day_in(address.host, address.path) if address else None
    captured = sources.captured_at.date() + timedelta(days=1) if sources.captured_at else None

    def within(stamp: Stamp) -> bool:
        own = stamp.date() if isinstance(stamp, datetime) else stamp
        return (captured is None or own <= captured) and (day is None or -SLACK <= own - day <= latest)

    for claim in claims:
        left = [stamp for stamp in (claim.reading.stamp, *claim.reading.readings) if stamp and within(stamp)]
        if left:
            sure = len(left) > 1 or left[0] is claim.reading.stamp
            yield claim if sure else claim._replace(reading=Reading(left[0]))


def _not_before(reading: Reading, published: Stamp | None) -> bool:
    """Tell whether a change does not come before the publication, by day."""
    first: date | None = published.date() if isinstance(published, datetime) else published
    return reading.day is not None and (first is None or reading.day >= first)


def _told(first: Claim, claims: Iterable[Claim]) -> str:
    """Return the evidence: the source taken, and up to three others that name another day."""
    same = (None, first.reading.day)
    others = [(claim.source, day) for claim in claims if (day := claim.reading.day) not in same]
    return "; ".join([first.source, *dict.fromkeys(f"{source} says {day}" for source, day in others[:3])])


def _untold(sources: Sources, claims: Iterable[Claim]) -> str:
    """Return the evidence for no date: both readings of an unclear one, or the month in the address."""
    unclear = next((claim for claim in claims if claim.reading.readings), None)
    if unclear:
        return f"{unclear.source}: " + " or ".join(map(str, unclear.reading.readings))
    address = sources.address or sources.declared_address
    month = month_in(address.host, address.path) if address else None
    return f"address: no more than {month[0]}-{month[1]:02}" if month else ""
