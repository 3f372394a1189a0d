"""Pages in which one word of the cleaner's own patterns stands a thousand times in every place that is read.

A pattern that goes over a text once for each time its first word stands there takes the square of the text's length;
no page of a fuzzer without that word finds it.
"""

import html
import importlib
import json
import pkgutil
import random
import re
from pathlib import Path

import cablepress.cleaning

SIZE = 30_000
"""Characters of a place: a pattern that takes their square takes seconds, and one pass a millisecond."""
_WORD = re.compile(r"[^\W\d_]{3,14}")
_SIGNS = (
    "1", "12:", "2010-", "-", "—", "|", "·", "»", ",", "a.", "(", ")", '"', "“", "’", "&amp;", "@", "#", "{{", "[",
    "\\", "/", "?", "=", "A", "Ab", "é", "中", "।", "क", "ا", "\u00a0", "\u200b", "\t", "*", "_", "…", "A.", "٠",
    "-->", "]]>",
)  # fmt: skip
_METAS = (
    *("date", "author", "description", "keywords", "article:section", "og:site_name", "og:title", "twitter:data1"),
    *("article:published_time", "twitter:label1"),
)
_ARTICLE = (
    "<h1>Ferry runs aground</h1>" + "<p>The ferry ran aground on Thursday, the harbour said. Nobody was hurt.</p>" * 5
)


def words() -> list[str]:
    """Return the words of all patterns and word tables of cleaning, and some signs."""
    folder = Path(cablepress.cleaning.__path__[0])
    found = {
        word for name in ("names", "months") for word in _WORD.findall((folder / f"{name}.toml").read_text("utf-8"))
    }
    for module in pkgutil.iter_modules([str(folder)]):
        for value in vars(importlib.import_module(f"cablepress.cleaning.{module.name}")).values():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                found.update(_WORD.findall(value.pattern))
    return [*sorted(found), *_SIGNS]


def page(chance: random.Random, known: list[str]) -> bytes:
    """Return an HTML page or a text dump of one word, glued to itself by nothing, a blank, a dash or a line's end."""
    unit = chance.choice(known) + chance.choice(("", " ", "-", "\n", ", "))
    text = (unit * SIZE)[:SIZE]
    if chance.random() < 0.3:
        return "\n".join([text, *(text[: chance.randint(20, 400)] for _ in range(30))]).encode()
    return _html(text).encode()


def _html(text: str) -> str:
    value = html.escape(text)
    metas = "".join(f'<meta name="{name}" content="{value}">' for name in _METAS)
    node = {"@type": "NewsArticle", "headline": text, "author": [{"name": text}], "datePublished": text, "url": text}
    node |= {"publisher": {"name": text}, "articleSection": text, "inLanguage": text, "articleBody": text}
    scripts = "".join(f'<script type="application/ld+json">{script}</script>' for script in (json.dumps(node), text))
    lines = "".join(f"<p>{html.escape(text[:length])}</p>" for length in (390, 290, 118, 78, 60, 38))
    return (
        f'<html lang="{value}"><head><title>{value}</title><meta name="{value}" content="2010-12-02">{metas}{scripts}'
        f'<link rel="canonical" href="http://a.example/{value}"></head><body class="{value}">'
        f'<nav class="crumbs">{value}</nav><div class="byline {value}">By {value}</div>'
        f'<time datetime="{value}" class="{value}">{value}</time>'
        f'<h1 class="{value}">{value}</h1>{_ARTICLE}<p class="{value}">{value}</p>{lines}<footer>{value}</footer>'
    )
