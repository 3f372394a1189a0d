"""What is measured of every block of a page: the evidence that the learned verdicts rest on.

Everything is integers, or one division of two integers: the same numbers on every machine.
"""

from collections import Counter
import re
from functools import cache, lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from .article import REASONS
from .document import Block, Document
from .rules import match

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Columns = dict[str, npt.NDArray[Any]]

_ARTICLE_BODY = re.compile(r'"articleBody"\s*:\s*"((?:[^"\\]|\\.)*+)"', re.DOTALL)
_ESCAPE = re.compile(r"\\u[0-9a-fA-F]{4}|\\.|<[^<>]{0,200}>|&\w{2,8};")

FAR: Final = 9_999
"""Stands for a distance to something that the page does not have."""

# What class and id names tell, by substring of one word of them. Order and spelling belong to the model: a change
# here needs a new training.
NAME_MARKS: Final[dict[str, tuple[str, ...]]] = {
    "comment": ("comment", "disqus", "respond", "reply", "discussion"),
    "related": (
        "related", "recommend", "readmore", "also", "popular", "trending", "latest", "teaser", "outbrain", "taboola",
        "recirc", "suggest", "similar", "next", "prev", "more", "mostread", "upnext", "promo", "relacion", "verwandt",
    ),
    "share": ("share", "sharing", "social", "follow", "addthis", "facebook", "whatsapp", "print"),
    "nav": ("nav", "menu", "crumb", "pagination", "pager", "skip", "topbar", "toolbar", "masthead"),
    "foot": ("foot", "copyright", "legal", "bottom", "disclaimer"),
    "head": ("header",),
    "side": ("sidebar", "aside", "rail", "widget", "secondary", "complementary", "column"),
    "caption": ("caption", "credit", "photo", "image", "img", "figure", "picture", "legend", "media"),
    "gallery": ("gallery", "slide", "carousel", "swiper", "slick"),
    "author": ("author", "byline", "writer", "contributor", "bio", "reporter", "profile"),
    "stamp": ("date", "time", "publish", "updated", "posted"),
    "meta": ("meta", "info", "details", "label", "kicker", "eyebrow", "badge"),
    "topic": ("tag", "categor", "topic", "keyword", "section"),
    "signup": ("newsletter", "subscri", "signup", "form", "email", "regist", "login", "account", "member", "donat"),
    "wall": ("paywall", "premium", "piano", "regwall", "meter", "barrier", "offer"),
    "advert": ("advert", "sponsor", "banner", "dfp", "gpt", "adslot", "adunit", "commercial", "affiliate"),
    "consent": ("cookie", "consent", "gdpr", "privacy", "policy", "modal", "popup", "overlay", "onetrust", "notice", "alert"),
    "title": ("title", "headline", "heading"),
    "lead": ("standfirst", "dek", "lead", "summary", "subtitle", "intro", "descript", "excerpt", "abstract", "subhead"),
    "body": ("body", "articletext", "storytext", "entry", "prose", "richtext", "paragraph", "wysiwyg", "articlebody"),
    "content": ("content", "text", "copy"),
    "article": ("article", "story", "post", "blog", "news"),
    "main": ("main", "primary", "center"),
    "quote": ("quote", "pull"),
    "player": ("video", "player", "audio", "podcast", "embed", "tweet", "twitter", "instagram", "youtube", "iframe"),
    "card": ("card", "grid", "feed", "river", "tile", "item", "list", "collection", "cluster"),
    "box": ("box", "block", "module", "panel", "component", "inline"),
    "contents": ("toc", "anchor", "jump"),
    "note": ("correction", "disclosure", "footnote", "reference", "note", "source"),
    "button": ("button", "btn", "cta", "link"),
    "hide": ("hide", "hidden", "collaps", "expand", "toggle", "tooltip", "dropdown"),
    "live": ("live", "timeline", "update"),
    "support": ("support", "appeal", "pledge", "contribut", "callout", "highlight", "factbox", "infobox"),
    "product": ("product", "shop", "price", "cart", "review", "rating"),
}
TAG_MARKS: Final[dict[str, tuple[str, ...]]] = {
    "article": ("article",),
    "main": ("main",),
    "section": ("section",),
    "aside": ("aside",),
    "nav": ("nav",),
    "footer": ("footer",),
    "header": ("header",),
    "figure": ("figure", "figcaption", "caption"),
    "list": ("ul", "ol", "dl"),
    "item": ("li", "dd", "dt"),
    "table": ("table",),
    "quote": ("blockquote",),
    "form": ("form", "fieldset", "button"),
    "heading": ("h1", "h2", "h3", "h4", "h5", "h6"),
    "details": ("details", "summary"),
}
BLOCK_TAGS: Final[dict[str, tuple[str, ...]]] = {
    "p": ("p",),
    "h1": ("h1",),
    "h2": ("h2",),
    "h3": ("h3",),
    "h4": ("h4", "h5", "h6"),
    "li": ("li", "dd", "dt"),
    "div": ("div", "section", "article", "main", "body"),
    "td": ("td", "th"),
    "figcaption": ("figcaption", "caption"),
    "quote": ("blockquote",),
    "pre": ("pre",),
    "button": ("button", "summary"),
}


@lru_cache(maxsize=1 << 15)
def _word_bits(word: str) -> int:
    """Return the marks that one word of a class name tells, one bit each."""
    bits = 0
    for place, parts in enumerate(NAME_MARKS.values()):
        if any(part in word for part in parts):
            bits |= 1 << place
    return bits


@lru_cache(maxsize=1 << 13)
def _name_bits(names: str) -> int:
    bits = 0
    for word in names.replace("-", " ").replace("_", " ").split():
        bits |= _word_bits(word)
    return bits


_TAG_BITS: Final = {tag: 1 << place for place, tags in enumerate(TAG_MARKS.values()) for tag in tags}
_BLOCK_TAG_CODES: Final = {tag: code for code, tags in enumerate(BLOCK_TAGS.values()) for tag in tags}

_SPACE, _UPPER, _DIGIT, _STOP, _COMMA, _QUOTE, _COLON, _SEPARATOR, _DENSE, _SYMBOL, _LOWER = range(1, 12)


@cache
def _character_classes() -> npt.NDArray[np.uint8]:
    """Return a table: code point below 65,536 to class. Higher code points are read as the last entry."""
    table = np.zeros(1 << 16, np.uint8)
    for code in range(0x3000):
        character = chr(code)
        if character.isupper():
            table[code] = _UPPER
        elif character.islower():
            table[code] = _LOWER
        elif character.isdigit():
            table[code] = _DIGIT
    table[0x3040:0x3100] = table[0x3400:0xA000] = table[0x0E00:0x0E50] = _DENSE
    for members, kind in (
        (" \u00a0", _SPACE),
        (".!?…。！？।॥؟۔", _STOP),
        (",;،、，；", _COMMA),
        ("\"'“”‘’«»„‚「」『』‹›", _QUOTE),
        (":：", _COLON),
        ("|·•/>–—-→▸►", _SEPARATOR),
        ("@©®#+=*&€$£₹%", _SYMBOL),
    ):
        for character in members:
            table[ord(character)] = kind
    return table


def measure(document: Document) -> Columns:
    """Return the features of a page's blocks, by name: arrays as long as ``document.blocks`` (at least one)."""
    columns: Columns = {}
    blocks = document.blocks
    text = _text_columns(blocks, columns)
    good = _good_text(columns)
    tree = _Tree(document, good, text)
    tree.columns(columns)
    _neighbour_columns(columns, good)
    _headline_columns(document, columns, good)
    _witness_columns(document, columns)
    _rule_columns(document, columns, good)
    columns["look"] = tree.look[tree.at]
    return columns


def _text_columns(blocks: list[Block], columns: Columns) -> Ints:
    """Measure each block's text and markup; return its size."""
    lengths = np.array([len(block.text) for block in blocks], np.int64)
    ends = np.cumsum(lengths)
    starts = ends - lengths
    codes = np.frombuffer("".join([block.text for block in blocks]).encode("utf-32-le", "replace"), np.uint32)
    classes = _character_classes()[np.minimum(codes, 0xFFFF)]

    def count(kind: int) -> Ints:
        total = np.concatenate(([0], np.cumsum(classes == kind)))
        return total[ends] - total[starts]

    dense = count(_DENSE)
    words = count(_SPACE) + 1 + dense // 2
    size = lengths + 2 * dense
    first, last, before = classes[starts], classes[ends - 1], classes[np.maximum(ends - 2, starts)]
    stops = count(_STOP)
    closed = (last == _STOP) | (((last == _QUOTE) | (codes[ends - 1] == 0x29)) & (before == _STOP))
    columns |= {"size": size, "words": words, "letters_a_word": lengths / words}
    columns |= {"stops": stops, "stops_a_word": stops / words, "commas": count(_COMMA)}
    columns |= {"digits": count(_DIGIT) / lengths, "upper": count(_UPPER), "upper_a_word": count(_UPPER) / words}
    columns |= {"quotes": count(_QUOTE), "colons": count(_COLON), "separators": count(_SEPARATOR)}
    columns |= {"symbols": count(_SYMBOL), "closed": closed, "ends_colon": last == _COLON}
    columns |= {"ends_open": (codes[ends - 1] == 0x2026) | ((last == _STOP) & (before == _STOP))}
    columns |= {"first": first, "last": last}
    link_chars = np.array([block.link_chars for block in blocks], np.int64)
    columns |= {"link_share": link_chars / lengths, "links": np.array([block.links for block in blocks])}
    columns |= {"strong_share": np.array([block.strong_chars for block in blocks]) / lengths}
    pictures = np.array([block.pictures for block in blocks])
    columns |= {"pictures_before": pictures, "pictures_after": np.append(pictures[1:], 0)}
    tags = np.array([_BLOCK_TAG_CODES.get(block.tag, len(BLOCK_TAGS)) for block in blocks])
    columns["tag"] = tags
    for code, name in enumerate(BLOCK_TAGS):
        columns[f"tag_{name}"] = tags == code
    return size


def _good_text(columns: Columns) -> Ints:
    """Return the size of each block that reads like running text, else 0."""
    size, link_share = columns["size"], columns["link_share"]
    prose = (columns["commas"] + columns["stops"] > 0) & (size >= 60) & (link_share < 0.4) & ~columns["tag_figcaption"]
    return np.where(prose, size, 0)


class _Tree:
    """Sums over elements: blocks inside an element are a range, so a sum is a difference of running totals."""

    def __init__(self, document: Document, good: Ints, size: Ints) -> None:
        elements = document.elements
        self.parents = np.array(elements.parents, np.int64)
        self.parents[0] = 0
        self.starts = np.array(elements.starts, np.int64)
        self.ends = np.array(elements.ends, np.int64)
        self.at = np.array([block.element for block in document.blocks], np.int64)
        links = np.array([block.link_chars for block in document.blocks], np.int64)
        self.good = self._sum(good)
        self.size = self._sum(size)
        self.link_chars = self._sum(links)
        self.prose = self._sum(good > 0)
        self.own_good, self.own_size, self.own_links = good, size, links
        self.count = self.ends - self.starts
        self.total = max(1, int(good.sum()))
        self.own_bits, self.all_bits, self.own_tags, self.all_tags, self.depth = self._marks(document)
        shapes = Counter[tuple[str, str, int]]()
        keys = list(zip(elements.tags, elements.names, elements.parents, strict=True))
        shapes.update(keys)
        self.repeats = np.array([shapes[key] for key in keys], np.int64)
        looks: dict[tuple[str, str, str, str], int] = {}
        names, tags = elements.names, elements.tags
        self.look = np.array(
            [
                looks.setdefault((tags[i], names[i], tags[p], names[p]), len(looks))
                for i, p in enumerate([0, *elements.parents[1:]])
            ],
            np.int64,
        )
        self.look_count = len(looks)

    def _sum(self, values: npt.NDArray[Any]) -> Ints:
        total = np.concatenate(([0], np.cumsum(values)))
        return total[self.ends] - total[self.starts]

    def _marks(self, document: Document) -> tuple[Ints, ...]:
        own_bits = [_name_bits(names) for names in document.elements.names]
        own_tags = [_TAG_BITS.get(tag, 0) for tag in document.elements.tags]
        all_bits, all_tags, depth = own_bits.copy(), own_tags.copy(), [0] * len(own_bits)
        for index, parent in enumerate(document.elements.parents):
            # the page's own names (html, body) tell nothing of a block
            if parent > 0 and document.elements.tags[parent] != "body":
                all_bits[index] |= all_bits[parent]
                all_tags[index] |= all_tags[parent]
            depth[index] = depth[parent] + 1 if parent >= 0 else 0
        return tuple(np.array(values, np.int64) for values in (own_bits, all_bits, own_tags, all_tags, depth))

    def columns(self, columns: Columns) -> None:
        """Add what the tree tells of each block."""
        at = self.at
        near = self.own_bits[at] | self.own_bits[self.parents[at]]
        far = self.all_bits[at]
        for place, name in enumerate(NAME_MARKS):
            columns[f"near_{name}"] = (near >> place) & 1
            columns[f"in_{name}"] = (far >> place) & 1
        for place, name in enumerate(TAG_MARKS):
            columns[f"in_tag_{name}"] = (self.all_tags[at] >> place) & 1
        columns["depth"] = self.depth[at]
        self._ancestor_columns(columns)
        self._best_columns(columns)
        self._look_columns(columns)

    def _ancestor_columns(self, columns: Columns) -> None:
        level = self.at
        climbs = {share: np.full(len(self.at), 30) for share in (30, 60, 90)}
        for step in range(12):
            if step < 4:
                size = np.maximum(self.size[level], 1)
                columns[f"good_share_{step}"] = self.good[level] / self.total
                columns[f"link_share_{step}"] = self.link_chars[level] / size
                columns[f"prose_{step}"] = self.prose[level]
                columns[f"count_{step}"] = self.count[level]
                columns[f"mean_size_{step}"] = self.size[level] / np.maximum(self.count[level], 1)
                columns[f"repeats_{step}"] = self.repeats[level]
                columns[f"place_{step}"] = np.arange(len(level)) - self.starts[level]
                columns[f"rest_{step}"] = self.ends[level] - np.arange(len(level))
            for share, climb in climbs.items():
                reached = (self.good[level] * 100 >= share * self.total) & (climb == 30)
                climb[reached] = step
            level = self.parents[level]
        for share, climb in climbs.items():
            columns[f"climb_{share}"] = climb

    def _best_columns(self, columns: Columns) -> None:
        """Measure against the deepest element that holds most of the page's running text."""
        share = 100 * self.good >= 70 * self.total
        best = int(np.flatnonzero(share)[-1]) if share.any() else 0
        start, end = int(self.starts[best]), int(self.ends[best])
        place = np.arange(len(self.at))
        columns["before_best"] = np.maximum(start - place, 0)
        columns["after_best"] = np.maximum(place - end + 1, 0)
        inside = (place >= start) & (place < end)
        columns["below_best"] = np.where(inside, self.depth[self.at] - self.depth[best], -1)
        columns["best_place"] = np.where(inside, (place - start) / max(1, end - start), -1)
        columns["best_count"] = np.full(len(place), end - start)

    def _look_columns(self, columns: Columns) -> None:
        """Measure all blocks of the page that look like this one: same element and parent by tag and names."""
        look = self.look[self.at]

        def total(values: Ints) -> Ints:
            # sums of integers below 2**53: exact in float64
            return np.bincount(look, values, self.look_count).astype(np.int64)[look]

        count = total(np.ones(len(look), np.int64))
        size = np.maximum(total(self.own_size), 1)
        columns["look_count"] = count
        columns["look_mean_size"] = size / count
        columns["look_good_share"] = total(self.own_good) / self.total
        columns["look_link_share"] = total(self.own_links) / size


def _shift(values: npt.NDArray[Any], by: int, fill: float) -> npt.NDArray[Any]:
    """Return the values of the blocks ``by`` places later (negative: earlier)."""
    shifted = np.full(len(values), fill, np.result_type(values, type(fill)))
    if by > 0:
        shifted[:-by] = values[by:]
    elif by < 0:
        shifted[-by:] = values[:by]
    return shifted


def _neighbour_columns(columns: Columns, good: Ints) -> None:
    count = len(good)
    place = np.arange(count)
    for by in (-3, -2, -1, 1, 2, 3):
        columns[f"size@{by}"] = _shift(columns["size"], by, -1)
        columns[f"link_share@{by}"] = _shift(columns["link_share"], by, -1.0)
        columns[f"good@{by}"] = _shift(good, by, -1)
    for by in (-2, -1, 1, 2):
        columns[f"tag@{by}"] = _shift(columns["tag"], by, -1)
        columns[f"closed@{by}"] = _shift(columns["closed"].astype(np.int64), by, -1)
        columns[f"depth_step@{by}"] = columns["depth"] - _shift(columns["depth"], by, 0)
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
    columns["since_good"] = place - _shift(np.maximum.accumulate(marked), -1, -FAR)
    marked = np.where(good > 0, place, 2 * FAR)
    columns["until_good"] = _shift(np.minimum.accumulate(marked[::-1])[::-1], 1, 2 * FAR) - place


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


def _rule_columns(document: Document, columns: Columns, good: Ints) -> None:
    """Measure against the rule tables and the headings: what section of the page a block stands in."""
    found = [match(block.text, weak=True) for block in document.blocks]
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
    for by in (-1, 1):
        columns[f"rule@{by}"] = _shift(columns["rule"], by, -1)
    count = np.concatenate(([0], np.cumsum(stops)))
    low, high = np.maximum(place - 8, 0), np.minimum(place + 9, len(found))
    columns["stops_near"] = count[high] - count[low]


def _bare(text: str) -> str:
    """Return the letters and digits alone, so that quotes, escapes and white space do not hinder comparing."""
    return "".join(filter(str.isalnum, text)).lower()


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
    seen: set[str] = set()
    again = []
    for text in texts:
        again.append(text in seen)
        seen.add(text)
    columns["again"] = np.array(again)
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
        for by in (-2, -1, 1, 2):
            columns[f"{name}_score@{by}"] = _shift(scores, by, -FAR)
        # sums of integers below 2**53: exact in float64
        columns[f"{name}_score_look"] = (np.bincount(look, scores) / np.maximum(count, 1))[look]
        running = np.concatenate(([0], np.cumsum(scores)))
        columns[f"{name}_score_near"] = (running[high] - running[low]) / (high - low)
