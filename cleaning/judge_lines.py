"""The verdict on every line of a text dump: article or not, and by which rule.

The learned score decides about lines that nothing else explains. Before it go what can be named: a rule's phrase, the
block that a paywall's pitch opens, a text that stands on the page already, the headline. After it, removed lines
get the best reason that their shape and place give.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from . import line_headline, line_notices
from .article import Role
from .document import CLEAN, HEADLINE, Document, Verdict
from .judge_html import cut, likelihood
from .letters import Ints
from .line_features import LONG, Tones, measure
from .line_shapes import is_byline, is_crumbs, is_date, is_item, is_name
from .matching import match_all
from .model import Model, read
from .rules import Rule

MODEL = "lines.json"
"""The learned part, beside this module; ``bench/train_lines.py`` writes it."""

_LOWEST = 400
"""Chance in thousandths below which no line is kept: lower ones leak notices without finding more text."""

_DOUBTED = 0.75
"""Chance below which a line that a weak rule matches is not kept."""

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


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What is known of every line of one dump."""

    document: Document
    texts: list[str]
    rules: list[Rule | None]
    columns: dict[str, Ints]
    scores: list[float]
    """Chance of each line to be in the article."""
    least: float
    """Chance from which lines of this dump are kept."""


def judge(document: Document) -> list[Verdict]:
    """Return one verdict per block of the dump, in order."""
    if not document.blocks:
        return []
    seen = _look(document)
    known = line_notices.named(seen.texts, seen.rules, seen.columns["running"])
    kept = [score >= _needed(seen, index) and index not in known for index, score in enumerate(seen.scores)]
    _adjoin(kept, known, seen.columns)
    if _is_clean(seen, kept):
        return _as_they_stand(seen, kept)
    if not known and _mostly(kept, seen.columns["letters"]):
        kept = [keep or plain for keep, plain in zip(kept, _plain(seen.texts, seen.rules), strict=True)]
    headline, again = line_headline.find(document, seen.rules, seen.columns, kept)
    known |= {index: Verdict(False, "lines.headline_again", "duplicate") for index in again}
    if headline is not None:
        known[headline] = Verdict(False, HEADLINE, "headline")
        kept[:headline] = [keep and bool(seen.columns["running"][index]) for index, keep in enumerate(kept[:headline])]
    return _verdicts(seen, known, kept, headline)


def _look(document: Document) -> _Evidence:
    texts = [block.text for block in document.blocks]
    rules = match_all(texts)
    columns = measure(texts, rules, learned().tones)
    chances = likelihood(learned().model.score(columns), learned().model.unit)
    least = max(cut(chances, columns["words"]), _LOWEST) / 1000
    return _Evidence(document, texts, rules, columns, (chances / 1000).tolist(), least)


def _needed(seen: _Evidence, index: int) -> float:
    return max(seen.least, _DOUBTED) if seen.rules[index] else seen.least


def _verdicts(seen: _Evidence, known: dict[int, Verdict], kept: list[bool], headline: int | None) -> list[Verdict]:
    """Return the verdicts: those that are known, then the second of two equal paragraphs, then the score's."""
    first = next((index for index, keep in enumerate(kept) if keep and index not in known), len(kept))
    stood: set[str] = set()
    verdicts = []
    for index, text in enumerate(seen.texts):
        prose, score = bool(seen.columns["running"][index]), seen.scores[index]
        if index in known:
            verdict = known[index]
        elif kept[index] and prose and text in stood:
            verdict = Verdict(False, "lines.duplicate", "duplicate", score=score)
        elif kept[index]:
            rule = "model" if score >= seen.least else "lines.adjoining"
            verdict = Verdict(True, rule, role=_role(text, prose), score=score)
            stood.add(text)
        else:
            under = headline is not None and headline < index < first
            verdict = _explained(text, seen.rules[index], score, under_headline=under)
        verdicts.append(verdict)
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


def _mostly(kept: list[bool], letters: Ints) -> bool:
    """Whether next to all of the dump is text, and no list of menu entries beside it: somebody has cleaned it."""
    return 2 * sum(kept) >= len(kept) and int(letters[np.array(kept)].sum()) >= _CLEAN * int(letters.sum())


def _is_clean(seen: _Evidence, kept: list[bool]) -> bool:
    """Whether the dump looks like a text that cleaning wrote: nothing may be taken from it a second time.

    A blank line parts any two lines, next to all of it is text or it begins with text (menus would stand above), no
    rule's phrase stands in it, and it does not begin with a byline, a date, a trail of sections, or a line printed
    twice.
    """
    places = (block.where for block in seen.document.blocks)
    return (
        all(where == f"line {2 * number + 1}" for number, where in enumerate(places))
        and (_mostly(kept, seen.columns["letters"]) or bool((seen.columns["letters"][:_TOP] >= LONG).any()))
        and not line_notices.struck(seen.rules)
        and not any(is_byline(text) or is_date(text) or is_crumbs(text) for text in seen.texts[:_TOP])
        and len({text.casefold() for text in seen.texts[:_TOP]}) == len(seen.texts[:_TOP])
    )


def _as_they_stand(seen: _Evidence, kept: list[bool]) -> list[Verdict]:
    """Return verdicts that keep every line; what may be the headline stays too, marked as it."""
    headline, _ = line_headline.find(seen.document, seen.rules, seen.columns, kept)
    prose = seen.columns["running"]
    return [
        Verdict(True, HEADLINE if index == headline else CLEAN, role=_role(text, bool(prose[index])), score=score)
        for index, (text, score) in enumerate(zip(seen.texts, seen.scores, strict=True))
    ]


def _explained(text: str, rule: Rule | None, score: float, *, under_headline: bool) -> Verdict:
    """Return the verdict on a line that the model left out, with the best reason that its shape gives."""
    if rule is not None:
        return Verdict(False, rule.id, rule.reason, score=score)
    if is_byline(text) or (under_headline and is_name(text)):
        return Verdict(False, "lines.byline", "byline", score=score)
    if is_date(text):
        return Verdict(False, "lines.date", "stamp", score=score)
    if is_crumbs(text):
        return Verdict(False, "lines.crumbs", "navigation", score=score)
    return Verdict(False, "model", "boilerplate", score=score)


def _plain(texts: list[str], rules: list[Rule | None]) -> list[bool]:
    """Tell which lines no rule and no shape gives away: bylines, dates, breadcrumbs, a name at the top."""
    return [
        rule is None and not (is_byline(text) or is_date(text) or is_crumbs(text) or (index < _TOP and is_name(text)))
        for index, (text, rule) in enumerate(zip(texts, rules, strict=True))
    ]


def _role(text: str, prose: bool) -> Role:
    if is_item(text):
        return "item"
    return "body" if prose or len(text) > 80 or text[-1] in '.?!。！？।۔؟…:;,"”»' else "heading"
