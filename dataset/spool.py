"""Everything that goes into a release, kept on disk while it is gathered and sorted: memory stays flat.

A spool is an SQLite file in the work folder of a build. It takes outcomes and captures in any order, and gives rows
in the order of their table. It is thrown away with the work folder, so nothing in it needs to survive a crash.
"""

import errno
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Concatenate, ParamSpec, Self, TypeVar

from ..cleaning.article import Outcome
from .clusters import Standing
from .columns import Table
from .content import canonical
from .errors import AccountError
from .intake import Capture, page_digest
from .manifest import Inputs
from .records import capture_record, iso, outcome_record
from .rows import Row, capture_rows, standing_columns
from .schema import ARTICLES

_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -65536;
PRAGMA temp_store = FILE;
CREATE TABLE outcome (page TEXT PRIMARY KEY, kind TEXT, day TEXT, age TEXT, row BLOB);
CREATE TABLE capture (page TEXT, url TEXT, captured_at TEXT, source TEXT, UNIQUE (page, url, captured_at, source));
CREATE TABLE view (page TEXT PRIMARY KEY, article TEXT);
CREATE INDEX shown ON view (article);
CREATE TABLE standing (page TEXT PRIMARY KEY, cluster TEXT, role TEXT, similarity INTEGER, agency TEXT);
"""
_TAKE = """
INSERT INTO outcome VALUES (?, ?, ?, ?, ?) ON CONFLICT (page) DO UPDATE
SET kind = excluded.kind, day = excluded.day, age = excluded.age, row = excluded.row
WHERE (excluded.age, excluded.row) < (age, row)
"""
_ADDRESSES = """
SELECT page, url FROM capture
UNION ALL SELECT page, json_extract(CAST(row AS TEXT), '$.canonical_url') FROM outcome WHERE kind <> 'rejects'
UNION ALL SELECT page, json_extract(CAST(row AS TEXT), '$.url') FROM outcome
"""
_DAY = "SELECT coalesce(day, '') FROM outcome WHERE page = ?"
_VIEW = "view"
"""Kind of an outcome that is but another view of an article."""
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
        self._base.executemany(_TAKE, (outcome_record(one, rules) for one in outcomes))
        self._base.execute("COMMIT")

    @_on_disk
    def note(self, captures: Iterable[tuple[str, Capture]]) -> None:
        """Take in captures, each with the id of its raw page; repeats count once."""
        self._base.execute("BEGIN")
        self._base.executemany("INSERT OR IGNORE INTO capture VALUES (?, ?, ?, ?)", map(capture_record, captures))
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
        ordered = self._base.execute("SELECT DISTINCT page FROM capture ORDER BY page")
        pages, digest = page_digest(page for (page,) in ordered)
        (captures,) = self._base.execute("SELECT count(*) FROM capture").fetchone()
        return Inputs(captures, pages, digest, dict(sorted(damaged.items())))

    @_on_disk
    def months(self) -> list[str]:
        """Return the months that have an article."""
        return self._column(
            "SELECT DISTINCT substr(day, 1, 7) FROM outcome WHERE kind = 'articles' AND day IS NOT NULL"
        )

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
            captures = capture_rows(self._captures(page))
            row["captures"] = captures
            if captures[0]["page"] != page:  # another view of the article is older
                row |= {name: captures[0][name] for name in ("url", "captured_at")}
            yield row | self._standing(page) if table is ARTICLES else row

    def _captures(self, page: str) -> Iterator[tuple[str, Capture]]:
        """Yield the captures of a page and of its views, each with the id of the bytes."""
        query = """
        SELECT page, url, captured_at, source FROM capture
        WHERE page = ?1 OR page IN (SELECT page FROM view WHERE article = ?1)
        """
        for found, url, at, source in self._base.execute(query, (page,)):
            yield found, Capture(url, datetime.fromisoformat(at) if at else None, source)

    def _standing(self, page: str) -> Row:
        found = self.standing(page)
        return standing_columns(found) if found else {}

    @_on_disk
    def take_rows(self, table: Table, rows: Iterable[Row]) -> None:
        """Take in rows of another release, with their captures and, for articles, what they are in their story."""
        self._base.execute("BEGIN")
        for row in rows:
            day = row["published_on"].isoformat() if row.get("published_on") else None
            bare = {name: value for name, value in row.items() if name != "captures"}
            self._base.execute(
                "INSERT INTO outcome VALUES (?, ?, ?, '', ?)", (row["id"], table.name, day, canonical(bare))
            )
            found = [(one["page"], one["url"], iso(one["captured_at"]), one["source"]) for one in row["captures"]]
            self._base.executemany("INSERT OR IGNORE INTO capture VALUES (?, ?, ?, ?)", found)
            views = {(one["page"], row["id"]) for one in row["captures"] if one["page"] != row["id"]}
            self._base.executemany("INSERT INTO view VALUES (?, ?)", sorted(views))
        self._base.execute("COMMIT")
        self._base.execute("CREATE INDEX IF NOT EXISTS place ON outcome (kind, day IS NULL, day, page)")

    def articles(self) -> list[tuple[str, str]]:
        """Return page and day (empty if unknown) of each article, in their order."""
        query = "SELECT page, coalesce(day, '') FROM outcome WHERE kind = 'articles' ORDER BY day IS NULL, day, page"
        return list(self._base.execute(query))

    def pages(self) -> list[str]:
        """Return all pages that have an outcome."""
        return self._column("SELECT page FROM outcome")

    def article(self, page: str) -> Row:
        """Return the row of an article or a rejection without its captures."""
        query = "SELECT row FROM outcome WHERE page = ?"
        row: Row = json.loads(self._base.execute(query, (page,)).fetchone()[0])
        return row

    def text(self, page: str) -> str:
        """Return an article's text; empty if the row has none."""
        query = "SELECT json_extract(CAST(row AS TEXT), '$.text') FROM outcome WHERE page = ?"
        return self._base.execute(query, (page,)).fetchone()[0] or ""

    def addresses(self) -> Iterator[tuple[str, str]]:
        """Yield each page with each address that it is known under, canonical ones included; empty ones too."""
        yield from ((page, url or "") for page, url in self._base.execute(_ADDRESSES))

    def withdraw(self, pages: Iterable[str]) -> None:
        """Take out pages, with the articles that they are views of and those articles' other views."""
        for page in pages:
            found = self._base.execute("SELECT article FROM view WHERE page = ?", (page,)).fetchone()
            article = found[0] if found else page
            query = "SELECT page FROM view WHERE article = ?"
            views = [view for (view,) in self._base.execute(query, (article,))]
            for one in (article, *views):
                self._base.execute("DELETE FROM outcome WHERE page = ?", (one,))
                self._base.execute("DELETE FROM capture WHERE page = ?", (one,))
            self._base.execute("DELETE FROM view WHERE article = ?", (article,))

    def show(self, views: Mapping[str, str]) -> None:
        """Make pages views of articles: their captures stand with the article then."""
        self._base.executemany(f"UPDATE outcome SET kind = '{_VIEW}' WHERE page = ?", [(page,) for page in views])  # noqa: S608
        self._base.executemany("INSERT INTO view VALUES (?, ?)", views.items())

    def stand(self, standings: Iterable[Standing]) -> None:
        """Note what articles are in their stories; a later note replaces an earlier one."""
        records = ((s.page, s.cluster, s.role, s.similarity, s.agency) for s in standings)
        self._base.executemany("INSERT OR REPLACE INTO standing VALUES (?, ?, ?, ?, ?)", records)

    def standing(self, page: str) -> Standing | None:
        """Return what an article is in its story, if that was noted."""
        found = self._base.execute("SELECT * FROM standing WHERE page = ?", (page,)).fetchone()
        return Standing(*found) if found else None

    def leaderless(self) -> Iterator[tuple[list[Standing], dict[str, str]]]:
        """Yield each cluster without a lead, and the days of its articles."""
        query = "SELECT cluster FROM standing GROUP BY cluster HAVING sum(role = 'lead') = 0 ORDER BY cluster"
        for cluster in self._column(query):
            found = [
                Standing(*one) for one in self._base.execute("SELECT * FROM standing WHERE cluster = ?", (cluster,))
            ]
            pages = [(one.page,) for one in found]
            days = [self._base.execute(_DAY, page).fetchone()[0] for page in pages]
            yield found, {one.page: day for one, day in zip(found, days, strict=True)}

    def _column(self, query: str) -> list[str]:
        return [value for (value,) in self._base.execute(query)]
