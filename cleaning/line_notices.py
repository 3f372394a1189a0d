"""Lines of a dump that can be named before any score: by a rule's phrase, or by the block that they stand in."""

from collections.abc import Iterable

from . import line_appeals, line_labels, line_posts, line_series
from .document import Verdict
from .judge_html import verdict_as
from .line_shapes import is_caption, is_jump, is_posted, is_service
from .rules import Rule

_BLOCK_GAP = 4
"""Lines between two pitches or prices that still make one paywall block: name, price, period, price a month."""

_BLOCK_ENDS = frozenset({"related", "comments", "credit", "cookies", "contact", "stamp", "advert"})
"""Reasons whose phrases stand below a paywall's block, never in it."""


def named(texts: list[str], rules: list[Rule | None], running: list[bool]) -> dict[int, Verdict]:
    """Return index → verdict for the lines that a rule, a block, a label, a print remnant or a thread explains."""
    labels = line_labels.labels(texts)
    return (
        _each(line_series.headlines(texts, running), "lines.headlines", "related")
        | _each(line_labels.contents(texts, labels), "lines.contents", "navigation")
        | _each(line_labels.boxes(texts), "lines.box", "embed")
        | _each(line_labels.authors(running, labels), "lines.author", "byline")
        | _each(line_appeals.appeals(texts, rules), "lines.appeal", "advert")
        | _each(_posts(texts), "lines.post", "embed")
        | _replies(texts, running)
        | _credits(texts)
        | struck(rules)
        | _blocked(rules, running)
        | _jumps(texts)
    )


def _each(places: Iterable[int], rule: str, reason: str) -> dict[int, Verdict]:
    """Return the same verdict on each of these lines."""
    return dict.fromkeys(places, verdict_as(False, rule, reason))


def _credits(texts: list[str]) -> dict[int, Verdict]:
    """Verdicts for captions that end with their picture's credit, and for the credit of a news service."""
    captions = (place for place, text in enumerate(texts) if is_caption(text))
    services = (place for place, text in enumerate(texts) if is_service(text))
    return _each(captions, "lines.caption", "caption") | _each(services, "lines.service", "credit")


def _posts(texts: list[str]) -> list[int]:
    """Return the lines that end embedded posts: who posted, and the line above it."""
    ends = [place for place, text in enumerate(texts) if is_posted(text)]
    return [place for end in ends for place in (end - 1, end) if place >= 0]


def _replies(texts: list[str], running: list[bool]) -> dict[int, Verdict]:
    """Verdicts for the posts of a forum's thread below the first one."""
    start = line_posts.replies_from(texts, running)
    return {} if start is None else _each(range(start, len(texts)), "lines.reply", "comments")


def struck(rules: list[Rule | None]) -> dict[int, Verdict]:
    """Verdicts for the lines that a strong rule matches."""
    return {
        index: Verdict(False, rule.id, rule.reason)
        for index, rule in enumerate(rules)
        if rule is not None and not rule.weak
    }


def _blocked(rules: list[Rule | None], prose: list[bool]) -> dict[int, Verdict]:
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
        if is_jump(text):
            verdicts[index] = Verdict(False, "lines.jump", "navigation")
            if index + 1 < len(texts) and len(texts[index + 1]) < 40 and texts[index + 1][-1].isalnum():
                verdicts[index + 1] = Verdict(False, "lines.jump_headline", "duplicate")
    return verdicts
