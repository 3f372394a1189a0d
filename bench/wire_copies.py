"""Measures the finding of copies on invented wire stories: precision, recall, articles a second, memory an article.

python -m bench.wire_copies --count 5000 --seeds 1 2 3
"""

import argparse
import resource
import time
from collections import defaultdict
from collections.abc import Hashable, Iterable
from itertools import combinations
from statistics import mean

from cablepress.dataset.likeness import stories
from cablepress.dataset.shingles import shingled

from .wire_stories import copies


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=5_000, help="pages of each measurement")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1], help="one measurement a seed")
    options = parser.parse_args()
    print("seed | words a page | precision | recall | articles/s (CPU) | kB an article")
    for seed in options.seeds:
        print(" | ".join(measured(options.count, seed)))


def measured(count: int, seed: int) -> list[str]:
    pages = list(copies(count, seed))
    before, start = resident(), time.process_time()
    found = stories([shingled(page.text) for page in pages])
    seconds, after = time.process_time() - start, resident()
    true, told = pairs(page.story for page in pages), pairs(found)
    length = mean(len(page.text.split()) for page in pages)
    rates = [f"{len(true & told) / len(told):.4f}", f"{len(true & told) / len(true):.4f}"]
    return [str(seed), f"{length:.0f}", *rates, f"{count / seconds:.0f}", f"{(after - before) / count:.1f}"]


def pairs(groups: Iterable[Hashable]) -> set[tuple[int, int]]:
    """Return the pairs of positions that stand in one group."""
    members: dict[Hashable, list[int]] = defaultdict(list)
    for place, group in enumerate(groups):
        members[group].append(place)
    return {pair for places in members.values() for pair in combinations(places, 2)}


def resident() -> int:
    """Return the greatest memory of this process so far, in kB. It never sinks: only the first seed's growth counts."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main()
