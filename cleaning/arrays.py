"""Rows and tables of numbers: compiled loops take them as they lie in memory, plain ones index them.

The standard library makes them. Numpy's arrays would do as well, but numpy loads as long as many pages take to clean.
Types of numbers are given by their codes in `array`: d and f are floating-point, q and i whole.
"""

from array import array
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, Protocol, TypeVar, cast

Number_co = TypeVar("Number_co", covariant=True)


class Numbers(Protocol[Number_co]):
    """A row of numbers, or a table by row and place: one made here, or an array of numpy."""

    @property
    def shape(self) -> tuple[int, ...]:
        """How many numbers a row has; or how many rows a table has, and how many numbers each."""

    def __len__(self) -> int: ...

    def __getitem__(self, place: int | tuple[int, int], /) -> Number_co: ...

    def __setitem__(self, place: int | tuple[int, int], value: float, /) -> None: ...

    def tolist(self) -> Sequence[Number_co]:
        """Return the numbers of a row."""


Ints = Numbers[int]
Rows = Numbers[float]

_BYTES = {code: array(code).itemsize for code in "dfqi"}
"""Code of a type to the size of its numbers."""


def zeros(code: str, count: int) -> Numbers[Any]:
    """Return a row of zeros.

    >>> zeros("d", 3).tolist()
    [0.0, 0.0, 0.0]
    """
    return cast(Numbers[Any], memoryview(bytearray(count * _BYTES[code])).cast(code))  # type: ignore[call-overload]


def row(code: str, values: Iterable[float]) -> Numbers[Any]:
    """Return a row of these numbers, rounded to what their type holds.

    >>> row("f", [0.5, 0.1]).tolist()
    [0.5, 0.10000000149011612]
    """
    return cast(Numbers[Any], memoryview(array(code, values)))


def table(code: str, rows: Sequence[Sequence[float]]) -> Numbers[Any]:
    """Return a table of these rows, at least one and none empty.

    >>> table("i", [[1, 2, 3], [4, 5, 6]])[1, 0]
    4
    """
    memory: Any = memoryview(array(code, chain.from_iterable(rows))).cast("B")
    return cast(Numbers[Any], memory.cast(code, (len(rows), len(rows[0]))))


class Grid:
    """A table of zeros, handed out in rows, in parts, or whole; all lie in the same memory.

    >>> grid = Grid("q", 3, 2)
    >>> grid.part(1, 3)[1, 0] = 5
    >>> grid.row(2).tolist(), grid.whole()[2, 0]
    ([5, 0], 5)
    """

    def __init__(self, code: str, rows: int, count: int) -> None:
        """Make a table of so many rows, of so many numbers each."""
        self._code, self._rows, self._count = code, rows, count
        self._size = count * _BYTES[code]
        memory = memoryview(bytearray(rows * self._size))
        self._memory: Any = memory
        self._cells: Any = memory.cast(code)  # type: ignore[call-overload]  # a code of `array`

    def row(self, place: int) -> Numbers[Any]:
        """Return a row."""
        row: Numbers[Any] = self._cells[place * self._count : (place + 1) * self._count]
        return row

    def part(self, first: int, end: int) -> Numbers[Any]:
        """Return the rows from the first to the end; there is at least one, and none is empty."""
        memory = self._memory[first * self._size : end * self._size]
        part: Numbers[Any] = memory.cast(self._code, (end - first, self._count))
        return part

    def whole(self) -> Numbers[Any]:
        """Return all rows, as `part` does."""
        return self.part(0, self._rows)

    def each(self) -> list[Numbers[Any]]:
        """Return the rows one by one."""
        return [self.row(place) for place in range(self._rows)]
