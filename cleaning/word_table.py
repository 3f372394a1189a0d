# cython: boundscheck=False, wraparound=False
"""Sums of the weights of words, which are looked up by number: no string is made of any word of a page.

A word's number is a hash (64 bits) of its letters; a key is one of a kind (see `lexicon`) and of the numbers of
one or more words. No two keys of a table are equal; an unknown word has a known one's once in some 10**14 words.

Compiled where a C compiler is there (`word_table.pxd` gives the types).
"""

from array import array
from collections.abc import Mapping, Sequence
from typing import NamedTuple

NOTHING, FACTOR, ALL_BITS = 0xCBF29CE484222325, 0x9E3779B97F4A7C15, 0xFFFFFFFFFFFFFFFF
_BIT = 1
_TO_LOWER = ord("a") - ord("A")
MOST_WORDS = 200
"""Words that are read of a text."""


class Table(NamedTuple):
    """Weights by key. A weight stands where the last bits of its key tell, or at the next place that is free."""

    keys: "array[int]"
    """0 where nothing stands; their count is a power of two."""
    weights: "array[int]"


def table(weights: Mapping[str, Mapping[str, int]], kinds: Sequence[str]) -> Table:
    """Return the table of weights that are given by kind and word, or by kind and words with a blank between.

    Raises:
        ValueError: two words cannot be told apart.
    """
    known = [weights.get(name, {}) for name in kinds]
    size = 1 << (sum(map(len, known)) * 3 // 2).bit_length()
    made = Table(array("Q", [0]) * size, array("q", [0]) * size)
    for kind, listed in enumerate(known):
        _add(made.keys, made.weights, kind, listed)
    return made


def _add(keys: "array[int]", weights: "array[int]", kind: int, listed: Mapping[str, int]) -> None:
    """Put the weights of a kind's words into a table."""
    for words, weight in listed.items():
        key = key_of(kind, words)
        place = place_of(key, keys)
        if not key or keys[place]:
            raise ValueError(f"{words!r} has the key of another word")
        keys[place] = key
        weights[place] = weight


def key_of(kind: int, words: str) -> int:
    """Return the key of a word, or of words with a blank between."""
    key = spread(NOTHING, kind)
    number = NOTHING
    for letter in words:
        if letter != " ":
            number = spread(number, ord(letter))
        elif number != NOTHING:
            key = spread(key, number)
            number = NOTHING
    return key if number == NOTHING else spread(key, number)


def spread(number: int, code: int) -> int:
    """Return the number of what has the number so far and goes on with the code: of a letter, of a word."""
    number = ((number ^ code) * FACTOR) & ALL_BITS
    return number ^ (number >> 32)


def place_of(key: int, keys: "array[int]") -> int:
    """Return where a key stands, or would stand."""
    last = len(keys) - 1
    place = key & last
    while keys[place] != 0 and keys[place] != key:
        place = (place + 1) & last
    return place


def _letter(character: str) -> int:
    """Return the code of a letter, in lower case; -1 for what is none."""
    if "a" <= character <= "z":  # most of them are: told without a look at tables
        return ord(character)
    if character < "\x80":
        return ord(character) + _TO_LOWER if "A" <= character <= "Z" else -1
    if character.isalpha() or (character.isalnum() and not character.isdecimal()):
        return ord(character.lower())
    return -1


def _of_name(character: str) -> int:
    """Return the code of what parts of class names are made of; -1 for what stands between them."""
    if "a" <= character <= "z":
        return ord(character)
    return -1 if character in " -_" or character.isspace() else ord(character)


class Sums:
    """The sums of weights of the words of one text after the other."""

    def __init__(self, known: Table) -> None:
        self.keys, self.weights = known
        self.words = array("Q", [0]) * MOST_WORDS
        """Numbers of the words of the text that was read last."""

    def read(self, text: str) -> int:
        """Read the words of a text, runs of letters, in lower case; return how many there are."""
        if "İ" in text or "Σ" in text:  # these two are not lowered letter by letter
            text = text.lower()
        return self.take(text, len(self.words), False)

    def read_names(self, names: str, most: int) -> int:
        """Read the words of class names, at most so many; return how many there are."""
        return self.take(names, min(most, len(self.words)), True)

    def take(self, text: str, most: int, names: bool) -> int:
        """Read words, at most so many: runs of letters, or of what parts of class names are made of."""
        count = 0
        number = NOTHING
        for character in text:
            code = _of_name(character) if names else _letter(character)
            if code >= 0:
                number = spread(number, code)
            elif number != NOTHING:
                self.words[count] = number
                count += 1
                number = NOTHING
                if count == most:
                    break
        if number != NOTHING:
            self.words[count] = number
            count += 1
        return count

    def each(self, kind: int, first: int, end: int) -> int:
        """Return the sum of the weights of the words from ``first`` to ``end``, each word once."""
        found = marks = 0
        start = spread(NOTHING, kind)
        for index in range(first, end):
            word = self.words[index]
            mark = _BIT << (word & 63)
            if not (marks & mark and self.stands(word, first, index)):
                found += self.weights[place_of(spread(start, word), self.keys)]
            marks |= mark
        return found

    def stands(self, word: int, first: int, end: int) -> bool:
        """Whether a word is one of those from ``first`` to ``end``."""
        while first < end and self.words[first] != word:
            first += 1
        return first < end

    def together(self, kind: int, end: int) -> int:
        """Return the weight of the words before ``end`` as one phrase."""
        key = spread(NOTHING, kind)
        for index in range(end):
            key = spread(key, self.words[index])
        return self.weights[place_of(key, self.keys)]
