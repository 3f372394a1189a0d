"""What is measured of a block's own text: length, punctuation, letters, links, whatever the script."""

from functools import cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from .document import Block

Ints = npt.NDArray[np.int64]
Columns = dict[str, npt.NDArray[Any]]
"""Feature name to one value a block."""

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


_BLOCK_TAG_CODES: Final = {tag: code for code, tags in enumerate(_BLOCK_TAGS.values()) for tag in tags}

_SPACE, _UPPER, _DIGIT, _STOP, _COMMA, _QUOTE, _COLON, _SEPARATOR, _DENSE, _SYMBOL, _LOWER = range(1, 12)
_CLASSES: Final = 12


@cache
def _character_classes() -> npt.NDArray[np.uint8]:
    """Return a table: code point below 65,536 to class. Higher code points are read as the last entry."""
    table = np.zeros(1 << 16, np.uint8)
    for code in range(0x3000):
        character = chr(code)
        if character.isupper():
            table[code] = _UPPER
        elif character.islower():
            table[code] = _LOWER
        elif character.isdigit():
            table[code] = _DIGIT
    table[0x3040:0x3100] = table[0x3400:0xA000] = table[0x0E00:0x0E50] = _DENSE
    for members, kind in (
        (" \u00a0", _SPACE),
        (".!?…。！？।॥؟۔", _STOP),
        (",;،、，；", _COMMA),
        ("\"'“”‘’«»„‚「」『』‹›", _QUOTE),
        (":：", _COLON),
        ("|·•/>–—-→▸►", _SEPARATOR),
        ("@©®#+=*&€$£₹%", _SYMBOL),
    ):
        for character in members:
            table[ord(character)] = kind
    return table


def text_columns(blocks: list[Block], columns: Columns) -> Ints:
    """Measure each block's text and markup; return its size."""
    texts = [block.text for block in blocks]
    lengths = np.array(list(map(len, texts)), np.int64)
    ends = np.cumsum(lengths)
    starts = ends - lengths
    count = len(blocks)
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "replace"), np.uint32)
    classes = np.take(_character_classes(), codes, mode="clip")
    cells = np.repeat(np.arange(count) * _CLASSES, lengths) + classes
    counts = np.bincount(cells, minlength=count * _CLASSES).reshape(count, _CLASSES).T
    dense = counts[_DENSE]
    words = counts[_SPACE] + 1 + dense // 2
    size: Ints = lengths + 2 * dense
    first, last, before = classes[starts], classes[ends - 1], classes[np.maximum(ends - 2, starts)]
    stops = counts[_STOP]
    closed = (last == _STOP) | (((last == _QUOTE) | (codes[ends - 1] == 0x29)) & (before == _STOP))
    columns |= {"size": size, "words": words, "letters_a_word": lengths / words}
    columns |= {"stops": stops, "stops_a_word": stops / words, "commas": counts[_COMMA]}
    columns |= {"digits": counts[_DIGIT] / lengths, "upper": counts[_UPPER], "upper_a_word": counts[_UPPER] / words}
    columns |= {"quotes": counts[_QUOTE], "colons": counts[_COLON], "separators": counts[_SEPARATOR]}
    columns |= {"symbols": counts[_SYMBOL], "closed": closed, "ends_colon": last == _COLON}
    columns |= {"ends_open": (codes[ends - 1] == 0x2026) | ((last == _STOP) & (before == _STOP))}
    columns |= {"first": first, "last": last}
    link_chars = np.array([block.link_chars for block in blocks], np.int64)
    columns |= {"link_share": link_chars / lengths, "links": np.array([block.links for block in blocks])}
    columns |= {"strong_share": np.array([block.strong_chars for block in blocks]) / lengths}
    pictures = np.array([block.pictures for block in blocks])
    columns |= {"pictures_before": pictures, "pictures_after": np.append(pictures[1:], 0)}
    tags = np.array([_BLOCK_TAG_CODES.get(block.tag, len(_BLOCK_TAGS)) for block in blocks])
    columns["tag"] = tags
    for code, name in enumerate(_BLOCK_TAGS):
        columns[f"tag_{name}"] = tags == code
    return size


def good_text(columns: Columns) -> Ints:
    """Return the size of each block that reads like running text, else 0."""
    size, link_share = columns["size"], columns["link_share"]
    prose = (columns["commas"] + columns["stops"] > 0) & (size >= 60) & (link_share < 0.4) & ~columns["tag_figcaption"]
    return np.where(prose, size, 0)
