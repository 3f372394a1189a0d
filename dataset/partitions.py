"""Which file of its table a row stands in: articles by the month of publication, undated ones apart.

A release that only adds articles leaves the files of other months as they were, byte for byte. Where the months are
too many for the number of files that a release may have, years take their place, then decades, then one file.
"""

from collections.abc import Iterable
from datetime import date

from .columns import Table
from .rows import Row
from .schema import ARTICLES

UNDATED = "undated"
ALL = "all"
MOST_PARTS = 60
"""Files of dated articles at most; with all other files a release stays below the 100 that a Zenodo record takes."""

_MONTH, _YEAR, _DECADE, _ALL = 7, 4, 3, 0
_UNITS = (_MONTH, _YEAR, _DECADE, _ALL)
"""How many characters of an ISO 8601 day name a part, the finest first."""


def unit(months: Iterable[str]) -> int:
    """Return how many characters of a day name its part; `months` are those that have an article (``2010-12``).

    >>> unit(["2010-12"]), unit(f"{year}-01" for year in range(1900, 2000))
    (7, 3)
    """
    found = set(months)
    return next(size for size in _UNITS if size == _ALL or len({month[:size] for month in found}) <= MOST_PARTS)


def part(day: date | None, size: int) -> str:
    """Return the name of the part that a day belongs to; `size` is a `unit`.

    >>> part(date(2010, 12, 2), 7), part(date(2010, 12, 2), 3), part(None, 7)
    ('2010-12', '2010s', 'undated')
    """
    if day is None:
        return UNDATED
    start = day.isoformat()[:size]
    return {_DECADE: f"{start}0s", _ALL: ALL}.get(size, start)


def file_name(table: Table, row: Row, size: int) -> str:
    """Return the name of the data file that holds a row: ``articles-2010-12.parquet``, ``cables.parquet``."""
    return f"{table.name}-{part(row['published_on'], size)}.parquet" if table is ARTICLES else empty_name(table)


def empty_name(table: Table) -> str:
    """Return the name of the data file of a table that has no rows, or is not parted."""
    return f"{table.name}-{UNDATED}.parquet" if table is ARTICLES else f"{table.name}.parquet"


def file_names(table: Table, months: Iterable[str]) -> list[str]:
    """Return the names of all data files of a table; `months` are its months of publication, ``""`` for none."""
    found = sorted(set(months))
    if table is not ARTICLES or not found:
        return [empty_name(table)]
    size = unit(month for month in found if month)
    days = (date.fromisoformat(f"{month}-01") if month else None for month in found)
    return sorted({f"{table.name}-{part(day, size)}.parquet" for day in days})


def may_hold(table: Table, name: str, row: Row) -> bool:
    """Return whether a file of this name is one that can hold the row, whatever the unit."""
    return name in {file_name(table, row, size) for size in _UNITS}
