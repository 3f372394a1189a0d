# cython: boundscheck=False, wraparound=False
"""The plain part of raw HTML, without the attributes that nobody reads.

They are half of a page, and a third of the time to build its tree. Compiled where a C compiler is there (`unread.pxd`
gives the types).
"""

from .byte_search import index_of
from .element_kinds import READ
from .tags import spells, tag_end

LESS, GREATER, EQUALS, SLASH, QUOTE, APOSTROPHE, BANG, QUESTION, DASH, A, L, S, Z = b"<>=/\"'!?-alsz"
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
INITIALS = tuple(sum({1 << name[0] - A for name in names}) for names in OF_SIZE)
"""The letters that these names begin with, as bits."""


class Plain:
    """The plain part of a page in UTF-8: its text and all its tags but scripts, styles and those beyond the bounds."""

    def __init__(self, page: bytes, attributes: int, run: int) -> None:
        """Begin a page; its bounds are those of `tags.tag_end`."""
        self.page = page
        self.attributes = attributes
        self.run = run
        self.tags = 0
        """Less-than signs seen outside of tags."""
        self.kept = 0
        """Where what is not taken yet begins."""
        self.room = bytearray(len(page))
        """What was taken so far, and room for the rest."""
        self.filled = 0

    def taken(self) -> bytes:
        """Return what was taken so far."""
        return bytes(self.room[: self.filled])

    def take(self, start: int) -> int:
        """Take what is plain from a place outside of tags; return where the first thing begins that is not plain.

        That is a comment, a script, a style, or a tag that is beyond the bounds or never ends.
        """
        page = self.page
        self.kept = start
        place = index_of(page, LESS, start)
        while place < len(page):
            end = self.tag(place)
            if end == place:
                break
            place = index_of(page, LESS, end)
        self.keep(place)
        return place

    def keep(self, end: int) -> None:
        """Take what stands before ``end`` and is not taken yet."""
        self.copy(self.page, self.kept, end)

    def add(self, piece: bytes) -> None:
        """Take what stands in the place of something that was not plain, and is no longer."""
        self.copy(piece, 0, len(piece))

    def copy(self, source: bytes, start: int, end: int) -> None:
        """Take a part of a text; together they are never longer than the page."""
        if self.filled + end - start > len(self.room):
            raise IndexError("more is taken of a page than it has")
        code, room, filled = source, self.room, self.filled
        for place in range(start, end):
            room[filled] = code[place]
            filled += 1
        self.filled = filled

    def tag(self, start: int) -> int:
        """Return where the tag or lone less-than sign at ``start`` ends; ``start`` itself if it is not plain."""
        page = self.page
        place = start + 1
        self.tags += 1
        if place == len(page):
            return place
        first = page[place]
        if A <= first | LOWER <= Z:
            if first | LOWER == S and (spells(page, place, b"script") or spells(page, place, b"style")):
                return start
            return self.start_tag(start)
        if first == BANG:
            if place + 2 < len(page) and page[place + 1] == page[place + 2] == DASH:
                return start
        elif first not in (SLASH, QUESTION):
            return place
        end = tag_end(page, start, self.attributes, self.run)
        return end if page[end - 1] == GREATER else start

    def start_tag(self, start: int) -> int:
        """Return where the start tag ends, and leave out what is unread of it; ``start`` if it is not plain."""
        code, size = self.page, len(self.page)
        kept, filled = self.kept, self.filled
        place = start + 1
        linked = code[place] | LOWER == L and spells(self.page, place, b"link")
        stop = min(size, place + self.run)
        while place < stop and code[place] != GREATER and not _is_between(code[place]):
            place += 1  # an equals sign is part of the tag's name
        left = self.attributes
        while place < stop and code[place] != GREATER:
            if _is_between(code[place]):
                place += 1
                continue
            name = place
            end = place = _name_end(code, stop, name)
            equals = _blanks_end(code, stop, place)
            if equals < stop and code[equals] == EQUALS:
                left -= 1
                place = self.value_end(equals + 1) if left >= 0 else equals
                if place == equals:
                    break
                stop = min(size, place + self.run)
            if not _stays(self.page, name, end, linked):
                if name > self.kept + 1:  # not the blank between two such attributes
                    self.keep(name)
                self.kept = place
        if place < stop and code[place] == GREATER:
            return place + 1
        self.kept, self.filled = kept, filled
        return start

    def value_end(self, start: int) -> int:
        """Return where a value ends that begins after an equals sign; its place if the quote is never closed."""
        code, size = self.page, len(self.page)
        place = _blanks_end(code, size, start)
        if place < size and (code[place] == QUOTE or code[place] == APOSTROPHE):
            end = index_of(self.page, code[place], place + 1)
            return end + 1 if end < size else start - 1
        stop = min(size, place + self.run)
        while place < stop and code[place] != GREATER and not _is_blank(code[place]):
            place += 1
        return place if place < stop else start - 1


def _name_end(code: bytes, stop: int, start: int) -> int:
    """Return where an attribute's name ends; an equals sign may begin it."""
    place = start + 1
    while place < stop and code[place] != EQUALS and code[place] != GREATER and not _is_between(code[place]):
        place += 1
    return place


def _blanks_end(code: bytes, stop: int, start: int) -> int:
    place = start
    while place < stop and _is_blank(code[place]):
        place += 1
    return place


def _is_blank(code: int) -> bool:
    return code in b" \t\n\f\r"


def _is_between(code: int) -> bool:
    """Whether a byte stands between attributes."""
    return code in b" \t\n\f\r/"


def _stays(page: bytes, start: int, end: int, linked: bool) -> bool:
    """Whether an attribute is read, or named as told."""
    if page[start - 1] == SLASH:  # which would be the tag's last, and end the element
        return True
    size = end - start
    if size > LONGEST:
        return False
    first, initials = page[start] | LOWER, INITIALS[size]
    if A <= first <= Z and initials >> first - A & 1:
        for name in OF_SIZE[size]:
            if spells(page, start, name):
                return True
    return linked and spells(page, start, b"href")
