"""How much of a page's words a row holds: all, none but digests and places, or nothing.

One data set gives every tier: a lower one is the same rows with values taken out, and taking them out twice changes
nothing. What stays proves a text that somebody derives again from the raw page, paragraph by paragraph.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from .rights import REDISTRIBUTABLE
from .rows import Row
from .schema import TIERS, Tier
from .shingles import words
from .terms import Terms

RUN = 6
"""Words in a row that make a quotation: more of a page than that stands nowhere in a row without its text."""
WITHHELD = "withheld: words of the page"
"""What a value that quotes the page is replaced with, where there must be one."""

_NONE: Mapping[str, Any] = {
    "passages": (),
    "personal_data": (),
    "roles": (),
    "places": (),
    "removed": (),
    "mentions": (),
    "evidence": (),
}
WORDS = ("text", "paragraphs", "removed", "mentions", "evidence", "dateline")
"""Columns that may hold words of the page, beside its title and names."""
_FREE = ("dateline", "desk", "section", "agency", "place")
"""Columns that take words from the page's text; a title is a fact, like the address that often repeats it."""


def tier_of(row: Row, terms: Terms) -> Tier:
    """Return the tier that an article gets: never more than the release's, the row's own, and what its rights allow."""
    allowed: Tier = "full" if terms.private or row["rights"] in REDISTRIBUTABLE else "standoff"
    held: Tier = row.get("text_tier", "full")
    return min((terms.tier, allowed, held), key=TIERS.index)


def project(row: Row, terms: Terms) -> Row:
    """Return an article's row as the release may hold it."""
    tier = tier_of(row, terms)
    if tier == "full" or row.get("text_tier") == tier:
        return row | {"text_tier": tier}
    bare = row | {"text_tier": tier, "text": None, "paragraphs": None, "removed": _without_text(row["removed"])}
    bare |= _unquoted(row, _Quotations(_words_of(row)))
    return bare | {name: list(empty) for name, empty in _NONE.items()} if tier == "none" else bare


def _without_text(pieces: list[Row]) -> list[Row]:
    return [piece | {"text": None} for piece in pieces]


def _words_of(row: Row) -> Iterator[str]:
    """Yield the texts of the page that the row holds."""
    yield from row["paragraphs"] or ()
    yield from (piece["text"] for piece in row["removed"] if piece["text"] and piece["reason"] != "headline")


class _Quotations:
    """Tells whether a text quotes one of others: shares a run of `RUN` words with it."""

    def __init__(self, texts: Iterator[str]) -> None:
        self._runs = {run for text in texts for run in runs(text)}

    def has(self, value: str) -> bool:
        return any(run in self._runs for run in runs(value))


def runs(text: str) -> Iterator[bytes]:
    """Yield every run of `RUN` words, whatever their case and punctuation.

    >>> list(runs("A b, c d e (f) g"))
    [b'a b c d e f', b'b c d e f g']
    """
    found = words(text)
    yield from (b" ".join(found[start : start + RUN]) for start in range(len(found) - RUN + 1))


def _unquoted(row: Row, page: _Quotations) -> Row:
    """Return the free texts of a row without those that quote the page."""
    plain = {name: None if row[name] and page.has(row[name]) else row[name] for name in _FREE}
    return plain | {
        "authors": [name for name in row["authors"] if not page.has(name)],
        "mentions": [_replaced(one, "printed", page) for one in row["mentions"]],
        "evidence": [_replaced(one, "source", page) for one in row["evidence"]],
    }


def _replaced(piece: Row, field: str, page: _Quotations) -> Row:
    return piece | {field: WITHHELD} if page.has(piece[field]) else piece
