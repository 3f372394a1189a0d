"""The day in the outlet's own time: readers saw that day, while systems declare instants in UTC."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone

from .article import Stamp

_SAME = timedelta(seconds=90)
_HALF_HOUR = timedelta(minutes=30)
_ODD_ZONES = frozenset(
    {timedelta(hours=5, minutes=45), timedelta(hours=8, minutes=45), timedelta(hours=12, minutes=45)}
)
"""Nepal, Eucla, Chatham Islands: the zones that are not whole half hours (IANA time zone database)."""
_WEST, _EAST = timedelta(hours=-12), timedelta(hours=14)
_DAY = timedelta(days=1)


def localised(stamp: Stamp | None, others: Iterable[Stamp | None], days: set[date | None]) -> Stamp | None:
    """Return a stamp in the outlet's own time, where the page tells it.

    `others` are the other times on the page, `days` the days that readers see. A local time without a zone names the
    same instant as one in UTC if it differs by what a zone can differ; a seen day right before or after is the local
    day of an instant that a zone can put there. An instant with an offset whose UTC day is the one seen is given in
    UTC: some systems declare their own office's time.
    """
    if not isinstance(stamp, datetime):
        return _neighbour(stamp, days) if stamp else None
    if stamp.tzinfo is None or stamp.date() in days:
        return stamp if stamp.tzinfo is None or stamp.utcoffset() else _same_instant(stamp, others) or stamp
    if stamp.utcoffset():
        universal = stamp.astimezone(UTC)
        return universal if universal.date() in days else stamp
    return _same_instant(stamp, others) or _local_day(stamp, days)


def _same_instant(stamp: datetime, others: Iterable[Stamp | None]) -> datetime | None:
    """Return the same instant as told in local time, if any of the others tells it."""
    for other in others:
        if not isinstance(other, datetime):
            continue
        if other.tzinfo is None:
            zone = _zone(other.replace(tzinfo=UTC) - stamp)
            if zone:
                return other.replace(tzinfo=timezone(zone))
        elif other.utcoffset() and abs(other - stamp) < _SAME:
            return other
    return None


def _zone(offset: timedelta) -> timedelta | None:
    """Return the offset of the zone that a local time differs by from the instant, ``None`` if none does."""
    whole = round(offset / _HALF_HOUR) * _HALF_HOUR
    zone = next((near for near in (whole, *_ODD_ZONES) if near and abs(offset - near) < _SAME), None)
    return zone if zone and _WEST <= zone <= _EAST else None


def _local_day(stamp: datetime, days: set[date | None]) -> Stamp:
    """Return the seen day beside the day of an instant in UTC, if there is a zone in which it is the day."""
    near = _neighbour(stamp.date(), days)
    if near == stamp.date():
        return stamp
    earliest, latest = stamp + _WEST + timedelta(hours=2), stamp + _EAST  # nobody publishes west of Hawaii
    return near if earliest.date() <= near <= latest.date() else stamp


def _neighbour(day: date, days: set[date | None]) -> date:
    near = {other for other in days if other and abs(other - day) == _DAY}
    return near.pop() if len(near) == 1 and day not in days else day
