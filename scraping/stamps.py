"""Capture times as archives and descriptions of files write them."""

import re
from datetime import UTC, datetime

_DIGITS = re.compile(r"[0-9]{14}")


def read_stamp(text: str) -> datetime | None:
    """Read ISO 8601 or an archive's fourteen digits; without a zone it is UTC, as in WARC and in every web archive.

    Returns ``None`` for anything else, a day without a time included.

    >>> read_stamp("20110317101500") == read_stamp("2011-03-17T11:15:00+01:00")
    True
    """
    text = text.strip()
    if _DIGITS.fullmatch(text):
        text = f"{text[:8]}T{text[8:]}"
    elif len(text) < len("2011-03-17T10:15"):
        return None
    try:
        return in_utc(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        return None


def in_utc(stamp: datetime) -> datetime:
    """Return the same instant in UTC; a stamp without a zone is UTC already.

    Raises:
        OverflowError: the instant lies outside the years 1 to 9999 there.
    """
    return stamp.astimezone(UTC) if stamp.tzinfo else stamp.replace(tzinfo=UTC)
