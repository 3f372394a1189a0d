"""Everything that goes into a release, kept on disk while it is gathered and sorted: memory stays flat.

A spool is an SQLite file in the work folder of a build. It takes outcomes and captures in any order, and gives rows
in the order of their table. It is thrown away with the work folder, so nothing in it needs to survive a crash.
"""

import errno
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

from ..cleaning.article import Article, Outcome
from .content import canonical
from .errors import AccountError, RowError
from .intake import Capture, age, page_digest
from .manifest import Inputs
from .rows import Row, article_row, capture_rows, reject_row
from .schema import ARTICLES, REJECTS, Table

_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -65536;
PRAGMA temp_store = FILE;
CREATE TABLE outcome (page TEXT PRIMARY KEY, kind TEXT, day TEXT, age TEXT, row BLOB);
CREATE TABLE capture (page TEXT, url TEXT, captured_at TEXT, source TEXT, UNIQUE (page, url, captured_at, source));
"""
_TAKE = """
INSERT INTO outcome VALUES (?, ?, ?, ?, ?) ON CONFLICT (page) DO UPDATE
SET kind = excluded.kind, day = excluded.day, age = excluded.age, row = excluded.row
WHERE (excluded.age, excluded.row) < (age, row)
"""
_P = ParamSpec("_P")
_T = TypeVar("_T")


def _on_disk(
    method: Callable[Concatenate["Spool", _P], _T],
) -> Callable[Concatenate["Spool", _P], _T]:
    """Let a method raise `OSError` where SQLite cannot write, as any other writing does."""

    def guarded(self: "Spool", /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        try:
            return method(self, *args, **kwargs)
        except sqlite3.OperationalError as error:
            raise OSError(errno.ENOSPC, f"the work folder cannot be written: {error}", str(self.path)) from error

    return guarded


class Spool:
    """Outcomes and captures of raw pages, on disk."""

    @_on_disk
    def __init__(self, path: Path) -> None:
        self.path = path
        self._base = sqlite3.connect(path, isolation_level=None)
        self._base.executescript(_SCHEMA)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._base.close()

    @_on_disk
    def take(self, outcomes: Iterable[Outcome], rules: str = "") -> None:
        """Take in outcomes, cleaned by these rules (their digest); of one raw page, the oldest capture's is kept.

        Raises `RowError` for a text that is no Unicode, and what `outcomes` raises.
        """
        self._base.execute("BEGIN")
        self._base.executemany(_TAKE, (_record(one, rules) for one in outcomes))
        self._base.execute("COMMIT")

    @_on_disk
    def note(self, captures: Iterable[tuple[str, Capture]]) -> None:
        """Take in captures, each with the id of its raw page; repeats count once."""
        self._base.execute("BEGIN")
        self._base.executemany("INSERT OR IGNORE INTO capture VALUES (?, ?, ?, ?)", map(_capture_record, captures))
        self._base.execute("COMMIT")

    @_on_disk
    def account(self) -> None:
        """Raise `AccountError` unless every raw page has an outcome and every outcome a raw page."""
        missing = self._column("SELECT page FROM capture EXCEPT SELECT page FROM outcome")
        unknown = self._column("SELECT page FROM outcome EXCEPT SELECT page FROM capture")
        if missing or unknown:
            raise AccountError(missing, unknown)
        self._base.execute("CREATE INDEX IF NOT EXISTS place ON outcome (kind, day IS NULL, day, page)")

    @_on_disk
    def inputs(self, damaged: Mapping[str, int]) -> Inputs:
        """Sum up what was read; `damaged` counts inputs that gave no raw page, by reason."""
        pages, digest = page_digest(page for (page,) in self._base.execute("SELECT page FROM outcome ORDER BY page"))
        (captures,) = self._base.execute("SELECT count(*) FROM capture").fetchone()
        return Inputs(captures, pages, digest, dict(sorted(damaged.items())))

    @_on_disk
    def months(self) -> list[str]:
        """Return the months that have an article."""
        return self._column("SELECT DISTINCT substr(day, 1, 7) FROM outcome WHERE day IS NOT NULL")

    @_on_disk
    def newest_capture(self) -> str | None:
        """Return the day of the newest capture, if any is dated."""
        (newest,) = self._base.execute("SELECT max(substr(captured_at, 1, 10)) FROM capture").fetchone()
        return newest or None

    def rows(self, table: Table) -> Iterator[Row]:
        """Yield the rows of the articles or the rejections in their order; may be called again."""
        order = "kind, day IS NULL, day, page" if table is ARTICLES else "page"
        query = f"SELECT page, row FROM outcome WHERE kind = ? ORDER BY {order}"  # noqa: S608 - one of two constants
        dated = [column.name for column in table.columns if column.type == "date32"]
        for page, spelled in self._base.execute(query, (table.name,)):
            row: Row = json.loads(spelled)
            row |= {name: row[name] and date.fromisoformat(row[name]) for name in dated}
            yield row | {"captures": capture_rows(self._captures(page))}

    def _captures(self, page: str) -> Iterator[Capture]:
        query = "SELECT url, captured_at, source FROM capture WHERE page = ?"
        for url, at, source in self._base.execute(query, (page,)):
            yield Capture(url, datetime.fromisoformat(at) if at else None, source)

    def _column(self, query: str) -> list[str]:
        return [value for (value,) in self._base.execute(query)]


def _record(outcome: Outcome, rules: str) -> tuple[Any, ...]:
    is_article = isinstance(outcome, Article)
    row = article_row(outcome, (), rules) if isinstance(outcome, Article) else reject_row(outcome, ())
    table = ARTICLES if is_article else REJECTS
    when, url, source = age(outcome)
    day = row["published_on"].isoformat() if row.get("published_on") else None
    try:
        return outcome.id, table.name, day, f"{_instant(when)} {url} {source}", canonical(row)
    except (TypeError, UnicodeError) as error:
        raise RowError(table.name, outcome.id, error) from None


def _capture_record(found: tuple[str, Capture]) -> tuple[str, str, str, str]:
    page, capture = found
    record = page, capture.url, capture.captured_at.isoformat() if capture.captured_at else "", capture.source
    try:
        "".join(record).encode()
    except UnicodeError as error:
        raise RowError("captures", page, error) from None
    return record


def _instant(when: datetime) -> str:
    """Spell an instant so that texts sort as the instants do."""
    return when.astimezone(UTC).isoformat(timespec="microseconds")
