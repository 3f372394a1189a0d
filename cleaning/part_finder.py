# cython: boundscheck=False, wraparound=False
"""Finding many short pieces of text inside another in one pass over it, whatever their number (Aho and Corasick, 1975).

What was read tells a state: the longest of all beginnings of parts that the text so far ends with.

Compiled where a C compiler is there (`part_finder.pxd` gives the types).
"""

from array import array
from collections.abc import Iterable
from itertools import chain


class Finder:
    """The states of some parts; 0 is that of no beginning."""

    def __init__(self, letters: bytearray, width: int, steps: "array[int]", bits: "array[int]") -> None:
        self.letters = letters
        """Code of a character to its number; 0, and no place at all, for those of which no part is made."""
        self.known = len(letters)
        self.width = width
        """Two to this are the places of a state in `steps`."""
        self.steps = steps
        """State and number of a character to the next state."""
        self.bits = bits
        """State to the bits of all parts that end there."""

    def find(self, text: str) -> int:
        """Return the bits of all parts that stand in the text."""
        found = 0
        state = 0
        for character in text:
            code = ord(character)
            letter = self.letters[code] if code < self.known else 0
            state = self.steps[(state << self.width) + letter]
            found |= self.bits[state]
        return found


def finder(parts: Iterable[tuple[str, int]]) -> Finder:
    """Return what finds the parts, each with the bits that it tells; they are made of at most 255 characters."""
    parts = list(parts)
    letters = _numbered({letter for part, _ in parts for letter in part})
    width = max(letters).bit_length()
    steps, bits = [[0] * (1 << width)], [0]
    for part, told in parts:
        state = 0
        for letter in part:
            place = letters[ord(letter)]
            if not steps[state][place]:
                steps[state][place] = len(steps)
                steps.append([0] * (1 << width))
                bits.append(0)
            state = steps[state][place]
        bits[state] |= told
    _link(steps, bits)
    return Finder(letters, width, array("h", chain.from_iterable(steps)), array("q", bits))


def _numbered(letters: set[str]) -> bytearray:
    """Return codes of characters to numbers from 1, 0 for those in between."""
    numbers = bytearray(max(map(ord, letters), default=0) + 1)
    for number, letter in enumerate(sorted(letters), 1):
        numbers[ord(letter)] = number
    return numbers


def _link(steps: list[list[int]], bits: list[int]) -> None:
    """Where no part goes on, go on where the next shorter beginning would that the text ends with."""
    shorter = [0] * len(steps)
    states = [0]
    for state in states:
        for place, following in enumerate(steps[state]):
            other = steps[shorter[state]][place]
            if not following:
                steps[state][place] = other
                continue
            states.append(following)
            if state:
                shorter[following] = other
                bits[following] |= bits[other]
