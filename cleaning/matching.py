"""Matching lines against the rule tables: which rule strikes a line, quickly enough to ask it of every line.

Patterns see a line as `fold` leaves it. Lines longer than `LINE_CAP` are prose to all rules but those that look for a
part of a line, and to these too beyond `PART_CAP`.

Compiled where a C compiler is there (`matching.pxd` gives the types).
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import Final

from .part_finder import finder
from .rules import Rule, load, needle, needs, room_after

LINE_CAP = 400
"""Characters of a line that rules look at; the longest pitch seen on real pages has about 350."""
PART_CAP = 2000
"""Characters of a line in which a part is looked for: consents and disclaimers are long, and no gold text has one."""
_EDGES = " ¿¡\t→←↑↓»«›‹<>|•·●▪■▶►▼▾*:;-–—_.,!?…✕×✓[](){}\"'“”‘’#=+~।॥。！？：、，؟،۔"

_TOLD: Final = 6
"""First characters of an alternative's literal text that lines are searched for, all alternatives at once."""

_LONG_HEAD: Final = 5
"""Characters of a line's beginning that choose the alternatives to try, where these begin with as many; 2 elsewhere."""

_compiled = cache(re.compile)


def fold(line: str) -> str:
    """Return the line as patterns see it: lower case, straight quotes, no bullets or punctuation at its ends.

    >>> fold("» Already subscribed? Log in…")
    'already subscribed? log in'
    """
    if not line.isascii():
        line = line.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
    line = line.lower()
    if line and line[0].isalnum() and line[-1].isalnum():  # most lines: `strip` would first learn what the edges are
        return line
    return line.strip(_EDGES)


def match(line: str, *, publisher: str | None = None, day: date | None = None, weak: bool = False) -> Rule | None:
    """Return the first rule that strikes the line, or ``None``.

    Args:
        line: one line or block of text, normalised by `text.tidy`.
        publisher: host name of the page, for rules of one outlet; ``None`` leaves those out.
        day: day of capture; ``None`` (unknown) lets rules of every time apply.
        weak: whether weak rules may answer too, after all others.
    """
    found = _matcher().find(line, publisher, day)
    return None if found is None or (found.weak and not weak) else found


def match_all(lines: Sequence[str]) -> list[Rule | None]:
    """Return for every line of a page what `match` says of it, weak rules included."""
    matcher = _matcher()
    return [matcher.find(line, None, None) for line in lines]


class _Alternative:
    """One alternative of a rule for whole lines."""

    def __init__(self, rule: Rule, expression: str) -> None:
        self.rule = rule
        self.start = needle(expression)
        self.expression = expression
        self._room = -1
        self._needs: tuple[tuple[str, ...], ...] | None = None
        self._match: Callable[[str], re.Match[str] | None] | None = None

    def matches(self, folded: str) -> bool:
        """Tell whether the whole line matches.

        The expression is looked at when a line first begins like it, and compiled when a line holds all that it needs:
        most never are, and compiling all takes half a second.
        """
        if not folded.startswith(self.start):
            return False
        if self._needs is None:
            self._look()
        if self._room >= 0:
            return len(folded) - len(self.start) <= self._room and "\n" not in folded
        if not self._may_match(folded):
            return False
        if self._match is None:
            self._match = re.compile(self.expression).fullmatch
        return self._match(folded) is not None

    def _look(self) -> None:
        """Learn from the expression what can be told without compiling it."""
        room = room_after(self.expression)
        self._room = -1 if room is None else room
        self._needs = needs(self.expression) if room is None else ()

    def _may_match(self, folded: str) -> bool:
        """Tell whether the line holds what every match holds, in that order."""
        place = 0
        for texts in self._needs or ():
            end = -1
            for text in texts:
                found = folded.find(text, place)
                if found >= 0 and (end < 0 or found + len(text) < end):
                    end = found + len(text)
            if end < 0:
                return False
            place = end
        return True


class _Matcher:
    """All rules, strong ones first: whole-line alternatives by their first characters, others by their literal text."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        rules = sorted(rules, key=attrgetter("weak"))
        general = [rule for rule in rules if not (rule.publisher or rule.since or rule.until)]
        self._special = [(rule, _whole(rule)) for rule in rules if rule not in general]
        self._alternatives = [
            _Alternative(rule, alt) for rule in general if not rule.inside for alt in rule.alternatives
        ]
        self._places = _by_head(self._alternatives)
        self._asked: dict[str, list[_Alternative]] = {}
        self._inside = [(needle(alt), rule, alt) for rule in general if rule.inside for alt in rule.alternatives]
        self._finder = finder((first[:_TOLD], 1 << place % 63) for place, (first, _, _) in enumerate(self._inside))

    def find(self, line: str, publisher: str | None, day: date | None) -> Rule | None:
        """Return the first strong rule for a line, or else the first weak one."""
        folded = fold(line) if 0 < len(line) <= PART_CAP else ""
        if not folded:
            return None
        found = self._whole_line(folded, publisher, day) if len(line) <= LINE_CAP else None
        told = self._finder.find(folded)
        return _stronger(found, self._part(folded, told)) if told else found

    def _whole_line(self, folded: str, publisher: str | None, day: date | None) -> Rule | None:
        """Return the first rule that all of the line matches."""
        found = self._of_outlet(folded, publisher, day) if self._special else None
        for alternative in self._possible(folded):
            if alternative.matches(folded):
                return _stronger(found, alternative.rule)
        return found

    def _possible(self, folded: str) -> list[_Alternative]:
        """Return the alternatives that a line's beginning leaves possible, in the order of the rules."""
        places = self._places
        if folded[0].isdigit():
            return self._beginning_with("0")
        for head in (folded[:_LONG_HEAD], folded[:2], folded[0]):
            if head in places:
                return self._beginning_with(head)
        return []

    def _beginning_with(self, head: str) -> list[_Alternative]:
        """Return the alternatives that begin with a head, or with less that it begins with."""
        if head not in self._asked:
            places = chain.from_iterable(self._places.get(key, ()) for key in {head, head[:2], head[0]})
            self._asked[head] = [self._alternatives[place] for place in sorted(places)]
        return self._asked[head]

    def _of_outlet(self, folded: str, publisher: str | None, day: date | None) -> Rule | None:
        """Return the first rule of one outlet or time that the line is for."""
        for rule, regex in self._special:
            if rule.applies(publisher, day) and regex.match(folded):
                return rule
        return None

    def _part(self, folded: str, told: int) -> Rule | None:
        """Return the first rule that a part of the line matches; ``told``: bits of what begins in it."""
        for place, (first, rule, expression) in enumerate(self._inside):
            if told >> place % 63 & 1 and first in folded and _compiled(expression).search(folded):
                return rule
        return None


def _stronger(first: Rule | None, second: Rule | None) -> Rule | None:
    """Return the first of two rules unless it is weak and the second is not."""
    if first is None or (second is not None and first.weak and not second.weak):
        return second
    return first


@cache
def _matcher() -> _Matcher:
    return _Matcher(load())


def _whole(rule: Rule) -> re.Pattern[str]:
    body = "|".join(rule.alternatives)
    return re.compile(f".*?(?:{body})" if rule.inside else rf"(?:{body})\Z")


def _by_head(alternatives: Iterable[_Alternative]) -> dict[str, list[int]]:
    """Return the places of alternatives by the characters that they begin with."""
    places: dict[str, list[int]] = {"0": []}
    for place, alternative in enumerate(alternatives):
        places.setdefault(_head(alternative), []).append(place)
    return places


def _head(alternative: _Alternative) -> str:
    """Return the first characters that every match of the alternative begins with; ``0`` for any digit."""
    expression = alternative.expression
    if expression.startswith("\\d") or expression[0].isdigit():
        return "0"
    start = alternative.start or expression[1]
    return start[:_LONG_HEAD] if len(start) >= _LONG_HEAD else start[:2]
