"""What went into a release: the raw pages with their captures, and the account that no page was lost."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from .errors import AccountError

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


@dataclass(frozen=True, slots=True)
class Intake:
    """Everything that was read, before any of it was cleaned."""

    captures: Mapping[str, Sequence[Capture]]
    """Raw page id (SHA-256 of its bytes) → its captures, in any order."""
    damaged: Mapping[str, int] = field(default_factory=dict)
    """Reason → number of inputs that gave no raw page: damaged archive records, unreadable files."""


def age(capture: Captured) -> tuple[datetime, str, str]:
    """Sort captures by this key: the oldest first, undated ones last, ties by address and source.

    The first one is the page's own capture, so that input order does not decide which address is cleaned.

    >>> min([Capture("b"), Capture("a")], key=age).url
    'a'
    """
    when = capture.captured_at or _NEVER
    return (when if when.tzinfo else when.replace(tzinfo=UTC), capture.url, capture.source)


def page_digest(ids: Iterable[str]) -> str:
    """Return the SHA-256 over the sorted ids, one a line: it names the set of raw pages."""
    return hashlib.sha256("".join(f"{page}\n" for page in sorted(ids)).encode()).hexdigest()


def account(pages: Iterable[str], outcomes: Iterable[str]) -> None:
    """Raise `AccountError` unless every raw page has exactly one outcome and every outcome a raw page."""
    expected, seen = set(pages), Counter(outcomes)
    missing, unknown = expected - seen.keys(), seen.keys() - expected
    doubled = {page for page, times in seen.items() if times > 1}
    if missing or unknown or doubled:
        raise AccountError(missing, unknown, doubled)
