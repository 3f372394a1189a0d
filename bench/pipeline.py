"""Where the time of a WARC file's pages goes: ``python -m bench.pipeline FILE.warc.gz``.

One process, processor time by stage, from reading to Parquet. Below that, what is C already and has to be done for
every page, timed on its own (the best of three): no cleaner on these libraries takes less, whatever it does with the
tree.
"""

import argparse
import hashlib
import itertools
import pickle
import tempfile
import time
import zlib
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from selectolax.lexbor import LexborHTMLParser

from cablepress.cleaning import pipeline
from cablepress.cleaning.article import Outcome
from cablepress.cleaning.decode import Decoded, decode
from cablepress.cleaning.shard import row_of
from cablepress.cleaning.shard_files import Row, SortedRows, articles_schema
from cablepress.cleaning.source import tame
from cablepress.cleaning.workers import _warm_up
from cablepress.scraping.page import RawPage
from cablepress.scraping.store import read_raw

_T = TypeVar("_T")


class Stages:
    """Processor seconds by stage."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()

    def timed(self, name: str, function: Callable[[], _T]) -> _T:
        """Return what the function returns; its time counts for the stage."""
        start = time.process_time()
        try:
            return function()
        finally:
            self.spent[name] += time.process_time() - start


@contextmanager
def watched(stages: Stages, module: object, name: str, stage: str):  # type: ignore[no-untyped-def]  # noqa: ANN201
    """Let calls of a function that a module holds count for a stage."""
    original = getattr(module, name)
    setattr(module, name, lambda *given, **named: stages.timed(stage, lambda: original(*given, **named)))
    try:
        yield
    finally:
        setattr(module, name, original)


def first(path: Path, most: int) -> list[RawPage]:
    """Return the first pages of an archive."""
    return list(itertools.islice((one for one in read_raw([path]) if isinstance(one, RawPage)), most))


def measure(path: Path, most: int) -> tuple[Stages, int, int]:
    """Return the stages, and the number and bytes of the pages."""
    stages = Stages()
    pages = stages.timed("read WARC", lambda: first(path, most))
    _warm_up()
    ways = {kind: pipeline._way(kind) for kind in ("html", "text")}
    timed = {
        kind: type(way)(
            parse=lambda text, way=way: stages.timed("blocks", lambda: way.parse(text)),
            judge=lambda document, way=way: stages.timed("verdicts", lambda: way.judge(document)),
        )
        for kind, way in ways.items()
    }
    pipeline._way = timed.__getitem__  # type: ignore[assignment]
    with (
        watched(stages, pipeline, "decode", "decode"),
        watched(stages, pipeline.metadata, "read", "metadata"),
    ):
        outcomes = [
            stages.timed("clean", lambda page=page: pipeline.clean(page.body, url=page.url, media_type=page.media_type))  # type: ignore[misc]
            for page in pages
        ]
    inner = sum(stages.spent[name] for name in ("decode", "blocks", "verdicts", "metadata"))
    stages.spent["the rest of clean"] = stages.spent.pop("clean") - inner
    around(stages, pages, outcomes)
    return stages, len(pages), sum(len(page.body) for page in pages)


def around(stages: Stages, pages: list[RawPage], outcomes: list[Outcome]) -> None:
    """Time what stands behind and beside the cleaning."""
    rows = stages.timed("rows", lambda: [row_of(outcome) for outcome in outcomes])
    stages.timed("messages", lambda: [pickle.loads(pickle.dumps(page)) for page in pages])
    stages.timed("messages", lambda: [pickle.loads(pickle.dumps(row)) for row in rows])
    written([row for row in rows[:1] if row["kind"] == "article"])  # loads what Arrow loads at its first use
    stages.timed("Arrow and Parquet", lambda: written([row for row in rows if row["kind"] == "article"]))


def written(rows: list[Row]) -> None:
    """Write rows as a shard does."""
    with tempfile.TemporaryDirectory() as scratch:
        articles = SortedRows(articles_schema(), Path(scratch))
        for row in rows:
            articles.add(row)
        articles.write(Path(scratch) / "articles")


def fixed(path: Path, most: int) -> dict[str, float]:
    """Return the processor seconds of what no cleaner does without, each alone."""
    pages = first(path, most)
    packed = [zlib.compress(page.body, 6) for page in pages]
    found = [decode(page.body, page.media_type) for page in pages]
    texts = [one.utf8 for one in found if isinstance(one, Decoded)]
    ready = [tame(text).html for text in texts]
    return {
        "inflating": best(zlib.decompress, packed),
        "SHA-256": best(hashlib.sha256, [page.body for page in pages]),
        "decoding": best(lambda page: decode(page.body, page.media_type), pages),
        "scan for limits": best(tame, texts),
        "lexbor": best(LexborHTMLParser, ready),
    }


def best(function: Callable[[_T], object], items: list[_T]) -> float:
    """Return the least processor seconds of three rounds; results are let go one by one."""
    rounds = Stages()
    for number in range(3):
        for item in items:
            rounds.timed(str(number), lambda item=item: function(item))  # type: ignore[misc]
    return min(rounds.spent.values())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("warc", type=Path)
    parser.add_argument("--pages", type=int, default=2000, help="at most so many pages")
    args = parser.parse_args()
    stages, count, size = measure(args.warc, args.pages)
    total = sum(stages.spent.values())
    print(f"{count} pages of {size / count / 1000:.0f} kB on average, {1000 * total / count:.2f} ms a page")
    for name, spent in stages.spent.most_common():
        print(f"{name:20s} {1000 * spent / count:8.2f} ms  {100 * spent / total:5.1f} %")
    parts = fixed(args.warc, args.pages)
    parts |= {name: stages.spent[name] for name in ("messages", "Arrow and Parquet")}
    print("of these, what is C and done for every page:")
    for name, spent in (*parts.items(), ("all of them", sum(parts.values()))):
        print(f"{name:20s} {1000 * spent / count:8.2f} ms  {100 * spent / total:5.1f} %")
    print(f"lexbor is {100 * parts['lexbor'] / sum(parts.values()):.0f} % of all of them")


if __name__ == "__main__":
    main()
