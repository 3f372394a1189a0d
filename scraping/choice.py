"""Which of several captures is fetched: the written rule.

1. Only captures of an HTML or text page with status 200 count; what an index does not tell counts as that.
2. Captures from before the publication do not count. Publication is known to the day at best, and in the outlet's own
   time zone, so it is taken to begin a day early; a page whose day is unknown is taken from its first capture on.
3. Of the captures within `WINDOW` days after the first one that counts, the one stored in the most bytes comes first:
   near the publication an article is complete and its page is the one that readers saw, but a capture may show a
   teaser, an error page with status 200 or an empty shell, and these are small.
4. The others of that window follow by size, then all later ones by time. Equal bytes are asked for once.

Who wants the capture of a stated time gets that one or none.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from .captures import Listed
from .response import is_page_type

WINDOW = timedelta(days=30)
"""How long an article stays as published: our decision; outlets move stories behind walls after weeks."""
RULE = (
    "status 200, HTML; from the day of publication; the largest within 30 days of the first; then by size, then by time"
)
"""The rule in one line, as it is written beside each capture."""
STATED = "the capture of the time that was asked for"
"""The same of a capture of a stated time."""


def in_order(captures: Iterable[Listed], published: str | None, captured: datetime | None = None) -> Sequence[Listed]:
    """Return the captures that come into question, best first; with a time of capture, only those of that second."""
    if captured:
        second = captured.replace(microsecond=0)
        return _distinct([one for one in captures if _is_page(one) and one.stamp.replace(microsecond=0) == second])
    start = earliest(published)
    usable = sorted(
        (one for one in captures if _is_page(one) and (start is None or one.stamp >= start)),
        key=lambda one: (one.stamp, one.place),
    )
    if not usable:
        return ()
    end = usable[0].stamp + WINDOW
    near = sorted(
        (one for one in usable if one.stamp <= end), key=lambda one: (-(one.length or 0), one.stamp, one.place)
    )
    return _distinct([*near, *(one for one in usable if one.stamp > end)])


def earliest(published: str | None) -> datetime | None:
    """Return the first moment at which a page may have been captured; ``None`` if its publication is unknown.

    >>> earliest("2010-12").isoformat()
    '2010-11-30T00:00:00+00:00'
    """
    if not published:
        return None
    year, month, day = (*map(int, published.split("-")), 1, 1)[:3]
    return datetime(year, month, day, tzinfo=UTC) - timedelta(days=1)


def _is_page(one: Listed) -> bool:
    return one.status in (None, 200) and is_page_type(one.media_type)


def _distinct(captures: Sequence[Listed]) -> Sequence[Listed]:
    """Keep the first of those with equal digests."""
    seen: set[str] = set()
    kept = []
    for one in captures:
        if not one.digest or one.digest not in seen:
            seen.add(one.digest)
            kept.append(one)
    return kept
