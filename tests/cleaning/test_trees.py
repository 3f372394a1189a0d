"""Trees: compiled and plain, the same scores."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from cablepress.cleaning import model, trees

from ..compiled import plain

PLAIN = plain("cablepress.cleaning.trees")
NUMBERS = st.floats(width=32)
LEAVES = st.integers(-(2**31), 2**31 - 1)


def table(data, elements, rows, columns, dtype):
    """Return an array that is drawn cell by cell."""
    cells = data.draw(st.lists(elements, min_size=rows * columns, max_size=rows * columns))
    return np.array(cells, dtype).reshape(rows, columns)


def both(rows, forest, start):
    """Return the scores of the compiled and of the plain module."""
    scores = start.copy(), start.copy()
    trees.evaluate(rows, forest, scores[0])
    PLAIN.evaluate(rows, forest, scores[1])
    return scores


@given(st.data(), st.integers(1, 4), st.integers(1, 5), st.integers(0, 4), st.integers(0, 4), st.integers(0, 5))
def test_small_trees(data, features, questions, count, depth, blocks):
    borders = table(data, NUMBERS, 1, questions, np.float32)[0]
    forest = trees.Forest(
        table(data, st.integers(0, features - 1), 1, questions, np.int64)[0],
        borders,
        table(data, st.integers(0, questions - 1), count, depth, np.int64),
        table(data, LEAVES, 1, count << depth, np.int32)[0],
    )
    rows = table(data, NUMBERS | st.sampled_from(borders), features, blocks, np.float32)
    start = table(data, LEAVES, 1, blocks, np.int64)[0]
    compiled, interpreted = both(rows, forest, start)
    assert compiled.tolist() == interpreted.tolist()


@given(st.data(), st.integers(1, 4), st.integers(0, 4), st.integers(0, 5), st.booleans())
def test_picking_rows(data, features, picked, blocks, whole):
    numbers = (st.integers(-(2**40), 2**40), np.int64) if whole else (st.floats(allow_nan=False), np.float64)
    rows = table(data, numbers[0], features, blocks, numbers[1])
    places = table(data, st.integers(0, features - 1), 1, picked, np.int64)[0]
    found = np.empty((2, picked, blocks), np.float32)
    with np.errstate(over="ignore"):
        for module, into in zip((trees, PLAIN), found, strict=True):
            (module.pick_whole if whole else module.pick)(rows, places, into)
        expected = rows[places].astype(np.float32).tolist()
    assert found[0].tolist() == found[1].tolist() == expected


@settings(max_examples=20, deadline=None)  # the plain loops take their time
@given(st.lists(NUMBERS, min_size=1, max_size=50), st.integers(0, 2**32 - 1), st.integers(1, 3))
def test_the_shipped_trees(numbers, seed, blocks):
    """Half of the cells are borders of the trees; they are too many to be drawn one by one."""
    shipped, chance = model.load(), np.random.default_rng(seed)
    shape = len(shipped.features), blocks
    cells = [chance.choice(np.array(values, np.float32), shape) for values in (numbers, shipped.forest.borders)]
    rows = np.where(chance.random(shape) < 0.5, *cells)
    compiled, interpreted = both(rows, shipped.forest, np.full(blocks, shipped.bias))
    assert compiled.tolist() == interpreted.tolist()
