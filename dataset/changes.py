"""The changes from the former release in numbers, what version they demand, and the changelog that tells them."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .diff import KINDS, Change
from .errors import SmallVersionError
from .markdown import grid
from .version import Part, demanded, parts

NAME = "CHANGELOG.md"
_HEAD = """# Changelog of the data

Versions are semantic: a patch keeps every record, a minor version only adds records, a major one edits, moves or
removes some. `cablepress diff OLD NEW` lists the records.

"""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a release changed of the one before it."""

    previous: str
    """The former version."""
    previous_content_sha256: str
    """The former content hash."""
    tables: Mapping[str, Mapping[str, int]]
    """Table → what happened → records."""
    publishers: Mapping[str, Mapping[str, int]]
    """Publisher (``""``: none) → what happened → articles and rejections."""
    columns: Mapping[str, int]
    """``table.column`` → edited records in which it changed."""
    reasons: Mapping[str, int]
    """Why pages are rejected now that were articles → how many."""
    history_sha256: str
    """SHA-256 of the changelog's older part, which is carried on as it was."""

    def part(self) -> Part:
        """Return the part of the version that must grow."""
        kinds = {kind for counts in self.tables.values() for kind in counts}
        return "major" if kinds - {"added"} else "minor" if kinds else "patch"


@dataclass(slots=True)
class Counting:
    """Counts changes while they pass, and keeps the first that demand most."""

    tables: dict[str, Counter[str]] = field(default_factory=dict)
    publishers: dict[str, Counter[str]] = field(default_factory=dict)
    columns: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    grave: list[str] = field(default_factory=list)
    """The first records that demand a major version."""
    additions: list[str] = field(default_factory=list)
    """The first records that demand a minor one."""

    def add(self, change: Change) -> None:
        """Count one change."""
        self.tables.setdefault(change.table, Counter())[change.change] += 1
        if change.table in {"articles", "rejects"}:
            self.publishers.setdefault(change.publisher or "", Counter())[change.change] += 1
        self.columns.update(f"{change.table}.{name}" for name in change.columns)
        self.reasons.update([change.reason] if change.reason else [])
        kept = self.additions if change.change == "added" else self.grave
        if len(kept) <= _KEPT:
            kept.append(str(change))

    def result(self, previous: str, content: str, history: str) -> Changes:
        """Return the numbers, sorted."""
        return Changes(
            previous,
            content,
            _sorted(self.tables),
            _sorted(self.publishers),
            dict(sorted(self.columns.items())),
            dict(sorted(self.reasons.items())),
            hashlib.sha256(history.encode()).hexdigest(),
        )


_KEPT = 20
"""Demanding records that an error names at most."""


def _sorted(counters: Mapping[str, Counter[str]]) -> dict[str, dict[str, int]]:
    return {name: dict(sorted(counter.items())) for name, counter in sorted(counters.items())}


def count(changes: Iterable[Change]) -> Counting:
    """Count all changes."""
    counting = Counting()
    for change in changes:
        counting.add(change)
    return counting


def check_growth(version: str, changes: Changes, counting: Counting) -> None:
    """Raise `SmallVersionError`, naming records, unless the version is as new as the changes demand."""
    part = changes.part()
    least = demanded(changes.previous, part)
    if parts(version) < parts(least):
        records = counting.grave if part == "major" else counting.additions
        raise SmallVersionError(version, changes.previous, part, least, records)


def history_of(folder: Path) -> str:
    """Return the sections of a release's changelog; empty if it has none."""
    path = folder / NAME
    text = path.read_bytes().decode("utf-8") if path.is_file() else ""
    return text[text.index("## ") :] if "## " in text else ""


def history_after(folder: Path, version: str) -> str:
    """Return the sections of a release's changelog behind its own; raises `ValueError` if that is not the first."""
    first, mark, rest = history_of(folder).partition("\n## ")
    if not first.startswith(f"## {version}\n"):
        raise ValueError(f"its first section is not on {version}")
    return f"## {rest}" if mark else ""


def changelog(version: str, rows: Mapping[str, int], changes: Changes | None, history: str) -> str:
    """Return the release's ``CHANGELOG.md``: this release's section, then the older ones."""
    return _HEAD + section(version, rows, changes) + ("\n" + history if history else "")


def section(version: str, rows: Mapping[str, int], changes: Changes | None) -> str:
    """Return the changelog's section on one version; `rows` counts its tables."""
    if changes is None:
        return f"## {version}\n\nFirst release, or one without a stated predecessor.\n\n{_rows(rows)}\n"
    told = [f"Since {changes.previous} (content `{changes.previous_content_sha256}`): a {changes.part()} change."]
    told += [_by("table", changes.tables)] if changes.tables else ["Every record is the same."]
    told += [_by("publisher", changes.publishers)] if changes.publishers else []
    told += [grid(["edited column", "records"], _counted(changes.columns))] if changes.columns else []
    told += [grid(["rejected now because", "pages"], _counted(changes.reasons))] if changes.reasons else []
    return f"## {version}\n\n" + "\n\n".join(told) + "\n"


def _rows(rows: Mapping[str, int]) -> str:
    return grid(["table", "rows"], [[f"`{name}`", f"{number:,}"] for name, number in rows.items()])


def _by(heading: str, counts: Mapping[str, Mapping[str, int]]) -> str:
    lines = [[name or "not known", *(f"{kinds.get(kind, 0):,}" for kind in KINDS)] for name, kinds in counts.items()]
    return grid([heading, *KINDS], lines)


def _counted(counts: Mapping[str, int]) -> list[list[str]]:
    return [[f"`{name}`", f"{number:,}"] for name, number in counts.items()]
