"""What a page says of itself: title, declarations, stamps and bylines, noted while its tree is walked.

Compiled where a C compiler is there (`witness.pxd` gives the types).
"""

from typing import Final

from .cursor import Cursor
from .document import Document
from .element_kinds import Attributes
from .text import tidy

_HATOM: Final = frozenset({"published", "updated", "dtpublished", "entry-date"})
_MAX_BYLINE: Final = 300
_MAX_BYLINES: Final = 60
"""Byline elements read of a page: their texts may contain one another."""


def declare(document: Document, at: Cursor, tag: str) -> None:
    """Read a ``title``, ``meta`` or ``link`` element."""
    if tag == "title":
        document.title = document.title or tidy(at.text_inside(""))
        return
    attributes = at.attributes()
    get = attributes.get
    if tag == "meta":
        name = get("name") or get("property") or get("itemprop") or get("http-equiv")
        content = attributes.get("content")
        if name and content:
            document.metas.append((name.strip().lower(), content.strip()))
    elif tag == "link" and not document.canonical and "canonical" in (get("rel") or "").lower().split():
        document.canonical = (get("href") or "").strip()


def is_stamp(tag: str, attributes: Attributes) -> bool:
    """Whether an element holds a date: ``time``, itemprop datePublished or dateModified, or the title of hAtom 0.1.

    The latter is ``<abbr class="published" title="2010-12-02T10:15:00+05:30">``: blogs of that time have it.
    """
    if tag == "time" or "date" in (attributes.get("itemprop") or ""):
        return True
    return "title" in attributes and not _HATOM.isdisjoint((attributes.get("class") or "").lower().split())


def add_stamp(document: Document, at: Cursor, attributes: Attributes, marks: str) -> None:
    """Note a date: what the element declares, what it shows, and its names with those around it."""
    stamp = attributes.get("datetime") or attributes.get("content") or attributes.get("title") or ""
    document.times.append((stamp.strip(), tidy(at.text_inside(""))[:_MAX_BYLINE], marks))


def add_byline(document: Document, at: Cursor, marks: str) -> None:
    """Note what an element that is marked as byline shows, if it is a line."""
    if len(document.bylines) < _MAX_BYLINES:
        text = tidy(at.text_inside(" "))
        if text and len(text) <= _MAX_BYLINE:
            document.bylines.append((text, marks))
