"""Check the seed dumps line by line: ``python -m bench.seeds --seeds DIR [--write]``.

DIR holds the corpus's two seed dumps, newspaper pages whose text is not ours to store: ``bench/seeds.expected`` has
for each the facts, and for every line its number, what became of it, and the hash of its text. ``--write`` prints
such a file for what cleaning does now, to be read beside the dumps before it replaces the old one.
"""

import argparse
import difflib
import runpy
import sys
from pathlib import Path

EXPECTED = Path(__file__).with_suffix(".expected")
ROWS = Path(__file__).parent.parent / "tests" / "cleaning" / "rows.py"
"""What writes the rows: the same that the tests of the traps compare with."""


def report(folder: Path) -> list[str]:
    """Return the rows of every dump in the folder, each dump under its name."""
    dumps = sorted(folder.glob("*.txt"))
    if not dumps:
        raise SystemExit(f"{folder}: no dumps (*.txt)")
    rows = runpy.run_path(str(ROWS))["rows"]
    return [row for dump in dumps for row in (f"== {dump.name}", *rows(dump.read_bytes(), hashed=True))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    found = report(args.seeds)
    if args.write:
        print("\n".join(found))
        return
    expected = EXPECTED.read_text("utf-8").splitlines()
    difference = list(difflib.unified_diff(expected, found, "expected", "found", lineterm="", n=1))
    print("\n".join(difference) or f"{len(found)} rows as expected")
    sys.exit(1 if difference else 0)


if __name__ == "__main__":
    main()
