"""What is left of an article that was taken down: a row that keeps it out, in this release and all that follow.

A tombstone bars a page's bytes and every address that the page was known under, so that neither the same page nor a
later capture comes back. It holds digests only.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from . import manifest
from .columns import Table
from .reading import rows_of
from .rows import Row
from .schema import ARTICLES, PAGE_TABLES, TOMBSTONES
from .spool import Spool
from .takedown import Takedown, address_sha256

Known = Iterable[tuple[str, Iterable[str], Iterable[str]]]
"""Articles and rejections: the id, all ids of its views, all addresses it is known under."""


@dataclass(frozen=True, slots=True)
class Barred:
    """What may not be in a release."""

    pages: frozenset[str]
    addresses: frozenset[str]
    """SHA-256 of canonical addresses."""

    def has(self, pages: Iterable[str], addresses: Iterable[str]) -> bool:
        """Return whether one of the pages or of the addresses is barred."""
        return not self.pages.isdisjoint(pages) or any(
            address_sha256(url) in self.addresses for url in addresses if url
        )


def barred_by(tombstones: Iterable[Row]) -> Barred:
    """Return what tombstones bar."""
    rows = list(tombstones)
    return Barred(
        frozenset(page for row in rows for page in row["pages"]),
        frozenset(address for row in rows for address in row["addresses"]),
    )


def bury(takedowns: Sequence[Takedown], former: Path | None, spool: Spool) -> list[Row]:
    """Take out of the spool what is to be taken down, and return the tombstones, those of a former release included.

    Addresses of a page that is taken down are learned from the former release and from the spool.
    """
    rows = {row["id"]: row for row in read_tombstones(former)}
    version = manifest.read(former).version if former else None
    rows |= {one.id: rows.get(one.id) or _tombstone(one) for one in takedowns}
    if not rows:
        return []
    held = list(_held(former))
    made = [_learned(row, held, version) for _, row in sorted(rows.items())]
    while gone := _withdrawn(spool, barred_by(made)):  # what is taken out may bar further addresses
        made = [_learned(row, gone, None) for row in made]
    return made


def read_tombstones(folder: Path | None) -> list[Row]:
    """Return the tombstones of a release; none without one."""
    return list(rows_of(folder, TOMBSTONES)) if folder else []


def _tombstone(request: Takedown) -> Row:
    return {
        "id": request.id,
        "pages": [request.page] if request.page else [],
        "addresses": [request.address] if request.address else [],
        "reason": request.reason,
        "requester": request.requester,
        "date": request.day,
        "versions": [],
    }


def _learned(row: Row, known: Known, version: str | None) -> Row:
    """Return a tombstone with what known articles add to it: their other addresses, the version that had them."""
    bars = barred_by([row])
    matches = [(pages, urls) for _, pages, urls in known if bars.has(pages, urls)]
    learned = {address_sha256(url) for _, urls in matches for url in urls if url}
    return row | {
        "pages": sorted({*row["pages"], *(page for pages, _ in matches for page in pages)}),
        "addresses": sorted({*row["addresses"], *learned}),
        "versions": sorted({*row["versions"], *([version] if version and matches else [])}),
    }


def _held(folder: Path | None) -> Known:
    """Yield what a release holds, without reading texts."""
    for table in sorted(PAGE_TABLES, key=lambda one: one.name) if folder else ():
        yield from pages_of(folder or Path(), table)


def pages_of(folder: Path, table: Table) -> Known:
    """Yield what the pages of a release's table are known as, without reading texts."""
    names = ["id", "captures", *(["canonical_url"] if table is ARTICLES else [])]
    yield from map(known_as, rows_of(folder, table, names))


def known_as(row: Row) -> tuple[str, list[str], list[str]]:
    """Return the id of a row, the ids of its views, and all its addresses."""
    urls = {one["url"] for one in row["captures"]} | {row.get("canonical_url") or ""}
    return row["id"], sorted({row["id"], *(one["page"] for one in row["captures"])}), sorted(urls - {""})


def _withdrawn(spool: Spool, bars: Barred) -> list[tuple[str, list[str], list[str]]]:
    """Take barred pages out of the spool; return what they were known as."""
    known: Mapping[str, set[str]] = _by_page(spool)
    gone = [(page, [page], sorted(urls)) for page, urls in sorted(known.items()) if bars.has([page], urls)]
    spool.withdraw(page for page, _, _ in gone)
    return gone


def _by_page(spool: Spool) -> dict[str, set[str]]:
    known: dict[str, set[str]] = {}
    for page, url in spool.addresses():
        known.setdefault(page, set()).add(url)
    return known
