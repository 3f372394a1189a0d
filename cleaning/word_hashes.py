"""The words of a dump, told apart by hash, with the lines that they stand in.

Compiled where a C compiler is there (`word_hashes.pxd` gives the types).
"""

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from .letters import DENSE, DIGIT, MIX, Ints, classes, numbers

Hashes = npt.NDArray[np.uint64]

# In C these numbers have 64 bits, and the last one changes nothing.
_MIX: Final = MIX
_BASE: Final = 0xD6E8FEB86659FD93
_ALL: Final = 0xFFFFFFFFFFFFFFFF
_LAST: Final = 0xFFFF
_WORD, _DENSE = DIGIT, DENSE
_PAIR: Final = 4
"""Letters that a pair of dense letters counts as."""


class Words(NamedTuple):
    """Runs of letters and digits, in order; behind them the pairs of neighbouring letters of dense scripts."""

    line: memoryview
    """Number of the line that each stands in."""
    length: memoryview
    """Letters of each."""
    kind: memoryview
    """Class of the character that each begins with."""
    hash: memoryview
    """Of each, the same wherever it stands, in capitals or not."""


def words_of(texts: list[str]) -> Words:
    """Return the words of lines."""
    room = sum(map(len, texts))
    rows, hashes = np.empty((3, room), np.int64), np.empty(room, np.uint64)
    dense: list[int] = []
    count = read_words(texts, (classes(), numbers(), dense), rows, hashes)
    if dense:
        count = read_pairs(texts, (classes(), dense, count), rows, hashes)
    line, length, kind = rows[:, :count]
    return Words(line.data, length.data, kind.data, hashes[:count].data)


def read_words(texts: list[str], known: tuple[memoryview, memoryview, list[int]], rows: Ints, hashes: Hashes) -> int:
    """Write line, length, kind and hash of every word; return how many there are.

    The hash has the word's letters as the digits of a number, modulo 2 to the 64.

    Args:
        texts: the lines.
        known: classes and numbers of characters; the lines that have dense letters are added to the third.
        rows: room for line, length and kind.
        hashes: room for hashes.
    """
    kinds, digits, dense = known
    word = length = 0
    value, power = 0, 1
    for line, text in enumerate(texts):
        has_dense = False
        for character in text + "\n":  # which ends the line's last word
            code = min(ord(character), _LAST)
            kind = kinds[code]
            if kind <= _WORD:
                if length == 0:
                    rows[2, word] = kind
                value = (value + digits[code] * power) & _ALL
                power = (power * _BASE) & _ALL
                length += 1
                continue
            has_dense = has_dense or kind == _DENSE
            if length:
                rows[0, word], rows[1, word] = line, length
                hashes[word] = ((value ^ (value >> 32)) * _MIX) & _ALL
                word += 1
                length = 0
                value, power = 0, 1
        if has_dense:
            dense.append(line)
    return word


def read_pairs(texts: list[str], known: tuple[memoryview, list[int], int], rows: Ints, hashes: Hashes) -> int:
    """Write line, length, kind and hash of every two neighbouring dense letters; return how many words there are now.

    Args:
        texts: the lines.
        known: classes of characters, the lines that have dense letters, and how many words were written already.
        rows: as `read_words` has them.
        hashes: as `read_words` has them.
    """
    kinds, dense, word = known
    for line in dense:
        before = 0
        for character in texts[line]:
            code = min(ord(character), _LAST)
            if kinds[code] != _DENSE:
                code = 0
            elif before:
                rows[0, word], rows[1, word], rows[2, word] = line, _PAIR, _DENSE
                hashes[word] = ((before * (_LAST + 1) + code) * _MIX) & _ALL
                word += 1
            before = code
    return word
