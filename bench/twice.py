"""Cleaning what cleaning wrote, as a text dump, takes nothing more: ``python -m bench.twice --bench DIR``.

Prints, for each set of pages, how many articles come out of the second cleaning as they went in; with ``--show`` also
what the others lose.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from bench.gold import SETS, read
from cablepress import Article, clean


def losses(folder: Path, name: str) -> Iterator[tuple[str, list[str]]]:
    """Yield id and lost or changed paragraphs of every page that gives an article."""
    for gold, body in read(folder, name):
        first = clean(body, url=gold.get("url") or "", media_type="text/html")
        if isinstance(first, Article):
            second = clean(first.text.encode(), media_type="text/plain")
            left = second.paragraphs if isinstance(second, Article) else ()
            yield gold["id"], [] if left == first.paragraphs else [p for p in first.paragraphs if p not in left]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--show", action="store_true", help="print the first paragraphs that each page loses")
    args = parser.parse_args()
    for name in SETS:
        found = dict(losses(args.bench / "pages", name))
        whole = sum(not lost for lost in found.values())
        print(f"{name:18s} {whole} of {len(found)} the same, {100 * whole / len(found):.1f} %")
        if args.show:
            print(*(f"  {page}: {[p[:60] for p in lost[:3]]}" for page, lost in found.items() if lost), sep="\n")


if __name__ == "__main__":
    main()
