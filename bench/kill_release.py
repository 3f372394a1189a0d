"""Kills a build at its writes and renames, one after the other, and looks at what is left.

``python -m bench.kill_release``. strace injects the fault: SIGKILL at the n-th system call of a kind, or a full disk
from the n-th on. After each, the former release or the new one must be there, byte for byte; then a build without a
fault must give the bytes that it always gives. ``--every`` takes each n-th call only. Needs strace and the right to
trace.
"""

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

CALLS = (
    "write",
    "pwrite64",
    "fsync",
    "fdatasync",
    "mkdir",
    "rename",
    "renameat2",
    "unlink",
    "unlinkat",
    "rmdir",
    "ftruncate",
)
FULL = ("write", "pwrite64", "fsync", "mkdir", "ftruncate")
"""The calls that fail on a full disk."""

BUILD = """
import sys
from pathlib import Path
from cablepress.cleaning.article import Article, Rejection
from cablepress.dataset.intake import Capture, Intake
from cablepress.dataset.release import release
from datetime import date
fields = {"roles": ("body",), "places": ("line 1",), "published": date(2010, 12, 2)}
pages = [Article(f"{n:064x}", f"Story {n}.", (f"Story {n}.",), **fields) for n in range(40)]
pages.append(Rejection("f" * 64, "empty"))
release(pages, Intake({page.id: [Capture()] for page in pages}), Path(sys.argv[1]), sys.argv[2])
"""


def digests(folder: Path) -> dict[str, str]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def run(out: Path, version: str, *strace: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", BUILD, str(out), version]
    tracer = ["strace", "-f", "-qq", *strace] if strace else []
    return subprocess.run([*tracer, *command], capture_output=True, text=True, check=False)


def count(work: Path, former: Path) -> dict[str, int]:
    """Return how often a build makes each call."""
    out = Path(shutil.copytree(former, work / "counted"))
    trace = work / "trace"
    run(out, "2.0.0", "-o", str(trace), "-e", f"trace={','.join(CALLS)}")
    found = re.findall(r"^\d+\s+(\w+)\(", trace.read_text(), re.M)
    shutil.rmtree(out)
    return {call: found.count(call) for call in CALLS if call in found}


def attempt(work: Path, former: Path, wanted: dict[str, dict[str, str]], *fault: str) -> str:
    """Build over a copy of the former release with a fault; return which is left, ``former`` or ``new``, or stop."""
    out = Path(shutil.copytree(former, work / "place" / "release"))
    run(out, "2.0.0", "-o", "/dev/null", *fault)
    left = next((name for name, files in wanted.items() if digests(out) == files), None)
    if left is None:
        raise SystemExit(f"{fault}: what is left is neither the former release nor the new one")
    if run(out, "2.0.0").returncode or digests(out) != wanted["new"]:
        raise SystemExit(f"{fault}: the build after it does not give the same bytes")
    if [path.name for path in out.parent.iterdir()] != ["release"]:
        raise SystemExit(f"{fault}: something is left beside the release")
    shutil.rmtree(work / "place")
    return left


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--every", type=int, default=1, help="take each n-th call only")
    every = parser.parse_args().every
    with TemporaryDirectory() as name:
        work = Path(name)
        former, new = work / "former", work / "new"
        assert run(former, "1.0.0").returncode == run(new, "2.0.0").returncode == 0
        wanted = {"former": digests(former), "new": digests(new)}
        counts = count(work, former)
        print(f"calls of a build: {counts}", flush=True)
        for kind, calls in (("signal=SIGKILL", CALLS), ("error=ENOSPC", FULL)):
            for call in calls:
                numbers = range(1, counts.get(call, 0) + 1, every if counts.get(call, 0) > every else 1)
                when = [f"{number}+" if "ENOSPC" in kind else str(number) for number in numbers]
                left = [
                    attempt(work, former, wanted, "-e", f"trace={call}", "-e", f"inject={call}:{kind}:when={n}")
                    for n in when
                ]
                told = f"former {left.count('former')}, new {left.count('new')}"
                print(f"{kind} at {len(left)} of {counts.get(call, 0)} {call}: left is {told}", flush=True)


if __name__ == "__main__":
    main()
