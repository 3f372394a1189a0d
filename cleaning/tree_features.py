"""What is measured of a block's place in the page's tree: its ancestors, its look-alikes, the best container."""

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from .class_names import NAME_MARKS, TAG_BITS, TAG_MARKS, name_bits
from .document import Document, Elements
from .text_features import Columns, Ints

_NEAR_LEVELS: Final = 4
"""The block's element and the three around it, each measured."""
_CLIMB: Final = 12
"""Elements looked at for one that holds most of the page's running text, the block's own first."""
_OUT_OF_REACH: Final = 30
"""Stands for more steps than that."""

_NEAR: Final = [f"near_{name}" for name in NAME_MARKS]
_IN: Final = [f"in_{name}" for name in NAME_MARKS]
_IN_TAG: Final = [f"in_tag_{name}" for name in TAG_MARKS]


def _bits(values: Ints, count: int) -> Ints:
    """Return the lowest ``count`` bits of the values, a row a bit."""
    rows: Ints = (values >> np.arange(count)[:, None]) & 1
    return rows


def _kinds(elements: Elements) -> tuple[list[tuple[str, str]], Ints]:
    """Return the distinct (tag, names) of a page's elements, and for each element which it has."""
    known: dict[tuple[str, str], int] = {}
    kind = [known.setdefault(pair, len(known)) for pair in zip(elements.tags, elements.names, strict=True)]
    return list(known), np.array(kind, np.int64)


def _alike(keys: Ints) -> tuple[Ints, Ints]:
    """Return for each key a number that equal keys share, and how many keys are equal to it."""
    _, number, count = np.unique(keys, return_inverse=True, return_counts=True)
    return number, count[number]


def _down(values: Ints, above: Ints, join: np.ufunc) -> Ints:
    """Return for each element its value joined with those of all elements above it.

    ``above`` is the index of the next one above, -1 for none. Each round looks twice as far up: a tree of depth d
    takes log2(d) rounds.
    """
    joined = np.append(values, join.identity)
    far = np.append(above, -1)
    while (far >= 0).any():
        joined = join(joined, joined[far])
        far = far[far]
    return joined[:-1]


class Tree:
    """Sums over elements: blocks inside an element are a range, so a sum is a difference of running totals."""

    def __init__(self, document: Document, good: Ints, size: Ints) -> None:
        elements = document.elements
        self.parents = np.array(elements.parents, np.int64)
        self.parents[0] = 0
        self.starts = np.array(elements.starts, np.int64)
        self.ends = np.array(elements.ends, np.int64)
        self.at = np.array([block.element for block in document.blocks], np.int64)
        links = np.array([block.link_chars for block in document.blocks], np.int64)
        self.good = self._sum(good)
        self.size = self._sum(size)
        self.link_chars = self._sum(links)
        self.prose = self._sum(good > 0)
        self.own_good, self.own_size, self.own_links = good, size, links
        self.count = self.ends - self.starts
        self.total = max(1, int(good.sum()))
        kinds, kind = _kinds(elements)
        own_bits = np.array([name_bits(names) for _, names in kinds], np.int64)[kind]
        own_tags = np.array([TAG_BITS.get(tag, 0) for tag, _ in kinds], np.int64)[kind]
        self.own_bits = own_bits
        # the page's own names (html, body) tell nothing of a block
        is_body = np.array([tag == "body" for tag, _ in kinds])[kind]
        above = np.where((self.parents > 0) & ~is_body[self.parents], self.parents, -1)
        self.all_bits, self.all_tags = _down(own_bits, above, np.bitwise_or), _down(own_tags, above, np.bitwise_or)
        edges = np.array(elements.parents, np.int64)
        self.depth = _down((edges >= 0).astype(np.int64), edges, np.add)
        self.repeats = _alike(kind * len(kind) + edges)[1]
        self.look, _ = _alike(kind * len(kinds) + kind[self.parents])
        self.look_count = int(self.look.max()) + 1

    def _sum(self, values: npt.NDArray[Any]) -> Ints:
        total = np.concatenate(([0], np.cumsum(values)))
        return total[self.ends] - total[self.starts]

    def columns(self, columns: Columns) -> None:
        """Add what the tree tells of each block."""
        at = self.at
        near = self.own_bits[at] | self.own_bits[self.parents[at]]
        columns |= zip(_NEAR, _bits(near, len(_NEAR)), strict=True)
        columns |= zip(_IN, _bits(self.all_bits[at], len(_IN)), strict=True)
        columns |= zip(_IN_TAG, _bits(self.all_tags[at], len(_IN_TAG)), strict=True)
        columns["depth"] = self.depth[at]
        self._ancestor_columns(columns)
        self._best_columns(columns)
        self._look_columns(columns)

    def _ancestor_columns(self, columns: Columns) -> None:
        levels = [self.at]
        for _ in range(_CLIMB - 1):
            levels.append(self.parents[levels[-1]])
        level = np.stack(levels)
        near, place = level[:_NEAR_LEVELS], np.arange(len(self.at))
        size, count = self.size[near], self.count[near]
        measured = {
            "good_share": self.good[near] / self.total,
            "link_share": self.link_chars[near] / np.maximum(size, 1),
            "prose": self.prose[near],
            "count": count,
            "mean_size": size / np.maximum(count, 1),
            "repeats": self.repeats[near],
            "place": place - self.starts[near],
            "rest": self.ends[near] - place,
        }
        for name, rows in measured.items():
            columns |= {f"{name}_{step}": row for step, row in enumerate(rows)}
        good = self.good[level] * 100
        for share in (30, 60, 90):
            reached = good >= share * self.total
            columns[f"climb_{share}"] = np.where(reached[-1], np.argmax(reached, 0), _OUT_OF_REACH)

    def _best_columns(self, columns: Columns) -> None:
        """Measure against the deepest element that holds most of the page's running text."""
        share = 100 * self.good >= 70 * self.total
        best = int(np.flatnonzero(share)[-1]) if share.any() else 0
        start, end = int(self.starts[best]), int(self.ends[best])
        place = np.arange(len(self.at))
        columns["before_best"] = np.maximum(start - place, 0)
        columns["after_best"] = np.maximum(place - end + 1, 0)
        inside = (place >= start) & (place < end)
        columns["below_best"] = np.where(inside, self.depth[self.at] - self.depth[best], -1)
        columns["best_place"] = np.where(inside, (place - start) / max(1, end - start), -1)
        columns["best_count"] = np.full(len(place), end - start)

    def _look_columns(self, columns: Columns) -> None:
        """Measure all blocks of the page that look like this one: same element and parent by tag and names."""
        look = self.look[self.at]

        def total(values: Ints) -> Ints:
            # sums of integers below 2**53: exact in float64
            return np.bincount(look, values, self.look_count).astype(np.int64)[look]

        count = total(np.ones(len(look), np.int64))
        size = np.maximum(total(self.own_size), 1)
        columns["look_count"] = count
        columns["look_mean_size"] = size / count
        columns["look_good_share"] = total(self.own_good) / self.total
        columns["look_link_share"] = total(self.own_links) / size
