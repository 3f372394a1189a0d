"""What the words of a dump's lines say: whether they are the text's own words, and those of articles or of notices.

Words are compared by hash; where a script puts no spaces between words (Chinese, Japanese, Thai), every pair of letters
counts as a word.
"""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from .letters import Ints, Letters
from .line_look import sizes

Bools = npt.NDArray[np.bool_]
Hashes = npt.NDArray[np.uint64]
Tones = npt.NDArray[np.int8]

BITS: Final = 14
TONES: Final = 1 << BITS
"""Words are told apart by this many hash values in the table of tones."""

SHORT_LINES, LONG_LINES, COMMON = range(3)
"""Rows of the table: tones of words in short lines, in long lines; 1 for words that many pages have."""

TONE_LONG: Final = 60
"""Letters from which a line's words are looked up among those of long lines."""

_LEAST: Final = 4
"""Letters of a word that may tell what a text is about."""

_LINE: Final = np.uint64(17)
"""Bits of a line's number: there are fewer than 131,072."""
_LINE_MASK: Final = np.uint64((1 << 17) - 1)
_REST: Final = np.uint64(64 - BITS)
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _LAST = np.uint64(0xA24BAED4963EE407), np.uint64(0x9FB21C651E98DF25)

_ROOTS: Final = np.array([math.isqrt(256 * count) for count in range(2048)], np.int64)
"""Square roots in sixteenths, exact on every machine; a line's tones are divided by the root of their number."""


class Vocabulary:
    """Which words stand in which lines, each once a line: longer ones that few pages have."""

    def __init__(self, letters: Letters, tones: Tones) -> None:
        common = tones[COMMON].take((letters.word_hashes >> _REST).view(np.int64)) != 0
        every = np.bincount(letters.word_lines, minlength=letters.lines)
        many = np.bincount(letters.word_lines[common], minlength=letters.lines)
        self.common = 100 * many // np.maximum(every, 1)
        """Percent of each line's words that many pages have: prose has more of them than lists and headlines."""
        own = np.flatnonzero(~common & (letters.word_lengths >= _LEAST))
        keys = letters.word_hashes.take(own) & ~_LINE_MASK | letters.word_lines.take(own).astype(np.uint64)
        keys.sort()
        keys = keys[_changes(keys)]
        self.lines = letters.lines
        self.line = (keys & _LINE_MASK).astype(np.int64)
        self.word = np.cumsum(_changes(keys >> _LINE)) - 1
        self.size = int(self.word[-1]) + 1 if len(keys) else 0
        self.total = np.bincount(self.line, minlength=letters.lines)
        self._least = np.maximum(self.total, 1)

    def share(self, chosen: Bools) -> Ints:
        """Return what part of each line's words is chosen, in percent."""
        return 100 * np.bincount(self.line[chosen], minlength=self.lines) // self._least

    def spread(self, lines: Bools) -> Ints:
        """Return for every entry in how many other lines of those its word stands."""
        inside = lines[self.line]
        others: Ints = np.bincount(self.word[inside], minlength=self.size)[self.word] - inside
        return others

    def began(self, lines: Bools) -> Bools:
        """Return for every entry whether its word stands in one of those lines that comes before its own."""
        inside = np.flatnonzero(lines[self.line])
        words = self.word[inside]
        opening = inside[_changes(words)]
        first = np.full(self.size, self.lines)
        first[self.word[opening]] = self.line[opening]
        earlier: Bools = first[self.word] < self.line
        return earlier

    def beside(self, line: int) -> Bools:
        """Return for every entry whether its word stands in that line."""
        known = np.zeros(self.size, np.bool_)
        known[self.word[self.line == line]] = True
        beside: Bools = known[self.word]
        return beside


def _changes(values: npt.NDArray[np.generic]) -> Bools:
    """Whether each of the values differs from the one before; the first one does."""
    changed = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=changed[1:])
    return changed


def known(words: Vocabulary, running: Bools) -> dict[str, Ints]:
    """Return how much of a line's vocabulary is that of the running text, in percent of its words."""
    others = words.spread(running)
    return {
        "common": words.common,
        "rare_words": words.total,
        "known": words.share(others >= 1),
        "topic": words.share(others >= 3),
        "before": words.share(words.began(running)),
    }


def tone_places(texts: Sequence[str]) -> tuple[Ints, Ints]:
    """Return, for training a table of tones, the line of every word and its place in the flattened table."""
    letters = Letters(texts)
    return places(letters, sizes(letters.counts()) >= TONE_LONG)


def page_words(texts: Sequence[str]) -> Ints:
    """Return, for training, the hash values in the table of the words that stand in a page, each once."""
    return np.unique(Letters(texts).word_hashes >> _REST).astype(np.int64)


def places(letters: Letters, long: Bools) -> tuple[Ints, Ints]:
    """Return line and place in the flattened table: of words, of pairs in short lines, of lines' first and last words.

    Phrases ("sign up", "min read") give short lines away; a long line is told by its words, its beginning and its end.
    """
    hashes, line = letters.word_hashes, letters.word_lines
    new = _changes(line)
    first = np.flatnonzero(new)
    last = np.flatnonzero(np.concatenate((new[1:], [True]))) if len(new) else first
    second = np.flatnonzero(~new & ~long[line])
    keys = np.concatenate(
        (
            hashes,
            (hashes[second - 1] * _MIX ^ hashes[second]) * _MIX,
            (hashes[first] ^ _FIRST) * _MIX,
            (hashes[last] ^ _LAST) * _MIX,
        )
    )
    lines = np.concatenate((line, line[second], line[first], line[last]))
    return lines, (keys >> _REST).astype(np.int64) + TONES * long[lines]


def tone(letters: Letters, long: Bools, running: Bools, tones: Tones) -> dict[str, Ints]:
    """Return whether a line's words are those of articles or those of notices, by a table of words."""
    line, place = places(letters, long)
    values = tones.ravel()[place]
    many = np.bincount(line, minlength=letters.lines)
    total = np.bincount(line, values, minlength=letters.lines).astype(np.int64)  # whole numbers, exact
    own = 64 * total // np.maximum(_ROOTS[np.minimum(many, len(_ROOTS) - 1)], 1)
    return {"tone": own, "tone_gap": own - middle(own[running])}


def middle(values: Ints) -> int:
    """Return the middle one of the values in order, 0 for none."""
    return int(np.partition(values, len(values) // 2)[len(values) // 2]) if len(values) else 0
