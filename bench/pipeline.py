"""Where the time of a WARC file's pages goes: ``python -m bench.pipeline FILE.warc.gz``.

One process, processor time by stage, from reading to Parquet; the last rows are what the command adds around it. The
parse of lexbor is timed a second time on its own, since it is a part of "blocks".
"""

import argparse
import pickle
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from selectolax.lexbor import LexborHTMLParser

from cablepress.cleaning import pipeline
from cablepress.cleaning.article import Article, Outcome
from cablepress.cleaning.decode import Decoded, decode
from cablepress.cleaning.shard import _row
from cablepress.cleaning.shard_files import SortedRows, articles_schema
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


def measure(path: Path, most: int) -> tuple[Stages, int, int]:
    """Return the stages, and the number and bytes of the pages."""
    stages = Stages()
    pages = stages.timed("read WARC", lambda: [one for one in read_raw([path]) if isinstance(one, RawPage)][:most])
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
    stages.timed("messages", lambda: [pickle.loads(pickle.dumps(page)) for page in pages])
    stages.timed("messages", lambda: [pickle.loads(pickle.dumps(outcome)) for outcome in outcomes])
    with tempfile.TemporaryDirectory() as scratch:
        articles = SortedRows(articles_schema(), Path(scratch))
        for outcome in outcomes:
            if isinstance(outcome, Article):
                stages.timed("rows", lambda outcome=outcome: articles.add(_row(outcome)))  # type: ignore[misc]
        stages.timed("Arrow and Parquet", lambda: articles.write(Path(scratch) / "articles"))


def lexbor(path: Path, most: int) -> float:
    """Return the processor seconds of the bare parse."""
    pages = [one for one in read_raw([path]) if isinstance(one, RawPage)][:most]
    texts = [found.text for page in pages if isinstance(found := decode(page.body, page.media_type), Decoded)]
    ready = [tame(text).html for text in texts]
    start = time.process_time()
    for text in ready:
        LexborHTMLParser(text)
    return time.process_time() - start


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
    parse = lexbor(args.warc, args.pages)
    print(f"{'lexbor alone':20s} {1000 * parse / count:8.2f} ms  {100 * parse / total:5.1f} %  (part of blocks)")


if __name__ == "__main__":
    main()
