"""A web page taken apart: blocks of visible text in reading order, and what the page says of itself."""

from selectolax.lexbor import LexborHTMLParser

from .article import Removed
from .document import Document
from .source import tame
from .walk import MAX_BLOCKS, Walk

try:
    from .lexbor_cursor import LexborCursor as Cursor
except ImportError:  # not compiled, or lexbor's functions are not to be had
    from .cursor import Cursor  # type: ignore[assignment]


def parse(text: str) -> Document:
    """Return what `parse_utf8` finds on a page that is at hand as text."""
    return parse_utf8(text.encode("utf-8", "ignore"))  # without lone surrogates


def parse_utf8(page: bytes) -> Document:
    """Return the page's blocks, elements and declarations. Never raises, whatever the page, if it is in UTF-8.

    Text that the page hides from its reader (``hidden``, ``display:none`` …) is not in the blocks; it is in
    `Document.removed` under the rule ``html.hidden``.
    """
    html, json_ld = tame(page)
    tree = LexborHTMLParser(html)
    document = Document(blocks=[], json_ld=json_ld)
    if tree.root is None:
        return document
    walk = Walk(document, Cursor(tree.root))
    walk.run()
    if walk.beyond:
        place = f"block {MAX_BLOCKS} …"
        document.removed.append(Removed(f"{walk.beyond} blocks", "html.too_many_blocks", "markup", place))
    return document
