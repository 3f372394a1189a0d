"""The links on a page that lists others: HTML, a sitemap, an index of sitemaps, RSS or Atom, a list of addresses."""

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag, XMLParsedAsHTMLWarning

from . import codings
from .errors import FetchError

_GZIP_MAGIC = b"\x1f\x8b"
_ADDRESS = re.compile(r"https?://[^\s<>\"'`{}|\\^]{3,2000}")
_FEED = re.compile(rb"<(?:rss|rdf:rdf|feed|urlset|sitemapindex)\b", re.I)
_MARKUP = re.compile(rb"<(?:!doctype|html|head|body|a|div|p|ul|table)\b", re.I)
_HEAD = 4_096
"""Bytes in which the kind of a page shows."""
MAX_LINKS = 50_000
"""Links read from one page: the most that a sitemap may hold (sitemaps.org)."""


@dataclass(frozen=True, slots=True)
class Link:
    """One link."""

    url: str
    title: str
    """Its text, or the entry's title."""
    published: str = ""
    """Day that the listing gives for it, ``YYYY-MM-DD``; empty if none."""
    found_in: str = ""
    """Where it stands."""
    is_list: bool = False
    """Whether it leads to a further list: a sitemap that an index names."""


def read_links(data: bytes, base: str, name: str) -> Iterator[Link]:
    """Yield the links of a page, in its order, at most `MAX_LINKS`.

    Args:
        data: its bytes, perhaps packed with gzip.
        base: the page's address, which completes relative links; empty if unknown.
        name: what the page is called in the results.

    Raises:
        FetchError: it is packed, and broken or far too large when unpacked.
    """
    if data.startswith(_GZIP_MAGIC):
        try:
            data = codings.unpack(data, "gzip")
        except codings.BodyError as error:
            raise FetchError(error.reason, str(error)) from error
    head = data[:_HEAD]
    if _FEED.search(head):
        found = _entries(_feed(data), base)
    elif _MARKUP.search(head):
        found = _anchors(BeautifulSoup(data, "html.parser"), base)
    else:
        found = _listed(data.decode("utf-8-sig", "replace"))
    for number, link in enumerate(found):
        if number == MAX_LINKS:
            return
        if link.url.startswith(("http://", "https://")):
            yield Link(link.url, link.title, link.published, name, link.is_list)


def _feed(data: bytes) -> BeautifulSoup:
    """Take XML apart as if it were HTML, which also reads feeds that are not well-formed; on purpose, so unwarned."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        return BeautifulSoup(data, "html.parser")


def _anchors(page: BeautifulSoup, base: str) -> Iterator[Link]:
    """Yield the links of an HTML page; their text, or the title attribute where they are pictures."""
    declared = page.find("base", href=True)
    base = urljoin(base, str(declared["href"])) if isinstance(declared, Tag) else base
    for anchor in page.find_all("a", href=True):
        title = _text(anchor) or str(anchor.get("title") or "")
        yield Link(_joined(base, str(anchor["href"])), title)


def _entries(page: BeautifulSoup, base: str) -> Iterator[Link]:
    """Yield the entries of a sitemap or feed."""
    for entry in page.find_all(["url", "sitemap", "item", "entry"]):
        address = _address(entry)
        if address:
            title = entry.find(["title", "news:title", "image:title"])
            day = entry.find(["news:publication_date", "pubdate", "dc:date", "published", "updated", "lastmod"])
            is_list = entry.name == "sitemap"
            yield Link(_joined(base, address), _text(title), "" if is_list else _day(_text(day)), is_list=is_list)


def _address(entry: Tag) -> str:
    """Return the address of an entry: ``loc``, ``link``, ``guid`` or ``id``.

    The parser is one for HTML, where ``link`` has no content: its text stands behind it.
    """
    location = entry.find("loc")
    if isinstance(location, Tag):
        return _text(location)
    for link in entry.find_all("link"):
        if link.get("href") and link.get("rel") in (None, ["alternate"], "alternate"):
            return str(link["href"]).strip()
        behind = link.next_sibling
        if behind is not None and _ADDRESS.match(str(behind).strip()):
            return str(behind).strip()
    identity = entry.find(["guid", "id"])
    return _text(identity) if _ADDRESS.match(_text(identity)) else ""


def _listed(text: str) -> Iterator[Link]:
    """Yield the addresses of a plain text; what else stands in their line is their title."""
    for line in text.splitlines():
        for match in _ADDRESS.finditer(line):
            rest = _ADDRESS.sub(" ", line)
            yield Link(match[0].rstrip(".,;:)]"), " ".join(re.sub(r"[\t|,;]+", " ", rest).split())[:300])


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return ""


def _text(tag: object) -> str:
    return " ".join(tag.get_text(" ").split())[:300] if isinstance(tag, Tag) else ""


def _day(text: str) -> str:
    """Return the day of a time in ISO 8601 or as in mail."""
    if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return text[:10]
    try:
        stamp = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return ""
    return (stamp.astimezone(UTC) if stamp.tzinfo else stamp).date().isoformat()
