"""A web page taken apart: blocks of visible text in reading order, and what the page says of itself."""

from selectolax.lexbor import LexborHTMLParser

from .article import Removed
from .document import Document
from .source import tame
from .walk import MAX_BLOCKS, Walk


def parse(text: str) -> Document:
    """Return the page's blocks, elements and declarations. Never raises, whatever the text.

    Text that the page hides from its reader (``hidden``, ``display:none`` …) is not in the blocks; it is in
    `Document.removed` under the rule ``html.hidden``.
    """
    html, json_ld = tame(text.encode("utf-8", "ignore"))  # without lone surrogates
    tree = LexborHTMLParser(html)
    walk = Walk(Document(blocks=[], json_ld=json_ld))
    if tree.root is not None:
        walk.run(tree.root)
    if walk.beyond:
        place = f"block {MAX_BLOCKS} …"
        walk.document.removed.append(Removed(f"{walk.beyond} blocks", "html.too_many_blocks", "markup", place))
    return walk.document
