"""CPU time a page beside other extractors, in one process and one run: ``python -m bench.speed --bench DIR``.

Quote the ratios, not the times: those depend on the machine and its load. trafilatura and Resiliparse take part
when they are installed, trafilatura once for the text alone and once with its metadata, which `clean` reads too; the
floor is a lexbor parse without reading anything of the tree. The tasks take turns, round by round, and each one's
quickest round counts: other work on the machine slows some rounds down and none up. Give more pages (``--count 250``)
than the caches of class names hold to see what pages of sites never seen before cost.
"""

import argparse
import gzip
import importlib.util
import math
import time
from collections.abc import Callable
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from bench.gold import SETS
from cablepress import clean
from cablepress.cleaning import metadata
from cablepress.cleaning.decode import Decoded, decode
from cablepress.cleaning.html import parse
from cablepress.cleaning.judge_html import judge

Task = Callable[[bytes, str], object]


def tasks() -> dict[str, Task]:
    """Return what is timed, by name: functions of (bytes, decoded text)."""
    found: dict[str, Task] = {
        "lexbor parse": lambda _, text: LexborHTMLParser(text),
        "html.parse": lambda _, text: parse(text),
        "parse and judge": lambda _, text: judge(parse(text)),
        "and metadata": lambda _, text: described(text),
        "cablepress.clean": lambda body, _: clean(body),
    }
    if importlib.util.find_spec("resiliparse"):
        from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415  # optional peer
        from resiliparse.parse.html import HTMLTree  # noqa: PLC0415

        found["resiliparse"] = lambda _, text: extract_plain_text(HTMLTree.parse(text), main_content=True)
    if importlib.util.find_spec("trafilatura"):
        from trafilatura import bare_extraction, extract  # noqa: PLC0415  # optional peer

        found["trafilatura"] = lambda _, text: extract(text, include_comments=False)
        found["with metadata"] = lambda _, text: bare_extraction(text, include_comments=False, with_metadata=True)
    return found


def described(text: str) -> metadata.Metadata:
    """Return the metadata of a page: what they cost is what this takes beyond taking apart and judging."""
    document = parse(text)
    return metadata.read(document, judge(document))


def pages(folder: Path, count: int) -> list[tuple[bytes, str]]:
    """Return ``count`` pages of each set, with their decoded text."""
    files = [path for name in SETS for path in sorted((folder / name).glob("*.html.gz"))[:count]]
    bodies = [gzip.decompress(path.read_bytes()) for path in files]
    decoded = [(body, decode(body, "text/html")) for body in bodies]
    return [(body, page.text) for body, page in decoded if isinstance(page, Decoded)]


def milliseconds(found: dict[str, Task], sample: list[tuple[bytes, str]], rounds: int) -> dict[str, float]:
    """Return each task's CPU milliseconds a page: its best of ``rounds`` rounds after one to warm up."""
    best = dict.fromkeys(found, math.inf)
    for number in range(rounds + 1):
        for name, task in found.items():
            start = time.process_time()
            for body, text in sample:
                task(body, text)
            if number:
                best[name] = min(best[name], 1000 * (time.process_time() - start) / len(sample))
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--count", type=int, default=40, help="pages of each set")
    parser.add_argument("--repeat", type=int, default=3)
    args = parser.parse_args()
    sample = pages(args.bench / "pages", args.count)
    size = sum(len(body) for body, _ in sample) / len(sample)
    print(f"{len(sample)} pages of {size / 1000:.0f} kB on average")
    figures = milliseconds(tasks(), sample, args.repeat)
    peer = figures.get("resiliparse", figures["lexbor parse"])
    for name, taken in figures.items():
        print(f"{name:18s} {taken:8.2f} ms a page  {size / 1000 / taken:7.1f} MB/s  x {taken / peer:.2f}")


if __name__ == "__main__":
    main()
