"""Many generated pages through the whole cleaning, with an eye on memory: ``python -m bench.soak --pages 200000``.

Pages are varied by number: language, layout, length, boilerplate, damage, a hostile one now and then. Every 5,000 pages
a line tells the resident memory of this process and of the process that cleans. The run fails if a page met a defect
of ours, or if either process holds more than 10 MiB beyond what it held after the first 10,000 pages.
"""

import argparse
import itertools
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from cablepress.cleaning import workers
from cablepress.cleaning.article import DEFECTS, Article
from cablepress.cleaning.workers import clean_pages
from cablepress.scraping.page import RawPage

SAMPLE = Path(__file__).resolve().parent.parent / "tests" / "pages"
STEP = 5_000
SETTLED = 10_000
"""Pages after which models are loaded and caches are full."""
MOST = 10.0
"""MiB that a process may hold more afterwards."""


def pages(count: int, seed: int) -> Iterator[RawPage]:
    """Yield generated pages: the golden ones with other words, cut, doubled and damaged."""
    models = [path.read_bytes() for path in sorted(SAMPLE.glob("*/page.*"))]
    for number in range(count):
        chance = random.Random(seed * 1_000_003 + number)
        body = varied(chance, chance.choice(models))
        yield RawPage(body, f"https://paper{number % 500}.example/{number}.html", "", None, str(number))


def varied(chance: random.Random, body: bytes) -> bytes:
    """Return a page that was not seen before."""
    words = body.split(b" ")
    for _ in range(chance.randint(1, 40)):
        words[chance.randrange(len(words))] += b" " + chance.randbytes(3).hex().encode()
    body = b" ".join(words)
    match chance.randrange(12):
        case 0:
            return body[: chance.randrange(len(body) + 1)]
        case 1:
            return body * chance.randint(2, 8)
        case 2:
            place = chance.randrange(len(body) + 1)
            return body[:place] + chance.randbytes(chance.randint(1, 200)) + body[place:]
        case 3:
            return body + b"<div>" * chance.randint(100, 3000) + b"<p>x" * chance.randint(1, 2000)
        case _:
            return body


def resident(process: str) -> float:
    """Return a process's resident memory in MiB."""
    lines = Path(f"/proc/{process}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def cleaning_process() -> float:
    """Return the resident memory of the process that cleans, in MiB; 0 if it has just ended."""
    child = workers._idle[0]._process if workers._idle else None
    return resident(str(child.pid)) if child else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    seen: Counter[str] = Counter()
    start = time.perf_counter()
    outcomes = clean_pages(pages(args.pages, args.seed))
    settled: list[tuple[float, float]] = []
    for number in range(STEP, args.pages + 1, STEP):
        part = itertools.islice(outcomes, STEP)
        seen.update("article" if isinstance(one, Article) else one.reason for one in part)
        here, cleaning = resident("self"), cleaning_process()
        memory = f"{here:7.1f} MiB here  {cleaning:7.1f} MiB cleaning"
        print(f"{number:8d} pages  {time.perf_counter() - start:8.0f} s  {memory}", flush=True)
        settled += [(here, cleaning)] if number >= SETTLED else []
    print(dict(seen.most_common()))
    growth = [max(of) - of[0] for of in zip(*settled, strict=True)]
    print(f"most beyond what was held after {SETTLED} pages: {', '.join(f'{one:.1f}' for one in growth)} MiB")
    if any(one > MOST for one in growth):
        sys.exit("memory grows")
    if defects := {reason: count for reason, count in seen.items() if reason in DEFECTS}:
        sys.exit(f"defects: {defects}")


if __name__ == "__main__":
    main()
