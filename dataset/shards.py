"""Rows to Parquet files: fixed order, fixed slices, fixed settings, so that equal rows give equal bytes.

That holds within one version of pyarrow, which the lock file pins; other versions write the same rows in other bytes.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from .columns import Column, Table, arrow_schema
from .content import canonical
from .errors import RowError
from .rows import Row

GROUP_BYTES = 16 << 20
"""A row group ends with the row that reaches this size as canonical JSON: what a reader holds in memory at once."""

SETTINGS: dict[str, Any] = {
    "version": "2.6",
    "compression": "zstd",
    "compression_level": 6,  # level 9 takes half as long again and saves 1.5 %; level 3 costs 3 %
    "data_page_version": "1.0",
    "write_page_index": True,
    "write_page_checksum": True,
    "use_content_defined_chunking": True,  # pages end where the content says: few changes leave most pages as they were
    "store_schema": False,  # the Parquet schema says it all; the footer has no keys for a reader to trip over
}
"""The writer's settings; what a page's words could leak through (statistics) is chosen column by column."""

_BLOOM_ROWS, _BLOOM_ERROR = 4_096, 0.01
"""Rows of a group that the filter on the key is made for at most, and its share of false alarms: 5 kB a group."""


@dataclass(frozen=True, slots=True)
class Shard:
    """One Parquet file that was written."""

    path: Path
    rows: int
    arrow_bytes: int
    """Size of the rows in memory as a reader gets them; writers hold some null masks differently."""


def write_table(
    table: Table, rows: Iterable[Row], folder: Path, name: Callable[[Row], str], note: Callable[[Row, bytes], None]
) -> list[Shard]:
    """Write rows, which come in the table's order, to the files of `folder` that `name` says; hold a row group at most.

    Rows of one file must follow each other. `note` is called with each row and its canonical JSON.

    Raises:
        RowError: a value does not fit its column; names the table and the row's key.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return [_write_shard(table, part, folder / file, note) for file, part in groupby(rows, name)]


def write_empty(table: Table, path: Path) -> Shard:
    """Write a file without rows, so that the table is there to read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return _write_shard(table, (), path, lambda *_: None)


def _write_shard(table: Table, rows: Iterable[Row], path: Path, note: Callable[[Row, bytes], None]) -> Shard:
    with _writer(table, path) as writer:
        for group in _groups(table, rows, note):
            try:
                writer.write_table(_arrow(group, arrow_schema(table)), row_group_size=len(group))
            except (pa.ArrowException, UnicodeError):
                raise _first_misfit(table, group) from None
    with pq.ParquetFile(path) as file:
        sizes = [file.read_row_group(n).nbytes for n in range(file.num_row_groups)]
        return Shard(path, file.metadata.num_rows, sum(sizes))


def _groups(table: Table, rows: Iterable[Row], note: Callable[[Row, bytes], None]) -> Iterator[list[Row]]:
    """Cut rows into groups of about `GROUP_BYTES`; the cut depends on the rows alone, not on the library."""
    group: list[Row] = []
    size = 0
    for row in rows:
        spelled = _spelled(table, row)
        note(row, spelled)
        group.append(row)
        size += len(spelled)
        if size >= GROUP_BYTES:
            yield group
            group, size = [], 0
    if group:
        yield group


def _spelled(table: Table, row: Row) -> bytes:
    try:
        return canonical({column.name: row[column.name] for column in table.columns})
    except (TypeError, UnicodeError) as error:
        raise RowError(table.name, row[table.key], error) from None


def _writer(table: Table, sink: Path | BytesIO) -> pq.ParquetWriter:
    schema = arrow_schema(table)
    order = [pq.SortingColumn(schema.get_field_index(name)) for name in table.order]
    return pq.ParquetWriter(
        sink,
        schema,
        write_statistics=[column.name for column in table.columns if column.ranged] or False,
        use_dictionary=list(_repeating(table.columns)) or False,
        bloom_filter_options={table.key: {"ndv": _BLOOM_ROWS, "fpp": _BLOOM_ERROR}},
        sorting_columns=order,
        **SETTINGS,
    )


def _repeating(columns: Iterable[Column], above: str = "") -> Iterator[str]:
    """Yield the Parquet paths of columns with few different values: those pay for a dictionary."""
    for column in columns:
        path = f"{above}{column.name}" + (".list.element" if column.type.startswith("list") else "")
        if column.fields:
            yield from _repeating(column.fields, f"{path}.")
        elif column.values or column.counted:
            yield path


def _arrow(rows: list[Row], schema: pa.Schema) -> pa.Table:
    made = pa.Table.from_pydict({name: [row[name] for row in rows] for name in schema.names}, schema=schema)
    for field in schema:  # the writer refuses missing texts and numbers, but not missing lists
        if made[field.name].null_count and not field.nullable:
            raise pa.ArrowInvalid(f"no value for {field.name}")
    return made


def _first_misfit(table: Table, rows: list[Row]) -> RowError:
    """Find the row that cannot be written."""
    for row in rows:
        try:
            with _writer(table, BytesIO()) as writer:
                writer.write_table(_arrow([row], arrow_schema(table)))
        except (pa.ArrowException, UnicodeError) as error:
            return RowError(table.name, row[table.key], error)
    raise AssertionError("every row can be written alone, but not all together")
