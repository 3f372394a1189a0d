"""Raw HTML made safe for the tree builder: scripts and comments out, hostile tags cut to a bounded size.

Building a tree costs the square of the number of attributes of one tag and of the nesting depth: a page of
half a megabyte can take many seconds. Both are capped here, before the tree; the page's text always stays.

Compiled where a C compiler is there (`source.pxd` gives the types).
"""

import re
from collections import Counter
from typing import NamedTuple

from .tags import closing, spells, tag_end
from .unread import Plain

MAX_ATTRIBUTES = 1_000
"""Attributes kept of one tag: 1,000 cost 2 ms, 50,000 cost 8 s (lexbor, measured)."""
MAX_RUN = 4_000
"""Bytes kept of a tag without an equals sign: attributes without a value count too."""
MAX_DEPTH = 5_000
"""Nested elements kept: 5,000 cost 0.1 s, 50,000 up to 25 s (lexbor, measured)."""

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")

# Elements that HTML closes by itself, or that hold nothing: they do not nest however often they are opened.
_FLAT = frozenset(
    (
        *(
            "area",
            "base",
            "br",
            "col",
            "embed",
            "hr",
            "img",
            "input",
            "link",
            "meta",
            "param",
            "source",
            "track",
            "wbr",
        ),
        *("html", "head", "body", "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "tbody", "thead"),
        *("tfoot", "colgroup", "caption", "rt", "rp", "rb", "rtc"),
    )
)


class Markup(NamedTuple):
    """A page ready for the tree builder."""

    html: bytes
    """The page in UTF-8 without comments, contents of scripts and styles, and most attributes that nobody reads."""
    json_ld: list[str]
    """Contents of the ``script type=application/ld+json`` elements, as they stand, in page order."""


def tame(page: bytes) -> Markup:
    """Return the page, in UTF-8 as before, without scripts, styles and comments, its tags and nesting bounded.

    Linear in the page's length. What a browser would show as text is untouched, and so is what cleaning reads of tags.

    >>> tame(b"<p>a<script>b</script><!-- c -->d")
    Markup(html=b'<p>a<script></script>d', json_ld=[])
    """
    plain = Plain(page, MAX_ATTRIBUTES, MAX_RUN)
    json_ld: list[str] = []
    position = 0
    while position < len(page):
        end = plain.take(position)
        position = end if end == len(page) else _skip_special(page, end, plain, json_ld)
    html = plain.taken()
    if plain.tags > 2 * MAX_DEPTH:
        html = cap_depth(html.decode()).encode()
    return Markup(html, json_ld)


def _skip_special(page: bytes, start: int, plain: Plain, json_ld: list[str]) -> int:
    """Pass the comment, script, style or oversized tag at ``start``; return where it ends."""
    if page.startswith(b"<!--", start):
        end = page.find(b"-->", start + 2)  # <!--> and <!---> are whole comments
        return len(page) if end < 0 else end + 3
    end = tag_end(page, start, len(page), len(page))
    kept = min(tag_end(page, start, MAX_ATTRIBUTES, MAX_RUN), end)
    plain.add(page[start:end] if kept == end else _read_of(_whole_characters(page[start:kept]) + b">"))
    if spells(page, start + 1, b"sty"):
        return closing(page, end, b"</style")
    if not spells(page, start + 1, b"scr"):
        return end
    close = closing(page, end, b"</script")
    if b"ld+json" in page[start:end].lower():
        json_ld.append(page[end:close].decode())
    return close


def _read_of(tag: bytes) -> bytes:
    """Return a tag that was cut to the bounds without the attributes that nobody reads."""
    plain = Plain(tag, MAX_ATTRIBUTES, MAX_RUN + 1)
    end = plain.take(0)
    return plain.taken() + tag[end:]


def _whole_characters(piece: bytes) -> bytes:
    """Return the piece without the part of a character at its end."""
    return piece.decode("utf-8", "ignore").encode()


def cap_depth(html: str, limit: int = MAX_DEPTH) -> str:
    """Drop the tags that would nest deeper than ``limit``; everything else stays as it is."""
    pieces: list[str] = []
    opened: Counter[str] = Counter()
    dropped: Counter[str] = Counter()
    depth = position = 0
    for tag in _TAG.finditer(html):
        name = tag[2].lower()
        if name in _FLAT and not (opened["svg"] or opened["math"]):
            continue
        counts = dropped if dropped[name] and tag[1] else opened
        if not tag[1] and depth >= limit:
            counts = dropped
        step = -1 if tag[1] else 1
        if step < 0 and not counts[name]:
            continue
        counts[name] += step
        if counts is dropped:
            end = html.find(">", tag.end())
            pieces.append(html[position : tag.start()])
            position = max(position, len(html) if end < 0 else end + 1)
        else:
            depth += step
    return "".join([*pieces, html[position:]])
