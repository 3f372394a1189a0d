"""A text as hashed word shingles: what near duplicates are compared by.

Copies of a story differ in case, apostrophes and bracketed insertions, so these do not count. Shingles are 64-bit
hashes that depend on the words alone, not on the process or the machine.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
"""One hash a shingle."""

SKETCHED = 5
"""Words of a shingle that candidates are looked for by: rare enough that two unrelated stories share next to none."""
COMPARED = 3
"""Words of a shingle that candidates are compared by: short enough to survive between two edits."""

_INSERTION = re.compile(r"\[[^\]\n]{0,200}\]")
"""What editors insert into quotations."""
_PLAINER = (
    ("`", "'"),
    ("´", "'"),
    ("‘", "'"),
    ("’", "'"),
    ("“", " "),
    ("”", " "),
    ("–", " "),
    ("—", " "),
    ("\xa0", " "),
)
"""Apostrophes that copies differ in, and the marks that keep most English texts from being ASCII."""
_ASCII_WORDS = bytes(code if chr(code).isalnum() and code < 128 else ord(" ") for code in range(256))
"""What each ASCII character is translated to before words are split at blanks."""
_WORD = re.compile(r"[^\W_]+")
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
"""Scripts written without blanks (Thai, Lao, Burmese, Khmer, kana, Han): each letter counts as a word."""
_LETTER_OR_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
_HAS_UNSPACED = re.compile(f"[{_UNSPACED}]")

_CACHED_WORDS = 200_000
"""Words whose hash is remembered, about 25 MB; a news corpus repeats its words."""
_FACTOR = np.uint64(0x9E3779B97F4A7C15)  # 2^64 / golden ratio, odd: the usual multiplicative hash (Knuth, TAOCP 6.4)
_SHIFT = np.uint64(32)


@dataclass(frozen=True, slots=True, eq=False)
class Shingled:
    """The shingles of one text."""

    compared: Hashes
    """Of `COMPARED` words, in the order of the text."""
    known: Hashes
    """The same, sorted."""
    sketched: Hashes
    """Of `SKETCHED` words, in the order of the text."""

    @property
    def words(self) -> int:
        """Number of words that shingles cover: all, or none of a text that is too short for one."""
        return len(self.compared) + COMPARED - 1 if len(self.compared) else 0


class _WordHashes(dict[bytes, int]):
    """Word in UTF-8 → its hash, remembered."""

    def __missing__(self, word: bytes) -> int:
        if len(self) >= _CACHED_WORDS:
            self.clear()
        value = int.from_bytes(blake2b(word, digest_size=8).digest(), "little")
        self[word] = value
        return value


_HASHES = _WordHashes()


def words(text: str) -> list[bytes]:
    """Return the words that count, in UTF-8: lower case, without apostrophes and bracketed insertions.

    >>> words("“It’s [the cable] SECRET,” he said")
    [b'its', b'secret', b'he', b'said']
    """
    plain = (_INSERTION.sub("", text) if "[" in text else text).lower()
    for mark, plainer in _PLAINER:
        plain = plain.replace(mark, plainer)
    if plain.isascii():  # ten times as fast, and the same words
        return plain.encode().translate(_ASCII_WORDS, b"'").split()
    pattern = _LETTER_OR_WORD if _HAS_UNSPACED.search(plain) else _WORD
    return [word.encode("utf-8", "surrogatepass") for word in pattern.findall(plain.replace("'", ""))]


def shingled(text: str) -> Shingled:
    """Return the shingles of a text.

    >>> shingled("one two three four").words
    4
    """
    found = words(text)
    hashes = np.fromiter(map(_HASHES.__getitem__, found), dtype=np.uint64, count=len(found))
    compared = _combined(hashes, COMPARED)
    return Shingled(compared, np.sort(compared), _combined(compared, SKETCHED - COMPARED + 1))


def held(shorter: Shingled, longer: Shingled) -> NDArray[np.bool_]:
    """Return for each word of `shorter` whether it stands in a shingle that `longer` has too.

    >>> held(shingled("a b c d e"), shingled("x b c d y")).tolist()
    [False, True, True, True, False]
    """
    found = np.zeros(shorter.words, dtype=bool)
    if not len(found) or not len(longer.known):
        return found
    places = np.searchsorted(longer.known, shorter.compared)
    shared = longer.known[np.minimum(places, len(longer.known) - 1)] == shorter.compared
    for offset in range(COMPARED):
        found[offset : offset + len(shared)] |= shared
    return found


def _combined(hashes: Hashes, size: int) -> Hashes:
    """Return one hash for each run of `size` words, sensitive to their order; the sums wrap at 64 bits."""
    count = len(hashes) - size + 1
    if count <= 0:
        return np.empty(0, dtype=np.uint64)
    mixed = hashes[:count].copy()
    for offset in range(1, size):
        mixed ^= mixed >> _SHIFT
        mixed *= _FACTOR
        mixed += hashes[offset : offset + count]
    return mixed


def flat(texts: Sequence[Shingled]) -> tuple[Hashes, Hashes]:
    """Return the sketched shingles of many texts in one array, and where each text begins, with the end as last."""
    lengths = np.fromiter((len(one.sketched) for one in texts), dtype=np.uint64, count=len(texts))
    offsets = np.concatenate([np.zeros(1, dtype=np.uint64), np.cumsum(lengths, dtype=np.uint64)])
    hashes = np.concatenate([one.sketched for one in texts]) if texts else np.empty(0, dtype=np.uint64)
    return hashes, offsets
