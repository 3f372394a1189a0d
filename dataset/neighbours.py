"""Candidates for near duplicates: pairs of texts whose MinHash signatures agree in some places.

MinHash with one row a band (Broder 1997; Leskovec, Rajaraman, Ullman, *Mining of Massive Datasets*, ch. 3): wider bands
are blind to excerpts and to copies with scattered edits, whose Jaccard similarity is below a tenth. What one row lets
through too much, the number of agreeing places keeps back. Signatures come from `rensa`.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from .shingles import Shingled, flat

PLACES = 256
"""Length of a signature: 1 kB a text."""
AGREEING = 5
"""Places that two signatures must agree in: most pairs that share stock phrases only do not (bench/RESULTS.md)."""
REACH = 64
"""How many others a text is paired with at one place: bounds the pairs of what a whole corpus repeats."""
SEED = 1
"""Of the library's permutations; another one gives other signatures, not better ones."""

Pairs = tuple[NDArray[np.int64], NDArray[np.int64]]
"""Positions of the two texts of each pair, the smaller first."""


def candidates(texts: Sequence[Shingled]) -> Iterator[tuple[int, int]]:
    """Yield pairs of positions that are worth comparing, the most agreeing first, then by position."""
    if len(texts) < 2:
        return
    first, second = _agreeing(signatures(texts), np.array([bool(len(one.sketched)) for one in texts]))
    yield from zip(first.tolist(), second.tolist(), strict=True)


def signatures(texts: Sequence[Shingled]) -> NDArray[np.uint32]:
    """Return one row of `PLACES` values a text; the same shingles give the same row."""
    hashes, offsets = flat(texts)
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(hashes, offsets, PLACES, SEED)
    return np.array(matrix.to_rows(), dtype=np.uint32)


def _agreeing(rows: NDArray[np.uint32], usable: NDArray[np.bool_]) -> Pairs:
    """Count in how many places each pair of rows agrees; rows without shingles agree with none."""
    numbers = np.flatnonzero(usable).astype(np.uint64)
    found = [_equal(rows[usable, place], numbers, len(rows)) for place in range(PLACES)]
    pairs, times = np.unique(np.concatenate(found), return_counts=True)
    pairs, times = pairs[times >= AGREEING], times[times >= AGREEING]
    pairs = pairs[np.argsort(-times, kind="stable")]
    return pairs // len(rows), pairs % len(rows)


def _equal(values: NDArray[np.uint32], numbers: NDArray[np.uint64], count: int) -> NDArray[np.int64]:
    """Return the pairs of numbers with equal values, each as one number: ``smaller * count + greater``."""
    ordered = np.sort(values.astype(np.uint64) << np.uint64(32) | numbers)
    keys, places = ordered >> np.uint64(32), (ordered & np.uint64(0xFFFFFFFF)).astype(np.int64)
    found = [np.empty(0, dtype=np.int64)]
    for step in range(1, min(REACH, len(keys) - 1) + 1):
        hits = np.flatnonzero(keys[:-step] == keys[step:])
        if not len(hits):
            break
        found.append(places[hits] * count + places[hits + step])
    return np.concatenate(found)
