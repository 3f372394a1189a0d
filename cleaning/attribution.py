"""Bylines: who wrote, in what role, for whom. One printed credit to persons, a desk, an agency."""

import html
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from .dates import read_all
from .late import late
from .name_tables import words
from .names import EDGES, Place, agency, is_full_name, is_plain_name, kind_of, without_prefix
from .text import small, tidy

MAX_CHARS = 300

_ADDRESS = late(r"\S+@\S+|https?://\S+|www\.\S+|(?<!\S)@\w+")
_BRACKETS = late(r"[(\[{<][^)\]}>]*(?:[)\]}>]|$)")
_BY = re.compile(r"(?:^|[\s|·])(?:by|von|par|por)\s+", re.I)
_DAYS = r"mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar|mer|jeu|ven|sam|dim"
_ON = late(rf"\s(?:(?:on|am|vom|le|el|il|em|den|op|um)(?:\s[^\W\d_]+tag,?)?|(?:{_DAYS})\.?,?)\s*$", re.I)
_CLOCK = re.compile(r"\d(?<!\w.)\d?[:.h]\d\d\b.*$")
_BY_GLUED = re.compile(r"^By(?=[A-Z])")
_PIECE = re.compile(r"[()\[\]{}<>,;/|]|\s-\s")
_DONE = r"posted|published|veröffentlicht|publié|publicado|erstellt|geschrieben|gespeichert|eingestellt|written"
_SIGNED_AFTER = late(rf"^\W*(?:{_DONE})\b[^.]{{0,60}}?\s(?:by|von|par|por)\s+", re.I)
_DATED_STOP = late(
    r"(?:last )?(?:posted|published|updated|modified)|veröffentlicht|aktualisiert|zuletzt|publi|actuali", re.I
)
"""Of the words that end a byline, those that a "by" may follow: "Published 2 December by Ana Lima"."""
_AND = r"and|und|et|y|e|och|og|en|ja|i|и|та|ve|और|و|اور|ও|மற்றும்|എന്നിവർ"
_LIST = re.compile(
    rf"\s*[,;/|•·&+،、]\s*(?:(?:{_AND})\s+)?|\s+[–—-]+\s+|\s+(?:{_AND})\s+|\s+(?:with|im gespräch mit)\s+|\s{{2,}}",
    re.I,
)
_BODY_OF = late(r"\b(?:Institutes?|Department|Ministry|Cent(?:er|re)|School|College|University) (?:of|for) [^,;|]+")
"""A body whose name may hold an "and" of its own."""
_LIST_WORDS = frozenset({*_AND.split("|"), "with", "gespräch"})
_LIST_SIGNS = frozenset(",;/|•·&+،、–—-")
"""Without one of these words or signs nothing is listed."""
_SCRAP = re.compile(r"[a-z]{1,3}")
"""What is left of "at", "on" and "um" when the date is gone."""
_BROADCASTER = range(3, 7)
"""Letters of one word in capitals that stands beside a person: a broadcaster, not a second person."""


class Credit(NamedTuple):
    """What one or several byline texts say."""

    persons: tuple[str, ...] = ()
    """Names of persons in the printed order."""
    desk: str | None = None
    """A collective byline."""
    agency: str | None = None
    """A wire agency, in its usual short form."""
    organisations: tuple[str, ...] = ()
    """Other bodies named as author."""


def read(text: str, outlets: Iterable[str] = (), place: Place = Place.LINE) -> Credit:
    """Return the credit in one byline text.

    `outlets` are folded names of the outlet (see `titles.outlet_keys`): no author. `place` tells where the text
    stands: where there is nothing but a name, a single word or a small letter does not speak against it.

    >>> read("By Ana Lima and Jo Berg, Staff Reporters (PTI)")
    Credit(persons=('Ana Lima', 'Jo Berg'), desk=None, agency='PTI', organisations=())
    """
    return _read(text, frozenset(outlets), place) if len(text) <= 2 * MAX_CHARS else Credit()


@lru_cache(maxsize=1024)
def _read(text: str, keys: frozenset[str], place: Place) -> Credit:
    """Read a byline once: elements marked as byline stand inside each other."""
    return Credit((text,)) if is_plain_name(text, keys) else _read_closely(text, keys, place)


def _read_closely(text: str, keys: frozenset[str], place: Place) -> Credit:
    """Read a byline that is no plain name."""
    text = tidy(html.unescape(text))
    if not text or len(text) > MAX_CHARS:
        return Credit()
    in_brackets = _BRACKETS.findall(text) if _holds_bracket(text) else []
    bracketed = agency_in(" ".join(in_brackets)) if in_brackets else None
    named, signed = _named_part(text)
    split = (without_prefix(raw).strip(EDGES) for raw in _listed(named))
    pieces = [piece for piece in split if piece and (place == Place.NAME or not _is_scrap(piece))]
    alone = signed and place >= Place.BYLINE and len(pieces) == 1
    kinds = [(piece, *kind_of(piece, keys, place, alone=alone)) for piece in pieces]
    return _credit(kinds, bracketed, keys)


def _listed(text: str) -> list[str]:
    """Return the pieces of a list of names; looking for words and signs first takes a tenth of the time."""
    if _LIST_SIGNS.isdisjoint(text) and "  " not in text and _LIST_WORDS.isdisjoint(small(text).split()):
        return [text]
    return _LIST.split(text)


def _holds_bracket(text: str) -> bool:
    return "(" in text or "[" in text or "{" in text or "<" in text


def _holds_address(text: str) -> bool:
    return "@" in text or "://" in text or "www." in text


def joined(parts: Iterable[Credit]) -> Credit:
    """Return several credits as one: persons in order, each once; the first desk and agency."""
    every = list(parts)
    if len(every) == 1:
        return every[0]
    persons = tuple(dict.fromkeys(person for credit in every for person in credit.persons))
    desk = next((credit.desk for credit in every if credit.desk), None)
    wire = next((credit.agency for credit in every if credit.agency), None)
    return Credit(persons, desk, wire, tuple(name for credit in every for name in credit.organisations))


def agency_in(text: str) -> str | None:
    """Return the first wire agency among the pieces of a text, between brackets, bars and commas."""
    return next((found for piece in _PIECE.split(text) if (found := agency(piece))), None)


def _credit(kinds: list[tuple[str, str, str]], bracketed: str | None, keys: frozenset[str]) -> Credit:
    """Sort the pieces by what they are; capitals or the outlet's name beside a person are no second one."""
    persons: list[str] = []
    organisations: list[str] = []
    first = {kind: value for _, kind, value in reversed(kinds)}
    for printed, kind, value in kinds:
        beside_body = "organisation" in first and _is_a_bodys(printed, after=bool(organisations))
        is_outlets = printed.split()[0].casefold() in keys
        beside_person = bool(persons) and (is_outlets or _is_broadcaster(printed, kinds[0][0]))
        if kind == "organisation" or (kind == "person" and (beside_body or beside_person)):
            organisations.append(value)
        elif kind == "person" and value not in persons:
            persons.append(value)
    return Credit(tuple(persons), first.get("desk"), bracketed or first.get("agency"), tuple(organisations))


def _is_scrap(piece: str) -> bool:
    return bool(_SCRAP.fullmatch(piece)) and not agency(piece)


def _is_broadcaster(printed: str, first: str) -> bool:
    """Tell whether a piece in capitals follows a name that is not in capitals."""
    return printed.isupper() and not first.isupper() and (" " in printed or len(printed) in _BROADCASTER)


def _is_a_bodys(printed: str, *, after: bool) -> bool:
    """Tell whether one word beside a body is its place or its short name: "Moor Ltd, Sandway", "NKT - Moor Group"."""
    return " " not in printed and (printed.isupper() or (after and printed.istitle()))


def _named_part(text: str) -> tuple[str, bool]:
    """Return the part of a byline that names, and whether a "by" or the like stands before it."""
    text = text.strip("()（）[] ")
    text = _BY_GLUED.sub("By ", text) if text.startswith("By") else text
    text = _ADDRESS.sub(" , ", text) if _holds_address(text) else text
    text = _after_date(_BRACKETS.sub(" ", text) if _holds_bracket(text) else text)
    opened = _SIGNED_AFTER.match(text)
    rest = without_prefix(text[opened.end() :] if opened else text)
    named = _until_stop(without_prefix(_without_dates(rest)))
    return _BODY_OF.sub(",", named) if " of " in named or " for " in named else named, rest != text


def _after_date(text: str) -> str:
    """Return what follows a date that opens the line, from its "by" on: "29 June 2017, 23:39 · by Ana"."""
    dates = read_all(text)
    if not dates or dates[0][0] > 4:
        return text
    signed = _BY.search(text, dates[-1][1])
    return text[signed.start() :].lstrip(" |·") if signed and signed.start() - dates[-1][1] <= 20 else text


def _until_stop(text: str) -> str:
    """Return what stands before the words that end a byline; after "by" if those words open it."""
    stop = words("stops").search(text)
    if not stop:
        return text
    if text[: stop.start()].strip(EDGES):
        return text[: stop.start()]
    signed = _BY.search(text[stop.end() :]) if _DATED_STOP.match(stop[0]) else None
    return _until_stop(text[stop.end() :][signed.end() :]) if signed else ""


def _without_dates(text: str) -> str:
    """Cut dates and clock times out; what follows a clock time, or a date after a name, is not the byline."""
    dates = read_all(text)
    if not dates:
        return _CLOCK.sub("", text)
    before = _ON.sub("", text[: dates[0][0]])
    if is_full_name(before.strip(EDGES)) and not agency_in(text[dates[0][1] :]):
        return before
    for start, end, _ in reversed(dates):
        text = f"{_ON.sub('', text[:start])} , {text[end:]}" if end <= len(text) else text
    return _CLOCK.sub("", text)
