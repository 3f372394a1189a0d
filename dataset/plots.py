"""The charts of a release, one SVG file each, drawn from the manifest's counts."""

from collections import Counter
from collections.abc import Mapping

from .manifest import Manifest
from .svg import bars

FOLDER = "plots"
NOT_KNOWN = "not known"
"""How the papers print a missing value."""
_MOST_MONTHS, _MOST_BARS = 48, 20

PLOTS: Mapping[str, tuple[str, str, str]] = {
    "articles-by-time": ("Articles by time of publication", "articles", "published_on"),
    "articles-by-publisher": ("Articles by publisher", "articles", "publisher"),
    "articles-by-language": ("Articles by language", "articles", "language"),
    "articles-by-access": ("Articles by what the capture shows", "articles", "access"),
    "removed-by-reason": ("Removed pieces by reason", "articles", "removed.reason"),
    "rejects-by-reason": ("Rejected pages by reason", "rejects", "reason"),
}
"""File name without ending → title, table and counted column."""


def plots(manifest: Manifest) -> dict[str, str]:
    """Return path → SVG text of every chart."""
    return {
        path(name): bars(title, _ordered(manifest.counts[table][column], column))
        for name, (title, table, column) in PLOTS.items()
    }


def path(name: str) -> str:
    """Return a chart's path within the release."""
    return f"{FOLDER}/{name}.svg"


def _ordered(counts: Mapping[str, int], column: str) -> list[tuple[str, int]]:
    return by_time(counts) if column == "published_on" else most_frequent(counts, _MOST_BARS)


def by_time(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return counts by month in order of time, undated ones last; by year or decade where the months are too many."""
    for size, mark in ((7, ""), (4, ""), (3, "0s")):
        found: Counter[str] = Counter()
        for month, count in counts.items():
            found[f"{month[:size]}{mark}" if month else ""] += count
        if len(found) <= _MOST_MONTHS:
            break
    dated = sorted((label, count) for label, count in found.items() if label)
    return dated + ([(NOT_KNOWN, found[""])] if found[""] else [])


def most_frequent(counts: Mapping[str, int], most: int) -> list[tuple[str, int]]:
    """Return the most frequent values with their counts, then how many are left.

    >>> most_frequent({"a": 1, "b": 5, "c": 1, "": 2}, 2)
    [('b', 5), ('not known', 2), ('2 others', 2)]
    """
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    shown = [(label or NOT_KNOWN, count) for label, count in ordered[:most]]
    rest = ordered[most:]
    return shown + ([(f"{len(rest)} others", sum(count for _, count in rest))] if rest else [])
