"""Tables of numbers: rows and parts lie in one memory, and compiled loops take them for what they are."""

import numpy as np
import pytest

from cablepress.cleaning.arrays import Grid, row, table, zeros

TYPES = [("d", np.float64), ("f", np.float32), ("q", np.int64), ("i", np.int32)]


@pytest.mark.parametrize(("code", "dtype"), TYPES)
def test_types(code, dtype):
    made = zeros(code, 2), row(code, [1, 2]), table(code, [[1, 2]]), Grid(code, 2, 3).whole()
    assert [np.asarray(numbers).dtype for numbers in made] == [dtype] * 4
    assert [numbers.shape for numbers in made] == [(2,), (2,), (1, 2), (2, 3)]


def test_rows_and_parts_are_of_one_table():
    grid = Grid("q", 4, 2)
    first, _, third, _ = grid.each()
    third[1] = 7
    grid.part(2, 4)[0, 0] = 5
    grid.whole()[0, 1] = 3
    assert np.asarray(grid.whole()).tolist() == [[0, 3], [0, 0], [5, 7], [0, 0]]
    assert first.tolist() == grid.row(0).tolist() == [0, 3]


def test_a_row_may_be_empty():
    assert zeros("d", 0).tolist() == row("q", []).tolist() == []
