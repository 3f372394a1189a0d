"""Which pages are wanted: the embedded table of coverage, or any CSV table that has a column of addresses."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from . import checks, facts
from .captures import Target
from .errors import FactsError, MissingSourceError, Problem, UnreadableSourceError

_COLUMNS: Mapping[str, str] = {"url": "address", "date_published": "day of publication", "publisher": "publisher"}
"""Columns that are read; others are left alone. Only the first is needed."""


def read_targets(table: Path | None) -> Sequence[Target]:
    """Return the wanted pages in the order of the table, each address once; without a table, the embedded coverage.

    Raises:
        FactsError: the table has no column `url`, no rows, or a cell is wrong; every problem is named with its line.
        SourceError: it is missing or cannot be read.
    """
    if table is None:
        rows = [Target(row.url, row.date_published, row.publisher) for row in facts.coverage()]
    else:
        rows = list(_read(table))
    return list({row.address: row for row in reversed(rows)}.values())[::-1]


def _read(table: Path) -> Iterator[Target]:
    lines = _rows(table)
    problems = [problem for line, row in lines for problem in _problems(table.name, line, row)]
    if not lines:
        problems.append(Problem(table.name, 0, "", "no rows; give a CSV table with a column url"))
    if problems:
        raise FactsError(tuple(problems))
    for _, row in lines:
        yield Target(row["url"], row.get("date_published") or None, row.get("publisher") or "")


def _rows(table: Path) -> Sequence[tuple[int, Mapping[str, str]]]:
    """Return the rows with the line that each ends on; only the columns that are read."""
    try:
        text = table.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise MissingSourceError(table) from None
    except OSError as error:
        raise UnreadableSourceError(table, error) from None
    except UnicodeDecodeError as error:
        raise FactsError((Problem(table.name, 0, "", f"not UTF-8 at byte {error.start}; save it as UTF-8"),)) from None
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        if "url" not in (reader.fieldnames or []):
            raise FactsError((Problem(table.name, 1, "url", "the header has no such column"),))
        return [(reader.line_num, {name: (row.get(name) or "").strip() for name in _COLUMNS}) for row in reader]
    except csv.Error as error:
        raise FactsError((Problem(table.name, reader.line_num, "", f"{error}; is a quotation mark open?"),)) from None


def _problems(file: str, line: int, row: Mapping[str, str]) -> Iterator[Problem]:
    fault = checks.web_address(row["url"])
    if fault is None and "@" in urlsplit(row["url"]).netloc:
        yield Problem(file, line, "url", "a user name or password in an address; take it out")  # and do not repeat it
    if fault:
        yield Problem(file, line, "url", fault)
    day = row["date_published"]
    fault = checks.iso_date(day) if day else None
    if fault:
        yield Problem(file, line, "date_published", fault)
