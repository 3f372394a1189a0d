"""Whether cost grows with the input: ``python -m bench.growth``.

One, four and sixteen times as many pages: processor time of the whole command with its children, less that of a run
over one such page. Pages one to 256 times as long: processor time of `clean`, the least of seven, and what each further
kilobyte costs.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.as_warc import record
from cablepress.cleaning.pipeline import clean

SAMPLE = Path(__file__).resolve().parent.parent / "tests" / "pages"


def bodies(count: int, size: int) -> list[bytes]:
    """Return pages of one layout, with `size` times the paragraphs, each page with words of its own."""
    page = (SAMPLE / "brunnen_zeitung_2012" / "page.html").read_bytes()
    head, mark, tail = page.partition(b"</article>") if b"</article>" in page else page.partition(b"</body>")
    paragraphs = [b"<p>" + piece.partition(b"</p>")[0] + b"</p>" for piece in page.split(b"<p>")[1:]]
    more = [b"".join(paragraphs).replace(b"the ", b"the %d " % copy) for copy in range(1, size)]
    return [head.replace(b"<p>", b"<p>%d " % number) + b"".join(more) + mark + tail for number in range(count)]


def seconds(pages: list[bytes]) -> float:
    """Return the processor seconds of cleaning the pages from an archive into shards."""
    with tempfile.TemporaryDirectory() as scratch:
        archive = Path(scratch) / "in.warc.gz"
        archive.write_bytes(b"".join(record(f"http://a.example/{n}", body) for n, body in enumerate(pages)))
        command = [sys.executable, "-m", "cablepress.cli", "clean", archive, "--plan", Path(scratch) / "out"]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode:
            sys.exit(done.stderr)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def least(page: bytes) -> float:
    """Return the processor seconds of the fastest of seven rounds."""
    rounds = []
    for _ in range(7):
        start = time.process_time()
        clean(page)
        rounds.append(time.process_time() - start)
    return min(rounds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=300)
    args = parser.parse_args()
    idle = min(seconds(bodies(1, 1)) for _ in range(3))  # one that needs every model
    print(f"starting takes {idle:.2f} s")
    for times in (1, 4, 16):
        pages = bodies(times * args.pages, 1)
        taken = seconds(pages) - idle
        print(f"{len(pages):5d} pages: {taken:6.2f} s, {1000 * taken / len(pages):6.2f} ms a page", flush=True)
    former = 0.0, 0.0
    for size in (1, 4, 16, 64, 256):
        (page,) = bodies(1, size)
        found = 1000 * least(page), len(page) / 1000
        further = (found[0] - former[0]) / (found[1] - former[1])
        print(f"{found[1]:5.0f} kB: {found[0]:6.2f} ms, {further:.3f} ms for each further kB", flush=True)
        former = found


if __name__ == "__main__":
    main()
