"""Blocks that say again what stands elsewhere: headline, byline and credit of the metadata, pull quotes, repetitions.

The verdicts come before the metadata are known; this step looks at both.
"""

from dataclasses import replace
from functools import lru_cache

from .document import CLEAN, HEADLINE, Block, Document, Verdict
from .line_shapes import is_byline, is_crumbs, is_date
from .metadata import Metadata

_EDGES = " \t\"'“”‘’„‚«»‹›「」『』…-–—*|"
_QUOTE_TAGS = frozenset({"blockquote", "aside", "q"})
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
    or trail of sections at the top, a label above the headline, a pull quote whose words stand in another kept block,
    or a paragraph that was kept already. Nothing is put back that a verdict removed.
    """
    blocks = document.blocks
    kept = [index for index, verdict in enumerate(verdicts) if verdict.keep]
    said = _said(blocks, kept, _names(meta))
    echoes = _copies(blocks, kept) | _openers(blocks, kept[:_TOP]) | _labels(blocks, verdicts, kept[:_TOP], said)
    echoes |= dict.fromkeys(_pull_quotes(blocks, kept), "pull_quote") | said
    settled = verdicts.copy()
    for index, reason in echoes.items():
        if verdicts[index].rule not in (CLEAN, HEADLINE):
            settled[index] = replace(verdicts[index], keep=False, rule=f"echo.{reason}", reason=reason)
    for index in _bylines(blocks, verdicts, meta.authors):
        settled[index] = replace(verdicts[index], reason="byline")
    return settled


def _said(blocks: list[Block], kept: list[int], names: dict[str, str]) -> dict[int, str]:
    """Return the reasons for texts that are nothing but one of the names; folding makes none shorter."""
    longest = max(map(len, names), default=0)
    found = {}
    for index in kept:
        text = blocks[index].text
        if len(text) <= _LONGEST_NAME:
            bare = text.strip(_EDGES)
            if len(bare) <= longest and (reason := names.get(bare.casefold())):
                found[index] = reason
    return found


def _bylines(blocks: list[Block], verdicts: list[Verdict], authors: tuple[str, ...]) -> set[int]:
    """Return the indexes of short lines that the learned score removed and that name an author."""
    if not authors:
        return set()
    unexplained = [index for index, verdict in enumerate(verdicts) if verdict.reason == "boilerplate"]
    short = [index for index in unexplained if len(blocks[index].text) <= _MAX_BYLINE]
    return {index for author in authors for index in short if author in blocks[index].text}


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


def _labels(blocks: list[Block], verdicts: list[Verdict], top: list[int], said: dict[int, str]) -> dict[int, str]:
    """Return the reasons of short lines at the top above the headline, where it stands above the first paragraph."""
    text = next((index for index in top if len(blocks[index].text) >= _LEAST_COPY), 0)
    headlines = (index for index in range(text) if said.get(index, verdicts[index].reason) == "headline")
    headline = next(headlines, 0)
    return dict.fromkeys((index for index in top if index < headline), "navigation")


def _opener(text: str) -> str:
    if is_byline(text):
        return "byline"
    if is_date(text):
        return "stamp"
    return "navigation" if is_crumbs(text) else ""


def _pull_quotes(blocks: list[Block], kept: list[int]) -> set[int]:
    """Return the indexes of kept blocks that are marked as quotes and repeat the words of another kept block."""
    marked = [index for index in kept if blocks[index].tag in _QUOTE_TAGS or _are_of_quote(blocks[index].marks)]
    quotes = [index for index in marked if len(blocks[index].text.strip(_EDGES)) >= _LEAST_QUOTE][:_MAX_QUOTES]
    if not quotes:
        return set()
    text = "\n".join([blocks[index].text.casefold() for index in kept])
    return {index for index in quotes if text.count(_fold(blocks[index].text)) > 1}


@lru_cache(maxsize=1024)
def _are_of_quote(marks: str) -> bool:
    """Tell whether marks tell of a quote; paragraphs of a text bear the same ones, as do the pages of a site."""
    return "quote" in marks or "pull" in marks or "zitat" in marks or "citation" in marks


def _fold(text: str) -> str:
    return text.strip(_EDGES).casefold()
