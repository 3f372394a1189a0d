"""Blocks that say again what stands elsewhere: headline, byline and credit of the metadata, pull quotes, repetitions.

The verdicts come before the metadata are known; this step looks at both.
"""

from dataclasses import replace

from .document import CLEAN, HEADLINE, Block, Document, Verdict
from .line_shapes import is_byline, is_crumbs, is_date
from .metadata import Metadata

_EDGES = " \t\"'“”‘’„‚«»‹›「」『』…-–—*|"
_QUOTE_MARKS = ("pull", "quote", "zitat", "blockquote", "citation")
_MAX_BYLINE = 120
"""Characters of a line that names the author and is no prose."""
_LONGEST_NAME = 1_000
"""Characters of a line that may be nothing but the title: those have at most 500, and some signs around them."""
_LEAST_QUOTE = 20
"""Characters of a pull quote; shorter strings may stand twice by chance."""
_MAX_QUOTES = 50
"""Pull quotes looked for in one page: bounds the work on crafted pages."""
_LEAST_COPY = 80
"""Characters of a paragraph that is dropped where it stands a second time; labels may stand under every heading."""
_TOP = 4
"""Kept blocks at the top among which a line in the shape of a byline, a date or a trail of sections is one."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def settle(document: Document, verdicts: list[Verdict], meta: Metadata) -> list[Verdict]:
    """Return the verdicts with echoes removed, and with the reason of removed bylines told.

    A kept block is an echo if it is nothing but the title, the desk, the agency or an author's name, a byline, date
    or trail of sections at the top, a pull quote whose words stand in another kept block, or a paragraph that was kept
    already. Nothing is put back that a verdict removed.
    """
    names = _names(meta)
    longest = max(map(len, names), default=0)
    kept = [index for index, verdict in enumerate(verdicts) if verdict.keep]
    echoes = _copies(document.blocks, kept) | _openers(document.blocks, kept[:_TOP])
    echoes |= dict.fromkeys(_pull_quotes(document.blocks, kept), "pull_quote")
    return [
        _kept(verdict, _said(block.text, names, longest) or echoes.get(index))
        if verdict.keep
        else (_removed(block, verdict, meta.authors) if verdict.reason == "boilerplate" and meta.authors else verdict)
        for index, (block, verdict) in enumerate(zip(document.blocks, verdicts, strict=True))
    ]


def _said(text: str, names: dict[str, str], longest: int) -> str | None:
    """Return the reason for a text that is nothing but one of the names; folding makes none shorter."""
    if len(text) > _LONGEST_NAME:
        return None
    bare = text.strip(_EDGES)
    return names.get(bare.casefold()) if len(bare) <= longest else None


def _kept(verdict: Verdict, reason: str | None) -> Verdict:
    if verdict.rule in (CLEAN, HEADLINE):
        return verdict
    return replace(verdict, keep=False, rule=f"echo.{reason}", reason=reason) if reason else verdict


def _removed(block: Block, verdict: Verdict, authors: tuple[str, ...]) -> Verdict:
    signed = len(block.text) <= _MAX_BYLINE and any(author in block.text for author in authors)
    return replace(verdict, reason="byline") if signed else verdict


def _names(meta: Metadata) -> dict[str, str]:
    """Return folded metadata value → reason for a block that is nothing else; the first of equal values counts."""
    values = [(meta.title, "headline"), (meta.desk, "byline"), (meta.agency, "credit")]
    values += [(author, "byline") for author in meta.authors]
    return {_fold(value): reason for value, reason in reversed(values) if value}


def _copies(blocks: list[Block], kept: list[int]) -> dict[int, str]:
    """Return the indexes of paragraphs whose text a kept block before them has."""
    stood: set[str] = set()
    copies = {}
    for index in kept:
        text = blocks[index].text
        if text in stood:
            copies[index] = "duplicate"
        elif len(text) >= _LEAST_COPY:
            stood.add(text)
    return copies


def _openers(blocks: list[Block], top: list[int]) -> dict[int, str]:
    """Return the reasons of lines at the top that are no text by their shape; headings may look like any of them."""
    found = {index: _opener(blocks[index].text) for index in top if blocks[index].tag not in _HEADINGS}
    return {index: reason for index, reason in found.items() if reason}


def _opener(text: str) -> str:
    if is_byline(text):
        return "byline"
    if is_date(text):
        return "stamp"
    return "navigation" if is_crumbs(text) else ""


def _pull_quotes(blocks: list[Block], kept: list[int]) -> set[int]:
    """Return the indexes of kept blocks that are marked as quotes and repeat the words of another kept block."""
    telling = {
        marks for marks in {blocks[index].marks for index in kept} if any(mark in marks for mark in _QUOTE_MARKS)
    }
    marked = [index for index in kept if _is_marked(blocks[index], telling)][:_MAX_QUOTES]
    if not marked:
        return set()
    text = "\n".join(blocks[index].text for index in kept).casefold()
    return {index for index in marked if text.count(_fold(blocks[index].text)) > 1}


def _is_marked(block: Block, telling: set[str]) -> bool:
    marked = block.tag in ("blockquote", "aside", "q") or block.marks in telling
    return marked and len(block.text.strip(_EDGES)) >= _LEAST_QUOTE


def _fold(text: str) -> str:
    return text.strip(_EDGES).casefold()
