"""Groups of texts that tell one story: candidates are compared by exact shingle overlap, then linked.

Two texts are alike if enough of the shorter one stands in the longer one *and* is spread over it. The spread tells a
copy with many edits, which shares a little everywhere, from another story with the same quotation or background, which
shares much in one place. Containment, not Jaccard: copies are cut from the bottom.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from .neighbours import candidates
from .shingles import Shingled, held
from .signatures import Signatures

PARTS = 8
"""Equal parts that the shorter text is cut into, to see how its shared words are spread."""
PART_SHARE = 0.15
"""Share of a part's words that must be shared for the part to count: above what stock phrases give."""
PARTS_SHARED = 5
"""Parts that must count: more than half."""
LEAST_WORDS = 24
"""Shorter texts are alike only if all of their words are shared: a caption is no story."""
EXCERPT = 0.5
"""A text below this share of the other's length is an excerpt: it joins one story, and never links two."""

Pair = tuple[int, int]


class Groups:
    """Positions joined into groups; each group is named by its smallest position (union-find)."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))

    def of(self, one: int) -> int:
        """Return the name of the group that a position is in."""
        while self._above[one] != one:
            self._above[one] = self._above[self._above[one]]
            one = self._above[one]
        return one

    def join(self, one: int, other: int) -> None:
        """Make the groups of two positions one."""
        first, second = sorted((self.of(one), self.of(other)))
        self._above[second] = first


def similarity(one: Shingled, other: Shingled) -> int:
    """Return how much of the shorter text stands in the longer one, in percent rounded down; 0 if they are not alike.

    >>> from .shingles import shingled
    >>> story = " ".join(f"w{n}" for n in range(100))
    >>> similarity(shingled(story), shingled("A new headline " + story)), similarity(shingled("w1 w2"), shingled(story))
    (100, 0)
    """
    shorter, longer = (one, other) if one.words <= other.words else (other, one)
    shared = held(shorter, longer)
    count = int(np.count_nonzero(shared))
    if len(shared) < LEAST_WORDS:
        return 100 if count and count == len(shared) else 0
    starts = np.arange(PARTS) * len(shared) // PARTS
    parts = np.add.reduceat(shared, starts, dtype=np.int64) >= PART_SHARE * len(shared) / PARTS
    return 100 * count // len(shared) if int(np.count_nonzero(parts)) >= PARTS_SHARED else 0


def overlap(one: Shingled, other: Shingled) -> int:
    """Return how much of the shorter text stands in the longer one, in percent rounded down, alike or not."""
    shorter, longer = (one, other) if one.words <= other.words else (other, one)
    shared = held(shorter, longer)
    return 100 * int(np.count_nonzero(shared)) // len(shared) if len(shared) else 0


def stories(texts: Sequence[Shingled], folder: Path | None = None) -> list[int]:
    """Return for each text the position of the first text of its group.

    The groups depend on the texts alone, not on their order. A sequence that makes its texts when asked keeps memory
    small; `folder` takes the signatures meanwhile.
    """
    with Signatures(folder).take(texts) as signed:
        return _linked(texts, signed.words.tolist(), candidates(signed))


def _linked(texts: Sequence[Shingled], lengths: Sequence[int], pairs: Iterable[Pair]) -> list[int]:
    """Compare the pairs and return for each text the position of the first text of its group."""
    groups = Groups(len(texts))
    excerpts: list[Pair] = []
    for one, other in pairs:
        if not EXCERPT <= lengths[one] / lengths[other] <= 1 / EXCERPT:
            excerpts.append((one, other))
        elif groups.of(one) != groups.of(other) and similarity(texts[one], texts[other]):
            groups.join(one, other)
    for pair in _homes(texts, excerpts):
        groups.join(*pair)
    return [groups.of(place) for place in range(len(texts))]


def _homes(texts: Sequence[Shingled], pairs: Iterable[Pair]) -> list[Pair]:
    """Return each excerpt with the longer text that holds most of it, or with all that hold equally much."""
    best: dict[int, tuple[int, list[int]]] = {}
    for pair in pairs:
        short, long = sorted(pair, key=lambda one: texts[one].words)
        share = similarity(texts[short], texts[long])
        most, homes = best.setdefault(short, (share, []))
        if share > most:
            best[short] = (share, [long])
        elif share:
            homes += [long] if share == most else []
    return [(short, long) for short, (_, homes) in best.items() for long in homes]
