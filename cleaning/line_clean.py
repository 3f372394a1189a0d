"""How a dump shows that it is a text which cleaning wrote: by its form, and by what it does not hold.

A text that was cleaned has one empty line between any two paragraphs and no notice that a rule knows. Menus and teasers
in a dump of the same form would hold some; what only the learned score doubts is then a list, a table or a code sample.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .line_shapes import is_byline, is_crumbs, is_date

if TYPE_CHECKING:
    from .letters import Ints  # needs numpy, which `import cablepress` must not load

LEAST = 0.8
"""Share of a dump's letters in kept lines from which next to all of it is text."""

_TOP = 4
"""Lines in which a page's head stands: section, headline, byline, date."""

_HEAD = 2
"""Signs of a page's head from which it has not been cleaned; one alone may be a text's own first line."""


def stands_apart(places: Sequence[str]) -> bool:
    """Whether one empty line parts any two paragraphs, by where they begin: ``line 1``, ``line 3`` and so on."""
    return all(where == f"line {2 * number + 1}" for number, where in enumerate(places))


def share(kept: Sequence[bool], letters: "Ints") -> float:
    """Return what part of the letters stands in kept lines."""
    sizes: list[int] = letters.tolist()
    return sum(size for size, keep in zip(sizes, kept, strict=True) if keep) / max(1, sum(sizes))


def has_page_head(texts: Sequence[str], running: Sequence[bool]) -> bool:
    """Whether a dump begins as pages do: with two of byline, date and sections, or with a short line printed twice."""
    top = texts[:_TOP]
    signs = sum(is_byline(text) or is_date(text) or is_crumbs(text) for text in top)
    short = [text.casefold() for text, prose in zip(top, running, strict=False) if not prose]
    return signs >= _HEAD or len(set(short)) < len(short)
