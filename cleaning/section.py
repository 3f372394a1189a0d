"""The section of the outlet an article stood in: as the page declares it, else from its breadcrumb."""

import re

from . import json_ld
from .late import late
from .sources import Sources
from .text import tidy

MAX_CHARS = 60
"""Longer "sections" are lists of keywords."""

_METAS = ("article:section", "parsely-section", "section", "cxenseparse:recs:category", "category", "sailthru.section")
_STEP = late(r"\s*[»›>→/]\s*|\s::\s")
_MAX_STEPS = 6
"""A line of more steps is a menu."""
_PAGE = late(r"^(?:artikel|article|artículo|articolo|story|news story|full story|detail|details|nachricht)$", re.I)
_FRONT_PAGE = (
    "home", "homepage", "start", "startseite", "accueil", "inicio", "início", "portada", "hem", "forside", "etusivu",
    "strona główna", "domů", "главная", "головна", "anasayfa", "ana sayfa", "beranda", "होम", "मुख्य पृष्ठ", "मुखपृष्ठ",
    "الرئيسية",
    "صفحہ اول", "صفحۂ اول", "ہوم", "হোম", "முகப்பு", "首页", "首頁", "ホーム", "홈",
)  # fmt: skip
_ANYTHING = late(r"^(?:news|latest news|articles|nachrichten|actualités?|noticias|notizie|notícias)$", re.I)
"""Steps that say nothing where another one does ("Companies / News")."""
_HERE = r"(?:(?:you are (?:here|at)|sie sind hier|vous êtes ici|estás en)\s*:?\s*)?(?:\d\.\s*)?"
_HOME = late(rf"^{_HERE}(?:{'|'.join(_FRONT_PAGE)})$", re.I)
_MAX_STEP = 32
"""A longer step is the headline."""
_BEFORE = 12
"""Blocks before the headline among which a breadcrumb stands."""


def choose(sources: Sources, headline: int = -1) -> tuple[str | None, str]:
    """Return (section, evidence); ``None`` if the page does not say. `headline` is the index of its block."""
    declared = json_ld.text(sources.claims.article, "articleSection")
    if 0 < len(declared) <= MAX_CHARS:
        return declared, "json-ld articleSection"
    declared = tidy(sources.meta(*_METAS))
    if 0 < len(declared) <= MAX_CHARS:
        return declared, "meta"
    blocks = sources.document.blocks
    end = headline if headline >= 0 else min(len(blocks), _BEFORE)
    for block in reversed(blocks[max(0, end - _BEFORE) : end + 1]):  # a trail may end in the headline
        if found := from_breadcrumb(block.text):
            return found, f"breadcrumb at {block.where}"
    return None, ""


def from_breadcrumb(line: str) -> str | None:
    """Return the innermost section in a breadcrumb line, ``None`` if the line is none.

    >>> from_breadcrumb("You are here: Home » News » National » Story")
    'National'
    """
    if len(line) > 300 or not _is_parted(line):
        return None
    steps = [step for step in _STEP.split(line) if step]
    if not 2 <= len(steps) <= _MAX_STEPS or not _HOME.match(steps[0].strip()):
        return None
    inner = [step for step in steps[1:] if len(step) <= _MAX_STEP and not _PAGE.match(step)]
    telling = [step for step in inner if not _ANYTHING.match(step)]
    return (telling or inner or [None])[-1]


def _is_parted(line: str) -> bool:
    return "/" in line or ">" in line or "»" in line or "›" in line or "→" in line or "::" in line
