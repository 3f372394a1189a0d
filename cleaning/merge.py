"""The shards of a finished plan as one stream in the order of a release, whatever order they were cleaned in."""

import heapq
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .engine import missing
from .plan import Plan, read_plan
from .shard import ARTICLES, REJECTS
from .store import Recipe, Record, StoreError, from_dict

_NOT_FIELDS = {
    "article": {"kind"},
    "rejection": {"detail"},
    "not_a_page": {"id", "url", "captured_at", "evidence", "title", "authors", "published", "publisher"},
}
"""Kind of a record → columns of its file that are not its own."""


def read_folder(folder: Path) -> Iterator[Record]:
    """Yield the recipe, then the articles by day and id, then all else by id; in memory is a row group of each shard.

    Raises:
        StoreError: there is no plan, shards are missing, or a file is damaged.
        OSError: a file cannot be read.
    """
    plan = read_plan(folder)
    if left := missing(plan, folder):
        raise StoreError(f"{folder}: {len(left)} of {len(plan.shards)} shards are missing; clean them first")
    yield Recipe(plan.recipe)
    for name in (ARTICLES, REJECTS):
        yield from _merged(plan, folder / name)


def _merged(plan: Plan, folder: Path) -> Iterator[Record]:
    import pyarrow as pa  # noqa: PLC0415  # only where shards are read

    from .shard_files import key_of, rows  # noqa: PLC0415

    files = [folder / f"{shard.id}.parquet" for shard in plan.shards]
    try:
        for row in heapq.merge(*(rows(file) for file in files), key=key_of):
            yield _record(row)
    except (pa.ArrowException, ValueError) as error:
        raise StoreError(f"{folder}: {error}") from error


def _record(row: dict[str, Any]) -> Record:
    kind = row.get("kind", "article")
    fields = {name: value for name, value in row.items() if name not in _NOT_FIELDS[kind]}
    if "evidence" in fields:
        fields["evidence"] = {one["field"]: one["source"] for one in fields["evidence"]}
    return from_dict({**fields, "kind": kind})
