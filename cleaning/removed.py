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
