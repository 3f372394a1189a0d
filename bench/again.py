"""Cleaning what cleaning wrote: ``python -m bench.again --bench DIR``.

The text that cleaning made of each HTML page with gold text is cleaned again, as a dump. Nothing more may be removed
from it: a corpus that is cleaned twice is the corpus that was cleaned once.
"""

import argparse
from pathlib import Path

import cablepress
from bench.gold import SETS, read
from cablepress.cleaning.article import Article, Outcome


def lost(again: Outcome) -> str:
    """Return what was taken the second time, for the list of pages that are not the same."""
    if not isinstance(again, Article):
        return f"rejected: {again.reason}"
    return "; ".join(f"{piece.where} {piece.rule}" for piece in again.removed[:5]) or "other characters"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, required=True)
    args = parser.parse_args()
    for name in SETS:
        same = pages = 0
        for gold, body in read(args.bench / "pages", name):
            once = cablepress.clean(body, url=gold.get("url") or "", media_type="text/html")
            if not isinstance(once, Article) or not (gold.get("text") or "").strip():
                continue
            again = cablepress.clean(once.text.encode(), url=gold.get("url") or "", media_type="text/plain")
            pages += 1
            if isinstance(again, Article) and again.text == once.text:
                same += 1
            else:
                print(f"  {name}/{gold['id']}: {lost(again)}")
        print(f"{name:18s} {same} of {pages} stay as they are, {100 * same / pages:.1f} %", flush=True)


if __name__ == "__main__":
    main()
