"""The verdict on every line of a text dump: article or not, and by which rule.

The learned score decides about lines that nothing else explains. Before it go what can be named: a rule's phrase, the
block that a paywall's pitch opens, a text that stands on the page already, the headline. After it, removed lines
get the best reason that their shape and place give.

Compiled where a C compiler is there (`judge_lines.pxd` gives the types).
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from . import line_adjoin, line_clean, line_headline, line_notices
from .article import Role
from .document import CLEAN, HEADLINE, Document, Verdict
from .judge_html import cut, likelihood, verdict_as
from .letters import Ints
from .line_columns import LineColumns
from .line_features import LONG, measure
from .line_shapes import is_byline, is_crumbs, is_date, is_item, is_name
from .line_words import Tones
from .matching import match_all
from .model import Model, build, content_of
from .rules import Rule

MODEL = "lines.json"
"""The learned part, beside this module; ``bench/train_lines.py`` writes it."""

_LOWEST = 350
"""Chance in thousandths below which no line is kept: lower ones leak notices without finding more text."""

_DOUBTED = 750
"""Chance in thousandths below which a line that a weak rule matches is not kept."""

_TOP = 4
"""Lines at the top among which a name alone is the author's."""


@dataclass(frozen=True, slots=True)
class Learned:
    """The learned part: trees over a line's features, and what each word says for or against article text."""

    model: Model
    tones: Tones


@cache
def learned() -> Learned:
    """Return the learned part that ships with the package; read once."""
    content = content_of(MODEL)
    return Learned(build(content), np.array(content["tones"], np.int8))


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What is known of every line of one dump."""

    document: Document
    texts: list[str]
    rules: list[Rule | None]
    columns: LineColumns
    running: list[bool]
    """Whether each line is running text."""
    chances: Ints
    """Of each line to be in the article, in thousandths."""
    scores: list[float]
    """The same as parts of one."""
    least: int
    """Chance in thousandths from which lines of this dump are kept."""


def judge(document: Document) -> list[Verdict]:
    """Return one verdict per block of the dump, in order."""
    if not document.blocks:
        return []
    seen = _look(document)
    known = line_notices.named(seen.texts, seen.rules, seen.running)
    kept = _kept(seen, known)
    line_adjoin.paragraphs(kept, known, seen.running, seen.columns)
    if _is_clean(seen, kept):
        return _as_they_stand(seen, kept)
    if not known and _mostly(kept, seen.columns["letters"]):
        kept = [keep or plain for keep, plain in zip(kept, _plain(seen.texts, seen.rules), strict=True)]
    headline, again = line_headline.find(document, seen.rules, seen.columns, kept)
    known |= {index: Verdict(False, "lines.headline_again", "duplicate") for index in again}
    if headline is not None:
        known[headline] = Verdict(False, HEADLINE, "headline")
        kept[:headline] = [keep and seen.running[index] for index, keep in enumerate(kept[:headline])]
    return _verdicts(seen, known, kept, headline)


def _kept(seen: _Evidence, known: dict[int, Verdict]) -> list[bool]:
    """Return the lines that the score keeps, and those that stand beside them and are no notices."""
    free = np.array([rule is None for rule in seen.rules])
    kept = seen.chances >= np.where(free, seen.least, max(seen.least, _DOUBTED))
    kept[list(known)] = free[list(known)] = False
    whole: list[bool] = line_adjoin.beside_kept(kept, free, seen.chances, seen.columns).tolist()
    return whole


def _look(document: Document) -> _Evidence:
    texts = [block.text for block in document.blocks]
    rules = match_all(texts)
    columns = measure(texts, rules, learned().tones)
    chances = np.asarray(likelihood(learned().model.score(columns), learned().model.unit))
    least = max(cut(chances, columns["words"].astype(np.float64)), _LOWEST)
    running = (columns["running"] == 1).tolist()
    return _Evidence(document, texts, rules, columns, running, chances, (chances / 1000).tolist(), least)


def _verdicts(seen: _Evidence, known: dict[int, Verdict], kept: list[bool], headline: int | None) -> list[Verdict]:
    """Return the verdicts: those that are known, then the second of two equal paragraphs, then the score's."""
    first = next((index for index, keep in enumerate(kept) if keep and index not in known), len(kept))
    stood: set[str] = set()
    verdicts = []
    for index, text in enumerate(seen.texts):
        prose, score = seen.running[index], seen.scores[index]
        if index in known:
            verdict = known[index]
        elif kept[index] and prose and text in stood:
            verdict = verdict_as(False, "lines.duplicate", "duplicate", "body", score)
        elif kept[index]:
            rule = "model" if score * 1000 >= seen.least else "lines.adjoining"
            verdict = verdict_as(True, rule, "", _role(text, prose), score)
            stood.add(text)
        else:
            under = headline is not None and headline < index < first
            verdict = _explained(text, seen.rules[index], score, under_headline=under)
        verdicts.append(verdict)
    return verdicts


def _mostly(kept: list[bool], letters: Ints) -> bool:
    """Whether next to all of the dump is text, and no list of menu entries beside it: somebody has cleaned it."""
    return 2 * sum(kept) >= len(kept) and line_clean.share(kept, letters) >= line_clean.LEAST


def _is_clean(seen: _Evidence, kept: list[bool]) -> bool:
    """Whether the dump looks like a text that cleaning wrote: nothing may be taken from it a second time.

    It has the form, it is mostly text or begins with text (menus would stand above), and nothing tells otherwise.
    """
    letters = seen.columns["letters"]
    return (
        line_clean.stands_apart([block.where for block in seen.document.blocks])
        and (_mostly(kept, letters) or bool((letters[:_TOP] >= LONG).any()))
        and not line_notices.struck(seen.rules)
        and not line_clean.has_page_head(seen.texts, seen.running)
    )


def _as_they_stand(seen: _Evidence, kept: list[bool]) -> list[Verdict]:
    """Return verdicts that keep every line; what may be the headline stays too, marked as it."""
    headline, _ = line_headline.find(seen.document, seen.rules, seen.columns, kept)
    pieces = zip(seen.texts, seen.running, seen.scores, strict=True)
    return [
        verdict_as(True, HEADLINE if index == headline else CLEAN, role=_role(text, prose), score=score)
        for index, (text, prose, score) in enumerate(pieces)
    ]


def _explained(text: str, rule: Rule | None, score: float, *, under_headline: bool) -> Verdict:
    """Return the verdict on a line that the model left out, with the best reason that its shape gives."""
    if rule is not None:
        return verdict_as(False, rule.id, rule.reason, "body", score)
    if is_byline(text) or (under_headline and is_name(text)):
        return verdict_as(False, "lines.byline", "byline", "body", score)
    if is_date(text):
        return verdict_as(False, "lines.date", "stamp", "body", score)
    if is_crumbs(text):
        return verdict_as(False, "lines.crumbs", "navigation", "body", score)
    return verdict_as(False, "model", "boilerplate", "body", score)


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
