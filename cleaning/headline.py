"""The article's headline: which of a page's claims to believe."""

import html
import re
from functools import lru_cache
from itertools import chain

from . import json_ld, titles
from .document import HEADLINE, Document
from .line_headline import unlabelled
from .sources import Sources
from .titles import Claim, fold

# How much each place is worth. Readers see the h1, so it stands alone against all but a news article's own JSON-LD
# together with Open Graph; search-engine titles agree with each other without being printed anywhere. On a live page
# the h1 is the latest entry's. Fitted by hand on pages of four collections: the order matters, the second digit not.
_H1, _H1_DOUBTFUL = 3.6, 0.45
_LIVE_LD, _NEWS_LD, _LD = 4.8, 2.5, 1.2
_OG, _TWITTER, _TITLE, _OTHER = 1.15, 0.5, 0.5, 0.05


_NEWS = re.compile(r"News|Report")
_NAME_MARK = r"[-_]?(?:name|title-logo|description)"
_SITE_MARK = re.compile(
    rf"site(?<!\wsite){_NAME_MARK}|blog(?<!\wblog){_NAME_MARK}|page(?<!\wpage){_NAME_MARK}|header(?<!\wheader){_NAME_MARK}|"
    r"site-?title|logo|branding|header-?img|baseline|hidden|screen-reader|aural|widget|comment|seo-?title|breadcrumb|"
    r"nav(?<!\wnav)|menu(?<!\wmenu)|masthead|sidebar|related|modal|cookie"
)
"""Each begins with its own letters: only where one of these stands is it tried."""
_OWN_MARKS = 60
"""Characters of an element's marks that are its own and its parent's."""
_WORD = re.compile(r"\w+")
_BAR = re.compile(r"\s+[|»–—-]\s+")
_MIN_WORDS = 4
"""A shorter h1 that nothing else repeats may be the section's or the site's name."""
_HEADLINE_TAGS = (frozenset({"h1"}), frozenset({"h2", "h3"}))
"""Elements that print a headline, likeliest first."""
_NEAR_TOP = 60
"""Blocks among which the headline stands on a page that does not mark it."""
_OTHER_METAS = ("parsely-title", "sailthru.title", "dc.title", "dcterms.title", "title", "citation_title", "headline")


def choose(sources: Sources) -> tuple[str | None, str]:
    """Return (headline, evidence); ``None`` if the page shows none."""
    if sources.document.kind == "text":
        return _from_text(sources)
    outlets = (*sources.outlets, *_site_names(sources.document))
    declared = _declared(sources)
    claims = [*_printed(sources, outlets, declared), *declared]
    chosen = titles.choose(claims, outlets)
    return chosen if chosen else (None, "")


def block_index(document: Document, title: str | None) -> int:
    """Return the index of the block that prints the headline, -1 if none does.

    A heading that prints it goes before other blocks: menus, tickers and breadcrumbs above it print it too.
    """
    if not title:
        return -1
    folded = fold(title)
    # case folding makes a text at most three times as long: what is shorter cannot hold the title
    least = len(folded) // 3
    word = max(_WORD.findall(title), key=len, default="")[:2].casefold()  # cheaper than folding all of a text
    blocks = document.blocks
    tagged = _HEADLINE_TAGS if document.kind == "html" else ()
    headings = (i for tags in tagged for i, block in enumerate(blocks) if block.tag in tags)
    for index in chain(headings, range(len(blocks))):
        text = blocks[index].text
        if least <= len(text) < 2 * titles.MAX_CHARS and word in text.casefold() and folded in fold(text):
            return index
    return -1


def _from_text(sources: Sources) -> tuple[str | None, str]:
    """Return the line that was judged to be the headline."""
    judged = zip(sources.document.blocks, sources.verdicts, strict=False)
    printed = next((block.text for block, v in judged if v.rule == HEADLINE or v.reason == "headline"), "")
    title = titles.clean(unlabelled(printed), sources.outlets) if len(printed) <= titles.MAX_CHARS else ""
    return (title, "headline line") if title else (None, "")


def _declared(sources: Sources) -> list[Claim]:
    """Return what the page's head says."""
    article = sources.claims.article
    kind = str(article.get("@type"))
    weight = _LIVE_LD if "LiveBlog" in kind else _NEWS_LD if _NEWS.search(kind) else _LD
    other = sources.meta(*_OTHER_METAS)
    claims = [
        ("json-ld", json_ld.text(article, "headline") or json_ld.text(article, "name"), weight),
        ("og:title", sources.meta("og:title"), _OG),
        ("twitter:title", sources.meta("twitter:title"), _TWITTER),
        ("title", sources.document.title, _TITLE),
        ("meta", other, _OTHER),
    ]
    return [claim for claim in claims if claim[1]]


def _printed(sources: Sources, outlets: tuple[str, ...], declared: list[Claim]) -> list[Claim]:
    """Return the h1 that is most likely the headline: one the head repeats, else the first that is not the site's."""
    said = [html.unescape(text) for text in dict.fromkeys(text for _, text, _ in declared)]
    keys = titles.outlet_keys(outlets)
    best: tuple[bool, int, str, float] | None = None
    for index, (text, marks) in enumerate(sources.document.headings[:20]):
        folded = fold(text)
        if not folded or folded in keys or len(text) > titles.MAX_CHARS:
            continue
        support = _support(text, said)
        site = bool(_SITE_MARK.search(marks[:_OWN_MARKS]))
        sure = (support >= 0.4 and not (site and support < 1)) or (len(text.split()) >= _MIN_WORDS and not site)
        rank = (support >= 0.5, -index, text, _H1 if sure else _H1_DOUBTFUL)
        best = max(best, rank) if best else rank
    if not best and (alone := _alone(sources.document)):
        return [(titles.PRINTED, alone, _H1)]
    return [(titles.PRINTED, best[2], best[3])] if best else []


def _support(text: str, said: list[str]) -> float:
    """Return the largest part of a text's words that something said has."""
    if text in said:
        return 1.0
    words = _words(text)
    return max((len(words & _words(other)) / len(words) for other in said), default=0.0)


def _alone(document: Document) -> str:
    """Return the block near the page's top that is the end of the title element: pages of before 2010 have no h1."""
    title = fold(document.title)
    near = (block.text for block in document.blocks[:_NEAR_TOP] if len(block.text) <= titles.MAX_CHARS)
    return next((text for text in near if len(text.split()) >= _MIN_WORDS and title.endswith(fold(text))), "")


def _site_names(document: Document) -> list[str]:
    """Return h1 texts that the title element carries as a later piece between bars: blogs print their name so."""
    first, *pieces = _BAR.split(document.title)
    if not pieces or not document.headings:
        return []
    later = {fold(piece) for piece in pieces} - {fold(first)}
    return [text for text, _ in document.headings if fold(text) in later]


@lru_cache(maxsize=64)
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))
