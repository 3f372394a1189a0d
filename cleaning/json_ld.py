"""JSON-LD: what a page says of itself in ``script type=application/ld+json``.

Vocabulary: https://schema.org/Article. Values are handed on as strings; the field modules judge them.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, islice
from typing import Any

from .text import tidy

MAX_CHARS = 1_000_000
"""Longer scripts are product catalogues or attacks; article markup seen in the wild stays below 300 kB."""
MAX_NODES = 5_000
"""Nodes looked at per page; a live blog with hundreds of updates stays below."""

Node = dict[str, Any]
Value = Any
"""A JSON value, of whatever type the page chose."""

_ARTICLE = re.compile(
    r"Article$|^BlogPosting$|^LiveBlogPosting$|^Report$|^Review$|^Recipe$|^Posting$|^SocialMediaPosting$"
)
_PAGE = re.compile(r"^(?:WebPage|ItemPage|VideoObject|NewsVideoObject|CreativeWork|MediaObject|PodcastEpisode|Course)$")
_OPENINGS = ("<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA[")
_CLOSINGS = ("-->", "//]]>", "/*]]>*/", "]]>")
"""How old browsers were kept from showing a script; one may stand inside another."""
_DECODER = json.JSONDecoder(strict=False)
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_DOUBLE_COMMA = re.compile(r",\s*,+")
_BAD_ESCAPE = re.compile(r'\\(?![\\"/bfnrtu])')


@dataclass(frozen=True, slots=True)
class Claims:
    """What the JSON-LD of one page says of its article."""

    article: Node = field(default_factory=dict)
    """The article's own node; empty if the page has none."""
    page: Node = field(default_factory=dict)
    """The node of the page or video around it; empty if there is none."""
    by_id: dict[str, Node] = field(default_factory=dict)
    """Nodes by ``@id``, for values that are references."""


def read(scripts: list[str], address: str = "", title: str = "") -> Claims:
    """Return the claims in a page's JSON-LD scripts; broken scripts count as absent.

    `address` and `title` (as shown on the page) choose between several articles: list pages and pages
    with endless scrolling describe their neighbours too.
    """
    nodes = list(islice(chain.from_iterable(map(_nodes, scripts)), MAX_NODES))
    articles = [node for node in nodes if _is(node, _ARTICLE)]
    pages = [node for node in nodes if _is(node, _PAGE)]
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    return Claims(_best(articles, address, title), _best(pages, address, title), by_id)


def text(node: Node, key: str) -> str:
    """Return the node's value as one line, the first one of a list; empty if it is no text."""
    return next(iter(texts(node[key])), "") if key in node else ""


def texts(value: Value) -> list[str]:
    """Return the texts in a value: a string, a named thing, a language-tagged value, or a list of these."""
    if isinstance(value, list):
        return [line for item in value[:100] for line in texts(item)]
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or value.get("headline")
        return texts(value) if isinstance(value, (str, list)) else []
    if isinstance(value, str) and (line := tidy(value)) and line.lower() not in {"null", "undefined", "none", "nan"}:
        return [line]
    return []


def people(claims: Claims, key: str = "author") -> list[tuple[str, str]]:
    """Return (name, type) of the things under `key`, references followed; type empty if not given."""
    value = claims.article.get(key) or claims.page.get(key)
    things = value[:100] if isinstance(value, list) else [value]
    found = []
    for thing in things:
        known = claims.by_id.get(str(thing.get("@id")), {}) if isinstance(thing, dict) else {}
        whole = known | thing if isinstance(thing, dict) else {"name": thing}
        kinds = [kind for kind in texts(whole.get("@type")) if kind]
        found += [(name, kinds[0] if kinds else "") for name in texts(whole.get("name"))]
    return found


def _nodes(script: str) -> Iterator[Node]:
    """Yield every object that may describe the page: the top ones, list members, graphs and main entities."""
    if len(script) > MAX_CHARS:
        return
    queue: list[Any] = [_parse(script)]
    while queue:
        value = queue.pop(0)
        if isinstance(value, list):
            queue[:0] = value[:MAX_NODES]
        elif isinstance(value, dict):
            yield value
            queue[:0] = [value[key] for key in ("@graph", "mainEntity", "mainEntityOfPage", "author") if key in value]


def _parse(script: str) -> Value:
    """Return the parsed script, repaired where only one reading is possible, else ``None``."""
    for attempt in (script, None):
        try:
            return _DECODER.decode(_repair(script) if attempt is None else attempt)
        except (ValueError, RecursionError):
            continue
    return None


def _repair(script: str) -> str:
    """Take off comment wrappers, commas before a closing bracket, doubled commas and impossible escapes."""
    script = _unwrapped(_unwrapped(script)).strip().rstrip(";")
    script = _BAD_ESCAPE.sub(r"\\\\", script)
    parts, end = [], 0
    for quoted in _STRING.finditer(script):
        parts += [_commas(script[end : quoted.start()]), quoted.group()]
        end = quoted.end()
    return _commas("".join([*parts, script[end:]])) if not parts else "".join([*parts, _commas(script[end:])])


def _unwrapped(script: str) -> str:
    script = script.strip()
    script = script.removeprefix(next(filter(script.startswith, _OPENINGS), ""))
    bare = script.removesuffix(";").rstrip()
    closing = next(filter(bare.endswith, _CLOSINGS), "")
    return bare.removesuffix(closing) if closing else script


def _commas(between: str) -> str:
    return _TRAILING_COMMA.sub(r"\1", _DOUBLE_COMMA.sub(",", between))


def _is(node: Node, kind: re.Pattern[str]) -> bool:
    kinds = node.get("@type")
    if isinstance(kinds, str):
        return _is_kind(kinds, kind)
    return isinstance(kinds, list) and any(isinstance(k, str) and _is_kind(k, kind) for k in kinds)


@lru_cache(maxsize=256)
def _is_kind(named: str, kind: re.Pattern[str]) -> bool:
    """Tell it once for a name: pages have the same ones."""
    return kind.search(named) is not None


def _best(nodes: list[Node], address: str, title: str) -> Node:
    """Return the node about this page: by address, else by headline, else the first with a headline or a date."""
    if len(nodes) < 2:
        return nodes[0] if nodes else {}
    path = _path(address)
    own = [node for node in nodes if path and path in map(_path, _addresses(node))]
    named = [node for node in own or nodes if title and _words(text(node, "headline")) == _words(title)]
    told = [node for node in named or own or nodes if node.get("headline") or node.get("datePublished")]
    return (told or named or own or nodes)[0]


def _addresses(node: Node) -> list[str]:
    main = node.get("mainEntityOfPage")
    main = main.get("@id") if isinstance(main, dict) else main
    return [value for value in (node.get("url"), main, node.get("@id")) if isinstance(value, str)]


def _path(address: str) -> str:
    """Return the address without scheme, host, query and fragment; empty for a front page."""
    return re.sub(r"^[a-z]+://[^/]*", "", re.split("[?#]", address.strip().lower(), maxsplit=1)[0]).strip("/")


def _words(line: str) -> list[str]:
    return re.findall(r"\w+", line.lower())
