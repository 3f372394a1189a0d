"""Which links on pages that list others (series, index pages, sitemaps, feeds, link lists) may belong into `coverage`.

Nothing is added by itself: what is found becomes a table for review.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from .addresses import canonical
from .facts import Cable, Coverage, Publisher, by_reference
from .links import Link

_CABLE = re.compile(r"\b([0-9]{2}[A-Z]{4,12}[0-9]{1,5})(?:_a)?\b")
_NUMBER = re.compile(r"(?<![0-9])([12][0-9]{5})(?![0-9])")
_DAY = re.compile(r"/(20[0-9]{2})/(0[1-9]|1[0-2])/(0[1-9]|[12][0-9]|3[01])/")
_CABLE_POINTS = 4
"""A cable's id in a link says more than any word: enough by itself."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A link that may belong into the table of coverage."""

    url: str
    """Its canonical address."""
    publisher: str
    """Name of the publisher, if its host is known; else empty."""
    domain: str
    title: str
    published: str
    """Day, if the listing or the address tells it; else empty."""
    country: str
    language: str
    kind: str
    cables: tuple[str, ...]
    """Cables that are named."""
    points: int
    why: tuple[str, ...]
    """What gave points, as matched."""
    found_in: str
    """Where the link stands."""


@dataclass(frozen=True, slots=True)
class _Topic:
    threshold: int
    terms: Sequence[tuple[re.Pattern[str], int]]


@dataclass(frozen=True, slots=True)
class Known:
    """The facts tables, as far as links are compared with them."""

    covered: frozenset[str]
    """Canonical addresses that are in the table of coverage."""
    publishers: dict[str, Publisher]
    """Host → publisher."""
    cables: dict[str, str]
    """Every way to refer to a cable → its id."""


def known(coverage: Iterable[Coverage], publishers: Iterable[Publisher], cables: Sequence[Cable]) -> Known:
    """Prepare the facts tables for comparison."""
    covered = (canonical(row.url) for row in coverage)
    return Known(
        frozenset(_key(address.url) for address in covered if address),
        {domain: publisher for publisher in publishers for domain in publisher.domains},
        {reference: cable.cable_id for reference, cable in by_reference(cables).items()},
    )


def propose(links: Iterable[Link], facts: Known) -> Sequence[Proposal]:
    """Return the links that are on the topic and not in the table yet, the surest first, each page once."""
    found: dict[str, Proposal] = {}
    for link in links:
        proposal = _proposal(link, facts)
        if proposal is None or _key(proposal.url) in facts.covered:
            continue
        before = found.get(_key(proposal.url))
        found[_key(proposal.url)] = _joined(before, proposal) if before else proposal
    topical = [one for one in found.values() if one.points >= _topic().threshold]
    return sorted(topical, key=lambda one: (-one.points, one.url))


@cache
def _topic() -> _Topic:
    table = tomllib.loads(Path(__file__).with_name("topic.toml").read_text("utf-8"))
    return _Topic(table["threshold"], [(re.compile(term["pattern"], re.I), term["points"]) for term in table["terms"]])


def _key(url: str) -> str:
    """Return what two spellings of one address share: a leading ``www.`` and a closing slash choose nothing."""
    return re.sub(r"^https://www\.", "https://", url).rstrip("/")


def _proposal(link: Link, facts: Known) -> Proposal | None:
    address = canonical(link.url)
    if address is None or address.path == "/":
        return None
    words = _words(link)
    points, why = _score(words)
    cables = tuple(dict.fromkeys(_cables(unquote(link.url), link.title, facts)))
    publisher = _publisher(address.host, facts)
    return Proposal(
        url=address.url,
        publisher=publisher.publisher if publisher else "",
        domain=urlsplit(address.url).hostname or "",
        title=link.title,
        published=link.published or _day(address.path),
        country=publisher.country or "" if publisher else "",
        language=publisher.languages[0] if publisher and len(publisher.languages) == 1 else "",
        kind="cable_document" if cables and "cable" in address.path.lower() else "news",
        cables=cables,
        points=points + _CABLE_POINTS * bool(cables),
        why=(*why, *cables),
        found_in=link.found_in,
    )


def _words(link: Link) -> str:
    """Return the words of a link: its text, and its address taken apart."""
    path = re.sub(r"[^\w.]+|_|\.(?=\D)", " ", unquote(urlsplit(link.url).path))
    return f"{link.title} | {path}"


def _score(words: str) -> tuple[int, tuple[str, ...]]:
    """Return the points of a text; each term counts once."""
    matches = [(match[0], points) for pattern, points in _topic().terms if (match := pattern.search(words))]
    return sum(points for _, points in matches), tuple(text for text, _ in matches)


def _cables(url: str, title: str, facts: Known) -> Iterator[str]:
    """Yield the cables that a link names: any id, and running numbers that the table knows."""
    for text in (url, title):
        yield from (found[1] for found in _CABLE.finditer(text))
    yield from (facts.cables[found[1]] for found in _NUMBER.finditer(title) if found[1] in facts.cables)


def _publisher(host: str, facts: Known) -> Publisher | None:
    return next(
        (
            facts.publishers[name]
            for name in (host, f"www.{host}", host.removeprefix("www."))
            if name in facts.publishers
        ),
        None,
    )


def _day(path: str) -> str:
    match = _DAY.search(path)
    return "-".join(match.groups()) if match else ""


def _joined(one: Proposal, other: Proposal) -> Proposal:
    """Join two findings of one page: the longer title, the more points."""
    best, rest = (one, other) if one.points >= other.points else (other, one)
    title = max(best.title, rest.title, key=len)
    return replace(best, title=title, published=best.published or rest.published, found_in=one.found_in)
