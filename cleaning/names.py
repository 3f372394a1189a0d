"""Bylines: who wrote, in what role, for whom. One printed credit to persons, a desk, an agency."""

import html
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .dates import read_all
from .text import tidy

MAX_CHARS = 300
MAX_PIECE = 80
"""A longer piece of a byline is a sentence."""
MAX_WORDS = 6
"""Longer pieces are sentences; the longest names of persons seen have six words."""

_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+|(?<!\S)@\w+")
_BRACKETS = re.compile(r"[(\[{<][^)\]}>]*(?:[)\]}>]|$)")
_BY = re.compile(r"(?:^|[\s|])(?:by|von|par|por)\s+", re.I)
_ON = re.compile(r"\s(?:on|am|vom|le|el|il|em|den|op)\s*$", re.I)
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d\d\b.*$")
_AND = r"and|und|et|y|e|och|og|en|ja|i|и|та|ve|और|و|اور|ও|மற்றும்|എന്നിവർ"
_LIST = re.compile(rf"\s*[,;/|•·&+،、]\s*(?:(?:{_AND})\s+)?|\s+[–—-]+\s+|\s+(?:{_AND})\s+|\s+with\s+|\s{{2,}}", re.I)
_PLACE = re.compile(r"\s+(?:in|aus|à|en|at|from|for|im|am|bei|of|für)\s+\S.*$", re.I)
_EDGES = " \t.,;:|/–—-•·*\"“”„'‘’`«»›‹>_=~#©"
_INITIALS = re.compile(r"^(?:[^\W\d_]\.?){1,4}$")
_LETTER = re.compile(r"[^\W\d_]")
_CAPITALS = re.compile(r"^[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?$")
_SHORT_CAPITALS = re.compile(r"^[A-Z]{3,6}$")
"""Beside a person: a broadcaster, not a second person."""
_NO_NAME = re.compile(r"[\d?!%€$:]|[a-z]{4,}[A-Z]")
"""Signs that no name has; the last are two words run together where an element ended."""
_HANDLE = re.compile(r"^[a-z0-9]+(?:[-_.][a-z0-9]+)+$|\d{2}|_")
_PARTICLES = frozenset({
    "de", "del", "della", "der", "den", "di", "da", "dos", "das", "do", "du", "des", "la", "le", "las", "los", "van",
    "von", "vom", "zu", "zum", "zur", "ten", "ter", "bin", "ibn", "al", "el", "ul", "abu", "af", "av", "e", "y", "och",
    "og", "und", "and", "of", "st", "ap", "mac",
})  # fmt: skip
"""Words inside names that are printed in small letters."""


@dataclass(frozen=True, slots=True)
class Credit:
    """What one or several byline texts say."""

    persons: tuple[str, ...] = ()
    """Names of persons in the printed order."""
    desk: str | None = None
    """A collective byline."""
    agency: str | None = None
    """A wire agency, in its usual short form."""
    organisations: tuple[str, ...] = ()
    """Other bodies named as author."""


def read(text: str, outlets: Iterable[str] = (), *, known_name: bool = False) -> Credit:
    """Return the credit in one byline text.

    `outlets` are folded names of the outlet (see `titles.outlet_keys`): no author. With `known_name` the text comes
    from a place that holds nothing but a name, so that a single word or a small letter does not speak against it.

    >>> read("By Ana Lima and Jo Berg, Staff Reporters (PTI)")
    Credit(persons=('Ana Lima', 'Jo Berg'), desk=None, agency='PTI', organisations=())
    """
    text = tidy(html.unescape(text))
    if not text or len(text) > MAX_CHARS:
        return Credit()
    agency = _agency_in(" ".join(_BRACKETS.findall(text)))
    text = re.sub(r"^By(?=[A-Z])", "By ", text.strip("()（）[] "))
    text = _without_dates(_BRACKETS.sub(" ", _ADDRESS.sub(" , ", text)))
    text = _without_prefix(text)
    text = _until_stop(text)
    persons: list[str] = []
    desk, organisations = None, []
    keys = frozenset(outlets)
    for raw in _LIST.split(text):
        piece = _without_prefix(raw).strip(_EDGES)
        kind, value = _kind(piece, keys, known_name=known_name)
        if kind == "agency":
            agency = agency or value
        elif kind == "desk":
            desk = desk or value
        elif kind == "organisation" or (persons and _SHORT_CAPITALS.match(value)):
            organisations.append(value)
        elif kind == "person" and value not in persons:
            persons.append(value)
    return Credit(tuple(persons), desk, agency, tuple(organisations))


def agency(text: str) -> str | None:
    """Return the short form of the wire agency that the text names and nothing else, ``None`` if it is none.

    >>> agency("Press Trust of India")
    'PTI'
    """
    found = _agencies().fullmatch(text.strip(_EDGES))
    return _agency_names()[found.lastgroup] if found and found.lastgroup else None


def is_desk(text: str) -> bool:
    """Tell whether the text is a collective byline and nothing else.

    >>> is_desk("Special Correspondent")
    True
    """
    return bool(_whole("desks").fullmatch(_without_prefix(text).strip(_EDGES)))


def is_full_name(text: str) -> bool:
    """Tell whether the text is two or three capitalised words, none of them one that organisations use.

    >>> is_full_name("Ana Lima"), is_full_name("Daily Example"), is_full_name("The Example")
    (True, False, False)
    """
    looks = re.fullmatch(r"(?!The\b)[^\W\d_a-z][\w.'’-]+(?: [^\W\d_a-z][\w.'’-]*){1,2}", _without_prefix(text.strip()))
    return bool(looks) and not _whole("organisations").search(text) and not is_place(text)


def is_place(text: str) -> bool:
    """Tell whether the text is a country or a city of datelines and nothing else."""
    return bool(_whole("places").fullmatch(text.strip(_EDGES)))


def _until_stop(text: str) -> str:
    """Return what stands before the words that end a byline; after "by" if those words open it."""
    stop = _words("stops").search(text)
    if not stop:
        return text
    if text[: stop.start()].strip(_EDGES):
        return text[: stop.start()]
    signed = _BY.search(text[stop.end() :])
    return _until_stop(text[stop.end() :][signed.end() :]) if signed else ""


def _agency_in(text: str) -> str | None:
    return next((found for piece in re.split(r"[()\[\]{}<>,;/|]|\s-\s", text) if (found := agency(piece))), None)


def _kind(piece: str, outlets: frozenset[str], *, known_name: bool) -> tuple[str, str]:
    """Return what a piece of a byline is (agency, desk, organisation, person or nothing) and its cleaned form."""
    if not piece or len(piece) > MAX_PIECE:
        return "", ""
    if found := agency(piece):
        return "agency", found
    if _whole("nothing").fullmatch(piece) or _words("degrees").fullmatch(piece):
        return "", ""
    cut = _words("roles").search(piece)
    name = (piece[: cut.start()] if cut else piece).strip(_EDGES)
    if _whole("desks").fullmatch(piece) or (cut and len(name.split()) == 1):
        return "desk", piece
    name = _without_outlet(_once(_without_honours(_PLACE.sub("", name)).strip(_EDGES)), outlets)
    if _is_organisation(name, outlets):
        return "organisation", name
    return ("person", _cased(name)) if _is_person(name, known_name=known_name) else ("", "")


def _is_organisation(name: str, outlets: frozenset[str]) -> bool:
    """Tell whether the name is the outlet's, a place, a host, or has a word that organisations use."""
    if re.sub(r"[\W_]", "", name).casefold() in outlets or is_place(name):
        return True
    return bool(_whole("organisations").search(name) or re.search(r"\.\w{2,4}$", name))


def _is_person(name: str, *, known_name: bool) -> bool:
    """Tell whether the words look like a person's name: few, without digits, capitalised where the script has cases."""
    words = name.split()
    named = [word for word in words if word.lower() not in _PARTICLES]
    if not named or len(words) > MAX_WORDS or len(name) < 2 or _NO_NAME.search(name):
        return False
    if _whole("nothing").fullmatch(name) or (len(named[-1]) == 1 and named[-1].isascii()):
        return False
    if known_name and len(words) == 1:
        return bool(_LETTER.search(name)) and not _HANDLE.search(name)
    if not all(_LETTER.match(word) and (word[0].isupper() or not word[0].islower()) for word in named):
        return False
    return len(named) >= 2 or known_name or (not name.isascii() and len(name) >= 3 and not name[0].isupper())


def _once(name: str) -> str:
    """Return a name that is printed twice, or after its initials, once."""
    words = name.split()
    half = len(words) // 2
    if len(words) >= 4 and words[:half] == words[half:]:
        return " ".join(words[:half])
    initials = "".join(word[0] for word in words[1:])
    return " ".join(words[1:]) if len(words) >= 3 and words[0].isupper() and words[0] == initials.upper() else name


def _without_outlet(name: str, outlets: frozenset[str]) -> str:
    """Take the outlet's name off the end of a person's."""
    words = name.split()
    for start in range(2, len(words)):
        if "".join(words[start:]).casefold() in outlets:
            return " ".join(words[:start])
    return name


def _cased(name: str) -> str:
    """Return a name printed in capitals in the usual case; other names stay as printed."""
    words = name.split()
    if not name.isupper() or len(words) < 2:
        return name
    return " ".join(
        word if len(word) <= 2 or "." in word else "-".join(p.capitalize() for p in word.split("-")) for word in words
    )


def _without_dates(text: str) -> str:
    """Cut dates and clock times out; what follows a clock time is not the byline."""
    for start, end, _ in reversed(read_all(text)):
        text = f"{_ON.sub('', text[:start])} , {text[end:]}" if end <= len(text) else text
    return _CLOCK.sub("", text)


def _without_prefix(text: str) -> str:
    """Take "By", "Von", "Text:" and the like off the front, as often as they stand there."""
    for _ in range(4):
        found = _prefix().match(text.lstrip(_EDGES))
        if not found:
            break
        text = text.lstrip(_EDGES)[found.end() :]
    return text


def _without_honours(name: str) -> str:
    """Take titles before and degrees after the name off."""
    words = name.split()
    while words and _words("honours").fullmatch(words[0].rstrip(".")):
        words = words[1:]
    while len(words) > 2 and _words("degrees").fullmatch(words[-1].strip(".,")) and words[-1].strip(".,").isupper():
        words = words[:-1]
    return " ".join(words)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("names.toml").read_text("utf-8"))


@cache
def _words(key: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'’])(?:{'|'.join(_table()[key])})(?![\w'’])", re.I)


@cache
def _whole(key: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(_table()[key]['words'])})(?!\w)\.?", re.I)


@cache
def _prefix() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(_table()['prefixes'])})(?:\s*[:：]\s*|\s+[–—-]\s+|\s+(?=\S)|$)", re.I)


@cache
def _agency_names() -> dict[str, str]:
    return {f"a{index}": name for index, name in enumerate(_table()["agencies"])}


@cache
def _agencies() -> re.Pattern[str]:
    patterns = enumerate(_table()["agencies"].values())
    return re.compile("|".join(f"(?P<a{index}>{pattern})" for index, pattern in patterns))
