"""The dateline: place, day and agency that stand before an article's first sentence."""

import re
from collections.abc import Callable
from typing import NamedTuple

from . import names
from .late import late

MAX_CHARS = 80

_MONTH = r"[^\W\d_]{3,9}\.?"
_DATE = rf"(?:{_MONTH}\s\d{{1,2}}|\d{{1,2}}\.?\s{_MONTH})(?:,?\s\d{{4}})?"
_AGENCY = r"\(\s?(?P<agency>[^\W\d_][^()]{1,40}?)\s?\)"
_MARK = r"\u0300-\u036f\u064b-\u0652\u0900-\u0963\u0966-\u0dff\u200c\u200d"
"""Vowel signs, which are no letters to regular expressions."""
_LETTER = rf"(?:(?![\d_])[\w{_MARK}])"  # one class: two that overlap take exponential time
_PLACE = rf"(?P<place>[^\W\d_](?:{_LETTER}|(?:,\s|[ .’'/,-])(?=[^\W\d_(]))*{_LETTER})"
_SEPARATOR = r"(?:\s?(?:--|[—–:]|//|-(?=\s)|\|)+|\.(?=\s[A-ZÄÖÜ])|।(?=\s))"
_DATELINE = late(rf"^(?:{_PLACE})?(?:,?\s(?P<date>{_DATE}))?(?:,?\s?{_AGENCY})?(?P<end>{_SEPARATOR}|(?<=\)))(?:\s|$)")
_CLOSED = re.compile(r"[-—–:/|.।)](?:\s|$)")
"""How every dateline ends; most texts do not begin with the like."""
_BARE_AGENCY = late(rf"^{_AGENCY}\s?(?:--|[—–:-])(?:\s|$)")
# Capitals before a colon that are no place.
_LABELS = (
    "updated?", "updates", "breaking(?: news)?", "watch", "exclusive", "live", "video", "photos?", "note",
    "editor.?s note", "read(?: more)?", "q", "a", "faq", "opinion", "review", "warning", "correction", "summary",
    "subject", "re", "ref",
    "classified by", "reasons?", "tags?", "secret", "confidential", "unclassified", "alert", "news", "analysis",
    "introduction", "background", "conclusion", "abstract", "method", "results?", "pros", "cons", "tip", r"step \w+",
    r"part \w+", r"chapter \w+", "spoilers?(?: ahead)?", "related",
)  # fmt: skip
_LABEL = late(rf"^(?:{'|'.join(_LABELS)})$", re.I)


class Dateline(NamedTuple):
    """A dateline and its parts, each as printed. The text is `printed`, one blank and the rest."""

    printed: str
    """The dateline with its closing mark (``NEW DELHI, Dec 2 (PTI):``)."""
    place: str | None = None
    day: str | None = None
    agency: str | None = None
    """In the agency's usual short form, where it is known; ``None`` if the brackets hold no agency."""


def split(paragraph: str, on_page: Callable[[str], bool] = lambda _: False) -> Dateline | None:
    """Return the dateline at the start of an article's first paragraph, ``None`` if it has none.

    A place in capitals before a dash is one; before a colon, where labels stand too ("EXCLUSIVE:"), only if it is
    known or `on_page` finds it spelled as a name elsewhere ("Sandway"). A place in small letters is one only beside a
    day or an agency, or if it is a city known for datelines.

    >>> split("NEW DELHI, Dec 2 (PTI): The minister said so.")
    Dateline(printed='NEW DELHI, Dec 2 (PTI):', place='NEW DELHI', day='Dec 2', agency='PTI')
    """
    head = paragraph[: MAX_CHARS + 1]
    if not _CLOSED.search(head):
        return None
    if bare := _BARE_AGENCY.match(head):
        agency = names.agency(bare["agency"])
        return Dateline(bare[0].rstrip(), agency=agency) if agency else None
    found = _DATELINE.match(head)
    if not found or not found["place"] or len(found[0]) > MAX_CHARS:
        return None
    place, day = found["place"], found["date"]
    agency = names.agency(found["agency"] or "") or (_unknown_agency(found["agency"]) if day else None)
    if _LABEL.match(place) or (found["agency"] and not agency):
        return None
    seen = bool(day or agency) or (place.isupper() and on_page(place.title()))
    if not _plausible(place, seen, found["end"]):
        return None
    return Dateline(found[0].rstrip(), place, day, agency)


def _unknown_agency(bracketed: str | None) -> str | None:
    """Return the name in brackets after place and day: there, one capitalised word is an agency known or not."""
    return bracketed if bracketed and re.fullmatch(r"[^\W\d_a-z]\w+", bracketed) else None


def _plausible(place: str, witnessed: bool, end: str) -> bool:
    """Tell whether the words name a place: capitals, or a known city, or any words beside a day or an agency."""
    words = re.findall(r"[^\W\d_]+", place)
    if not words or len(words) > 6:
        return False
    known = names.is_place(place) or names.is_place(re.split(r"[,/]", place)[0])
    if end.strip() == "।":  # in Hindi papers; a sentence of so few words has no verb
        return len(place.split()) <= 2
    if end.strip() == ".":
        return witnessed or known
    if witnessed or known:
        return all(word[0].isupper() or not word[0].islower() for word in words)
    return (place.isupper() and len(words) <= 4 and len(words[0]) >= 4 and ":" not in end) or (
        place.isupper() and known
    )
