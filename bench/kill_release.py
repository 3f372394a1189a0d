"""Kills a build at every write, rename and the like, fills its disk at each, and looks at what is left.

``TMPDIR=/dev/shm python -m bench.kill_release``. strace injects the fault at the n-th system call of a kind: SIGKILL,
or a full disk, from then on or only once. After each the former release or the new one must be there, byte for byte;
then a build without a fault must give the bytes that it always gives, with nothing left beside them. Ends with a line
of totals and exit code 1 if anything failed. Needs strace and the right to trace; TMPDIR only makes it faster.
"""

import argparse
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from cablepress.cleaning.article import Article, Outcome, Rejection
from cablepress.dataset.intake import Capture, Intake
from cablepress.dataset.release import release

WRITING = ("openat", "write", "pwrite64", "fsync", "mkdir", "ftruncate")
"""The calls that fail on a full disk; of `openat` those that make a file."""
MOVING = ("rename", "renameat2", "unlink", "unlinkat", "rmdir")
FAULTS: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "killed": ("signal=SIGKILL", "", (*WRITING, *MOVING)),
    "disk full": ("error=ENOSPC", "+", WRITING),
    "disk full once": ("error=ENOSPC", "", WRITING),
}
"""Fault → what strace injects, whether from then on, and at which calls."""
Files = Mapping[str, str]
"""Path in a release → SHA-256."""


def build(out: str | Path, version: str) -> None:
    """Build a small release."""
    pages: list[Outcome] = [Rejection("f" * 64, "empty")]
    for n in range(40):
        text, day = f"Story {n}.", date(2010, 12, 2)
        pages.append(Article(f"{n:064x}", text, (text,), roles=("body",), places=("line 1",), published=day))
    release(pages, Intake({page.id: [Capture()] for page in pages}), Path(out), version)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that happens to a build at one of its system calls."""

    kind: str
    """A key of `FAULTS`."""
    call: str
    number: int

    def options(self) -> list[str]:
        """Return what strace is told."""
        what, onward, _ = FAULTS[self.kind]
        return ["-e", f"trace={self.call}", "-e", f"inject={self.call}:{what}:when={self.number}{onward}"]


@dataclass(frozen=True, slots=True)
class Result:
    """What a fault led to."""

    fault: Fault
    left: str
    """``former``, ``new``, or ``neither``."""
    wrong: tuple[str, ...]


def digests(folder: Path) -> Files:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def traced(out: Path, log: Path, *options: str) -> int:
    """Build under strace in a child of this process, which has all modules loaded; return its exit status."""
    child = os.fork()
    if not child:
        os.kill(os.getpid(), signal.SIGSTOP)  # until strace is there
        try:
            build(out, "2.0.0")
        finally:
            os._exit(0)
    os.waitpid(child, os.WUNTRACED)
    with subprocess.Popen(["strace", "-f", "-qq", "-o", log, *options, "-p", str(child)]):
        while "TracerPid:\t0\n" in Path(f"/proc/{child}/status").read_text():
            time.sleep(0.002)
        os.kill(child, signal.SIGCONT)
        return os.waitpid(child, 0)[1]


def calls(former: Path, new: Files, work: Path) -> dict[str, list[int]]:
    """Return the numbers of a build's calls of each kind, as strace counts them, that change something on the disk."""
    out, log = Path(shutil.copytree(former, work / "counted" / "release")), work / "log"
    traced(out, log, "-e", f"trace={','.join((*WRITING, *MOVING))}")
    assert digests(out) == new, "a build over the former release gives other bytes"
    lines = re.findall(r"^(\d+) +(\w+)\((.*)", log.read_text(), re.M)
    main = [(call, told) for thread, call, told in lines if thread == lines[0][0]]
    if len(main) < len(lines):
        print(f"{len(lines) - len(main)} calls of other threads are left out")
    seen: Counter[str] = Counter()
    found: dict[str, list[int]] = {call: [] for call in (*WRITING, *MOVING)}
    for call, told in main:
        seen[call] += 1
        if call != "openat" or "O_CREAT" in told or "O_TMPFILE" in told:
            found[call].append(seen[call])
    return found


def attempt(former: Path, wanted: Mapping[str, Files], fault: Fault) -> Result:
    """Build over a copy of the former release with a fault, then without.

    Where the former release is left and nothing beside it, the build after it is the one that made the new release.
    """
    with TemporaryDirectory() as name:
        place, log = Path(name, "place"), Path(name, "log")
        out = Path(shutil.copytree(former, place / "release"))
        status = traced(out, log, *fault.options())
        fired = status == signal.SIGKILL if fault.kind == "killed" else "(INJECTED)" in log.read_text()
        found = digests(out)
        left = next((name for name, files in wanted.items() if found == files), "neither")
        if again := left != "former" or len(list(place.iterdir())) > 1:
            build(out, "2.0.0")
        wrong = {
            "the fault was not injected": not fired,
            "what is left is neither the former release nor the new one": left == "neither",
            "the build after it gives other bytes": again and digests(out) != wanted["new"],
            "something is left beside the release": [path.name for path in place.iterdir()] != ["release"],
        }
        return Result(fault, left, tuple(what for what, is_so in wrong.items() if is_so))


def faults(found: Mapping[str, list[int]], every: int) -> Iterator[Fault]:
    for kind, (_, _, where) in FAULTS.items():
        yield from (Fault(kind, call, number) for call in where for number in found[call][::every])


def run(every: int, jobs: int) -> bool:
    """Try all faults, tell what they lead to, and return whether all is well."""
    with TemporaryDirectory() as name, ProcessPoolExecutor(jobs) as pool:
        work = Path(name)
        build(work / "former", "1.0.0")
        build(work / "new", "2.0.0")
        wanted = {version: digests(work / version) for version in ("former", "new")}
        found = calls(work / "former", wanted["new"], work)
        planned = list(faults(found, every))
        print(f"{len(planned)} faults at { ({call: len(numbers) for call, numbers in found.items()}) }", flush=True)
        left, failed = Counter[tuple[str, str, str]](), 0
        for done, one in enumerate(pool.map(partial(attempt, work / "former", wanted), planned), 1):
            left[one.fault.kind, one.fault.call, one.left] += 1
            failed += bool(one.wrong)
            if one.wrong:
                print(f"{one.fault}: {'; '.join(one.wrong)}", flush=True)
            if done % 50 == 0:
                print(f"{done} of {len(planned)}, {failed} failed", flush=True)
    for (kind, call, what), times in left.items():
        print(f"{kind} at {call}: {what} is left {times} times")
    print(f"{len(planned)} faults, {failed} failed")
    return not failed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--every", type=int, default=1, help="take each n-th call of a kind only")
    parser.add_argument("--jobs", type=int, default=2, help="builds at a time")
    told = parser.parse_args()
    sys.exit(0 if run(told.every, told.jobs) else 1)


if __name__ == "__main__":
    main()
