# cython: boundscheck=False, wraparound=False
"""Finding many short words inside a text in one pass over it, whatever their number (Aho and Corasick, 1975).

What was read tells a state: the longest of all beginnings of parts that the text so far ends with.

Compiled where a C compiler is there (`part_finder.pxd` gives the types).
"""

from array import array
from collections.abc import Iterable
from itertools import chain

LETTERS = 27
"""a to z, and none of them, which no part goes on over."""


class Finder:
    """The states of some parts; 0 is that of no beginning."""

    def __init__(self, steps: "array[int]", bits: "array[int]") -> None:
        self.steps = steps
        """State and letter to the next state, `LETTERS` a state."""
        self.bits = bits
        """State to the bits of all parts that end there."""

    def find(self, text: str) -> int:
        """Return the bits of all parts that stand in the text."""
        found = 0
        state = 0
        for character in text:
            letter = ord(character) - 96
            state = self.steps[state * LETTERS + letter] if 0 < letter < LETTERS else 0
            found |= self.bits[state]
        return found


def finder(parts: Iterable[tuple[str, int]]) -> Finder:
    """Return what finds the parts, which are of the letters a to z, each with the bits that it tells."""
    steps, bits = [[0] * LETTERS], [0]
    for part, told in parts:
        state = 0
        for letter in part:
            place = ord(letter) - 96
            if not steps[state][place]:
                steps[state][place] = len(steps)
                steps.append([0] * LETTERS)
                bits.append(0)
            state = steps[state][place]
        bits[state] |= told
    _link(steps, bits)
    return Finder(array("h", chain.from_iterable(steps)), array("q", bits))


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
