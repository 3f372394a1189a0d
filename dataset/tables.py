"""The rows of all tables to data files, and what a manifest tells of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from . import sums
from .columns import Table
from .content import Seal
from .manifest import DataFile, Size, Tally
from .partitions import empty_name, file_name, unit
from .rows import Row
from .schema import ARTICLES, TABLES
from .shards import Shard, write_empty, write_table
from .standoff import project
from .terms import Terms

Rows = Callable[[Table], Iterable[Row]]
"""Gives the rows of a table in its order."""


@dataclass(frozen=True, slots=True)
class Written:
    """What the manifest tells of one table."""

    size: Size
    counts: Mapping[str, Mapping[str, int]]
    files: tuple[DataFile, ...]


def write_data(rows: Rows, months: Iterable[str], folder: Path, terms: Terms) -> dict[str, Written]:
    """Write the rows of all tables; `months` are those that have an article."""
    size = unit(months)
    return {table.name: _write_table(table, _held(table, rows(table), terms), folder, size) for table in TABLES}


def _held(table: Table, rows: Iterable[Row], terms: Terms) -> Iterable[Row]:
    return (project(row, terms) for row in rows) if table is ARTICLES else rows


def _write_table(table: Table, rows: Iterable[Row], folder: Path, size: int) -> Written:
    tally, seal = Tally(table), Seal()

    def note(row: Row, spelled: bytes) -> None:
        tally.add(row)
        seal.add(spelled)

    place = folder / "data" / table.name
    shards = write_table(table, rows, place, lambda row: file_name(table, row, size), note)
    shards = shards or [write_empty(table, place / empty_name(table))]
    return Written(_size(shards, seal.root()), tally.result(), tuple(_data_file(shard, folder) for shard in shards))


def _size(shards: Sequence[Shard], root: str) -> Size:
    return Size(
        rows=sum(shard.rows for shard in shards),
        arrow_bytes=sum(shard.arrow_bytes for shard in shards),
        file_bytes=sum(shard.path.stat().st_size for shard in shards),
        content_sha256=root,
    )


def _data_file(shard: Shard, folder: Path) -> DataFile:
    path = shard.path.relative_to(folder).as_posix()
    return DataFile(path, sums.sha256(shard.path), shard.path.stat().st_size, shard.rows)
