"""What single lines of a dump look like in numbers: lengths, shares of kinds of characters, how they begin and end."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from .letters import BAR, COLON, COMMA, DENSE, DIGIT, LETTER, LOWER, QUOTE, SPACE, STOP, UPPER, Ints, Letters

_COUNTED = {"stops": STOP, "commas": COMMA, "quotes": QUOTE, "colons": COLON, "bars": BAR}
"""Feature to the kind of characters that it counts."""

_SIZES = np.array([16, 31, 61, 121, 251])
"""Letters at which one size of line ends and the next begins, for telling lines that look alike."""

_SIDE = 8
"""Lines to either side that are looked through for lines that look alike."""


def shape(letters: Letters) -> dict[str, Ints]:
    """Return lengths, shares in percent of a line's characters, and how it begins and ends."""
    count = letters.counts()
    size = sizes(count)
    alpha = size - count[:, DIGIT]
    words = np.maximum(count[:, SPACE] + (count[:, DENSE] >> 1), 1)
    starts = np.bincount(letters.word_lines, minlength=letters.lines)
    titled = np.bincount(letters.word_lines[letters.word_kinds == UPPER], minlength=letters.lines)
    last = letters.kind[letters.ends - 1].astype(np.int64)
    chars = np.maximum(letters.ends - letters.starts, 1)
    return {
        "letters": size,
        "words": words,
        "word_length": 10 * alpha // words,
        "upper": 100 * count[:, UPPER] // np.maximum(alpha, 1),
        "titled": 100 * titled // np.maximum(starts, 1),
        "digit": 100 * count[:, DIGIT] // chars,
        **{name: count[:, kind] for name, kind in _COUNTED.items()},
        "first": letters.kind[letters.starts].astype(np.int64),
        "last": last,
        "ends": _ends(letters, last),
    }


def sizes(count: Ints) -> Ints:
    """Return the letters and digits of lines whose characters are counted; a dense letter says as much as two."""
    size: Ints = count[:, UPPER] + count[:, LOWER] + count[:, LETTER] + count[:, DIGIT] + 2 * count[:, DENSE]
    return size


def _ends(letters: Letters, last: Ints) -> Ints:
    """Whether lines end like sentences: with a stop, a quote, or a stop inside a bracket."""
    before = letters.kind[np.maximum(letters.ends - 2, 0)]
    closing = (letters.final == ord(")")) | (letters.final == ord("]"))
    ends: npt.NDArray[np.bool_] = (last == STOP) | ((last == QUOTE) & (before != SPACE)) | (closing & (before == STOP))
    return ends.astype(np.int64)


def repeats(texts: Sequence[str]) -> dict[str, Ints]:
    """How often the line stands in the dump, and how often before this place."""
    counts: dict[str, int] = {}
    earlier = []
    for text in texts:
        seen = counts.get(text, 0)
        earlier.append(seen)
        counts[text] = seen + 1
    copies = [counts[text] for text in texts]
    return {"earlier": np.array(earlier), "copies": np.array(copies)}


def alike(letters: Ints, ends: Ints) -> dict[str, Ints]:
    """How many lines of the same look stand around: lists of teasers and prices repeat one look in a rhythm."""
    look = 2 * np.searchsorted(_SIZES, letters, "right") + ends
    room = np.full(_SIDE, -1)
    padded = np.concatenate((room, look, room))
    same = padded.take(np.arange(2 * _SIDE + 1)[:, None] + np.arange(len(look))) == look
    return {"look": look, "alike": np.count_nonzero(same, 0) - 1}
