"""Features of all blocks of a page, or of all lines of a dump, in one table: a row a feature, a column a block."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[Any]


class Layout:
    """Which rows a table has: features by name, in parts that are measured together."""

    def __init__(self, parts: Mapping[str, Sequence[str]]) -> None:
        self.places = {name: place for place, name in enumerate(chain.from_iterable(parts.values()))}
        """Name of each feature to its row."""
        ends = np.cumsum([0, *map(len, parts.values())]).tolist()
        self.parts = {part: slice(*rows) for part, rows in zip(parts, pairwise(ends), strict=True)}
        """Name of each part to its rows."""


class Columns(Mapping[str, Values]):
    """A table whose rows have names; what was not measured is 0."""

    def __init__(self, layout: Layout, rows: Values) -> None:
        self.layout = layout
        self.rows = rows

    def part(self, name: str) -> Values:
        """Return the rows of a part, to write into."""
        rows: Values = self.rows[self.layout.parts[name]]
        return rows

    def table(self, names: tuple[str, ...]) -> Values:
        """Return the rows of these features, in their order."""
        rows: Values = self.rows[self.places(names)]
        return rows

    def places(self, names: tuple[str, ...]) -> npt.NDArray[np.int64]:
        """Return which rows these features have."""
        return _rows(self.layout, names)

    def __getitem__(self, name: str) -> Values:
        row: Values = self.rows[self.layout.places[name]]
        return row

    def __iter__(self) -> Iterator[str]:
        return iter(self.layout.places)

    def __len__(self) -> int:
        return len(self.layout.places)


@lru_cache(maxsize=8)
def _rows(layout: Layout, names: tuple[str, ...]) -> npt.NDArray[np.int64]:
    return np.array([layout.places[name] for name in names])
