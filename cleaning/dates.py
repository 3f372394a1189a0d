"""Dates: one written date or time to a day or an instant.

Only what is written counts: no clock, no locale, no default zone. What gives no real calendar day gives nothing.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from .article import Stamp
from .late import late
from .text import MAX_DATED, may_hold_date, western_digits

YEARS = range(1990, 2100)
"""Web pages are published after 1990; what lies outside is a default value or a typing error."""

MAX_CHARS = MAX_DATED // 2
"""Longer texts are not date lines."""

MONTH_FIRST = frozenset({"US", "PH", "FM", "MH", "PW"})
"""Countries that write 12/31/2010; all others with slashes write 31/12/2010 (Unicode CLDR, short date formats)."""

ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 60, "cet": 60, "mez": 60, "west": 60, "cest": 120, "mesz": 120,
    "eet": 120, "eest": 180, "msk": 180, "pkt": 300, "sgt": 480, "hkt": 480, "jst": 540, "kst": 540, "aest": 600,
    "aedt": 660, "nzst": 720, "nzdt": 780, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420,
    "mdt": -360, "pst": -480, "pdt": -420,
}  # fmt: skip
"""Zone abbreviations, minutes east of Greenwich. IST (India, Ireland, Israel) has no reading without a country."""

LOCAL_ZONES = {
    ("ist", "IN"): 330, ("ist", "IE"): 60, ("ist", "IL"): 120, ("bst", "BD"): 360, ("cst", "CN"): 480,
    ("est", "AU"): 600, ("edt", "AU"): 660,
}  # fmt: skip
"""Abbreviations that mean something else in a country."""

_ISO = re.compile(r"(?P<y>[12](?<!\d.)[09](?<=19|20)\d\d)([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?!\d)")
_ISO_ALONE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ][\d:.]{2,20}(?:Z|[+-]\d\d:?\d\d)?)?\Z")
"""What machines write; nothing else can be read in it."""
_SHORT_NUMBER = re.compile(r"[0-9](?<!\d.)\d?(?!\d)")
"""The number of the day, which all written dates but compact ones have; a copyright line has only a year."""
_MACHINE = re.compile(
    r"(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)"
    r"(?:[T ](?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?(?:\.\d{1,9})?"
    r"(?P<half>)(?P<zone>Z|[+-]\d\d:?\d\d)?)?"
)
"""What most systems write, read at once."""
_COMPACT = re.compile(r"^(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?=$|T|\d{4,6}$)")
_CJK = late(r"(?P<y>(?:19|20)\d\d)\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일]?")
_NUMERIC = re.compile(
    r"(?P<a>[0-9](?<![\d.].)\d?)([./-])\s?(?P<b>\d{1,2})\2\s?(?P<y>(?:19|20)\d\d|\d\d(?=\D|$)(?![./-]\d))(?!\d)"
)
_YEAR = r"(?P<y>[12][09](?<=19|20)\d\d)(?!\d)"
_DAY = r"(?P<d>[0-9](?<!\d.)\d?)(?!\d)(?:st|nd|rd|th|er|\.ª?|º|-?го|\.)?"
# Any word may stand for the month: looking it up is faster than trying some 700 names.
_MARK = r"\u0300-\u036f\u064b-\u0652\u0900-\u0dff\u200c\u200d"
"""Vowel signs, which are no letters to regular expressions."""
_LETTER = rf"(?:(?![\d_])[\w{_MARK}])"  # one class: two that overlap take exponential time
_WORD = rf"(?<![^\W\d_])(?P<m>[^\W\d_]{_LETTER}++(?:\s(?:الأول|الثاني))?)\.?"  # all of a word: no part of one is tried
_ASCII_WORD = r"(?<![a-z])(?P<m>[a-z]{2,}+)\.?"  # the same in texts of ASCII in small letters, found faster
_EPOCH = re.compile(r"^(?P<s>1\d{9})(?:\d{3})?$")
_TIME = r"(?P<hour>[01]?\d|2[0-4])(?:[:.h](?P<minute>[0-5]\d))(?:[:.](?P<second>[0-5]\d))?(?:[.,]\d{1,9})?"
_HALF = r"(?:\s?(?P<half>[ap])\.?\s?m\b\.?)?"
_ZONE = r"(?:\s?\(?(?P<zone>(?:utc|gmt)?\s?[+-]\d{1,2}:?(?:\d\d)?|[a-z]{1,4}\b))?"
_AT = r"(?:at|um|a las|à|às|alle|ore|kl\.?|o|os|u|as|saat|в|pada)"
_TIME_AFTER = re.compile(
    rf"^(?:T|[\s,;|•·@–—-]*(?:\(?[^\W\d_]{{2,9}}\)?,?\s)??(?:{_AT}\s)?){_TIME}{_HALF}{_ZONE}", re.I
)
_OFFSET = late(r"(?:utc|gmt)?\s?([+-])(\d{1,2}):?(\d\d)?$")
_COMPACT_TIME = late(r"T?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?P<half>)(?P<zone>z?)$", re.I)
_TIME_BEFORE = late(rf"(?<![\d:]){_TIME}{_HALF}{_ZONE}[\s,;|•·–—-]*(?:on\s)?(?:[^\W\d_]+,?\s)?$", re.I)


class Reading(NamedTuple):
    """What one written date says."""

    stamp: Stamp | None
    """The day or instant; ``None`` if two readings are left."""
    readings: tuple[date, ...] = ()
    """Both days where day and month cannot be told apart."""

    @property
    def day(self) -> date | None:
        """The day as written, in the zone it was written in."""
        return self.stamp.date() if isinstance(self.stamp, datetime) else self.stamp


def read(text: str, country: str = "") -> Reading | None:
    """Return the first date in a text, ``None`` if there is none.

    `country` (ISO 3166-1 alpha-2, empty if unknown) decides 03/04/2011 and ambiguous zone names. Relative dates
    ("3 hours ago") are no dates.

    >>> read("Updated: Dec. 2, 2010 5:24 am PST").stamp.isoformat()
    '2010-12-02T05:24:00-08:00'
    >>> read("03/04/2011").readings
    (datetime.date(2011, 4, 3), datetime.date(2011, 3, 4))
    """
    found = read_all(text, country)
    return found[0][2] if found else None


def read_all(text: str, country: str = "") -> Sequence[tuple[int, int, Reading]]:
    """Return (start, end, reading) of every date in a text, in order; the span covers the day, not the time."""
    if len(text) > MAX_DATED:
        return ()
    text = text.strip()
    return _read_all(text, country) if len(text) <= MAX_CHARS and may_hold_date(text) else ()


@lru_cache(maxsize=4096)
def _read_all(text: str, country: str) -> Sequence[tuple[int, int, Reading]]:
    """Read a text once: a page's byline and date lines are looked at by several readers."""
    text = western_digits(text)
    if epoch := _EPOCH.match(text):
        return ((0, len(text), Reading(datetime.fromtimestamp(int(epoch["s"]), UTC))),)
    if machine := _MACHINE.fullmatch(text):
        day = _day(machine["y"], machine["m"], machine["d"])
        return ((0, machine.end("d"), Reading(_instant(day, text, machine, country))),) if day else ()
    found: list[tuple[int, int, Reading]] = []
    for match, days in sorted(_days(text, country), key=lambda hit: (hit[0].start(), -hit[0].end())):
        if found and match.start() < found[-1][1]:
            continue
        reading = Reading(None, days) if len(days) > 1 else Reading(_instant(days[0], text, match, country))
        found.append((match.start(), match.end(), reading))
    return tuple(found)


def slash_order(text: str) -> set[str]:
    """Return in which orders the dates with slashes of a text are written that leave no choice.

    >>> sorted(slash_order("25/12/2010, 12/31/2010, 03/04/2011"))
    ['day first', 'month first']
    """
    pairs = [(int(m["a"]), int(m["b"])) for m in _NUMERIC.finditer(western_digits(text)) if m[2] == "/"]
    days = {"day first" for day, number in pairs if 12 < day <= 31 and number <= 12}
    return days | {"month first" for number, day in pairs if number <= 12 < day <= 31}


def month(name: str) -> int | None:
    """Return the number of a month from its name in any of the languages known, ``None`` if it is none."""
    return _months().get(name.lower().rstrip("."))


def _days(text: str, country: str) -> Iterator[tuple[re.Match[str], tuple[date, ...]]]:
    """Yield every written day with its one reading or its two readings."""
    alone = _ISO_ALONE.match(text) is not None
    signs = "-" in text or "." in text or "/" in text  # no date in numbers only is without
    compact = not alone and not _SHORT_NUMBER.search(text)
    matches = _ISO.finditer(text) if alone else _COMPACT.finditer(text) if compact else _written(text, signs=signs)
    for match in matches:
        number = match["m"] if match["m"].isdigit() else month(match["m"])
        if number and (day := _day(match["y"], number, match["d"])):
            yield match, (day,)
    for match in _NUMERIC.finditer(text) if signs and not alone and not compact else ():
        if days := _numeric_days(match, country):
            yield match, days


def _written(text: str, *, signs: bool) -> Iterator[re.Match[str]]:
    """Yield what looks like a day in any form that names the year and the month."""
    if signs:
        yield from _ISO.finditer(text)
    if text.startswith(("19", "20")):
        yield from _COMPACT.finditer(text)
    if text.isascii():
        line = text.lower()
        for pattern in _named(_ASCII_WORD):
            yield from pattern.finditer(line)
    else:
        yield from _CJK.finditer(text)
        for pattern in _named(_WORD):
            yield from pattern.finditer(text)


@cache
def _named(word: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of day and year around a month's name; the one of all scripts compiles slowly."""
    patterns = (
        rf"{_DAY}[\s/,-]*(?:de\s|of\s|d['’])?{word}[\s/,'’-]*(?:de\s|del\s|of\s)?{_YEAR}",
        rf"{word}[\s/,-]*{_DAY}[\s/,-]*(?:at\s)?{_YEAR}",
        rf"{_YEAR}[\s/,.-]*{word}[\s/,-]*{_DAY}",
    )
    return tuple(re.compile(pattern, 0 if word is _ASCII_WORD else re.I) for pattern in patterns)


def _numeric_days(match: re.Match[str], country: str) -> tuple[date, ...]:
    """Return the readings of 03/04/2011: dots put the day first everywhere, a known country decides the rest."""
    first, bar, second, year = match["a"], match[2], match["b"], match["y"]
    if len(year) == 2 and bar != ".":
        return ()
    year = year if len(year) == 4 else f"20{year}"
    day_first, month_first = _day(year, second, first), _day(year, first, second)
    if bar == "." or (country and country not in MONTH_FIRST):
        month_first = None
    elif country:
        day_first = None
    return tuple(dict.fromkeys(day for day in (day_first, month_first) if day))


def _day(year: str | int, number: str | int, day: str | int) -> date | None:
    try:
        found = date(int(year), int(number), int(day))
    except ValueError:
        return None
    return found if found.year in YEARS else None


def _instant(day: date, text: str, match: re.Match[str], country: str) -> Stamp:
    """Add the time of day that stands right after or right before the date, if there is one.

    Midnight to the second is how systems write a day without a time, so it stays a day.
    """
    time = _time_beside(match, text)
    if not time:
        return day
    hour, minute, second = int(time["hour"]), int(time["minute"] or 0), int(time["second"] or 0)
    if time["half"] and 1 <= hour <= 12:
        hour = hour % 12 + (12 if time["half"].lower() == "p" else 0)
    if hour > 23 or (hour, minute, second) == (0, 0, 0):
        return day
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=_zone(time["zone"] or "", country))


def _time_beside(match: re.Match[str], text: str) -> re.Match[str] | None:
    """Return the time that stands right after or right before a date, ``None`` if there is none."""
    if match.re is _MACHINE:
        return match if match["hour"] else None
    after, before = text[match.end() :], text[: match.start()]
    if match.re is _COMPACT:
        return _COMPACT_TIME.match(after)
    return _TIME_AFTER.match(after[:60]) or (_TIME_BEFORE.search(before[-60:]) if before else None)


@lru_cache(maxsize=256)
def _zone(written: str, country: str) -> timezone | None:
    """Return the zone of an offset or an abbreviation; ``None`` if it is unknown or impossible."""
    name = written.lower().strip()
    if offset := _OFFSET.match(name):
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        within = minutes <= 14 * 60 and int(offset[3] or 0) < 60  # no clock on Earth is further from Greenwich
        return timezone(timedelta(minutes=minutes if offset[1] == "+" else -minutes)) if within else None
    found = LOCAL_ZONES.get((name, country), ZONES.get(name))
    return None if found is None else timezone(timedelta(minutes=found))


@cache
def _months() -> dict[str, int]:
    table = tomllib.loads(Path(__file__).with_name("months.toml").read_text("utf-8"))
    pairs = [(name, n) for names in table.values() for n, forms in enumerate(names, 1) for name in forms.split("/")]
    return {unicodedata.normalize("NFC", name): number for name, number in pairs}
