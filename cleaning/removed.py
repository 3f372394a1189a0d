"""What cleaning takes out, on record: a page has a hundred such pieces.

Compiled where a C compiler is there (`removed.pxd` gives the types).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Removed:
    """A piece of the page that is not in the article's text, and the rule that took it out."""

    text: str
    """The piece as it stood on the page, whitespace normalised."""
    rule: str
    """Id of the rule: the first part names its table (``paywall.metered_count``), or ``model`` for the learned part."""
    reason: str
    """A key of `article.REASONS`."""
    where: str
    """Place in the page: ``block 17 p`` (HTML, document order from 0) or ``line 12`` (text, from 1)."""


def number_of(where: str) -> int:
    """Return the number in a place, by which pieces are put in order.

    >>> number_of("block 17 h2"), number_of("line 12")
    (17, 12)
    """
    number = 0
    for digit in where[where.find(" ") + 1 :]:
        if not "0" <= digit <= "9":
            break
        number = 10 * number + ord(digit) - ord("0")
    return number


def place_on_page(piece: Removed) -> int:
    """Return the number of the piece's place."""
    return number_of(piece.where)
