"""The verdict on every block of a web page: article or not, and by which rule.

Four judges in this order: the headline (it stands in the title), elements whose names say what they hold, the rule
tables, the learned score. What the score removes gets the reason for which there is evidence on the page, else
``boilerplate``.

Compiled where a C compiler is there (`judge_html.pxd` gives the types).
"""

import math
from functools import cache, lru_cache
from typing import Final

from .arrays import Ints, Rows, row, zeros
from .article import Role
from .columns import BlockColumns
from .containers import CONTAINERS
from .document import Block, Document, Elements, Verdict
from .features import lexicon_columns, measure
from .lexicon import name_scores, text_scores
from .matching import match_all
from .model import Model, load
from .rules import Rule

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
_LEAST: Final[Rows] = row("d", [least for _, least, _ in _REASONS])
_REASON_NAMES: Final = (*(reason for _, _, reason in _REASONS), _UNEXPLAINED)
_HEADLINE_OVERLAP: Final = 60
"""Percent of an h1's words that the page's title has to hold for it to be the headline."""
_LINKED: Final = 50
"""Percent of a line that are link from which a weak rule of the reason ``related`` strikes it: "Read more: …"."""
_STEPS: Final = 20
"""Steps of a logit in which scores become chances."""
_FARTHEST: Final = 8 * _STEPS
"""Steps beyond which chances stay as they are."""
_SURE: Final = 1000
"""The highest chance, in thousandths."""
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
    return verdicts_on(document, _named(document, rules, columns), (rules, _reasons(columns)), chances, least)


def verdicts_on(
    document: Document,
    named: dict[int, tuple[str, str]],
    seen: tuple[list[Rule | None], list[str]],
    chances: Ints,
    least: int,
) -> list[Verdict]:
    """Return the verdicts on a page's blocks.

    Args:
        document: the page.
        named: rule and reason of blocks that go whatever their score.
        seen: of every block the rule that matches, and the reason there is evidence for.
        chances: of every block to be in the article, in thousandths.
        least: the chance from which blocks are kept.
    """
    rules, reasons = seen
    verdicts = []
    for place, block in enumerate(document.blocks):
        score = chances[place] / 1000
        if place in named:
            name, reason = named[place]
            verdict = verdict_as(False, name, reason, "body", score)
        elif chances[place] >= least:
            verdict = verdict_as(True, "model", "", role(block, document.elements), score)
        elif (rule := rules[place]) is not None and reasons[place] == _UNEXPLAINED:
            # a weak rule explains what the score removes
            verdict = verdict_as(False, rule.id, rule.reason, "body", score)
        else:
            verdict = verdict_as(False, "model", reasons[place], "body", score)
        verdicts.append(verdict)
    return verdicts


def likelihood(scores: Ints, unit: int) -> Ints:
    """Return the chance of each block to be in the article, in thousandths.

    >>> likelihood(row("q", [-30_000, 0, 30_000]), 10_000).tolist()
    [47, 500, 953]
    """
    chances: Ints = zeros("q", len(scores))
    measure_chances(scores, unit, _chances(), chances)
    return chances


def measure_chances(scores: Ints, unit: int, known: Ints, chances: Ints) -> None:
    """Write each score's chance; those of all steps are known."""
    for place in range(len(scores)):
        step = scores[place] * _STEPS // unit
        chances[place] = known[min(max(step, -_FARTHEST), _FARTHEST) + _FARTHEST]


@cache
def _chances() -> Ints:
    """Return the logistic function from -8 to 8 logits in thousandths; whole numbers, equal on every machine."""
    steps = range(-_FARTHEST, _FARTHEST + 1)
    return row("q", [round(1000 / (1 + math.exp(-step / _STEPS))) for step in steps])


def cut(chances: Ints, words: Rows) -> int:
    """Return the chance from which blocks are kept: the one that makes the most of the page's expected F.

    With chance p and w words, keeping the best blocks finds sum(p*w) right words of sum(w) kept ones. A page that is
    sure of itself is cut high, one whose article is faint is cut lower; never outside `_LOWEST` to `_HIGHEST`.
    """
    return min(max(best_of(chances, words, zeros("d", _SURE + 1)), _LOWEST), _HIGHEST)


def best_of(chances: Ints, words: Rows, held: Rows) -> int:
    """Return the chance that is most worth to be the least one kept; all sums are whole numbers, no words are 0.

    ``held`` is room for the words of each chance, zeros.
    """
    total = right = kept = 0.0
    best, most = 0, -1.0
    for place in range(len(chances)):
        held[chances[place]] += words[place]
        total += chances[place] * words[place]
    for chance in range(len(held) - 1, -1, -1):
        if held[chance] > 0:
            right += chance * held[chance]
            kept += held[chance]
            worth = right / (1000 * kept + total)
            if worth > most:
                best, most = chance, worth
    return best


def _named(document: Document, rules: list[Rule | None], columns: BlockColumns) -> dict[int, tuple[str, str]]:
    """Return rule and reason of the blocks that go whatever their score; the first judge is the last to write."""
    struck = {
        place: (rule.id, rule.reason)
        for place, rule in enumerate(rules)
        if rule is not None and (not rule.weak or _is_teaser(document.blocks[place], rule))
    }
    held = [(place, CONTAINERS[int(kind)]) for place, kind in enumerate(columns["container"].tolist()) if kind >= 0]
    inside = {place: (container.rule, container.reason) for place, container in held}
    crumbs = dict.fromkeys(_in_breadcrumb(document.blocks, document.elements), ("html.breadcrumb", "navigation"))
    titles = headlines(columns["tag_h1"], columns["title_overlap"])
    return struck | inside | crumbs | dict.fromkeys(titles, ("html.headline", "headline"))


def headlines(is_h1: Rows, overlaps: Rows) -> list[int]:
    """Return the blocks that are an h1 and stand in the page's title."""
    return [place for place in range(len(is_h1)) if is_h1[place] and overlaps[place] >= _HEADLINE_OVERLAP]


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


def _reasons(columns: BlockColumns) -> list[str]:
    """Return for each block the reason that fits if it is removed."""
    return evident(columns.whole(), columns.places(_EVIDENCE), _LEAST, _REASON_NAMES)


def evident(rows: Rows, places: Ints, least: Rows, names: tuple[str, ...]) -> list[str]:
    """Return for each block the name of the first row at the places that has at least so much, or the last name."""
    found = []
    for block in range(rows.shape[1]):
        first = 0
        while first < places.shape[0] and rows[places[first], block] < least[first]:
            first += 1
        found.append(names[first])
    return found
