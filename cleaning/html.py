"""A web page taken apart: blocks of visible text in reading order, and what the page says of itself."""

import re
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from .article import Removed
from .document import Block, Document
from .element_kinds import (
    BLOCK,
    BREAK,
    DECLARE,
    KINDS,
    LINK,
    PICTURE,
    SKIP,
    STRONG,
    TELLING,
    TEXT,
    WHOLE_PAGE,
    Attributes,
    is_hidden,
    join_names,
    kind_of_names,
)
from .source import tame
from .text import tidy

_AROUND: Final = {"nav": "html.nav", "footer": "html.footer"}
"""Elements that stand around the article, and the rule that takes them out whole."""
_CONTENT: Final = "h1, article, main, [itemprop=articleBody]"
"""What is never in those elements but on pages that use them for everything."""

_BYLINE_LINKS: Final = "a[rel~=author],a[class*=author],a[class*=byline],a[itemprop],a[hidden],a[aria-hidden]"
"""The links whose attributes are read; reading those of all links is a tenth of the walk's cost."""
_SENTENCE_END = re.compile(r"[.!?:…。！？।؟॥][\"'”’»)\]]*\s*$")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_MAX_BYLINE = 300
_MAX_BYLINES = 60
"""Byline elements read of a page: their texts may contain one another."""
_MAX_BLOCKS = 50_000
"""Blocks taken from a page; the longest in the development sets has 8,000. Bounds time and memory."""
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
    byline_links = frozenset(node.mem_id for node in tree.css(_BYLINE_LINKS))
    walk = _Walk(Document(blocks=[], json_ld=json_ld), byline_links)
    if tree.root is not None:
        walk.run(tree.root)
    if walk.beyond:
        place = f"block {_MAX_BLOCKS} …"
        walk.document.removed.append(Removed(f"{walk.beyond} blocks", "html.too_many_blocks", "markup", place))
    return walk.document


def _is_crumbs(names: str, node: LexborNode) -> bool:
    """Whether an element is a breadcrumb trail: its blocks tell the article's section."""
    return "crumb" in names or "crumb" in (node.attributes.get("aria-label") or "").lower()


class _Walk:
    """One pass over the tree, in document order; the state is what is open at the current node."""

    __slots__ = (
        *(
            "beyond",
            "breaks",
            "byline_links",
            "document",
            "element",
            "elements",
            "in_link",
            "in_strong",
            "link_chars",
            "links",
        ),
        *("parts", "pictures", "size", "strong_chars"),
    )

    def __init__(self, document: Document, byline_links: frozenset[int] = frozenset()) -> None:
        self.document = document
        self.byline_links = byline_links
        self.elements = document.elements
        self.element = -1
        self.parts: list[str] = []
        self.size = self.link_chars = self.links = self.strong_chars = self.pictures = 0
        self.in_link = self.in_strong = self.breaks = 0
        self.beyond = 0

    def run(self, root: LexborNode) -> None:
        """Visit every node once, without recursion."""
        opened: list[tuple[LexborNode, int, int]] = []
        node: LexborNode | None = root
        while node is not None:
            kind = KINDS.get(node.tag or "", BLOCK)
            if kind == TEXT:
                text = node.text_content or ""
                if not text.isspace():
                    self.add(text)
                elif self.parts:
                    self.parts.append(" ")
            elif kind > DECLARE:
                outer = self.element
                if self.enter(node, kind):
                    child = node.first_child
                    if child is not None:
                        opened.append((node, kind, outer))
                        node = child
                        continue
                    self.leave(kind, outer)
            elif kind != SKIP:
                self.pass_by(node, kind)
            following = node.next
            while following is None and opened:
                node, kind, outer = opened.pop()
                self.leave(kind, outer)
                following = node.next
            node = following

    def enter(self, node: LexborNode, kind: int) -> bool:
        """Open an element; False if the page does not show it."""
        if kind == BLOCK:
            if self.parts:
                self.flush()
            self.breaks = 0
        names = ""
        if (kind > LINK or node.mem_id in self.byline_links) and (attributes := node.attributes):
            get = attributes.get
            names = join_names(get("class"), get("id"), get("itemprop"), get("role"))
            special = kind_of_names(names)
            if special or not TELLING.isdisjoint(attributes):
                if special == "screen-reader" or is_hidden(attributes):
                    return self.hide(node)
                self.witness(node, attributes, names, special == "byline")
        if kind == BLOCK:
            return self.enter_block(node, names)
        if kind == LINK:
            self.in_link += 1
            self.links += 1
        elif kind == STRONG:
            self.in_strong += 1
        return True

    def enter_block(self, node: LexborNode, names: str) -> bool:
        """Open an element that starts a line; False if it is taken out whole."""
        tag = node.tag or ""
        if tag in _AROUND and _is_crumbs(names, node):
            names = f"breadcrumb {names}".rstrip()
        elif tag in _AROUND and not node.css_matches(_CONTENT):
            return self.take_out(node, _AROUND[tag], "navigation")
        self.open(tag, names)
        return True

    def leave(self, kind: int, outer: int) -> None:
        """Close an element; ``outer`` is the one around it."""
        if kind == BLOCK:
            if self.parts:
                self.flush()
            self.breaks = 0
            self.shut(outer)
        elif kind == LINK:
            self.in_link -= 1
        elif kind == STRONG:
            self.in_strong -= 1

    def shut(self, outer: int) -> None:
        """End the current element; forget it if it holds no block: most of a page's elements do not."""
        elements, end = self.elements, len(self.document.blocks)
        if elements.starts[self.element] == end and self.element > 0:
            for names in (elements.tags, elements.names, elements.marks):
                names.pop()
            for numbers in (elements.parents, elements.starts, elements.ends):
                numbers.pop()
        else:
            elements.ends[self.element] = end
        self.element = outer

    def pass_by(self, node: LexborNode, kind: int) -> None:
        """Take note of an element that holds no text of the page."""
        if kind == BREAK:
            self.breaks += 1
        elif kind == PICTURE:
            self.pictures += 1
        else:
            self.declare(node, node.tag or "", node.attributes)

    def open(self, tag: str, names: str) -> None:
        """Make an element the one that holds the coming text."""
        elements, parent = self.elements, self.element
        start = len(self.document.blocks)
        self.element = len(elements.tags)
        elements.tags.append(tag)
        elements.names.append(names)
        elements.parents.append(parent)
        elements.starts.append(start)
        elements.ends.append(start)
        marks = elements.marks
        around = marks[parent] if parent >= 0 else ""
        marks.append(f"{names} {around}"[:_MAX_MARKS] if names else around)

    def hide(self, node: LexborNode) -> bool:
        """Take out an element that the page does not show its reader; True if it is the whole page, which stays."""
        return node.tag in WHOLE_PAGE or self.take_out(node, "html.hidden", "hidden")

    def take_out(self, node: LexborNode, rule: str, reason: str) -> bool:
        """Record an element's text as one removed piece; always False: nothing inside is visited."""
        text = tidy(node.text(separator=" "))
        if text:
            place = f"block {len(self.document.blocks)} {node.tag}"
            self.document.removed.append(Removed(text, rule, reason, place))
        return False

    def add(self, text: str) -> None:
        """Take a text node that is not blank."""
        if self.breaks:
            self.end_line()
        if "\n" in text and self.elements.tags[self.element] == "pre":
            text = self.end_paragraphs(text)
        self.parts.append(text)
        self.size += len(text)
        if self.in_link:
            self.link_chars += len(text)
        if self.in_strong:
            self.strong_chars += len(text)

    def end_paragraphs(self, text: str) -> str:
        """Record the paragraphs of preformatted text that blank lines end; return what follows them."""
        *paragraphs, rest = _BLANK_LINE.split(text)
        for paragraph in paragraphs:
            self.parts.append(paragraph)
            self.flush()
        return rest

    def end_line(self) -> None:
        """Decide what the line breaks before the coming text are: a new paragraph, or a space."""
        ending = "".join(self.parts[-3:])[-12:]
        if self.breaks > 1 or self.link_chars == self.size or _SENTENCE_END.search(ending):
            self.flush()
        else:
            self.parts.append(" ")
        self.breaks = 0

    def flush(self) -> None:
        """End the current block."""
        if not self.parts:
            return
        text = tidy("".join(self.parts))
        self.parts.clear()
        if text:
            self.block(text)
        self.size = self.link_chars = self.links = self.strong_chars = 0

    def block(self, text: str) -> None:
        """Record a block of the current element."""
        element, blocks, size = self.element, self.document.blocks, len(text)
        if len(blocks) >= _MAX_BLOCKS:
            self.beyond += 1
            return
        tag, marks = self.elements.tags[element], self.elements.marks[element]
        link_chars, strong_chars = min(self.link_chars, size), min(self.strong_chars, size)
        where = f"block {len(blocks)} {tag}"
        blocks.append(Block(text, tag, where, marks, link_chars, element, self.links, strong_chars, self.pictures))
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

    def witness(self, node: LexborNode, attributes: Attributes, names: str, byline: bool) -> None:
        """Keep what the element says of the page's language, dates and authors."""
        document, tag = self.document, node.tag
        if tag == "html":
            document.language = (attributes.get("lang") or attributes.get("xml:lang") or "").strip()
            return
        if tag == "time" or "date" in (attributes.get("itemprop") or ""):
            stamp = attributes.get("datetime") or attributes.get("content") or ""
            document.times.append((stamp.strip(), tidy(node.text())[:_MAX_BYLINE], self.context(names)))
        if (
            (byline or "author" in (attributes.get("rel") or ""))
            and tag not in WHOLE_PAGE
            and len(document.bylines) < _MAX_BYLINES
        ):
            text = tidy(node.text(separator=" "))
            if text and len(text) <= _MAX_BYLINE:
                linked = "author-link " if "author" in (attributes.get("rel") or "") else ""
                document.bylines.append((text, self.context(linked + names)))

    def context(self, names: str) -> str:
        """Return the names of an element that is about to be opened, and of its ancestors."""
        marks = self.elements.marks[self.element] if self.element >= 0 else ""
        return f"{names} {marks}".strip()[:_MAX_MARKS]
