"""One pass over a page's tree: its text cut into blocks, and the elements that hold them.

The hottest loop of cleaning. What it asks of the tree was measured (docs/decisions.md): a node's number is read
instead of its name, attributes only where they may tell something, and an element is put on record only once it
holds a block, which most elements of a page do not.
"""

import re
from typing import Final

from .article import Removed
from .cursor import Cursor
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
    TEXT,
    WHOLE_PAGE,
    Attributes,
    is_hidden,
)
from .open_elements import MAX_MARKS, Frame, marks_of, record
from .text import tidy
from .witness import add_byline, add_stamp, declare, is_stamp

_AROUND: Final = {"nav": "html.nav", "footer": "html.footer"}
"""Elements that stand around the article, and the rule that takes them out whole."""

_SENTENCE_END = re.compile(r"[.!?:…。！？।؟॥][\"'”’»)\]]*\s*$")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_LONG = 10_000
"""Characters from which a block is looked at for being one phrase over and over."""
_FEW_WORDS, _TIMES = 100, 50
"""A long block of at most so many different words, each there so often on average, is no text."""
COMMON: Final = 256
"""The parser's numbers of the names that it knows are lower; a list is asked in a third of a dictionary's time."""
MAX_BLOCKS = 50_000
"""Blocks taken from a page; the longest in the development sets has 8,000. Bounds time and memory."""


class Walk:
    """One pass over the tree, in document order; the state is what is open at the current node."""

    def __init__(self, document: Document, at: Cursor) -> None:
        self.document = document
        self.at = at
        self.kinds: dict[int, tuple[int, str]] = {}
        self.common: list[tuple[int, str] | None] = [None] * COMMON
        self.frames = [Frame("", "", -1, "")]
        self.parts: list[str] = []
        self.size = self.link_chars = self.links = self.strong_chars = self.pictures = 0
        self.in_link = self.in_strong = self.breaks = 0
        self.beyond = 0

    def run(self) -> None:
        """Visit every node once, without recursion."""
        at, common = self.at, self.common
        opened: list[int] = []
        while True:
            number = at.number()
            kind, tag = (common[number] if number < COMMON else self.kinds.get(number)) or self.learn(number)
            if kind == TEXT:
                self.add(at.text())
            elif kind > DECLARE:
                if self.enter(kind, tag):
                    if at.down():
                        opened.append(kind)
                        continue
                    self.leave(kind)
            elif kind != SKIP:
                self.pass_by(kind, tag)
            while not at.along():
                if not opened:
                    return
                at.up()
                self.leave(opened.pop())

    def learn(self, number: int) -> tuple[int, str]:
        """Look up what an element means, once for all of its name: the parser numbers unknown names page by page."""
        tag = self.at.name()
        meaning = KINDS.get(tag, BLOCK), tag
        if number < COMMON:
            self.common[number] = meaning
        else:
            self.kinds[number] = meaning
        return meaning

    def enter(self, kind: int, tag: str) -> bool:
        """Open an element; False if the page does not show it."""
        if kind == BLOCK:
            if self.parts:
                self.flush()
            self.breaks = 0
        names = ""
        if kind > LINK or (kind == LINK and self.at.is_telling_link()):
            names, special = self.at.look()
            if special or self.at.telling:
                attributes = self.at.attributes()
                if special == "screen-reader" or is_hidden(attributes):
                    return self.hide(tag)
                self.listen(tag, attributes, names, special == "byline")
        if kind == BLOCK:
            return self.enter_block(tag, names)
        if kind == LINK:
            self.in_link += 1
            self.links += 1
        elif kind == STRONG:
            self.in_strong += 1
        return True

    def enter_block(self, tag: str, names: str) -> bool:
        """Open an element that starts a line; False if it is taken out whole."""
        if tag in _AROUND:
            if _is_crumbs(self.at, names):
                names = f"breadcrumb {names}".rstrip()
            elif not self.at.holds_story():
                return self.take_out(tag, _AROUND[tag], "navigation")
        self.frames.append(Frame(tag, names))
        return True

    def leave(self, kind: int) -> None:
        """Close the innermost open element."""
        if kind == BLOCK:
            if self.parts:
                self.flush()
            self.breaks = 0
            index = self.frames.pop().index
            if index >= 0:
                self.document.elements.ends[index] = len(self.document.blocks)
        elif kind == LINK:
            self.in_link -= 1
        elif kind == STRONG:
            self.in_strong -= 1

    def pass_by(self, kind: int, tag: str) -> None:
        """Take note of an element that holds no text of the page."""
        if kind == BREAK:
            self.breaks += 1
        elif kind == PICTURE:
            self.pictures += 1
        else:
            declare(self.document, self.at, tag)

    def listen(self, tag: str, attributes: Attributes, names: str, byline: bool) -> None:
        """Keep what an element that is about to be opened says of the page's language, dates and authors."""
        dated, linked = is_stamp(tag, attributes), "author" in (attributes.get("rel") or "")
        if tag == "html":
            self.document.language = (attributes.get("lang") or attributes.get("xml:lang") or "").strip()
            return
        if dated:
            add_stamp(self.document, self.at, attributes, self.context(names))
        if (byline or linked) and tag != "body":
            add_byline(self.document, self.at, self.context(f"author-link {names}" if linked else names))

    def context(self, names: str) -> str:
        """Return the names of an element that is about to be opened, and of those around it."""
        return f"{names} {marks_of(self.frames)}".strip()[:MAX_MARKS]

    def hide(self, tag: str) -> bool:
        """Take out an element that the page does not show its reader; True if it is the whole page, which stays."""
        if tag not in WHOLE_PAGE:
            return self.take_out(tag, "html.hidden", "hidden")
        self.frames.append(Frame(tag, "") if tag == "html" else self.frames[-1])
        return True

    def take_out(self, tag: str, rule: str, reason: str) -> bool:
        """Record an element's text as one removed piece; always False: nothing inside is visited."""
        text = tidy(self.at.text_inside(" "))
        if text:
            place = f"block {len(self.document.blocks)} {tag}"
            self.document.removed.append(Removed(text, rule, reason, place))
        return False

    def add(self, text: str) -> None:
        """Take a text node."""
        if text == " " or text.isspace():
            if self.parts:
                self.parts.append(" ")
            return
        if self.breaks:
            self.end_line()
        if "\n" in text and self.frames[-1].tag == "pre":
            text = self.end_paragraphs(text)
        self.parts.append(text)
        size = len(text)
        self.size += size
        if self.in_link:
            self.link_chars += size
        if self.in_strong:
            self.strong_chars += size

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
        text = tidy(self.parts[0] if len(self.parts) == 1 else "".join(self.parts))
        self.parts.clear()
        if text:
            self.block(text)
        self.size = self.link_chars = self.links = self.strong_chars = 0

    def block(self, text: str) -> None:
        """Record a block of the current element."""
        document, frame = self.document, self.frames[-1]
        number, size = len(document.blocks), len(text)
        if number >= MAX_BLOCKS:
            self.beyond += 1
            return
        where = f"block {number} {frame.tag}"
        if size >= _LONG and _is_one_phrase(text):
            document.removed.append(Removed(text, "html.repetition", "boilerplate", where))
            return
        if frame.index < 0:
            record(self.frames, document.elements, number)
        marks = frame.marks or ""
        link_chars, strong_chars = min(self.link_chars, size), min(self.strong_chars, size)
        document.blocks.append(
            Block(text, frame.tag, where, marks, link_chars, frame.index, self.links, strong_chars, self.pictures)
        )
        self.pictures = 0
        if frame.tag == "h1":
            document.headings.append((text, marks))


def _is_one_phrase(text: str) -> bool:
    """Whether a long text is a few words over and over: beside a megabyte of them a story would be too little."""
    words = text.split()
    different = len(set(words))
    return different <= _FEW_WORDS and different * _TIMES <= len(words)


def _is_crumbs(at: Cursor, names: str) -> bool:
    """Whether an element is a breadcrumb trail: its blocks tell the article's section."""
    return "crumb" in names or "crumb" in (at.attributes().get("aria-label") or "").lower()
