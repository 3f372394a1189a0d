"""What stands around a dump's lines: notices before and behind them, and their neighbours.

Compiled where a C compiler is there (`line_company.pxd` gives the types).
"""

from functools import cache
from typing import Final

import numpy as np

from .article import REASONS
from .letters import Ints
from .line_columns import LineColumns
from .line_places import FAR, NONE

REASON_CODES: Final = {reason: code for code, reason in enumerate(REASONS, 1)}

_FAR, _NONE = FAR, NONE
_STAMP = REASON_CODES["stamp"]

_STOPS: Final = ("related", "comments", "newsletter", "share", "paywall", "registration")
"""Reasons whose notices stand where a text has ended, more often than inside it."""

_LANDMARKS: Final = {
    "related": ("related",),
    "comments": ("comments",),
    "share": ("share",),
    "pitch": ("paywall", "newsletter", "registration", "app"),
    "stamp": ("stamp",),
    "legal": ("cookies", "credit", "contact", "navigation"),
    "text": (),
}
"""What lines are looked for back and ahead: notices of these reasons; stamps of weak rules too; running text."""

_STAMPS, _TEXT = list(_LANDMARKS).index("stamp"), list(_LANDMARKS).index("text")


@cache
def _kinds() -> tuple[memoryview, memoryview]:
    """Codes of reasons to the landmark that lines of this reason are, -1 for none; and whether they end a text."""
    marks, stops = np.full(len(REASON_CODES) + 1, NONE), np.zeros(len(REASON_CODES) + 1, np.int64)
    for mark, reasons in enumerate(_LANDMARKS.values()):
        marks[[REASON_CODES[reason] for reason in reasons]] = mark
    stops[[REASON_CODES[reason] for reason in _STOPS]] = 1
    return marks.data, stops.data


def landmarks(strong: Ints, weak: Ints, running: Ints, rows: Ints) -> None:
    """Measure how many lines back and ahead the next line of a kind stands."""
    flags = np.zeros((len(_LANDMARKS), len(strong)), np.int64)
    mark(strong, weak, running, _kinds()[0], flags)
    measure_distance(flags, rows)


def mark(strong: Ints, weak: Ints, running: Ints, marks: memoryview, flags: Ints) -> None:
    """Flag each line as the landmarks that it is, one row each."""
    for line in range(flags.shape[1]):
        kind = marks[strong[line]]
        if kind >= 0:
            flags[kind, line] = 1
        if weak[line] == _STAMP:
            flags[_STAMPS, line] = 1
        flags[_TEXT, line] = running[line]


def measure_distance(flags: Ints, rows: Ints) -> None:
    """Measure lines back to the nearest flagged one before, row by row, then ahead."""
    kinds, count = flags.shape[0], flags.shape[1]
    for kind in range(kinds):
        last = -_FAR
        for line in range(count):
            rows[kind, line] = min(line - last, _FAR)
            if flags[kind, line]:
                last = line
        last = count + _FAR
        for line in range(count - 1, -1, -1):
            rows[kinds + kind, line] = min(last - line, _FAR)
            if flags[kind, line]:
                last = line


def stops(strong: Ints, behind: Ints, core: tuple[int, int], rows: Ints) -> None:
    """Measure how many notices that end a text stand between its core and a line, and how much text since the last."""
    measure_stops(strong, _kinds()[1], behind, core, rows)


def measure_stops(strong: Ints, ends: memoryview, behind: Ints, core: tuple[int, int], rows: Ints) -> None:
    """Measure notices since the core began and since it ended, and the running text since the last one."""
    first, end = core
    seen, last = 0, _NONE
    for line in range(rows.shape[1]):
        if ends[strong[line]]:
            seen += 1
            last = line
        rows[0, line] = rows[1, line] = seen
        rows[2, line] = behind[line] - behind[last] if last >= 0 else _NONE
    from_core, after_core = rows[0, first], rows[1, end]
    for line in range(rows.shape[1]):
        rows[0, line] -= from_core
        rows[1, line] -= after_core


_NEIGHBOURS: Final = {"letters": (-2, -1, 1, 2), "titled": (-1, 1), "last": (-1, 1), "known": (-1, 1),
                      "tone": (-2, -1, 1, 2)}  # fmt: skip
"""Feature to the neighbours whose value is a feature too: how many lines later (negative: earlier)."""

_WINDOWS: Final = ("running", "marked", "sized", "toned", "short_toned", "core", "of_headline")
"""What is summed up over the lines before and after."""

_REACHES: Final = (4, 12)
"""Lines over which it is summed up."""


PARTS: Final = {
    "stops": ("stops_from_core", "stops_after_core", "text_since_stop"),
    "landmarks": tuple(f"{name}_{side}" for side in ("back", "ahead") for name in _LANDMARKS),
    "look": ("look", "alike"),
    "neighbours": tuple(f"{name}{step:+d}" for name, steps in _NEIGHBOURS.items() for step in steps),
    **{
        f"within {reach}": tuple(f"{name}_{side}{reach}" for name in _WINDOWS for side in ("before", "after"))
        for reach in _REACHES
    },
}


def company(columns: LineColumns) -> None:
    """Measure what stands beside a line: its neighbours' features, and counts over wider windows."""
    rows = columns.part("neighbours")
    row = 0
    for name, steps in _NEIGHBOURS.items():
        measure_neighbours(columns[name], steps, rows[row:])
        row += len(steps)
    sums = np.zeros((len(_WINDOWS), rows.shape[1] + 1), np.int64)
    sum_up(columns, sums)
    for reach in _REACHES:
        measure_windows(sums, reach, columns.part(f"within {reach}"))


def measure_neighbours(values: Ints, steps: tuple[int, ...], rows: Ints) -> None:
    """Measure the values so many lines later, a row a step, -1 beyond the ends."""
    count = rows.shape[1]
    for row, step in enumerate(steps):
        for line in range(count):
            rows[row, line] = values[line + step] if 0 <= line + step < count else _NONE


def sum_up(columns: LineColumns, sums: Ints) -> None:
    """Write the sums of each window's values over the first 0, 1, 2 … lines."""
    letters, running, strong, weak = columns["letters"], columns["running"], columns["strong"], columns["weak"]
    tone, core, shared = columns["tone"], columns["core"], columns["of_headline"]
    for line in range(sums.shape[1] - 1):
        prose = running[line]
        sums[0, line + 1] = sums[0, line] + prose
        sums[1, line + 1] = sums[1, line] + (strong[line] + weak[line] > 0)
        sums[2, line + 1] = sums[2, line] + min(letters[line], 300)
        sums[3, line + 1] = sums[3, line] + tone[line] * prose
        sums[4, line + 1] = sums[4, line] + tone[line] * (1 - prose)
        sums[5, line + 1] = sums[5, line] + core[line] * prose
        sums[6, line + 1] = sums[6, line] + max(shared[line], 0)


def measure_windows(sums: Ints, reach: int, rows: Ints) -> None:
    """Measure each window's sum over the lines before, and over those after, by turns."""
    count = rows.shape[1]
    for kind in range(sums.shape[0]):
        for line in range(count):
            rows[2 * kind, line] = sums[kind, line] - sums[kind, max(line - reach, 0)]
            rows[2 * kind + 1, line] = sums[kind, min(line + 1 + reach, count)] - sums[kind, line + 1]
