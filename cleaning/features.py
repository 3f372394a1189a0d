"""What is measured of every block of a page: the evidence that the learned verdicts rest on.

Everything is whole numbers, or one division of two of them: the same on every machine. The names of the features
are the model's; a change of what is measured needs a new training (``bench/train.py``).
"""

import re
from collections import Counter
from typing import Final

import numpy as np

from .article import REASONS
from .containers import containers
from .document import Document
from .matching import match_all
from .near_features import FAR, near_columns, near_sums, neighbour_columns, running, since_columns
from .rules import Rule
from .text_features import Columns, Ints, Rows, good_text, text_columns
from .tree_features import tree_columns

_ARTICLE_BODY = re.compile(r'"articleBody"\s*:\s*"((?:[^"\\]|\\.)*+)"', re.DOTALL)
_BESIDE = re.compile(r"[\W_]+")
_BESIDE_ASCII = bytes(code for code in range(128) if not chr(code).isalnum())
_ESCAPE = re.compile(r"\\u[0-9a-fA-F]{4}|\\.|<[^<>]{0,200}>|&\w{2,8};")

NOT_ASKED: Final = frozenset({"look", "container"})
"""Columns that other measures and rules need, and that the model is not trained with."""


def measure(document: Document, rules: list[Rule | None] | None = None) -> Columns:
    """Return the features of a page's blocks, by name: arrays as long as ``document.blocks`` (at least one).

    ``rules`` are the rules that match the blocks, weak ones included, if they are known already.
    """
    if rules is None:
        rules = match_all([block.text for block in document.blocks])
    columns = text_columns(document.blocks)
    good = good_text(columns)
    marks = tree_columns(document, columns, good)
    neighbour_columns(columns, good)
    _headline_columns(document, columns, good)
    _witness_columns(document, columns)
    _rule_columns(rules, columns, good)
    columns["container"] = containers(document.elements, marks, good)
    return columns


def _words(text: str) -> set[str]:
    return set(text.lower().split())


def _headline_columns(document: Document, columns: Columns, good: Rows) -> None:
    """Measure against the headline: the h1, or the block that the page's title repeats."""
    blocks = document.blocks
    titles = [document.title, *(value for key, value in document.metas if key in ("og:title", "twitter:title"))]
    words = set().union(*map(_words, titles))
    title = " ".join(titles).lower()
    overlap = np.zeros(len(blocks))
    for index, block in enumerate(blocks):
        if len(block.text) < 300 and (block.tag[0] == "h" or block.text[:12].lower() in title):
            own = _words(block.text)
            overlap[index] = 100 * len(own & words) // len(own) if own else 0
    rank = overlap * (columns["words"] >= 3) + 30 * columns["tag_h1"]
    at = int(np.argmax(rank)) if rank.max() >= 60 else -1
    goods = running(good)
    columns["title_overlap"] = overlap
    columns["from_headline"] = columns["place"] - at if at >= 0 else np.full(len(blocks), FAR)
    columns["good_from_headline"] = goods[:-1] - goods[at] if at >= 0 else np.full(len(blocks), -1)


_STOPS: Final = frozenset({"related", "comments", "newsletter", "share", "paywall", "registration"})
_RULE_CODES: Final = {reason: code for code, reason in enumerate(REASONS, start=1)}


def _rule_columns(found: list[Rule | None], columns: Columns, good: Rows) -> None:
    """Measure against the rule tables and the headings: what section of the page a block stands in."""
    codes = np.array([_RULE_CODES[rule.reason] if rule else 0 for rule in found], np.float64)
    columns["rule"] = codes
    columns["rule_weak"] = np.array([rule.weak if rule else False for rule in found])
    stops = [rule is not None and not rule.weak and rule.reason in _STOPS for rule in found]
    headings = columns["tag_h1"] + columns["tag_h2"] + columns["tag_h3"] + columns["tag_h4"]
    since_columns(columns, "stop", stops, good)
    last = np.array(since_columns(columns, "heading", headings.tolist(), good))
    for name in ("rule", "link_share", "tag", "depth"):
        columns[f"heading_{name}"] = np.where(last >= 0, columns[name][last], -1)
    columns["rule@-1"], columns["rule@1"] = np.full((2, len(codes)), -1.0)
    columns["rule@-1"][1:], columns["rule@1"][:-1] = codes[:-1], codes[1:]
    columns["stops_near"] = near_sums(stops, 8)


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
    look = columns["look"].astype(np.int64).tolist()
    near_columns(columns, "text_score", text.astype(np.float64), look)
    near_columns(columns, "names_score", names.astype(np.float64), look)
