"""References to embassy cables: ids in their many spellings, and the newspapers' running numbers.

A reference is resolved through the facts table; what is not there stays a mention and is never made into an id.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from ..scraping import facts
from .article import Mention
from .document import Document, Verdict
from .late import late
from .name_tables import any_of
from .text import code_starts

_CLASSIFICATION = r"(?:secret|confidential|unclassified|noforn)"
# The Hindu, NDTV, Dawn and the Guardian number the cables of the collection in one run, up to 251287.
_NUMBER = r"(?<![\d.,/-])(?P<number>2[0-5]\d{4}|1\d{5}|[1-9]\d{4})(?![\d.,]?\d)"
_PADDED_HINT = late(r"0\d{5}(?<=[A-Za-z]\s.{6})")
_NUMBER_HINTS = ("secret", "confidential", "classified", "noforn", "cable")
_NUMBERS = (
    late(rf"{_NUMBER}\s?(?:[:,;–-]|\(|\s)\s?{_CLASSIFICATION}\b", re.I),
    late(rf"\b{_CLASSIFICATION}\s?(?:cable)?\s?[:,(#–-]?\s?(?:cable\s|no\.?\s|number\s|id\s)*{_NUMBER}", re.I),
    late(rf"\bcable\s(?:no\.?|number|id|#)?\s?:?\s?#?{_NUMBER}", re.I),
)
_ADDRESS_NUMBER = re.compile(r"(?:/the-cables/|us-embassy-cables-documents/)(?P<number>\d{5,6})(?!\d)")
_YEAR = r"(?P<year>6[6-9]|[7-9]\d|0\d|10)"
"""Cables of the collection are of 1966 to February 2010."""
_PADDED = r"0\d{5}"
_HINT = re.compile(rf"(?<![A-Za-z]){_YEAR}[ -]?[^\W\d_]{{2}}|\d(?P<long>\d{{4}})")
"""How a number begins that may belong to an id or is a running one: most pages have none."""
_OPENING = 4
"""Letters of a post that are looked at before the others."""
_CARRYING = frozenset({"headline", "standfirst", "stamp", "navigation", "markup"})
"""Reasons for which blocks are removed that may still name the cable behind the article."""


def mentions(document: Document, verdicts: list[Verdict], address: str = "") -> tuple[Mention, ...]:
    """Return every mention of a cable in the address, the headline, the text and its markers, in page order."""
    found = [mention(printed, reference, "address") for printed, reference in in_address(address)]
    for block, verdict in zip(document.blocks, verdicts, strict=False):
        if (verdict.keep or verdict.reason in _CARRYING) and code_starts(block.text):
            found += [mention(printed, reference, block.where) for printed, reference in in_text(block.text)]
    return tuple(dict.fromkeys(found))


def in_text(text: str) -> list[tuple[str, str]]:
    """Return (as printed, reference) of the cables a text names; the reference is an id or a running number.

    A running number counts only beside a classification or the word cable: alone, it is any number.

    >>> in_text("cables 08 New Delhi 3025 and ( >180619: secret )")
    [('08 New Delhi 3025', '08NEWDELHI3025'), ('180619: secret', '180619')]
    """
    if not _names_any(text):
        return []
    found = [(match.start(), match[0], reference) for match in _ids().finditer(text) if (reference := _id(match))]
    found += [(match.start(), match[0], _without_year(match)) for match in _bare_ids().finditer(text)]
    found += [(match.start(), match[0], match["number"]) for pattern in _NUMBERS for match in pattern.finditer(text)]
    once = {reference: (printed, reference) for _, printed, reference in sorted(found, reverse=True)}
    return [once[reference] for reference in dict.fromkeys(reference for _, _, reference in sorted(found))]


def in_address(address: str) -> list[tuple[str, str]]:
    """Return the cables an address names.

    >>> in_address("https://wikileaks.org/plusd/cables/08NEWDELHI3023_a.html")
    [('08NEWDELHI3023', '08NEWDELHI3023')]
    """
    path = unquote(address)
    ids = _ids().finditer(path) if _hints(path) else ()
    found = [(match[0], reference) for match in ids if (reference := _id(match))]
    return found + [(match["number"], match["number"]) for match in _ADDRESS_NUMBER.finditer(path)]


def resolved(found: tuple[Mention, ...]) -> tuple[str, ...]:
    """Return the ids of the mentions that are in the table, each once, sorted."""
    return tuple(sorted({mention.cable for mention in found if mention.cable}))


def subject(reference: str) -> str:
    """Return the subject line that the table has of a cable; empty if it has none."""
    cable = _table().get(reference)
    return (cable.subject or "") if cable else ""


def _names_any(text: str) -> bool:
    """Tell at little cost whether a text may name a cable."""
    hints = _hints(text)
    if any(_ids().match(text, hint.start()) for hint in hints if not hint["long"]):
        return True
    if not any(hint["long"] for hint in hints):
        return False
    small = text.lower()
    return any(hint in small for hint in _NUMBER_HINTS) or bool(_PADDED_HINT.search(text))


def _hints(text: str) -> list[re.Match[str]]:
    """Return the beginnings of numbers that may belong to an id or be a running one."""
    hints = (_HINT.match(text, start) for start in code_starts(text))
    return [hint for hint in hints if hint and (hint["long"] or _may_be_post(text, hint.end() - 2))]


def _may_be_post(text: str, start: int) -> bool:
    """Tell at little cost whether a post may begin there: most texts are spared the long pattern of all posts."""
    opening = text[start : start + _OPENING]
    return not opening.isascii() or opening.upper().startswith(_openings())


def mention(printed: str, reference: str, where: str) -> Mention:
    """Return a mention with the facts that the table has of the cable."""
    cable = _table().get(reference)
    if cable is None:
        return Mention(printed, reference, None, where)
    return Mention(printed, reference, cable.cable_id, where, cable.origin, cable.date, cable.classification)


def _id(match: re.Match[str]) -> str | None:
    """Return the canonical id; ``None`` for what only looks like one: "10 London 2012", "at 08 state 12"."""
    post, number = match["post"], match["number"]
    spaced = match[0] != match[0].replace(" ", "")
    if spaced and (post.islower() or not post[0].isupper() or 1990 <= int(number) <= 2030):
        return None
    return f"{match['year']}{_post(post)}{number}"


def _without_year(match: re.Match[str]) -> str:
    """Return the id for ``NEW DELHI 003044`` if the table has one cable of that post and number, else what was read."""
    tail = f"{_post(match['post'])}{int(match['number'])}"
    known = [cable_id for cable_id in _table() if cable_id[2:] == tail]
    return known[0] if len(known) == 1 else tail


def _post(printed: str) -> str:
    return _posts()["".join(printed.split()).upper()]


@cache
def _table() -> Mapping[str, facts.Cable]:
    return facts.by_reference(facts.cables())


@cache
def _entries() -> list[list[str]]:
    """Return the spellings of each post, the id's first."""
    table = tomllib.loads(Path(__file__).with_name("cables.toml").read_text("utf-8"))
    return [entry.split("/") for entry in table["posts"]]


@cache
def _posts() -> dict[str, str]:
    """Every spelling of a post, without blanks, to the id's spelling."""
    return {form.replace(" ", ""): forms[0] for forms in _entries() for form in forms}


@cache
def _openings() -> tuple[str, ...]:
    """Return what the spellings begin with."""
    return tuple({form.partition(" ")[0][:_OPENING] for forms in _entries() for form in forms})


@cache
def _post_pattern() -> str:
    forms = sorted((form for forms in _entries() for form in forms), key=len, reverse=True)
    return any_of(form.replace(" ", r"\s?") for form in forms)


@cache
def _ids() -> re.Pattern[str]:
    post = rf"(?P<post>{_post_pattern()})"
    return re.compile(rf"(?<![A-Za-z0-9]){_YEAR}[ -]?{post}[ -]?0*(?P<number>[1-9]\d{{0,5}})(?!\d)", re.I)


@cache
def _bare_ids() -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z0-9])(?P<post>{_post_pattern()})\s(?P<number>{_PADDED})(?!\d)")
