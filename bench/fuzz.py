"""Looks for inputs that break the reader or the cleaner: ``python -m bench.fuzz --seconds 60``.

Five targets, each for the given time: `clean` on broken and spliced pages and on pages of one word (see `bench.glued`),
the WARC reader on broken archives, the reader of a page's structured data, and those of the facts tables. A target
fails by an exception, by a verdict that is none (`internal_error` …), or by an input that takes more than two seconds.
Failing inputs are written into a folder, to become cases of the tests; so is the input in hand, which is what is left
of a crash or a hang.
"""

import argparse
import contextlib
import gzip
import hashlib
import random
import runpy
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from bench import glued
from cablepress.cleaning.article import DEFECTS
from cablepress.cleaning.json_ld import read as read_json_ld
from cablepress.cleaning.pipeline import clean
from cablepress.scraping.errors import FactsError
from cablepress.scraping.facts import cables, publishers, read_cables, read_coverage, read_publishers
from cablepress.scraping.store import read_raw

ROOT = Path(__file__).resolve().parent.parent
SLOW = 2.0
"""Seconds of processor time."""
MODEL_BYTES = 30_000
"""Hostile cases up to this length are models, too: longer ones would only be slow."""
PIECES = (
    *(
        b"<!--",
        b"-->",
        b"<script>",
        b"</script>",
        b"<p>",
        b"</p>",
        b"<div class='",
        b"'>",
        b'"',
        b"<![CDATA[",
        b"&#",
        b"&#x",
        b";",
    ),
    *(
        b"\0",
        b"\xff",
        b"\xed\xa0\x80",
        b"\xef\xbb\xbf",
        b"\r\n",
        b"<table><tr>",
        b"</table>",
        b"<svg>",
        b"</svg>",
        b"<title>",
    ),
    *(b"null", b"[", b"{", b"}", b"]", b'"@graph":', b'"@type":', b'"author":', b"1e999", b"2010-12-02T10:00:00+99:99"),
    *(
        b"<meta content='",
        b"<time datetime='",
        b"http://[",
        b"WARC/1.0\r\n",
        b"Content-Length: ",
        b"99999999999999999999",
        b"-1",
    ),
)


def broken(chance: random.Random, data: bytes) -> bytes:
    """Return the data with some pieces cut, doubled, moved, overwritten or put in."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        place, length = chance.randrange(len(found) + 1), chance.choice((1, 4, 30, 500))
        match chance.randrange(6):
            case 0:
                del found[place : place + length]
            case 1:
                found[place:place] = found[place : place + length] * chance.choice((1, 3, 200))
            case 2:
                found[place:place] = chance.choice(PIECES) * chance.choice((1, 1, 2, 1000))
            case 3:
                found[place : place + length] = chance.randbytes(length)
            case 4:
                other = chance.randrange(len(found) + 1)
                found[place:place] = found[other : other + length]
            case _ if found:
                found[place % len(found)] ^= 1 << chance.randrange(8)
    return bytes(found[:2_000_000])


def clean_target(data: bytes) -> None:
    """Clean a page; a defect that was caught counts as one."""
    outcome = clean(data, url="https://a.example/2010/12/02/x.html")
    reason = getattr(outcome, "reason", "")
    if reason in DEFECTS:
        raise AssertionError(f"{reason}: {dict(outcome.evidence)}")


def warc_target(data: bytes) -> None:
    """Read an archive, packed or not."""
    with tempfile.NamedTemporaryFile(suffix=".warc.gz" if data[:1] == b"\x1f" else ".warc") as file:
        file.write(data)
        file.flush()
        for _ in read_raw([Path(file.name)]):
            pass


def json_ld_target(data: bytes) -> None:
    """Read a page's structured data."""
    read_json_ld([data.decode("utf-8", "replace")])


def facts_target(data: bytes) -> None:
    """Read a facts table, whichever it is; the typed error for a wrong table is what is wanted."""
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(data)
        file.flush()
        for reader in (read_publishers, read_cables, _read_coverage):
            with contextlib.suppress(FactsError):
                reader(Path(file.name))


def _read_coverage(path: Path) -> object:
    return read_coverage(path, cables(), publishers())


Maker = Callable[[random.Random], bytes]
"""Makes an input by chance."""


def _from(models: list[bytes]) -> Maker:
    return lambda chance: broken(chance, chance.choice(models))


def targets() -> dict[str, tuple[Callable[[bytes], None], Maker]]:
    """Return each target with what makes its inputs."""
    models = [path.read_bytes() for path in sorted((ROOT / "tests" / "pages").glob("*/page.*"))]
    hostile = runpy.run_path(str(ROOT / "tests" / "hostile.py"))
    models += [case.body for case in hostile["cases"]() if 0 < len(case.body) <= MODEL_BYTES]
    archive = (ROOT / "scraping" / "sample" / "captures.warc.gz").read_bytes()
    blocks = [
        b'{"@type":"NewsArticle","headline":"A","datePublished":"2010-12-02T10:00:00+05:30","author":[{"name":"Ann"}]}',
        *(block.encode() for block in hostile["BROKEN_JSON"] if len(block) <= MODEL_BYTES),
    ]
    tables = [(ROOT / "scraping" / f"{name}.csv").read_bytes() for name in ("publishers", "cables", "coverage")]
    return {
        "clean": (clean_target, _from(models)),
        "glued": (clean_target, partial(glued.page, known=glued.words())),
        "warc": (warc_target, _from([archive, gzip.decompress(archive)])),
        "json_ld": (json_ld_target, _from(blocks)),
        "facts": (facts_target, _from(tables)),
    }


def hunt(name: str, seconds: float, seed: int, into: Path) -> int:
    """Run one target; return how many of its inputs failed."""
    target, make = targets()[name]
    for number in range(3):
        fault_of(target, make(random.Random(number)))  # loads the models
    in_hand = into / f"{name}-in-hand"
    tried = failed = 0
    longest = 0.0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        data = make(random.Random(seed + tried))
        in_hand.write_bytes(data)
        fault, taken = fault_of(target, data)
        tried += 1
        longest = max(longest, taken)
        if fault:
            failed += 1
            path = in_hand.rename(into / f"{name}-{hashlib.sha256(data).hexdigest()[:12]}")
            print(f"{path}: {fault}", flush=True)
    in_hand.unlink(missing_ok=True)
    print(f"{name}: {tried} inputs in {seconds:.0f} s, {failed} failed, the slowest took {longest:.2f} s", flush=True)
    return failed


def fault_of(target: Callable[[bytes], None], data: bytes) -> tuple[str, float]:
    """Return what went wrong with an input, if anything, and the processor seconds it took."""
    start = time.process_time()
    try:
        target(data)
    except Exception as error:
        return f"{type(error).__name__}: {error}", time.process_time() - start
    taken = time.process_time() - start
    return (f"{taken:.1f} s" if taken > SLOW else ""), taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60, help="for each target")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--targets", nargs="+", default=list(targets()), choices=list(targets()))
    parser.add_argument("--at-once", type=int, default=1, help="targets at the same time")
    parser.add_argument("--into", type=Path, default=Path(tempfile.gettempdir()), help="folder for failing inputs")
    args = parser.parse_args()
    args.into.mkdir(parents=True, exist_ok=True)
    one = partial(hunt, seconds=args.seconds, seed=args.seed, into=args.into)
    with ProcessPoolExecutor(args.at_once) as pool:
        sys.exit(1 if sum(pool.map(one, args.targets)) else 0)


if __name__ == "__main__":
    main()
