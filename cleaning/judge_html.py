"""The verdict on every block of a web page: article or not, and by which rule.

Four judges in this order: the headline (it stands in the title), elements whose names say what they hold, the rule
tables, the learned score. What the score removes gets the reason for which there is evidence on the page, else
``boilerplate``.
"""

import math
from functools import cache, lru_cache
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from .article import Role
from .containers import CONTAINERS
from .document import Block, Document, Elements, Verdict
from .features import lexicon_columns, measure
from .lexicon import name_scores, text_scores
from .matching import match_all
from .model import Model, load
from .rules import Rule
from .text_features import Columns

Ints = npt.NDArray[np.int64]

_ROLES: Final[dict[str, Role]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dd", "dt"), "item"),
    "blockquote": "quote",
}
_ROLE_REACH: Final = 3
"""Elements looked at for a block's role: its own and those around it (``blockquote > div > p``)."""

_BREADCRUMB_REACH: Final = 4
"""Elements looked at for a breadcrumb trail (``nav > ol > li > span``)."""

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
_LINKED: Final = 50
"""Percent of a line that are link from which a weak rule of the reason ``related`` strikes it: "Read more: …"."""
_STEPS: Final = 20
"""Steps of a logit in which scores become chances."""
_LOWEST, _HIGHEST = 350, 600
"""Bounds of `cut`, in thousandths: chosen by cross-validation, flat around."""


class _Evidence(NamedTuple):
    """What speaks for or against one block."""

    rule: Rule | None
    title_overlap: int
    """Percent of the block's words that stand in the page's title."""
    reason: str
    """Why the learned score removes the block; empty if it keeps it."""
    chance: float
    container: int
    """Which of `CONTAINERS` the block stands in; -1 for none."""
    in_breadcrumb: bool


verdict_as = lru_cache(maxsize=1 << 12)(Verdict)
"""Verdicts are alike by the thousand; finding one is five times as fast as making it."""


def judge(document: Document, model: Model | None = None) -> list[Verdict]:
    """Return one verdict per block of the page, in order; ``model`` is the shipped one unless given."""
    if not document.blocks:
        return []
    model = model or load()
    blocks = document.blocks
    rules = match_all([block.text for block in blocks])
    columns = measure(document, rules)
    lexicon_columns(columns, text_scores(blocks, model.text_weights), name_scores(blocks, model.name_weights))
    chances = likelihood(model.score(columns), model.unit)
    least = cut(chances, columns["words"])
    seen = map(
        _Evidence,
        rules,
        columns["title_overlap"].tolist(),
        [reason if chance < least else "" for reason, chance in zip(_reasons(columns), chances.tolist(), strict=True)],
        (chances / 1000).tolist(),
        columns["container"].tolist(),
        _in_breadcrumb(blocks, document.elements),
    )
    return [_verdict(block, document.elements, evidence) for block, evidence in zip(blocks, seen, strict=True)]


def likelihood(scores: Ints, unit: int) -> Ints:
    """Return the chance of each block to be in the article, in thousandths.

    >>> likelihood(np.array([-30_000, 0, 30_000]), 10_000).tolist()
    [47, 500, 953]
    """
    steps = np.clip(scores * _STEPS // unit, -8 * _STEPS, 8 * _STEPS) + 8 * _STEPS
    return _chances()[steps]


@cache
def _chances() -> Ints:
    """Return the logistic function from -8 to 8 logits in thousandths; whole numbers, equal on every machine."""
    return np.array([round(1000 / (1 + math.exp(-step / _STEPS))) for step in range(-8 * _STEPS, 8 * _STEPS + 1)])


def cut(chances: Ints, words: Ints) -> int:
    """Return the chance from which blocks are kept: the one that makes the most of the page's expected F.

    With chance p and w words, keeping the best blocks finds sum(p*w) right words of sum(w) kept ones. A page that is
    sure of itself is cut high, one whose article is faint is cut lower; never outside `_LOWEST` to `_HIGHEST`.
    """
    order = np.argsort(-chances, kind="stable")
    right, kept = np.cumsum((chances * words)[order]), np.cumsum(words[order])
    best = int(np.argmax(right / (1000 * kept + right[-1])))
    return int(np.clip(chances[order[best]], _LOWEST, _HIGHEST))


def _verdict(block: Block, elements: Elements, seen: _Evidence) -> Verdict:
    """Decide on one block."""
    if block.tag == "h1" and seen.title_overlap >= _HEADLINE_OVERLAP:
        return verdict_as(False, "html.headline", "headline", score=seen.chance)
    if seen.in_breadcrumb:
        return verdict_as(False, "html.breadcrumb", "navigation", score=seen.chance)
    if seen.container >= 0:
        container = CONTAINERS[seen.container]
        return verdict_as(False, container.rule, container.reason, score=seen.chance)
    if seen.rule is not None and (not seen.rule.weak or _is_teaser(block, seen.rule)):
        return verdict_as(False, seen.rule.id, seen.rule.reason, score=seen.chance)
    if seen.reason:
        weak = seen.rule if seen.reason == "boilerplate" else None  # a weak rule explains what the score removes
        return verdict_as(False, weak.id if weak else "model", weak.reason if weak else seen.reason, score=seen.chance)
    return verdict_as(True, "model", role=role(block, elements), score=seen.chance)


def _is_teaser(block: Block, rule: Rule) -> bool:
    """Whether a line that may tease another story does: most of it is a link."""
    return rule.reason == "related" and 100 * block.link_chars >= _LINKED * len(block.text)


def _in_breadcrumb(blocks: list[Block], elements: Elements) -> list[bool]:
    """Say of each block whether one of the nearest elements is named a breadcrumb trail."""
    named = [(index, names.split()) for index, names in enumerate(elements.names) if "crumb" in names]
    trails = {index for index, names in named if any(name.startswith(("breadcrumb", "crumb")) for name in names)}
    if not trails:
        return [False] * len(blocks)
    return [_is_near(block.element, trails, elements) for block in blocks]


def _is_near(element: int, trails: set[int], elements: Elements) -> bool:
    """Whether one of the nearest elements is such a trail."""
    for _ in range(_BREADCRUMB_REACH):
        if element in trails:
            return True
        if element <= 0:
            break
        element = elements.parents[element]
    return False


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
