# cython: boundscheck=False, wraparound=False
"""What bytes are, told without making text of them: a page's text is wanted in pieces only.

Compiled where a C compiler is there (`utf8.pxd` gives the types).
"""

HIGH = 0x8080_8080_8080_8080
"""The bits that no eight bytes of ASCII have."""
BLANK = 0x20
"""Bytes below it are control characters, or break lines."""
BREAKS = 1 << 9 | 1 << 10 | 1 << 12 | 1 << 13
"""Tabs, line feeds, form feeds and carriage returns, which text may have, as bits."""


def is_utf8(page: bytes) -> bool:
    r"""Whether the bytes are well-formed UTF-8 (Unicode Standard 16.0, table 3-7).

    >>> is_utf8("Süd".encode()), is_utf8(b"S\xfcd")
    (True, False)
    """
    size = len(page)
    count = size >> 3
    words = memoryview(page)[: count << 3].cast("Q")
    place = 0
    while place < size:
        if page[place] >= 0x80:
            length = _length(page, place, size)
            if length == 0:
                return False
            place += length
        else:
            place += 1
            if place & 7 == 0:
                word = place >> 3
                while word < count and not words[word] & HIGH:
                    word += 1
                place = word << 3
    return True


def _length(page: bytes, place: int, size: int) -> int:
    """Return how many bytes the character beyond ASCII at a place has; 0 if it is none."""
    first = page[place]
    if first < 0xE0:
        return 2 if first >= 0xC2 and place + 1 < size and page[place + 1] & 0xC0 == 0x80 else 0
    length = 3 if first < 0xF0 else 4
    if first > 0xF4 or place + length > size:
        return 0
    second = page[place + 1]
    # no character is written longer than it need be, none is half of a UTF-16 pair, none is above U+10FFFF
    least = 0xA0 if first == 0xE0 else 0x90 if first == 0xF0 else 0x80
    most = 0x9F if first == 0xED else 0x8F if first == 0xF4 else 0xBF
    if second < least or second > most:
        return 0
    for follower in range(place + 2, place + length):
        if page[follower] & 0xC0 != 0x80:
            return 0
    return length


def count_controls(page: bytes) -> int:
    r"""Return how many control characters there are that no text has.

    >>> count_controls(b"\0\x1b[1m bold\r\n")
    2
    """
    code, count = page, 0
    for place in range(len(page)):
        if code[place] < BLANK and not BREAKS >> code[place] & 1:
            count += 1
    return count
