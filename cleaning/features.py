"""What is measured of every block of a page: the evidence that the learned verdicts rest on.

Everything is whole numbers, or one division of two of them: the same on every machine. The names of the features
are the model's; a change of what is measured needs a new training (``bench/train.py``). Compiled where a C compiler is
there (`features.pxd` gives the types).
"""

import re
from typing import Final

from . import arrays, near_features, text_features, tree_features
from .arrays import Ints, Rows
from .article import REASONS
from .columns import BlockColumns, Columns, Layout
from .containers import containers
from .document import Block, Document
from .matching import match_all
from .near_features import FAR, copy, near_columns, neighbour_columns, since_columns
from .rules import Rule
from .text import repeats
from .text_features import BLOCK_TAG_CODES, text_columns
from .tree_features import tree_columns

_ARTICLE_BODY = re.compile(r'"articleBody"\s*:\s*"([^"\\]*+(?:\\.[^"\\]*+)*+)"', re.DOTALL)
_BESIDE = re.compile(r"[^\x00-\x7f\w]+")
_BESIDE_ASCII = bytes(code for code in range(128) if not chr(code).isalnum())
_ESCAPE = re.compile(r"\\u[0-9a-fA-F]{4}|\\.|<[^<>]{0,200}>|&\w{2,8};")

NOT_ASKED: Final = frozenset({"look", "container"})
"""Columns that other measures and rules need, and that the model is not trained with."""

_OF_HEADING: Final = ("rule", "link_share", "tag", "depth")
_LAYOUT: Final = Layout(
    {
        **text_features.PARTS,
        **tree_features.PARTS,
        **near_features.PARTS,
        "headline": ("title_overlap", "from_headline", "good_from_headline"),
        "witness": ("described", "said", "body_size", "body_found", "again", "copies"),
        "rules": ("rule", "rule_weak", "rule@-1", "rule@1", "stops_near"),
        "of_heading": tuple(f"heading_{name}" for name in _OF_HEADING),
        "container": ("container",),
    }
)
_FIRST_HEADING, _LAST_HEADING = BLOCK_TAG_CODES["h1"], BLOCK_TAG_CODES["h6"]
_STOP_REACH = 8
"""Blocks before and after among which stops are counted."""


def measure(document: Document, rules: list[Rule | None] | None = None) -> BlockColumns:
    """Return the features of a page's blocks, of which there is at least one; those of words are left at 0.

    ``rules`` are the rules that match the blocks, weak ones included, if they are known already.
    """
    if rules is None:
        rules = match_all([block.text for block in document.blocks])
    columns = BlockColumns(_LAYOUT, len(document.blocks))
    good, sums = text_columns(document.blocks, columns)
    marks = tree_columns(document, columns, sums)
    neighbour_columns(columns, good, sums)
    _headline_columns(document, columns, sums.good)
    _witness_columns(document, columns)
    _rule_columns(rules, columns, sums.good)
    copy(arrays.row("q", containers(document.elements, marks, sums.good)), columns["container"])
    return columns


def _words(text: str) -> set[str]:
    return set(text.lower().split())


def _headline_columns(document: Document, columns: Columns, goods: Rows) -> None:
    """Measure against the headline: the h1, or the block that the page's title repeats; ``goods`` are running sums."""
    titles = [document.title, *(value for key, value in document.metas if key in ("og:title", "twitter:title"))]
    title = " ".join(titles).lower()
    measure_headline(document.blocks, title, columns["words"], goods, columns.part("headline"))


def measure_headline(blocks: list[Block], title: str, words: Rows, goods: Rows, rows: Rows) -> None:
    """Measure the percent of a block's words that stand in the title, and how far it is from the headline."""
    said = set(title.split())
    best, headline = 0, -1
    for place, block in enumerate(blocks):
        text, tag = block.text, block.tag
        overlap = 0
        if len(text) < 300 and (tag[0] == "h" or text[:12].lower() in title):
            own = _words(text)
            overlap = 100 * len(own & said) // len(own) if own else 0
        rows[0, place] = overlap
        rank = (overlap if words[place] >= 3 else 0) + (30 if tag == "h1" else 0)
        if rank > best:
            best, headline = rank, place
    known = best >= 60
    for place in range(len(blocks)):
        rows[1, place] = place - headline if known else FAR
        rows[2, place] = goods[place] - goods[headline] if known else -1


_STOPS: Final = frozenset({"related", "comments", "newsletter", "share", "paywall", "registration"})
_RULE_CODES: Final = {reason: code for code, reason in enumerate(REASONS, start=1)}


def _rule_columns(found: list[Rule | None], columns: Columns, goods: Rows) -> None:
    """Measure against the rule tables and the headings, what section a block stands in; ``goods`` are running sums."""
    stops = measure_rules(found, columns.part("rules"))
    since_columns(columns, "stop", stops, goods)
    last = since_columns(columns, "heading", headings(columns["tag"]), goods)
    for name in _OF_HEADING:
        take(columns[name], last, columns[f"heading_{name}"])


def headings(tags: Rows) -> list[bool]:
    """Return which blocks are headings."""
    return [_FIRST_HEADING <= tags[place] <= _LAST_HEADING for place in range(len(tags))]


def measure_rules(found: list[Rule | None], rows: Rows) -> list[bool]:
    """Measure each block's rule and its neighbours', and the stops near it; return which blocks are stops."""
    count = len(found)
    stops = []
    for place, rule in enumerate(found):
        stop = False
        rows[2, place] = rows[3, place] = -1
        if rule is not None:
            rows[0, place] = _RULE_CODES[rule.reason]
            rows[1, place] = rule.weak
            stop = not rule.weak and rule.reason in _STOPS
        stops.append(stop)
    for place in range(count):
        if place > 0:
            rows[2, place] = rows[0, place - 1]
        if place < count - 1:
            rows[3, place] = rows[0, place + 1]
        if stops[place]:
            for near in range(max(place - _STOP_REACH, 0), min(place + _STOP_REACH + 1, count)):
                rows[4, near] += 1
    return stops


def take(values: Rows, places: list[int], row: Rows) -> None:
    """Write the values that stand at the places, -1 where the place is."""
    for index, place in enumerate(places):
        row[index] = values[place] if place >= 0 else -1


def _bare(text: str) -> str:
    """Return the letters and digits alone, so that quotes, escapes and white space do not hinder comparing."""
    plain = text.encode("utf-8", "surrogatepass").translate(None, _BESIDE_ASCII).decode("utf-8", "surrogatepass")
    return (plain if plain.isascii() else _BESIDE.sub("", plain)).lower()


def _article_body(document: Document) -> str:
    """Return the body that the page's JSON-LD declares, as `_bare` leaves it; empty if none or hardly any."""
    starts = [(text, text.find('"articleBody"')) for text in document.json_ld]
    bodies = [_ARTICLE_BODY.search(text, start) for text, start in starts if start >= 0]
    body = max((found[1] for found in bodies if found), key=len, default="")
    return _bare(_ESCAPE.sub(" ", body)) if len(body) > 200 else ""


def _witness_columns(document: Document, columns: Columns) -> None:
    """Measure against the page's description, its declared body, and other blocks with the same text."""
    described = " ".join(value for key, value in document.metas if key.endswith("description")).lower()
    texts = [block.text for block in document.blocks]
    rows = columns.part("witness")
    if described:
        measure_described(texts, described, rows)
    body = _article_body(document)
    if body:
        measure_body(texts, body, columns["size"], rows)
    earlier, copies = repeats(texts)
    copy(arrays.row("q", [seen > 0 for seen in earlier]), columns["again"])
    copy(arrays.row("q", copies), columns["copies"])


def measure_described(texts: list[str], described: str, rows: Rows) -> None:
    """Measure whether the description says a text."""
    for place, text in enumerate(texts):
        if len(text) > 30:
            start = text[:8]
            if not start.isascii() or start.lower() in described:  # hardly any line begins like a part of it
                rows[0, place] = text[:60].lower() in described


def measure_body(texts: list[str], body: str, sizes: Rows, rows: Rows) -> None:
    """Measure against JSON-LD ``articleBody``: a witness, never the text itself, for it is often cut off."""
    whole = len(body)
    found = 0
    for place, text in enumerate(texts):
        if len(text) >= 20:
            said = _bare(text[:60])[:40] in body
            rows[1, place] = 1 if said else -1
            found += int(sizes[place]) if said else 0
    for place in range(len(texts)):
        rows[2, place] = whole
        rows[3, place] = found * 100 // whole


def lexicon_columns(columns: Columns, text: Ints, names: Ints) -> None:
    """Measure the words' scores of each block (see `lexicon`), and those of its neighbours and look-alikes."""
    near_columns(columns, "text_score", text)
    near_columns(columns, "names_score", names)
