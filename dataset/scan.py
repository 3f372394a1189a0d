"""Reads a table's Parquet files once, slice by slice: yields what is wrong, remembers what others must agree with."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import groupby, islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from .columns import Table, arrow_schema
from .content import Digests, Seal, canonical
from .findings import Finding, Findings
from .manifest import Tally
from .partitions import may_hold
from .reading import BATCH_ROWS
from .rows import Row, order_key
from .schema import ARTICLES, COVERAGE, PAGE_TABLES
from .splits import split_of
from .text_check import text_faults

_SHA256 = re.compile(r"[0-9a-f]{64}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?(?:-x-[a-z0-9-]+)?")
_COUNTRY = re.compile(r"[A-Z]{2}")
_TAGS = {"language": _LANGUAGE, "languages": _LANGUAGE, "country": _COUNTRY}
"""Column → the form of its tags: language, script and region of BCP 47; two letters of ISO 3166-1."""
_UTC = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{6})?Z")


@dataclass(slots=True)
class Scan:
    """What a table's files hold, as far as it could be read. Holds a row group at a time, and 64 bytes a row."""

    table: Table
    folder: Path
    """The release."""
    keys: Digests = field(default_factory=Digests)
    """Raw page ids as bytes, those of other views included; for other tables, the SHA-256 of each key."""
    names: set[str] = field(default_factory=set)
    """The keys themselves, of the tables that others refer to."""
    captures: int = 0
    arrow_bytes: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    """Path within the release → rows."""
    held: set[tuple[str, str]] = field(default_factory=set)
    """Rights and text tier of the articles, each pair once."""
    mentions: dict[str, set[str]] = field(default_factory=dict)
    """Other table → its keys that this table's rows name."""
    complete: bool = True
    """Whether every file could be read: otherwise totals mean nothing."""
    tally: Tally = field(init=False)
    seal: Seal = field(default_factory=Seal)
    last: tuple[Any, ...] | None = None

    def __post_init__(self) -> None:
        self.tally = Tally(self.table)

    def run(self) -> Findings:
        """Read all files of the table, in the order of their names."""
        for path in sorted((self.folder / "data" / self.table.name).glob("*.parquet")):
            name = path.relative_to(self.folder).as_posix()
            try:
                yield from self._file(path, name)
            except (pa.ArrowException, OSError, UnicodeError) as error:
                self.complete = False
                yield Finding(name, "parquet.damaged", "", _one_line(error))
        for key in doubles(self.keys):
            shown = key.hex() if self.table in PAGE_TABLES else "a key"
            yield Finding(f"data/{self.table.name}", "rows.duplicate", shown, "stands twice")

    def _file(self, path: Path, name: str) -> Findings:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            wrong = list(_schema(file.schema_arrow, self.table, name))
            yield from wrong
            if wrong:
                self.complete = False
                return
            self.rows[name] = file.metadata.num_rows
            for number in range(file.num_row_groups):
                part = file.read_row_group(number, use_threads=False)
                self.arrow_bytes += part.nbytes
                for batch in part.to_batches(max_chunksize=BATCH_ROWS):
                    for row in batch.to_pylist():
                        yield from self._row(row, name)
            # Only now: pyarrow 26 aborts the process on some footers that it refuses with an exception when it reads.
            yield from _footer(file.metadata, self.table, name)

    def _row(self, row: Row, name: str) -> Findings:
        key = row[self.table.key]
        place = order_key(self.table, row)
        if self.last is not None and place < self.last:
            yield Finding(name, "rows.order", key, "stands behind a row that it should precede")
        self.last = place
        if not may_hold(self.table, name.rpartition("/")[2], row):
            yield Finding(name, "rows.partition", key, "belongs to the file of another month")
        self._remember(row, key)
        for column, code, message in _faults(self.table, row):
            yield Finding(name, code, f"{column} of {key}", message)

    def _remember(self, row: Row, key: str) -> None:
        self.tally.add(row)
        self.seal.add(canonical(row))
        self.captures += len(row.get("captures", ()))
        if self.table in PAGE_TABLES:
            for page in sorted({key, *(one["page"] for one in row["captures"])}):
                self.keys.add(_digest(page))
        else:
            self.keys.add(hashlib.sha256(key.encode()).digest())
            self.names.add(key)
        if self.table in {ARTICLES, COVERAGE}:
            self.mentions.setdefault("cables", set()).update(row["cables"])
        if self.table is ARTICLES:
            self.held.add((row["rights"], row["text_tier"]))
        if self.table is COVERAGE:
            self.mentions.setdefault("publishers", set()).add(row["publisher"])


def _digest(page: str) -> bytes:
    return bytes.fromhex(page) if _SHA256.fullmatch(page) else hashlib.sha256(page.encode()).digest()


def doubles(keys: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what stands more than once in an ordered sequence.

    >>> list(doubles([b"a", b"b", b"b", b"b"]))
    [b'b']
    """
    for key, times in groupby(keys):
        if len(list(islice(times, 2))) == 2:
            yield key


def _footer(footer: pq.FileMetaData, table: Table, name: str) -> Findings:
    """Yield footer keys, and columns whose least and greatest value stand in the footer in clear."""
    if footer.metadata:
        yield Finding(name, "parquet.footer", "", f"has keys: {sorted(footer.metadata)}")
    ranged = {column.name for column in table.columns if column.ranged}
    leaky = {
        chunk.path_in_schema
        for group in range(footer.num_row_groups)
        for chunk in (footer.row_group(group).column(number) for number in range(footer.num_columns))
        if (chunk.is_stats_set or chunk.has_column_index) and chunk.path_in_schema not in ranged
    }
    for column in sorted(leaky):
        yield Finding(name, "parquet.footer", column, "has statistics")


def _schema(found: pa.Schema, table: Table, name: str) -> Findings:
    expected = arrow_schema(table)
    for column in sorted({*found.names, *expected.names}):
        one, other = expected.get_field_index(column), found.get_field_index(column)
        if one != other:
            yield Finding(name, "parquet.schema", column, f"is column {other}, not {one} (-1: none)")
        elif not expected.field(one).equals(found.field(other)):
            yield Finding(name, "parquet.schema", column, f"is {found.field(other)}, not {expected.field(one)}")


def _faults(table: Table, row: Row) -> Iterator[tuple[str, str, str]]:
    """Yield column, code and message of every value that cannot stand in this row."""
    for name, inner, values in _closed(table):
        for value in _pieces(row[name], inner):
            if value is not None and value not in values:
                yield name, "rows.value", f"{value!r} is not in the closed list"
    for name, form in _TAGS.items():
        tags = row.get(name) or ()
        for tag in [tags] if isinstance(tags, str) else tags:
            if not form.fullmatch(tag):
                yield name, "rows.tag", f"{tag!r} is malformed"
    if table in PAGE_TABLES:
        yield from _page_faults(row)
    if table is ARTICLES:
        yield from _article_faults(row)


@cache
def _closed(table: Table) -> list[tuple[str, str | None, frozenset[str]]]:
    """List the closed lists of a table: column, field of its pieces if it is one, values."""
    plain = [(column.name, None, frozenset(column.values)) for column in table.columns if column.values]
    inner = [(column, field) for column in table.columns for field in column.fields if field.values]
    return [*plain, *((column.name, field.name, frozenset(field.values)) for column, field in inner)]


def _pieces(value: object, inner: str | None) -> Iterable[object]:
    """Return the values that stand in a column, or in a field of its pieces."""
    items: Iterable[Any] = value if isinstance(value, list) else (value,)
    return items if inner is None else [item[inner] for item in items]


def _page_faults(row: Row) -> Iterator[tuple[str, str, str]]:
    if not _SHA256.fullmatch(row["id"]):
        yield "id", "rows.value", "is not a SHA-256"
    if not row["captures"]:
        yield "captures", "rows.value", "is empty"
        return
    if all(one["page"] != row["id"] for one in row["captures"]):
        yield "captures", "rows.derived", "none is of the page itself"
    if any(one["captured_at"] and not _UTC.fullmatch(one["captured_at"]) for one in row["captures"]):
        yield "captures", "rows.value", "has a time that is not of the form 2012-03-04T05:06:07Z"
    for name in ("url", "captured_at"):
        if row[name] != row["captures"][0][name]:
            yield name, "rows.derived", "is not that of the oldest capture"


def _article_faults(row: Row) -> Iterator[tuple[str, str, str]]:
    yield from text_faults(row)
    for name in ("published", "modified"):
        if row[name] and _day(row[name]) is None:
            yield name, "rows.value", f"{row[name]!r} is not an ISO 8601 day or instant"
    derived = {
        "cables": sorted({mention["cable"] for mention in row["mentions"] if mention["cable"]}),
        "published_on": row["published"] and _day(row["published"]),
        "split": split_of(row["cluster"]),
    }
    for name, value in derived.items():
        if row[name] != value:
            yield name, "rows.derived", f"is not {_short(value)}"


def _day(stamp: str) -> date | None:
    try:
        return date.fromisoformat(stamp.partition("T")[0])
    except ValueError:
        return None


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 80 else "what the other columns give"


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200]
