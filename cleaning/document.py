"""The page taken apart: blocks of text in reading order, and what the page says of itself.

Compiled where a C compiler is there (`document.pxd` gives the types).
"""

from dataclasses import dataclass, field

from .article import Removed, Role


@dataclass
class Block:
    """One piece of visible text: what stands between two line breaks of the rendered page."""

    text: str
    """Normalised by `text.tidy`; never empty."""
    tag: str = "line"
    """The block's element (``p``, ``h2``, ``li``, ``div`` …); ``line`` in a text dump."""
    where: str = ""
    """``block 17 p`` or ``line 12``; see `Removed.where`."""
    marks: str = ""
    """Class and id names of the element and its ancestors, inner first, lower case, blank-separated; HTML only."""
    link_chars: int = 0
    """How many characters of the text are inside links."""
    element: int = -1
    """Index of the block's element in `Document.elements`; -1 in a text dump."""
    links: int = 0
    """How many links begin in the text."""
    strong_chars: int = 0
    """How many characters of the text are bold or italic."""
    pictures: int = 0
    """How many pictures, players and frames stand between the block before and this one."""
    repeated: int = 0
    """On how many of the site's compared pages the text stands (`template`); 0 where no table knows the site."""


@dataclass
class Elements:
    """The elements that hold blocks, in document order, one list a property; inline elements are not among them.

    Enough of the tree to compare neighbours, parents and shapes.
    """

    tags: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    """Class and id names, itemprop and role, lower case, blank-separated."""
    parents: list[int] = field(default_factory=list)
    """Index of the enclosing element, always smaller than the own one; -1 for the root."""
    starts: list[int] = field(default_factory=list)
    """Index of the first block inside."""
    ends: list[int] = field(default_factory=list)
    """Index after the last block inside; equal to the start if there is none."""


@dataclass(slots=True)
class Document:
    """A decoded page: blocks, and the raw material for metadata. A text dump has blocks only."""

    blocks: list[Block]
    kind: str = "html"
    """``html`` or ``text``."""
    title: str = ""
    """Text of the ``title`` element."""
    language: str = ""
    """Declared language of the root element."""
    canonical: str = ""
    """``link rel=canonical``."""
    metas: list[tuple[str, str]] = field(default_factory=list)
    """``meta`` elements in page order: (name, property, itemprop or http-equiv in lower case; content)."""
    json_ld: list[str] = field(default_factory=list)
    """Contents of ``script type=application/ld+json``, as they stand."""
    headings: list[tuple[str, str]] = field(default_factory=list)
    """(text, marks) of the ``h1`` elements in page order."""
    times: list[tuple[str, str, str]] = field(default_factory=list)
    """(datetime attribute, text, marks) of ``time`` elements and of those with itemprop datePublished/dateModified."""
    bylines: list[tuple[str, str]] = field(default_factory=list)
    """(text, marks) of elements that the page marks as byline or author, in page order."""
    elements: Elements = field(default_factory=Elements)
    """The page's tree without inline elements; empty in a text dump."""
    removed: list[Removed] = field(default_factory=list)
    """Pieces taken out while the page was taken apart (hidden text, leaked markup)."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a block: kept in a role, or removed by a rule for a reason."""

    keep: bool
    rule: str
    """Id of the rule that decided, or ``model``; for kept blocks, what spoke for it."""
    reason: str = ""
    """A key of `article.REASONS` for removed blocks; empty for kept ones."""
    role: Role = "body"
    score: float | None = None
    """The learned score in [0, 1], where one was computed."""


CLEAN, HEADLINE = "lines.clean", "lines.headline"
"""Rules of kept lines of a dump that is a cleaned text: `HEADLINE` for the one that may be its headline. No later step
takes them."""
