"""Headlines in a row: what a front page prints around an article, by the dozen, none of them a whole sentence.

Each alone reads like the first sentence of a story. Lists inside articles are shorter.
"""

from collections.abc import Sequence

_SIZE = 40
"""Characters from which a line may be a headline that tells a story."""
_ROW = 30
"""Headlines in a row that only a front page has; of 1,159 pages' articles one has as many entries in a row."""
_MORE = 10
"""Headlines in a row that are part of the front page too, where there is one."""
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
    return [place for row in rows for place in row] if any(len(row) >= _ROW for row in rows) else []


def _rows(texts: Sequence[str]) -> list[range]:
    """Return the runs of lines that may be headlines."""
    rows, first = [], 0
    for place, text in enumerate(texts):
        if len(text) < _SIZE or _is_sentence(text):
            rows.append(range(first, place))
            first = place + 1
    return [*rows, range(first, len(texts))]


def _is_sentence(text: str) -> bool:
    """Whether a line ends like a sentence; one that breaks off does not."""
    bare = text.rstrip(_CLOSING)
    return bare[-1:] in _STOPS and not bare.endswith("...")
