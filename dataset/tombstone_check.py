"""Nothing that a tombstone keeps out may stand in a release."""

from pathlib import Path

import pyarrow.parquet as pq

from .findings import Finding, Findings
from .schema import ARTICLES, COVERAGE, PAGE_TABLES
from .tombstones import barred_by, known_as, read_tombstones


def check_tombstones(folder: Path) -> Findings:
    """Yield every row of a page or an address that is barred; the tables must be readable."""
    barred = barred_by(read_tombstones(folder))
    if not barred.pages and not barred.addresses:
        return
    for table in PAGE_TABLES:
        names = ["id", "captures", *(["canonical_url"] if table is ARTICLES else [])]
        for row in pq.read_table(folder / "data" / table.name, columns=names).to_pylist():
            page, pages, urls = known_as(row)
            if barred.has(pages, urls):
                yield _present(table.name, page)
    for row in pq.read_table(folder / "data" / COVERAGE.name, columns=["url"]).to_pylist():
        if barred.has((), [row["url"]]):
            yield _present(COVERAGE.name, "url")


def _present(table: str, place: str) -> Finding:
    return Finding(f"data/{table}", "tombstones.present", place, "is kept out by a tombstone")
