"""A place in a page's tree that moves from node to node.

Compiled where a C compiler is there (`cursor.pxd` gives the types); then `lexbor_cursor` does the same without making
an object of every node.
"""

from typing import Final

from selectolax.lexbor import LexborNode

from .element_kinds import NAMES, TELLING, Attributes, read_names, tells_something

STORY: Final = "h1, article, main, [itemprop=articleBody]"
"""What never stands around an article, but on pages that use elements for everything."""


class Cursor:
    """A place in a tree: at its root first."""

    def __init__(self, root: LexborNode) -> None:
        self.node = root
        self.telling = False
        """Whether the element last looked at has one of `element_kinds.TELLING`."""

    def number(self) -> int:
        """Return the number of the node's name; the parser numbers unknown names page by page."""
        return self.node.tag_id

    def name(self) -> str:
        """Return the node's name, as `element_kinds.KINDS` has it."""
        return self.node.tag or ""

    def text(self) -> str:
        """Return the text of a text node; a single blank for blanks, tabs and line ends alone."""
        text = self.node.text_content or ""
        return text if not text or text.strip(" \n\t\r") else " "

    def text_inside(self, separator: str) -> str:
        """Return the texts of all nodes inside, with the separator between them."""
        return self.node.text(separator=separator)

    def attributes(self) -> Attributes:
        """Return the element's attributes; those in `element_kinds.READ` at least."""
        return self.node.attributes

    def look(self) -> tuple[str, str]:
        """Return `element_kinds.read_names` of the element's class, id, itemprop and role; set `telling`."""
        attributes = self.node.attributes
        self.telling = not TELLING.isdisjoint(attributes)
        return read_names(" ".join([attributes.get(name) or "" for name in NAMES]))

    def is_telling_link(self) -> bool:
        """Return `element_kinds.tells_something` of a link."""
        return tells_something(self.node.attributes)

    def holds_story(self) -> bool:
        """Whether a `STORY` is inside, or this is one."""
        return self.node.css_matches(STORY)

    def down(self) -> bool:
        """Go to the node's first child; False if it has none."""
        return self._go(self.node.first_child)

    def along(self) -> bool:
        """Go to the node that follows in the same parent; False if there is none."""
        return self._go(self.node.next)

    def up(self) -> None:
        """Go to the node's parent, which it must have."""
        self._go(self.node.parent)

    def _go(self, node: LexborNode | None) -> bool:
        if node is None:
            return False
        self.node = node
        return True
