# cython: boundscheck=False, wraparound=False
"""Where the tags of raw HTML end, whatever is written in them; linear in the page's length.

Pages are bytes of UTF-8. Compiled where a C compiler is there (`tags.pxd` gives the types).
"""

LESS, GREATER, EQUALS, QUOTE, APOSTROPHE, SLASH, BANG, QUESTION, DASH, BLANK, A, Z = b"<>=\"'/!?- az"
TAB, VERTICAL, RETURN = b"\t\v\r"
LOWER = 0x20
"""What makes an ASCII letter a lower-case one, and no other character a letter."""
PIECE = 240
"""Bytes whose number a byte can hold: a multiple of 16."""


def plain_end(page: bytes, start: int, attributes: int, run: int) -> int:
    """Return where the first thing begins that is not plain: a comment, a script, a style, a tag beyond the bounds.

    Args:
        page: all of it.
        start: where to begin, outside of tags.
        attributes: see `tag_end`.
        run: see `tag_end`.

    >>> plain_end(b"<p title='<b>'>3 < 4<!-- 5 -->", 0, 9, 99)
    20
    """
    place = start
    while place < len(page):
        end = _tag(page, place, attributes, run) if page[place] == LESS else place + 1
        if end == place:
            return place
        place = end
    return place


def _tag(page: bytes, start: int, attributes: int, run: int) -> int:
    """Return where the tag or lone less-than sign at ``start`` ends; ``start`` itself if it is not plain."""
    place = start + 1
    if place == len(page):
        return place
    first = page[place]
    if first == BANG:
        if place + 2 < len(page) and page[place + 1] == page[place + 2] == DASH:
            return start
    elif A <= first | LOWER <= Z:
        if spells(page, place, b"script") or spells(page, place, b"style"):
            return start
    elif first not in (SLASH, QUESTION):
        return place
    end = tag_end(page, start, attributes, run)
    return end if page[end - 1] == GREATER else start


def tag_end(page: bytes, start: int, attributes: int, run: int) -> int:
    """Return where the tag at ``start`` ends, after its ``>``; where a bound is reached; or the end of the page.

    Args:
        page: all of it.
        start: where the tag's ``<`` stands.
        attributes: how many values are read.
        run: how many bytes are read of what stands before the first value, and of what follows a value.
    """
    place = start + 1
    stop = min(len(page), place + run)
    while place < stop and page[place] != GREATER and page[place] != SLASH and not _is_blank(page[place]):
        place += 1  # an equals sign is part of the tag's name here
    named = False
    while place < stop and page[place] != GREATER:
        code = page[place]
        if code == EQUALS and named:
            if attributes == 0:
                return place
            attributes -= 1
            named = False
            place = _value_end(page, place + 1, run)
            stop = min(len(page), place + run)
        else:
            if not _is_blank(code):
                named = code != SLASH  # after it, an equals sign begins a name
            place += 1
    return place + 1 if place < stop else place


def _is_blank(code: int) -> bool:
    return code == BLANK or (TAB <= code <= RETURN and code != VERTICAL)


def _value_end(page: bytes, start: int, run: int) -> int:
    """Return where a value ends, after its quote if it has one, else after ``run`` bytes at most.

    One whose quote is never closed counts as not quoted.
    """
    size = len(page)
    place = start
    while place < size and _is_blank(page[place]):
        place += 1
    if place == size:
        return place
    quote = page[place]
    if quote in (QUOTE, APOSTROPHE):
        end = place + 1
        while end < size and page[end] != quote:
            end += 1
        if end < size:
            return end + 1
    stop = min(size, place + run)
    while place < stop and page[place] != GREATER and not _is_blank(page[place]):
        place += 1
    return place


def closing(page: bytes, start: int, tag: bytes) -> int:
    """Return where the end tag that begins with ``tag`` (in lower case) begins; the page's end if there is none."""
    place = page.find(b"<", start)  # one byte is found several times as fast as two
    while place >= 0 and not spells(page, place, tag):
        place = page.find(b"<", place + 1)
    return len(page) if place < 0 else place


def spells(page: bytes, place: int, word: bytes) -> bool:
    """Whether the ``word`` (in lower case) stands at the place, in whatever case."""
    if place + len(word) > len(page):
        return False
    for letter in word:
        if page[place] | LOWER != letter:
            return False
        place += 1
    return True


def less_thans(page: bytes) -> int:
    """Return how many less-than signs a page has.

    They are counted in pieces so short that a byte holds the number: compiled, sixteen at once, which `bytes.count` is
    not.

    >>> less_thans(b"<p>3 < 4")
    2
    """
    count = place = 0
    while place < len(page):
        few = 0
        end = min(place + PIECE, len(page))
        while place < end:
            few += page[place] == LESS
            place += 1
        count += few
    return count
