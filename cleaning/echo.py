"""Blocks that say again what stands elsewhere: the headline, byline and credit of the metadata, and pull quotes.

The verdicts come before the metadata are known; this step looks at both.
"""

from dataclasses import replace

from .document import CLEAN, HEADLINE, Block, Document, Verdict
from .metadata import Metadata

_EDGES = " \t\"'“”‘’„‚«»‹›「」『』…-–—*|"
_QUOTE_MARKS = ("pull", "quote", "zitat", "blockquote", "citation")
_MAX_BYLINE = 120
"""Characters of a line that names the author and is no prose."""
_LEAST_QUOTE = 20
"""Characters of a pull quote; shorter strings may stand twice by chance."""
_MAX_QUOTES = 50
"""Pull quotes looked for in one page: bounds the work on crafted pages."""


def settle(document: Document, verdicts: list[Verdict], meta: Metadata) -> list[Verdict]:
    """Return the verdicts with echoes removed, and with the reason of removed bylines told.

    A kept block is an echo if it is nothing but the title, the desk, the agency or an author's name, or a pull quote
    whose words stand in another kept block. Nothing is put back that a verdict removed.
    """
    names = _names(meta)
    quotes = _pull_quotes(document.blocks, verdicts)
    return [
        _kept(block, verdict, names, index in quotes) if verdict.keep else _removed(block, verdict, meta.authors)
        for index, (block, verdict) in enumerate(zip(document.blocks, verdicts, strict=True))
    ]


def _kept(block: Block, verdict: Verdict, names: dict[str, str], is_quote: bool) -> Verdict:
    if verdict.rule in (CLEAN, HEADLINE):
        return verdict
    reason = names.get(_fold(block.text)) or ("pull_quote" if is_quote else "")
    return replace(verdict, keep=False, rule=f"echo.{reason}", reason=reason) if reason else verdict


def _removed(block: Block, verdict: Verdict, authors: tuple[str, ...]) -> Verdict:
    if verdict.reason != "boilerplate" or len(block.text) > _MAX_BYLINE:
        return verdict
    return replace(verdict, reason="byline") if any(author in block.text for author in authors) else verdict


def _names(meta: Metadata) -> dict[str, str]:
    """Return folded metadata value → reason for a block that is nothing else; the first of equal values counts."""
    values = [(meta.title, "headline"), (meta.desk, "byline"), (meta.agency, "credit")]
    values += [(author, "byline") for author in meta.authors]
    return {_fold(value): reason for value, reason in reversed(values) if value}


def _pull_quotes(blocks: list[Block], verdicts: list[Verdict]) -> set[int]:
    """Return the indexes of kept blocks that are marked as quotes and repeat the words of another kept block."""
    kept = [index for index, verdict in enumerate(verdicts) if verdict.keep]
    marked = [index for index in kept if _is_marked(blocks[index])][:_MAX_QUOTES]
    if not marked:
        return set()
    text = "\n".join(blocks[index].text for index in kept).casefold()
    return {index for index in marked if text.count(_fold(blocks[index].text)) > 1}


def _is_marked(block: Block) -> bool:
    if len(block.text.strip(_EDGES)) < _LEAST_QUOTE:
        return False
    return block.tag in ("blockquote", "aside", "q") or any(mark in block.marks for mark in _QUOTE_MARKS)


def _fold(text: str) -> str:
    return text.strip(_EDGES).casefold()
