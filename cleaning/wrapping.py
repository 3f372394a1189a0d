"""Hard-wrapped text: lines broken at a column, joined again where the breaks prove it.

Compiled where a C compiler is there (`wrapping.pxd` gives the types).
"""

from collections.abc import Sequence
from itertools import pairwise

NARROWEST, WIDEST = 40, 100
"""Columns at which texts are wrapped by machine: cables at 65 to 72, agency copy at 60 to 80."""

_PROOF = 4
"""Breaks inside a sentence that a dump must have before it counts as wrapped."""

_RAGGED = 3
"""Different lengths that wrapped lines have at the least; verse and tables repeat theirs."""

_GREEDY = 0.9
"""Share of those breaks at which the next word would not have fitted: what a wrapping machine leaves behind."""

_FULL = 0.6
"""A wrapped line fills at least this share of the width; shorter ones end a paragraph."""

_STOPS = ".!?…:;\"'”’»)]"


def width(lines: Sequence[str]) -> int | None:
    """Return the column at which the lines were wrapped, or ``None`` if they were not, or that cannot be shown.

    Args:
        lines: the lines of a dump, stripped; empty ones separate paragraphs.
    """
    breaks = [(line, after) for line, after in pairwise(lines) if _inside_sentence(line, after)]
    if len(breaks) < _PROOF or len({len(line) for line, _ in breaks}) < _RAGGED:
        return None
    column = max(len(line) for line, _ in breaks)
    proven = sum(_full(line, after, column) for line, after in breaks)
    return column if proven >= _GREEDY * len(breaks) else None


def join(lines: Sequence[str], column: int) -> list[tuple[int, str]]:
    """Return the paragraphs of lines wrapped at a column: index of the first line, and the text.

    Args:
        lines: as for `width`; empty ones come back as paragraphs of their own.
        column: what `width` returned.
    """
    paragraphs: list[tuple[int, list[str]]] = []
    for index, line in enumerate(lines):
        if paragraphs and line and _full(lines[index - 1], line, column):
            paragraphs[-1][1].append(line)
        else:
            paragraphs.append((index, [line]))
    return [(index, _glue(parts)) for index, parts in paragraphs]


def _inside_sentence(line: str, after: str) -> bool:
    return NARROWEST <= len(line) <= WIDEST and after[:1].islower() and line[-1] not in _STOPS


def _full(line: str, after: str, column: int) -> bool:
    """Return whether a machine that wraps at the column would have broken between the two lines."""
    if not _FULL * column <= len(line) <= column:
        return False
    word = after.split(" ", 1)[0]
    return len(line) + 1 + len(word) > column


def _glue(parts: list[str]) -> str:
    """Join lines by a space; without one after a hyphen, which may belong to the word and therefore stays."""
    text = parts[0]
    for part in parts[1:]:
        hyphenated = text.endswith("-") and text[-2:-1].isalpha() and part[:1].islower()
        text = text + part if hyphenated else f"{text} {part}"
    return text
