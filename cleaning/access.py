"""How much of the article a capture shows: all of it, its beginning, or nothing but the wall.

A pitch below the text proves nothing: outlets print it, or leave it hidden in the page, under articles that are
complete, and their phrases promise "the full story" everywhere. So a capture counts as open unless something says
that text is missing:

- a line that says so (a rule ``cut*`` of the paywall table) where the text before it breaks off or is short,
- the page's own ``isAccessibleForFree: false`` where the text is short,
- a text that breaks off in mid-sentence right before a pitch.

A pitch with an unexpanded placeholder (``{{free_limit}}``) is a template that the page never filled in, hence never
showed: it is no evidence at all. What a page hides from readers who do not subscribe never gets here: `html` leaves
hidden text out, and nothing of it is put back.
"""

import re

from .article import Access
from .document import Document, Verdict

SHORT = 1200
"""Characters of body below which a page that announces a cut is taken at its word: teasers of 30 outlets have 200 to
1,000, whole news items seldom fewer than 1,200."""

WALL = 150
"""Characters of body below which a page with a pitch shows nothing but the wall: less than two sentences."""

_SENTENCE, _NEAR = 80, 3
"""A last paragraph of more characters is prose, which ends in a sign; lines between it and the pitch."""

_NOT_FREE = re.compile(r"\"isAccessibleForFree\"\s{0,9}:\s{0,9}\"?false", re.IGNORECASE)
_BROKEN_END = re.compile(r"(?:\.\.\.|…|\[\.\.\.\]|\[…\])[\"'”’»)]{0,2}$|[\w,;–—-]$")
_PLACEHOLDER = re.compile(r"\{\{.{0,60}\}\}")


def access(document: Document, verdicts: list[Verdict]) -> tuple[Access, str]:
    """Return what the page shows, and the evidence for it.

    Args:
        document: the page taken apart.
        verdicts: one a block, in order.
    """
    pitches = [index for index, verdict in enumerate(verdicts) if verdict.reason == "paywall"]
    closed = any(_NOT_FREE.search(text) for text in document.json_ld)
    if not pitches and not closed:
        return "open", "no paywall on the page"
    kept = [index for index, verdict in enumerate(verdicts) if verdict.keep]
    size = sum(len(document.blocks[index].text) for index in kept)
    if size < WALL and pitches:
        return (
            "walled",
            f"{verdicts[pitches[0]].rule} at {document.blocks[pitches[0]].where}, {size} characters of text",
        )
    cut = _cut(document, verdicts, kept, pitches, size)
    if cut:
        return "teaser", cut
    if closed and size < SHORT:
        return "teaser", f"isAccessibleForFree is false, {size} characters of text"
    return "open", f"{len(kept)} paragraphs, the last one whole, beside {len(pitches)} lines of a paywall"


def _cut(document: Document, verdicts: list[Verdict], kept: list[int], pitches: list[int], size: int) -> str:
    """Return what says that the text breaks off before a pitch; empty if nothing does."""
    if _PLACEHOLDER.search(" ".join(document.blocks[index].text for index in pitches)):
        return ""
    for index in pitches:
        before = [place for place in kept if place < index]
        if not before or before[-1] != kept[-1]:
            continue
        last = document.blocks[before[-1]]
        if len(last.text) > _SENTENCE and _BROKEN_END.search(last.text) and index - before[-1] <= _NEAR:
            return f"text breaks off at {last.where}, {verdicts[index].rule} at {document.blocks[index].where}"
        if verdicts[index].rule.startswith("paywall.cut") and size < SHORT:
            return f"{verdicts[index].rule} at {document.blocks[index].where} after {size} characters of text"
    return ""
