"""When an article was published and last changed: the claims of a page weighed against each other.

Claims come in the order of trust given in `_published`. One that lies after the capture, or off the day in the
address, is dropped. What a page says only relatively, or of something else (the reader's clock, the print-out,
the cable), is no claim.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
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

_PUBLISHED_MARK = re.compile(r"publi|pubdate|posted|entry-date|post-date|post-time|article-date|created|dateline|issued")
_MODIFIED_MARK = re.compile(r"updat|modif|revis|last-")
_SIDE_MARK = re.compile(
    r"comment|related|recommend|sidebar|widget|teaser|card|aside|footer|recent|latest|popular|trending|most-|"
    r"carousel|promo|listing|nav|event|archive-|more-|read-next"
)
_OWN_MARKS = 160
"""Characters of an element's marks that are its own and its near ancestors'."""
_LINES_BEFORE, _LINES_AFTER = 6, 14
"""Blocks before and after the headline where date lines stand."""
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
    published = list(_plausible(_published(sources, lines), sources))
    modified = [claim for claim in _plausible(_modified(sources, lines), sources) if not _migrated(claim, sources)]
    first = next((claim for claim in published if claim.reading.stamp), None)
    stamp = _localised(first.reading.stamp, [claim for claim in [*published, *modified]]) if first else None
    last = next((claim for claim in modified if _not_before(claim.reading, stamp)), None)
    evidence = [("published", _told(first, published) if first else _untold(sources, published))]
    evidence += [("modified", last.source)] if last else []
    return Stamps(stamp, last.reading.stamp if last else None, tuple((key, told) for key, told in evidence if told))


def _published(sources: Sources, lines: list[tuple[str, Claim]]) -> Iterator[Claim]:
    """Yield what the page says of its publication, best place first."""
    claims, address = sources.claims, sources.address or sources.declared_address
    yield from _node_claims(claims.article, "article", ("datePublished",), sources.country)
    yield from _meta_claims(sources, "published")
    yield from _node_claims(claims.page, "page", ("datePublished",), sources.country)
    yield from _time_claims(sources, _PUBLISHED_MARK)
    if address and (day := day_in(address.host, address.path)):
        yield Claim("address", Reading(day))
    yield from (claim for label, claim in lines if label == "published")
    yield from _node_claims(claims.article, "article", ("dateCreated", "uploadDate"), sources.country)
    yield from _node_claims(claims.page, "page", ("uploadDate", "dateCreated"), sources.country)
    yield from _time_claims(sources, None)
    yield from (claim for label, claim in lines if not label)


def _modified(sources: Sources, lines: list[tuple[str, Claim]]) -> Iterator[Claim]:
    """Yield what the page says of its last change, best place first."""
    yield from _node_claims(sources.claims.article, "article", ("dateModified",), sources.country)
    yield from _meta_claims(sources, "modified")
    yield from _node_claims(sources.claims.page, "page", ("dateModified",), sources.country)
    yield from _time_claims(sources, _MODIFIED_MARK)
    yield from (claim for label, claim in lines if label == "modified")


def _node_claims(node: json_ld.Node, name: str, keys: Iterable[str], country: str) -> Iterator[Claim]:
    for key in keys:
        if reading := read(json_ld.text(node, key), country):
            yield Claim(f"json-ld {name} {key}", reading)


def _meta_claims(sources: Sources, kind: str) -> Iterator[Claim]:
    for name in _table()[kind]:
        if name in sources.metas and (reading := read(sources.metas[name], sources.country)):
            yield Claim(f"meta {name}", reading)


def _time_claims(sources: Sources, wanted: re.Pattern[str] | None) -> Iterator[Claim]:
    """Yield ``time`` elements whose marks or text match; with ``None`` those that are not of a change or a side story."""
    for attribute, text, marks in sources.document.times:
        own = marks[:_OWN_MARKS]
        label = _label(text)
        modified = label == "modified" or (_MODIFIED_MARK.search(own) and label != "published")
        if _SIDE_MARK.search(own) or label == "foreign":
            continue
        if wanted is _PUBLISHED_MARK and (modified or not wanted.search(own) and label != "published"):
            continue
        if wanted is _MODIFIED_MARK and not modified or wanted is None and modified:
            continue
        if reading := read(attribute, sources.country) or read(text, sources.country):
            yield Claim("time element", reading)


def _line_claims(sources: Sources, headline: int) -> Iterator[tuple[str, Claim]]:
    """Yield (label, claim) of the date lines around the headline, byline elements first."""
    for text, marks in sources.document.bylines:
        if not _SIDE_MARK.search(marks[:_OWN_MARKS]):
            yield from _labelled(text, "byline", sources.country)
    blocks = sources.document.blocks
    for block in blocks[max(0, headline - _LINES_BEFORE) : max(0, headline) + _LINES_AFTER]:
        if len(block.text) <= _MAX_LINE and not _SIDE_MARK.search(block.marks[:_OWN_MARKS]):
            yield from _labelled(block.text, block.where, sources.country)


def _labelled(line: str, source: str, country: str) -> Iterator[tuple[str, Claim]]:
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
            yield label, Claim(f"line at {source}" if source != "byline" else source, reading)


def _label(text: str) -> str:
    """Return ``published``, ``modified``, ``foreign`` or nothing: the kind of the last label in the text."""
    found = list(_labels().finditer(text)) if text else []
    return (found[-1].lastgroup or "") if found else ""


def _plausible(claims: Iterable[Claim], sources: Sources) -> Iterator[Claim]:
    """Yield the claims within the bounds; of two readings the one within, if the other is not."""
    address = sources.address or sources.declared_address
    day = day_in(address.host, address.path) if address else None
    captured = sources.captured_at.date() + timedelta(days=1) if sources.captured_at else None

    def within(stamp: Stamp) -> bool:
        own = stamp.date() if isinstance(stamp, datetime) else stamp
        return (captured is None or own <= captured) and (day is None or own >= day - SLACK)

    for claim in claims:
        left = [stamp for stamp in (claim.reading.stamp, *claim.reading.readings) if stamp and within(stamp)]
        if left:
            yield claim if len(left) > 1 else Claim(claim.source, Reading(left[0]))


def _localised(stamp: Stamp | None, claims: Iterable[Claim]) -> Stamp | None:
    """Return an instant given in UTC in the outlet's own zone, where another claim gives the same instant in it.

    The day that readers saw is the local one. A local time without a zone names the same instant if it differs by
    whole quarters of an hour that a zone can have.
    """
    if not isinstance(stamp, datetime) or stamp.utcoffset() != timedelta(0):
        return stamp
    for claim in claims:
        other = claim.reading.stamp
        if not isinstance(other, datetime):
            continue
        if other.utcoffset() and abs(other - stamp) < _SAME:
            return other
        offset = other.replace(tzinfo=UTC) - stamp
        quarters = round(offset / _QUARTER)
        if other.tzinfo is None and quarters and -48 <= quarters <= 56 and abs(offset - quarters * _QUARTER) < _SAME:
            return other.replace(tzinfo=timezone(quarters * _QUARTER))
    return stamp


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
