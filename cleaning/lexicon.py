"""The words that speak for or against a block: those of its text, and those of its class and id names.

What is looked up has a kind: the same word says different things as the first of a line and in a menu. Weights are
kept by kind, so that looking up makes no new strings.
"""

import re
from collections.abc import Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

from .document import Block

Ints = npt.NDArray[np.int64]
Tokens = tuple[tuple[str, frozenset[str] | set[str] | list[str]], ...]
"""(kind, words) of one block."""
Weights = Mapping[str, Mapping[str, int]]
"""Kind to word to weight, in thousandths of a logit."""

TEXT_KINDS: Final = ("any", "first", "start", "early", "late", "pair")
"""Of short blocks every word, the first, the first four together; of long ones the first four, the last two, the
first two together."""
NAME_KINDS: Final = ("own", "around")
"""The nearest names of a block, and all of them."""

_WORD = re.compile(r"[^\W\d_]+")
_PLAIN: Final = bytes(code if chr(code).isalpha() else 32 for code in bytes(range(128)).lower()) + bytes(128)
"""ASCII to lower-case letters and blanks: splitting at these is three times as fast as `_WORD`, and finds the same."""
_SHORT: Final = 12
"""Words up to which all of a block's words are looked up; of longer blocks only the first and the last."""
_OWN: Final = 4
"""Words that count as a block's own names."""
_AROUND: Final = 40
"""Words looked at of all its names."""


def _words(text: str) -> list[str]:
    """Return the words of a text, in lower case."""
    if text.isascii():
        return text.encode().translate(_PLAIN).decode().split()
    return _WORD.findall(text.lower())


def text_tokens(text: str) -> Tokens:
    """Return what is looked up of a block's text.

    >>> text_tokens("Read more:")[1:]
    (('first', ['read']), ('start', ['read more']))
    """
    if text.count(" ") < _SHORT:
        words = _words(text[:200])
        return ("any", set(words)), ("first", words[:1]), ("start", [" ".join(words[:4])])
    words = _words(text[:100])
    ends = set(_words(text[-60:])[-2:])
    return ("early", set(words[:4])), ("late", ends), ("first", words[:1]), ("pair", [" ".join(words[:2])])


def name_tokens(marks: str) -> Tokens:
    """Return what is looked up of a block's names (`Block.marks`).

    >>> [(kind, sorted(words)) for kind, words in name_tokens("post-body main")]
    [('own', ['body', 'main', 'post']), ('around', ['body', 'main', 'post'])]
    """
    words = name_words(marks)
    return ("own", set(words[:_OWN])), ("around", set(words))


def name_words(marks: str) -> list[str]:
    """Return the words of the names, nearest first, as many as are looked at."""
    return marks.replace("-", " ").replace("_", " ").split(None, _AROUND)[:_AROUND]


def total(tokens: Tokens, weights: Weights) -> int:
    """Return the sum of the weights of a block's tokens."""
    return sum([weights[kind].get(word, 0) for kind, words in tokens for word in words])


def text_score(text: str, weights: Weights) -> int:
    """Return the total of `text_tokens`, without making them: this is asked of every block."""
    if text.count(" ") < _SHORT:
        words = _words(text[:200])
        found = weights["start"].get(" ".join(words[:4]), 0)
        known, every = weights["any"], set(words)
    else:
        words = _words(text[:100])
        found = weights["pair"].get(" ".join(words[:2]), 0)
        known, every = weights["late"], set(_words(text[-60:])[-2:])
        early = weights["early"]
        for word in set(words[:4]):
            if word in early:
                found += early[word]
    if words:
        found += weights["first"].get(words[0], 0)
    for word in every:
        if word in known:
            found += known[word]
    return found


def text_scores(blocks: list[Block], weights: Weights) -> Ints:
    """Return the sum of the weights of each block's text."""
    return np.array([text_score(block.text, weights) for block in blocks], np.int64)


def name_score(marks: str, weights: Weights) -> int:
    """Return the total of `name_tokens`, without making them."""
    words = name_words(marks)
    own, around = weights["own"], weights["around"]
    found = sum([own[word] for word in set(words[:_OWN]) if word in own])
    return found + sum([around[word] for word in set(words) if word in around])


def name_scores(blocks: list[Block], weights: Weights) -> Ints:
    """Return the sum of the weights of each block's names."""
    names = [block.marks for block in blocks]
    scores = {marks: name_score(marks, weights) for marks in set(names)}
    return np.array([scores[marks] for marks in names], np.int64)
