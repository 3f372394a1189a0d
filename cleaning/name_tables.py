"""The words that bylines are made of, as patterns: one table, `names.toml`, read once."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

_TABLE = Path(__file__).with_name("names.toml")
_LETTER_FIRST = re.compile(r"[^\W\d_](?![?*+{])")
_GROUP_FIRST = re.compile(r"\(\?:([^()]+)\)")


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_TABLE.read_text("utf-8"))


@cache
def words(key: str) -> re.Pattern[str]:
    """Return the pattern of a list of whole words that stand in running text (``stops``, ``roles``, ``degrees`` …)."""
    return re.compile(rf"(?<![\w'’])(?:{any_of(_table()[key])})(?![\w'’])", re.I)


@cache
def whole(key: str) -> re.Pattern[str]:
    """Return the pattern of a section's words (``desks``, ``organisations``, ``nothing``, ``places``)."""
    return re.compile(rf"(?<!\w)(?:{any_of(_table()[key]['words'])})(?!\w)\.?", re.I)


@cache
def prefix() -> re.Pattern[str]:
    """Return the pattern of what stands before a name, its colon or blank included; "记者" needs neither."""
    ends = r"\s*[:：]\s*|\s+[–—-]\s+|\s+(?=\S)|(?<=[记記]者)(?=[\u4e00-\u9fff])|$"
    return re.compile(rf"(?:{any_of(_table()['prefixes'])})(?:{ends})", re.I)


@cache
def agency_names() -> dict[str, str]:
    """Return the short form of each wire agency by the group that matches it in `agencies`."""
    return {f"a{index}": name for index, name in enumerate(_table()["agencies"])}


@cache
def agencies() -> re.Pattern[str]:
    """Return the pattern of all wire agencies, one named group each."""
    patterns = enumerate(_table()["agencies"].values())
    return re.compile("|".join(f"(?P<a{index}>{pattern})" for index, pattern in patterns))


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
