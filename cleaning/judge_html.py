"""The verdict on every block of a web page: article or not, and by which rule.

Four judges in this order: the headline (it stands in the title), elements whose names say what they hold, the rule
tables, the learned score. What the score removes gets the reason for which there is evidence on the page, else
``boilerplate``.

Compiled where a C compiler is there (`judge_html.pxd` gives the types).
"""

import math
from functools import cache, lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from .article import Role
from .columns import Columns
from .containers import CONTAINERS
from .document import Block, Document, Elements, Verdict
from .features import lexicon_columns, measure
from .lexicon import name_scores, text_scores
from .matching import match_all
from .model import Model, load
from .rules import Rule

Ints = npt.NDArray[np.int64]
Rows = npt.NDArray[np.float64]

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
_UNEXPLAINED: Final = "boilerplate"
_EVIDENCE: Final = tuple(feature for feature, _, _ in _REASONS)
_LEAST: Final = np.array([least for _, least, _ in _REASONS], np.float64)
_REASON_NAMES: Final = (*(reason for _, _, reason in _REASONS), _UNEXPLAINED)
_HEADLINE_OVERLAP: Final = 60
"""Percent of an h1's words that the page's title has to hold for it to be the headline."""
_LINKED: Final = 50
"""Percent of a line that are link from which a weak rule of the reason ``related`` strikes it: "Read more: …"."""
_STEPS: Final = 20
"""Steps of a logit in which scores become chances."""
_LOWEST, _HIGHEST = 350, 600
"""Bounds of `cut`, in thousandths: chosen by cross-validation, flat around."""


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
    named = _named(document, rules, columns)
    scores = (chances / 1000).tolist()
    seen = [rules, _reasons(columns), [chance >= least for chance in chances.tolist()], scores]
    return verdicts_on(document, named, seen)


def verdicts_on(document: Document, named: dict[int, tuple[str, str]], seen: list[list[Any]]) -> list[Verdict]:
    """Return the verdicts on a page's blocks.

    Args:
        document: the page.
        named: rule and reason of blocks that go whatever their score.
        seen: of every block the rule that matches, the reason there is evidence for, whether its score keeps it, and
            its score.
    """
    rules, reasons, kept, scores = seen
    verdicts = []
    for place, block in enumerate(document.blocks):
        score = scores[place]
        if place in named:
            name, reason = named[place]
            verdict = verdict_as(False, name, reason, "body", score)
        elif kept[place]:
            verdict = verdict_as(True, "model", "", role(block, document.elements), score)
        elif rules[place] is not None and reasons[place] == _UNEXPLAINED:  # a weak rule explains what the score removes
            verdict = verdict_as(False, rules[place].id, rules[place].reason, "body", score)
        else:
            verdict = verdict_as(False, "model", reasons[place], "body", score)
        verdicts.append(verdict)
    return verdicts


def likelihood(scores: Ints, unit: int) -> Ints:
    """Return the chance of each block to be in the article, in thousandths.

    >>> likelihood(np.array([-30_000, 0, 30_000]), 10_000).tolist()
    [47, 500, 953]
    """
    steps = np.minimum(np.maximum(scores * _STEPS // unit, -8 * _STEPS), 8 * _STEPS)
    chances: Ints = _chances()[steps + 8 * _STEPS]
    return chances


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
    best = best_of(chances, words.astype(np.float64), order)
    return min(max(int(best), _LOWEST), _HIGHEST)


def best_of(chances: Ints, words: Rows, order: Ints) -> int:
    """Return the chance that is most worth to be the last one kept; all sums are whole numbers, no words are 0."""
    total = right = kept = 0.0
    best, most = 0, -1.0
    for place in range(len(order)):
        total += chances[place] * words[place]
    for index in range(len(order)):
        place = order[index]
        right += chances[place] * words[place]
        kept += words[place]
        worth = right / (1000 * kept + total)
        if worth > most:
            best, most = chances[place], worth
    return best


def _named(document: Document, rules: list[Rule | None], columns: Columns) -> dict[int, tuple[str, str]]:
    """Return rule and reason of the blocks that go whatever their score; the first judge is the last to write."""
    struck = {
        place: (rule.id, rule.reason)
        for place, rule in enumerate(rules)
        if rule is not None and (not rule.weak or _is_teaser(document.blocks[place], rule))
    }
    held = columns["container"].astype(int).tolist()
    inside = {place: (CONTAINERS[kind].rule, CONTAINERS[kind].reason) for place, kind in enumerate(held) if kind >= 0}
    crumbs = dict.fromkeys(_in_breadcrumb(document.blocks, document.elements), ("html.breadcrumb", "navigation"))
    titles = (columns["tag_h1"] > 0) & (columns["title_overlap"] >= _HEADLINE_OVERLAP)
    return struck | inside | crumbs | dict.fromkeys(np.flatnonzero(titles).tolist(), ("html.headline", "headline"))


def _is_teaser(block: Block, rule: Rule) -> bool:
    """Whether a line that may tease another story does: most of it is a link."""
    return rule.reason == "related" and 100 * block.link_chars >= _LINKED * len(block.text)


def _in_breadcrumb(blocks: list[Block], elements: Elements) -> list[int]:
    """Return the blocks of which one of the nearest elements is named a breadcrumb trail."""
    if "crumb" not in " ".join(elements.names):
        return []
    named = [(index, names.split()) for index, names in enumerate(elements.names) if "crumb" in names]
    trails = {index for index, names in named if any(name.startswith(("breadcrumb", "crumb")) for name in names)}
    below = [range(elements.starts[trail], elements.ends[trail]) for trail in trails]
    return [place for places in below for place in places if _is_near(blocks[place].element, trails, elements)]


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
    return evident(columns.rows, columns.places(_EVIDENCE), _LEAST, _REASON_NAMES)


def evident(rows: Rows, places: Ints, least: Rows, names: tuple[str, ...]) -> list[str]:
    """Return for each block the name of the first row at the places that has at least so much, or the last name."""
    found = []
    for block in range(rows.shape[1]):
        first = 0
        while first < places.shape[0] and rows[places[first], block] < least[first]:
            first += 1
        found.append(names[first])
    return found
