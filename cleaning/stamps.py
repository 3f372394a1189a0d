"""When an article was published and last changed: the claims of a page weighed against each other.

Claims come in the order of trust given in `_published`. One that lies after the capture, or off the day in the
address, is dropped. What a page says only relatively, or of something else (the reader's clock, the print-out,
the cable), is no claim.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

from . import json_ld
from .address_dates import day_in, month_in
from .article import Stamp
from .dates import Reading, read, read_all
from .sources import Sources

SLACK = timedelta(days=2)
"""How far a claim may lie from the day in the address: time zones, and stories filed the night before."""

LEAD = timedelta(days=31)
"""How long before publication an address may have been given out: some systems date it when a draft is made."""

ADDRESS = "address"
"""The source of the day in the address."""

_PUBLISHED_MARK = re.compile(
    r"publi|pubdate|posted|entry-date|post-date|post-time|article-date|created|dateline|issued"
)
_MODIFIED_MARK = re.compile(r"updat|modif|revis|last-")
_SIDE_MARK = re.compile(
    r"(?<![a-z])(?:comments?|commentlist|comment-?info|replies|respond|related|recommended|recommendations|teasers?|sidebar|widget|"
    r"recent|latest|popular|trending|carousel|promo|most-\w+|leserbrief|kommentare?|read-?next|more-\w+|card)(?![a-z])|^comment"
)
"""Marks of elements that are about other texts."""
_SIDE_LINE = re.compile(r"(?<![a-z])comments?(?![a-z])|kommentar|leserbrief|related|recommend|event|menu")
_LINE_MARK = re.compile(r"date|time|publi|posted|meta|byline|author|submitted|stamp|info")
_PUBLISHED_META = re.compile(r"publi[a-z]*[-_.: ]?(?:date|time|on|at)|^publi(?:shed|cation)$|pub-?date|release-?date")
_OWN_MARKS = 160
"""Characters of an element's marks that are its own and its near ancestors'."""
_OWN_NAMES = 40
"""Characters of a block's marks that are its own names."""
_LINES_NEAR = 4
_LINES_BEFORE, _LINES_AFTER, _LINES_FAR, _LINES_END = 7, 4, 40, 6
"""Blocks in which date lines stand: before the headline, after the body's first block (no further from the headline
than the third figure), after its last."""
_MAX_LINE = 160
_MAX_REST = 12
"""A line with more words than this beside its dates is a sentence, not a date line."""
_NOISE = re.compile(r"[\W\d_]+")
_SAME = timedelta(seconds=90)
_QUARTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Claim:
    """One place that says when."""

    source: str
    reading: Reading
    seen: bool = False
    """Whether readers see it."""
    printed: bool = False
    """Whether it is printed right at the headline, where other texts' dates do not stand."""


@dataclass(frozen=True, slots=True)
class Stamps:
    """The two dates of an article, and where they were found."""

    published: Stamp | None = None
    modified: Stamp | None = None
    evidence: tuple[tuple[str, str], ...] = ()


def choose(sources: Sources, headline: int = -1) -> Stamps:
    """Return when the article was published and changed.

    `headline` is the index of the headline's block, -1 if unknown; date lines stand near it.
    """
    lines = list(_line_claims(sources, headline))
    published = list(_plausible(_published(sources, lines), sources, LEAD))
    modified = [claim for claim in _plausible(_modified(sources, lines), sources) if not _migrated(claim, sources)]
    first = next((claim for claim in published if claim.reading.stamp), None)
    first = _first_printed(first, published, modified) if first else None
    first = _with_time(first, published) if first else None
    stamp = _localised(first.reading.stamp, [*published, *modified]) if first else None
    last = next((claim for claim in modified if _not_before(claim.reading, stamp)), None)
    evidence = [("published", _told(first, published) if first else _untold(sources, published))]
    evidence += [("modified", last.source)] if last else []
    return Stamps(stamp, last.reading.stamp if last else None, tuple((key, told) for key, told in evidence if told))


def _first_printed(first: Claim, published: list[Claim], modified: list[Claim]) -> Claim:
    """Return the claim printed at the headline where it is at odds with the declared one.

    A page that prints a day shows it as its own; what it declares may be the day of a draft, of a rebuilt site, or of
    an earlier text under the same address. A printed day that is the declared last change tells of that change.
    """
    if any(claim.reading.day == first.reading.day for claim in published if claim.seen or claim.source == ADDRESS):
        return first
    changed = {claim.reading.day for claim in modified if not claim.seen}
    printed = next((claim for claim in published if claim.printed and claim.reading.stamp), first)
    day, declared = printed.reading.day, first.reading.day
    apart = day and declared and abs(day - declared) >= SLACK and (day.month, day.day) != (declared.day, declared.month)
    return printed if apart and day not in changed else first


def _with_time(first: Claim, published: list[Claim]) -> Claim:
    """Return a claim that tells the time of the same day, where the first one tells the day only."""
    same = (claim for claim in published if claim.reading.day == first.reading.day)
    return (
        first
        if isinstance(first.reading.stamp, datetime)
        else next((claim for claim in same if isinstance(claim.reading.stamp, datetime)), first)
    )


def _published(sources: Sources, lines: list[tuple[str, Claim]]) -> Iterator[Claim]:
    """Yield what the page says of its publication, best place first."""
    claims, address = sources.claims, sources.address or sources.declared_address
    yield from _node_claims(claims.article, "article", ("datePublished",), sources.country)
    yield from _meta_claims(sources, "published")
    yield from _node_claims(claims.page, "page", ("datePublished",), sources.country)
    yield from _time_claims(sources, "published")
    if address and (day := day_in(address.host, address.path)):
        yield Claim(ADDRESS, Reading(day))
    yield from (claim for label, claim in lines if label == "published")
    yield from (claim for label, claim in lines if not label)
    yield from _node_claims(claims.article, "article", ("dateCreated", "uploadDate"), sources.country)
    yield from _node_claims(claims.page, "page", ("uploadDate", "dateCreated"), sources.country)
    yield from _meta_claims(sources, "vague")
    yield from _time_claims(sources, "")
    # Where the only date shown is that of an update, it dates the article: newspapers of 2010 printed no other.
    shown = (claim for label, claim in lines if label == "modified")
    yield from (claim for claim in (*_time_claims(sources, "modified"), *shown) if not _migrated(claim, sources))


def _modified(sources: Sources, lines: list[tuple[str, Claim]]) -> Iterator[Claim]:
    """Yield what the page says of its last change, best place first."""
    yield from _node_claims(sources.claims.article, "article", ("dateModified",), sources.country)
    yield from _meta_claims(sources, "modified")
    yield from _node_claims(sources.claims.page, "page", ("dateModified",), sources.country)
    yield from _time_claims(sources, "modified")
    yield from (claim for label, claim in lines if label == "modified")


def _node_claims(node: json_ld.Node, name: str, keys: Iterable[str], country: str) -> Iterator[Claim]:
    for key in keys:
        if reading := read(json_ld.text(node, key), country):
            yield Claim(f"json-ld {name} {key}", reading)


def _meta_claims(sources: Sources, kind: str) -> Iterator[Claim]:
    for name in _table()[kind]:
        if name in sources.metas and (reading := read(sources.metas[name], sources.country)):
            yield Claim(f"meta {name}", reading)
    if kind == "published":
        unlisted = (name for name in sources.metas if _PUBLISHED_META.search(name) and name not in _table()[kind])
        yield from (Claim(f"meta {n}", found) for n in unlisted if (found := read(sources.metas[n], sources.country)))


def _time_claims(sources: Sources, kind: str) -> Iterator[Claim]:
    """Yield ``time`` elements of a kind: ``published``, ``modified``, or neither (empty); none of side stories."""
    for attribute, text, marks in sources.document.times:
        if _time_kind(text, marks[:_OWN_MARKS]) != kind:
            continue
        if reading := read(attribute, sources.country) or read(text, sources.country):
            yield Claim("time element", reading, seen=True)


def _time_kind(text: str, marks: str) -> str:
    """Tell what a ``time`` element is of: its own words first, then its marks; ``foreign`` if of something else."""
    label = _label(text)
    if label == "foreign" or _SIDE_MARK.search(marks):
        return "foreign"
    if label:
        return label
    if _MODIFIED_MARK.search(marks):
        return "modified"
    return "published" if _PUBLISHED_MARK.search(marks) else ""


def _line_claims(sources: Sources, headline: int) -> Iterator[tuple[str, Claim]]:
    """Yield (label, claim) of the date lines at the article: bylines, lines around the headline, last lines."""
    for text, marks in sources.document.bylines:
        if not _SIDE_MARK.search(marks[:_OWN_MARKS]):
            yield from _labelled(text, "byline", sources.country, printed=False)
    for index in _line_indices(sources, headline):
        block = sources.document.blocks[index]
        if len(block.text) <= _MAX_LINE and not _SIDE_LINE.search(block.marks[:_OWN_NAMES]):
            near = headline >= 0 and abs(index - headline) <= _LINES_NEAR
            yield from _labelled(block.text, f"line at {block.where}", sources.country, printed=near)


def _line_indices(sources: Sources, headline: int) -> Iterator[int]:
    """Yield the indices of the blocks where date lines stand, likeliest first."""
    blocks = sources.document.blocks
    kept = [index for index, verdict in enumerate(sources.verdicts) if verdict.keep and index > headline]
    first, last = (kept[0], kept[-1]) if kept else (headline, headline)
    anchor = headline if headline >= 0 else first
    near = max(anchor, min(first, anchor + _LINES_FAR)) + _LINES_AFTER
    indices = [
        *range(anchor + 1, near),
        *range(max(near, first - _LINES_AFTER), first + _LINES_AFTER),
        *range(anchor - 1, anchor - _LINES_BEFORE, -1),
        anchor,
    ]
    yield from (index for index in indices if 0 <= index < len(blocks))
    yield from range(max(last - 1, near), min(len(blocks), last + _LINES_END))


def _labelled(line: str, source: str, country: str, *, printed: bool) -> Iterator[tuple[str, Claim]]:
    """Yield every date of a line that holds little else, with the kind of the label before it."""
    dates = read_all(line, country)
    if not dates:
        return
    rest = _NOISE.sub(" ", line[: dates[0][0]] + line[dates[-1][1] :])
    end = 0
    for start, stop, reading in dates:
        label = _label(line[end:start])
        end = stop
        if label != "foreign" and (label or len(rest.split()) <= _MAX_REST):
            yield label, Claim(source, reading, seen=True, printed=printed)


def _label(text: str) -> str:
    """Return ``published``, ``modified``, ``foreign`` or nothing: the kind of the last label in the text."""
    found = list(_labels().finditer(text)) if text else []
    return (found[-1].lastgroup or "") if found else ""


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
            yield claim if len(left) > 1 else replace(claim, reading=Reading(left[0]))


def _localised(stamp: Stamp | None, claims: list[Claim]) -> Stamp | None:
    """Return an instant given in UTC in the outlet's own time, where another claim tells it.

    The day that readers saw is the local one. A local time without a zone names the same instant if it differs by
    whole quarters of an hour that a zone can have; a printed day right before or after is the local day.
    """
    if isinstance(stamp, datetime) and (stamp.tzinfo is None or stamp.utcoffset()):
        return stamp
    others = [claim.reading.stamp for claim in claims]
    if isinstance(stamp, datetime) and (local := _same_instant(stamp, others)):
        return local
    day = stamp.date() if isinstance(stamp, datetime) else stamp
    days = {claim.reading.day for claim in claims if claim.source == ADDRESS or claim.printed}
    near = {other for other in days if other and day and abs(other - day) == timedelta(days=1)}
    return near.pop() if len(near) == 1 and day not in days else stamp


def _same_instant(stamp: datetime, others: Iterable[Stamp | None]) -> datetime | None:
    """Return the same instant as told in local time, if any of the others tells it."""
    for other in others:
        if not isinstance(other, datetime):
            continue
        if other.utcoffset() and abs(other - stamp) < _SAME:
            return other
        offset = other.replace(tzinfo=UTC) - stamp
        quarters = round(offset / _QUARTER)
        if other.tzinfo is None and quarters and -48 <= quarters <= 56 and abs(offset - quarters * _QUARTER) < _SAME:
            return other.replace(tzinfo=timezone(quarters * _QUARTER))
    return None


def _not_before(reading: Reading, published: Stamp | None) -> bool:
    """Tell whether a change does not come before the publication, by day."""
    first = published.date() if isinstance(published, datetime) else published
    return reading.day is not None and (first is None or reading.day >= first)


def _migrated(claim: Claim, sources: Sources) -> bool:
    """Tell whether the claim is the day on which the outlet moved its archive."""
    host, day = (sources.address.host if sources.address else ""), claim.reading.day
    return any(
        host.endswith(move["host"]) and day is not None and move["first"] <= day <= move["last"]
        for move in _table()["migration"]
    )


def _told(first: Claim, claims: Iterable[Claim]) -> str:
    """Return the evidence: the source taken, and up to three others that name another day."""
    others = [f"{c.source} says {c.reading.day}" for c in claims if c.reading.day not in (None, first.reading.day)]
    return "; ".join([first.source, *dict.fromkeys(others[:3])])


def _untold(sources: Sources, claims: Iterable[Claim]) -> str:
    """Return the evidence for no date: both readings of an unclear one, or the month in the address."""
    unclear = next((claim for claim in claims if claim.reading.readings), None)
    if unclear:
        return f"{unclear.source}: " + " or ".join(map(str, unclear.reading.readings))
    address = sources.address or sources.declared_address
    month = month_in(address.host, address.path) if address else None
    return f"address: no more than {month[0]}-{month[1]:02}" if month else ""


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("stamps.toml").read_text("utf-8"))


@cache
def _labels() -> re.Pattern[str]:
    groups = (f"(?P<{kind}>{''.join(words.split(chr(10)))})" for kind, words in _table()["labels"].items())
    groups = (re.sub(r"\|\s+", "|", group) for group in groups)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(groups)})(?![^\W_])", re.I)
