"""Where a dump's lines stand: in the dump, among its running text, about its densest stretch, below the headline.

Compiled where a C compiler is there (`line_places.pxd` gives the types).
"""

from typing import Final

import numpy as np

from .letters import Ints
from .line_columns import LineColumns

FAR: Final = 999
"""Stands for a distance to something that the page does not have."""

NONE: Final = -1
"""Stands for what a line does not have."""

_FAR, _NONE = FAR, NONE

_STRETCHES: Final = ("loose", "tight", "close")
CLOSE: Final = _STRETCHES.index("close")
"""Place of the stretch of one topic."""

_GAPS: Final = {"run": 0, "stretch": 4}
"""Name of a series of running text, and how many other lines in a row do not end it."""

PLACES: Final = (
    "index", "from_end", "text_before", "text_after", "text_share", "lines", "text_total",
    *(f"{name}_{end}" for name in _STRETCHES for end in ("from", "to")),
    *(f"{name}_{where}" for name in _GAPS for where in ("here", "above", "below")),
    "from_headline", "text_from_headline",
)  # fmt: skip
# The rows of these, in the same order; of the stretches and of the series the first ones.
INDEX, FROM_END, TEXT_BEFORE, TEXT_AFTER, TEXT_SHARE, LINES, TEXT_TOTAL, STRETCHES = range(8)
SERIES: Final = STRETCHES + 2 * len(_STRETCHES)
FROM_HEADLINE: Final = SERIES + 3 * len(_GAPS)

_SHORTEST, _LONGEST = 15, 220
"""Letters of a line that may be the headline."""

_ABOVE: Final = 40
"""Lines above the densest stretch among which the headline is looked for."""

_WORTH: Final = 150
"""Worth from which a line may be the headline."""

Stretches = list[tuple[int, int]]
"""First and last line of each of `_STRETCHES`."""


def stretches(letters: Ints, running: Ints, known: Ints) -> Stretches:
    """Return the stretches with most running text: other lines count a little, or much against it; of one topic.

    Teasers may be longer in sum than the article, but do not speak of one thing.
    """
    worth = np.empty((len(_STRETCHES), len(letters)), np.int64)
    measure_worth(letters, running, known, worth)
    return [densest(row) for row in worth]


def measure_worth(letters: Ints, running: Ints, known: Ints, rows: Ints) -> None:
    """Measure what each line is worth for each kind of stretch."""
    for line in range(rows.shape[1]):
        size = min(letters[line], 400)
        rows[0, line] = size if running[line] else -25
        rows[1, line] = size if running[line] else -100
        rows[2, line] = (size * (known[line] - 30)) >> 5 if running[line] else -25


def densest(worth: Ints) -> tuple[int, int]:
    """Return first and last index of the stretch of lines that are worth most together."""
    total = low = begin = first = last = best = 0
    for line in range(worth.shape[0]):
        if total < low:
            low, begin = total, line
        total += worth[line]
        if line == 0 or total - low > best:
            best, first, last = total - low, begin, line
    return first, last


def places(columns: LineColumns, behind: Ints, stretches: Stretches, head: int) -> None:
    """Measure where lines stand.

    Args:
        columns: features, of which some are known already.
        behind: letters of running text down to each line, its own included.
        stretches: those of the running text.
        head: index of the headline, -1 for none.
    """
    rows = columns.part("places")
    running = columns["running"]
    measure_position(behind, running, columns["letters"], rows)
    for number, (first, last) in enumerate(stretches):
        measure_stretch(first, last, rows[STRETCHES + 2 * number :])
    for number, gap in enumerate(_GAPS.values()):
        measure_series(columns["letters"], running, gap, rows[SERIES + 3 * number :])
    measure_headed(head, behind, rows[FROM_HEADLINE:])


def measure_position(behind: Ints, running: Ints, letters: Ints, rows: Ints) -> None:
    """Measure where lines stand in the dump and among its running text."""
    count = rows.shape[1]
    total = max(behind[count - 1], 1)
    for line in range(count):
        rows[INDEX, line] = line
        rows[FROM_END, line] = count - 1 - line
        rows[TEXT_BEFORE, line] = behind[line] - letters[line] * running[line]
        rows[TEXT_AFTER, line] = total - behind[line]
        rows[TEXT_SHARE, line] = 100 * behind[line] // total
        rows[LINES, line] = count
        rows[TEXT_TOTAL, line] = total


def measure_stretch(first: int, last: int, rows: Ints) -> None:
    """Measure the distances to both ends of a stretch."""
    for line in range(rows.shape[1]):
        rows[0, line], rows[1, line] = line - first, last - line


def measure_series(letters: Ints, running: Ints, gap: int, rows: Ints) -> None:
    """Measure how much text the series of running lines hold that a line stands in, above and below, in letters."""
    count = rows.shape[1]
    first = 0
    while first < count:
        if not running[first]:
            first += 1
            continue
        last, mass = first, 0
        line = first
        while line < count and line <= last + gap + 1:
            if running[line]:
                last = line
                mass += min(letters[line], 1000)
            line += 1
        for inside in range(first, last + 1):
            rows[0, inside] = rows[1, inside] = rows[2, inside] = mass
        line = last + 1
        while line < count and not running[line]:
            rows[1, line] = mass
            line += 1
        line = first - 1
        while line >= 0 and not running[line]:
            rows[2, line] = mass
            line -= 1
        first = last + 1


def headline(columns: LineColumns, start: int) -> int:
    """Return the index of the line that is likeliest the headline above the text's start, -1 for none."""
    low = max(0, start - _ABOVE)
    worth = np.zeros(start - low, np.int64)
    measure_promise(columns, low, worth)
    best = int(np.argmax(worth)) if len(worth) else 0
    return low + best if len(worth) and worth[best] >= _WORTH else NONE


def measure_promise(columns: LineColumns, low: int, row: Ints) -> None:
    """Measure what speaks for the lines from ``low`` on as the headline; nothing for what cannot be one."""
    letters, running, strong, weak = columns["letters"], columns["running"], columns["strong"], columns["weak"]
    core, rare, ends, copies = columns["core"], columns["rare_words"], columns["ends"], columns["copies"]
    for place in range(row.shape[0]):
        line = low + place
        if running[line] or strong[line] or weak[line] or not _SHORTEST <= letters[line] <= _LONGEST:
            continue
        row[place] = min(core[line] * rare[line], 400) + 50 * (1 - ends[line])
        if copies[line] > 1:
            row[place] += 100


def measure_headed(head: int, behind: Ints, rows: Ints) -> None:
    """Measure how many lines, and how much text, stand between the headline and a line."""
    for line in range(rows.shape[1]):
        rows[0, line] = line - head if head >= 0 else _FAR
        rows[1, line] = max(behind[line] - behind[head], _NONE) if head >= 0 else _NONE
