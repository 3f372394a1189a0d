"""The words that speak for or against a block: those of its text, and those of its class and id names.

What is looked up has a kind: the same word says different things as the first of a line and in a menu. `text_tokens`
and `name_tokens` say what it is, for training; `text_scores` and `name_scores` are the sums of its weights.

Compiled where a C compiler is there (`lexicon.pxd` gives the types).
"""

import re
from typing import Final

from .arrays import Ints, zeros
from .document import Block
from .word_table import Sums, Table

Tokens = tuple[tuple[str, frozenset[str] | set[str] | list[str]], ...]
"""(kind, words) of one block."""

TEXT_KINDS: Final = ("any", "first", "start", "early", "late", "pair")
"""Of short blocks every word, the first, the first four together; of long ones the first four, the last two, the
first two together."""
NAME_KINDS: Final = ("own", "around")
"""The nearest names of a block, and all of them."""

_ANY, _FIRST, _START, _EARLY, _LATE, _PAIR = range(len(TEXT_KINDS))
_NEAREST, _ALL = range(len(NAME_KINDS))

_WORD = re.compile(r"[^\W\d_]+")
_SHORT: Final = 12
"""Blanks up to which all of a block's words are looked up; of longer blocks only the first and the last."""
_HEAD, _LONG_HEAD, _TAIL = 200, 100, 60
"""Characters looked at of a short text, and at both ends of a long one."""
_OWN: Final = 4
"""Words that count as a block's own names."""
_AROUND: Final = 40
"""Words looked at of all its names."""


def _words(text: str) -> list[str]:
    """Return the words of a text, in lower case."""
    return _WORD.findall(text.lower())


def text_tokens(text: str) -> Tokens:
    """Return what is looked up of a block's text.

    >>> text_tokens("Read more:")[1:]
    (('first', ['read']), ('start', ['read more']))
    """
    if _is_short(text):
        words = _words(text[:_HEAD])
        return ("any", set(words)), ("first", words[:1]), ("start", [" ".join(words[:4])])
    words = _words(text[:_LONG_HEAD])
    ends = set(_words(text[-_TAIL:])[-2:])
    return ("early", set(words[:4])), ("late", ends), ("first", words[:1]), ("pair", [" ".join(words[:2])])


def name_tokens(marks: str) -> Tokens:
    """Return what is looked up of a block's names (`Block.marks`).

    >>> [(kind, sorted(words)) for kind, words in name_tokens("post-body main")]
    [('own', ['body', 'main', 'post']), ('around', ['body', 'main', 'post'])]
    """
    words = marks.replace("-", " ").replace("_", " ").split(None, _AROUND)[:_AROUND]
    return ("own", set(words[:_OWN])), ("around", set(words))


def text_scores(blocks: list[Block], words: Table) -> Ints:
    """Return the sum of the weights of each block's text, by kind in the order of `TEXT_KINDS`."""
    scores = zeros("q", len(blocks))
    score_texts(blocks, Sums(words), scores)
    return scores


def score_texts(blocks: list[Block], sums: Sums, scores: Ints) -> None:
    """Write the scores of the blocks' texts."""
    for place, block in enumerate(blocks):
        scores[place] = _text_score(block.text, sums)


def _is_short(text: str) -> bool:
    """Whether a text has few blanks; the rest of one that has many is not looked at."""
    blanks = 0
    for character in text:
        blanks += character == " "
        if blanks == _SHORT:
            return False
    return True


def _text_score(text: str, sums: Sums) -> int:
    if _is_short(text):
        count = sums.read(text[:_HEAD])
        return sums.each(_ANY, 0, count) + sums.each(_FIRST, 0, min(count, 1)) + sums.together(_START, min(count, 4))
    count = sums.read(text[:_LONG_HEAD])
    head = sums.each(_EARLY, 0, min(count, 4)) + sums.each(_FIRST, 0, min(count, 1))
    pair = sums.together(_PAIR, min(count, 2))
    count = sums.read(text[-_TAIL:])
    return head + pair + sums.each(_LATE, max(count - 2, 0), count)


def name_scores(blocks: list[Block], words: Table) -> Ints:
    """Return the sum of the weights of each block's names, by kind in the order of `NAME_KINDS`."""
    scores = zeros("q", len(blocks))
    score_names(blocks, Sums(words), scores)
    return scores


def score_names(blocks: list[Block], sums: Sums, scores: Ints) -> None:
    """Write the scores of the blocks' names, which many blocks share."""
    known: dict[str, int] = {}
    for place, block in enumerate(blocks):
        marks = block.marks
        found = known.get(marks)
        if found is None:
            found = known[marks] = _name_score(marks, sums)
        scores[place] = found


def _name_score(marks: str, sums: Sums) -> int:
    count = sums.read_names(marks, _AROUND)
    return sums.each(_NEAREST, 0, min(count, _OWN)) + sums.each(_ALL, 0, count)
