"""WARC to Parquet beside datatrove: ``python -m bench.against_datatrove --bench DIR --peer PYTHON``.

PYTHON is the interpreter of an environment with ``datatrove[io,processing]`` and ``lxml_html_clean``, without which
datatrove waits for a process that is dead. Both read the same archive of the pages with gold and write Parquet, each in
processes of its own: WarcReader, Trafilatura, ParquetWriter under the local executor, and ``cablepress clean --plan``.
Processor time is that of the whole command with its children.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow.parquet as pq

from bench.as_warc import pages, record
from bench.gold import SETS, _shingles, read, words

PEER = """
import sys
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.extractors import Trafilatura
from datatrove.pipeline.readers import WarcReader
from datatrove.pipeline.writers import ParquetWriter

source, out, logs = sys.argv[1:]
steps = [WarcReader(source, glob_pattern="*.warc.gz"), Trafilatura(timeout=120), ParquetWriter(out)]
LocalPipelineExecutor(pipeline=steps, tasks=1, workers=1, logging_dir=logs).run()
"""
"""The time-out is wide, so that a busy machine costs the peer no page."""


def timed(command: Sequence[str | os.PathLike[str]]) -> tuple[float, float]:
    """Run a command; return its processor and clock seconds."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr[-3000:])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, time.perf_counter() - start


def texts(folder: Path) -> dict[str, str]:
    """Return address → text of all Parquet files below a folder."""
    found: dict[str, str] = {}
    for path in folder.rglob("*.parquet"):
        names = pq.ParquetFile(path).schema_arrow.names
        for row in pq.read_table(path).to_pylist() if "text" in names else []:
            found[row.get("url") or row["metadata"]["url"]] = row["text"]
    return found


def f_score(text: str, gold: str) -> float:
    """Return F of the 4-word shingles."""
    made, wanted = Counter(_shingles(words(text))), Counter(_shingles(words(gold)))
    both = (made & wanted).total()
    return 2 * both / (made.total() + wanted.total()) if both else 0.0


def score(found: Mapping[str, str], folder: Path) -> float:
    """Return the mean over all pages with gold text; a page without a row counts as 0."""
    scores = [
        f_score(found.get(f"http://{name}.example/{gold['id']}", ""), gold["text"])
        for name in SETS
        for gold, _ in read(folder, name)
        if (gold.get("text") or "").strip()
    ]
    return sum(scores) / len(scores)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--peer", required=True, help="interpreter of the environment with datatrove")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        (place / "in").mkdir()
        count = 0
        with (place / "in" / "pages.warc.gz").open("wb") as file:
            for count, (url, body) in enumerate(pages(args.bench / "pages", SETS), 1):  # noqa: B007
                file.write(record(url, body))
        runs = {
            "datatrove": [args.peer, "-c", PEER, place / "in", place / "datatrove", place / "logs"],
            "cablepress": [
                sys.executable,
                "-m",
                "cablepress.cli",
                "clean",
                place / "in",
                "--plan",
                place / "cablepress",
            ],
        }
        spent = {}
        for name, command in runs.items():
            spent[name], clock = timed(command)
            found = texts(place / name)
            print(
                f"{name:12s} {1000 * spent[name] / count:8.2f} ms CPU a page, {clock:7.1f} s on the clock, "
                f"{len(found)} of {count} rows, F {score(found, args.bench / 'pages'):.4f}",
                flush=True,
            )
        print(f"datatrove takes {spent['datatrove'] / spent['cablepress']:.1f} times the processor time")


if __name__ == "__main__":
    main()
