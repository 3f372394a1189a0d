"""Cleaned pages as Parquet: sorted as a release is, written with a bounded number of rows in memory.

The columns are the fields of the records, so that a record read back equals the one written. The bytes depend on the
rows alone, within one version of pyarrow.
"""

import dataclasses
import types
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pyarrow as pa
import pyarrow.parquet as pq

from .article import Article

Row = dict[str, Any]
"""Column name → plain value."""
Key = tuple[bool, str, str]
"""What rows are sorted by: whether an article's day of publication is missing, the day, the page's id."""

RUN_ROWS = 2_000
"""Rows held and sorted in memory: some 40 MB of articles."""
GROUP_ROWS = 200
"""Rows of a row group: what a merge holds of each shard, some 2 MB."""
_SETTINGS: dict[str, Any] = {
    "compression": "zstd",
    "compression_level": 3,
    "write_statistics": False,
    "write_page_checksum": True,
    "store_schema": False,
}

_TEXT = pa.string()
_EVIDENCE = pa.list_(
    pa.field("element", pa.struct([pa.field("field", _TEXT, nullable=False), pa.field("source", _TEXT)]), False)
)

REJECTS = pa.schema(
    [
        pa.field("kind", _TEXT, nullable=False),
        pa.field("id", _TEXT, nullable=False),
        pa.field("reason", _TEXT, nullable=False),
        pa.field("url", _TEXT, nullable=False),
        pa.field("captured_at", _TEXT),
        pa.field("source", _TEXT, nullable=False),
        pa.field("detail", _TEXT, nullable=False),
        pa.field("evidence", _EVIDENCE, nullable=False),
        pa.field("title", _TEXT),
        pa.field("authors", pa.list_(pa.field("element", _TEXT, nullable=False))),
        pa.field("published", _TEXT),
        pa.field("publisher", _TEXT),
    ]
)
"""What gave no article: rejections, and what was found and is no page; the latter have a detail, no id."""


def articles_schema() -> pa.Schema:
    """Return the columns of articles: the fields of `Article`, stamps as ISO 8601 text."""
    return pa.schema(_fields(Article))


def _fields(record: type) -> list[pa.Field]:
    hints = get_type_hints(record)  # of a compiled class there are none, but its fields tell their types' names
    return [_field(field.name, hints.get(field.name, field.type)) for field in dataclasses.fields(record)]


def _field(name: str, hint: object) -> pa.Field:
    options = [one for one in get_args(hint) if one is not type(None)]
    nullable = _is_union(hint) and len(options) < len(get_args(hint))
    return pa.field(name, _arrow_type(options[0] if _is_union(hint) else hint), nullable=nullable)


def _is_union(hint: object) -> bool:
    return get_origin(hint) in (Union, types.UnionType)


def _arrow_type(hint: object) -> pa.DataType:
    """Return the column type for a field's type hint."""
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return pa.struct(_fields(hint))
    origin = get_origin(hint)
    if origin is tuple:
        return pa.list_(pa.field("element", _arrow_type(get_args(hint)[0]), nullable=False))
    if origin is Mapping:
        return _EVIDENCE
    if hint in (str, "str", date, datetime) or origin is Literal:
        return _TEXT
    raise TypeError(f"no column type for {hint}")


def key_of(row: Row) -> Key:
    """Return what a row is sorted by."""
    day = (row.get("published") or "")[:10] if row.get("kind", "article") == "article" else ""
    return not day, day, row["id"]


class SortedRows:
    """Takes rows in any order and writes one sorted Parquet file; runs that are full wait on disk."""

    def __init__(self, schema: pa.Schema, scratch: Path) -> None:
        self._schema = schema
        self._scratch = scratch
        self._rows: list[Row] = []
        self._keys: list[tuple[Key, int, int]] = []
        self._runs: list[pa.Table] = []
        self.count = 0
        """Rows taken."""

    def add(self, row: Row) -> None:
        """Take a row."""
        self._rows.append(row)
        self.count += 1
        if len(self._rows) == RUN_ROWS:
            self._end_run()

    def write(self, path: Path) -> None:
        """Write all rows; equal keys stay in the order in which they came.

        Raises:
            OSError: the file cannot be written.
        """
        self._end_run()
        order = sorted(self._keys)
        with pq.ParquetWriter(path, self._schema, **_SETTINGS) as writer:
            for start in range(0, len(order), GROUP_ROWS):
                writer.write_table(self._gathered(order[start : start + GROUP_ROWS]), row_group_size=GROUP_ROWS)

    def _end_run(self) -> None:
        if not self._rows:
            return
        run = len(self._runs)
        self._keys += [(key_of(row), run, place) for place, row in enumerate(self._rows)]
        table = pa.Table.from_pylist(self._rows, schema=self._schema)
        self._rows = []
        path = self._scratch / f"run-{run}.arrow"
        with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, self._schema) as writer:
            writer.write_table(table)
        self._runs.append(pa.ipc.open_file(pa.memory_map(str(path))).read_all())  # on disk, not in memory

    def _gathered(self, part: list[tuple[Key, int, int]]) -> pa.Table:
        """Return the rows at the given places, in this order, as one chunk."""
        runs = sorted({run for _, run, _ in part})
        picked = [(run, number, place) for number, (_, run, place) in enumerate(part)]
        by_run = [[(number, place) for of, number, place in picked if of == run] for run in runs]
        taken = [self._runs[run].take([place for _, place in of]) for run, of in zip(runs, by_run, strict=True)]
        numbers = [number for of in by_run for number, _ in of]
        back = sorted(range(len(numbers)), key=numbers.__getitem__)
        return pa.concat_tables(taken).take(back).combine_chunks()


def rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a file, holding one row group at a time and no file open in between.

    Raises:
        OSError: the file cannot be read.
        pyarrow.ArrowException: it is damaged.
    """
    group, groups = 0, 1
    while group < groups:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            groups = file.num_row_groups
            found = file.read_row_group(group).to_pylist() if groups else []
        yield from found
        group += 1
