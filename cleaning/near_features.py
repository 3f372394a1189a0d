"""What is measured of a block's place among the others: its neighbours, running text around it, the last heading.

Compiled where a C compiler is there (`near_features.pxd` gives the types).
"""

from typing import Final

from .arrays import Grid, Ints, Rows, zeros
from .columns import Columns
from .text_features import Sums

FAR = 9_999
"""Stands for a distance to something that the page does not have."""

_VALUES: Final = {"size": (-3, -2, -1, 1, 2, 3), "link_share": (-3, -2, -1, 1, 2, 3), "good": (-3, -2, -1, 1, 2, 3),
                  "tag": (-2, -1, 1, 2), "closed": (-2, -1, 1, 2), "depth": (-2, -1, 1, 2)}  # fmt: skip
"""Feature to the neighbours whose value is a feature too: how many places later (negative: earlier)."""
_STEP: Final = {"depth": "depth_step"}
"""Of these the difference to the neighbour is taken."""

_RUNNING: Final = (
    "window_5", "window_10", "good_10_before", "good_10_after", "good_before", "good_after", "place", "page_place",
    "page_count", "page_good", "page_good_share", "since_good", "until_good",
)  # fmt: skip
# The rows of these, in the same order.
(
    WINDOW_5, WINDOW_10, GOOD_10_BEFORE, GOOD_10_AFTER, GOOD_BEFORE, GOOD_AFTER, PLACE, PAGE_PLACE,
    PAGE_COUNT, PAGE_GOOD, PAGE_GOOD_SHARE, SINCE_GOOD, UNTIL_GOOD,
) = range(len(_RUNNING))  # fmt: skip


_SINCE: Final = {"stop": ("since_stop", "good_since_stop", "until_stop"),
                 "heading": ("since_heading", "good_since_heading", "until_heading")}  # fmt: skip
_AROUND: Final = (-2, -1, 1, 2)
"""Neighbours whose score is a feature."""

PARTS: Final = {
    **{f"{name}@": tuple(f"{_STEP.get(name, name)}@{by}" for by in steps) for name, steps in _VALUES.items()},
    "running": _RUNNING,
    **{f"since_{name}": names for name, names in _SINCE.items()},
    **{
        part: names
        for name in ("text_score", "names_score")
        for part, names in (
            (name, (name,)),
            (f"{name}@", tuple(f"{name}@{by}" for by in _AROUND)),
            (f"{name}_means", (f"{name}_look", f"{name}_near")),
        )
    },
}


def neighbour_columns(columns: Columns, good: Rows, sums: Sums) -> None:
    """Measure the values of neighbours, and how much running text is around each block."""
    for name, steps in _VALUES.items():
        values, rows = good if name == "good" else columns[name], columns.part(f"{name}@")
        measure_neighbours(values, steps, 0 if name == "depth" else -1, rows)
        if name in _STEP:
            measure_steps(values, rows)
    measure_running(sums.size, sums.good, good, columns.part("running"))


def measure_neighbours(values: Rows, steps: tuple[int, ...], fill: float, rows: Rows) -> None:
    """Measure the values so many places later (negative: earlier), a row a step; ``fill`` beyond the ends."""
    count = rows.shape[1]
    for row, by in enumerate(steps):
        for place in range(count):
            other = place + by
            rows[row, place] = values[other] if 0 <= other < count else fill


def measure_steps(values: Rows, rows: Rows) -> None:
    """Turn neighbours' values into the differences of each block's own to them."""
    for row in range(rows.shape[0]):
        for place in range(rows.shape[1]):
            rows[row, place] = values[place] - rows[row, place]


def running(values: Rows) -> Rows:
    """Return the sums of the first 0, 1, 2 … values."""
    sums: Rows = zeros("d", len(values) + 1)
    sum_up(values, sums)
    return sums


def sum_up(values: Rows, sums: Rows) -> None:
    """Write the sums of the first 0, 1, 2 … values, of which the first is there."""
    for place in range(len(values)):
        sums[place + 1] = sums[place] + values[place]


def measure_running(sizes: Rows, goods: Rows, good: Rows, rows: Rows) -> None:
    """Measure the share of running text near each block, before and after it, and the page's.

    Args:
        sizes: running sums of the blocks' sizes.
        goods: running sums of ``good``.
        good: size of each block that reads like running text, else 0.
        rows: those of `_RUNNING`.
    """
    count = rows.shape[1]
    whole, total = max(1.0, float(sizes[count])), max(1.0, float(goods[count]))
    last, following = -FAR, 2 * FAR
    for place in range(count):
        low, high = max(place - 5, 0), min(place + 6, count)
        rows[WINDOW_5, place] = (goods[high] - goods[low]) / max(sizes[high] - sizes[low], 1)
        low, high = max(place - 10, 0), min(place + 11, count)
        rows[WINDOW_10, place] = (goods[high] - goods[low]) / max(sizes[high] - sizes[low], 1)
        rows[GOOD_10_BEFORE, place] = goods[place] - goods[low]
        rows[GOOD_10_AFTER, place] = goods[high] - goods[place + 1]
        rows[GOOD_BEFORE, place] = goods[place] / total
        rows[GOOD_AFTER, place] = (goods[count] - goods[place + 1]) / total
        rows[PLACE, place] = place
        rows[PAGE_PLACE, place] = sizes[place] / whole
        rows[PAGE_COUNT, place] = count
        rows[PAGE_GOOD, place] = total
        rows[PAGE_GOOD_SHARE, place] = total / whole
        rows[SINCE_GOOD, place] = place - last
        if good[place] > 0:
            last = place
    for place in range(count - 1, -1, -1):
        rows[UNTIL_GOOD, place] = following - place
        if good[place] > 0:
            following = place


def since_columns(columns: Columns, name: str, marked: list[bool], goods: Rows) -> list[int]:
    """Measure how far each block is from the last and the next marked one; return which is the last, -1 for none.

    A marked block is its own last and next; ``goods`` are running sums of running text.
    """
    return measure_since(marked, goods, columns.part(f"since_{name}"))


def measure_since(marked: list[bool], goods: Rows, rows: Rows) -> list[int]:
    """Measure places since and running text since the last marked block, and places until the next."""
    count = rows.shape[1]
    latest = []
    last, following = -1, count
    for place in range(count):
        if marked[place]:
            last = place
        latest.append(last)
        rows[0, place] = place - last if last >= 0 else FAR
        rows[1, place] = goods[place] - goods[last] if last >= 0 else -1
    for place in range(count - 1, -1, -1):
        if marked[place]:
            following = place
        rows[2, place] = following - place if following < count else FAR
    return latest


def near_columns(columns: Columns, name: str, scores: Ints) -> None:
    """Measure a score that each block has, those of its neighbours, and the means around it and of its look-alikes.

    Args:
        columns: the page's.
        name: of the score.
        scores: of each block.
    """
    row, look = columns[name], columns["look"]
    copy(scores, row)
    measure_neighbours(row, _AROUND, -FAR, columns.part(f"{name}@"))
    totals = Grid("d", 2, highest(look) + 1).whole()
    measure_means(row, running(row), look, totals, columns.part(f"{name}_means"))


def copy(values: Ints, row: Rows) -> None:
    """Write whole numbers into a row."""
    for place in range(len(values)):
        row[place] = values[place]


def highest(values: Rows) -> int:
    """Return the highest one of whole numbers that are not negative."""
    found = 0
    for place in range(len(values)):
        if values[place] > found:
            found = int(values[place])
    return found


def measure_means(scores: Rows, sums: Rows, look: Rows, totals: Rows, rows: Rows) -> None:
    """Measure the mean score of each block's look-alikes, and of the blocks up to six places away.

    Args:
        scores: of each block.
        sums: running sums of them.
        look: a number that look-alikes share.
        totals: room for the sum of scores and the number of blocks of each look, zeros.
        rows: for the result.
    """
    count = rows.shape[1]
    for place in range(count):
        kind = int(look[place])
        totals[0, kind] += scores[place]
        totals[1, kind] += 1
    for place in range(count):
        kind = int(look[place])
        rows[0, place] = totals[0, kind] / totals[1, kind]
        low, high = max(place - 6, 0), min(place + 7, count)
        rows[1, place] = (sums[high] - sums[low]) / (high - low)
