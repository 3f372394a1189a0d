"""Nothing that a tombstone keeps out may stand in a release."""

from pathlib import Path

from .findings import Finding, Findings
from .reading import rows_of
from .schema import COVERAGE, PAGE_TABLES
from .tombstones import barred_by, pages_of, read_tombstones


def check_tombstones(folder: Path) -> Findings:
    """Yield every row of a page or an address that is barred; the tables must be readable."""
    barred = barred_by(read_tombstones(folder))
    if not barred.pages and not barred.addresses:
        return
    for table in PAGE_TABLES:
        for page, pages, urls in pages_of(folder, table):
            if barred.has(pages, urls):
                yield _present(table.name, page)
    for row in rows_of(folder, COVERAGE, ["url"]):
        if barred.has((), [row["url"]]):
            yield _present(COVERAGE.name, "url")


def _present(table: str, place: str) -> Finding:
    return Finding(f"data/{table}", "tombstones.present", place, "is kept out by a tombstone")
