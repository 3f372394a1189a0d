"""Candidates for near duplicates: pairs of texts whose MinHash signatures agree in some places.

MinHash with one row a band (Broder 1997; Leskovec, Rajaraman, Ullman, *Mining of Massive Datasets*, ch. 3): wider bands
are blind to excerpts and to copies with scattered edits, whose Jaccard similarity is below a tenth. What one row lets
through too much, the number of agreeing places keeps back.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from .signatures import PLACES, Numbers, Signatures, Values

AGREEING = 5
"""Places that two signatures must agree in: most pairs that share stock phrases only do not (bench/RESULTS.md)."""
CROWD = 48
"""More texts with one value share a stock phrase, or are many copies: they must agree in the next place as well."""
REACH = 16
"""How many others of its crowd a text is paired with: copies are linked through each other."""
MOST_PAIRS = 20_000_000
"""Undecided pairs that are kept, 320 MB; beyond, those that agreed least so far are given up."""

_HALF = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)


def candidates(signed: Signatures) -> Iterator[tuple[int, int]]:
    """Yield the pairs of positions that are worth comparing, in order; texts without shingles are in none."""
    usable = np.flatnonzero(signed.words > 0)
    if len(usable) < 2:
        return
    undecided = _Undecided()
    for place in range(PLACES):
        undecided.add(_equal(signed.place(place)[usable], signed.place((place + 1) % PLACES), usable))
    pairs = undecided.agreeing(AGREEING)
    yield from zip((pairs >> 32).tolist(), (pairs & 0xFFFFFFFF).tolist(), strict=True)


class _Undecided:
    """Pairs, each as one number, and how often each was seen."""

    def __init__(self) -> None:
        self._pairs = np.empty(0, dtype=np.int64)
        self._times = np.empty(0, dtype=np.int64)
        self._waiting: list[Numbers] = []
        self._size = 0

    def add(self, pairs: Numbers) -> None:
        self._waiting.append(pairs)
        self._size += len(pairs)
        if self._size > MOST_PAIRS:
            self._sum_up()
            least = 1
            while len(self._pairs) > MOST_PAIRS // 2:
                self._keep(self._times > least)
                least += 1

    def agreeing(self, least: int) -> Numbers:
        self._sum_up()
        self._keep(self._times >= least)
        return self._pairs

    def _sum_up(self) -> None:
        """Fold what is waiting into the counts."""
        if not self._waiting:
            return
        ones = [np.ones(len(pairs), dtype=np.int64) for pairs in self._waiting]
        self._pairs, place = np.unique(np.concatenate([self._pairs, *self._waiting]), return_inverse=True)
        times = np.bincount(place, weights=np.concatenate([self._times, *ones]), minlength=len(self._pairs))
        self._times = times.astype(np.int64)
        self._waiting, self._size = [], 0

    def _keep(self, wanted: NDArray[np.bool_]) -> None:
        self._pairs, self._times = self._pairs[wanted], self._times[wanted]


def _equal(values: Values, following: Values, positions: Numbers) -> Numbers:
    """Return the pairs of positions with equal values; in a crowd, also the following values must be equal."""
    ordered = np.sort(values.astype(np.uint64) << _HALF | positions.astype(np.uint64))
    keys, places = ordered >> _HALF, (ordered & _LOW).astype(np.int64)
    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    lengths = np.diff(np.append(starts, len(keys)))
    crowded = np.repeat(lengths > CROWD, lengths)
    finer = keys[crowded] << _HALF | following[places[crowded]].astype(np.uint64)
    order = np.argsort(finer, kind="stable")
    calm = _steps(keys[~crowded], places[~crowded], CROWD)
    return np.concatenate([*calm, *_steps(finer[order], places[crowded][order], REACH)])


def _steps(keys: NDArray[np.uint64], places: Numbers, reach: int) -> Iterator[Numbers]:
    """Yield the pairs of places with equal keys, which come in order, that stand at most `reach` apart."""
    yield np.empty(0, dtype=np.int64)
    for step in range(1, min(reach, len(keys) - 1) + 1):
        hits = np.flatnonzero(keys[:-step] == keys[step:])
        if not len(hits):
            return
        yield places[hits] << 32 | places[hits + step]
