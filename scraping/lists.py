"""Reading pages that list others, from files and from the web, and the sitemaps that they refer to."""

import asyncio
import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .archives import Manners
from .client import Client
from .discover import Proposal
from .errors import BudgetError, FetchError, MissingSourceError, UnreadableSourceError
from .facts import COVERAGE_COLUMNS
from .links import Link, read_links
from .pace import Budget
from .page import MAX_BYTES
from .robots import Robots

_DEPTH = 2
"""Lists below a list: an index of sitemaps may name sitemaps, and no more (sitemaps.org)."""
_REVIEW = ("points", "why", "found_in")
"""Columns of the table of proposals behind those of `coverage`."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A list that gave nothing."""

    name: str
    reason: str
    detail: str


def gather(
    sources: Sequence[str],
    manners: Manners | None,
    max_requests: int | None,
    seconds: float | None,
    *,
    allow_private: bool,
) -> tuple[list[Link], list[Unread]]:
    """Return the links of files and web pages, and what could not be read.

    Args:
        sources: paths and web addresses.
        manners: how to behave towards servers; only needed if there are addresses.
        max_requests: requests to send at most.
        seconds: time to spend at most.
        allow_private: contact private addresses too.

    Raises:
        SourceError: a file is missing or cannot be read.
    """
    files = [source for source in sources if not is_address(source)]
    links: list[Link] = []
    unread: list[Unread] = []
    for file in files:
        try:
            links += read_links(_content(Path(file)), "", Path(file).name)
        except FetchError as error:
            unread.append(Unread(file, error.reason, str(error)))
    addresses = [source for source in sources if is_address(source)]
    if addresses and manners:
        more, failed = asyncio.run(_from_web(addresses, manners, Budget(max_requests, seconds), allow_private))
        links, unread = [*links, *more], [*unread, *failed]
    return links, unread


def is_address(source: str) -> bool:
    """Tell a web address from a path."""
    return source.lower().startswith(("http://", "https://"))


def table(proposals: Sequence[Proposal]) -> str:
    """Return the proposals as CSV: the columns of `coverage`, then those for the review."""
    out = io.StringIO()
    writer = csv.DictWriter(out, [*(column.name for column in COVERAGE_COLUMNS), *_REVIEW], lineterminator="\n")
    writer.writeheader()
    for one in proposals:
        writer.writerow(
            {
                "url": one.url,
                "publisher": one.publisher,
                "publisher_domain": one.domain,
                "title": one.title.lstrip("=+-@\t "),  # no spreadsheet shall take it for a formula
                "date_published": one.published,
                "language": one.language,
                "country": one.country,
                "kind": one.kind,
                "cable_refs": "; ".join(one.cables),
                "paywall_seen": "no",
                "notes": "",
                "points": one.points,
                "why": "; ".join(one.why).lstrip("=+-@\t "),
                "found_in": one.found_in.lstrip("=+-@\t "),
            }
        )
    return out.getvalue()


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES)
    except FileNotFoundError:
        raise MissingSourceError(path) from None
    except OSError as error:
        raise UnreadableSourceError(path, error) from None


async def _from_web(
    addresses: Sequence[str], manners: Manners, budget: Budget, allow_private: bool
) -> tuple[list[Link], list[Unread]]:
    """Read lists breadth first, each once; sitemaps that an index names are read too."""
    links: list[Link] = []
    unread: list[Unread] = []
    waiting, seen = [(address, 0) for address in dict.fromkeys(addresses)], set(addresses)
    async with Client(manners, budget, allow_private=allow_private) as client:
        robots = Robots(client)
        while waiting:
            address, depth = waiting.pop(0)
            try:
                found = list(read_links(await _fetch(address, client, robots), address, address))
            except BudgetError as error:
                unread += [Unread(left, error.reason, str(error)) for left in [address, *(one for one, _ in waiting)]]
                break
            except FetchError as error:
                unread.append(Unread(address, error.reason, str(error)))
                continue
            links += [link for link in found if not link.is_list]
            deeper = [link.url for link in found if link.is_list and link.url not in seen] if depth < _DEPTH else []
            seen.update(deeper)
            waiting += [(url, depth + 1) for url in dict.fromkeys(deeper)]
    return links, unread


async def _fetch(address: str, client: Client, robots: Robots) -> bytes:
    pause = await robots.pause(address)
    answer = await client.get(address, pause=pause, headers={"Accept-Encoding": "gzip"}, follow=lambda _url: True)
    if answer.open_ended and answer.body == answer.plain and not answer.plain.rstrip().endswith(b">"):
        raise FetchError("damaged", "no length was announced, and the list does not come to its end")
    return answer.plain
