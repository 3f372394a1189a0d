"""The verdict on every line of a text dump: article or not, and by which rule.

The learned score decides about lines that nothing else explains. Before it go what can be named: a rule's phrase, the
block that a paywall's pitch opens, a text that stands on the page already, the headline. After it, removed lines
get the best reason that their shape and place give.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from .article import Role
from .document import Document, Verdict
from .judge_html import cut, likelihood
from .letters import Ints
from .line_features import Tones, measure
from .model import Model, read
from .rules import Rule, match_all

MODEL = "lines.json"
"""The learned part, beside this module; ``bench/train_lines.py`` writes it."""

_LOWEST = 450
"""Chance in thousandths below which no line is kept: lower ones leak notices without finding more text."""

_DOUBTED = 0.75
"""Chance below which a line that a weak rule matches is not kept."""

_HEADLINE = (8, 220)
"""Characters of a headline; the longest among 1,150 pages has 210."""

_HEADLINE_REACH = 25
"""Lines above the first paragraph among which the headline is looked for."""

_BLOCK_GAP = 4
"""Lines between two pitches or prices that still make one paywall block: name, price, period, price a month."""

_BLOCK_ENDS = frozenset({"related", "comments", "credit", "cookies", "contact", "stamp", "advert"})
"""Reasons whose phrases stand below a paywall's block, never in it."""

_SMALL = 60
"""Lines of a dump that somebody has already rid of menus: its last sentences are not another story's first."""

_INTERRUPTIONS = frozenset({"advert", "related", "paywall"})
"""Reasons whose lines stand between the paragraphs of a text as well as around it."""

_CLEAN = 0.8
"""Share of a dump's letters in kept lines from which it is taken for clean, if no rule finds a notice in it."""

_TOP = 4
"""Lines at the top among which a name alone is the author's."""

_SENTENCE = 25
"""Letters from which a line that ends like a sentence may be one."""

# In all shapes below, what may repeat is set off by signs that it cannot hold: no line can be slow.
_BYLINE = re.compile(
    r"(?:by|von|par|por|di|door|av|af|autor|texto?|written by|story by|text):? "
    r"\w[\w.'’-]{0,30}(?:[ ,&|]{1,3}\w[\w.'’-]{0,30}){0,8}"
    r"|(?:our|staff|special|a) (?:\w{1,12} )?(?:correspondent|reporter|writer|bureau)",
    re.IGNORECASE,
)
_BYLINE_HEADS = frozenset({"by", "vo", "pa", "po", "di", "do", "av", "af", "au", "te", "wr", "st", "ou", "sp", "a "})
"""What bylines begin with: most lines need no closer look."""
_YEAR, _BARS = re.compile(r"(?:19|20)\d\d"), re.compile(r"[>»›/|]")
_NAME = re.compile(r"(?:[^\W\d_a-z][\w.'’-]{0,20} ){1,3}[^\W\d_a-z][\w'’-]{1,20}(?: ?[|,] ?\w[\w .]{1,30})?")
_CRUMBS = re.compile(r"[^>»›/|]{1,60}(?:(?:[>»›|]|(?<=\s)/(?=\s))[^>»›/|]{1,120}){1,6}")
_DATE = re.compile(r"[^\d]{0,25}\d{1,2}(?:[^\d]{1,20}|[./-]\d{1,2}[./-])(?:19|20)\d\d\b.{0,25}")
_JUMP = re.compile(r"(?:continued|contd\.{0,2}|cont\.) (?:on|from) (?:page|p\.).{0,12}", re.IGNORECASE)
_ITEM = re.compile(r"(?:[•·●▪■*–—-]|\d{1,2}[.)])\s")


@dataclass(frozen=True, slots=True)
class Learned:
    """The learned part: trees over a line's features, and what each word says for or against article text."""

    model: Model
    tones: Tones


@cache
def learned() -> Learned:
    """Return the learned part that ships with the package; read once."""
    text = resources.files(__package__).joinpath(MODEL).read_text("utf-8")
    return Learned(read(text), np.array(json.loads(text)["tones"], np.int8))


def judge(document: Document) -> list[Verdict]:
    """Return one verdict per block of the dump, in order."""
    texts = [block.text for block in document.blocks]
    if not texts:
        return []
    rules = match_all(texts)
    columns = measure(texts, rules, learned().tones)
    chances = likelihood(learned().model.score(columns), learned().model.unit)
    least = max(cut(chances, columns["words"]), _LOWEST) / 1000
    scores = (chances / 1000).tolist()
    named = _struck(rules) | _blocked(rules, columns["running"]) | _jumps(texts)
    kept = [
        score >= (max(least, _DOUBTED) if rules[index] else least) and index not in named
        for index, score in enumerate(scores)
    ]
    _adjoin(kept, named, columns)
    _spare(kept, named, columns, _plain(texts, rules))
    headline, again = _headline(document, rules, columns, kept)
    named |= {index: Verdict(False, "lines.headline_again", "duplicate") for index in again}
    named |= {headline: Verdict(False, "lines.headline", "headline")} if headline is not None else {}
    first = next((index for index, keep in enumerate(kept) if keep and index not in named), len(kept))
    seen: set[str] = set()
    verdicts = []
    for index, text in enumerate(texts):
        prose = bool(columns["running"][index])
        if index in named:
            verdict = named[index]
        elif kept[index] and prose and text in seen:
            verdict = Verdict(False, "lines.duplicate", "duplicate", score=scores[index])
        elif kept[index]:
            verdict = Verdict(
                True,
                "model" if scores[index] >= least else "lines.adjoining",
                role=_role(text, prose),
                score=scores[index],
            )
            seen.add(text)
        else:
            under = headline is not None and headline < index < first
            verdict = _explained(text, rules[index], scores[index], under_headline=under)
        verdicts.append(verdict)
    return verdicts


def _struck(rules: list[Rule | None]) -> dict[int, Verdict]:
    """Verdicts for the lines that a strong rule matches."""
    return {
        index: Verdict(False, rule.id, rule.reason)
        for index, rule in enumerate(rules)
        if rule is not None and not rule.weak
    }


def _blocked(rules: list[Rule | None], prose: Ints) -> dict[int, Verdict]:
    """Verdicts for the lines inside a paywall's block.

    Two pitches or prices within `_BLOCK_GAP` lines open one. It runs on over names of plans, periods and benefits,
    which no phrase gives away, until prose resumes, another kind of notice begins, or the dump ends.
    """
    verdicts: dict[int, Verdict] = {}
    start, opened = -1, False
    for index, rule in enumerate(rules):
        if rule is not None and rule.reason == "paywall":
            opened = opened or (start >= 0 and index - start <= _BLOCK_GAP)
            if opened:
                verdicts |= {inner: _in_block(rules[inner]) for inner in range(start, index + 1)}
            start = index
        elif prose[index] or (rule is not None and rule.reason in _BLOCK_ENDS):
            start, opened = -1, False
        elif opened:
            verdicts[index] = _in_block(rule)
    return verdicts


def _in_block(rule: Rule | None) -> Verdict:
    return Verdict(False, rule.id, rule.reason) if rule is not None else Verdict(False, "paywall.block", "paywall")


def _jumps(texts: list[str]) -> dict[int, Verdict]:
    """Verdicts for what print leaves in a text: "continued on page 2", and the short headline below it."""
    verdicts = {}
    for index, text in enumerate(texts):
        if len(text) < 40 and _JUMP.fullmatch(text):
            verdicts[index] = Verdict(False, "lines.jump", "navigation")
            if index + 1 < len(texts) and len(texts[index + 1]) < 40 and texts[index + 1][-1].isalnum():
                verdicts[index + 1] = Verdict(False, "lines.jump_headline", "duplicate")
    return verdicts


def _adjoin(kept: list[bool], named: dict[int, Verdict], columns: dict[str, Ints]) -> None:
    """Keep the paragraphs of a small dump that stand between, right above or right below kept ones.

    The model has learned from whole pages, where what surrounds an article is mostly another story's teaser.
    """
    running = [index for index, keep in enumerate(kept) if keep and columns["running"][index]]
    if not running or len(kept) > _SMALL:
        return
    first, last = running[0], running[-1]
    for index in range(first - 1, -1, -1):
        if index not in named and not columns["running"][index]:
            break
        if index not in named:
            first = index
        elif named[index].reason not in _INTERRUPTIONS:
            break
    for index in range(first, last):
        kept[index] = kept[index] or (index not in named and bool(columns["running"][index]))
    for index in range(last + 1, len(kept)):
        if index in named and named[index].reason in _INTERRUPTIONS:
            continue
        if index in named or not columns["ends"][index] or columns["letters"][index] < _SENTENCE:
            return
        kept[index] = True


def _spare(kept: list[bool], named: dict[int, Verdict], columns: dict[str, Ints], plain: list[bool]) -> None:
    """Keep the plain lines of a dump that somebody has cleaned already: no notice, and next to all of it is text."""
    letters = columns["letters"].tolist()
    text = sum(size for size, keep in zip(letters, kept, strict=True) if keep)
    if not named and text >= _CLEAN * sum(letters):
        kept[:] = [keep or spared for keep, spared in zip(kept, plain, strict=True)]


def _headline(
    document: Document, rules: list[Rule | None], columns: dict[str, Ints], kept: list[bool]
) -> tuple[int | None, list[int]]:
    """Return the index of the line that is the article's headline, and those of the lines that print it again.

    It stands above the first paragraph, does not end like a sentence, and shares its rarer words with the text. What
    the model takes for text is a headline only as the first such line; what other pages of the site have too is none.
    Of the lines that print the headline, the first that is not in capitals counts. ``None`` if the dump begins with
    the text.
    """
    texts = [block.text for block in document.blocks]
    first = next((index for index, keep in enumerate(kept) if keep and columns["running"][index]), 0)
    best, rank = None, (-1, -1, -1)
    for index in range(max(0, first - _HEADLINE_REACH), first):
        if rules[index] is not None or columns["running"][index] or not _may_be_headline(texts[index]):
            continue
        if document.blocks[index].repeated:
            continue
        if kept[index] and (columns["ends"][index] or any(kept[:index])):
            continue
        shared = min(int(columns["known"][index] * columns["rare_words"][index]), 400)
        worth = shared + 100 * int(columns["copies"][index] > 1) + 50 * int(not columns["ends"][index])
        if (worth, int(columns["letters"][index]), index) > rank:
            best, rank = index, (worth, int(columns["letters"][index]), index)
    if best is None:
        return None, []
    size, folded = len(texts[best]), texts[best].casefold()
    same = [index for index, text in enumerate(texts) if len(text) == size and text.casefold() == folded]
    chosen = next((index for index in same if not texts[index].isupper()), best)
    return chosen, [index for index in same if index != chosen]


def _may_be_headline(text: str) -> bool:
    if not _HEADLINE[0] <= len(text) <= _HEADLINE[1] or (" " not in text and text.isascii()):
        return False
    return text[-1] not in ".。।۔" and not any(shape.fullmatch(text) for shape in (_BYLINE, _CRUMBS, _DATE))


def _explained(text: str, rule: Rule | None, score: float, *, under_headline: bool) -> Verdict:
    """Return the verdict on a line that the model left out, with the best reason that its shape gives."""
    if rule is not None:
        return Verdict(False, rule.id, rule.reason, score=score)
    if len(text) <= 120 and (_is_byline(text) or (under_headline and _NAME.fullmatch(text))):
        return Verdict(False, "lines.byline", "byline", score=score)
    if len(text) <= 60 and _YEAR.search(text) and _DATE.fullmatch(text):
        return Verdict(False, "lines.date", "stamp", score=score)
    if len(text) <= 300 and _BARS.search(text) and _CRUMBS.fullmatch(text):
        return Verdict(False, "lines.crumbs", "navigation", score=score)
    return Verdict(False, "model", "boilerplate", score=score)


def _plain(texts: list[str], rules: list[Rule | None]) -> list[bool]:
    """Tell which lines no rule and no shape gives away: bylines, dates, breadcrumbs, a name at the top."""
    return [
        rule is None and not _is_shaped(text) and not (index < _TOP and _NAME.fullmatch(text))
        for index, (text, rule) in enumerate(zip(texts, rules, strict=True))
    ]


def _is_shaped(text: str) -> bool:
    return len(text) <= 120 and (_is_byline(text) or bool(_DATE.fullmatch(text) or _CRUMBS.fullmatch(text)))


def _is_byline(text: str) -> bool:
    return text[:2].lower() in _BYLINE_HEADS and _BYLINE.fullmatch(text) is not None


def _role(text: str, prose: bool) -> Role:
    if _ITEM.match(text):
        return "item"
    return "body" if prose or len(text) > 80 or text[-1] in '.?!。！？।۔؟…:;,"”»' else "heading"
