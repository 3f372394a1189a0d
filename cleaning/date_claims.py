"""What a page says of its dates, best place first: JSON-LD, ``meta`` and ``time`` elements, its address, its lines."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain

from . import date_lines, json_ld
from .address_dates import day_in
from .date_lines import Claim, Label, is_side, label_of, table
from .dates import Reading, read
from .sources import Sources

ADDRESS = "address"
"""The source of the day in the address."""

_PUBLISHED_MARK = re.compile(
    r"publi|pubdate|posted|entry-date|post-date|post-time|article-date|created|dateline|issued"
)
_MODIFIED_MARK = re.compile(r"updat|modif|revis|last-")
_PUBLISHED_META = re.compile(
    r"publi[a-z]{0,12}[-_.: ]?(?:date|time|on|at)|^publi(?:shed|cation)$|pub-?date|release-?date"
)
_OWN_MARKS = 160
"""Characters of an element's marks that are its own and its near ancestors'."""


def published(sources: Sources, lines: list[Claim]) -> Iterator[Claim]:
    """Yield what the page says of its publication, best place first; `lines` are the claims of its date lines."""
    claims, address = sources.claims, sources.address or sources.declared_address
    yield from _node_claims(claims.article, "article", ("datePublished",), sources.country)
    yield from _meta_claims(sources, "published")
    yield from _node_claims(claims.page, "page", ("datePublished",), sources.country)
    yield from _time_claims(sources, "published")
    if address and (day := day_in(address.host, address.path)):
        yield Claim(ADDRESS, Reading(day))
    yield from (claim for claim in lines if claim.label == "published")
    yield from (claim for claim in lines if not claim.label)
    yield from _node_claims(claims.article, "article", ("dateCreated", "uploadDate"), sources.country)
    yield from _node_claims(claims.page, "page", ("uploadDate", "dateCreated"), sources.country)
    yield from _meta_claims(sources, "vague")
    yield from _time_claims(sources, "")


def untold(sources: Sources, lines: list[Claim]) -> Iterator[Claim]:
    """Yield what may date the article where nothing says so: its dateline, marked days, the day of a change."""
    yield from date_lines.dateline(sources)
    yield from date_lines.marked(sources)
    yield from date_lines.posted(sources)
    # Where the only date shown is that of an update, it dates the article: newspapers of 2010 printed no other.
    shown = (claim for claim in lines if claim.label == "modified")
    yield from (claim for claim in chain(_time_claims(sources, "modified"), shown) if not is_migration(claim, sources))
    yield from date_lines.lone(sources)


def modified(sources: Sources, lines: list[Claim]) -> Iterator[Claim]:
    """Yield what the page says of its last change, best place first, without the days on which archives moved."""
    every = chain(
        _node_claims(sources.claims.article, "article", ("dateModified",), sources.country),
        _meta_claims(sources, "modified"),
        _node_claims(sources.claims.page, "page", ("dateModified",), sources.country),
        _time_claims(sources, "modified"),
        (claim for claim in lines if claim.label == "modified"),
    )
    return (claim for claim in every if not is_migration(claim, sources))


def is_migration(claim: Claim, sources: Sources) -> bool:
    """Tell whether the claim is the day on which the outlet moved its archive."""
    host = sources.address.host if sources.address else ""
    moves = [move for move in table()["migration"] if host.endswith(move["host"])]
    day = claim.reading.day if moves else None
    return day is not None and any(move["first"] <= day <= move["last"] for move in moves)


def _node_claims(node: json_ld.Node, name: str, keys: Iterable[str], country: str) -> Iterator[Claim]:
    for key in keys:
        if reading := read(json_ld.text(node, key), country):
            yield Claim(f"json-ld {name} {key}", reading)


def _meta_claims(sources: Sources, kind: str) -> Iterator[Claim]:
    listed, metas = table()[kind], sources.metas
    told = [name for name in listed if name in metas]
    if kind == "published":
        told += [name for name in metas if _tells_publication(name) and name not in listed]
    for name in told:
        if reading := read(metas[name], sources.country):
            yield Claim(f"meta {name}", reading)


def _tells_publication(name: str) -> bool:
    """Tell whether a ``meta`` element of this name is of the publication."""
    return ("pub" in name or "release" in name) and _PUBLISHED_META.search(name) is not None


def _time_claims(sources: Sources, kind: Label) -> Iterator[Claim]:
    """Yield ``time`` elements of a kind: ``published``, ``modified``, or neither (empty); none of side stories."""
    for attribute, text, marks in sources.document.times:
        if _time_kind(text, marks) != kind:
            continue
        if reading := read(attribute, sources.country) or read(text, sources.country):
            yield Claim("time element", reading, kind, seen=True)


@lru_cache(maxsize=512)
def _time_kind(text: str, marks: str) -> Label:
    """Tell what a ``time`` element is of: its own words first, then its marks; ``foreign`` if of something else."""
    label, own = label_of(text), marks[:_OWN_MARKS]
    if label == "foreign" or is_side(marks):
        return "foreign"
    if label:
        return label
    if _MODIFIED_MARK.search(own):
        return "modified"
    return "published" if _PUBLISHED_MARK.search(own) else ""
