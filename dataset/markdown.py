"""Markdown as the papers of a release use it."""

from collections.abc import Iterable


def grid(heads: list[str], rows: Iterable[list[str]]) -> str:
    """Return a Markdown table, its cells on one line and without loose ``|``.

    >>> print(grid(["a", "b"], [["x", "y"]]))
    | a | b |
    |---|---|
    | x | y |
    """
    lines = [heads, *rows]
    cells = ["| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in line) + " |" for line in lines]
    return "\n".join([cells[0], "|" + "---|" * len(heads), *cells[1:]])
