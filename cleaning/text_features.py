"""What is measured of a block's own text: length, punctuation, letters, links, whatever the script.

Compiled where a C compiler is there (`text_features.pxd` gives the types).
"""

from functools import cache
from typing import Final, NamedTuple

from .arrays import Grid, Ints, Rows, zeros
from .columns import Columns
from .document import Block

_BLOCK_TAGS: Final[dict[str, tuple[str, ...]]] = {
    "p": ("p",),
    "h1": ("h1",),
    "h2": ("h2",),
    "h3": ("h3",),
    "h4": ("h4", "h5", "h6"),
    "li": ("li", "dd", "dt"),
    "div": ("div", "section", "article", "main", "body"),
    "td": ("td", "th"),
    "figcaption": ("figcaption", "caption"),
    "quote": ("blockquote",),
    "pre": ("pre",),
    "button": ("button", "summary"),
}


BLOCK_TAG_CODES: Final = {tag: code for code, tags in enumerate(_BLOCK_TAGS.values()) for tag in tags}

SPACE, UPPER, DIGIT, STOP, COMMA, QUOTE, COLON, SEPARATOR, DENSE, SYMBOL, LOWER = range(1, 12)
_CLASSES: Final = 12


@cache
def _character_classes() -> bytes:
    """Return a table: code point below 65,536 to class. Higher code points are read as the last entry."""
    table = bytearray(1 << 16)
    for code in range(0x3000):
        character = chr(code)
        if character.isupper():
            table[code] = UPPER
        elif character.islower():
            table[code] = LOWER
        elif character.isdigit():
            table[code] = DIGIT
    for first, end in ((0x0E00, 0x0E50), (0x3040, 0x3100), (0x3400, 0xA000)):
        table[first:end] = bytes([DENSE]) * (end - first)
    for members, kind in (
        (" \u00a0", SPACE),
        (".!?…。！？।॥؟۔", STOP),
        (",;،、，；", COMMA),
        ("\"'“”‘’«»„‚「」『』‹›", QUOTE),
        (":：", COLON),
        ("|·•/>–—-→▸►", SEPARATOR),
        ("@©®#+=*&€$£₹%", SYMBOL),
    ):
        for character in members:
            table[ord(character)] = kind
    return bytes(table)


_OWN: Final = (
    "size", "words", "letters_a_word", "stops", "stops_a_word", "commas", "digits", "upper", "upper_a_word", "quotes",
    "colons", "separators", "symbols", "closed", "ends_colon", "ends_open", "first", "last",
    "link_share", "links", "strong_share", "pictures_before", "pictures_after", "tag",
)  # fmt: skip
PARTS: Final = {"text": (*_OWN, *(f"tag_{name}" for name in _BLOCK_TAGS))}
# The rows of these, in the same order.
(
    SIZE, WORDS, LETTERS_A_WORD, STOPS, STOPS_A_WORD, COMMAS, DIGITS, UPPERS, UPPER_A_WORD, QUOTES,
    COLONS, SEPARATORS, SYMBOLS, CLOSED, ENDS_COLON, ENDS_OPEN, FIRST, LAST,
    LINK_SHARE, LINKS, STRONG_SHARE, PICTURES_BEFORE, PICTURES_AFTER, TAG,
) = range(len(_OWN))  # fmt: skip
FIRST_TAG = len(_OWN)
CAPTION = FIRST_TAG + list(_BLOCK_TAGS).index("figcaption")


class Sums(NamedTuple):
    """Sums over the first 0, 1, 2 … blocks of a page."""

    good: Rows
    size: Rows
    link_chars: Rows
    prose: Rows
    """How many blocks read like running text."""


def text_columns(blocks: list[Block], columns: Columns) -> tuple[Rows, Sums]:
    """Measure what each block's text and markup tell; return `measure_good` and running sums."""
    rows = columns.part("text")
    measure_texts([block.text for block in blocks], _character_classes(), zeros("q", _CLASSES), rows)
    measure_markup(blocks, BLOCK_TAG_CODES, rows)
    good, sums = zeros("d", len(blocks)), Grid("d", len(Sums._fields), len(blocks) + 1)
    measure_good(blocks, rows, good, sums.whole())
    return good, Sums(*sums.each())


def measure_texts(texts: list[str], classes: bytes, count: Ints, rows: Rows) -> None:
    """Measure texts, none of them empty, by the classes of their characters; ``count`` is room for one text's."""
    for block, text in enumerate(texts):
        for kind in range(_CLASSES):
            count[kind] = 0
        before = last = code = 0
        for character in text:
            code = ord(character)
            before, last = last, classes[min(code, 0xFFFF)]
            count[last] += 1
        length = len(text)
        first = classes[min(ord(text[0]), 0xFFFF)]
        if length == 1:
            before = last
        words = count[SPACE] + 1 + count[DENSE] // 2
        rows[SIZE, block] = length + 2 * count[DENSE]
        rows[WORDS, block] = words
        rows[LETTERS_A_WORD, block] = length / words
        rows[STOPS, block] = count[STOP]
        rows[STOPS_A_WORD, block] = count[STOP] / words
        rows[COMMAS, block] = count[COMMA]
        rows[DIGITS, block] = count[DIGIT] / length
        rows[UPPERS, block] = count[UPPER]
        rows[UPPER_A_WORD, block] = count[UPPER] / words
        rows[QUOTES, block] = count[QUOTE]
        rows[COLONS, block] = count[COLON]
        rows[SEPARATORS, block] = count[SEPARATOR]
        rows[SYMBOLS, block] = count[SYMBOL]
        rows[CLOSED, block] = last == STOP or (before == STOP and (last == QUOTE or code == ord(")")))
        rows[ENDS_COLON, block] = last == COLON
        rows[ENDS_OPEN, block] = code == ord("…") or (last == STOP and before == STOP)
        rows[FIRST, block], rows[LAST, block] = first, last


def measure_markup(blocks: list[Block], codes: dict[str, int], rows: Rows) -> None:
    """Measure links, emphasis, pictures and the element of each block; ``codes`` are those of tags."""
    pictures, other = 0, rows.shape[0] - FIRST_TAG
    for place in range(len(blocks) - 1, -1, -1):
        block = blocks[place]
        length, linked, strong = len(block.text), block.link_chars, block.strong_chars
        rows[LINK_SHARE, place] = linked / length
        rows[LINKS, place] = block.links
        rows[STRONG_SHARE, place] = strong / length
        rows[PICTURES_AFTER, place] = pictures
        pictures = block.pictures
        rows[PICTURES_BEFORE, place] = pictures
        tag = codes.get(block.tag, other)
        rows[TAG, place] = tag
        if tag < other:
            rows[FIRST_TAG + tag, place] = 1


def measure_good(blocks: list[Block], rows: Rows, good: Rows, sums: Rows) -> None:
    """Measure the size of each block that reads like running text, 0 of others, and the rows of `Sums`."""
    for place, block in enumerate(blocks):
        size = rows[SIZE, place]
        signs = rows[COMMAS, place] + rows[STOPS, place]
        prose = signs > 0 and size >= 60 and rows[LINK_SHARE, place] < 0.4 and rows[CAPTION, place] == 0
        if prose:
            good[place] = size
        sums[0, place + 1] = sums[0, place] + good[place]
        sums[1, place + 1] = sums[1, place] + size
        sums[2, place + 1] = sums[2, place] + block.link_chars
        sums[3, place + 1] = sums[3, place] + prose
