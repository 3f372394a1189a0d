"""What single lines of a dump look like in numbers: lengths, shares of kinds of characters, how they begin and end.

Compiled where a C compiler is there (`line_look.pxd` gives the types).
"""

from typing import Final

import numpy as np

from .letters import (
    BAR,
    COLON,
    COMMA,
    DENSE,
    DIGIT,
    KINDS,
    LETTER,
    LOWER,
    QUOTE,
    SPACE,
    STOP,
    UPPER,
    Ints,
    classes,
)
from .word_hashes import Words

SHAPE: Final = ("letters", "words", "word_length", "upper", "titled", "digit",
                "stops", "commas", "quotes", "colons", "bars", "first", "last", "ends")  # fmt: skip
# The rows of these, in the same order.
(
    LETTERS, WORDS, WORD_LENGTH, UPPERS, TITLED, DIGITS,
    STOPS, COMMAS, QUOTES, COLONS, BARS, FIRST, LAST, ENDS,
) = range(len(SHAPE))  # fmt: skip

_SIZES: Final = (16, 31, 61, 121, 251)
"""Letters at which one size of line ends and the next begins, for telling lines that look alike."""

_SIDE: Final = 8
"""Lines to either side that are looked through for lines that look alike."""


def shape(texts: list[str], words: Words, rows: Ints) -> None:
    """Measure lengths, shares in percent of a line's characters, and how it begins and ends; no text is empty."""
    measure_shape(texts, classes(), np.zeros(KINDS, np.int64), rows)
    measure_titled(words.line, words.kind, np.zeros(len(texts), np.int64), rows)


def measure_shape(texts: list[str], kinds: memoryview, count: Ints, rows: Ints) -> None:
    """Measure lines by the classes of their characters; ``count`` is room for those of one line.

    A dense letter says as much as two others. Lines end like sentences with a stop, a quote behind a word, or a stop
    inside a bracket.
    """
    for line, text in enumerate(texts):
        for kind in range(count.shape[0]):
            count[kind] = 0
        before = last = SPACE
        code = 0
        for character in text:
            code = ord(character)
            before, last = last, kinds[min(code, 0xFFFF)]
            count[last] += 1
        size = count[UPPER] + count[LOWER] + count[LETTER] + count[DIGIT] + 2 * count[DENSE]
        alpha = size - count[DIGIT]
        words = max(count[SPACE] + 1 + (count[DENSE] >> 1), 1)
        closing = code in {ord(")"), ord("]")}
        rows[LETTERS, line] = size
        rows[WORDS, line] = words
        rows[WORD_LENGTH, line] = 10 * alpha // words
        rows[UPPERS, line] = 100 * count[UPPER] // max(alpha, 1)
        rows[DIGITS, line] = 100 * count[DIGIT] // max(len(text), 1)
        rows[STOPS, line], rows[COMMAS, line], rows[QUOTES, line] = count[STOP], count[COMMA], count[QUOTE]
        rows[COLONS, line], rows[BARS, line] = count[COLON], count[BAR]
        rows[FIRST, line], rows[LAST, line] = kinds[min(ord(text[0]), 0xFFFF)], last
        rows[ENDS, line] = last == STOP or (last == QUOTE and before != SPACE) or (closing and before == STOP)


def measure_titled(lines: memoryview, kinds: memoryview, count: Ints, rows: Ints) -> None:
    """Measure what percent of a line's words begins with a capital; ``count`` is room for words a line, zeros."""
    for word in range(len(lines)):
        line = lines[word]
        count[line] += 1
        if kinds[word] == UPPER:
            rows[TITLED, line] += 1
    for line in range(rows.shape[1]):
        rows[TITLED, line] = 100 * rows[TITLED, line] // max(count[line], 1)


def alike(letters: Ints, ends: Ints, rows: Ints) -> None:
    """Measure how many lines of the same look stand around: lists of teasers and prices repeat one look in a rhythm."""
    rows[0] = 2 * np.searchsorted(_SIZES, letters, "right") + ends
    measure_alike(rows[0], rows[1])


def measure_alike(look: Ints, row: Ints) -> None:
    """Measure how many other lines within `_SIDE` have the same look."""
    count = row.shape[0]
    for line in range(count):
        same = -1
        for other in range(max(line - _SIDE, 0), min(line + _SIDE + 1, count)):
            same += look[other] == look[line]
        row[line] = same
