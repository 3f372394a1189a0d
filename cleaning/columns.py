"""Features of all blocks of a page, or of all lines of a dump, in one table: a row a feature, a column a block."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, chain, pairwise

from .arrays import Grid, Ints, Rows, row
from .trees import pick


class Layout:
    """Which rows a table has: features by name, in parts that are measured together."""

    def __init__(self, parts: Mapping[str, Sequence[str]]) -> None:
        self.places = {name: place for place, name in enumerate(chain.from_iterable(parts.values()))}
        """Name of each feature to its row."""
        ends = accumulate(map(len, parts.values()), initial=0)
        self.parts = dict(zip(parts, pairwise(ends), strict=True))
        """Name of each part to its first row and the one behind its last."""


class Columns(Mapping[str, Rows]):
    """A table whose rows have names; what was not measured is 0."""

    def __init__(self, layout: Layout, count: int) -> None:
        self.layout = layout
        self.count = count
        """Blocks or lines, at least one."""

    @abstractmethod
    def part(self, name: str) -> Rows:
        """Return the rows of a part, to write into."""

    @abstractmethod
    def picked(self, names: tuple[str, ...]) -> Rows:
        """Return the rows of these features, in their order, rounded as a forest's borders are."""

    def places(self, names: tuple[str, ...]) -> Ints:
        """Return which rows these features have."""
        return _rows(self.layout, names)

    def __iter__(self) -> Iterator[str]:
        return iter(self.layout.places)

    def __len__(self) -> int:
        return len(self.layout.places)


class BlockColumns(Columns):
    """Features of blocks: whole numbers, or one division of two of them."""

    def __init__(self, layout: Layout, count: int) -> None:
        super().__init__(layout, count)
        self._grid = Grid("d", len(layout.places), count)

    def part(self, name: str) -> Rows:
        """Return the rows of a part, to write into."""
        return self._grid.part(*self.layout.parts[name])

    def whole(self) -> Rows:
        """Return all rows."""
        return self._grid.whole()

    def picked(self, names: tuple[str, ...]) -> Rows:
        """Return the rows of these features, in their order, rounded as a forest's borders are."""
        rows = Grid("f", len(names), self.count).whole()
        pick(self.whole(), self.places(names), rows)
        return rows

    def __getitem__(self, name: str) -> Rows:
        return self._grid.row(self.layout.places[name])


@lru_cache(maxsize=8)
def _rows(layout: Layout, names: tuple[str, ...]) -> Ints:
    return row("q", [layout.places[name] for name in names])
