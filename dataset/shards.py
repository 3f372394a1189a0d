"""Rows to Parquet files: fixed order, fixed slices, fixed settings, so that equal rows give equal bytes.

That holds within one version of pyarrow, which the lock file pins; other versions write the same rows in other bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from .errors import RowError
from .rows import Row, in_order
from .schema import Table, arrow_schema

SLICE_ROWS = 1_000
"""Rows of a row group: some MB of articles, what a reader holds in memory at once."""
SHARD_ROWS = 100_000
"""Rows of a file: about 200 MB of compressed articles, within the 500 MB that the Hugging Face Hub advises."""

SETTINGS: dict[str, Any] = {
    "version": "2.6",
    "compression": "zstd",
    "compression_level": 9,
    "data_page_version": "1.0",
    "write_page_index": True,
    "write_page_checksum": True,
    "store_schema": False,  # the Parquet schema says it all; the footer has no keys for a reader to trip over
}
"""The writer's settings; what a page's words could leak through (statistics) is chosen column by column."""


@dataclass(frozen=True, slots=True)
class Shard:
    """One Parquet file that was written."""

    path: Path
    rows: int
    arrow_bytes: int
    """Size of the rows in memory as a reader gets them; writers hold some null masks differently."""


def write_table(table: Table, rows: Sequence[Row], folder: Path) -> list[Shard]:
    """Sort the rows and write them to ``TABLE-00000.parquet`` and so on in `folder`; at least one file.

    Raises:
        RowError: a value does not fit its column; names the table and the row's key.
    """
    folder.mkdir(parents=True)
    ordered = in_order(table, rows)
    return [
        _write_shard(table, ordered[start : start + SHARD_ROWS], folder / f"{table.name}-{number:05}.parquet")
        for number, start in enumerate(range(0, max(len(ordered), 1), SHARD_ROWS))
    ]


def _write_shard(table: Table, rows: Sequence[Row], path: Path) -> Shard:
    try:
        _write(table, rows, path)
    except (pa.ArrowException, UnicodeError):
        raise _first_misfit(table, rows) from None
    with pq.ParquetFile(path) as file:
        return Shard(path, len(rows), sum(file.read_row_group(n).nbytes for n in range(file.num_row_groups)))


def _write(table: Table, rows: Sequence[Row], sink: Path | BytesIO) -> None:
    """Write the rows slice by slice."""
    schema = arrow_schema(table)
    ranged = [column.name for column in table.columns if column.ranged]
    with pq.ParquetWriter(sink, schema, write_statistics=ranged or False, **SETTINGS) as writer:
        for start in range(0, len(rows), SLICE_ROWS):
            writer.write_table(_arrow(rows[start : start + SLICE_ROWS], schema), row_group_size=SLICE_ROWS)


def _arrow(rows: Sequence[Row], schema: pa.Schema) -> pa.Table:
    made = pa.Table.from_pydict({name: [row[name] for row in rows] for name in schema.names}, schema=schema)
    for field in schema:  # the writer refuses missing texts and numbers, but not missing lists
        if made[field.name].null_count and not field.nullable:
            raise pa.ArrowInvalid(f"no value for {field.name}")
    return made


def _first_misfit(table: Table, rows: Sequence[Row]) -> RowError:
    """Find the row that cannot be written."""
    for row in rows:
        try:
            _write(table, [row], BytesIO())
        except (pa.ArrowException, UnicodeError) as error:
            return RowError(table.name, row[table.key], error)
    raise AssertionError("every row can be written alone, but not all together")
