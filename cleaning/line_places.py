"""Where a dump's lines stand: in the dump, among its running text, about its densest stretch, below the headline."""

from typing import Final

import numpy as np

from .letters import Ints
from .line_words import Bools

FAR: Final = 999
"""Stands for a distance to something that the page does not have."""

_GAPS: Final = {"run": 0, "stretch": 4}
"""Name of a series of running text, and how many other lines in a row do not end it."""

_HEADLINE: Final = (15, 220)
"""Letters of a line that may be the headline."""

_ABOVE: Final = 40
"""Lines above the densest stretch among which the headline is looked for."""

NONE: Final = -1
"""Stands for what a line does not have."""


def position(letters: Ints, running: Bools) -> dict[str, Ints]:
    """Return where lines stand in the dump and among its running text."""
    count = len(letters)
    index = np.arange(count)
    text = letters * running
    behind = np.cumsum(text)
    total = max(int(behind[-1]), 1)
    return {
        "index": index,
        "from_end": count - 1 - index,
        "text_before": behind - text,
        "text_after": total - behind,
        "text_share": 100 * behind // total,
        "lines": np.full(count, count),
        "text_total": np.full(count, total),
    }


def densest(worth: Ints) -> tuple[int, int]:
    """Return first and last index of the stretch of lines that are worth most together."""
    total = np.zeros(len(worth) + 1, np.int64)
    worth.cumsum(out=total[1:])
    end = int(np.argmax(total[1:] - np.minimum.accumulate(total[:-1])))
    return int(np.argmin(total[: end + 1])), end


def stretches(letters: Ints, running: Bools, known: Ints) -> dict[str, tuple[int, int]]:
    """Return the stretches with most running text: other lines count a little, or much against it; of one topic.

    Teasers may be longer in sum than the article, but do not speak of one thing.
    """
    size = np.minimum(letters, 400)
    worth = {
        "loose": np.where(running, size, -25),
        "tight": np.where(running, size, -100),
        "close": np.where(running, size * (known - 30) >> 5, -25),
    }
    return {name: densest(values) for name, values in worth.items()}


def within(name: str, stretch: tuple[int, int], count: int) -> dict[str, Ints]:
    """Return the distances to both ends of a stretch."""
    index = np.arange(count)
    return {f"{name}_from": index - stretch[0], f"{name}_to": stretch[1] - index}


def series(letters: Ints, running: Bools) -> dict[str, Ints]:
    """Return how much text the series of running lines hold that a line stands in, below and above, in letters."""
    columns: dict[str, Ints] = {}
    at = np.flatnonzero(running)
    none = np.zeros(len(letters), np.int64)
    upto = np.cumsum(running)
    for name, gap in _GAPS.items():
        if not len(at):
            columns |= {f"{name}_here": none, f"{name}_above": none, f"{name}_below": none}
            continue
        number = np.concatenate(([0], np.cumsum(np.diff(at) > gap + 1)))
        mass = np.bincount(number, np.minimum(letters[at], 1000)).astype(np.int64)
        last, following = np.maximum(upto - 1, 0), np.minimum(upto - running, len(at) - 1)
        above = np.where(upto > 0, mass[number[last]], 0)
        below = np.where(upto - running < len(at), mass[number[following]], 0)
        inside = (number[last] == number[following]) & (upto > 0) & (upto - running < len(at))
        columns |= {f"{name}_here": above * inside, f"{name}_above": above, f"{name}_below": below}
    return columns


def headline(columns: dict[str, Ints], running: Bools, start: int) -> int:
    """Return the index of the line that is likeliest the headline above the text's start, -1 for none."""
    letters, low = columns["letters"], max(0, start - _ABOVE)
    part = slice(low, start)
    possible = ~running[part] & (columns["strong"][part] == 0) & (columns["weak"][part] == 0)
    possible &= (letters[part] >= _HEADLINE[0]) & (letters[part] <= _HEADLINE[1])
    worth = np.minimum(columns["core"][part] * columns["rare_words"][part], 400) + 50 * (1 - columns["ends"][part])
    worth = np.where(possible, worth + 100 * (columns["copies"][part] > 1), 0)
    best = int(np.argmax(worth)) if len(worth) else 0
    return low + best if len(worth) and worth[best] >= 150 else NONE


def headed(index: int, behind: Ints) -> dict[str, Ints]:
    """Return how many lines, and how much text, stand between the headline and a line."""
    count = len(behind)
    if index < 0:
        return {"from_headline": np.full(count, FAR), "text_from_headline": np.full(count, NONE)}
    return {
        "from_headline": np.arange(count) - index,
        "text_from_headline": np.maximum(behind - behind[index], NONE),
    }
