"""Doubtful lines beside kept ones: sentences go with the text, short lines with lists."""

import numpy as np
import pytest

from cablepress.cleaning.line_adjoin import beside_kept

# chances in thousandths; lengths in letters, negative: the line does not end like a sentence; lines kept
ROWS = [
    ("a last doubtful sentence is kept", [900, 900, 300], [200, 200, 90], [0, 1, 2]),
    ("so are two more after it", [900, 300, 300, 300, 300], [200] * 5, [0, 1, 2, 3]),
    ("a faint one is not", [900, 900, 240], [200, 200, 90], [0, 1]),
    ("nor a short line below prose", [900, 900, 300], [200, 200, -20], [0, 1]),
    ("a short line in a list is kept", [900, 900, 300], [-20, -20, -20], [0, 1, 2]),
    ("one line between two kept ones is kept", [900, 120, 900], [200, -20, 200], [0, 1, 2]),
    ("two are not", [900, 120, 120, 900], [200, -20, -20, 200], [0, 3]),
    ("nothing is kept where nothing is", [300, 300], [200, 200], []),
]


@pytest.mark.parametrize(("note", "chances", "sizes", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_neighbours_speak_for_a_line(note: str, chances: list[int], sizes: list[int], expected: list[int]) -> None:
    size, chance = np.array(sizes), np.array(chances)
    ends = (size > 0).astype(np.int64)
    columns = {"letters": abs(size), "ends": ends, "running": ends * (size >= 80)}
    kept = beside_kept(chance >= 500, np.ones(len(size), np.bool_), chance, columns)
    assert np.flatnonzero(kept).tolist() == expected


def test_what_a_rule_explains_is_not_kept_for_its_neighbours() -> None:
    columns = {"letters": np.full(3, 100), "ends": np.ones(3, np.int64), "running": np.ones(3, np.int64)}
    free = np.array([True, False, True])
    assert (
        beside_kept(np.array([True, False, True]), free, np.array([900, 490, 900]), columns).tolist() == free.tolist()
    )
