"""``manifest.json``: what went into a release, what made it, what came out. Every number of the papers is from here."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from functools import cache
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any

from .changes import Changes
from .columns import Column, Table
from .errors import VersionError
from .rows import Row
from .schema import TABLES, TIERS, Tier
from .version import check_version

NAME = "manifest.json"
FORMAT = "cablepress-release/2"
"""Marks a folder as a release of ours; the number changes when the manifest's fields change."""

PACKAGES = ("beautifulsoup4", "brotli", "cablepress", "numpy", "py3langid", "pyarrow", "selectolax", "warcio")
"""Packages whose version can change a release's rows or bytes."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What was read."""

    captures: int
    """Findings of raw pages."""
    raw_pages: int
    """Raw pages: different bytes."""
    raw_pages_sha256: str
    """SHA-256 over the sorted page ids, one a line."""
    damaged: Mapping[str, int]
    """Reason → inputs that gave no raw page."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large a table is."""

    rows: int
    arrow_bytes: int
    """In memory."""
    file_bytes: int
    """As Parquet files."""
    content_sha256: str
    """Content hash of the table (`content.Seal`): the same whatever wrote or reads the files."""


@dataclass(frozen=True, slots=True)
class DataFile:
    """One Parquet file."""

    path: str
    """Relative to the release, with ``/``."""
    sha256: str
    bytes: int
    rows: int


_Record = Inputs | Size | DataFile
Counts = Mapping[str, Mapping[str, Mapping[str, int]]]
"""Table → counted column (``removed.reason`` for a list's field) → value → count, sorted; ``""``: no value."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The facts of one release."""

    version: str
    date: str
    """ISO 8601 day of the release: as given, or the newest day that its data name."""
    doi: str | None
    """The release's DOI, where one was given."""
    content_sha256: str
    """Content hash of the release, over those of its tables."""
    inputs: Inputs
    tables: Mapping[str, Size]
    counts: Counts
    files: tuple[DataFile, ...]
    """The data files, sorted by path."""
    recipe: Mapping[str, str]
    """What shaped the articles → its digest: the rule set, the model."""
    packages: Mapping[str, str]
    """Package → version."""
    changes: Changes | None = None
    """What changed since the former release, where one was given."""
    tier: Tier = "full"
    """The most that a row holds of a page's words: one of `schema.TIERS`."""
    private: bool = True
    """Whether it may hold texts that cannot be passed on."""
    masked: bool = False
    """Whether personal data in its texts were masked before anything was computed from them."""
    format: str = FORMAT


@dataclass(slots=True)
class Tally:
    """Counts the rows of one table by its counted columns, while they pass."""

    table: Table
    counters: dict[str, Counter[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.counters = {name: Counter() for name, _, _ in _counted(self.table)}

    def add(self, row: Row) -> None:
        """Count one row."""
        for name, column, inner in _counted(self.table):
            value = row[column.name]
            self.counters[name].update([piece[inner.name] for piece in value] if inner else [_label(value)])

    def months(self) -> list[str]:
        """Return the months of publication seen, ``""`` for rows without one; empty for tables that have none."""
        return list(self.counters.get("published_on", ()))

    def result(self) -> dict[str, dict[str, int]]:
        """Return column → value → count, sorted by value."""
        return {name: dict(sorted(counter.items())) for name, counter in self.counters.items()}


def _label(value: object) -> str:
    """Return what a value is counted as: itself, the month of a day, or nothing."""
    return value.isoformat()[:7] if isinstance(value, date) else str(value or "")


@cache
def _counted(table: Table) -> list[tuple[str, Column, Column | None]]:
    """List what is counted: its name, the column, and the field of the list's pieces if it is one."""
    plain = [(column.name, column, None) for column in table.columns if column.counted]
    nested = [(f"{column.name}.{f.name}", column, f) for column in table.columns for f in column.fields if f.counted]
    return [*plain, *nested]


def package_versions() -> dict[str, str]:
    """Return the installed version of each of `PACKAGES`."""
    return {name: installed(name) for name in PACKAGES}


def spell(manifest: Manifest) -> str:
    """Return the text of ``manifest.json``: sorted keys, no clock, one spelling only."""
    return json.dumps(asdict(manifest), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def write(manifest: Manifest, folder: Path) -> None:
    """Write ``manifest.json`` into the folder."""
    (folder / NAME).write_text(spell(manifest), encoding="utf-8", newline="")


def read(folder: Path) -> Manifest:
    """Read the folder's ``manifest.json``.

    Raises:
        OSError: it cannot be read.
        ValueError: it is not what `write` writes; the message says why.
    """
    return parse((folder / NAME).read_bytes())


def parse(text: bytes) -> Manifest:
    """Return the manifest that the JSON text holds; raises `ValueError` as `read` does."""
    try:
        record = json.loads(text)
        manifest = Manifest(**_typed(record))
        _check_shape(manifest)
        _check_texts(manifest)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, VersionError) as error:
        raise ValueError(f"not a manifest of a release: {type(error).__name__}: {error}") from error
    if manifest.format != FORMAT:
        raise ValueError(f"format is {manifest.format!r}, not {FORMAT!r}")
    return manifest


def _typed(record: dict[str, Any]) -> dict[str, Any]:
    return record | {
        "inputs": Inputs(**record["inputs"]),
        "tables": {name: Size(**size) for name, size in record["tables"].items()},
        "files": tuple(DataFile(**file) for file in record["files"]),
        "changes": record["changes"] and Changes(**record["changes"]),
    }


def _check_texts(manifest: Manifest) -> None:
    if manifest.tier not in TIERS or type(manifest.private) is not bool or type(manifest.masked) is not bool:
        raise ValueError(f"tier is {manifest.tier!r} and private is {manifest.private!r}")


def _check_shape(manifest: Manifest) -> None:
    """Raise `ValueError` unless tables and counted columns are the declared ones, and every value has its type."""
    if set(manifest.tables) != {table.name for table in TABLES}:
        raise ValueError(f"tables are {sorted(manifest.tables)}")
    declared = {table.name: Tally(table).result().keys() for table in TABLES}
    if {name: columns.keys() for name, columns in manifest.counts.items()} != declared:
        raise ValueError("the counted columns are not the declared ones")
    date.fromisoformat(manifest.date)
    records: list[_Record] = [manifest.inputs, *manifest.tables.values(), *manifest.files]
    counts = [count for columns in manifest.counts.values() for values in columns.values() for count in values.values()]
    numbers = [*counts, *manifest.inputs.damaged.values(), *(n for one in records for n in _fields(one, int))]
    named = [*manifest.recipe.values(), *manifest.packages.values(), manifest.version, manifest.content_sha256]
    named += [manifest.doi] if manifest.doi is not None else []
    texts = [*named, *(text for one in records for text in _fields(one, str))]
    if manifest.changes:
        _check_changes(manifest.changes)
    wrong = [n for n in numbers if type(n) is not int] + [text for text in texts if type(text) is not str]
    if wrong:
        raise ValueError(f"{wrong[0]!r} is of the wrong type")


def _check_changes(changes: Changes) -> None:
    """Raise `ValueError` unless all counts are whole numbers and the rest is text."""
    nested = [
        count for groups in (changes.tables, changes.publishers) for one in groups.values() for count in one.values()
    ]
    counts = [*nested, *changes.columns.values(), *changes.reasons.values()]
    texts = [changes.previous, changes.previous_content_sha256, changes.history_sha256]
    if any(type(n) is not int for n in counts) or any(type(text) is not str for text in texts):
        raise ValueError("changes hold a value of the wrong type")
    check_version(changes.previous)


def _fields(record: _Record, kind: type) -> list[Any]:
    """Return the values of the fields that are declared to be of a kind."""
    return [getattr(record, one.name) for one in fields(record) if one.type is kind]
