"""Reading CSV strictly: exact header, one row a line, every cell checked, all problems collected.

Python's reader is used in strict mode, where an unclosed quote is an error; a quote that a later row happens to
close is caught because a row must stand on one line.
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from .errors import MissingSourceError, Problem, UnreadableSourceError

Check = Callable[[str], str | None]
"""Takes a cell that is not empty; returns what is wrong with it, or ``None``."""


class Column(NamedTuple):
    """One column of a facts table: how its cells are checked."""

    name: str
    """The name in the header."""
    check: Check
    """What each item must satisfy."""
    required: bool = False
    """Whether the cell must not be empty."""
    many: bool = False
    """Whether the cell is a list, its items separated by semicolons."""
    unique: bool = False
    """Whether an item may occur only once in the whole table."""


class Row(NamedTuple):
    """One checked row: its line in the file and its cells by column name."""

    line: int
    """Line of the file, from 1."""
    cells: Mapping[str, str]
    """Column name → cell, as it stands in the file."""

    def required(self, column: str) -> str:
        """Return the cell as it stands."""
        return self.cells[column]

    def optional(self, column: str) -> str | None:
        """Return the cell, ``None`` if it is empty."""
        return self.cells[column] or None

    def many(self, column: str) -> tuple[str, ...]:
        """Return the items of a list cell, in their order.

        >>> Row(2, {"aliases": "HT; Hindustan Times"}).many("aliases")
        ('HT', 'Hindustan Times')
        """
        return items(self.cells[column])


def items(cell: str) -> tuple[str, ...]:
    """Split a list cell at its semicolons; an empty cell is an empty list."""
    return tuple(item.strip() for item in cell.split(";")) if cell else ()


def read_rows(path: Path, columns: Sequence[Column]) -> tuple[list[Row], list[Problem]]:
    """Read a CSV file (UTF-8) and check every cell; return the rows that have all columns, and the problems.

    Raises:
        MissingSourceError: the file does not exist.
        UnreadableSourceError: the file cannot be read.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise MissingSourceError(path) from None
    except OSError as error:
        raise UnreadableSourceError(path, error) from None
    except UnicodeDecodeError as error:
        return [], [Problem(path.name, 0, "", f"not UTF-8 at byte {error.start}; save the table as UTF-8")]
    rows, problems = _split(path.name, text, [column.name for column in columns])
    problems += (problem for column in columns for problem in _check_column(path.name, rows, column))
    return rows, problems


def _split(file: str, text: str, names: Sequence[str]) -> tuple[list[Row], list[Problem]]:
    """Split the text into rows of the right length; what cannot be split is a problem."""
    rows: list[Row] = []
    problems: list[Problem] = []
    try:
        for line, end, cells in _numbered(text):
            if line == 1 and cells != list(names):
                return [], [Problem(file, 1, "", f"the header must read {','.join(names)}")]
            fault = _row_fault(line, end, cells, len(names))
            if fault:
                problems.append(Problem(file, line, "", fault))
            elif line > 1:
                rows.append(Row(line, dict(zip(names, cells, strict=True))))
    except _BrokenCsvError as error:
        problems.append(Problem(file, error.line, "", f"{error}; is a quotation mark left open?"))
    return (rows, problems) if text else ([], [Problem(file, 0, "", "the file is empty")])


class _BrokenCsvError(Exception):
    """The CSV reader gave up in the row that starts on `line`."""

    def __init__(self, line: int, error: csv.Error) -> None:
        super().__init__(str(error))
        self.line = line


def _numbered(text: str) -> Iterator[tuple[int, int, list[str]]]:
    """Yield the first and last line of each row, and its cells."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _BrokenCsvError(line, error) from error
        yield line, reader.line_num, cells


def _row_fault(line: int, end: int, cells: Sequence[str], width: int) -> str | None:
    """Say what is wrong with the shape of a row."""
    if end > line:
        return f"the row runs on to line {end}; is a quotation mark left open?"
    if len(cells) != width:
        return f"{len(cells)} cells instead of {width}"
    return None


def _check_column(file: str, rows: Sequence[Row], column: Column) -> Iterator[Problem]:
    """Check the cells of one column, from top to bottom."""
    seen: dict[str, int] = {}
    for row in rows:
        cell = row.cells[column.name]
        faults = [] if cell else ["must not be empty"] * column.required
        for item in items(cell) if column.many else (cell,) * bool(cell):
            fault = _text_fault(item) or column.check(item)
            faults += [fault] if fault else []
            if column.unique and seen.setdefault(item, row.line) != row.line:
                faults.append(f"{item!r} stands on line {seen[item]} already")
        yield from (Problem(file, row.line, column.name, fault) for fault in faults)


def _text_fault(item: str) -> str | None:
    """Say what makes a text unfit for any cell."""
    if not item:
        return "empty item in a list"
    if item != item.strip():
        return f"{item!r} has spaces around it"
    if not item.isprintable() and any(character < " " or "\x7f" <= character <= "\x9f" for character in item):
        return f"{item!r} holds a control character"
    return None
