"""What is measured of a block's place in the page's tree: its ancestors, its look-alikes, the best container."""

from collections import Counter
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from .class_names import NAME_MARKS, TAG_BITS, TAG_MARKS, name_bits
from .document import Document
from .text_features import Columns, Ints

_NEAR: Final = [f"near_{name}" for name in NAME_MARKS]
_IN: Final = [f"in_{name}" for name in NAME_MARKS]
_IN_TAG: Final = [f"in_tag_{name}" for name in TAG_MARKS]


def _bits(values: Ints, count: int) -> Ints:
    """Return the lowest ``count`` bits of the values, a row a bit."""
    rows: Ints = (values >> np.arange(count)[:, None]) & 1
    return rows


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
        self.own_bits, self.all_bits, self.own_tags, self.all_tags, self.depth = self._marks(document)
        shapes = Counter[tuple[str, str, int]]()
        keys = list(zip(elements.tags, elements.names, elements.parents, strict=True))
        shapes.update(keys)
        self.repeats = np.array([shapes[key] for key in keys], np.int64)
        looks: dict[tuple[str, str, str, str], int] = {}
        names, tags = elements.names, elements.tags
        self.look = np.array(
            [
                looks.setdefault((tags[i], names[i], tags[p], names[p]), len(looks))
                for i, p in enumerate([0, *elements.parents[1:]])
            ],
            np.int64,
        )
        self.look_count = len(looks)

    def _sum(self, values: npt.NDArray[Any]) -> Ints:
        total = np.concatenate(([0], np.cumsum(values)))
        return total[self.ends] - total[self.starts]

    def _marks(self, document: Document) -> tuple[Ints, ...]:
        own_bits = [name_bits(names) for names in document.elements.names]
        own_tags = [TAG_BITS.get(tag, 0) for tag in document.elements.tags]
        all_bits, all_tags, depth = own_bits.copy(), own_tags.copy(), [0] * len(own_bits)
        for index, parent in enumerate(document.elements.parents):
            # the page's own names (html, body) tell nothing of a block
            if parent > 0 and document.elements.tags[parent] != "body":
                all_bits[index] |= all_bits[parent]
                all_tags[index] |= all_tags[parent]
            depth[index] = depth[parent] + 1 if parent >= 0 else 0
        return tuple(np.array(values, np.int64) for values in (own_bits, all_bits, own_tags, all_tags, depth))

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
        level = self.at
        climbs = {share: np.full(len(self.at), 30) for share in (30, 60, 90)}
        for step in range(12):
            if step < 4:
                size = np.maximum(self.size[level], 1)
                columns[f"good_share_{step}"] = self.good[level] / self.total
                columns[f"link_share_{step}"] = self.link_chars[level] / size
                columns[f"prose_{step}"] = self.prose[level]
                columns[f"count_{step}"] = self.count[level]
                columns[f"mean_size_{step}"] = self.size[level] / np.maximum(self.count[level], 1)
                columns[f"repeats_{step}"] = self.repeats[level]
                columns[f"place_{step}"] = np.arange(len(level)) - self.starts[level]
                columns[f"rest_{step}"] = self.ends[level] - np.arange(len(level))
            for share, climb in climbs.items():
                reached = (self.good[level] * 100 >= share * self.total) & (climb == 30)
                climb[reached] = step
            level = self.parents[level]
        for share, climb in climbs.items():
            columns[f"climb_{share}"] = climb

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
