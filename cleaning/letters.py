"""A dump as one array of characters: their classes, the lines they stand in, and the words they make, by hash."""

import functools
import unicodedata
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Words = tuple[npt.NDArray[np.uint64], Ints, Ints]
"""Hash, line and length of every word."""

UPPER, LOWER, LETTER, DENSE, DIGIT, SPACE, STOP, COMMA, QUOTE, COLON, BAR, CURRENCY, OTHER = range(13)
"""Classes of characters; DENSE letters are of scripts that put no spaces between words."""

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


class Letters:
    """The dump as one array of characters, with the line that each belongs to."""

    def __init__(self, texts: Sequence[str]) -> None:
        classes, lower = _tables()
        codes = np.frombuffer(("\n".join(texts) + "\n").encode("utf-32-le", "surrogatepass"), np.uint32)
        index = np.minimum(codes, _TABLE - 1)
        self.lines = len(texts)
        self.kind = classes[index]
        self.small = lower[index]
        lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        self.ends = np.cumsum(lengths + 1) - 1
        self.starts = self.ends - lengths
        self.line = np.repeat(np.arange(self.lines), lengths + 1)
        wordly = np.array([kind in (UPPER, LOWER, LETTER, DIGIT) for kind in range(13)])[self.kind]
        self.word_starts = np.flatnonzero(wordly[1:] & ~wordly[:-1]) + 1
        if wordly[0]:
            self.word_starts = np.concatenate(([0], self.word_starts))
        self.wordly = wordly

    def words(self) -> Words:
        """Hash, line and length of every word, and of every pair of dense letters (of length 4, as a word counts)."""
        hashes, lines, lengths = np.zeros(0, np.uint64), np.zeros(0, np.int64), np.zeros(0, np.int64)
        if len(self.word_starts):
            index = np.arange(len(self.kind))
            begins = np.zeros(len(index), np.int64)
            begins[self.word_starts] = self.word_starts
            place = (index - np.maximum.accumulate(begins)).astype(np.uint64)
            mixed = (self.small.astype(np.uint64) * _MIX ^ place) * _MIX
            hashes = np.add.reduceat(
                np.where(self.wordly, mixed ^ (mixed >> np.uint64(29)), np.uint64(0)), self.word_starts
            )
            lengths = np.add.reduceat(self.wordly, self.word_starts, dtype=np.int64)
            lines = self.line[self.word_starts]
        dense = self.kind == DENSE
        if dense.any():
            pairs = np.flatnonzero(dense[:-1] & dense[1:])
            both = (self.small[pairs].astype(np.uint64) * np.uint64(_TABLE) + self.small[pairs + 1]) * _MIX
            hashes, lines = np.concatenate((hashes, both)), np.concatenate((lines, self.line[pairs]))
            lengths = np.concatenate((lengths, np.full(len(pairs), 4)))
        return hashes, lines, lengths


@functools.cache
def _tables() -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint32]]:
    """Class and lower-case form of every character of the basic plane; others count as letters."""
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
    return classes, lower
