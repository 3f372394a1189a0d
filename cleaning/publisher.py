"""Which outlet published a page, and in which country it sits: by host, by fingerprints, by what the page declares."""

import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from ..scraping import facts
from ..scraping.addresses import unwrap
from . import json_ld
from .document import Document
from .sources import Sources

MAX_LINE = 300
"""Fingerprints stand in short lines; longer ones are text that may quote another outlet."""


class Outlet(NamedTuple):
    """An outlet as far as it is known."""

    name: str | None = None
    country: str | None = None
    evidence: str = ""
    country_evidence: str = ""
    languages: tuple[str, ...] = ()
    """Languages of its pages in the facts table; empty if it is not there."""


def choose(sources: Sources) -> Outlet:
    """Return the outlet: from the facts table by host or by fingerprints, else by what the page calls it."""
    address = sources.address or sources.declared_address
    host = address.host if address else ""
    for name in (_raw_host(sources.url), host):
        if known := by_host(name):
            return _known(known, f"host {name} in the table of publishers")
    if not host and (found := by_fingerprint(sources.document)):
        return found
    declared = _declared(sources)
    country = country_of(host)
    return Outlet(
        declared[0] if declared else None,
        country,
        declared[1] if declared else "",
        "top-level domain" if country else "",
    )


@lru_cache(maxsize=1024)
def by_host(host: str) -> facts.Publisher | None:
    """Return the publisher whose host this is, also without ``www.`` or below one of its own; ``None`` if unknown.

    >>> by_host("m.indiatvnews.com").publisher
    'India TV'
    """
    table, labels = _hosts(), host.lower().rstrip(".").split(".")
    names = (".".join(labels[start:]) for start in range(max(0, len(labels) - 1)))
    return next((table[name] for name in names if name in table), None)


def by_fingerprint(document: Document) -> Outlet | None:
    """Return the one outlet whose phrases stand in the text; ``None`` if there is none or more than one."""
    lines = [block.text.lower().replace("’", "'") for block in document.blocks if len(block.text) <= MAX_LINE]
    text = "\n".join(lines)
    found = []
    for entry in _table()["outlet"]:
        sure = [phrase for phrase in entry["sure"] if phrase in text]
        likely = [phrase for phrase in entry["likely"] if phrase in text]
        if sure or len(likely) >= 2:
            found.append((entry["publisher"], (sure + likely)[0]))
    if len(found) != 1:
        return None
    known = next((p for p in facts.publishers() if p.publisher == found[0][0]), None)
    return (
        _known(known, f"the outlet's own phrase {found[0][1]!r}") if known else Outlet(found[0][0], None, found[0][1])
    )


def country_of(host: str) -> str | None:
    """Return the country of a host's top-level domain, ISO 3166-1 alpha-2; ``None`` if it is generic.

    >>> country_of("www.example.co.uk")
    'GB'
    """
    last = host.rpartition(".")[2]
    if len(last) != 2 or not last.isalpha() or last in _table()["top_level"]["words"]:
        return None
    return "GB" if last == "uk" else last.upper()


def _known(publisher: facts.Publisher, evidence: str) -> Outlet:
    told = "table of publishers" if publisher.country else ""
    return Outlet(publisher.publisher, publisher.country, evidence, told, publisher.languages)


def _declared(sources: Sources) -> tuple[str, str] | None:
    """Return (name, place) of what the page calls its outlet."""
    return next((named for named in _own_names(sources) if 0 < len(named[0]) <= 80 and "://" not in named[0]), None)


def _own_names(sources: Sources) -> Iterator[tuple[str, str]]:
    yield sources.meta("og:site_name"), "meta og:site_name"
    yield json_ld.text(sources.claims.article, "publisher"), "json-ld publisher"
    yield json_ld.text(sources.claims.page, "publisher"), "json-ld publisher"
    yield sources.meta("dc.publisher", "application-name"), "meta"


def _raw_host(url: str) -> str:
    """Return the host of the address inside archive wrappers, as it was captured."""
    try:
        return (urlsplit(unwrap(url)).hostname or "").rstrip(".")
    except ValueError:
        return ""


@cache
def _hosts() -> dict[str, facts.Publisher]:
    """Hosts of the table, with and without ``www.``; not below blog hosts, where every name is another publisher."""
    table = {host.rstrip("."): p for p in facts.publishers() for host in p.domains}
    return {host.removeprefix("www."): p for host, p in table.items()} | table


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("publisher.toml").read_text("utf-8"))
