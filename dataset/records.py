"""Outcomes and captures as records of the spool: plain values that SQLite sorts as they should be."""

from datetime import UTC, datetime
from typing import Any

from ..cleaning.article import Article, Outcome
from .content import canonical
from .errors import RowError
from .intake import Capture, age
from .rows import article_row, reject_row
from .schema import ARTICLES, REJECTS


def outcome_record(outcome: Outcome, rules: str) -> tuple[Any, ...]:
    """Return page, table, day, age and row of an outcome; the older of two sorts first by its age."""
    is_article = isinstance(outcome, Article)
    row = article_row(outcome, (), rules) if isinstance(outcome, Article) else reject_row(outcome, ())
    table = ARTICLES if is_article else REJECTS
    when, url, source = age(outcome)
    day = row["published_on"].isoformat() if row.get("published_on") else None
    try:
        return outcome.id, table.name, day, f"{_instant(when)} {url} {source}", canonical(row)
    except (TypeError, UnicodeError) as error:
        raise RowError(table.name, outcome.id, error) from None


def capture_record(found: tuple[str, Capture]) -> tuple[str, str, str, str]:
    """Return page, address, time and source of a capture."""
    page, capture = found
    record = page, capture.url, capture.captured_at.isoformat() if capture.captured_at else "", capture.source
    try:
        "".join(record).encode()
    except UnicodeError as error:
        raise RowError("captures", page, error) from None
    return record


def iso(time: str | None) -> str:
    """Spell a capture's time as those that were noted are spelled."""
    return datetime.fromisoformat(time).isoformat() if time else ""


def _instant(when: datetime) -> str:
    """Spell an instant so that texts sort as the instants do."""
    return when.astimezone(UTC).isoformat(timespec="microseconds")
