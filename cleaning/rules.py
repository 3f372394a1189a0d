r"""The rule tables: how boilerplate announces itself, as data; loading and checking them.

A table is a TOML file beside this module; each of its sections is a `Rule`. A pattern is one alternative a
line, in a small, safe part of the regular expression language: literal text, ``.``, ``\d``, ``\w``, ``\b``,
character classes, ``(a|b)`` groups, ``?`` after any of these, and counted repeats such as ``.{0,60}``. Unbounded
repeats are refused, and at most `GAPS` wide ones are allowed in an alternative, so that no line can be slow.

Patterns see a line as `matching.fold` leaves it, and must match all of it; those of a rule with ``inside = true`` may
match anywhere in it.
"""

import hashlib
import json
import re
import tomllib
import unicodedata
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path

from .article import REASONS
from .late import late

TABLES = (
    "newsletter",  # before the paywall, which speaks of subscribing too
    "paywall",
    "cookies",
    "share",
    "comments",
    "related",
    "advert",
    "credit",
    "stamp",
    "navigation",
    "markup",
)
"""The tables in the order they are asked: the first rule that matches decides."""

GAPS = 2
"""Repeats of more than `NARROW` characters in one alternative: the work for a line is at most `WIDE` to that power."""

NARROW, WIDE = 12, 120
"""A repeat up to `NARROW` is harmless, one above `WIDE` is refused."""

_NEEDED = ("reason", "language", "pattern", "example", "counterexample")
_FIELDS: dict[str, type] = {
    **dict.fromkeys((*_NEEDED, "publisher"), str),
    **dict.fromkeys(("weak", "inside"), bool),
    **dict.fromkeys(("since", "until"), date),
}
_SYNTAX = late(
    r"\\[dwWb.$?*+()\[\]{}|^-]|\[(?:[^\]\\]|\\.){1,60}\]|\(|\)\??|\||\.|\?|\{(?:\d{1,3},)?(?P<high>\d{1,3})\}"
    r"|[^\\\[\](){}|.?*+^$]"
)
_EXTENSION = late(r"(?<!\\)\(\?")
_HEAD = late(r"\\d(?!\?|\{0)|\\?[^\\\[\](){}|.?*+^d](?![?{])|d(?![?{])")
_LITERAL = re.compile(r"(?:(?:\\[^dwWb]|[^\\\[\](){}|.?*+^$])(?![?{]))+")
_SIGN = r"\\.|\[(?:[^\]\\]|\\.)*\]|[^()\\\[]"
_GROUP = rf"\((?:{_SIGN}|\((?:{_SIGN}|\((?:{_SIGN})*\))*\))*\)"
_PART = re.compile(
    rf"{_LITERAL.pattern}|\(\?:(?P<options>(?:[^()\\]|\\[^()])*)\)(?!\?)|(?:{_GROUP}|{_SIGN})(?:\?|\{{[\d,]*\}})?"
)
"""A part of an alternative: literal text, a group that is one of its options, or what may be anything."""
_FREE_END = re.compile(r"(?:\.\{0,(\d+)\})?")


class RuleError(ValueError):
    """A rule table that cannot be used; the message names the file, the rule and the field."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which boilerplate announces itself."""

    id: str
    """Table and section: ``paywall.metered_count``."""
    reason: str
    """A key of `article.REASONS`."""
    language: str
    """BCP 47 language of the phrases; ``mul`` where they stand in pages of any language."""
    pattern: str
    """Alternatives, one a line; see the module's docstring."""
    example: str
    """A line that the rule strikes."""
    counterexample: str
    """A line of prose, invented, that the rule leaves alone."""
    weak: bool = False
    """Whether a match is evidence only, and strikes nothing by itself: a bare date, a price, "More"."""
    inside: bool = False
    """Whether the pattern may match anywhere in the line instead of the whole line."""
    publisher: str | None = None
    """Host name of the outlet that the rule is for, without ``www.``; ``None``: any outlet."""
    since: date | None = None
    """First day of capture that the rule is for, so that old layouts keep their rules."""
    until: date | None = None
    """Last day of capture that the rule is for."""

    def applies(self, publisher: str | None, day: date | None) -> bool:
        """Return whether the rule is for a page of this host, captured on this day (``None``: not known)."""
        if self.publisher and not f".{publisher or ''}".endswith(f".{self.publisher}"):
            return False
        return day is None or (self.since or date.min) <= day <= (self.until or date.max)

    @property
    def alternatives(self) -> tuple[str, ...]:
        """The pattern's alternatives as regular expressions, groups not capturing."""
        pattern = re.sub(r"(?<!\\)\(", "(?:", unicodedata.normalize("NFC", self.pattern))
        lines = map(str.strip, pattern.splitlines())
        return tuple(line for line in lines if line)


@cache
def load() -> tuple[Rule, ...]:
    """Return all rules of this package's tables, which its tests check, in the order they are asked; read once."""
    folder = Path(__file__).parent
    tables = [(name, (folder / f"{name}.toml").read_text("utf-8")) for name in TABLES]
    return tuple(rule for name, toml in tables for rule in _read(name, toml))


@cache
def digest() -> str:
    """Return the SHA-256 of the rule set (64 hexadecimal digits): equal digests strike the same lines."""
    rows = [asdict(rule) for rule in load()]
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False, sort_keys=True, default=str).encode()).hexdigest()


def parse(name: str, toml: str) -> list[Rule]:
    """Return the rules of one table, with every pattern checked.

    Args:
        name: the table's name, the first part of its rules' ids.
        toml: the table's text.

    Raises:
        RuleError: the table is not TOML, or a rule is incomplete, or has a pattern that is unsafe.
    """
    rules = _read(name, toml)
    for rule in rules:
        for alternative in filter(None, map(str.strip, rule.pattern.splitlines())):
            if problem := _problem(alternative, inside=rule.inside):
                raise RuleError(f"{name}.toml: {rule.id.partition('.')[2]}: pattern: {problem}: {alternative!r}")
    return rules


def _read(name: str, toml: str) -> list[Rule]:
    try:
        sections = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{name}.toml: not TOML: {error}") from error
    return [_rule(name, section, values) for section, values in sections.items()]


def _rule(table: str, section: str, values: object) -> Rule:
    at = f"{table}.toml: {section}"
    if not isinstance(values, dict):
        raise RuleError(f"{at}: not a section")
    for key, value in values.items():
        if key not in _FIELDS:
            raise RuleError(f"{at}: {key}: unknown field")
        if not isinstance(value, _FIELDS[key]):
            raise RuleError(f"{at}: {key}: a {_FIELDS[key].__name__} is needed")
    for key in _NEEDED:
        if not values.get(key, "").strip():
            raise RuleError(f"{at}: {key}: a text is needed")
    rule = Rule(id=f"{table}.{section}", **values)
    if rule.reason not in REASONS:
        raise RuleError(f"{at}: reason: {rule.reason!r} is not one of article.REASONS")
    return rule


def _problem(alternative: str, *, inside: bool) -> str | None:
    """Say what is wrong with one alternative; ``None`` for a good one."""
    parts = list(_SYNTAX.finditer(alternative))
    repeats = [int(part["high"]) for part in parts if part["high"]]
    problems = {
        "not in the safe part of the language": "".join(part[0] for part in parts) != alternative
        or bool(_EXTENSION.search(alternative)),
        "repeats too much": any(high > WIDE for high in repeats) or sum(high > NARROW for high in repeats) > GAPS,
        "a group may not be counted": "){" in alternative,
        "an inside alternative must begin with two literal characters": inside and len(needle(alternative)) < 2,
        "an alternative must begin with a literal character or a digit": not inside and not _HEAD.match(alternative),
    }
    found = next((problem for problem, holds in problems.items() if holds), None)
    return found or _uncompiled(alternative) or _too_deep(alternative)


def _uncompiled(alternative: str) -> str | None:
    try:
        re.compile(alternative)
    except re.error as error:
        return str(error)
    return None


def _too_deep(alternative: str) -> str | None:
    """Say so where groups stand in each other in a way that `needs` cannot see through."""
    seen = "".join(part[0] for part in _PART.finditer(alternative))
    return None if seen == alternative else "groups stand too deep in each other"


def needle(alternative: str) -> str:
    """Return the literal text that an alternative begins with."""
    found = _LITERAL.match(alternative)
    return found[0].replace("\\", "") if found else ""


def needs(alternative: str) -> tuple[tuple[str, ...], ...]:
    """Return what every match of an alternative holds, in this order: one text of each of these.

    >>> needs("more (?:from|in) (?:this )?papers?.{0,40}")
    (('more ',), ('from', 'in'), (' ',), ('paper',))
    """
    found = []
    for part in _PART.finditer(alternative):
        texts = tuple(map(needle, (part["options"] or part[0]).split("|")))
        if all(texts):
            found.append(texts)
    return tuple(found)


def room_after(alternative: str) -> int | None:
    """Return how many characters may follow an alternative's literal beginning if nothing is asked of them.

    >>> room_after("sign up"), room_after("read also.{0,60}"), room_after("sign ?up")
    (0, 60, None)
    """
    beginning = _LITERAL.match(alternative)
    free = _FREE_END.fullmatch(alternative, beginning.end()) if beginning else None
    return int(free[1] or 0) if free else None
