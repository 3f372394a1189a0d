"""Who wrote the article: the places where a page names its authors, best first."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from . import json_ld, names
from .names import Credit
from .sources import Sources
from .titles import outlet_keys

_METAS = (
    "parsely-author", "author", "article:author", "article:author_name", "byl", "byline", "dc.creator", "dcterms.creator",
    "sailthru.author", "citation_author", "cxenseparse:author", "dcsext.author", "dc.author", "authors", "article.author",
    "mediator_author", "rbauthors", "og:author", "creator", "article:authors", "shareaholic:article_author_name",
)  # fmt: skip
_NOT_THE_WRITER = re.compile(
    r"comment|related|recommend|teaser|card|sidebar|widget|foto|photo|image|img|bild|caption|credit|figure|follow|"
    r"footer|recent|latest|popular|most-|list-item|testimonial|promo|carousel|read-?next|date|time|share|social|quote"
)
_WRITER = re.compile(r"by-?line|author|writer|reporter|contributor|autor")
_NAME_ONLY = re.compile(r"author[-_ ]?(?:name|link|url)|byline[-_ ]?(?:name|author|link)|fn\b|vcard|\bauthor\b|name|p-author")
_BIOGRAPHY = re.compile(r"bio|about|desc|info-box|profile|box")
_OWN_MARKS = 90
_SIGNED = re.compile(r"^(?:by|von|par|por|di|door|av|af|text|autor(?:in)?|author|written by|posted by|बाय|بقلم)\b[:\s]", re.I)
_LINES_BEFORE, _LINES_AFTER = 4, 8
_MAX_LINE = 120


@dataclass(frozen=True, slots=True)
class Bylines:
    """Who is credited, and where."""

    authors: tuple[str, ...] = ()
    desk: str | None = None
    agency: str | None = None
    evidence: tuple[tuple[str, str], ...] = ()


def choose(sources: Sources, headline: int = -1) -> Bylines:
    """Return the credits: the persons of the first place that names any; desk and agency of the first that has one."""
    keys = outlet_keys(sources.outlets)
    authors: tuple[str, ...] = ()
    desk = agency = None
    evidence: dict[str, str] = {}
    for source, credit in _credits(sources, keys, headline):
        if credit.persons and not authors:
            authors, evidence["authors"] = credit.persons, source
        if credit.desk and not desk and not authors:
            desk, evidence["desk"] = credit.desk, source
        if credit.agency and not agency:
            agency, evidence["agency"] = credit.agency, source
        if authors:
            break
    return Bylines(authors, desk, agency, tuple(evidence.items()))


def _credits(sources: Sources, keys: frozenset[str], headline: int) -> Iterator[tuple[str, Credit]]:
    yield "json-ld author", _declared(json_ld.people(sources.claims), keys)
    for name in _METAS:
        values = [content for key, content in sources.document.metas if key == name]
        if values:
            yield f"meta {name}", _joined(names.read(value, keys, known_name=True) for value in values[:30])
    yield from _elements(sources, keys)
    yield from _lines(sources, keys, headline)


def _declared(people: list[tuple[str, str]], keys: frozenset[str]) -> Credit:
    """Return the credit of JSON-LD authors; one that is declared an organisation is no person whatever its name."""
    read = [(names.read(name, keys, known_name=True), kind) for name, kind in people]
    return _joined(
        Credit((), c.desk, c.agency, c.organisations + c.persons) if "Organization" in kind else c for c, kind in read
    )


def _elements(sources: Sources, keys: frozenset[str]) -> Iterator[tuple[str, Credit]]:
    """Yield the credits of elements marked as byline or author: whole bylines first, then single names, then biographies."""
    usable = []
    for text, marks in sources.document.bylines:
        own = marks[:_OWN_MARKS]
        if len(text) <= names.MAX_CHARS and not _NOT_THE_WRITER.search(own):
            rank = 2 if _BIOGRAPHY.search(own) else 0 if _SIGNED.match(text) else 1
            usable.append((rank, text, own))
    for rank, text, own in sorted(usable, key=lambda item: item[0]):
        only_name = bool(_NAME_ONLY.search(own.split(" ")[0])) and len(text.split()) <= 4
        yield "byline element", names.read(text, keys, known_name=only_name)


def _lines(sources: Sources, keys: frozenset[str], headline: int) -> Iterator[tuple[str, Credit]]:
    """Yield the credits of short lines around the headline that open like a byline."""
    if headline < 0:
        return
    blocks = sources.document.blocks
    for index in range(max(0, headline - _LINES_BEFORE), min(len(blocks), headline + _LINES_AFTER)):
        text = blocks[index].text
        if index != headline and len(text) <= _MAX_LINE and _SIGNED.match(text):
            yield f"line at {blocks[index].where}", names.read(text, keys)


def _joined(credits: Iterator[Credit]) -> Credit:
    """Return the credits as one, persons in order, each once."""
    every = list(credits)
    persons = tuple(dict.fromkeys(person for credit in every for person in credit.persons))
    desk = next((credit.desk for credit in every if credit.desk), None)
    agency = next((credit.agency for credit in every if credit.agency), None)
    return Credit(persons, desk, agency, tuple(o for credit in every for o in credit.organisations))
