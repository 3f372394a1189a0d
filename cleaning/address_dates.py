"""The date in an address: many outlets put the day of publication there, and it does not change with the template."""

import re
from datetime import date
from functools import lru_cache

from .dates import YEARS, month
from .late import late
from .text import western_digits

_YEAR = r"(?P<y>(?:19|20)\d\d)"
_ANY_YEAR = re.compile(r"[12](?:(?<=1)9|(?<=2)0)\d\d")
"""What all forms have but serial numbers."""
_ENGLISH = "jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec"
_DAYS = tuple(
    late(pattern, re.I)
    for pattern in (
        rf"/{_YEAR}/(?P<m>\d\d?)/(?P<d>\d\d?)(?=[/._-]|$)",  # /2010/12/17/
        rf"/{_YEAR}/(?P<m>{_ENGLISH})/(?P<d>\d\d?)(?=/|$)",  # The Guardian: /2010/dec/10/
        rf"(?<!\d){_YEAR}-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)",  # slug-2011-09-04
        rf"(?<!\d){_YEAR}_(?P<m>\d\d)_(?P<d>\d\d)(?!\d|_archive)",  # not a blog's monthly archive
        rf"/{_YEAR}/?(?P<m>\d\d)-?(?P<d>\d\d)(?=/|$)",  # /2024/0424/, /20241224/
        rf"[/_-]{_YEAR}(?P<m>\d\d)(?P<d>\d\d)(?:\d{{4}})?(?=[/._-]|$)",  # 20101217.htm, -201109050025
        rf"(?P<d>\d\d)-(?P<m>{_ENGLISH})-{_YEAR}(?!\d)",  # /05-Dec-2010/
        rf"/(?P<d>\d\d)(?P<m>\d\d){_YEAR}-",  # /13122010-slug
        rf"id[A-Z]{{2}}\w{{4,14}}?{_YEAR}(?P<m>\d\d)(?P<d>\d\d)$",  # Reuters: idUSTRE6B05N720101201
    )
)
_SERIALS = late(r"[-/]1(?P<y>\d\d)(?P<m>\d\d)(?P<d>\d\d)\d{5}_\d\.html?$")
"""1, year, month, day and a running number: 110120200138 is of 2 December 2010 (Business Standard, Webdunia)."""
_SERIAL_HOSTS = ("business-standard.com", "webdunia.com")
_MONTH = re.compile(r"/(?P<y>(?:19|20)\d\d)/(?P<m>\d\d?)(?=/|$)")
_NOT_PUBLICATION = late(r"^(?:[\w-]+\.)*(?:wikileaks\.org|wikileaks\.zilog\.es|wikileaks\.jcvignoli\.com)$")
"""Hosts whose paths hold the date of the cable, not of a publication."""
_CABLE = late(r"/cables?/(?:(?:19|20)\d\d/\d\d/)?\d\d[A-Z]{3,20}\d+", re.I)
"""The path of a cable's page on WikiLeaks and its mirrors: what dates it holds are the cable's."""


def is_cable(host: str, path: str) -> bool:
    """Tell whether an address is that of an embassy cable, whose own dates are not those of a publication.

    >>> is_cable("mirror.example", "/cable/2008/12/08NEWDELHI3044.html")
    True
    """
    return ("wikileaks" in host and _NOT_PUBLICATION.match(host) is not None) or _CABLE.search(path) is not None


@lru_cache(maxsize=64)
def day_in(host: str, path: str) -> date | None:
    """Return the day in an address's path, ``None`` if there is none or the host means something else by it.

    >>> day_in("www.example.org", "/news/2010/dec/10/a-story")
    datetime.date(2010, 12, 10)
    """
    if is_cable(host, path):
        return None
    path = western_digits(path)
    if host.endswith(_SERIAL_HOSTS) and (serial := _SERIALS.search(path)):
        return _date(f"20{serial['y']}", serial["m"], serial["d"])
    if not _ANY_YEAR.search(path):
        return None
    found = (_date(match["y"], match["m"], match["d"]) for pattern in _DAYS for match in pattern.finditer(path))
    return next((day for day in found if day), None)


def month_in(host: str, path: str) -> tuple[int, int] | None:
    """Return (year, month) where an address tells no more than the month.

    >>> month_in("example.org", "/2010/12/a-story.html")
    (2010, 12)
    """
    found = None if is_cable(host, path) else _MONTH.search(path)
    first = _date(found["y"], found["m"], "1") if found else None
    return (first.year, first.month) if first else None


def _date(year: str, number: str, day: str) -> date | None:
    try:
        found = date(int(year), int(number) if number.isdigit() else month(number) or 0, int(day))
    except ValueError:
        return None
    return found if found.year in YEARS else None
