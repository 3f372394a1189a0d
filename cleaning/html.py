"""A web page taken apart: blocks of visible text in reading order, and what the page says of itself."""

import re
from functools import lru_cache
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from .article import Removed
from .document import Block, Document, Element
from .markup import tame
from .text import tidy

Attributes = dict[str, str | None]

# No reader sees these as text of the page.
_SKIPPED: Final = frozenset(
    "script style template noscript svg math select option datalist textarea canvas object applet map rt rp "
    "noframes dialog amp-consent amp-analytics amp-state -comment !doctype".split()
)
_PICTURES: Final = frozenset(
    "img picture video audio iframe embed amp-img amp-video amp-iframe amp-youtube amp-ad".split()
)
# Elements that stand in a line of text; every other one starts a line of its own.
_INLINE: Final = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb ruby s samp small "
    "span strike strong sub sup time tt u var wbr".split()
)
_STRONG: Final = frozenset("b strong em i".split())
_BARE: Final = frozenset("b strong em i u sub sup br wbr small s tr tbody thead".split())
"""Elements whose attributes are not read: reading them is a third of the walk's cost."""
_DECLARING: Final = frozenset("title meta link base".split())
_WHOLE_PAGE: Final = frozenset("html body".split())
"""Never taken as hidden: pages hide themselves until their scripts have run."""

_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Class names that themes give to text for screen readers only; it repeats what an icon shows.
_SCREEN_READER = re.compile(r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader(?:-text)?|a11y-hidden)(?:\s|$)")
_BYLINE = re.compile(r"by-?line|author|contributor|reporter|writer")
_SENTENCE_END = re.compile(r"[.!?:…。！？।؟॥][\"'”’»)\]]*\s*$")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_MAX_BYLINE = 300
_MAX_BYLINES = 60
"""Byline elements read of a page: their texts may contain one another."""
_MAX_MARKS = 600
"""Characters of class names kept for a block: those of the nearest ancestors."""


def parse(text: str) -> Document:
    """Return the page's blocks, elements and declarations. Never raises, whatever the text.

    Text that the page hides from its reader (``hidden``, ``display:none`` …) is not in the blocks; it is in
    `Document.removed` under the rule ``html.hidden``.
    """
    html, json_ld = tame(text)
    try:
        tree = LexborHTMLParser(html)
    except UnicodeEncodeError:  # lone surrogates
        tree = LexborHTMLParser(html.encode("utf-8", "ignore").decode("utf-8"))
    walk = _Walk(Document(blocks=[], json_ld=json_ld))
    if tree.root is not None:
        walk.run(tree.root)
    return walk.document


@lru_cache(maxsize=4096)
def _kind(names: str) -> str:
    """Say what an element's names tell at once: ``screen-reader``, ``byline`` or nothing."""
    if _SCREEN_READER.search(names):
        return "screen-reader"
    return "byline" if _BYLINE.search(names) else ""


def _names(attributes: Attributes) -> str:
    """Return class, id, itemprop and role, lower case."""
    found = [value for key in ("class", "id", "itemprop", "role") if (value := attributes.get(key))]
    return " ".join(" ".join(found).lower().split())


def _is_hidden(attributes: Attributes) -> bool:
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return True
    if attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return bool(style) and _INVISIBLE.search(style or "") is not None


class _Walk:
    """One pass over the tree, in document order; the state is what is open at the current node."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.blocks = document.blocks
        self.elements = document.elements
        self.marks: list[str] = []
        self.element = -1
        self.parts: list[str] = []
        self.size = self.link_chars = self.links = self.strong_chars = self.pictures = 0
        self.in_link = self.in_strong = self.breaks = 0

    def run(self, root: LexborNode) -> None:
        """Visit every node once, without recursion."""
        opened: list[tuple[LexborNode, str, int]] = []
        node: LexborNode | None = root
        while node is not None:
            tag = node.tag or ""
            outer = self.element
            if tag == "-text":
                self.add(node.text_content or "")
            elif self.enter(node, tag):
                child = node.first_child
                if child is not None:
                    opened.append((node, tag, outer))
                    node = child
                    continue
                self.leave(tag, outer)
            following = node.next
            while following is None and opened:
                node, tag, outer = opened.pop()
                self.leave(tag, outer)
                following = node.next
            node = following

    def enter(self, node: LexborNode, tag: str) -> bool:
        """Open an element; False if nothing inside it is text of the page."""
        if tag in _SKIPPED:
            return False
        if tag in _PICTURES:
            self.pictures += 1
            return False
        if tag == "br":
            self.breaks += 1
            return False
        attributes: Attributes = {} if tag in _BARE else node.attributes
        if tag in _DECLARING:
            self.declare(node, tag, attributes)
            return False
        names = ""
        if attributes:
            names = _names(attributes)
            if self.hide(node, tag, attributes, names):
                return False
            self.witness(node, tag, attributes, names)
        if tag not in _INLINE:
            self.flush()
            self.open(tag, names)
        elif tag == "a":
            self.in_link += 1
            self.links += 1
        elif tag in _STRONG:
            self.in_strong += 1
        return True

    def leave(self, tag: str, outer: int) -> None:
        """Close an element."""
        if tag not in _INLINE:
            self.flush()
            self.element = outer
        elif tag == "a":
            self.in_link -= 1
        elif tag in _STRONG:
            self.in_strong -= 1

    def open(self, tag: str, names: str) -> None:
        """Make an element the one that holds the coming text."""
        marks = self.marks[self.element] if self.element >= 0 else ""
        self.marks.append(f"{names} {marks}"[:_MAX_MARKS] if names else marks)
        self.elements.append(Element(tag, names, self.element))
        self.element = len(self.elements) - 1

    def hide(self, node: LexborNode, tag: str, attributes: Attributes, names: str) -> bool:
        """Take out an element that the page does not show its reader."""
        if tag in _WHOLE_PAGE or not (_is_hidden(attributes) or _kind(names) == "screen-reader"):
            return False
        text = tidy(node.text())
        if text:
            place = f"block {len(self.blocks)} {tag}"
            self.document.removed.append(Removed(text, "html.hidden", "hidden", place))
        return True

    def add(self, text: str) -> None:
        """Take a text node."""
        if text.isspace():
            if self.parts:
                self.parts.append(" ")
            return
        if self.breaks:
            self.end_line()
        if self.elements and self.elements[self.element].tag == "pre" and _BLANK_LINE.search(text):
            *paragraphs, text = _BLANK_LINE.split(text)
            for paragraph in paragraphs:
                self.parts.append(paragraph)
                self.flush()
        self.parts.append(text)
        self.size += len(text)
        if self.in_link:
            self.link_chars += len(text)
        if self.in_strong:
            self.strong_chars += len(text)

    def end_line(self) -> None:
        """Decide what the line breaks before the coming text are: a new paragraph, or a space."""
        ending = "".join(self.parts[-3:])[-12:]
        if self.breaks > 1 or _SENTENCE_END.search(ending) or self.link_chars == self.size:
            self.flush()
        else:
            self.parts.append(" ")
        self.breaks = 0

    def flush(self) -> None:
        """End the current block."""
        self.breaks = 0
        if not self.parts:
            return
        text = tidy("".join(self.parts))
        self.parts.clear()
        if text:
            self.block(text)
        self.size = self.link_chars = self.links = self.strong_chars = 0

    def block(self, text: str) -> None:
        """Record a block of the current element."""
        tag, marks = ("p", "") if self.element < 0 else (self.elements[self.element].tag, self.marks[self.element])
        size = len(text)
        self.blocks.append(
            Block(
                text,
                tag,
                f"block {len(self.blocks)} {tag}",
                marks,
                min(self.link_chars, size),
                self.element,
                self.links,
                min(self.strong_chars, size),
                self.pictures,
            )
        )
        self.pictures = 0
        if tag == "h1":
            self.document.headings.append((text, marks))

    def declare(self, node: LexborNode, tag: str, attributes: Attributes) -> None:
        """Read what the page says of itself: title, meta elements, canonical address."""
        document = self.document
        if tag == "title":
            document.title = document.title or tidy(node.text())
        elif tag == "link":
            if "canonical" in (attributes.get("rel") or "").lower().split() and not document.canonical:
                document.canonical = (attributes.get("href") or "").strip()
        elif tag == "meta":
            keys = (attributes.get(key) for key in ("name", "property", "itemprop", "http-equiv"))
            name = next((key for key in keys if key), None)
            content = attributes.get("content")
            if name and content:
                document.metas.append((name.strip().lower(), content.strip()))

    def witness(self, node: LexborNode, tag: str, attributes: Attributes, names: str) -> None:
        """Keep what the element says of the page's language, dates and authors."""
        document = self.document
        if tag == "html":
            document.language = (attributes.get("lang") or attributes.get("xml:lang") or "").strip()
            return
        if tag == "time" or "date" in (attributes.get("itemprop") or ""):
            stamp = attributes.get("datetime") or attributes.get("content") or ""
            document.times.append((stamp.strip(), tidy(node.text())[:_MAX_BYLINE], self.context(names)))
        is_author = _kind(names) == "byline" or "author" in (attributes.get("rel") or "")
        if is_author and tag not in _WHOLE_PAGE and len(document.bylines) < _MAX_BYLINES:
            text = tidy(node.text(separator=" "))
            if text and len(text) <= _MAX_BYLINE:
                document.bylines.append((text, self.context(names)))

    def context(self, names: str) -> str:
        """Return the names of an element that is about to be opened, and of its ancestors."""
        marks = self.marks[self.element] if self.element >= 0 else ""
        return f"{names} {marks}".strip()[:_MAX_MARKS]
