"""Kills a run at points of chance, takes it up again, and compares: ``python -m bench.kills --times 20``.

The command gets SIGKILL, again and again until the run is through; then every byte of the results must
be that of an undisturbed run.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SAMPLE = Path(__file__).resolve().parent.parent / "scraping" / "sample"


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder of results, but for the lock."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != ".lock")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def run(source: Path, out: Path, workers: int) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "cablepress.cli", "clean", source, "--plan", out, "--workers", str(workers)]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)


def killed_after(source: Path, out: Path, workers: int, seconds: float) -> bool:
    """Run for some seconds at most; return whether the run had to be killed."""
    process = run(source, out, workers)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=20, help="kills")
    parser.add_argument("--shards", type=int, default=12)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        (place / "in").mkdir()
        for number in range(args.shards):
            shutil.copy(SAMPLE / "captures.warc.gz", place / "in" / f"{number:03}.warc.gz")
        start = time.monotonic()
        run(place / "in", place / "whole", 1).wait()
        length = time.monotonic() - start
        wanted, kills, rounds = contents(place / "whole"), 0, 0
        while kills < args.times:
            out, workers = place / f"out{rounds}", chance.choice((1, 2))
            while killed_after(place / "in", out, workers, chance.uniform(0, length)):
                kills += 1
            rounds += 1
            if contents(out) != wanted:
                sys.exit(f"round {rounds} (after {kills} kills): not the bytes of an undisturbed run")
    print(f"{kills} kills in {rounds} runs of {args.shards} shards: the bytes of an undisturbed run each time")


if __name__ == "__main__":
    main()
