"""Pages that are no articles: errors, log-in and consent pages, section fronts, videos and galleries.

A page that calls itself an article (Open Graph, JSON-LD) is never a listing, and none is judged by its title alone:
what was kept of it must also be too little, or of the wrong shape, for an article.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from . import line_posts
from .document import Document, Verdict
from .late import late

Refusal = tuple[str, str]
"""A key of `article.REJECTIONS`, and what was seen."""

ITEM = 600
"""Characters of text from which a page with an odd title is an article all the same: three short paragraphs."""

CLIP = 400
"""Characters up to which the text beside a video or gallery is its caption: two or three sentences."""

CONSENT = 4000
"""Characters up to which a page that speaks of cookies in most of its text is a consent page, not a story on them."""

TEASER = 250
"""Characters that a teaser on a section front seldom exceeds, and some paragraph of nearly every article does."""

LISTED = 5
"""Linked headings among the kept blocks from which a page without any longer paragraph is a listing."""

_TOP, _LINE = 40, 200
"""Lines of a dump above which an error says so, and how long such a line may be."""
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5"))
_ARTICLE_TYPE = late(r"\"@type\"\s{0,9}:\s{0,9}\[?\s{0,9}\"[A-Za-z]{0,40}(?:Article|Posting|Report|Review|Recipe)\"")
_VIDEO_TYPE = late(r"\"@type\"\s{0,9}:\s{0,9}\[?\s{0,9}\"(?:VideoObject|ImageGallery|MediaGallery|AudioObject)\"")
_DATED = ("article:published_time", "datepublished", "article:modified_time", "pubdate", "publishdate")


_TELLING = {"cookies": "consent_only", "registration": "login_only", "paywall": "paywall_only"}
"""Reasons that, on a page without text, tell what it is where they make up a third of its blocks."""


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(Path(__file__).with_name("page_types.toml").read_text("utf-8"))


@cache
def _phrases(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(phrase for phrases in _table()[kind].values() for phrase in phrases), re.IGNORECASE)


@cache
def _consent_words() -> tuple[str, ...]:
    return tuple(word for words in _table()["consent_only"].values() for word in words)


def page_type(document: Document, verdicts: Sequence[Verdict]) -> Refusal | None:
    """Return why the page is no article and what was seen; ``None`` for an article.

    A page that shows a paywall beside some text is left to `access.access`.
    """
    if not document.blocks:
        return "empty", "no visible text"
    kept = [block.text for block, verdict in zip(document.blocks, verdicts, strict=True) if verdict.keep]
    size = sum(map(len, kept))
    return (
        _announced(document, verdicts, size)
        or _consent(kept, size)
        or _listing(document, verdicts, kept)
        or _archive(document, verdicts)
        or _nothing(document, verdicts, kept)
    )


def _announced(document: Document, verdicts: Sequence[Verdict], size: int) -> Refusal | None:
    """Tell errors, log-in pages and media by what their title or heading says, where little text stands below."""
    if size >= ITEM:
        return None
    headings = _headings(document, verdicts)
    opening = [block.text for block in document.blocks[:_TOP] if len(block.text) < _LINE]
    places = (
        ("error_page", ITEM, headings if document.kind == "html" else opening),
        ("login_only", CLIP, headings),
        ("media_only", CLIP, headings),
    )
    for kind, bound, lines in places:
        line = next((line for line in lines if _phrases(kind).match(line)), None)
        if line is not None and size < bound:
            return kind, f"“{line[:80]}”, {size} characters of text"
    if size < CLIP and _declares_media(document):
        return "media_only", f"declared as video, audio or gallery, {size} characters of text"
    return None


def _headings(document: Document, verdicts: Sequence[Verdict]) -> list[str]:
    """Return title and main headings; of a dump, which marks neither, its first line and its headline."""
    if document.kind == "html":
        return [document.title, *(text for text, _ in document.headings)]
    judged = zip(document.blocks, verdicts, strict=True)
    return [document.blocks[0].text, *(block.text for block, verdict in judged if verdict.reason == "headline")]


def _consent(kept: Sequence[str], size: int) -> Refusal | None:
    if not 0 < size < CONSENT:
        return None
    speaking = size
    for text in kept:
        if not any(map(text.lower().__contains__, _consent_words())):
            speaking -= len(text)
            if speaking <= 0.6 * size:  # soon so where the page is a story
                return None
    return "consent_only", f"{speaking} of {size} characters of text are on cookies and consent"


def _listing(document: Document, verdicts: Sequence[Verdict], kept: Sequence[str]) -> Refusal | None:
    """Tell section fronts: linked headings with a short teaser each, and no paragraph of an article's length."""
    if any(len(text) > TEASER for text in kept) or _declares_article(document):
        return None
    places = [index for index, verdict in enumerate(verdicts) if verdict.keep]
    span = document.blocks[places[0] : places[-1] + 1] if places else []
    linked = sum(block.tag in _HEADINGS and 2 * block.link_chars > len(block.text) for block in span)
    if linked < LISTED:
        return None
    return "listing", f"{linked} linked headings among the text, no paragraph of more than {TEASER} characters"


def _archive(document: Document, verdicts: Sequence[Verdict]) -> Refusal | None:
    """Tell a dump of several posts: a month's archive, a tag page, a blog's front page."""
    if document.kind != "text":
        return None
    posts = line_posts.posts([block.text for block in document.blocks], [verdict.keep for verdict in verdicts])
    return ("listing", f"{posts} posts, each with a count of its comments") if posts >= line_posts.LISTED else None


def _nothing(document: Document, verdicts: Sequence[Verdict], kept: Sequence[str]) -> Refusal | None:
    """Tell what a page without any kept block is, by the reasons of what was removed."""
    if kept:
        return None
    reasons = Counter(verdict.reason for verdict in verdicts if verdict.reason in _TELLING)
    reason, count = max(reasons.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    if count > 1 and 3 * count >= len(verdicts):
        return _TELLING[reason], f"{count} of {len(verdicts)} blocks: {reason}"
    return "no_article", f"none of {len(document.blocks)} blocks is part of an article"


def _declares_article(document: Document) -> bool:
    names = dict(document.metas)
    if names.get("og:type", "").lower() in ("article", "news.article") or any(name in names for name in _DATED):
        return True
    return any(_ARTICLE_TYPE.search(script) for script in document.json_ld)


def _declares_media(document: Document) -> bool:
    if dict(document.metas).get("og:type", "").lower().startswith(("video", "music", "audio")):
        return True
    return not _declares_article(document) and any(_VIDEO_TYPE.search(script) for script in document.json_ld)
