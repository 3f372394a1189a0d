"""WikiLeaks pages that are a cable: its header as fields, its text as the body.

The cable's own date is never a date of publication; the day of release, where the page tells it, is.
Element names are those that public programs reading the pages use; shown by golden pages of ours.
"""

from datetime import date
from typing import TYPE_CHECKING

from ..scraping.facts import CLASSIFICATIONS
from . import cables
from .article import Mention
from .dates import read
from .outlet_reading import Layout, OutletReading
from .text import tidy
from .titles import fold

if TYPE_CHECKING:
    from bs4 import BeautifulSoup  # slow to import, and few pages need it

_HOSTS = (
    "wikileaks.org", "wikileaks.ch", "wikileaks.zilog.es", "wikileaks.jcvignoli.com", "wikileaks.fdn.fr",
    "cablegate.tetalab.org",
)  # fmt: skip
"""The site and its mirrors of 2010 and 2011; see ``coverage``."""


def _cablegate(page: "BeautifulSoup") -> OutletReading:
    """Read a page of the first site, 2010 to 2013: a table with one row, the routing lines, the text."""
    names, values = ([tidy(cell.get_text(" ")) for cell in page.select(f"table.cable {tag}")] for tag in ("th", "td"))
    header = dict(zip((name.lower() for name in names), values, strict=False))
    _, _, subject = next((tidy(h.get_text(" ")) for h in page.select("h3")), "").partition(", ")
    released = read(header.get("released", ""))
    texts = page.select("pre")
    return OutletReading(
        title=subject,
        published=released.stamp if released else None,
        dated=True,
        body=texts[-1].get_text("\n") if texts else "",
        cable=_cable(
            header.get("reference id", ""),
            header.get("origin"),
            header.get("created", ""),
            header.get("classification"),
        ),
    )


def _plusd(page: "BeautifulSoup") -> OutletReading:
    """Read a page of the Public Library of US Diplomacy, since 2013: pairs of a key and a value, then the text."""
    keys, values = ([tidy(cell.get_text(" ")) for cell in page.select(f".s_{part}")] for part in ("key", "val"))
    header = dict(zip((key.rstrip(": ").lower() for key in keys), values, strict=False))
    texts = [text for found in page.select("pre:not(pre pre)") if "BEGIN PGP" not in (text := found.get_text("\n"))]
    marking = header.get("original classification") or None
    cable = _cable(header.get("canonical id", ""), header.get("from"), header.get("date", ""), marking)
    return OutletReading(
        title=header.get("subject") or (cables.subject(cable.reference) if cable else ""),
        dated=True,
        body=max(texts, key=len, default=""),
        cable=cable,
    )


def _cable(printed: str, origin: str | None, sent: str, marking: str | None) -> Mention | None:
    """Return the page's cable, its facts from the table, else from the page's header."""
    named = cables.in_text(printed.partition("_")[0])
    if not named:
        return None
    known = cables.mention(printed, named[0][1], "header")
    day = read(sent)
    if known.cable:
        return known
    sent_on = day.day.isoformat() if day and day.day else None
    return Mention(printed, named[0][1], None, "header", origin or None, sent_on, _marking(marking))


def _marking(printed: str | None) -> str | None:
    """Return the marking as the facts tables spell it, ``None`` if they have no such."""
    return next((marking for marking in CLASSIFICATIONS if printed and fold(marking) == fold(printed)), None)


LAYOUTS = (
    Layout("wikileaks.cablegate", _HOSTS, "Reference ID", _cablegate, since=date(2010, 11, 28)),
    Layout("wikileaks.plusd", _HOSTS, "s_key", _plusd, since=date(2013, 4, 8)),
)
