"""What the user asks of a run of the collector. Loads nothing of the network."""

from collections.abc import Sequence
from dataclasses import dataclass

from .archives import Archives


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asks for."""

    archives: Archives
    sources: Sequence[str]
    """Names of archives, in the order in which they are asked."""
    max_requests: int | None = None
    seconds: float | None = None
    """Time for the whole run."""
    again: bool = False
    """Ask again for pages that these archives did not have."""
    refresh: bool = False
    """Ask again for stored pages."""
    rebuild: bool = False
    """Build the state again from the files."""
    allow_private: bool = False
    """Contact private addresses too; for tests."""
