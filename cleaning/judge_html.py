"""The verdict on every block of a web page: article or not, and by which rule."""

from collections import defaultdict

from .article import Role
from .document import Block, Document, Verdict

_CAPTIONS = frozenset({"figcaption", "caption"})
_ASIDE = frozenset({"nav", "footer", "aside", "form", "button", "header"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def judge(document: Document) -> list[Verdict]:
    """Return one verdict per block of the page, in order."""
    best = _best_container(document)
    verdicts = []
    for block in document.blocks:
        chain = _chain(document, block.element)
        tags = {document.elements.tags[index] for index in chain}
        if block.tag == "h1":
            verdicts.append(Verdict(False, "html.headline", "headline"))
        elif tags & _CAPTIONS:
            verdicts.append(Verdict(False, "html.caption", "caption"))
        elif tags & _ASIDE:
            verdicts.append(Verdict(False, "html.aside", "navigation"))
        elif best not in chain:
            verdicts.append(Verdict(False, "html.outside", "boilerplate"))
        elif 2 * block.link_chars > len(block.text):
            verdicts.append(Verdict(False, "html.links", "related"))
        else:
            verdicts.append(Verdict(True, "html.inside", role=role(document, block)))
    return verdicts


def role(document: Document, block: Block) -> Role:
    """Return what a kept block is: the nearest of its element and two ancestors decides."""
    for index in _chain(document, block.element)[:3]:
        tag = document.elements.tags[index]
        if tag in _HEADINGS:
            return "heading"
        if tag in ("li", "dd", "dt"):
            return "item"
        if tag == "blockquote":
            return "quote"
    return "body"


def _chain(document: Document, element: int) -> list[int]:
    chain = []
    while element >= 0:
        chain.append(element)
        element = document.elements.parents[element]
    return chain


def _best_container(document: Document) -> int:
    scores: dict[int, float] = defaultdict(float)
    for block in document.blocks:
        good = len(block.text) - 2 * block.link_chars
        if good < 80:
            continue
        share = float(good)
        for index in _chain(document, block.element)[1:4]:
            scores[index] += share
            share /= 2
    return max(scores, key=lambda index: (scores[index], index), default=-1)


def page_type(document: Document, verdicts: list[Verdict]) -> tuple[str, str] | None:
    """Return why the page is no article (a key of `article.REJECTIONS`) and what was seen; None for an article."""
    if not document.blocks:
        return "empty", "no visible text"
    if not any(verdict.keep for verdict in verdicts):
        return "no_article", "no block of the page reads like an article"
    return None
