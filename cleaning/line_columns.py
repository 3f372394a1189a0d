"""Features of a dump's lines, in rows that numpy calculates with."""

import numpy as np
import numpy.typing as npt

from .columns import Columns, Layout
from .letters import Ints
from .trees import pick_whole


class LineColumns(Columns):
    """Features of lines: whole numbers."""

    def __init__(self, layout: Layout, count: int) -> None:
        super().__init__(layout, count)
        self._rows = np.zeros((len(layout.places), count), np.int64)

    def part(self, name: str) -> Ints:
        """Return the rows of a part, to write into."""
        first, end = self.layout.parts[name]
        return self._rows[first:end]

    def table(self, names: tuple[str, ...]) -> Ints:
        """Return the rows of these features, in their order."""
        rows: Ints = self._rows[self.places(names).tolist()]
        return rows

    def picked(self, names: tuple[str, ...]) -> npt.NDArray[np.float32]:
        """Return the same, rounded as a forest's borders are."""
        rows = np.empty((len(names), self.count), np.float32)
        pick_whole(self._rows, self.places(names), rows)
        return rows

    def __getitem__(self, name: str) -> Ints:
        row: Ints = self._rows[self.layout.places[name]]
        return row
