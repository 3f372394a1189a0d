"""The verdict on every block of a web page: article or not, and by which rule.

Three judges in this order: the headline (it stands in the title), the rule tables, the learned score. What the
score removes gets the reason for which there is evidence on the page, else ``boilerplate``.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from .article import Role
from .document import Block, Document, Elements, Verdict
from .features import Columns, lexicon_columns, measure
from .lexicon import name_scores, text_scores
from .model import Model, load
from .rules import match

_ROLES: Final[dict[str, Role]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dd", "dt"), "item"),
    "blockquote": "quote",
}
_ROLE_REACH: Final = 3
"""Elements looked at for a block's role: its own and those around it (``blockquote > div > p``)."""

# Evidence for a removed block's reason, first match wins: (feature, least value, reason).
_REASONS: Final = (
    ("again", 1, "duplicate"),
    ("title_overlap", 90, "headline"),
    ("in_tag_figure", 1, "caption"),
    ("near_comment", 1, "comments"),
    ("in_tag_nav", 1, "navigation"),
    ("in_consent", 1, "cookies"),
    ("near_wall", 1, "paywall"),
    ("near_signup", 1, "newsletter"),
    ("near_advert", 1, "advert"),
    ("near_share", 1, "share"),
    ("near_related", 1, "related"),
    ("near_author", 1, "byline"),
    ("near_stamp", 1, "stamp"),
    ("near_caption", 1, "caption"),
    ("near_player", 1, "embed"),
    ("near_topic", 1, "navigation"),
    ("near_nav", 1, "navigation"),
    ("described", 1, "standfirst"),
    ("in_related", 1, "related"),
    ("in_comment", 1, "comments"),
    ("in_tag_footer", 1, "navigation"),
)
_HEADLINE_OVERLAP: Final = 60
"""Percent of an h1's words that the page's title has to hold for it to be the headline."""
_LEAST_WORDS: Final = 12
"""Words below which what is left is no article: a single sentence of a short item has more."""


def judge(document: Document, model: Model | None = None) -> list[Verdict]:
    """Return one verdict per block of the page, in order; ``model`` is the shipped one unless given."""
    if not document.blocks:
        return []
    model = model or load()
    columns = measure(document)
    blocks = document.blocks
    lexicon_columns(columns, text_scores(blocks, model.text_weights), name_scores(blocks, model.name_weights))
    scores = model.score(columns)
    reasons = _reasons(columns)
    chances = likelihood(scores, model.unit)
    return [
        _verdict(document, index, int(score), reason, chance, int(overlap))
        for index, (score, reason, chance, overlap) in enumerate(
            zip(scores, reasons, chances, columns["title_overlap"], strict=True)
        )
    ]


def likelihood(scores: npt.NDArray[np.int64], unit: int) -> list[float]:
    """Return scores as numbers in [0, 1], above 0.5 for the article: a rational sigmoid, exact on every machine.

    >>> likelihood(np.array([-10_000, 0, 10_000]), 10_000)
    [0.25, 0.5, 0.75]
    """
    return [round(0.5 + 0.5 * score / (unit + abs(score)), 4) for score in map(int, scores)]


def _verdict(document: Document, index: int, score: int, reason: str, chance: float, overlap: int) -> Verdict:
    block = document.blocks[index]
    if block.tag == "h1" and overlap >= _HEADLINE_OVERLAP:
        return Verdict(False, "html.headline", "headline", score=chance)
    rule = match(block.text)
    if rule is not None:
        return Verdict(False, rule.id, rule.reason, score=chance)
    if score <= 0:
        return Verdict(False, "model", reason, score=chance)
    return Verdict(True, "model", role=role(block, document.elements), score=chance)


def role(block: Block, elements: Elements) -> Role:
    """Return what a kept block is: the nearest telling element of its own and the two around it decides."""
    element = block.element
    for _ in range(_ROLE_REACH):
        if element < 0:
            break
        if found := _ROLES.get(elements.tags[element]):
            return found
        element = elements.parents[element]
    return "body"


def _reasons(columns: Columns) -> list[str]:
    """Return for each block the reason that fits if it is removed."""
    size = len(columns["size"])
    chosen = np.full(size, len(_REASONS))
    for place in range(len(_REASONS) - 1, -1, -1):
        feature, least, _ = _REASONS[place]
        chosen[columns[feature] >= least] = place
    names = [*(reason for _, _, reason in _REASONS), "boilerplate"]
    return [names[place] for place in chosen]


def page_type(document: Document, verdicts: list[Verdict]) -> tuple[str, str] | None:
    """Return why the page is no article (a key of `article.REJECTIONS`) and what was seen; None for an article."""
    if not document.blocks:
        return "empty", "no visible text"
    kept = [block for block, verdict in zip(document.blocks, verdicts, strict=True) if verdict.keep]
    if not kept:
        return "no_article", "no block of the page reads like an article"
    return None
