"""Matching lines against the rule tables: which rule strikes a line, quickly enough to ask it of every line.

Patterns see a line as `fold` leaves it. Lines longer than `LINE_CAP` are prose to the rules: none matches. Compiled
where a C compiler is there (`matching.pxd` gives the types).
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

from .rules import Rule, load, needle

LINE_CAP = 400
"""Characters of a line that rules look at; the longest pitch seen on real pages has about 350."""
_EDGES = " ¿¡\t→←↑↓»«›‹<>|•·●▪■▶►▼▾*:;-–—_.,!?…✕×✓[](){}\"'“”‘’#=+~।॥。！？：、，؟،۔"


def fold(line: str) -> str:
    """Return the line as patterns see it: lower case, straight quotes, no bullets or punctuation at its ends.

    >>> fold("» Already subscribed? Log in…")
    'already subscribed? log in'
    """
    if not line.isascii():
        line = line.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
    return line.lower().strip(_EDGES)


def match(line: str, *, publisher: str | None = None, day: date | None = None, weak: bool = False) -> Rule | None:
    """Return the first rule that strikes the line, or ``None``.

    Args:
        line: one line or block of text, normalised by `text.tidy`.
        publisher: host name of the page, for rules of one outlet; ``None`` leaves those out.
        day: day of capture; ``None`` (unknown) lets rules of every time apply.
        weak: whether weak rules may answer too, after all others.
    """
    if not 0 < len(line) <= LINE_CAP:
        return None
    folded = fold(line)
    if not folded:
        return None
    found = _matcher(False).find(folded, publisher, day)
    return _matcher(True).find(folded, publisher, day) if found is None and weak else found


def match_all(lines: Sequence[str]) -> list[Rule | None]:
    """Return for every line of a page what `match` says of it, weak rules included.

    Faster than line by line: what may stand inside a line is looked for in the page first, and most of it is not there.
    """
    folded = [fold(line) if 0 < len(line) <= LINE_CAP else "" for line in lines]
    strong, weak = _matcher(False), _matcher(True)
    inside, weak_inside = strong.inside(folded), weak.inside(folded)
    found: list[Rule | None] = []
    for line in folded:
        rule = strong.find(line, None, None, inside) if line else None
        found.append(weak.find(line, None, None, weak_inside) if line and rule is None else rule)
    return found


_Inside = tuple[str, Rule, str]
"""An alternative that may match anywhere in a line: the literal text it begins with, its rule, the whole of it."""

_compiled = cache(re.compile)
"""Expressions are compiled when a line first needs them: most never are, and compiling all takes half a second."""


class _Bucket:
    """The whole-line alternatives of one beginning, as one expression; group number n is the n-th rule."""

    def __init__(self, pairs: Iterable[tuple[Rule, str]]) -> None:
        self._rules, alternatives = zip(*pairs, strict=True)
        self._expression = "|".join(rf"({alternative}\Z)" for alternative in alternatives)

    def find(self, folded: str) -> Rule | None:
        """Return the first rule that matches the whole line."""
        found = _compiled(self._expression).match(folded)
        return self._rules[found.lastindex - 1] if found and found.lastindex else None


class _Matcher:
    """All rules: whole-line alternatives by their first characters, inside ones by their first literal."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        rules = tuple(rules)
        general = [rule for rule in rules if not (rule.publisher or rule.since or rule.until)]
        self._special = [(rule, _whole(rule)) for rule in rules if rule not in general]
        self._inside = [(needle(alt), rule, alt) for rule in general if rule.inside for alt in rule.alternatives]
        self._heads = {head: _Bucket(pairs) for head, pairs in _by_head(general).items()}

    def inside(self, lines: Sequence[str]) -> list[_Inside]:
        """Return the alternatives whose first words stand in one of the lines."""
        texts = "\n".join(line for line in lines if not line.isascii()), "\n".join(lines)
        return [entry for entry in self._inside if entry[0] in texts[entry[0].isascii()]]

    def find(
        self, folded: str, publisher: str | None, day: date | None, inside: Iterable[_Inside] | None = None
    ) -> Rule | None:
        """Return the first rule for a folded, non-empty line; ``inside``: what is left to look for in it."""
        for rule, regex in self._special:
            if rule.applies(publisher, day) and regex.match(folded):
                return rule
        bucket = self._heads.get(folded[:2]) or self._heads.get("0" if folded[0].isdigit() else folded[0])
        if bucket is not None and (found := bucket.find(folded)) is not None:
            return found
        for first, rule, expression in self._inside if inside is None else inside:
            if first in folded and _compiled(expression).search(folded):
                return rule
        return None


@cache
def _matcher(weak: bool) -> _Matcher:
    return _Matcher(rule for rule in load() if rule.weak is weak)


def _whole(rule: Rule) -> re.Pattern[str]:
    body = "|".join(rule.alternatives)
    return re.compile(f".*?(?:{body})" if rule.inside else rf"(?:{body})\Z")


def _by_head(rules: Iterable[Rule]) -> dict[str, list[tuple[Rule, str]]]:
    """Sort whole-line alternatives by their first two characters, or by the first where the second may vary.

    Each list is complete for its key and in the order of the rules, so that one look-up finds the right list.
    """
    pairs = [(rule, alt) for rule in rules if not rule.inside for alt in rule.alternatives]
    places: dict[str, list[int]] = {}
    for place, (_, alternative) in enumerate(pairs):
        places.setdefault(_head(alternative), []).append(place)
    keys = {key for head in places for key in (head, head[0])}
    every = {key: sorted({*places.get(key, ()), *places.get(key[0], ())}) for key in keys}
    return {key: [pairs[place] for place in found] for key, found in every.items() if found}


def _head(alternative: str) -> str:
    """Return the first two characters that every match of the alternative begins with; ``0`` for any digit."""
    if alternative.startswith("\\d") or alternative[0].isdigit():
        return "0"
    return (needle(alternative) or alternative[1])[:2]
