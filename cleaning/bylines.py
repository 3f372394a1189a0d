"""Who wrote the article: the places where a page names its authors, best first."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from . import json_ld, names
from .dates import read_all
from .names import Credit
from .publisher import by_host
from .sources import Sources
from .titles import fold, outlet_keys

_METAS = (
    "parsely-author", "author", "article:author", "article:author_name", "byl", "byline", "dc.creator",
    "dcterms.creator", "sailthru.author", "citation_author", "cxenseparse:author", "dcsext.author", "dc.author",
    "authors", "article.author", "mediator_author", "rbauthors", "og:author", "creator", "article:authors",
    "shareaholic:article_author_name",
)  # fmt: skip
_NOT_THE_WRITER = re.compile(
    r"comment|related|recommend|teaser|(?<!v)card|sidebar|widget|foto|photo|image|img|bild|caption|credit|figure|follow|"
    r"footer|recent|latest|popular|most-|testimonial|promo|carousel|read-?next|bookmark|reviewer|editor-?name|fact-?check"
)
_NAME_ONLY = re.compile(
    r"author[-_ ]?(?:name|link|url)|byline[-_ ]?(?:name|author|link)|fn\b|vcard|\bauthor\b|name|p-author"
)
SIGNED = "signed byline element"
"""The source of a byline that opens with "By" or the like."""
_BIOGRAPHY = re.compile(r"bio|about|desc|info-box|profile|box")
_OWN_MARKS = 90
_BY = r"by|von|par|por|di|door|av|af|texte?|autor(?:in|es?)?|author|written by|posted by|بقلم|लेखक|责编|责任编辑|作者"
_DONE = r"posted|published|veröffentlicht|publié|publicado|erstellt|geschrieben|gespeichert|blog beitrag"
_SIGNED = re.compile(
    rf"^\W*(?:(?:{_BY})(?:\s*[:：]|\s)|By(?=[A-Z]))|^(?:{_DONE})\b.{{0,40}}?\b(?:by|von|par|por)\s|\|\s*by\s", re.I
)
"""How a byline opens, also after a date."""
_LINES_BEFORE, _LINES_AFTER, _LINES_END = 4, 9, 4
_MAX_LINE = 120
_MAX_DESK = 40
_CREDIT_MARK = re.compile(r"submitted|meta|author|by-?line|writer|info")


@dataclass(frozen=True, slots=True)
class Bylines:
    """Who is credited, and where."""

    authors: tuple[str, ...] = ()
    desk: str | None = None
    agency: str | None = None
    evidence: tuple[tuple[str, str], ...] = ()


def choose(sources: Sources, headline: int = -1) -> Bylines:
    """Return the credits: the persons of the first place that names any; desk and agency of the first that has one."""
    keys = frozenset() if _is_personal(sources) else outlet_keys(sources.outlets)
    authors: tuple[str, ...] = ()
    desk = agency = None
    evidence: dict[str, str] = {}
    every = list(_credits(sources, keys, headline))
    for source, credit in _printed_first(every):
        if credit.persons and not authors:
            authors, evidence["authors"] = credit.persons, source
        if credit.desk and not desk and not authors:
            desk, evidence["desk"] = credit.desk, source
        if credit.agency and not agency:
            agency, evidence["agency"] = credit.agency, source
        if authors:
            break
    return Bylines(authors, desk, agency, tuple(evidence.items()))


def _printed_first(every: list[tuple[str, Credit]]) -> list[tuple[str, Credit]]:
    """Return the credits with a printed byline ahead of the declared one, if they share a person.

    Declarations leave co-authors out, or count editors and photographers in; the printed line is what readers see.
    """
    declared = next((credit for _, credit in every if credit.persons), Credit())
    known = {person.casefold() for person in declared.persons}
    for source, credit in every:
        if source == SIGNED and known & {person.casefold() for person in credit.persons}:
            return [(source, credit), *every]
    return every


def _credits(sources: Sources, keys: frozenset[str], headline: int) -> Iterator[tuple[str, Credit]]:
    yield "json-ld author", _declared(json_ld.people(sources.claims), keys)
    for name in _METAS:
        values = [content for key, content in sources.document.metas if key == name]
        if values:
            named = [_in_order(value) for value in values[:30] if not re.search(r"\d", value)]  # a number: an address
            yield f"meta {name}", _joined(names.read(value, keys, known_name=True) for value in named)
    yield from _elements(sources, keys)
    yield from _lines(sources, keys, headline)


def _in_order(value: str) -> str:
    """Return "Lima, Ana Maria" as "Ana Maria Lima"; two whole names keep their comma."""
    inverted = re.fullmatch(r"([^\W\d_][\w'’-]+), ([^\W\d_][\w.'’-]*(?: [A-Z]\.)?)", value.strip())
    return f"{inverted[2]} {inverted[1]}" if inverted else value


def _declared(people: list[tuple[str, str]], keys: frozenset[str]) -> Credit:
    """Return the credit of JSON-LD authors; one that is declared an organisation is no person whatever its name."""
    read = [(names.read(name, keys, known_name=True), kind) for name, kind in people]
    return _joined(
        Credit((), c.desk, c.agency, c.organisations + c.persons) if "Organization" in kind else c for c, kind in read
    )


def _is_personal(sources: Sources) -> bool:
    """Tell whether the outlet bears its writer's name: two capitalised words without a word that outlets use."""
    host = sources.address.host if sources.address else ""
    if by_host(host):
        return False
    domains = outlet_keys([host]) if host else frozenset()
    candidates = {name for name, _ in json_ld.people(sources.claims)} | {
        sources.meta("author"),
        sources.meta("og:site_name"),
    }
    candidates |= {text for text, _ in sources.document.bylines[:5]}
    return any(fold(name) in domains and names.is_full_name(name) for name in candidates if len(name) <= _MAX_DESK)


def _elements(sources: Sources, keys: frozenset[str]) -> Iterator[tuple[str, Credit]]:
    """Yield the credits of elements marked as byline or author: signed ones, then single names, then biographies."""
    usable = []
    for text, marks in sources.document.bylines:
        own = marks[:_OWN_MARKS]
        if len(text) <= names.MAX_CHARS and not _NOT_THE_WRITER.search(own):
            rank = 2 if _BIOGRAPHY.search(own) else 0 if _SIGNED.match(text) else 1
            usable.append((rank, text, own))
    for rank, text, own in sorted(usable, key=lambda item: item[0]):
        only_name = bool(_NAME_ONLY.search(own.split(" ")[0])) and len(text.split()) <= 4
        yield SIGNED if rank == 0 else "byline element", names.read(text, keys, known_name=only_name)


def _lines(sources: Sources, keys: frozenset[str], headline: int) -> Iterator[tuple[str, Credit]]:
    """Yield the credits of short lines around the headline or after the text that open like a byline or name a desk."""
    blocks = sources.document.blocks
    kept = [index for index, verdict in enumerate(sources.verdicts) if verdict.keep and index > headline]
    anchor = headline if headline >= 0 else (kept[0] if kept else 0)
    near = range(max(0, anchor - _LINES_BEFORE), min(len(blocks), anchor + _LINES_AFTER))
    ends = range(kept[-1], min(len(blocks), kept[-1] + _LINES_END)) if kept else ()
    for index in (*near, *ends):
        text = blocks[index].text
        if index == headline or len(text) > _MAX_LINE:
            continue
        if _SIGNED.search(text) or (index < anchor + _LINES_AFTER and len(text) <= _MAX_DESK and names.is_desk(text)):
            yield f"line at {blocks[index].where}", names.read(text, keys)
    if headline >= 0:
        yield from _beside_date(sources, keys, headline)


def _beside_date(sources: Sources, keys: frozenset[str], headline: int) -> Iterator[tuple[str, Credit]]:
    """Yield a name that stands alone with the date right at the headline; a section or a place may stand there, too.

    A name is told from a section by its letters: names are not printed in small letters elsewhere on the page.
    """
    blocks = sources.document.blocks[max(0, headline - 2) : headline + 5]
    dated = [bool(read_all(block.text)) for block in blocks]
    for index, block in enumerate(blocks):
        if (
            block.text == sources.document.blocks[headline].text
            or len(block.text) > _MAX_LINE
            or block.text.endswith(".")
        ):
            continue
        if block.tag == "button" or not any(dated[max(0, index - 2) : index + 3]):
            continue
        credit = names.read(block.text, keys)
        if len(credit.persons) != 1 or credit.organisations or _is_topic(credit.persons[0], sources):
            continue
        if credit.persons[0].lower() != credit.persons[0] or _CREDIT_MARK.search(block.marks[:_OWN_MARKS]):
            yield f"line at {block.where}", credit


def _is_topic(name: str, sources: Sources) -> bool:
    """Tell whether the words of a supposed name are used as common words or as the name of a place or section."""
    words = [word for word in re.findall(r"[^\W\d_]+", name) if len(word) > 2]
    if names.is_place(name) or not words:
        return True
    declared = " ".join(
        (sources.meta("article:section", "keywords", "news_keywords", "og:site_name"), sources.document.title)
    )
    if name.lower() in declared.lower():
        return True
    words = [word for word in words if word.lower() != word]  # scripts without cases have no small letters to tell by
    text = " ".join(block.text for block in sources.document.blocks[:400])
    return any(re.search(rf"(?<![\w-]){re.escape(word.lower())}(?!\w)", text) for word in words)


def _joined(parts: Iterable[Credit]) -> Credit:
    """Return the credits as one, persons in order, each once."""
    every = list(parts)
    persons = tuple(dict.fromkeys(person for credit in every for person in credit.persons))
    desk = next((credit.desk for credit in every if credit.desk), None)
    agency = next((credit.agency for credit in every if credit.agency), None)
    return Credit(persons, desk, agency, tuple(o for credit in every for o in credit.organisations))
