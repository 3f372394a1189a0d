"""What a second worker gives: ``python -m bench.two_workers FILE.warc.gz``.

The same archive, once as it is and once as two files, is cleaned by one worker and by two, in turns; each line tells
seconds on the clock, processor seconds and the load that the machine had. Where others work too, two processes do
not get two processors: so two runs by one worker each, side by side, tell what the machine has to give just then.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path


def seconds(source: Path, workers: int) -> tuple[float, float]:
    """Clean an archive or a folder of them; return clock and processor seconds."""
    with tempfile.TemporaryDirectory() as scratch:
        command = [sys.executable, "-m", "cablepress.cli", "clean", source, "--plan", Path(scratch) / "out"]
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run([*command, "--workers", str(workers)], stderr=subprocess.DEVNULL, check=True)
        clock, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def round_of(name: str, source: Path) -> tuple[float, float]:
    """Clean with one worker, with two, and twice with one side by side; return what two workers and two runs gave."""
    (one, cpu_one), (two, cpu_two) = seconds(source, 1), seconds(source, 2)
    with ThreadPoolExecutor(2) as pool:
        beside = 2 * one / max(clock for clock, _ in pool.map(seconds, (source, source), (1, 1)))
    print(
        f"{name}: one worker {one:.1f} s ({cpu_one:.1f} s CPU), two {two:.1f} s ({cpu_two:.1f} s CPU): "
        f"x {one / two:.2f}; two runs side by side: x {beside:.2f}; load {os.getloadavg()[0]:.1f}",
        flush=True,
    )
    return one / two, beside


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("warc", type=Path)
    parser.add_argument("--times", type=int, default=3)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        for name in ("a", "b"):
            shutil.copy(args.warc, Path(scratch) / f"{name}.warc.gz")
        for name, source in (("one file", args.warc), ("two files", Path(scratch))):
            workers, runs = zip(*(round_of(name, source) for _ in range(args.times)), strict=True)
            print(f"{name}: at best x {max(workers):.2f} by two workers, x {max(runs):.2f} by two runs")


if __name__ == "__main__":
    main()
