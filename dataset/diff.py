"""What changed from one release to another, record by record, and the part of the version that it demands.

Records are compared by the canonical JSON of their values, so that other files of the same rows are no change. Data
files that both releases hold with the same bytes are not read; the rows of the others wait on disk while they are
compared.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from . import sums
from .columns import Column, Table
from .content import canonical
from .reading import rows_in
from .rows import Row
from .schema import PAGE_TABLES, TABLES
from .shards import Shard, write_empty, write_table

Kind = Literal["added", "edited", "moved", "removed"]
KINDS: Mapping[Kind, str] = {
    "added": "the record is new",
    "edited": "a value of the record is another",
    "moved": "the raw page was an article and is a rejection now, or the other way round",
    "removed": "the record is gone",
}
"""What can happen to a record → its meaning."""

DIFF = Table(
    "diff",
    "one record that changed from one release to the next",
    key="key",
    order=("table", "key"),
    columns=(
        Column("table", "string", "the record's table; for a moved one, its new table", ranged=True),
        Column("key", "string", "the value of the table's key column"),
        Column("change", "string", "what happened", counted=True, values=tuple(KINDS)),
        Column("columns", "list<string>", "the columns whose values changed; empty unless the record was edited"),
        Column("publisher", "string", "the record's publisher, in the newer release that has it", nullable=True),
        Column("reason", "string", "why a moved page is a rejection now", nullable=True),
        Column("before_sha256", "string", "hash of the record in the older release", nullable=True),
        Column("after_sha256", "string", "hash of the record in the newer release", nullable=True),
        Column("after", "string", "the record in the newer release, as canonical JSON", nullable=True),
    ),
)
"""The columns of a diff's Parquet file. It holds what the newer release says of a record, never what the older said."""

_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE old (tbl TEXT, key TEXT, row BLOB, PRIMARY KEY (tbl, key));
CREATE TABLE new (tbl TEXT, key TEXT, row BLOB, PRIMARY KEY (tbl, key));
"""
_JOIN = """
SELECT old.tbl, old.key, old.row, new.row FROM old LEFT JOIN new USING (tbl, key) WHERE old.row IS NOT new.row
UNION ALL
SELECT new.tbl, new.key, NULL, new.row FROM new LEFT JOIN old USING (tbl, key) WHERE old.row IS NULL
ORDER BY 1, 2
"""  # a full join, which SQLite knows since 3.39 only


@dataclass(frozen=True, slots=True)
class Change:
    """One record that changed; the fields are the columns of `DIFF`."""

    table: str
    key: str
    change: Kind
    columns: tuple[str, ...] = ()
    publisher: str | None = None
    reason: str | None = None
    before_sha256: str | None = None
    after_sha256: str | None = None
    after: str | None = None

    def __str__(self) -> str:
        what = f" ({', '.join(self.columns)})" if self.columns else ""
        return f"{self.table} {self.key} {self.change}{what}"


def diff(old: Path, new: Path) -> Iterator[Change]:
    """Yield every record that differs between two release folders, sorted by table and key.

    Raises:
        OSError: a file cannot be read, or there is no room for the rows while they are compared.
        pyarrow.ArrowException: a data file is damaged.
    """
    with TemporaryDirectory() as work, closing(sqlite3.connect(Path(work) / "rows", isolation_level=None)) as base:
        base.executescript(_SCHEMA)
        same = _digests(old) & _digests(new)
        for name, folder in (("old", old), ("new", new)):
            base.execute("BEGIN")
            base.executemany(f"INSERT INTO {name} VALUES (?, ?, ?)", _records(folder, same))  # noqa: S608 - a constant
            base.execute("COMMIT")
        yield from _joined(base)


def _digests(folder: Path) -> set[tuple[str, str]]:
    """Return table and SHA-256 of each data file."""
    paths = (folder / "data").glob("*/*.parquet")
    return {(path.parent.name, sums.sha256(path)) for path in paths}


def _records(folder: Path, skipped: set[tuple[str, str]]) -> Iterator[tuple[str, str, bytes]]:
    """Yield table, key and canonical JSON of the rows in all files but the skipped ones."""
    for table in TABLES:
        for path in sorted((folder / "data" / table.name).glob("*.parquet")):
            if (table.name, sums.sha256(path)) not in skipped:
                yield from ((table.name, row[table.key], canonical(row)) for row in rows_in(path))


_PAGES = {table.name for table in PAGE_TABLES}


def _joined(base: sqlite3.Connection) -> Iterator[Change]:
    """Turn the differing pairs of rows into changes; a page that changes its table is one change, not two."""
    for table, key, before, after in base.execute(_JOIN):
        elsewhere = table in _PAGES and _elsewhere(base, "old" if before is None else "new", table, key)
        if elsewhere and after is None:
            continue  # told where it went to
        yield _change(table, key, elsewhere or before, after, moved=bool(elsewhere))


def _elsewhere(base: sqlite3.Connection, side: str, table: str, key: str) -> bytes | None:
    """Return the row of a page in the other page table of one side, if it is there."""
    (other,) = _PAGES - {table}
    query = f"SELECT row FROM {side} WHERE tbl = ? AND key = ?"  # noqa: S608 - one of two constants
    found: tuple[bytes] | None = base.execute(query, (other, key)).fetchone()
    return found and found[0]


def _change(table: str, key: str, before: bytes | None, after: bytes | None, *, moved: bool) -> Change:
    one, other = (json.loads(row) if row else {} for row in (before, after))
    edited = bool(one and other and not moved)
    kind: Kind = "moved" if moved else "edited" if edited else "added" if after else "removed"
    return Change(
        table=table,
        key=key,
        change=kind,
        columns=tuple(sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name)))
        if edited
        else (),
        publisher=other.get("publisher", one.get("publisher")),
        reason=other.get("reason") if moved else None,
        before_sha256=hashlib.sha256(before).hexdigest() if before else None,
        after_sha256=hashlib.sha256(after).hexdigest() if after else None,
        after=after.decode() if after else None,
    )


def write_diff(changes: Iterable[Change], path: Path) -> None:
    """Write changes, sorted by table and key, as one Parquet file with the columns of `DIFF`."""
    rows = (asdict(change) | {"columns": list(change.columns)} for change in changes)
    shards: list[Shard] = write_table(DIFF, rows, path.parent, lambda _: path.name, lambda *_: None)
    if not shards:
        write_empty(DIFF, path)


def read_diff(path: Path) -> Iterator[Change]:
    """Yield the changes that `write_diff` wrote."""
    for row in rows_in(path):
        yield Change(**row | {"columns": tuple(row["columns"])})


def applied(table: Table, rows: Iterable[Row], changes: Iterable[Change]) -> Iterator[Row]:
    """Yield the newer release's rows of a table, in no order, from those of the older one and the diff."""
    concerned = [change for change in changes if change.table == table.name or change.change == "moved"]
    gone = {change.key for change in concerned if change.change != "moved" or table in PAGE_TABLES}
    yield from (row for row in rows if row[table.key] not in gone)
    yield from (_restored(table, change.after) for change in concerned if change.table == table.name and change.after)


def _restored(table: Table, spelled: str) -> Row:
    row: dict[str, Any] = json.loads(spelled)
    days = [column.name for column in table.columns if column.type == "date32" and row.get(column.name)]
    return row | {name: date.fromisoformat(row[name]) for name in days}
