"""Builds and checks a release of synthetic articles, and measures it.

``python -m bench.million --rows 1000000 --work DIR``. Every step runs in a process of its own, so that its peak memory
is its own: `generate` only makes articles, `build`, `check`, and `plain`, which writes the same rows with `datasets`
(``Dataset.from_generator(…).to_parquet``) for comparison. Each prints rows a second, bytes, and peak resident memory.
"""

import argparse
import hashlib
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from cablepress.cleaning.article import Article, Removed
from cablepress.dataset.check import check as checked
from cablepress.dataset.columns import arrow_schema
from cablepress.dataset.intake import Capture
from cablepress.dataset.release import release
from cablepress.dataset.rows import article_row
from cablepress.dataset.schema import ARTICLES

_FIRST_DAY, _DAYS = date(2008, 11, 26), 1500
_WORDS = [
    f"{a}{b}{c}"
    for a in "bdfgklmnprstvz"
    for b in ("a", "en", "i", "or", "um")
    for c in ("ta", "ri", "lo", "nes", "mik")
]
_LANGUAGES = ("en", "en", "en", "hi", "de", "fr")


def article(number: int) -> Article:
    """Return a made-up article; the same number gives the same one."""
    chance = random.Random(number)
    paragraphs = tuple(" ".join(chance.choices(_WORDS, k=chance.randint(20, 90))) for _ in range(chance.randint(3, 9)))
    return Article(
        id=hashlib.sha256(str(number).encode()).hexdigest(),
        text="\n\n".join(paragraphs),
        paragraphs=paragraphs,
        roles=("body",) * len(paragraphs),
        places=tuple(f"block {place} p" for place in range(len(paragraphs))),
        title=" ".join(chance.choices(_WORDS, k=8)),
        authors=(f"{chance.choice(_WORDS).title()} Example",),
        published=_FIRST_DAY + timedelta(chance.randrange(_DAYS)) if chance.random() < 0.95 else None,
        publisher=f"The {_WORDS[chance.randrange(40)].title()} Post",
        language=chance.choice(_LANGUAGES),
        url=f"https://post{number % 40}.example/story-{number}.html",
        removed=tuple(
            Removed(" ".join(chance.choices(_WORDS, k=6)), "share.bar", "share", f"block {n}") for n in range(4)
        ),
        evidence={"title": "h1", "published": "json-ld datePublished", "access": "no paywall on the page"},
    )


class Found:
    """The captures of all articles, made again each time they are asked for."""

    damaged: dict[str, int] = {}  # noqa: RUF012 - never written

    def __init__(self, rows: int) -> None:
        self._rows = rows

    def findings(self) -> Iterator[tuple[str, Capture]]:
        """Yield each capture with the id of its raw page."""
        for number in range(self._rows):
            page = hashlib.sha256(str(number).encode()).hexdigest()
            yield page, Capture(f"https://post{number % 40}.example/story-{number}.html", None, f"{number}.html")


def build(rows: int, work: Path) -> None:
    release(
        (article(number) for number in range(rows)), Found(rows), work / "release", "1.0.0", recipe={"rules": "r" * 64}
    )


def check(_: int, work: Path) -> None:
    found = checked(work / "release")
    assert not found, found[:3]


def plain(rows: int, work: Path) -> None:
    from datasets import Dataset, Features, disable_progress_bars  # noqa: PLC0415 - its memory is no other step's

    disable_progress_bars()
    names = [column.name for column in ARTICLES.columns]

    def generate() -> Iterator[dict[str, object]]:
        for number in range(rows):
            row = article_row(article(number), [Capture(f"https://post{number % 40}.example/story-{number}.html")])
            yield {name: row[name] for name in names}

    table = Dataset.from_generator(
        generate,
        features=Features.from_arrow_schema(arrow_schema(ARTICLES)),
        cache_dir=str(work / "cache"),
        fingerprint=f"million-{rows}",  # else `datasets` hashes all code that the generator reaches
    )
    table.to_parquet(work / "plain.parquet")


def generate(rows: int, _: Path) -> None:
    for number in range(rows):
        article(number)


STEPS = {"generate": generate, "build": build, "check": check, "plain": plain}


def measure(step: str, rows: int, work: Path) -> None:
    wall, cpu = time.monotonic(), time.process_time()
    STEPS[step](rows, work)
    cpu, wall = time.process_time() - cpu, time.monotonic() - wall
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    made = {"build": work / "release" / "data" / "articles", "plain": work}.get(step)
    size = sum(path.stat().st_size for path in made.glob("*.parquet")) if made else 0
    print(
        f"{step}: {rows:,} rows, {cpu:.0f} s CPU ({rows / cpu:,.0f} rows/s), {wall:.0f} s wall, "
        f"{size:,} bytes, peak {peak:.0f} MiB",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--work", type=Path, required=True, help="an empty folder with 20 kB of room a row")
    parser.add_argument("--step", choices=STEPS, help="run one step only, in this process")
    told = parser.parse_args()
    if told.step:
        measure(told.step, told.rows, told.work)
        return
    for step in STEPS:
        command = [
            sys.executable,
            "-m",
            "bench.million",
            "--rows",
            str(told.rows),
            "--work",
            str(told.work),
            "--step",
            step,
        ]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
