"""Writes and reads cleaned pages: one JSON object a line, an article or a rejection each."""

import dataclasses
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, TextIO

from .article import Article, Outcome, Rejection, Removed, Stamp

_KINDS: dict[str, type[Article] | type[Rejection]] = {"article": Article, "rejection": Rejection}


class StoreError(ValueError):
    """A line of a cleaned-pages file is not what `write` writes; the message names file and line."""


def to_dict(outcome: Outcome) -> dict[str, Any]:
    """Return all fields as JSON values: ``kind`` first, stamps in ISO 8601 as precise as they are known.

    >>> to_dict(Rejection("00", "empty"))["kind"]
    'rejection'
    """
    fields = {f.name: _plain(getattr(outcome, f.name)) for f in dataclasses.fields(outcome)}
    return {"kind": "article" if isinstance(outcome, Article) else "rejection", **fields}


def from_dict(record: dict[str, Any]) -> Outcome:
    """Return the outcome that `to_dict` was given.

    Raises:
        ValueError: if the record lacks a field, has one too many, or a stamp is not ISO 8601.
    """
    values = dict(record)
    kind = _KINDS.get(values.pop("kind", ""))
    if kind is None or values.keys() != {f.name for f in dataclasses.fields(kind)}:
        raise ValueError("not a record of this version of cablepress")
    for name, read in _READERS.items():
        if name in values:
            values[name] = read(values[name])
    return kind(**values)


def to_line(outcome: Outcome) -> str:
    """Return one line of JSON, without the line break; equal outcomes give equal lines."""
    return json.dumps(to_dict(outcome), ensure_ascii=False, separators=(",", ":"))


def write(outcomes: Iterable[Outcome], into: TextIO) -> None:
    """Write each outcome as one line, in the order given."""
    for outcome in outcomes:
        into.write(to_line(outcome) + "\n")


def read(path: Path) -> Iterator[Outcome]:
    """Read a file that `write` wrote.

    Raises:
        StoreError: at the first line that is not such a record.
        OSError: if the file cannot be read.
    """
    with path.open(encoding="utf-8", newline="\n") as lines:
        for number, line in enumerate(_decoded(lines, path), 1):
            try:
                yield from_dict(json.loads(line))
            except (ValueError, TypeError, AttributeError) as error:
                raise StoreError(f"{path}, line {number}: {error}") from error


def _decoded(lines: TextIO, path: Path) -> Iterator[str]:
    try:
        yield from lines
    except UnicodeDecodeError as error:
        raise StoreError(f"{path}: not UTF-8 text ({error.reason})") from error


def _plain(value: object) -> object:
    if isinstance(value, date):  # a datetime is a date
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    return value


def _stamp(value: str | None) -> Stamp | None:
    if value is None:
        return None
    return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)


_READERS: dict[str, Any] = {
    "paragraphs": tuple,
    "roles": tuple,
    "authors": tuple,
    "cables": tuple,
    "removed": lambda pieces: tuple(Removed(**piece) for piece in pieces),
    "published": _stamp,
    "modified": _stamp,
    "captured_at": _stamp,
}
"""How a JSON value becomes the field's own type, where the two differ."""
