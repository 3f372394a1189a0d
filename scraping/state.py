"""What is known of every page, in SQLite beside the WARC files: quick to ask, and only a copy of what they say.

If it is lost or damaged it is built again from the files. Only failures and their reasons are nowhere else.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .account import PageState
from .groups import Group
from .packing import Payload

NAME = ".state.sqlite"
"""Its name in the folder; hidden, as it is no page."""
_VERSION = 1

_TABLES = """
CREATE TABLE files (name TEXT PRIMARY KEY, length INTEGER NOT NULL, damaged INTEGER NOT NULL DEFAULT 0);
CREATE TABLE pages (
    address TEXT PRIMARY KEY, outcome TEXT NOT NULL, detail TEXT NOT NULL DEFAULT '', archive TEXT NOT NULL DEFAULT '',
    captured_at TEXT NOT NULL DEFAULT '', place TEXT NOT NULL DEFAULT '', asked TEXT NOT NULL DEFAULT '');
CREATE TABLE captures (
    file TEXT NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL, uri TEXT NOT NULL, stamp TEXT NOT NULL,
    digest TEXT NOT NULL, is_revisit INTEGER NOT NULL, media_type TEXT NOT NULL, status TEXT NOT NULL,
    tag TEXT NOT NULL, modified TEXT NOT NULL, PRIMARY KEY (file, offset));
CREATE INDEX by_digest ON captures (digest);
CREATE INDEX by_uri ON captures (uri);
"""


class State:
    """The state of one folder."""

    def __init__(self, path: Path) -> None:
        """Open the state, new if it is missing or cannot be used; `is_new` tells."""
        self.is_new = not path.exists()
        try:
            self._base = self._opened(path)
        except sqlite3.DatabaseError:
            remove(path)
            self.is_new = True
            self._base = self._opened(path)

    def _opened(self, path: Path) -> sqlite3.Connection:
        base = sqlite3.connect(path, isolation_level=None)
        base.execute("PRAGMA journal_mode=WAL")
        base.execute("PRAGMA synchronous=NORMAL")  # a lost transaction is found again in the files
        if (
            base.execute("PRAGMA user_version").fetchone()[0] != _VERSION
            or base.execute("PRAGMA quick_check").fetchone()[0] != "ok"
        ):
            if not self.is_new:
                base.close()
                raise sqlite3.DatabaseError("of another version, or damaged")
            base.executescript(f"BEGIN;{_TABLES}PRAGMA user_version={_VERSION};COMMIT;")
        return base

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        self._base.execute("BEGIN IMMEDIATE")
        try:
            yield self._base
        except BaseException:
            self._base.execute("ROLLBACK")
            raise
        self._base.execute("COMMIT")

    def length(self, name: str) -> int:
        """Return how many bytes of a file are accounted for."""
        row = self._base.execute("SELECT length FROM files WHERE name = ?", (name,)).fetchone()
        return int(row[0]) if row else 0

    def store(self, name: str, length: int, groups: Iterable[Group], damaged: int = 0) -> None:
        """Note that a file is accounted for up to a length, with these pages in it."""
        with self._transaction() as base:
            for group in groups:
                _store(base, name, group)
            base.execute(
                "INSERT INTO files VALUES (?, ?, ?)"
                " ON CONFLICT (name) DO UPDATE SET length = excluded.length, damaged = damaged + excluded.damaged",
                (name, length, damaged),
            )

    def fail(self, address: str, reason: str, detail: str, archive: str, asked: str) -> None:
        """Note that a page could not be had; a stored page stays stored."""
        with self._transaction() as base:
            base.execute(
                "INSERT INTO pages (address, outcome, detail, archive, asked) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (address) DO UPDATE SET outcome = excluded.outcome, detail = excluded.detail,"
                " archive = excluded.archive, asked = excluded.asked WHERE outcome != 'stored'",
                (address, reason, detail, archive, asked),
            )

    def page(self, address: str) -> tuple[PageState, str] | None:
        """Return what is known of a page, and which archives were asked for it."""
        row = self._base.execute(
            "SELECT outcome, detail, archive, captured_at, place, asked FROM pages WHERE address = ?", (address,)
        ).fetchone()
        return (PageState(address, "", *row[:5]), row[5]) if row else None

    def has(self, address: str, stamp: str) -> bool:
        """Tell whether the capture that an address had at a time, as in ``WARC-Date``, is stored."""
        query = "SELECT 1 FROM captures WHERE uri = ?1 AND stamp = ?2"
        query += " UNION SELECT 1 FROM pages WHERE address = ?1 AND captured_at = ?2"
        return self._base.execute(query, (address, stamp)).fetchone() is not None

    def payload(self, digest: str) -> Payload | None:
        """Return where a payload is stored already."""
        row = self._base.execute(
            "SELECT uri, stamp FROM captures WHERE digest = ? AND NOT is_revisit ORDER BY file, offset", (digest,)
        ).fetchone()
        return Payload(*row) if row else None

    def validators(self, uri: str) -> tuple[str, str, str]:
        """Return digest, ``ETag`` and ``Last-Modified`` of the last stored capture of an address; empty if none."""
        row = self._base.execute(
            "SELECT digest, tag, modified FROM captures WHERE uri = ? ORDER BY file DESC, offset DESC", (uri,)
        ).fetchone()
        return (row[0], row[1], row[2]) if row else ("", "", "")

    def captures(self) -> Iterator[tuple[str, Group]]:
        """Yield every stored capture with the name of its file, in the order of the files."""
        rows = self._base.execute(
            "SELECT file, uri, stamp, digest, is_revisit, media_type, status, offset, length FROM captures"
            " ORDER BY file, offset"
        )
        for file, uri, stamp, digest, is_revisit, media_type, status, offset, length in rows:
            yield file, Group(uri, uri, stamp, digest, "", "", bool(is_revisit), media_type, status, offset, length)

    def damaged(self) -> int:
        """Return the number of damaged records in all files."""
        return int(self._base.execute("SELECT coalesce(sum(damaged), 0) FROM files").fetchone()[0])

    def files(self) -> list[str]:
        """Return the names of the files accounted for."""
        return [row[0] for row in self._base.execute("SELECT name FROM files ORDER BY name")]

    def close(self) -> None:
        """Close the state."""
        self._base.close()


def _store(base: sqlite3.Connection, file: str, group: Group) -> None:
    base.execute(
        "INSERT OR REPLACE INTO pages (address, outcome, archive, captured_at, place) VALUES (?, 'stored', ?, ?, ?)",
        (group.address, group.archive, group.stamp, group.place),
    )
    place = (file, group.offset, group.length)
    what = (group.uri, group.stamp, group.digest, group.is_revisit, group.media_type, group.status)
    base.execute(
        "INSERT OR REPLACE INTO captures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*place, *what, group.tag, group.modified),
    )


def remove(path: Path) -> None:
    """Delete a state and what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
