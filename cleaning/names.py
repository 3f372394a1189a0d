"""What a name is: a person, a desk, a wire agency, another body, a place, or nothing of these."""

import re
from enum import IntEnum
from functools import lru_cache

from . import name_tables
from .late import late
from .name_tables import prefix, whole, words
from .text import letters

MAX_PIECE = 80
"""A longer piece of a byline is a sentence."""
MAX_WORDS = 6
"""Longer pieces are sentences; the longest names of persons seen have six words."""
EDGES = " \t.,;:|/–—-•·*\"“”„'‘’`«»›‹>_=~#©+"
"""What may stand around a name and belongs to none."""

_PLACE = re.compile(r"\s+(?:in|aus|à|en|at|from|for|im|am|bei|of|für)\s+\S.*$", re.I)
_LETTER = re.compile(r"[^\W\d_]")
_HOST = re.compile(r"\w{3}\.[a-z]{2,4}(?:\s|$)")
_NO_NAME = re.compile(r"[\d?!%€$:]|[a-z][ÂÃÄÅ]")
"""What stands in no name; the letters are the first halves of letters that were decoded wrongly."""
_RUN_TOGETHER = re.compile(r"[a-z]{4,}[A-Z]")
"""Two words that ran together where an element ended; "SubbaRao" where only a name can stand."""
_USER_NAME = late(r"^[a-z0-9]+(?:[-_.][a-z0-9]+)+$|\d{2}|[a-z]\d+[a-z]|_")
"""Names of accounts; a reader sees them as names only where they are printed as such."""
_PEN_NAME = late(r"^(?=.*[^\W\d_])[\w.'’-]{2,30}$")
_SMALL_LETTERS = late(r"(?=.*[a-z])[^\W\d_A-Z]+(?: [^\W\d_A-Z]+){1,2}")
"""A name as somebody typed it into a form."""
_HAN = late(r"^[\u4e00-\u9fff]{2,4}$")
_NAME_WORD = r"[^\W\d_a-z][\w.'’-]"
_TWO_WORDS = re.compile(r"[A-Z][a-z]{1,20} [A-Z][a-z]{1,20}")
_FULL_NAME = re.compile(rf"(?!(?:The|Der|Die|Das|Le|La|Les|El|Los|My|Our)\b){_NAME_WORD}+(?: {_NAME_WORD}*){{1,2}}")
_PARTICLES = frozenset({
    "de", "del", "della", "der", "den", "di", "da", "dos", "das", "do", "du", "des", "la", "le", "las", "los", "van",
    "von", "vom", "zu", "zum", "zur", "ten", "ter", "bin", "ibn", "al", "el", "ul", "abu", "af", "av", "e", "y", "och",
    "og", "und", "and", "of", "st", "ap", "mac",
})  # fmt: skip
"""Words inside names that are printed in small letters."""


class Place(IntEnum):
    """Where a byline stands; the surer the place, the less must its words look like a name."""

    LINE = 0
    """A line of the page."""
    BYLINE = 1
    """An element that the page marks as byline, or a line that holds nothing but a signature and a date."""
    DECLARED = 2
    """A value of the page's head that names the author."""
    NAME = 3
    """A printed element that holds nothing but the author's name: readers see pen names there."""


def agency(text: str) -> str | None:
    """Return the short form of the wire agency that the text names and nothing else, ``None`` if it is none.

    >>> agency("Press Trust of India")
    'PTI'
    """
    return name_tables.agency(text.strip(EDGES))


def is_desk(text: str) -> bool:
    """Tell whether the text is a collective byline and nothing else.

    >>> is_desk("Special Correspondent")
    True
    """
    return name_tables.is_desk(without_prefix(text).strip(EDGES))


def is_full_name(text: str) -> bool:
    """Tell whether the text is two or three capitalised words, none of them one that organisations use.

    >>> is_full_name("Ana Lima"), is_full_name("Daily Example"), is_full_name("The Example")
    (True, False, False)
    """
    name = without_prefix(text.strip())
    if not _FULL_NAME.fullmatch(name) or is_place(name):
        return False
    return not (whole("organisations").search(name) or words("roles").search(name) or whole("nothing").search(name))


def is_label(text: str) -> bool:
    """Tell whether the text has a word that stands beside bylines and is in no name."""
    return bool(whole("nothing").search(text))


def is_body(text: str) -> bool:
    """Tell whether the text has a word that organisations use."""
    return bool(whole("organisations").search(text))


def is_place(text: str) -> bool:
    """Tell whether the text is a country or a city of datelines and nothing else."""
    return whole("places").is_all(text.strip(EDGES))


def without_prefix(text: str) -> str:
    """Take "By", "Von", "Text:" and the like off the front, as often as they stand there; a desk alone stays.

    >>> without_prefix("Text: Von Ana Lima"), without_prefix("Von Redaktion")
    ('Ana Lima', 'Redaktion')
    """
    for _ in range(4):
        text, before = text.lstrip(EDGES), text
        found = prefix(text)
        if not found or (found.end() == len(text) and name_tables.is_desk(text.strip(EDGES))):
            return before
        text = text[found.end() :]
    return text


def is_plain_name(text: str, outlets: frozenset[str]) -> bool:
    """Tell at little cost that a text is the name of a person and nothing else, wherever it stands.

    So are two capitalised words of ASCII letters that no list knows. Other texts may be names all the same.

    >>> is_plain_name("Ana Berg", frozenset()), is_plain_name("Daily Berg", frozenset())
    (True, False)
    """
    if not _TWO_WORDS.fullmatch(text):
        return False
    line = text.lower()
    return (
        not name_tables.may_hold_form(line)
        and _PARTICLES.isdisjoint(line.split())
        and line.replace(" ", "") not in outlets
    )


@lru_cache(maxsize=1024)
def kind_of(piece: str, outlets: frozenset[str], place: Place, *, alone: bool = False) -> tuple[str, str]:
    """Return what a piece of a byline is (agency, desk, organisation, person or nothing) and its cleaned form.

    `outlets` are the folded names of the outlet; with `alone` the piece is all that was signed, so that one word is
    enough for a name.
    """
    return ("person", piece) if is_plain_name(piece, outlets) else _kind_of(piece, outlets, place, alone=alone)


def _kind_of(piece: str, outlets: frozenset[str], place: Place, *, alone: bool) -> tuple[str, str]:
    """Look closely at a piece that is no plain name."""
    if not piece or len(piece) > MAX_PIECE:
        return "", ""
    if found := agency(piece):
        return "agency", found
    degree = words("degrees").match(piece)
    if whole("nothing").is_all(piece) or (degree and _is_degree(piece[: degree.end()], piece)):
        return "", ""
    cut = words("roles").search(piece)
    name = (piece[: cut.start()] if cut else piece).strip(EDGES)
    if name_tables.is_desk(piece) or (cut and len(name.split()) == 1):
        return "desk", piece
    name = _without_outlet(_once(_without_honours(_PLACE.sub("", name)).strip(EDGES)), outlets)
    if _is_outlet(piece, outlets) or _is_organisation(name, outlets):
        return "organisation", name
    return ("person", _cased(name)) if _is_person(name, place, alone=alone) else ("", "")


def _is_degree(opening: str, piece: str) -> bool:
    """Tell whether what opens a piece like a degree is printed as one, or is all of it."""
    return opening.isupper() or opening == piece


def _is_outlet(name: str, outlets: frozenset[str]) -> bool:
    return letters(name).replace("_", "").casefold() in outlets


def _is_organisation(name: str, outlets: frozenset[str]) -> bool:
    """Tell whether the name is the outlet's, a place, a host, or has a word that organisations use."""
    listed = name.split()
    opens = any(_is_outlet("".join(listed[:end]), outlets) for end in range(2, len(listed)))
    if opens or _is_outlet(name, outlets) or is_place(name):
        return True
    return bool(whole("organisations").search(name) or _HOST.search(name))


def _is_person(name: str, place: Place, *, alone: bool) -> bool:
    """Tell whether the words look like a person's name: few, without digits, capitalised where the script has cases."""
    listed = name.split()
    named = [word for word in listed if word.lower() not in _PARTICLES]
    if not named or len(listed) > MAX_WORDS or len(name) < 2 or whole("nothing").is_all(name):
        return False
    if len(listed) == 1 and (alone or place >= Place.DECLARED):
        return _is_one_word_name(name, printed=alone or place == Place.NAME)
    if _NO_NAME.search(name) or (place < Place.DECLARED and _RUN_TOGETHER.search(name)):
        return False
    if place == Place.DECLARED and _SMALL_LETTERS.fullmatch(name):
        return True
    if len(named[-1]) == 1 and named[-1].isascii() and place == Place.LINE:
        return False
    cased = all(_LETTER.match(word) and (word[0].isupper() or not word[0].islower()) for word in named)
    return cased and (len(named) >= 2 or alone or place >= Place.DECLARED or _is_uncased_name(name))


def _is_one_word_name(name: str, *, printed: bool) -> bool:
    """Tell whether one word can be a name where nothing but a name stands; account names only if readers see them."""
    return bool(_PEN_NAME.match(name)) if printed else bool(_LETTER.search(name)) and not _USER_NAME.search(name)


def _is_uncased_name(name: str) -> bool:
    """Tell whether the name is of a script without cases, where one word may be a whole name."""
    return bool(_HAN.match(name)) or (not name.isascii() and len(name) >= 3 and not name[0].isupper())


def _once(name: str) -> str:
    """Return a name that is printed twice, or after its initials, once."""
    listed = name.split()
    half = len(listed) // 2
    if len(listed) >= 4 and listed[:half] == listed[half:]:
        return " ".join(listed[:half])
    initials = "".join(word[0] for word in listed[1:])
    return " ".join(listed[1:]) if len(listed) >= 3 and listed[0].isupper() and listed[0] == initials.upper() else name


def _without_outlet(name: str, outlets: frozenset[str]) -> str:
    """Take the outlet's name off the end of a person's."""
    listed = name.split()
    for start in range(2, len(listed)):
        if "".join(listed[start:]).casefold() in outlets:
            return " ".join(listed[:start])
    return name


def _cased(name: str) -> str:
    """Return a name printed in capitals in the usual case; other names stay as printed."""
    listed = name.split()
    if not name.isupper() or len(listed) < 2:
        return name
    return " ".join(
        word if len(word) <= 2 or "." in word else "-".join(p.capitalize() for p in word.split("-")) for word in listed
    )


def _without_honours(name: str) -> str:
    """Take titles before and degrees after the name off."""
    listed = name.split()
    while len(listed) > 2 and words("honours").is_all(listed[0].rstrip(".")):
        listed = listed[1:]
    while len(listed) > 2 and words("degrees").is_all(listed[-1].strip(".,")) and listed[-1].strip(".,").isupper():
        listed = listed[:-1]
    return " ".join(listed)
