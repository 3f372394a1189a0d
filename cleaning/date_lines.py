"""Date lines: the printed lines that say when the article appeared or changed, read by their labels and their place."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from .address_dates import is_cable, month_in
from .dates import MAX_CHARS, Reading, month, read_all
from .late import late
from .name_tables import any_of
from .sources import Sources
from .text import may_hold_date, small

Label = Literal["published", "modified", "foreign", ""]
"""What a date is of, by the words around it: the article, its last change, something else, or untold."""

_SIDE_MARK = re.compile(
    r"(?:c(?<![a-z]c)(?:(?<!date-c)omments?(?!-date)|ommentlist|omment-?info|arousel|ard)|"
    r"r(?<![a-z]r)e(?:plies|spond|lated|commended|commendations|cent|ad-?next)|t(?<![a-z]t)(?:easers?(?!__meta)|rending)|"
    r"s(?<![a-z]s)idebar|w(?<![a-z]w)idget|l(?<![a-z]l)(?:atest|eserbrief)|p(?<![a-z]p)(?:opular|romo)|"
    r"m(?<![a-z]m)o(?:st|re)-\w+|k(?<![a-z]k)ommentare?)(?![a-z])"
)
"""Marks of elements that are about other texts."""
_SIDE_LINE = re.compile(
    r"comment(?<![a-z]comment)(?<!date-comment)s?(?![a-z]|-date)|kommentar|leserbrief|related|recommend|event|menu"
)
_DATE_MARK = re.compile(r"(?<![a-z])(?:date|datum|published|pub-?date|posted|timestamp|time)(?![a-z])")
_OWN_MARKS = 160
"""Characters of an element's marks that are its own and its near ancestors'."""
_OWN_NAMES = 40
"""Characters of a block's marks that are its own names."""
_LINES_NEAR = 4
_LINES_BEFORE, _LINES_AFTER, _LINES_FAR, _LINES_END = 7, 4, 40, 6
"""Blocks in which date lines stand: before the headline, after the body's first block (no further from the headline
than the third figure), after its last."""
_KINDS: dict[str | None, Label] = {"published": "published", "modified": "modified", "foreign": "foreign"}
_MAX_LINE = 160
_MAX_REST = 12
"""A line with more words than this beside its dates is a sentence, not a date line."""
_MAX_START = 40
"""Characters before which a dateline's day ends: "Moosried, (12.11.2021)."."""
_PLACE = late(r"\W*(?!(?:On|In|By|Am|Im|Vom|Le|El|Il|Em|Since|Until)\b)(?:[^\W\d_a-z][\w.'’-]*[ ,/(]*){0,4}")
_CLOSED = late(r"\s?[)\]:–—|•„“«-]")
"""What stands before and after a dateline's day; in a sentence, other words do."""
_GLUED = re.compile(r"[A-Z](?:(?<=[^\W\d_A-Z].)|(?<=\d{4}.)(?=[a-z]))")
"""Where two elements ran together: "Ana LimaDec 2, 2010", "2010Updated:"."""
_POSTED = late(
    r"(?<!\w)(?:(?:was|is) (?:posted|published|written|filed)|(?:posted|published|filed) (?:on|by|in)|"
    r"wurde (?:am|von|in)\b.{0,80}(?:gepostet|veröffentlicht|geschrieben|erstellt|verfasst|publiziert)|"
    r"(?:a été|est) (?:posté|publié)|fue (?:publicad[oa]|escrit[oa]))(?!\w)",
    re.I,
)
_REST = late(r"[\W\d_]+|(?<!\w)(?:um|at|à|uhr|h|am|pm|on|den|[a-z]{0,9}(?:day|tag))(?!\w)", re.I)
_NOISE = re.compile(r"[\W\d_]+")
_CLOCKS_APART = timedelta(days=1)
"""How far the day on the reader's clock may be from the capture's in UTC: a masthead shows the reader's."""
_DATELINE_DAY = late(r"^[^.:!?]{2,40}?[,(]\s?(?P<m>[^\W\d_]{3,9})\.?\s(?P<d>\d{1,2})(?!\d)\s?[:(—–,-]")
"""A dateline's day without a year: "NEW DELHI, Dec 2 (PTI):"."""


class Claim(NamedTuple):
    """One place that says when."""

    source: str
    reading: Reading
    label: Label = ""
    seen: bool = False
    """Whether readers see it."""
    printed: bool = False
    """Whether it is printed right at the headline, where other texts' dates do not stand."""


def is_side(marks: str) -> bool:
    """Tell whether an element is about another text than the article."""
    return _has_side_mark(marks[:_OWN_MARKS])


@lru_cache(maxsize=1024)
def _has_side_mark(marks: str) -> bool:
    """Look once: the teasers of a page bear the same marks, as do the pages of a site."""
    return marks.startswith("comment") or _SIDE_MARK.search(marks) is not None


def label_of(text: str) -> Label:
    """Return what the last label in the text says that a date is of."""
    found = list(_labels().finditer(small(text))) if text else []
    return _KINDS[found[-1].lastgroup] if found else ""


def claims(sources: Sources, headline: int) -> Iterator[Claim]:
    """Yield the claims of the date lines at the article: bylines, lines around the headline, last lines."""
    for text, marks in sources.document.bylines:
        if may_hold_date(text) and not is_side(marks):
            yield from _labelled(text, "byline", sources.country, printed=False)
    blocks = sources.document.blocks
    for index in _line_indices(sources, headline):
        block = blocks[index]
        if (
            len(block.text) <= _MAX_LINE
            and may_hold_date(block.text)
            and not _SIDE_LINE.search(block.marks[:_OWN_NAMES])
        ):
            near = headline >= 0 and abs(index - headline) <= _LINES_NEAR
            before = blocks[index - 1].text if index else ""
            told = _labelled(block.text, f"line at {block.where}", sources.country, before, printed=near)
            yield from (claim for claim in told if not _is_of_something_else(claim, sources, above=index < headline))


def _is_of_something_else(claim: Claim, sources: Sources, *, above: bool) -> bool:
    """Tell whether an unlabelled day is the cable's that the page shows, or the reader's own above the headline."""
    address, captured, day = sources.address, sources.captured_at, claim.reading.day
    if claim.label or not day:
        return False
    if address and is_cable(address.host, address.path):
        return True
    return above and captured is not None and abs(captured.date() - day) <= _CLOCKS_APART


def marked(sources: Sources) -> Iterator[Claim]:
    """Yield the blocks anywhere that hold one date and bear its name in their marks; none of side stories."""
    for block in sources.dated:
        if len(block.text) > _OWN_NAMES or not _DATE_MARK.search(block.marks[:_OWN_NAMES]) or is_side(block.marks):
            continue
        dates = read_all(block.text, sources.country)
        if len(dates) == 1 and label_of(block.text) != "foreign":
            yield Claim(f"line at {block.where}", dates[0][2], seen=True)


def posted(sources: Sources) -> Iterator[Claim]:
    """Yield the day of any line or sentence that says when the text was posted; blogs print it beside the text."""
    for block in sources.dated:
        if len(block.text) <= MAX_CHARS and _POSTED.search(block.text):
            for _, _, reading in read_all(block.text, sources.country)[:1]:
                yield Claim(f"line at {block.where}", reading, seen=True)
        elif len(block.text) <= _MAX_LINE and not is_side(block.marks):
            told = _labelled(block.text, f"line at {block.where}", sources.country, printed=False)
            yield from (claim for claim in told if claim.label == "published")


def lone(sources: Sources) -> Iterator[Claim]:
    """Yield the day that is all that a line says, if no other line of the page is another day alone; none of menus."""
    short = (block for block in sources.dated if len(block.text) <= _OWN_NAMES)
    found = [
        Claim(f"line at {block.where}", dates[0][2], seen=True)
        for block in short
        if not is_side(block.marks) and (dates := read_all(block.text, sources.country))
        if len(dates) == 1 and not _REST.sub("", block.text[: dates[0][0]] + block.text[dates[0][1] :])
    ]
    if len({claim.reading.day for claim in found}) == 1 and not _is_of_something_else(found[0], sources, above=True):
        yield found[0]


def dateline(sources: Sources) -> Iterator[Claim]:
    """Yield the day in the dateline of the first kept paragraph; its year, if missing, is that of the address."""
    first = next((b for b, v in zip(sources.document.blocks, sources.verdicts, strict=False) if v.keep), None)
    if first is None:
        return
    for start, end, reading in read_all(first.text[:_MAX_LINE], sources.country)[:1]:
        if end <= _MAX_START and _PLACE.fullmatch(first.text[:start]) and _CLOSED.match(first.text[end:]):
            yield Claim(f"dateline at {first.where}", reading, seen=True)
    found = _DATELINE_DAY.match(first.text[:_MAX_LINE])
    address = sources.address or sources.declared_address
    known = month_in(address.host, address.path) if address else None
    if found and known and month(found["m"]) == known[1]:
        try:
            yield Claim(f"dateline at {first.where}", Reading(date(*known, int(found["d"]))), seen=True)
        except ValueError:  # 31 June
            return


def _line_indices(sources: Sources, headline: int) -> list[int]:
    """Return the indices of the blocks where date lines stand, likeliest first."""
    blocks = sources.document.blocks
    kept = sources.kept_below(headline)
    first, last = (kept[0], kept[-1]) if kept else (headline, headline)
    anchor = headline if headline >= 0 else first
    near = max(anchor, min(first, anchor + _LINES_FAR)) + _LINES_AFTER
    indices = [
        *range(anchor + 1, near),
        *range(max(near, first - _LINES_AFTER), first + _LINES_AFTER),
        *range(anchor - 1, anchor - _LINES_BEFORE, -1),
        anchor,
    ]
    indices += range(max(last - 1, near), last + _LINES_END)
    return [index for index in dict.fromkeys(indices) if 0 <= index < len(blocks)]


def _labelled(line: str, source: str, country: str, before: str = "", *, printed: bool) -> Iterator[Claim]:
    """Yield every date of a line that holds little else, with the kind of the label before it.

    `before` is the line above: a label may stand there alone.
    """
    line = _GLUED.sub(r" \g<0>", line) if _GLUED.search(line) else line
    dates = read_all(line, country)
    if not dates:
        return
    rest = _NOISE.sub(" ", line[: dates[0][0]] + line[dates[-1][1] :])
    end = 0
    for start, stop, reading in dates:
        label = label_of(line[end:start])
        if not label and not rest.strip() and len(before) <= _OWN_NAMES and before.rstrip().endswith(":"):
            label = label_of(before)
        end = stop
        if label != "foreign" and (label or len(rest.split()) <= _MAX_REST):
            yield Claim(source, reading, label, seen=True, printed=printed)


@cache
def table() -> dict[str, Any]:
    """Return `stamps.toml`."""
    return tomllib.loads(Path(__file__).with_name("stamps.toml").read_text("utf-8"))


@cache
def _labels() -> re.Pattern[str]:
    groups = (f"(?P<{kind}>{any_of(words)})" for kind, words in table()["labels"].items())
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(groups).replace('ı', 'i')})(?![^\W_])")
