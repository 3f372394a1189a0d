"""Whose text an article is, on what basis that is said, and whether the text may be passed on.

The first ground that holds decides: an agency credited, a cable's body, the outlet's entry in the table of publishers,
an outlet named on the page.
"""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from ..cleaning.article import Article
from ..scraping import facts
from ..scraping.addresses import canonical

US_GOVERNMENT = "LicenseRef-USGov"

RIGHTS: Mapping[str, str] = {
    "CC-BY-4.0": "the publisher licenses it for any use that names it",
    "CC-BY-SA-4.0": "the publisher licenses it for any use that names it and passes the licence on",
    "CC0-1.0": "the publisher gave it to the public domain",
    "LicenseRef-Agency": "the text belongs to the wire agency named in `agency`",
    "LicenseRef-Publisher": "the text belongs to the publisher named in `publisher`, or to its authors",
    US_GOVERNMENT: "a work of the United States government: public domain there (17 U.S.C. 105), not surely elsewhere",
    "LicenseRef-Unknown": "whose text it is could not be told",
}
"""Who holds the rights in an article's text, as an SPDX licence id or reference → what that means."""

REDISTRIBUTABLE = frozenset({"CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0", US_GOVERNMENT})
"""Rights under which a release that is not private may hold the text."""


class Rights(NamedTuple):
    """A key of `RIGHTS`, and how we know."""

    rights: str
    basis: str


def rights_of(article: Article) -> Rights:
    """Return whose text the article is, with the basis for saying so."""
    outlet = _publishers().get(article.publisher or "")
    if article.agency:
        return Rights("LicenseRef-Agency", f"agency credited: {article.agency}")
    if outlet and outlet.rights == US_GOVERNMENT and not _is_cable(article):
        return Rights("LicenseRef-Publisher", "a page of an outlet of cables that is not known to be a cable's body")
    if outlet:
        return Rights(outlet.rights, outlet.rights_basis)
    if article.publisher:
        return Rights("LicenseRef-Publisher", "publisher named on the page; no licence known")
    return Rights("LicenseRef-Unknown", "neither agency nor publisher known")


def _is_cable(article: Article) -> bool:
    return any(address_key(url) in _cable_pages() for url in (article.url, article.canonical_url or "") if url)


def address_key(url: str) -> str:
    """Return what addresses of one page have in common: the canonical address, or the text itself if it is none.

    >>> address_key("http://www.example.org/a?utm_source=x") == address_key("https://www.example.org/a")
    True
    """
    found = canonical(url)
    return found.url if found else url.strip()


@cache
def _publishers() -> Mapping[str, facts.Publisher]:
    return {one.publisher: one for one in facts.publishers()}


@cache
def _cable_pages() -> frozenset[str]:
    return frozenset(address_key(page.url) for page in facts.coverage() if page.kind == "cable_document")
