"""The Hindu: four generations of its article pages.

Element names are those that public programs reading the site use; the bounds are theirs, with a year of slack. Each
generation is shown by a golden page of ours under ``tests/pages/hindu_*``; none was measured on the paper's own.
"""

from datetime import date
from typing import TYPE_CHECKING

from .dates import Reading, read_all
from .outlet_reading import Layout, OutletReading
from .text import tidy

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag  # slow to import, and few pages need it

_HOSTS = ("thehindu.com", "hindu.com", "hinduonnet.com")
_COUNTRY = "IN"


def _text(page: "BeautifulSoup | Tag", selector: str) -> str:
    found = page.select_one(selector)
    return tidy(found.get_text(" ")) if found else ""


def _day(line: str) -> Reading | None:
    """Return the last date of a line: the place may stand before it."""
    found = read_all(line, _COUNTRY)
    return found[-1][2] if found else None


def _paragraphs(page: "BeautifulSoup", selector: str) -> str:
    return "\n".join(tidy(found.get_text(" ")) for found in page.select(selector))


def _print_edition(page: "BeautifulSoup") -> OutletReading:
    """Read a page of the print edition on the web, 2000 to 2010; its day stands in its address."""
    head = page.select_one(".storyhead")
    below = [tidy(found.get_text(" ")) for found in head.find_all_next("p")] if head else []
    end = next((i for i, line in enumerate(below) if line.lower().startswith("printer friendly")), len(below))
    return OutletReading(title=_text(page, ".storyhead"), body="\n".join(below[:end]))


def _detail(page: "BeautifulSoup") -> OutletReading:
    """Read a page of 2010 to 2016: one stamp, which says "Updated" also of what never was."""
    stamp = _day(_text(page, ".artPubUpdate"))
    return OutletReading(
        title=_text(page, "h1.detail-title"),
        byline=_text(page, ".author"),
        published=stamp.stamp if stamp else None,
        body=_paragraphs(page, ".article-text p.body"),
    )


def _content_body(page: "BeautifulSoup") -> OutletReading:
    """Read a page of 2016 to 2022: place and time in two stamps of one class, the update apart."""
    stamps = [day for found in page.select(".ksl-time-stamp") if (day := _day(tidy(found.get_text(" "))))]
    update = _day(_text(page, ".update-time"))
    return OutletReading(
        title=_text(page, "h1.title"),
        byline=" | ".join(tidy(found.get_text(" ")) for found in page.select(".auth-nm")),
        published=stamps[0].stamp if stamps else None,
        modified=update.stamp if update else None,
        body=_paragraphs(page, "[id^=content-body-] > p"),
    )


def _schema(page: "BeautifulSoup") -> OutletReading:
    """Read a page since 2022: schema.org names on the elements."""
    stamp, update = _day(_text(page, ".publish-time")), _day(_text(page, ".updated-time"))
    return OutletReading(
        title=_text(page, "h1[itemprop=name]"),
        byline=" | ".join(tidy(found.get_text(" ")) for found in page.select(".person-name")),
        published=stamp.stamp if stamp else None,
        modified=update.stamp if update else None,
        body=_paragraphs(page, "[itemprop=articleBody] > p"),
    )


LAYOUTS = (
    Layout("thehindu.2000", _HOSTS, "storyhead", _print_edition, until=None),
    Layout("thehindu.2010", _HOSTS, "artPubUpdate", _detail, since=date(2009, 1, 1), until=date(2017, 12, 31)),
    Layout("thehindu.2016", _HOSTS, "content-body-", _content_body, since=date(2015, 1, 1), until=date(2023, 12, 31)),
    Layout("thehindu.2022", _HOSTS, "articlebodycontent", _schema, since=date(2021, 1, 1)),
)
"""The generations, oldest first."""
