"""Raw HTML made safe for the tree builder: scripts and comments out, hostile tags cut to a bounded size.

Building a tree costs the square of the number of attributes of one tag and of the nesting depth: a page of
half a megabyte can take many seconds. Both are capped here, before the tree; the page's text always stays.
"""

import re
from collections import Counter
from typing import NamedTuple

MAX_ATTRIBUTES = 1_000
"""Attributes kept of one tag: 1,000 cost 2 ms, 50,000 cost 8 s (lexbor, measured)."""
MAX_DEPTH = 5_000
"""Nested elements kept: 5,000 cost 0.1 s, 50,000 up to 25 s (lexbor, measured)."""

# One attribute's value and what follows it; a tag is its name, then at most MAX_ATTRIBUTES of these. Possessive
# throughout: every character is read once, whatever the page. The common cases stand first: an end tag, a value in
# double quotes; each step of the outer loop takes a tag and the text behind it.
_VALUE = r"""=(?:"[^"]*+"|\s*+(?:"[^"]*+"|'[^']*+'|))[^>=]{0,4000}+"""
_NAME = "(?:[a-rt-zA-RT-Z?/]|!(?!--)|[sS](?![cC][rR][iI][pP][tT]|[tT][yY][lL][eE]))"
_PLAIN_RUN = re.compile(
    rf"[^<]*+(?:<(?:/[^>=]{{0,99}}+>|{_NAME}[^>=]{{0,4000}}+(?:{_VALUE}){{0,{MAX_ATTRIBUTES}}}+>|(?![a-zA-Z/!?]))[^<]*+)*+"
)
_SCRIPT_END = re.compile(r"</[sS][cC][rR][iI][pP][tT]")  # twice as fast as str.find once a case
_STYLE_END = re.compile(r"</[sS][tT][yY][lL][eE]")
_CUT_TAG = re.compile(rf"<[^>=]{{0,4000}}+(?:{_VALUE}){{0,{MAX_ATTRIBUTES}}}+")
_WHOLE_TAG = re.compile(r"""<[^>=]*+(?:=\s*+(?:"[^"]*+"|'[^']*+'|)[^>=]*+)*+>?""")
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

    html: str
    """The page without the contents of scripts and styles and without comments."""
    json_ld: list[str]
    """Contents of the ``script type=application/ld+json`` elements, as they stand, in page order."""


def tame(text: str) -> Markup:
    """Return the page without scripts, styles and comments, its tags and nesting bounded.

    Linear in the page's length. What a browser would show as text is untouched.

    >>> tame("<p>a<script>b</script><!-- c -->d")
    Markup(html='<p>a<script></script>d', json_ld=[])
    """
    pieces: list[str] = []
    json_ld: list[str] = []
    position = 0
    while position < len(text):
        end = _PLAIN_RUN.match(text, position).end()  # type: ignore[union-attr]  # matches the empty string
        pieces.append(text[position:end])
        position = end if end == len(text) else _skip_special(text, end, pieces, json_ld)
    html = "".join(pieces)
    return Markup(cap_depth(html) if html.count("<") > 2 * MAX_DEPTH else html, json_ld)


def _skip_special(text: str, start: int, pieces: list[str], json_ld: list[str]) -> int:
    """Pass the comment, script, style or oversized tag at ``start``; return where it ends."""
    if text.startswith("<!--", start):
        # <!--> and <!---> are whole comments
        return _after(text, start + 2, "-->", 3)
    found = _WHOLE_TAG.match(text, start)
    if found is None:
        return start + 1
    tag, end = found.group(), found.end()
    pieces.append(tag if len(tag) < MAX_ATTRIBUTES else _cut(tag))
    kind = tag[1:4].lower()
    if kind == "sty":
        return _closing(text, end, _STYLE_END)
    if kind != "scr":
        return end
    closing = _closing(text, end, _SCRIPT_END)
    if "ld+json" in tag.lower():
        json_ld.append(text[end:closing])
    return closing


def _cut(tag: str) -> str:
    """Return a tag with at most `MAX_ATTRIBUTES` attributes."""
    kept = _CUT_TAG.match(tag)
    return tag if kept is None or kept.end() >= len(tag) - 1 else kept.group() + ">"


def _after(text: str, start: int, end: str, length: int) -> int:
    found = text.find(end, start)
    return len(text) if found < 0 else found + length


def _closing(text: str, start: int, tag: re.Pattern[str]) -> int:
    """Return where the closing tag starts; the end of the text if there is none."""
    found = tag.search(text, start)
    return len(text) if found is None else found.start()


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
