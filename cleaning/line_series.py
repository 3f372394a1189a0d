"""Headlines in a row: what a front page prints around an article, by the dozen, none of them a whole sentence.

Each alone reads like the first sentence of a story. Lists inside articles are shorter.
"""

from collections.abc import Sequence
from itertools import chain, pairwise

_SIZE = 40
"""Characters from which a line may be a headline that tells a story."""
_ROW = 30
"""Headlines in a row that only a front page has; of 1,159 pages' articles one has as many entries in a row."""
_MORE = 10
"""Headlines in a row that are part of the front page too, where there is one."""
_BETWEEN = 15
"""Lines between two rows that are part of the front page too, unless a third of them are whole sentences."""
_TEXT = 3
"""Lines of running text that the dump of an article has besides."""
_CLOSING = "\"'”’»)]"
_STOPS = frozenset(".?!。！？।۔؟")


def headlines(texts: Sequence[str], running: Sequence[bool]) -> list[int]:
    """Return the lines that are headlines in a row, if the dump has running text besides.

    >>> teased, told = ["Ferry strike enters third week as owners and crews meet again"], ["The ferry sailed."]
    >>> headlines(teased * 35 + told * 3, [False] * 35 + [True] * 3) == list(range(35))
    True
    """
    if len(texts) < _ROW or sum(running) < _TEXT:
        return []
    rows = [row for row in _rows(texts) if len(row) >= _MORE]
    if all(len(row) < _ROW for row in rows):
        return []
    gaps = [range(row.stop, following.start) for row, following in pairwise(rows)]
    between = [gap for gap in gaps if len(gap) <= _BETWEEN and 3 * _sentences(texts[gap.start : gap.stop]) < len(gap)]
    return sorted(chain.from_iterable([*rows, *between]))


def _rows(texts: Sequence[str]) -> list[range]:
    """Return the runs of lines that may be headlines."""
    rows, first = [], 0
    for place, text in enumerate(texts):
        if len(text) < _SIZE or _is_sentence(text):
            rows.append(range(first, place))
            first = place + 1
    return [*rows, range(first, len(texts))]


def _sentences(texts: Sequence[str]) -> int:
    """Return how many lines are whole sentences."""
    return sum(len(text) >= _SIZE and _is_sentence(text) for text in texts)


def _is_sentence(text: str) -> bool:
    """Whether a line ends like a sentence; one that breaks off does not."""
    bare = text.rstrip(_CLOSING)
    return bare[-1:] in _STOPS and not bare.endswith("...")
