"""What a label opens in a dump: the table of contents, the note on the author, a box that another label closes."""

import re
from collections.abc import Mapping, Sequence

from .late import late

_CONTENTS = frozenset(
    {
        *("table of contents", "contents", "page contents", "article contents", "post contents", "topics covered"),
        *(f"in this {kind}" for kind in ("article", "post", "guide", "story", "page", "blog", "blog post", "review")),
        *("on this page", "what's in this article", "what's inside", "quick links", "quick navigation"),
        *("jump to", "jump to section", "jump ahead", "jump ahead to", "skip to", "skip to section"),
        *("inhalt", "inhaltsverzeichnis", "in diesem artikel", "auf dieser seite", "sommaire", "table des matières"),
        *("índice", "índice de contenidos", "tabla de contenidos", "tabla de contenido", "contenido", "contenidos"),
        *("indice", "indice dei contenuti", "sumário", "índice de conteúdo", "neste artigo", "en este artículo"),
        *("inhoud", "inhoudsopgave", "spis treści", "содержание", "оглавление", "目录", "目錄", "目次", "목차"),
        *("فهرس", "المحتويات", "विषय सूची", "विषयसूची", "içindekiler", "daftar isi"),
    }
)
_TOGGLE = re.compile(r"(?:\W+(?:hide|show|toggle|close|open|expand|collapse)\b)+\W*$")
_NUMBER = late(r"\A\W*(?:\d{1,2}(?:\.\d{1,2}){0,3}[.):]?)?\W*")
_LABEL = 40
"""Characters that a label has at most."""
_ENTRY = 140
"""Characters that an entry of a table of contents has at most."""
_ENTRIES = 3
"""Entries from which a label's list is a table of contents: each stands again below it, as a heading."""
_GAP = 2
"""Lines between two entries: subheadings that the text words otherwise."""
_LONGEST = 200
"""Lines of a table of contents that are looked at: the work for a dump of nothing but labels is bounded."""

_AUTHOR = frozenset(
    {
        *("about the author", "about the authors", "about the writer", "about the reporter", "about the contributor"),
        *("meet the author", "über den autor", "über die autorin", "à propos de l'auteur", "sobre el autor"),
        *("sobre la autora", "sobre o autor", "sobre a autora", "sull'autore", "over de auteur", "об авторе"),
    }
)
_NOTE = 3
"""Lines below such a label of which the first that is running text is the note; above it stand names."""

_BOXES = {
    "after newsletter promotion": "skip past newsletter promotion",
    "ende der weiteren informationen": "weitere informationen",
    "ende des externen inhalts": "externer inhalt",
}
"""What tells the end of a box to what told its beginning: labels for those who hear a page."""
_END, _BEGINNING = "end of ", "skip "
"""Words before the name of a box in other such labels."""
_BOX = 30
"""Lines that a box has at most."""


def labels(texts: Sequence[str]) -> dict[int, str]:
    """Return the lines that are labels of contents or authors, in order: what they say, in small letters.

    >>> labels(["Tides", "Contents [hide]:"])
    {1: 'contents'}
    """
    short = ((place, _folded(text)) for place, text in enumerate(texts) if len(text) <= _LABEL)
    return {place: label for place, label in short if label in _CONTENTS or label in _AUTHOR}


def contents(texts: Sequence[str], told: Mapping[int, str]) -> list[int]:
    """Return the lines of tables of contents, with those of their labels; ``told`` are the dump's labels.

    >>> dump = ["Contents", "1 Tides", "2 Locks", "3 Ferries", "It rains.", "Tides", "Locks", "Ferries"]
    >>> contents(dump, labels(dump))
    [0, 1, 2, 3]
    """
    opening = [place for place, label in told.items() if label in _CONTENTS]
    names = [_entry(text) for text in texts] if opening else []
    last = {name: place for place, name in enumerate(names)}
    found: list[int] = []
    for label in opening:
        if not found or label > found[-1]:
            found += _entries(names, last, label)
    return found


def _entries(names: Sequence[str], last: Mapping[str, int], label: int) -> list[int]:
    """Return a label and the lines below it up to the last entry; none where it opens no table of contents.

    Args:
        names: of every line what an entry and its heading have in common.
        last: name to the last line that has it.
        label: the line of the label.
    """
    count, end = 0, label
    for place in range(label + 1, min(label + 1 + _LONGEST, len(names))):
        if not names[place] or place - end > _GAP + 1:
            break
        if place < last[names[place]]:
            count, end = count + 1, place
    return list(range(label, end + 1)) if count >= _ENTRIES else []


def authors(running: Sequence[bool], told: Mapping[int, str]) -> list[int]:
    """Return the notes on authors, with those of their labels; none stands above all running text of a dump."""
    begin = next((place for place, is_text in enumerate(running) if is_text), len(running))
    found: list[int] = []
    for label in (place for place, text in told.items() if place > begin and text in _AUTHOR):
        places = range(label + 1, min(label + 1 + _NOTE, len(running)))
        note = next((place for place in places if running[place]), label)
        found += range(label, note + 1)
    return found


def boxes(texts: Sequence[str]) -> list[int]:
    """Return the lines of boxes whose two ends are told.

    >>> boxes(["It rains.", "Skip post by ferryman", "Rain!", "End of post by ferryman", "It still rains."])
    [1, 2, 3]
    """
    found: list[int] = []
    told: dict[str, int] = {}
    for place, text in enumerate(texts):
        if len(text) > _ENTRY:
            continue
        label = text.casefold()
        first = told.pop(_opening(label), None)
        if first is not None and place - first < _BOX:
            found += range(first, place + 1)
        told[label] = place
    return found


def _opening(label: str) -> str:
    """Return the label that opens a box which this one would close; empty if it closes none."""
    return _BEGINNING + label.removeprefix(_END) if label.startswith(_END) else _BOXES.get(label, "")


def _folded(text: str) -> str:
    """Return a label without what toggles it and without signs at its ends."""
    return _TOGGLE.sub("", text.casefold().replace("’", "'")).strip(" :.…[]()•-–—▼▲")


def _entry(text: str) -> str:
    """Return what an entry and its heading have in common: not the number, not signs at the ends; empty for text."""
    return "" if len(text) > _ENTRY or text[-1] == "." else _NUMBER.sub("", text.casefold()).rstrip(" :.?!…")
