# cython: boundscheck=False, wraparound=False
"""Raw HTML without the attributes that nobody reads: they are half of it, and a third of the time to build its tree.

Compiled where a C compiler is there (`unread.pxd` gives the types).
"""

from .byte_search import index_of
from .element_kinds import READ
from .tags import spells

LESS, GREATER, EQUALS, SLASH, QUOTE, APOSTROPHE, FIRST, LAST = b"<>=/\"'az"
LOWER = 0x20
"""What makes an ASCII letter a lower-case one."""
PLACING = ("type", "encoding", "color", "face", "size")
"""Attributes by which the tree builder places an element: hidden inputs in tables, fonts and HTML inside drawings."""
LONGEST = max(map(len, READ))
OF_SIZE = tuple(
    tuple(name.encode() for name in sorted({*READ, *PLACING} - {"href"}) if len(name) == size)
    for size in range(LONGEST + 1)
)
"""The names of attributes that stay, by their length; an address stays with ``link`` alone."""


def without_unread(html: bytes) -> bytes:
    """Return a page, in UTF-8, whose tree is the same but for attributes that cleaning does not read.

    The page is one whose tags are bounded (`source.tame`). Linear in its length.

    >>> without_unread(b'<p class="lead" data-id="7">One <a href=/two>two</a>')
    b'<p class="lead" >One <a >two</a>'
    """
    pieces: list[bytes] = []
    code, size = html, len(html)
    kept = 0
    place = index_of(html, LESS, 0) + 1
    while place < size:
        if FIRST <= code[place] | LOWER <= LAST:
            linked = spells(html, place, b"link")
            place = _tag_name_end(code, size, place)
            while place < size and code[place] != GREATER:
                begin = place
                end = begin + 1 if _is_between(code[begin]) else _name_end(code, size, begin)
                place = end if _is_between(code[begin]) else _attribute_end(html, end)
                if not _stays(html, begin, end, linked):
                    if begin > kept + 1:  # not the blank between two such attributes
                        pieces.append(html[kept:begin])
                    kept = place
        place = index_of(html, LESS, place) + 1
    pieces.append(html[kept:])
    return b"".join(pieces)


def _tag_name_end(code: bytes, size: int, start: int) -> int:
    """Return where a tag's name ends; an equals sign is part of it."""
    place = start
    while place < size and code[place] != GREATER and not _is_between(code[place]):
        place += 1
    return place


def _name_end(code: bytes, size: int, start: int) -> int:
    """Return where an attribute's name ends; an equals sign may begin it."""
    place = start + 1
    while place < size and code[place] != EQUALS and code[place] != GREATER and not _is_between(code[place]):
        place += 1
    return place


def _attribute_end(html: bytes, start: int) -> int:
    """Return where an attribute ends whose name ends at ``start``.

    A quote that is never closed takes the rest of the page, as it does in the tree.
    """
    code, size = html, len(html)
    place = _blanks_end(code, size, start)
    if place == size or code[place] != EQUALS:
        return start
    place = _blanks_end(code, size, place + 1)
    if place == size:
        return size
    if code[place] == QUOTE or code[place] == APOSTROPHE:
        return min(size, index_of(html, code[place], place + 1) + 1)
    while place < size and code[place] != GREATER and not _is_blank(code[place]):
        place += 1
    return place


def _blanks_end(code: bytes, size: int, start: int) -> int:
    place = start
    while place < size and _is_blank(code[place]):
        place += 1
    return place


def _is_blank(code: int) -> bool:
    return code in b" \t\n\f\r"


def _is_between(code: int) -> bool:
    """Whether a byte stands between attributes."""
    return code in b" \t\n\f\r/"


def _stays(html: bytes, start: int, end: int, linked: bool) -> bool:
    """Whether what stands in a tag stays there: blanks, slashes, and attributes that are read, named as told."""
    if _is_between(html[start]) or html[start - 1] == SLASH:  # which would be the tag's last, and end the element
        return True
    if end - start > LONGEST:
        return False
    for name in OF_SIZE[end - start]:
        if spells(html, start, name):
            return True
    return linked and spells(html, start, b"href")
