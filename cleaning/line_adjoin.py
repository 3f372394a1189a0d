"""Doubtful lines of a dump that belong to the text because of what stands beside them.

The learned score sees a line's company, but not what became of it: the last paragraphs of a text, and short lines in
lists, are often doubted while their neighbours are not.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from .document import Verdict
from .letters import Ints
from .line_columns import LineColumns

Bools = npt.NDArray[np.bool_]

_FAINT: Final = 250
"""Chance in thousandths from which a line beside kept ones is kept."""

_BETWEEN: Final = 100
"""Chance from which a line between two kept ones is kept."""

_STEPS: Final = 3
"""Lines in a row that are kept for their neighbours' sake."""

_SENTENCE: Final = 25
"""Letters from which a line that ends like a sentence may be one."""

_SMALL: Final = 60
"""Lines of a dump that somebody has already rid of menus: its last sentences are not another story's first."""

_INTERRUPTIONS: Final = frozenset({"advert", "related", "paywall"})
"""Reasons whose lines stand between the paragraphs of a text as well as around it."""


def beside_kept(kept: Bools, free: Bools, chances: Ints, columns: LineColumns) -> Bools:
    """Return the kept lines and those that their neighbours speak for.

    Beside a kept line that is a sentence; any line, if half of the kept lines are none: a text made of lists.

    Args:
        kept: the lines that the score keeps.
        free: the lines that no rule and no other notice explains.
        chances: of each line to be in the article, in thousandths.
        columns: the lines' features.
    """
    running = columns["running"] == 1
    listed = 2 * np.count_nonzero(kept & running) <= np.count_nonzero(kept)
    possible = free & (chances >= _FAINT)
    if not listed:
        possible &= running | _sentences(columns)
    around = np.zeros(len(kept) + 2, np.bool_)
    before, whole, after = around[:-2], around[1:-1], around[2:]  # of one array: what is kept is seen by its neighbours
    whole[:] = kept
    for _ in range(_STEPS):
        whole |= possible & (before | after)
    between: Bools = free & (chances >= _BETWEEN) & before & after
    return whole | between


def _sentences(columns: LineColumns) -> Bools:
    sentences: Bools = (columns["ends"] == 1) & (columns["letters"] >= _SENTENCE)
    return sentences


def paragraphs(kept: list[bool], named: dict[int, Verdict], running: list[bool], columns: LineColumns) -> None:
    """Keep the paragraphs of a small dump that stand between, right above or right below kept ones.

    The model has learned from whole pages, where what surrounds an article is mostly another story's teaser.
    """
    text = [index for index, keep in enumerate(kept) if keep and running[index]]
    if not text or len(kept) > _SMALL:
        return
    first = _first(text[0], named, running)
    for index in range(first, text[-1]):
        kept[index] = kept[index] or (index not in named and running[index])
    sentences = _sentences(columns).tolist()
    for index in range(text[-1] + 1, len(kept)):
        if index in named and named[index].reason in _INTERRUPTIONS:
            continue
        if index in named or not sentences[index]:
            return
        kept[index] = True


def _first(index: int, named: dict[int, Verdict], running: list[bool]) -> int:
    """Return where the paragraphs begin that stand above a kept one without a break."""
    first = index
    for place in range(index - 1, -1, -1):
        if place not in named and not running[place]:
            break
        if place not in named:
            first = place
        elif named[place].reason not in _INTERRUPTIONS:
            break
    return first
