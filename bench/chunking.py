"""Measures what content-defined chunking in Parquet saves when one release follows another.

``python -m bench.chunking``. Writes the articles of a release and of one that follows it, with and without pyarrow's
`use_content_defined_chunking`, cuts the files into chunks as the Hub's storage does (by content, 8 to 128 kB, 64 kB in
the mean), and tells how many bytes of the second release are in no chunk of the first: what has to be sent and stored.
"""

import argparse
import hashlib
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from bench.million import article
from cablepress.dataset import shards
from cablepress.dataset.intake import Capture
from cablepress.dataset.partitions import file_name, unit
from cablepress.dataset.rows import Row, article_row, in_order
from cablepress.dataset.schema import ARTICLES

LEAST, MOST, MASK = 8 << 10, 128 << 10, np.uint64(0xFFFF << 48)
"""Of the Hub's chunks, as its storage (Xet) documents them: a chunk ends where a rolling hash has sixteen zeros."""
_GEAR = np.frombuffer(hashlib.shake_128(b"gear").digest(256 * 8), dtype="<u8")

SETTINGS: Mapping[str, object] = {
    "off": False,
    "256 kB to 1 MB": {"min_chunk_size": 256 << 10, "max_chunk_size": 1 << 20, "norm_level": 0},
    "16 to 64 kB": {"min_chunk_size": 16 << 10, "max_chunk_size": 64 << 10, "norm_level": 0},
}
"""pyarrow's own limits come second."""

Rows = Mapping[int, Row]
"""Number of an article → its row."""


def row(number: int, day: date) -> Row:
    """Return the row of a made-up article of a day."""
    made = replace(article(number), published=day)
    return article_row(made, [Capture(made.url or "")], "a" * 64)


def first(rows: int, months: int) -> Rows:
    """Return the articles of a release, spread over months."""
    return {n: row(n, date(2010, 12, 1) + timedelta(n * 7919 % (30 * months))) for n in range(rows)}


def next_month(old: Rows, hit: Sequence[int]) -> Rows:
    """As many articles of a month of their own."""
    return {**old, **{len(old) + n: row(len(old) + n, date(2012, 1, 2)) for n in hit}}


def added(old: Rows, hit: Sequence[int]) -> Rows:
    """An article more on the days of those that are hit."""
    return {**old, **{len(old) + n: row(len(old) + n, old[n]["published_on"]) for n in hit}}


def edited(old: Rows, hit: Sequence[int]) -> Rows:
    """Those that are hit have another title and another section."""
    return {**old, **{n: old[n] | {"title": f"New: {old[n]['title']}", "section": "World"} for n in hit}}


def recleaned(old: Rows, hit: Sequence[int]) -> Rows:
    """Another rule set has cleaned all, and those that are hit have other texts."""
    texts = {n: row(len(old) + n, old[n]["published_on"]) | {"id": old[n]["id"]} for n in hit}
    return {n: one | {"rules": "b" * 64} for n, one in {**old, **texts}.items()}


def removed(old: Rows, hit: Sequence[int]) -> Rows:
    """Those that are hit are gone."""
    return {n: one for n, one in old.items() if n not in set(hit)}


CHANGES: Mapping[str, Callable[[Rows, Sequence[int]], Rows]] = {
    "a new month": next_month,
    "added anywhere": added,
    "edited": edited,
    "cleaned again": recleaned,
    "removed": removed,
}


def write(rows: Rows, folder: Path) -> list[Path]:
    """Write articles as a release does; return the files."""
    size = unit(f"{one['published_on']:%Y-%m}" for one in rows.values())
    ordered = in_order(ARTICLES, rows.values())
    made = shards.write_table(ARTICLES, ordered, folder, lambda one: file_name(ARTICLES, one, size), lambda *_: None)
    return [shard.path for shard in made]


def chunks(data: bytes) -> Iterator[bytes]:
    """Cut bytes by content: the rolling hash of the last 64 bytes decides."""
    rolled = _GEAR[np.frombuffer(data, dtype=np.uint8)].copy()
    for step in (1, 2, 4, 8, 16, 32):  # each step doubles the bytes that a hash covers
        rolled[step:] += rolled[:-step] << np.uint64(step)
    ends = np.flatnonzero(rolled & MASK == 0) + 1
    bounds = [0]
    while bounds[-1] < len(data):
        next_end = ends[np.searchsorted(ends, bounds[-1] + LEAST) :][:1].tolist() or [len(data)]
        bounds.append(min(next_end[0], bounds[-1] + MOST, len(data)))
    yield from (data[start:end] for start, end in pairwise(bounds))


def unknown(old: Sequence[Path], new: Iterable[Path]) -> int:
    """Return how many bytes of the new files stand in no chunk of the old ones."""
    known = {hashlib.sha256(chunk).digest() for path in old for chunk in chunks(path.read_bytes())}
    fresh = {hashlib.sha256(chunk).digest(): len(chunk) for path in new for chunk in chunks(path.read_bytes())}
    return sum(size for digest, size in fresh.items() if digest not in known)


def measure(old: Rows, share: float, folder: Path) -> None:
    hit = random.Random(1).sample(sorted(old), round(len(old) * share))
    changed = {name: change(old, hit) for name, change in CHANGES.items()}
    for setting, told in SETTINGS.items():
        shards.SETTINGS["use_content_defined_chunking"] = told
        former = write(old, folder / setting / "former")
        total = sum(path.stat().st_size for path in former)
        print(f"chunking {setting}: {total:,} bytes in {len(former)} files; {share:.2%} of the articles")
        for name, rows in changed.items():
            files = write(rows, folder / setting / name)
            size, fresh = sum(path.stat().st_size for path in files), unknown(former, files)
            print(f"  {name}: {fresh:,} of {size:,} bytes are new, {100 * fresh / size:.1f} %", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--months", type=int, default=2)
    parser.add_argument("--shares", type=float, nargs="+", default=[0.0005, 0.01], help="of articles that change")
    told = parser.parse_args()
    old = first(told.rows, told.months)
    for share in told.shares:
        with TemporaryDirectory() as name:
            measure(old, share, Path(name))


if __name__ == "__main__":
    main()
