"""What a row says of its text must fit the text, or, without it, itself."""

import re
from collections.abc import Iterator

from .personal import findings
from .rows import Row, passages, sha256

Fault = tuple[str, str, str]
"""Column, code and message."""

_SHA256 = re.compile(r"[0-9a-f]{64}")
_EMPTY_IF_NONE = ("passages", "personal_data", "roles", "places", "removed", "mentions", "evidence")


def text_faults(row: Row) -> Iterator[Fault]:
    """Yield what cannot stand in an article's row of its text tier."""
    if not _SHA256.fullmatch(row["text_sha256"]):
        yield "text_sha256", "rows.value", "is not a SHA-256"
    if row["text_tier"] == "full":
        yield from _full(row)
    else:
        yield from _withheld(row)
    if row["text_tier"] != "none":
        yield from _paragraphs(row)


def _full(row: Row) -> Iterator[Fault]:
    text, paragraphs = row["text"], row["paragraphs"]
    if not text or paragraphs is None:
        yield "text", "rows.value", "is empty"
        return
    if any(piece["text"] is None for piece in row["removed"]):
        yield "removed", "rows.value", "lacks a piece's text"
    derived = {
        "text": "\n\n".join(paragraphs),
        "passages": passages(paragraphs),
        "personal_data": findings(tuple(paragraphs)),
        "words": len(text.split()),
        "characters": len(text),
        "text_sha256": sha256(text),
    }
    for name, value in derived.items():
        if row[name] != value:
            yield name, "rows.derived", f"is not {_short(value)}"


def _withheld(row: Row) -> Iterator[Fault]:
    if row["text"] is not None or row["paragraphs"] is not None:
        yield "text", "rows.value", f"is there, though the row's tier is {row['text_tier']}"
    if any(piece["text"] is not None for piece in row["removed"]):
        yield "removed", "rows.value", f"has a text, though the row's tier is {row['text_tier']}"
    if row["text_tier"] == "none":
        yield from ((name, "rows.value", "is not empty") for name in _EMPTY_IF_NONE if row[name])
    elif row["characters"] != sum(one["characters"] + 2 for one in row["passages"]) - 2:
        yield "characters", "rows.derived", "is not what the other columns give"


def _paragraphs(row: Row) -> Iterator[Fault]:
    if not row["passages"]:
        yield "passages", "rows.value", "is empty"
    for name in ("roles", "places"):
        if len(row[name]) != len(row["passages"]):
            yield name, "rows.derived", "is not as long as `passages`"
    if any(not _SHA256.fullmatch(one["sha256"]) for one in row["passages"]):
        yield "passages", "rows.value", "has a digest that is not a SHA-256"


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 80 else "what the other columns give"
