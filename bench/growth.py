"""Whether cost grows with the input: ``python -m bench.growth``.

One, four and sixteen times as many pages, and pages one, four and sixteen times as long; processor time of the whole
command with its children, less that of a run over one such page, for each page and for each megabyte.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.as_warc import record

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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=300)
    args = parser.parse_args()
    idle = min(seconds(bodies(1, 1)) for _ in range(3))  # one that needs every model
    print(f"starting takes {idle:.2f} s")
    for count, size in ((1, 1), (4, 1), (16, 1), (1, 4), (1, 16)):
        pages = bodies(count * args.pages, size)
        megabytes = sum(map(len, pages)) / 1e6
        taken = seconds(pages) - idle
        print(
            f"{count:3d} x pages, {size:3d} x size: {len(pages)} pages, {megabytes:6.1f} MB, {taken:7.2f} s, "
            f"{1000 * taken / len(pages):7.2f} ms a page, {taken / megabytes:6.3f} s/MB",
            flush=True,
        )


if __name__ == "__main__":
    main()
