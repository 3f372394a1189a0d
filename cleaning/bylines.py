"""Who wrote the article: the places where a page names its authors, best first."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from . import attribution, byline_lines, names
from .attribution import Credit, joined
from .name_tables import any_of
from .names import Place
from .personal import is_personal, writer
from .sources import Sources
from .titles import outlet_keys

_METAS = (
    "parsely-author", "author", "article:author", "article:author_name", "byl", "byline", "dc.creator",
    "dcterms.creator", "sailthru.author", "citation_author", "cxenseparse:author", "dcsext.author", "dc.author",
    "authors", "article.author", "mediator_author", "rbauthors", "og:author", "creator", "article:authors",
    "shareaholic:article_author_name",
)  # fmt: skip
_LABELLED = (("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2"))
"""Metas of a label and the value that it names: a widespread plug-in puts the author there."""
_NOT_THE_WRITER = re.compile(any_of((
    "comment", "related", "recommend", "teaser", "card(?<!vcard)(?<!author[-_]card)(?!-author)", "sidebar", "widget",
    "foto", "photo", "image", "img", "bild", "caption", "credit", "figure", "follow", "footer(?<!post-footer)",
    "recent", "latest", "popular", "most-", "testimonial", "promo", "carousel", "read-?next", "bookmark", "zitat",
    "quote", "item__author(?<![a-z]item__author)", "review__author", "review-{1,2}(?:entry|item|list)", "reviewer",
    "editor-?name", "fact-?check",
)))  # fmt: skip
"""Each begins with its own letters: only where one of these stands is it tried."""
_NAME_ONLY = re.compile(
    r"author[-_ ]?(?:name|link|url)|byline[-_ ]?(?:name|author|link)|fn\b|vcard|\bauthor\b|name|p-author"
)
_DIGIT = re.compile(r"\d")
_COUNTRY = re.compile(
    r",\s*(?:germany|deutschland|austria|österreich|switzerland|schweiz|france|ital(?:y|ia)|spain|españa)$", re.I
)
_INVERTED = re.compile(r"([^\W\d_][\w'’-]+), ([^\W\d_][\w.'’-]*(?: [A-Z]\.)?)")
_MAX_NAME_WORDS = 4
_MAX_BYLINE_WORDS = 12
"""An unsigned element with more words tells of the author."""
_MAX_LINE = 120
_BIOGRAPHY = re.compile(r"bio|about|desc|info-box|profile|box")
_OWN_MARKS = 60
"""Characters of an element's marks that are its own and its near ancestors'."""

_PRINTED = "signed byline element"
"""The source of a byline element that opens with "By" or the like."""
_Found = tuple[str, Credit]
"""(source, credit)."""


class Bylines(NamedTuple):
    """Who is credited, and where."""

    authors: tuple[str, ...] = ()
    desk: str | None = None
    agency: str | None = None
    evidence: tuple[tuple[str, str], ...] = ()


def choose(sources: Sources, headline: int = -1) -> Bylines:
    """Return the credits: the persons of the first place that names any; desk and agency of the first that has one."""
    keys = frozenset() if is_personal(sources) else outlet_keys(sources.outlets)
    authors: tuple[str, ...] = ()
    desk = agency = None
    evidence: dict[str, str] = {}
    usable = _usable(sources)
    head: Iterable[_Found] = _Later(_head(sources, keys))
    elements = _Later(_elements(usable, keys))
    marked: Iterable[_Found] = chain(head, elements)
    if usable and usable[0][0] == 0:
        head = _printed_only(head, elements, sources)
        marked = _printed_first([*head, *elements])
    under = _under_headline(sources, keys, headline, head, elements)
    for source, credit in chain(under, marked, _lines(sources, keys, headline)):
        if credit.persons and not authors:
            authors, evidence["authors"] = credit.persons, source
        if credit.desk and not desk and not authors:
            desk, evidence["desk"] = credit.desk, source
        if credit.agency and not agency:
            agency, evidence["agency"] = credit.agency, source
        if authors:
            break
    if not authors and not desk and not agency and (name := writer(sources)):
        authors, evidence["authors"] = (name,), "name of the site"
    return Bylines(authors, desk, agency, tuple(evidence.items()))


class _Later:
    """Credits that are read, once, when the first is asked for: only where they may matter."""

    def __init__(self, unread: Iterator[_Found]) -> None:
        self._unread, self._read = unread, list[_Found]()

    def __iter__(self) -> Iterator[_Found]:
        self._read += self._unread
        return iter(self._read)


def _printed_only(head: Iterable[_Found], elements: Iterable[_Found], sources: Sources) -> Iterable[_Found]:
    """Drop declared persons that the page does not print, if it is signed by a desk or the outlet."""
    signed = [credit for source, credit in elements if source == _PRINTED]
    if not signed or any(credit.persons for credit in signed) or not (signed[0].desk or signed[0].organisations):
        return head
    return [(source, credit) for source, credit in head if not credit.persons or _is_printed(credit, sources)]


def _printed_first(every: list[_Found]) -> list[_Found]:
    """Return the credits with a printed byline ahead of the declared one, if they share a person.

    Declarations leave co-authors out, or count editors and photographers in; the printed line is what readers see.
    """
    declared = next((credit for _, credit in every if credit.persons), Credit())
    known = {person.casefold() for person in declared.persons}
    for source, credit in every:
        if source == _PRINTED and known & {person.casefold() for person in credit.persons}:
            return [(source, credit), *every]
    return every


def _under_headline(
    sources: Sources, keys: frozenset[str], headline: int, head: Iterable[_Found], elements: Iterable[_Found]
) -> Iterator[_Found]:
    """Yield the signature right under the headline if it names nobody whom the page's head declares.

    What is declared there is then who uploaded the text. An element that is marked in the line tells where names end.
    """
    for block, credit in byline_lines.under_headline(sources, keys, headline):
        line = block.text.casefold()
        if credit.persons and not any(person.casefold() in line for _, known in head for person in known.persons):
            marked = (found for found in elements if found[1].persons and _all_in(found[1].persons, line))
            yield next(marked, (f"line at {block.where}", credit))


def _all_in(persons: tuple[str, ...], line: str) -> bool:
    return all(person.casefold() in line for person in persons)


def _head(sources: Sources, keys: frozenset[str]) -> Iterator[_Found]:
    """Yield what the page's head declares."""
    yield "json-ld author", _declared(sources.people, keys)
    for name in (name for name in _METAS if name in sources.metas):
        values = [content for key, content in sources.document.metas if key == name]
        if values:
            named = [_in_order(value) for value in values[:30] if not _is_address(value)]
            yield f"meta {name}", joined(attribution.read(value, keys, Place.DECLARED) for value in named)
    for label, value in _LABELLED:
        if sources.meta(label) and not names.without_prefix(sources.meta(label)):  # "Written by" and nothing else
            credit = attribution.read(_in_order(sources.meta(value)), keys, Place.DECLARED)
            yield f"meta {value}", credit if _is_printed(credit, sources) else Credit()


def _is_address(value: str) -> bool:
    """Tell whether a declared value holds a number, or a country after two other things: it is where a firm resides."""
    return bool(_DIGIT.search(value) or (value.count(",") > 1 and _COUNTRY.search(value[-20:])))


def _is_printed(credit: Credit, sources: Sources) -> bool:
    """Tell whether each person of the credit stands in a short line of the page: accounts that filed a text do not."""
    lines = [block.text for block in sources.document.blocks if len(block.text) <= _MAX_LINE]
    return all(any(person in line for line in lines) for person in credit.persons)


def _lines(sources: Sources, keys: frozenset[str], headline: int) -> Iterator[_Found]:
    """Yield the credits of lines that no markup tells; looked for only where the markup tells nobody."""
    lines = [byline_lines.signed(sources, keys, headline)]
    if headline >= 0:
        lines.append(byline_lines.beside_date(sources, keys, headline))
    lines += [byline_lines.labelled(sources, keys, headline), byline_lines.alone(sources, keys, headline)]
    lines += [byline_lines.told(sources, keys, headline), byline_lines.closing(sources, keys, headline)]
    lines += [byline_lines.repeated(sources, keys, headline)]
    yield from ((f"line at {where}", credit) for where, credit in chain.from_iterable(lines))


def _in_order(value: str) -> str:
    """Return "Lima, Ana Maria" as "Ana Maria Lima"; two whole names keep their comma."""
    inverted = _INVERTED.fullmatch(value.strip())
    return f"{inverted[2]} {inverted[1]}" if inverted else value


def _declared(people: list[tuple[str, str]], keys: frozenset[str]) -> Credit:
    """Return the credit of JSON-LD authors; one that is declared an organisation is no person whatever its name."""
    read = [(attribution.read(name, keys, Place.DECLARED), kind) for name, kind in people]
    return joined(
        Credit((), c.desk, c.agency, c.organisations + c.persons) if "Organization" in kind else c for c, kind in read
    )


def _usable(sources: Sources) -> list[tuple[int, str, str]]:
    """Return (rank, text, marks) of elements marked as byline or author: signed ones, single names, biographies."""
    usable = []
    for text, marks in sources.document.bylines:
        own = marks[:_OWN_MARKS]
        if len(text) <= attribution.MAX_CHARS and (kind := _kind(own)) != "other":
            rank = 2 if kind == "biography" else 0 if byline_lines.opening(text) else 1
            if rank and len(text.split()) > _MAX_BYLINE_WORDS:
                continue
            usable.append((rank, text, own))
    return sorted(usable, key=lambda item: item[0])


@lru_cache(maxsize=1024)
def _kind(own: str) -> str:
    """Tell what an element's marks say once: pages of a site have the same ones."""
    if _NOT_THE_WRITER.search(own):
        return "other"
    return "biography" if _BIOGRAPHY.search(own) else ""


def _elements(usable: list[tuple[int, str, str]], keys: frozenset[str]) -> Iterator[_Found]:
    """Yield the credits of the usable elements."""
    found = []
    for rank, text, own in usable:
        only_name = bool(_NAME_ONLY.search(own.split(" ")[0])) and len(text.split()) <= _MAX_NAME_WORDS
        credit = attribution.read(text, keys, Place.NAME if only_name else Place.BYLINE)
        found.append((_PRINTED if rank == 0 else "byline element", credit, only_name))
        if rank == 0 and not credit.persons and (credit.desk or credit.agency or credit.organisations):
            break  # the article is signed; the names that follow are those of other stories
    alone = [credit.persons[0] for _, credit, only_name in found if only_name and len(credit.persons) == 1]
    alone = [name for name in dict.fromkeys(alone) if " " in name]
    for source, credit, _ in found:
        persons = tuple(_shortest(person, alone) for person in credit.persons)
        yield source, credit if persons == credit.persons else credit._replace(persons=persons)


def _shortest(person: str, alone: list[str]) -> str:
    """Return the name as it stands alone in an element, where a role had run into it: "Ana Lima Gardener"."""
    return min((name for name in alone if f"{person} ".startswith(f"{name} ")), key=len, default=person)
