"""What is measured of every block of a page: the evidence that the learned verdicts rest on.

Everything is whole numbers, or one division of two of them: the same on every machine. The names of the features
are the model's; a change of what is measured needs a new training (``bench/train.py``).
"""

import re
from collections import Counter
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from .article import REASONS
from .containers import containers
from .document import Document
from .matching import match_all
from .rules import Rule
from .text_features import Columns, Ints, good_text, text_columns
from .tree_features import Tree

_ARTICLE_BODY = re.compile(r'"articleBody"\s*:\s*"((?:[^"\\]|\\.)*+)"', re.DOTALL)
_BESIDE = re.compile(r"[\W_]+")
_BESIDE_ASCII = bytes(code for code in range(128) if not chr(code).isalnum())
_ESCAPE = re.compile(r"\\u[0-9a-fA-F]{4}|\\.|<[^<>]{0,200}>|&\w{2,8};")

NOT_ASKED: Final = frozenset({"look", "container"})
"""Columns that other measures and rules need, and that the model is not trained with."""

_REACH: Final = 3
"""Neighbours looked at, before and after."""
FAR: Final = 9_999
"""Stands for a distance to something that the page does not have."""


def measure(document: Document, rules: list[Rule | None] | None = None) -> Columns:
    """Return the features of a page's blocks, by name: arrays as long as ``document.blocks`` (at least one).

    ``rules`` are the rules that match the blocks, weak ones included, if they are known already.
    """
    if rules is None:
        rules = match_all([block.text for block in document.blocks])
    columns: Columns = {}
    blocks = document.blocks
    text = text_columns(blocks, columns)
    good = good_text(columns)
    tree = Tree(document, good, text)
    tree.columns(columns)
    _neighbour_columns(columns, good)
    _headline_columns(document, columns, good)
    _witness_columns(document, columns)
    _rule_columns(rules, columns, good)
    columns["look"] = tree.look[tree.at]
    columns["container"] = containers(document.elements, tree.own_bits, good)
    return columns


class _Row:
    """The values of a page's blocks with room at both ends, so that a neighbour's value is a slice."""

    def __init__(self, values: npt.NDArray[Any], fill: float) -> None:
        self.count = len(values)
        room = np.full(_REACH, fill, np.result_type(values, type(fill)))
        self.values = np.concatenate((room, values, room))

    def at(self, by: int) -> npt.NDArray[Any]:
        """Return the values of the blocks ``by`` places later (negative: earlier)."""
        return self.values[_REACH + by : _REACH + by + self.count]


def _neighbour_columns(columns: Columns, good: Ints) -> None:
    count = len(good)
    place = np.arange(count)
    near = {"size": _Row(columns["size"], -1), "link_share": _Row(columns["link_share"], -1.0), "good": _Row(good, -1)}
    for name, row in near.items():
        columns |= {f"{name}@{by}": row.at(by) for by in (-3, -2, -1, 1, 2, 3)}
    tags, closed, depth = _Row(columns["tag"], -1), _Row(columns["closed"], -1), _Row(columns["depth"], 0)
    for by in (-2, -1, 1, 2):
        columns[f"tag@{by}"] = tags.at(by)
        columns[f"closed@{by}"] = closed.at(by)
        columns[f"depth_step@{by}"] = columns["depth"] - depth.at(by)
    running = np.concatenate(([0], np.cumsum(good)))
    size = np.concatenate(([0], np.cumsum(columns["size"])))
    total, whole = max(1, int(running[-1])), max(1, int(size[-1]))
    for width in (5, 10):
        low, high = np.maximum(place - width, 0), np.minimum(place + width + 1, count)
        columns[f"window_{width}"] = (running[high] - running[low]) / np.maximum(size[high] - size[low], 1)
    low, high = np.maximum(place - 10, 0), np.minimum(place + 11, count)
    columns["good_10_before"] = running[place] - running[low]
    columns["good_10_after"] = running[high] - running[place + 1]
    columns["good_before"] = running[place] / total
    columns["good_after"] = (running[-1] - running[place + 1]) / total
    columns["place"] = place
    columns["page_place"] = size[place] / whole
    columns["page_count"] = np.full(count, count)
    columns["page_good"] = np.full(count, total)
    columns["page_good_share"] = np.full(count, total / whole)
    marked = np.where(good > 0, place, -FAR)
    columns["since_good"] = place - _Row(np.maximum.accumulate(marked), -FAR).at(-1)
    marked = np.where(good > 0, place, 2 * FAR)
    columns["until_good"] = _Row(np.minimum.accumulate(marked[::-1])[::-1], 2 * FAR).at(1) - place


def _words(text: str) -> set[str]:
    return set(text.lower().split())


def _headline_columns(document: Document, columns: Columns, good: Ints) -> None:
    """Measure against the headline: the h1, or the block that the page's title repeats."""
    blocks = document.blocks
    titles = [document.title, *(value for key, value in document.metas if key in ("og:title", "twitter:title"))]
    words = set().union(*map(_words, titles))
    title = " ".join(titles).lower()
    overlap = np.zeros(len(blocks), np.int64)
    for index, block in enumerate(blocks):
        if len(block.text) < 300 and (block.tag[0] == "h" or block.text[:12].lower() in title):
            own = _words(block.text)
            overlap[index] = 100 * len(own & words) // len(own) if own else 0
    headed = np.array([block.tag == "h1" for block in blocks])
    spoken = columns["words"] >= 3
    rank = overlap * spoken + 30 * headed
    place = np.arange(len(blocks))
    at = int(np.argmax(rank)) if rank.max() >= 60 else -1
    running = np.concatenate(([0], np.cumsum(good)))
    columns["title_overlap"] = overlap
    columns["from_headline"] = place - at if at >= 0 else np.full(len(blocks), FAR)
    columns["good_from_headline"] = running[place] - running[at] if at >= 0 else np.full(len(blocks), -1)


_STOPS: Final = frozenset({"related", "comments", "newsletter", "share", "paywall", "registration"})
_RULE_CODES: Final = {reason: code for code, reason in enumerate(REASONS, start=1)}


def _rule_columns(found: list[Rule | None], columns: Columns, good: Ints) -> None:
    """Measure against the rule tables and the headings: what section of the page a block stands in."""
    columns["rule"] = np.array([_RULE_CODES[rule.reason] if rule else 0 for rule in found])
    columns["rule_weak"] = np.array([rule.weak if rule else False for rule in found])
    place = np.arange(len(found))
    stops = np.array([rule is not None and not rule.weak and rule.reason in _STOPS for rule in found])
    headings = columns["tag_h1"] | columns["tag_h2"] | columns["tag_h3"] | columns["tag_h4"]
    running = np.concatenate(([0], np.cumsum(good)))
    for name, marked in (("stop", stops), ("heading", headings)):
        last = np.maximum.accumulate(np.where(marked, place, -1))
        following = np.minimum.accumulate(np.where(marked, place, len(found))[::-1])[::-1]
        columns[f"since_{name}"] = np.where(last >= 0, place - last, FAR)
        columns[f"good_since_{name}"] = np.where(last >= 0, running[place] - running[last], -1)
        columns[f"until_{name}"] = np.where(following < len(found), following - place, FAR)
    last = np.maximum.accumulate(np.where(headings, place, -1))
    for name in ("rule", "link_share", "tag", "depth"):
        columns[f"heading_{name}"] = np.where(last >= 0, columns[name][last], -1)
    codes = _Row(columns["rule"], -1)
    columns["rule@-1"], columns["rule@1"] = codes.at(-1), codes.at(1)
    count = np.concatenate(([0], np.cumsum(stops)))
    low, high = np.maximum(place - 8, 0), np.minimum(place + 9, len(found))
    columns["stops_near"] = count[high] - count[low]


def _bare(text: str) -> str:
    """Return the letters and digits alone, so that quotes, escapes and white space do not hinder comparing."""
    plain = text.encode("utf-8", "surrogatepass").translate(None, _BESIDE_ASCII).decode("utf-8", "surrogatepass")
    return (plain if plain.isascii() else _BESIDE.sub("", plain)).lower()


def _article_body(document: Document) -> str:
    """Return the body that the page's JSON-LD declares, as `_bare` leaves it; empty if none or hardly any."""
    bodies = [_ARTICLE_BODY.search(text) for text in document.json_ld]
    body = max((found[1] for found in bodies if found), key=len, default="")
    return _bare(_ESCAPE.sub(" ", body)) if len(body) > 200 else ""


def _body_columns(document: Document, columns: Columns) -> None:
    """Measure against JSON-LD ``articleBody``: a witness, never the text itself, for it is often cut off."""
    body = _article_body(document)
    whole = len(body)
    said = np.zeros(len(document.blocks), np.int64)
    if body:
        for index, block in enumerate(document.blocks):
            if len(block.text) >= 20:
                said[index] = 1 if _bare(block.text[:60])[:40] in body else -1
    columns["said"] = said
    columns["body_size"] = np.full(len(said), whole)
    share = np.sum(np.where(said > 0, columns["size"], 0)) * 100 // max(1, whole)
    columns["body_found"] = np.full(len(said), share)


def _witness_columns(document: Document, columns: Columns) -> None:
    """Measure against the page's description, and against other blocks with the same text."""
    texts = [block.text for block in document.blocks]
    times = Counter(texts)
    columns["copies"] = np.array([times[text] for text in texts], np.int64)
    first: dict[str, int] = {}
    columns["again"] = np.array([first.setdefault(text, index) < index for index, text in enumerate(texts)])
    _body_columns(document, columns)
    described = " ".join(value for key, value in document.metas if key.endswith("description")).lower()
    columns["described"] = np.array([len(text) > 30 and text[:60].lower() in described for text in texts])


def lexicon_columns(columns: Columns, text: Ints, names: Ints) -> None:
    """Add the words' scores of each block (see `lexicon`), and those of its neighbours and look-alikes."""
    look, place = columns["look"], np.arange(len(text))
    count = np.bincount(look)
    low, high = np.maximum(place - 6, 0), np.minimum(place + 7, len(text))
    for name, scores in (("text", text), ("names", names)):
        columns[f"{name}_score"] = scores
        row = _Row(scores, -FAR)
        columns |= {f"{name}_score@{by}": row.at(by) for by in (-2, -1, 1, 2)}
        # sums of integers below 2**53: exact in float64
        columns[f"{name}_score_look"] = (np.bincount(look, scores) / np.maximum(count, 1))[look]
        running = np.concatenate(([0], np.cumsum(scores)))
        columns[f"{name}_score_near"] = (running[high] - running[low]) / (high - low)
