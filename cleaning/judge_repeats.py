"""The verdicts looked at again, knowing what the site repeats on its other pages (`template.SiteTemplate`).

Of the lines that two pages of a news site share, next to none is part of an article, if both pages are not the same
story; on guides and reviews 4 in 100 are: labels inside texts ("Pros", "Ingredients").
"""

from dataclasses import replace

from .document import Block, Document, Verdict
from .template import SiteTemplate

RULE, REASON = "template.repeated", "template"

_SAME_STORY = 0.75
"""Share of the kept letters from which what the pages share is the story itself: the other is another capture of it."""

_SURE = 0.9
"""Chance from which a repeated block inside the story stays: see `_OFTEN` for those that go all the same."""

_OFTEN = 3
"""Pages with a block of running text from which it goes whatever its chance, if they are half of the site's sample."""

_PROSE = 80
"""Characters from which a block is running text; shorter ones may be labels that many articles of a site have."""


def mark(document: Document, site: SiteTemplate | None) -> None:
    """Write into each block on how many of its site's compared pages it stands."""
    if site is not None:
        for block in document.blocks:
            block.repeated = site.pages_with(block.text)


def judge(document: Document, verdicts: list[Verdict], site: SiteTemplate | None) -> list[Verdict]:
    """Return the verdicts with the site's template removed; unchanged where the site is not known.

    What another rule names keeps its reason; what the learned score removed without one gets this reason.
    """
    if site is None:
        return verdicts
    pairs = list(zip(document.blocks, verdicts, strict=True))
    kept = sum(len(block.text) for block, verdict in pairs if verdict.keep)
    shared = sum(len(block.text) for block, verdict in pairs if verdict.keep and block.repeated)
    if shared > _SAME_STORY * kept:
        return verdicts
    own = [index for index, (block, verdict) in enumerate(pairs) if verdict.keep and not block.repeated]
    inside = range(own[0], own[-1]) if own else range(0)
    return [
        _again(block, verdict, site.pages, inside=index in inside) if block.repeated else verdict
        for index, (block, verdict) in enumerate(pairs)
    ]


def _again(block: Block, verdict: Verdict, compared: int, *, inside: bool) -> Verdict:
    """Return the verdict on a block that other pages have too; `inside`: it stands between blocks that none has."""
    if not verdict.keep:
        return replace(verdict, rule=RULE, reason=REASON) if verdict.reason == "boilerplate" else verdict
    often = block.repeated >= _OFTEN and 2 * block.repeated >= compared and len(block.text) >= _PROSE
    sure = verdict.score is not None and verdict.score >= _SURE
    return verdict if inside and sure and not often else Verdict(False, RULE, REASON, score=verdict.score)
