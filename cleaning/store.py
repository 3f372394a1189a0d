"""Writes and reads cleaned pages: JSON Lines with the recipe first, then an article, a rejection or a skip a line."""

import dataclasses
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TextIO

from ..scraping.page import NotAPage
from .article import Article, Mention, Outcome, Rejection, Removed, Stamp


@dataclass(frozen=True, slots=True)
class Recipe:
    """What shaped the cleaned pages: name of a rule set or model → its digest."""

    digests: Mapping[str, str]


Record = Recipe | Outcome | NotAPage
"""A line of the store: a `NotAPage` is kept too, so that a release can account for all that was found."""

_KINDS: dict[str, type[Record]] = {
    "recipe": Recipe,
    "article": Article,
    "rejection": Rejection,
    "not_a_page": NotAPage,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


class StoreError(ValueError):
    """A line of a cleaned-pages file is not what `write` writes; the message names file and line."""


def to_dict(record: Record) -> dict[str, Any]:
    """Return all fields as JSON values: ``kind`` first, stamps in ISO 8601 as precise as they are known.

    >>> to_dict(Rejection("00", "empty"))["kind"]
    'rejection'
    """
    fields = {name: _plain(getattr(record, name)) for name in record.__dataclass_fields__}
    return {"kind": _NAMES[type(record)], **fields}


def from_dict(values: Mapping[str, Any]) -> Record:
    """Return the record that `to_dict` was given.

    Raises:
        ValueError: the record lacks a field, has one too many, or a stamp is not ISO 8601.
    """
    fields = dict(values)
    kind = _KINDS.get(fields.pop("kind", ""))
    if kind is None or fields.keys() != {field.name for field in dataclasses.fields(kind)}:
        raise ValueError("not a record of this version of cablepress; clean the pages again")
    return kind(**{name: _READERS[name](value) if name in _READERS else value for name, value in fields.items()})


def to_line(record: Record) -> str:
    """Return one line of JSON, without the line break; equal records give equal lines."""
    return json.dumps(to_dict(record), ensure_ascii=False, separators=(",", ":"))


def write(records: Iterable[Record], into: TextIO) -> None:
    """Write each record as one line, in the order given."""
    for record in records:
        into.write(to_line(record) + "\n")


def read(path: Path) -> Iterator[Record]:
    """Read a file that `write` wrote.

    Raises:
        StoreError: at the first line that is not such a record.
        OSError: the file cannot be read.
    """
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield from_dict(json.loads(line))
            except (ValueError, TypeError, AttributeError) as error:
                raise StoreError(f"{path}, line {number}: {error}") from error


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):  # a datetime is a date
        return value.isoformat()
    if isinstance(value, str) or value is None or not dataclasses.is_dataclass(value):
        return value
    # `asdict` takes five times as long.
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def _stamp(value: str | None) -> Stamp | None:
    if value is None:
        return None
    return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)


_READERS: dict[str, Any] = {
    "paragraphs": tuple,
    "roles": tuple,
    "places": tuple,
    "authors": tuple,
    "cables": tuple,
    "removed": lambda pieces: tuple(Removed(**piece) for piece in pieces),
    "mentions": lambda named: tuple(Mention(**mention) for mention in named),
    "published": _stamp,
    "modified": _stamp,
    "captured_at": _stamp,
}
"""How a JSON value becomes the field's own type, where the two differ."""
