"""What went into a release: the raw pages with their captures."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

_NEVER = datetime.max.replace(tzinfo=UTC)


class Captured(Protocol):
    """Anything that knows where and when it was captured: a `Capture`, a raw page."""

    @property
    def url(self) -> str:
        """The address the bytes were captured under; empty if unknown."""

    @property
    def captured_at(self) -> datetime | None:
        """When, in UTC."""

    @property
    def source(self) -> str:
        """Where the bytes were read: a path relative to the given folder, or ``file.warc.gz#offset``."""


@dataclass(frozen=True, slots=True)
class Capture:
    """One finding of a raw page. Identical bytes found at several addresses are one page with several captures."""

    url: str = ""
    captured_at: datetime | None = None
    source: str = ""


class Gathered(Protocol):
    """Everything that was read, noted before any of it was cleaned."""

    @property
    def damaged(self) -> Mapping[str, int]:
        """Reason → number of inputs that gave no raw page: damaged archive records, unreadable files."""

    def findings(self) -> Iterable[tuple[str, Capture]]:
        """Yield each capture with the id of its raw page (SHA-256 of its bytes), in any order."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What was read, where it is little enough to be held in memory."""

    captures: Mapping[str, Sequence[Capture]]
    """Raw page id → its captures, in any order."""
    damaged: Mapping[str, int] = field(default_factory=dict)
    """Reason → number of inputs that gave no raw page."""

    def findings(self) -> Iterator[tuple[str, Capture]]:
        """Yield each capture with the id of its raw page."""
        yield from ((page, capture) for page, found in self.captures.items() for capture in found)


def age(capture: Captured) -> tuple[datetime, str, str]:
    """Sort captures by this key: the oldest first, undated ones last, ties by address and source.

    The first one is the page's own capture, so that input order does not decide which address is cleaned.

    >>> min([Capture("b"), Capture("a")], key=age).url
    'a'
    """
    when = capture.captured_at or _NEVER
    return (when if when.tzinfo else when.replace(tzinfo=UTC), capture.url, capture.source)


def page_digest(ordered: Iterable[str]) -> tuple[int, str]:
    """Return the number of raw page ids, which come sorted, and the SHA-256 over them, one a line: it names the set."""
    pages, digest = 0, hashlib.sha256()
    for page in ordered:
        pages += 1
        digest.update(f"{page}\n".encode())
    return pages, digest.hexdigest()
