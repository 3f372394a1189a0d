"""What the words of a dump's lines say: whether they are the text's own words, and those of articles or of notices.

Words are compared by hash; where a script puts no spaces between words (Chinese, Japanese, Thai), every pair of letters
counts as a word. Compiled where a C compiler is there (`line_words.pxd` gives the types).
"""

import math
from functools import cache
from itertools import compress
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from .letters import MIX, Ints
from .line_look import SHAPE, shape
from .word_hashes import Hashes, Words, words_of

Tones = npt.NDArray[np.int8]

BITS: Final = 14
TONES: Final = 1 << BITS
"""Words are told apart by this many hash values in the table of tones."""

SHORT_LINES, LONG_LINES, COMMON = range(3)
"""Rows of the table: tones of words in short lines, in long lines; 1 for words that many pages have."""

TONE_LONG: Final = 60
"""Letters from which a line's words are looked up among those of long lines."""

_LEAST: Final = 4
"""Letters of a word that may tell what a text is about."""

_LINE: Final = 17
"""Bits of a line's number: there are fewer than 131,072."""

# In C these numbers have 64 bits, and the last one changes nothing.
_MIX: Final = MIX
_FIRST, _LAST = 0xA24BAED4963EE407, 0x9FB21C651E98DF25
_ALL: Final = 0xFFFFFFFFFFFFFFFF
_MASK: Final = (1 << _LINE) - 1
_REST: Final = 64 - BITS
_TONES, _TONE_LONG = TONES, TONE_LONG

VOCABULARY: Final = ("common", "rare_words", "known", "topic", "before")


class Vocabulary(NamedTuple):
    """Which words stand in which lines, each once a line: longer ones that few pages have."""

    line: Ints
    """Line of every entry."""
    word: Ints
    """Number of every entry's word."""
    total: Ints
    """How many entries each line has."""


@cache
def _roots() -> memoryview:
    """Square roots in sixteenths, exact on every machine; a line's tones are divided by the root of their number."""
    return np.array([math.isqrt(256 * count) for count in range(2048)], np.int64).data


def vocabulary(words: Words, tones: Tones, common: Ints) -> Vocabulary:
    """Return the vocabulary of lines; write to ``common``, one a line, the percent of words that many pages have.

    Prose has more of them than lists and headlines.
    """
    keys = np.empty(len(words.hash), np.uint64)
    keys = keys[: collect(words, tones[COMMON], np.zeros(len(common), np.int64), keys, common)]
    keys.sort()
    entries, total = np.empty((2, len(keys)), np.int64), np.zeros(len(common), np.int64)
    line, word = entries[:, : number(keys.data, entries, total)]
    return Vocabulary(line, word, total)


def collect(words: Words, is_common: Tones, many: Ints, keys: Hashes, common: Ints) -> int:
    """Write the keys of words that few pages have, their lines' numbers in the last bits; return how many there are.

    Args:
        words: those of the lines.
        is_common: 1 for hash values of words that many pages have.
        many: room for words a line, zeros.
        keys: room for keys.
        common: percent of each line's words that many pages have.
    """
    lines, lengths, hashes = words.line, words.length, words.hash
    count = 0
    for word in range(len(lines)):
        line, value = lines[word], hashes[word]
        many[line] += 1
        if is_common[value >> _REST]:
            common[line] += 1
        elif lengths[word] >= _LEAST:
            keys[count] = (value & (_ALL - _MASK)) | line
            count += 1
    for line in range(many.shape[0]):
        common[line] = 100 * common[line] // max(many[line], 1)
    return count


def number(keys: memoryview, entries: Ints, total: Ints) -> int:
    """Write line and word of sorted keys, equal ones once; return how many there are.

    Args:
        keys: words by hash, with their lines' numbers in the last bits.
        entries: room for line and word.
        total: room for entries a line, zeros.
    """
    count = word = 0
    for place in range(len(keys)):
        key, before = keys[place], keys[max(place - 1, 0)]
        if place and key == before:
            continue
        word += (key >> _LINE) != (before >> _LINE)
        line = key & _MASK
        entries[0, count], entries[1, count] = line, word
        total[line] += 1
        count += 1
    return count


def measure_shared(words: Vocabulary, chosen: Ints, least: int, row: Ints) -> None:
    """Measure what percent of each line's words stands in at least so many other lines of those chosen."""
    lines, numbers, total = words
    times = np.zeros(len(lines), np.int64)
    for entry in range(len(lines)):
        times[numbers[entry]] += chosen[lines[entry]]
    for entry in range(len(lines)):
        line = lines[entry]
        row[line] += times[numbers[entry]] - chosen[line] >= least
    for line in range(row.shape[0]):
        row[line] = 100 * row[line] // max(total[line], 1)


def measure_began(words: Vocabulary, chosen: Ints, row: Ints) -> None:
    """Measure what percent of each line's words stands in a chosen line before it."""
    lines, numbers, total = words
    none = row.shape[0]
    first = np.full(len(lines), none)
    for entry in range(len(lines)):
        line, word = lines[entry], numbers[entry]
        if chosen[line] and line < first[word]:
            first[word] = line
    for entry in range(len(lines)):
        row[lines[entry]] += first[numbers[entry]] < lines[entry]
    for line in range(none):
        row[line] = 100 * row[line] // max(total[line], 1)


def known(words: Words, tones: Tones, running: Ints, rows: Ints) -> Vocabulary:
    """Measure how much of a line's vocabulary is that of the running text, in percent of its words; return it all."""
    common, rare, known, topic, before = rows
    own = vocabulary(words, tones, common)
    rare[:] = own.total
    measure_shared(own, running, 1, known)
    measure_shared(own, running, 3, topic)
    measure_began(own, running, before)
    return own


def beside(words: Vocabulary, line: int, row: Ints) -> None:
    """Measure what percent of each line's words stands in one line; -1 everywhere for none."""
    if line < 0:
        row[:] = -1
        return
    chosen = np.zeros(len(row), np.int64)
    chosen[line] = 1
    measure_shared(words, chosen, 1, row)
    row[line] = 100 if words.total[line] else 0


def tone_places(texts: list[str]) -> tuple[Ints, Ints]:
    """Return, for training a table of tones, the line of every word and its place in the flattened table."""
    words = words_of(texts)
    rows = np.zeros((len(SHAPE), len(texts)), np.int64)
    shape(texts, words, rows)
    return places(words, rows[SHAPE.index("letters")])


def page_words(texts: list[str]) -> Ints:
    """Return, for training, the hash values in the table of the words that stand in a page, each once."""
    return np.unique(np.asarray(words_of(texts).hash) >> np.uint64(_REST)).astype(np.int64)


def places(words: Words, letters: Ints) -> tuple[Ints, Ints]:
    """Return line and place in the flattened table: of words, of pairs in short lines, of lines' first and last words.

    Phrases ("sign up", "min read") give short lines away; a long line is told by its words, its beginning and its end.
    """
    room = np.empty((2, 4 * len(words.hash)), np.int64)
    line, place = room[:, : look_up(words, letters, room)]
    return line, place


def look_up(words: Words, letters: Ints, entries: Ints) -> int:
    """Write line and place of all that is looked up, as `places` has them; return how many there are."""
    lines, hashes = words.line, words.hash
    total, count = len(lines), 0
    for word in range(total):
        line, value = lines[word], hashes[word]
        table = _TONES if letters[line] >= _TONE_LONG else 0
        count = _put(entries, count, line, table + (value >> _REST))
        if word == 0 or lines[word - 1] != line:
            count = _put(entries, count, line, table + _mixed(value ^ _FIRST))
        elif table == 0:
            count = _put(entries, count, line, _mixed(((hashes[word - 1] * _MIX) & _ALL) ^ value))
        if word == total - 1 or lines[word + 1] != line:
            count = _put(entries, count, line, table + _mixed(value ^ _LAST))
    return count


def _mixed(value: int) -> int:
    """Return the hash value in the table of something that is told from a word."""
    return ((value * _MIX) & _ALL) >> _REST


def _put(entries: Ints, count: int, line: int, place: int) -> int:
    """Write an entry; return how many there are now."""
    entries[0, count] = line
    entries[1, count] = place
    return count + 1


def tone(words: Words, letters: Ints, running: Ints, tones: Tones, rows: Ints) -> None:
    """Measure whether a line's words are those of articles or those of notices, by a table of words."""
    line, place = places(words, letters)
    own = rows[0]
    measure_tone((line, place), tones.ravel(), _roots(), np.zeros(len(letters), np.int64), own)
    rows[1] = own - middle(list(compress(own.tolist(), running.tolist())))


def measure_tone(entries: tuple[Ints, Ints], tones: Tones, roots: memoryview, many: Ints, row: Ints) -> None:
    """Measure the sum of the tones of each line's entries, in sixty-fourths, divided by the root of their number.

    Args:
        entries: line and place in the table.
        tones: the flattened table.
        roots: of numbers, in sixteenths; the last one stands for all that are higher.
        many: room for entries a line, zeros.
        row: room for the result, zeros.
    """
    lines, places = entries
    for entry in range(len(lines)):
        many[lines[entry]] += 1
        row[lines[entry]] += tones[places[entry]]
    for line in range(row.shape[0]):
        row[line] = 64 * row[line] // max(roots[min(many[line], len(roots) - 1)], 1)


def middle(values: list[int]) -> int:
    """Return the middle one of the values in order, 0 for none."""
    return sorted(values)[len(values) // 2] if values else 0
