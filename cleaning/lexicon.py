"""The words that speak for or against a block: those of its text, and those of its class and id names."""

import re
from collections.abc import Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

from .document import Block

Ints = npt.NDArray[np.int64]

_WORD = re.compile(r"[^\W\d_]+")
_SHORT: Final = 12
"""Words up to which all of a block's words are looked up; of longer blocks only the first and the last."""


def text_tokens(text: str) -> set[str]:
    """Return what is looked up of a block's text: words with the place where they stand.

    >>> sorted(text_tokens("Read more:"))
    ['f:read', 's:read more', 'w:more', 'w:read']
    """
    words = _WORD.findall(text[:200].lower())
    if text.count(" ") < _SHORT:
        return {f"w:{word}" for word in words} | {f"f:{word}" for word in words[:1]} | {"s:" + " ".join(words[:4])}
    ends = _WORD.findall(text[-60:].lower())
    tokens = {f"l:{word}" for word in words[:4]} | {f"e:{word}" for word in ends[-2:]}
    return tokens | {f"f:{word}" for word in words[:1]} | {"b:" + " ".join(words[:2])}


def name_tokens(marks: str) -> set[str]:
    """Return what is looked up of a block's names (`Block.marks`): the nearest words apart from the others.

    >>> sorted(name_tokens("post-body main"))
    ['a:body', 'a:main', 'a:post', 'o:body', 'o:main', 'o:post']
    """
    words = marks.replace("-", " ").replace("_", " ").split()
    return {f"o:{word}" for word in words[:4]} | {f"a:{word}" for word in words[:40]}


def text_scores(blocks: list[Block], weights: Mapping[str, int]) -> Ints:
    """Return the sum of the weights of each block's text."""
    get = weights.get
    return np.array([sum([get(token, 0) for token in text_tokens(block.text)]) for block in blocks], np.int64)


def name_scores(blocks: list[Block], weights: Mapping[str, int]) -> Ints:
    """Return the sum of the weights of each block's names."""
    known: dict[str, int] = {}
    scores = []
    for block in blocks:
        score = known.get(block.marks)
        if score is None:
            score = known[block.marks] = sum(weights.get(token, 0) for token in name_tokens(block.marks))
        scores.append(score)
    return np.array(scores, np.int64)
