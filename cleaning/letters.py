"""Classes of characters, whatever the script, and the number that each stands for in the hashes of words."""

import functools
import unicodedata

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
UPPER, LOWER, LETTER, DIGIT, DENSE, SPACE, STOP, COMMA, QUOTE, COLON, BAR, CURRENCY, OTHER = range(13)
KINDS = 13
"""Classes of characters, those of words first; DENSE letters are of scripts that put no spaces between words."""

_CLASSES = {
    STOP: ".?!…。！？｡।॥؟۔។።",
    COMMA: ",;、，；،؛",
    QUOTE: "\"'“”‘’«»„‹›「」『』",
    COLON: ":：",
    BAR: "|/\\›»•·→←↑↓▶►▼■●★☆✓✕×+#=_~^<>©®–—-",
    CURRENCY: "$€£¥₹₽%",
}
_DENSE = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF))
MIX = 0x9E3779B97F4A7C15
"""An odd number without a pattern: what is multiplied by it, modulo 2 to the 64, is spread over all bits."""

_TABLE = 0x10000


@functools.cache
def classes() -> memoryview:
    """Return the class of every character of the basic plane; others count as its last one."""
    return _classes().data


@functools.cache
def numbers() -> memoryview:
    """Return what every character of the basic plane is in a word's hash: a number that its lower-case form has too."""
    lower = np.arange(_TABLE, dtype=np.uint64)
    for code in np.flatnonzero(_classes() <= DIGIT).tolist():
        small = chr(code).lower()
        lower[code] = ord(small) if len(small) == 1 else code
    mixed = (lower + np.uint64(1)) * np.uint64(MIX)
    mixed ^= mixed >> np.uint64(29)
    return (mixed * np.uint64(MIX)).data


@functools.cache
def _classes() -> npt.NDArray[np.uint8]:
    classes = np.full(_TABLE, OTHER, np.uint8)
    for code in (*range(0x3400), *range(0xA000, 0xAC00), *range(0xFB00, _TABLE)):
        category = unicodedata.category(chr(code))
        classes[code] = {"Lu": UPPER, "Ll": LOWER, "Nd": DIGIT, "Zs": SPACE}.get(
            category, LETTER if category[0] in "LM" else OTHER
        )
    for kind, letters in _CLASSES.items():
        classes[[ord(letter) for letter in letters]] = kind
    for low, high in _DENSE:
        classes[low : high + 1] = np.where(classes[low : high + 1] == OTHER, DENSE, classes[low : high + 1])
        classes[low : high + 1][classes[low : high + 1] == LETTER] = DENSE
    classes[0xAC00:0xD7B0] = LETTER
    classes[ord("\n")] = SPACE
    return classes
