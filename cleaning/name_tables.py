"""The words that bylines are made of, as patterns: one table, `names.toml`, read once."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_TABLE = Path(__file__).with_name("names.toml")


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_TABLE.read_text("utf-8"))


@cache
def words(key: str) -> re.Pattern[str]:
    """Return the pattern of a list of whole words that stand in running text (``stops``, ``roles``, ``degrees`` …)."""
    return re.compile(rf"(?<![\w'’])(?:{'|'.join(_table()[key])})(?![\w'’])", re.I)


@cache
def whole(key: str) -> re.Pattern[str]:
    """Return the pattern of a section's words (``desks``, ``organisations``, ``nothing``, ``places``)."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(_table()[key]['words'])})(?!\w)\.?", re.I)


@cache
def prefix() -> re.Pattern[str]:
    """Return the pattern of what stands before a name, its colon or blank included; "记者" needs neither."""
    ends = r"\s*[:：]\s*|\s+[–—-]\s+|\s+(?=\S)|(?<=[记記]者)(?=[\u4e00-\u9fff])|$"
    return re.compile(rf"(?:{'|'.join(_table()['prefixes'])})(?:{ends})", re.I)


@cache
def agency_names() -> dict[str, str]:
    """Return the short form of each wire agency by the group that matches it in `agencies`."""
    return {f"a{index}": name for index, name in enumerate(_table()["agencies"])}


@cache
def agencies() -> re.Pattern[str]:
    """Return the pattern of all wire agencies, one named group each."""
    patterns = enumerate(_table()["agencies"].values())
    return re.compile("|".join(f"(?P<a{index}>{pattern})" for index, pattern in patterns))
