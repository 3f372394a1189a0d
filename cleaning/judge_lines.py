"""The verdict on every line of a text dump: article or not, and by which rule."""

from .document import Document, Verdict
from .rules import match

_ENDS = tuple(".?!\"'”’»…。！？।॥؟)")


def judge(document: Document) -> list[Verdict]:
    """Return one verdict per block of the dump, in order."""
    return [_verdict(block.text) for block in document.blocks]


def page_type(document: Document, verdicts: list[Verdict]) -> tuple[str, str] | None:
    """Return the rejection reason and what was seen, for a page without an article; ``None`` for one with."""
    if any(verdict.keep for verdict in verdicts):
        return None
    return "no_article", f"none of {len(document.blocks)} lines is part of an article"


def _verdict(text: str) -> Verdict:
    rule = match(text)
    if rule is not None:
        return Verdict(False, rule.id, rule.reason)
    if text.endswith(_ENDS) and len(text) > 40:
        return Verdict(True, "lines.sentence")
    return Verdict(False, "lines.short", "boilerplate")
