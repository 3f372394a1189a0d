"""What single elements of a page mean: their effect on the text around them, whether they are shown, their names.

Compiled where a C compiler is there (`element_kinds.pxd` gives the types).
"""

import re
from typing import Final

from .part_finder import finder
from .text import is_tidy

Attributes = dict[str, str | None]
"""An element's attributes, names in lower case; None for one without a value."""

# What an element does to the text around it. Elements that are not listed start a line of their own.
TEXT, SKIP, PICTURE, BREAK, DECLARE, BARE, STRONG, LINK, INLINE, BLOCK = range(10)
KINDS: Final = {
    tag: kind
    for kind, tags in (
        (TEXT, "-text"),
        # No reader sees these as text of the page.
        (SKIP, "script style template noscript svg math select option datalist textarea canvas object applet map rt"),
        (SKIP, "rp noframes dialog amp-consent amp-analytics amp-state -comment !doctype -document"),
        (PICTURE, "img picture video audio iframe embed amp-img amp-video amp-iframe amp-youtube amp-ad"),
        (BREAK, "br"),
        (DECLARE, "title meta link base"),
        # Inline; attributes are read neither of these nor of most links: a good part of the walk's cost.
        (BARE, "u sub sup wbr small s big code"),
        (STRONG, "b strong em i"),
        (LINK, "a"),
        (INLINE, "abbr acronym bdi bdo cite data del dfn font ins kbd label mark nobr q rb ruby samp span strike"),
        (INLINE, "time tt var"),
    )
    for tag in tags.split()
}
WHOLE_PAGE: Final = frozenset({"html", "body"})
"""Never taken as hidden: pages hide themselves until their scripts have run."""

TELLING: Final = frozenset(
    {"hidden", "aria-hidden", "style", "datetime", "itemprop", "rel", "lang", "xml:lang", "title"}
)
"""Attributes that say more than a name; elements without any of them are passed quickly."""
NAMES: Final = ("class", "id", "itemprop", "role")
"""Attributes that name an element."""
READ: Final = (*NAMES, *sorted(TELLING - {*NAMES}), "content", "name", "property", "http-equiv", "href", "aria-label")
"""All attributes that are ever asked for."""

_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
# Class names that themes give to text for screen readers only; it repeats what an icon shows.
_SCREEN_READER = re.compile(r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader(?:-text)?|a11y-hidden)(?:\s|$)")
_AUTOR = re.compile(r"(?<![a-z])autor(?:[ei]n|[aei]|es)?(?![a-z])")
"""The same in other languages, and no "autoplay"."""
_STREAMED = re.compile(r"S:[0-9a-f]+$")


_READER: Final = 1
_AUTHOR: Final = 2
_MAYBE_AUTHOR: Final = 4
_TOLD: Final = finder(
    (word, bit)
    for bit, words in (
        (_READER, ("hidden", "reader", "only")),
        (_AUTHOR, ("author", "byline", "by-line", "writer", "contributor", "reporter")),
        (_MAYBE_AUTHOR, ("autor",)),
    )
    for word in words
)
"""What class names may tell, found in one pass over them."""

_MOST_KNOWN: Final = 1 << 12
_KNOWN: dict[str, tuple[str, str]] = {}
LINK_TELLING: Final = frozenset({"itemprop", "hidden", "aria-hidden"})


def names_told(names: str) -> tuple[str, str]:
    """Return class, id, itemprop and role, blank-separated, in lower case, and what they tell at once.

    The latter is ``screen-reader``, ``byline`` or nothing.
    """
    joined = names.strip().lower()
    if not is_tidy(joined):
        joined = " ".join(joined.split())
    told = _TOLD.find(joined)
    if told & _READER and _SCREEN_READER.search(joined):
        return joined, "screen-reader"
    return joined, "byline" if told & _AUTHOR or (told & _MAYBE_AUTHOR and _AUTOR.search(joined)) else ""


def read_names(names: str) -> tuple[str, str]:
    """Return `names_told`, looked up where it is known: a dictionary answers in a third of an `lru_cache`'s time."""
    told = _KNOWN.get(names)
    if told is None:
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        told = _KNOWN[names] = names_told(names)
    return told


def tells_something(attributes: Attributes) -> bool:
    """Whether a link is worth a look: it may be a byline, or hidden. Most links of a page are neither."""
    if not LINK_TELLING.isdisjoint(attributes):
        return True
    return may_be_byline(attributes.get("class") or "") or "author" in (attributes.get("rel") or "").split()


def may_be_byline(names: str) -> bool:
    """Whether a link's class names tell of an author."""
    return "author" in names or "byline" in names or "autor" in names


def is_hidden(attributes: Attributes) -> bool:
    """Whether the element itself says that it is not shown."""
    if "hidden" in attributes:
        # React moves streamed parts (id="S:0") to their place as soon as the page has loaded.
        return attributes["hidden"] != "until-found" and not _STREAMED.match(attributes.get("id") or "")
    if attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    if style is None:
        return False
    low = style.lower()
    return ("none" in low or "hidden" in low) and _INVISIBLE.search(low) is not None
