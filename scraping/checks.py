"""What one cell of a facts table must satisfy. A check returns what is wrong, or ``None``."""

import re
from collections.abc import Collection
from datetime import date
from urllib.parse import urlsplit

from .tables import Check

_DATE = re.compile(r"([0-9]{4})(-[0-9]{2})?(-[0-9]{2})?")
_CABLE_ID = re.compile(r"[0-9]{2}[A-Z]{3,}[0-9]+|HINDU[0-9]+")
_NUMBER = re.compile(r"[0-9]{4,6}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
_COUNTRY = re.compile(r"[A-Z]{2}")
_DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]+\.?")
_PAYWALL = re.compile(r"(no|unknown|metered)( \(.+\))?")


def any_text(_cell: str) -> str | None:
    """Accept any text."""
    return None


def one_of(values: Collection[str]) -> Check:
    """Accept the words of a closed vocabulary."""

    def check(cell: str) -> str | None:
        return None if cell in values else f"{cell!r} is not one of {', '.join(values)}"

    return check


def iso_date(cell: str) -> str | None:
    """Accept a calendar date, a month or a year.

    >>> iso_date("2010-12"), iso_date("2010-02-30")
    (None, "'2010-02-30' is not a date: YYYY, YYYY-MM or YYYY-MM-DD")
    """
    match = _DATE.fullmatch(cell)
    try:
        if match:
            date.fromisoformat(match[1] + (match[2] or "-01") + (match[3] or "-01"))
            return None
    except ValueError:
        pass
    return f"{cell!r} is not a date: YYYY, YYYY-MM or YYYY-MM-DD"


def cable_id(cell: str) -> str | None:
    """Accept year, post and serial number run together, or ``HINDU`` and a running number."""
    return None if _CABLE_ID.fullmatch(cell) else f"{cell!r} is not a cable id such as 08NEWDELHI3044 or HINDU204888"


def running_number(cell: str) -> str | None:
    """Accept the newspapers' running number of a cable; a question mark behind it marks an inferred link."""
    return None if _NUMBER.fullmatch(cell.removesuffix("?")) else f"{cell!r} is not a running number such as 180496"


def cable_reference(cell: str) -> str | None:
    """Accept a cable id or a running number."""
    if cable_id(cell) is None or _NUMBER.fullmatch(cell):
        return None
    return f"{cell!r} is neither a cable id nor a running number"


def language(cell: str) -> str | None:
    """Accept the shape of a BCP 47 tag: language, script, region."""
    return None if _LANGUAGE.fullmatch(cell) else f"{cell!r} is not a language code such as en or hi"


def country(cell: str) -> str | None:
    """Accept the shape of an ISO 3166-1 alpha-2 code."""
    return None if _COUNTRY.fullmatch(cell) else f"{cell!r} is not a two-letter country code such as IN"


def domain(cell: str) -> str | None:
    """Accept a lower-case host name or IPv4 address; a trailing dot is kept, as crawls do."""
    return None if _DOMAIN.fullmatch(cell) else f"{cell!r} is not a host name in lower case"


def paywall(cell: str) -> str | None:
    """Accept the kind of paywall, a remark in parentheses behind it."""
    return None if _PAYWALL.fullmatch(cell) else f"{cell!r} does not start with no, unknown or metered"


def web_address(cell: str) -> str | None:
    """Accept an absolute http or https address without white space."""
    try:
        parts = urlsplit(cell)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname) and not any(map(str.isspace, cell))
    except ValueError:
        valid = False
    return None if valid else f"{cell!r} is not a web address that starts with http:// or https://"
