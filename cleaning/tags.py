# cython: boundscheck=False, wraparound=False
"""Where the tags of raw HTML end, whatever is written in them; linear in the page's length.

Pages are bytes of UTF-8. Compiled where a C compiler is there (`tags.pxd` gives the types).
"""

from .byte_search import index_of

LESS, GREATER, EQUALS, QUOTE, APOSTROPHE, SLASH = b"<>=\"'/"
LOWER = 0x20
"""What makes an ASCII letter a lower-case one, and no other character a letter."""


def tag_end(page: bytes, start: int, attributes: int, run: int) -> int:
    """Return where the tag at ``start`` ends, after its ``>``; where a bound is reached; or the end of the page.

    Args:
        page: all of it.
        start: where the tag's ``<`` stands.
        attributes: how many values are read.
        run: how many bytes are read of what stands before the first value, and of what follows a value.
    """
    code, size = page, len(page)
    place = start + 1
    stop = min(size, place + run)
    while place < stop and code[place] != GREATER and code[place] != SLASH and not _is_blank(code[place]):
        place += 1  # an equals sign is part of the tag's name here
    named = False
    while place < stop and code[place] != GREATER:
        if code[place] == EQUALS and named:
            if attributes == 0:
                return place
            attributes -= 1
            named = False
            place = _value_end(page, place + 1, run)
            stop = min(size, place + run)
        else:
            if not _is_blank(code[place]):
                named = code[place] != SLASH  # after it, an equals sign begins a name
            place += 1
    return place + 1 if place < stop else place


def _is_blank(code: int) -> bool:
    """Whether a byte is white space to HTML."""
    return code in b" \t\n\f\r"


def _value_end(page: bytes, start: int, run: int) -> int:
    """Return where a value ends, after its quote if it has one, else after ``run`` bytes at most.

    One whose quote is never closed counts as not quoted.
    """
    code, size = page, len(page)
    place = start
    while place < size and _is_blank(code[place]):
        place += 1
    if place < size and (code[place] == QUOTE or code[place] == APOSTROPHE):
        end = index_of(page, code[place], place + 1)
        if end < size:
            return end + 1
    stop = min(size, place + run)
    while place < stop and code[place] != GREATER and not _is_blank(code[place]):
        place += 1
    return place


def closing(page: bytes, start: int, tag: bytes) -> int:
    """Return where the end tag that begins with ``tag`` (in lower case) begins; the page's end if there is none."""
    place = index_of(page, LESS, start)
    while place < len(page) and not spells(page, place, tag):
        place = index_of(page, LESS, place + 1)
    return place


def spells(page: bytes, place: int, word: bytes) -> bool:
    """Whether the ``word`` (in lower case) stands at the place, in whatever case."""
    if place + len(word) > len(page):
        return False
    for letter in word:
        if page[place] | LOWER != letter:
            return False
        place += 1
    return True
