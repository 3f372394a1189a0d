"""The line from bytes to article, read top to bottom: decode, take apart, judge, tell the page type, read metadata."""

import hashlib
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import datetime
from functools import cache
from pathlib import PurePath
from typing import NamedTuple

from . import judge_repeats, metadata, readers
from .access import access
from .article import Access, Article, Outcome, Rejection, Removed, Role
from .decode import Decoded, Kind, Undecodable, decode
from .document import Block, Document, Verdict
from .echo import settle
from .metadata import Metadata
from .outlet_reading import OutletReading
from .page_type import page_type
from .removed import number_of, place_on_page
from .template import NO_TEMPLATE, SiteTemplate, Template


class _Way(NamedTuple):
    """The steps that differ between HTML and text dumps."""

    parse: Callable[[Decoded], Document]
    judge: Callable[[Document], list[Verdict]]


@cache
def _way(kind: Kind) -> _Way:
    # Loaded with the first page of the kind: that of dumps needs numpy, which takes longer to load than all of this.
    if kind == "html":
        from . import html, judge_html  # noqa: PLC0415

        return _Way(lambda page: html.parse_utf8(page.utf8), judge_html.judge)
    from . import judge_lines, lines  # noqa: PLC0415

    return _Way(lambda page: lines.parse(page.text), judge_lines.judge)


_FROM_METADATA = tuple(field.name for field in fields(Metadata) if field.name != "evidence")
"""The fields that an article takes from its metadata as they are."""


class _Page(NamedTuple):
    """What is known of the page before it is opened; every outcome carries it."""

    id: str
    url: str
    captured_at: datetime | None

    def rejected(self, reason: str, **evidence: str) -> Rejection:
        return Rejection(self.id, reason, evidence, self.url, self.captured_at)


def clean(
    body: bytes,
    *,
    url: str = "",
    media_type: str = "",
    captured_at: datetime | None = None,
    template: Template = NO_TEMPLATE,
) -> Outcome:
    """Clean one page: an `Article`, or a `Rejection` with its reason. Total: no bytes make it raise.

    Args:
        body: the page as it was captured, HTML or a flattened text dump, in any encoding.
        url: the address it was captured under, if known; archive addresses are understood.
        media_type: the declared media type, if known; the bytes' own shape goes before it.
        captured_at: when it was captured; bounds the publication date from above, and is never taken for it.
        template: what the sites of a batch repeat from page to page; evidence where it knows the page's site.

    >>> clean(b"").reason
    'empty'
    """
    page = _Page(hashlib.sha256(body).hexdigest(), url, captured_at)
    try:
        return _clean(body, media_type, page, template)
    except MemoryError as error:
        return page.rejected("out_of_memory", at=_place(error))
    except Exception as error:
        return page.rejected("internal_error", exception=type(error).__name__, at=_place(error))


def explain(
    body: bytes,
    *,
    url: str = "",
    media_type: str = "",
    captured_at: datetime | None = None,
    template: Template = NO_TEMPLATE,
) -> list[tuple[Block, Verdict]]:
    """Return every piece of a page, in page order, with its verdict; empty if the bytes are no page of text.

    Raises:
        Exception: whatever a defect of a step raises; `clean` would turn it into a rejection.
    """
    decoded = decode(body, media_type)
    if isinstance(decoded, Undecodable):
        return []
    document, verdicts, reading = _read(decoded, template.of(url), url, captured_at)
    settled = settle(document, verdicts, metadata.read(document, verdicts, url, captured_at, reading))
    pieces = list(zip(document.blocks, settled, strict=True))
    pieces += [(Block(p.text, where=p.where), Verdict(False, p.rule, p.reason)) for p in document.removed]
    return sorted(pieces, key=lambda piece: number_of(piece[0].where))


def blocks(body: bytes, media_type: str = "") -> list[str]:
    """Return the texts of a page's blocks, in page order, unjudged. Total: what `clean` would not judge has none."""
    try:
        decoded = decode(body, media_type)
        parsed = [] if isinstance(decoded, Undecodable) else _way(decoded.kind).parse(decoded).blocks
    except Exception:
        return []  # `clean` meets the same defect and reports it
    return [block.text for block in parsed]


def _judged(decoded: Decoded, site: SiteTemplate | None) -> tuple[Document, list[Verdict]]:
    way = _way(decoded.kind)
    document = way.parse(decoded)
    judge_repeats.mark(document, site)
    return document, judge_repeats.judge(document, way.judge(document), site)


def _read(
    decoded: Decoded, site: SiteTemplate | None, url: str, captured_at: datetime | None
) -> tuple[Document, list[Verdict], OutletReading | None]:
    """Take a page apart and judge it, by its outlet's own reader where there is one."""
    document, verdicts = _judged(decoded, site)
    reading = readers.read(decoded.utf8, url, captured_at) if decoded.kind == "html" else None
    return document, readers.settle(document, verdicts, reading), reading


def _clean(body: bytes, media_type: str, page: _Page, template: Template) -> Outcome:
    decoded = decode(body, media_type)
    if isinstance(decoded, Undecodable):
        return page.rejected(decoded.reason, seen=decoded.evidence)
    document, verdicts, reading = _read(decoded, template.of(page.url), page.url, page.captured_at)
    meta = metadata.read(document, verdicts, page.url, page.captured_at, reading)
    refused = None if reading and reading.body else page_type(document, verdicts)
    shown, shown_evidence = access(document, verdicts)
    if not refused and shown == "walled":
        refused = "paywall_only", shown_evidence
    if refused:
        return _with_facts(page.rejected(refused[0], seen=refused[1]), meta)
    pieces = _pieces(document, settle(document, verdicts, meta), meta.dateline)
    if not any(letter.isalnum() for text, _, _ in pieces.kept for letter in text):
        nothing = page.rejected("no_article", seen=f"none of {len(document.blocks)} blocks is part of an article")
        return _with_facts(nothing, meta)
    return _article(page, pieces, meta, shown, {"access": shown_evidence, "encoding": decoded.encoding})


def _with_facts(rejection: Rejection, meta: Metadata) -> Rejection:
    """Return the rejection with what the page still tells of the article that it does not show."""
    return replace(
        rejection, title=meta.title, authors=meta.authors, published=meta.published, publisher=meta.publisher
    )


class _Pieces(NamedTuple):
    """What is part of the article, and what is not, in page order."""

    kept: list[tuple[str, Role, str]]
    """Of every paragraph the text, what it is, and where it stood."""
    removed: list[Removed]


def _article(page: _Page, pieces: _Pieces, meta: Metadata, shown: Access, evidence: dict[str, str]) -> Article:
    paragraphs, roles, places = zip(*pieces.kept, strict=True)
    return Article(
        id=page.id,
        text="\n\n".join(paragraphs),
        paragraphs=paragraphs,
        roles=roles,
        places=places,
        url=page.url,
        captured_at=page.captured_at,
        access=shown,
        removed=tuple(pieces.removed),
        evidence={**meta.evidence, **evidence},
        **{name: getattr(meta, name) for name in _FROM_METADATA},
    )


def _pieces(document: Document, verdicts: list[Verdict], dateline: str | None) -> _Pieces:
    """Return paragraphs and all that was removed; the dateline leaves the first paragraph."""
    kept: list[tuple[str, Role, str]] = []
    removed = list(document.removed)
    for block, verdict in zip(document.blocks, verdicts, strict=True):
        text = block.text
        if not verdict.keep:
            removed.append(Removed(text, verdict.rule, verdict.reason, block.where))
            continue
        if dateline and text.startswith(dateline):
            removed.append(Removed(dateline, "metadata.dateline", "dateline", block.where))
            text = text[len(dateline) :].lstrip()
            dateline = None  # it stands before the first sentence only
        if text:
            kept.append((text, verdict.role, block.where))
    if document.removed:  # what the parser took out is interleaved
        removed.sort(key=place_on_page)
    return _Pieces(kept, removed)


def _place(error: Exception) -> str:
    """``module.py:line`` of the innermost frame: enough to find the defect, without a path of the machine."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{PurePath(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "unknown"
