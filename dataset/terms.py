"""On what terms a release is made: how much text it holds, and what it leaves out."""

from dataclasses import dataclass

from .schema import Tier
from .takedown import Takedown


@dataclass(frozen=True, slots=True)
class Terms:
    """What shapes a release beside its pages. Without any, a private build that holds all there is."""

    tier: Tier = "full"
    """The most that a row may hold of a page's words: one of `schema.TIERS`."""
    private: bool = True
    """Whether it may hold texts that cannot be passed on: such a release says so, and is never published."""
    masked: bool = False
    """Whether e-mail addresses, telephone numbers and access keys in texts are masked."""
    takedowns: tuple[Takedown, ...] = ()
    """What was asked to be taken down, beside what the former release had taken down."""


ALL_PRIVATE = Terms()
"""A private build that holds all there is."""
