"""Processor time of cleaning a text dump: ``python -m bench.speed_lines --bench DIR``.

Dumps of about 10 kB and 40 lines, each cleaned many times: the shortest time counts, which disturbs least on a shared
machine. Beside it the line rules of C4 on the same dumps, as a measure of the machine.
"""

import argparse
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import mean

import cablepress
from bench.accuracy import scorer
from bench.accuracy_lines import Dump, load
from cablepress.cleaning import judge_lines, lines

BYTES, LINES = (9_000, 12_000), (30, 60)
"""Sizes of the dumps that are measured."""


def is_measured(dump: Dump) -> bool:
    """Whether a dump has the wanted size."""
    return BYTES[0] <= len(dump.body) <= BYTES[1] and LINES[0] <= dump.body.count(b"\n") <= LINES[1]


def shortest(call: Callable[[], object], repeat: int) -> float:
    """Return the shortest processor time of a call, in milliseconds."""
    times = []
    for _ in range(repeat):
        start = time.process_time_ns()
        call()
        times.append(time.process_time_ns() - start)
    return min(times) / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--repeat", type=int, default=200)
    args = parser.parse_args()
    dumps = [dump for dump in load(args.bench / "pages") if is_measured(dump)]
    c4_lines = scorer(args.bench).c4_lines
    steps: dict[str, Callable[[Dump], object]] = {
        "C4 line rules": lambda dump: c4_lines({"body": dump.body}),
        "taking apart": lambda dump: lines.parse(dump.body.decode()),
        "taking apart, verdicts": lambda dump: judge_lines.judge(lines.parse(dump.body.decode())),
        "clean": lambda dump: cablepress.clean(dump.body, url=dump.gold.get("url") or "", media_type="text/plain"),
    }
    times = {name: mean(shortest(partial(step, dump), args.repeat) for dump in dumps) for name, step in steps.items()}
    sizes = mean(len(dump.body) for dump in dumps), mean(dump.body.count(b"\n") + 1 for dump in dumps)
    print(f"{len(dumps)} dumps of {sizes[0]:.0f} bytes and {sizes[1]:.0f} lines on average")
    for name, value in times.items():
        print(f"{name:24s} {value:7.3f} ms {value / times['C4 line rules']:6.1f} x C4")


if __name__ == "__main__":
    main()
