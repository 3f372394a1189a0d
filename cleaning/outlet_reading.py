"""What a reader made for one outlet's template finds; it knows what generic readers can only guess."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from .article import Mention, Stamp

if TYPE_CHECKING:
    from bs4 import BeautifulSoup  # slow to import, and few pages need it


@dataclass(frozen=True, slots=True)
class OutletReading:
    """What the template says; empty values say nothing, and the generic readers go on."""

    layout: str = ""
    """Name of the layout (``thehindu.2016``); stands in the evidence and in the rule ids of the blocks it decided."""
    title: str = ""
    byline: str = ""
    published: Stamp | None = None
    modified: Stamp | None = None
    dated: bool = False
    """Whether the template says all there is of dates: then no other date on the page is the publication's."""
    body: str = ""
    """Text of the element that holds the article and nothing else."""
    cable: Mention | None = None
    """The cable that the page is."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One generation of an outlet's pages."""

    name: str
    hosts: tuple[str, ...]
    """Hosts that used it, those below them included."""
    mark: str
    """A string in the page's HTML that only this generation has."""
    read: Callable[["BeautifulSoup"], OutletReading]
    since: date | None = None
    until: date | None = None
    """First and last day on which captures may show it, where known; archives keep old layouts, so they overlap."""
