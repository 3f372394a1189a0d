"""Reads the rows of a release, a few hundred at a time: memory stays flat however many there are."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow.parquet as pq

from .columns import Table
from .rows import Row

BATCH_ROWS = 256
"""Rows that are held as Python values at once."""


def rows_of(folder: Path, table: Table, columns: Sequence[str] | None = None) -> Iterator[Row]:
    """Yield the rows of a release's table in its order, or some of their columns; none if there is no such table."""
    for path in sorted((folder / "data" / table.name).glob("*.parquet")):
        yield from rows_in(path, columns)


def rows_in(path: Path, columns: Sequence[str] | None = None) -> Iterator[Row]:
    """Yield the rows of a Parquet file, or some of their columns.

    Raises:
        pa.ArrowException, OSError: the file is damaged; a page that fails its checksum is.
    """
    with pq.ParquetFile(path, page_checksum_verification=True) as file:
        for batch in file.iter_batches(BATCH_ROWS, columns=columns):
            yield from batch.to_pylist()
