"""A dump as one array of characters: their classes, the lines they stand in, and the words they make, by hash."""

import functools
import unicodedata
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
UPPER, LOWER, LETTER, DIGIT, DENSE, SPACE, STOP, COMMA, QUOTE, COLON, BAR, CURRENCY, OTHER = range(13)
KINDS = 13
"""Classes of characters, those of words first; DENSE letters are of scripts that put no spaces between words."""

_CLASSES = {
    STOP: ".?!…。！？｡।॥؟۔។።",
    COMMA: ",;、，；،؛",
    QUOTE: "\"'“”‘’«»„‹›「」『』",
    COLON: ":：",
    BAR: "|/\\›»•·→←↑↓▶►▼■●★☆✓✕×+#=_~^<>©®–—-",
    CURRENCY: "$€£¥₹₽%",
}
_DENSE = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF))
_TABLE = 0x10000
_MIX = np.uint64(0x9E3779B97F4A7C15)
_BASE = 0xD6E8FEB86659FD93
_INVERSE = pow(_BASE, -1, 1 << 64)


class Letters:
    """The dump as one array of characters, with the line that each belongs to, and its words.

    Words are runs of letters and digits; in dense scripts every pair of letters is one (of length 4, as a word counts).
    """

    def __init__(self, texts: Sequence[str]) -> None:
        classes, lower, mixed = _tables()
        codes = np.frombuffer(("\n".join(texts) + "\n").encode("utf-32-le", "surrogatepass"), np.uint32)
        self.lines = len(texts)
        self.kind = classes.take(codes, mode="clip")
        lengths = np.fromiter(map(len, texts), np.int64, self.lines)
        self.ends = np.cumsum(lengths + 1) - 1
        self.starts = self.ends - lengths
        self.slots = np.repeat(np.arange(0, KINDS * self.lines, KINDS), lengths + 1)
        """For every character, `KINDS` times the number of its line: room for a count of each class."""
        self.final = codes.take(self.ends - 1)
        edges = _edges(self.kind <= DIGIT)
        starts, ends = edges[::2], edges[1::2]  # the last character is a line feed, so every word ends
        self.word_lengths = ends - starts
        self.word_lines = self.slots.take(starts) // KINDS
        self.word_kinds = self.kind.take(starts)
        self.word_hashes = _hashes(mixed.take(codes, mode="clip"), starts)
        dense = self.kind == DENSE
        if dense.any():
            self._pairs(np.flatnonzero(dense[:-1] & dense[1:]), lower.take(codes, mode="clip").astype(np.uint64))

    def counts(self) -> Ints:
        """Return how many characters of each class every line has: lines x `KINDS`."""
        return np.bincount(self.slots + self.kind, minlength=KINDS * self.lines).reshape(-1, KINDS)

    def _pairs(self, pairs: Ints, small: npt.NDArray[np.uint64]) -> None:
        """Add the pairs of dense letters that begin at these places to the words."""
        both = (small[pairs] * np.uint64(_TABLE) + small[pairs + 1]) * _MIX
        self.word_hashes = np.concatenate((self.word_hashes, both))
        self.word_lines = np.concatenate((self.word_lines, self.slots[pairs] // KINDS))
        self.word_lengths = np.concatenate((self.word_lengths, np.full(len(pairs), 4)))
        self.word_kinds = np.concatenate((self.word_kinds, self.kind[pairs]))


def _edges(inside: npt.NDArray[np.bool_]) -> Ints:
    """Return where runs begin and end, by turns."""
    edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    return np.concatenate(([0], edges)) if inside[0] else edges


def _hashes(letters: npt.NDArray[np.uint64], starts: Ints) -> npt.NDArray[np.uint64]:
    """Return a hash of every word: its letters as the digits of a number, modulo 2 to the 64.

    `letters` are 0 outside of words, so what follows a word adds nothing to it. Digits are multiplied by powers that
    count from the dump's beginning; divided by the power of its own beginning, a word has the same hash anywhere.
    """
    if not len(starts):
        return np.zeros(0, np.uint64)
    sums = np.add.reduceat(letters * _powers(_BASE, len(letters)), starts)
    sums *= _powers(_INVERSE, len(letters)).take(starts)
    sums ^= sums >> np.uint64(32)
    return sums * _MIX


def _powers(base: int, count: int) -> npt.NDArray[np.uint64]:
    """Return the powers of a number from 0 on, modulo 2 to the 64."""
    low = _first_powers(base)
    if count <= len(low):
        return low[:count]
    high = _first_powers(pow(base, len(low), 1 << 64))[: -(-count // len(low))]
    return (high[:, None] * low).ravel()[:count]


@functools.lru_cache(maxsize=4)
def _first_powers(base: int) -> npt.NDArray[np.uint64]:
    powers = np.full(_TABLE, base, np.uint64)
    powers[0] = 1
    return np.multiply.accumulate(powers)


@functools.cache
def _tables() -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint32], npt.NDArray[np.uint64]]:
    """Class, lower-case form and hash of every character of the basic plane; others count as its last one.

    The hash is that of the lower-case form; 0 for what is not part of words.
    """
    classes = np.full(_TABLE, OTHER, np.uint8)
    lower = np.arange(_TABLE, dtype=np.uint32)
    for code in (*range(0x3400), *range(0xA000, 0xAC00), *range(0xFB00, _TABLE)):
        letter = chr(code)
        category = unicodedata.category(letter)
        classes[code] = {"Lu": UPPER, "Ll": LOWER, "Nd": DIGIT, "Zs": SPACE}.get(
            category, LETTER if category[0] in "LM" else OTHER
        )
        small = letter.lower()
        lower[code] = ord(small) if len(small) == 1 else code
    for kind, letters in _CLASSES.items():
        classes[[ord(letter) for letter in letters]] = kind
    for low, high in _DENSE:
        classes[low : high + 1] = np.where(classes[low : high + 1] == OTHER, DENSE, classes[low : high + 1])
        classes[low : high + 1][classes[low : high + 1] == LETTER] = DENSE
    classes[0xAC00:0xD7B0] = LETTER
    classes[ord("\n")] = SPACE
    mixed = (lower + np.uint64(1)) * _MIX
    mixed ^= mixed >> np.uint64(29)
    return classes, lower, np.where(classes <= DIGIT, mixed * _MIX, np.uint64(0))
