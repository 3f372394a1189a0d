# cython: boundscheck=False, wraparound=False
"""Finding many short pieces of text inside another in one pass over it, whatever their number (Aho and Corasick, 1975).

What was read tells a state: the longest of all beginnings of parts that the text so far ends with.

Compiled where a C compiler is there (`part_finder.pxd` gives the types).
"""

from array import array
from collections.abc import Iterable


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
        self.states = 1
        """How many there are."""

    def add(self, part: str, told: int) -> None:
        """Take a part in, before all are linked."""
        state = 0
        for character in part:
            place = (state << self.width) + self.letters[ord(character)]
            if not self.steps[place]:
                self.steps[place] = self.states
                self.states += 1
            state = self.steps[place]
        self.bits[state] |= told

    def link(self) -> None:
        """Where no part goes on, go on where the next shorter beginning would that the text ends with."""
        letters = 1 << self.width
        shorter, queue = array("h", [0]) * self.states, array("h", [0]) * self.states
        known = 1
        for index in range(self.states):
            state = queue[index]
            for letter in range(letters):
                place = (state << self.width) + letter
                following, other = self.steps[place], self.steps[(shorter[state] << self.width) + letter]
                if not following:
                    self.steps[place] = other
                    continue
                queue[known] = following
                known += 1
                if state:
                    shorter[following] = other
                    self.bits[following] |= self.bits[other]

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
    most = 1 + sum(len(part) for part, _ in parts)
    made = Finder(letters, width, array("h", [0]) * (most << width), array("q", [0]) * most)
    for part, told in parts:
        made.add(part, told)
    made.link()
    return made


def _numbered(letters: set[str]) -> bytearray:
    """Return codes of characters to numbers from 1, 0 for those in between."""
    numbers = bytearray(max(map(ord, letters), default=0) + 1)
    for number, letter in enumerate(sorted(letters), 1):
        numbers[ord(letter)] = number
    return numbers
