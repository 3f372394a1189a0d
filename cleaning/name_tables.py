"""The words that bylines are made of, as patterns: one table, `names.toml`, read once."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from itertools import chain, groupby
from pathlib import Path
from typing import Any

from .text import small

_TABLE = Path(__file__).with_name("names.toml")
_LETTER_FIRST = re.compile(r"[^\W\d_](?![?*+{])")
_GROUP_FIRST = re.compile(r"\(\?:([^()]+)\)")
_CERTAIN = re.compile(r"(?:(?:[^\W\d_]|[ '’/&-]|\\\.)(?![?*+{]))*")
"""The beginning of a form that all texts of that form share."""
_PREFIX_ENDS = r"\s*[:：]\s*|\s+[–—-]\s+|\s+(?=\S)|$"
"""What stands between a prefix and a name."""
_REPORTER = ("记者", "記者")
"""Prefixes that end so may run into the name."""


class Forms:
    """A list of words, whole and in any case.

    Patterns that ignore cases are slow to compile and to try, so texts are made small. And what a text begins with is
    tried with few forms, those of its first letter, and no more is compiled than texts ask for.
    """

    def __init__(self, forms: Iterable[str], before: str, after: str) -> None:
        """Take the forms, and what stands before and after one."""
        self._forms = [form.replace("ı", "i") for form in forms]
        self._before, self._after = before, after
        self._letters = {form[0] for form in self._forms if _LETTER_FIRST.match(form)}
        self._opening: dict[str, re.Pattern[str]] = {}

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first form in a text; the match is of the text in small letters."""
        return self._anywhere.search(small(text))

    def match(self, text: str) -> re.Match[str] | None:
        """Return the form at the beginning of a text; the match is of the text in small letters."""
        line = small(text)
        return self._beginning_with(line[:1]).match(line)

    def is_all(self, text: str) -> bool:
        """Tell whether a text is a form and nothing else."""
        line = small(text)
        return self._beginning_with(line[:1]).fullmatch(line) is not None

    @cached_property
    def _anywhere(self) -> re.Pattern[str]:
        return re.compile(f"{self._before}(?:{any_of(self._forms)}){self._after}")

    def _beginning_with(self, letter: str) -> re.Pattern[str]:
        """Return the pattern of the forms that may begin with a letter."""
        key = letter if letter in self._letters else ""
        if key not in self._opening:
            forms = [form for form in self._forms if form[0] == key or not _LETTER_FIRST.match(form)]
            self._opening[key] = re.compile(f"(?:{'|'.join(forms) or '(?!)'}){self._after}")
        return self._opening[key]


@cache
def _table() -> dict[str, Any]:
    return {key: _listed(value) for key, value in tomllib.loads(_TABLE.read_text("utf-8")).items()}


def _listed(value: object) -> object:
    """Return the forms of a text, and of the texts of a section; lists of TOML take ten times as long to read."""
    if isinstance(value, dict):
        return {key: _listed(part) for key, part in value.items()}
    return [form for line in value.splitlines() for form in line.split(", ")] if isinstance(value, str) else value


@cache
def words(key: str) -> Forms:
    """Return a list of whole words that stand in running text (``stops``, ``roles``, ``degrees`` …)."""
    return Forms(_table()[key], r"(?<![\w'’])", r"(?![\w'’])")


@cache
def whole(key: str) -> Forms:
    """Return a section's words (``desks``, ``organisations``, ``nothing``, ``places``)."""
    return Forms(_table()[key]["words"], r"(?<!\w)", r"(?!\w)\.?")


@cache
def _any_desk() -> tuple[tuple[str, ...], Forms]:
    """Return the forms of desks that begin with any word, and how they end."""
    desks = _table()["desks"]
    return tuple(desks["ends"]), Forms(desks["bodies"], r"(?<!\w)", r"(?!\w)\.?")


def is_desk(text: str) -> bool:
    """Tell whether a text is a desk and nothing else."""
    ends, any_desk = _any_desk()
    return whole("desks").is_all(text) or (small(text).rstrip(".s").endswith(ends) and any_desk.is_all(text))


def prefix(text: str) -> re.Match[str] | None:
    """Return what stands before the name at a text's beginning, its colon or blank included."""
    return _prefixes().match(text) or (_run_in().match(text) if "者" in text else None)


@cache
def _prefixes() -> Forms:
    return Forms(_table()["prefixes"], "", f"(?:{_PREFIX_ENDS})")


@cache
def _run_in() -> re.Pattern[str]:
    """Return the pattern of prefixes that need neither colon nor blank."""
    forms = (form for form in _table()["prefixes"] if form.endswith(_REPORTER))
    return re.compile(rf"(?:{'|'.join(forms)})(?=[\u4e00-\u9fff])")


def agency(text: str) -> str | None:
    """Return the short form of the wire agency whose name, in the printed case, is all of a text."""
    names = _agencies().get(text[:1])
    found = _agency_pattern(text[:1]).fullmatch(text) if names else None
    return list(names)[found.lastindex - 1] if names and found and found.lastindex else None


@cache
def _agencies() -> dict[str, dict[str, list[str]]]:
    """Return the forms of each wire agency by their first letter."""
    listed: dict[str, dict[str, list[str]]] = {}
    for name, forms in _table()["agencies"].items():
        for form in forms:
            listed.setdefault(form[0], {}).setdefault(name, []).append(form)
    return listed


@cache
def _agency_pattern(letter: str) -> re.Pattern[str]:
    """Return the pattern of the agencies with this first letter, one group each."""
    return re.compile("|".join(f"({'|'.join(forms)})" for forms in _agencies()[letter].values()))


def any_of(forms: Iterable[str]) -> str:
    """Return the pattern of these forms as alternatives, with those that begin with the same letter taken together.

    It finds what the forms find one after the other, for two that begin with different letters never stand at the same
    place. But where none of them stands, no more than each letter is tried there.

    >>> any_of(["press", "post", "the (?:times|post)", "n/?a"])
    'p(?:ress|ost)|t(?:he (?:times|post))|n(?:/?a)'
    """
    patterns = []
    for begin_with_letter, run in groupby(forms, key=lambda form: bool(_LETTER_FIRST.match(form))):
        rests: dict[str, list[str]] = {}
        for form in run:
            if begin_with_letter:
                rests.setdefault(form[0], []).append(form[1:])
            else:
                group = _GROUP_FIRST.match(form)
                patterns.append(f"(?:{any_of(group[1].split('|'))}){form[group.end() :]}" if group else form)
        patterns += [f"{letter}(?:{'|'.join(rest)})" for letter, rest in rests.items()]
    return "|".join(patterns)


def may_hold_form(line: str) -> bool:
    """Tell at little cost whether any form of the table may stand in two words of small ASCII letters.

    >>> may_hold_form("ana berg"), may_hold_form("daily berg"), may_hold_form("ana unsbureau")
    (False, True, True)
    """
    openings, open_forms = _openings()
    second = line[line.find(" ") + 1 :]
    return (
        f"{line} ".startswith(openings.get(line[:2], ()))
        or f"{second} ".startswith(openings.get(second[:2], ()))
        or line.rstrip("s").endswith(_any_desk()[0])
        or open_forms.search(line) is not None
    )


@cache
def _openings() -> tuple[dict[str, tuple[str, ...]], re.Pattern[str]]:
    """Return the beginnings of all forms by their first two letters, and the pattern of those that have none."""
    found: dict[str, tuple[str, ...]] = {}
    open_forms = []
    for form in _forms():
        openings = _openings_of(form)
        if min(map(len, openings)) < 2:
            open_forms.append(form)
        for opening in openings:
            found[opening[:2]] = (*found.get(opening[:2], ()), opening)
    return found, re.compile(rf"(?<!\w)(?:{'|'.join(open_forms) or '(?!)'})")


def _forms() -> Iterator[str]:
    """Yield the forms of all lists but those of desks that begin with any word, and those of other scripts."""
    lists = (value if isinstance(value, list) else value.get("words", ()) for value in _table().values())
    agencies = (form.lower() for forms in _table()["agencies"].values() for form in forms)
    every = (form.replace("ı", "i") for form in chain(*lists, agencies))
    yield from (form for form in every if form[0].isascii() or not _LETTER_FIRST.match(form))


def _openings_of(form: str) -> list[str]:
    """Return what texts of a form begin with, empty for any text; a form without signs ends with a blank.

    >>> _openings_of("press trust"), _openings_of("texte?"), _openings_of("(?:our|staff) desk")
    (['press trust '], ['text'], ['our', 'staff'])
    """
    group = _GROUP_FIRST.match(form)
    if group and not form.startswith(("?", "*", "+", "{"), group.end()):
        return [_CERTAIN.findall(part)[0] for part in group[1].split("|")]
    certain = _CERTAIN.findall(form)[0]
    return [f"{certain} " if certain == form else certain]
