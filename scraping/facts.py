"""The facts tables: which pages covered the cables, which cables there are, who published.

The tables lie beside this module as ``coverage.csv``, ``cables.csv`` and ``publishers.csv``. They hold facts
(addresses, titles, dates, ids, subject lines) and our remarks on them, never article text, and are CC0.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from . import checks
from .errors import FactsError, Problem
from .tables import Column, Row, read_rows

IsoDate = str
"""A date as precisely as it is known: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, always a real calendar date."""

KINDS: Mapping[str, str] = {
    "news": "a news report",
    "analysis": "an analysis or background piece",
    "opinion": "a comment or editorial",
    "blog": "a blog post or forum thread, often a copy of a news report",
    "cable_document": "the text of a cable",
    "encyclopedia": "a reference page that collects dated items",
}
"""What a covered page is."""

CLASSIFICATIONS = (
    "UNCLASSIFIED",
    "UNCLASSIFIED//FOR OFFICIAL USE ONLY",
    "CONFIDENTIAL",
    "CONFIDENTIAL//NOFORN",
    "SECRET",
    "SECRET//NOFORN",
)
"""The markings that cables of this collection bear."""


LICENCES = (
    "CC-BY-4.0",
    "CC-BY-SA-4.0",
    "CC0-1.0",
    "LicenseRef-Agency",
    "LicenseRef-Publisher",
    "LicenseRef-USGov",
    "LicenseRef-Unknown",
)
"""Whose a publisher's texts are, as SPDX licence ids and references; what each means stands with the release."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """One publisher: a newspaper, an agency's site, a blog, a mirror."""

    publisher: str
    """Its name; the key."""
    domains: tuple[str, ...]
    """Host names its pages were seen under, lower case; each belongs to one publisher."""
    aliases: tuple[str, ...]
    """Other names it goes by, as printed in credits."""
    country: str | None
    """Where it sits, ISO 3166-1 alpha-2; ``None`` if it has no country or it is unclear."""
    languages: tuple[str, ...]
    """Languages of the pages covered, BCP 47."""
    paywall: str
    """``no``, ``unknown`` or ``metered``, where needed with a remark in parentheses."""
    paywall_basis: str | None
    """How we know."""
    rights: str
    """Whose its texts are, and under which licence: one of `LICENCES`."""
    rights_basis: str
    """How we know, and for which pages it holds."""
    boilerplate_patterns: tuple[str, ...]
    """Short phrases that its pages repeat around the article, and remarks on their layout."""


@dataclass(frozen=True, slots=True)
class Cable:
    """One cable: its header, not its text."""

    cable_id: str
    """Year, post and serial number (``08NEWDELHI3044``); ``HINDU`` and the running number where only that is known."""
    origin: str
    """The post that sent it."""
    date: IsoDate | None
    """When it was sent; `source` says how the date is known."""
    classification: str | None
    """One of `CLASSIFICATIONS`."""
    subject: str | None
    """The subject line as sent, misspellings included."""
    wikileaks_url: str | None
    """A page that shows it."""
    hindu_id: str | None
    """The newspapers' running number for it (``180496``); a question mark behind it marks an inferred link."""
    source: str
    """Where these facts come from."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """One address of a page that covered the cables; one article may have several addresses."""

    url: str
    """The address as found; the key."""
    publisher: str
    """A `Publisher.publisher`."""
    publisher_domain: str
    """Host of the address; one of the publisher's domains."""
    title: str | None
    """The headline; `notes` says where it was rebuilt from the address."""
    date_published: IsoDate | None
    """When it was published, as precisely as was visible."""
    language: str
    """BCP 47."""
    country: str | None
    """The publisher's country."""
    kind: str
    """A key of `KINDS`."""
    cable_refs: tuple[str, ...]
    """The cables it names: ids or running numbers, each to be found with `by_reference`."""
    paywall_seen: bool
    """Whether wall text was seen; ``False`` means not seen, not free."""
    notes: str | None
    """Our remarks."""


PUBLISHER_COLUMNS = (
    Column("publisher", checks.any_text, required=True, unique=True),
    Column("domains", checks.domain, required=True, many=True, unique=True),
    Column("aliases", checks.any_text, many=True),
    Column("country", checks.country),
    Column("languages", checks.language, required=True, many=True),
    Column("paywall", checks.paywall, required=True),
    Column("paywall_basis", checks.any_text),
    Column("rights", checks.one_of(LICENCES), required=True),
    Column("rights_basis", checks.any_text, required=True),
    Column("boilerplate_patterns", checks.any_text, many=True),
)
CABLE_COLUMNS = (
    Column("cable_id", checks.cable_id, required=True, unique=True),
    Column("origin", checks.any_text, required=True),
    Column("date", checks.iso_date),
    Column("classification", checks.one_of(CLASSIFICATIONS)),
    Column("subject", checks.any_text),
    Column("wikileaks_url", checks.web_address),
    Column("hindu_id", checks.running_number, unique=True),
    Column("source", checks.any_text, required=True),
)
COVERAGE_COLUMNS = (
    Column("url", checks.web_address, required=True, unique=True),
    Column("publisher", checks.any_text, required=True),
    Column("publisher_domain", checks.domain, required=True),
    Column("title", checks.any_text),
    Column("date_published", checks.iso_date),
    Column("language", checks.language, required=True),
    Column("country", checks.country),
    Column("kind", checks.one_of(KINDS), required=True),
    Column("cable_refs", checks.cable_reference, many=True),
    Column("paywall_seen", checks.one_of(("yes", "no")), required=True),
    Column("notes", checks.any_text),
)


@cache
def publishers() -> tuple[Publisher, ...]:
    """Return the embedded table of publishers."""
    return read_publishers(_embedded("publishers"))


@cache
def cables() -> tuple[Cable, ...]:
    """Return the embedded table of cables."""
    return read_cables(_embedded("cables"))


@cache
def coverage() -> tuple[Coverage, ...]:
    """Return the embedded table of covered pages."""
    return read_coverage(_embedded("coverage"), cables(), publishers())


def read_publishers(path: Path) -> tuple[Publisher, ...]:
    """Read a table of publishers.

    Raises:
        FactsError: the table does not hold; every problem is named with line and column.
        SourceError: the file is missing or cannot be read.
    """
    rows, problems = read_rows(path, PUBLISHER_COLUMNS)
    _raise_any(problems)
    return tuple(_publisher(row) for row in rows)


def read_cables(path: Path) -> tuple[Cable, ...]:
    """Read a table of cables; raises as `read_publishers` does."""
    rows, problems = read_rows(path, CABLE_COLUMNS)
    _raise_any(problems)
    return tuple(_cable(row) for row in rows)


def read_coverage(
    path: Path, known_cables: Sequence[Cable], known_publishers: Sequence[Publisher]
) -> tuple[Coverage, ...]:
    """Read a table of covered pages whose cables and publishers must be known; raises as `read_publishers` does."""
    rows, problems = read_rows(path, COVERAGE_COLUMNS)
    references = by_reference(known_cables)
    domains = {publisher.publisher: publisher.domains for publisher in known_publishers}
    for row in rows:
        problems += (Problem(path.name, row.line, *fault) for fault in _unresolved(row, references, domains))
    _raise_any(problems)
    return tuple(_coverage(row) for row in rows)


def by_reference(table: Sequence[Cable]) -> Mapping[str, Cable]:
    """Map every way to refer to a cable, its id and its running number, to the cable.

    >>> by_reference(cables())["180496"].cable_id
    '08ISLAMABAD3716'
    """
    numbered = {cable.hindu_id.removesuffix("?"): cable for cable in table if cable.hindu_id}
    return numbered | {cable.cable_id: cable for cable in table}


def _embedded(table: str) -> Path:
    return Path(__file__).with_name(f"{table}.csv")


def _raise_any(problems: Sequence[Problem]) -> None:
    if problems:
        raise FactsError(tuple(problems))


def _unresolved(
    row: Row, references: Mapping[str, Cable], domains: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, str]]:
    """Yield column and complaint of every value that points nowhere."""
    name, domain, url = row.required("publisher"), row.required("publisher_domain"), row.required("url")
    yield from (
        ("cable_refs", f"{reference!r} is not in the table of cables")
        for reference in row.many("cable_refs")
        if reference not in references
    )
    if name not in domains:
        yield "publisher", f"{name!r} is not in the table of publishers"
    elif domain not in domains[name]:
        yield "publisher_domain", f"{domain!r} is not among the domains of {name}"
    if checks.web_address(url) is None and urlsplit(url).hostname != domain:
        yield "publisher_domain", f"{domain!r} is not the host of the address"


def _publisher(row: Row) -> Publisher:
    return Publisher(
        publisher=row.required("publisher"),
        domains=row.many("domains"),
        aliases=row.many("aliases"),
        country=row.optional("country"),
        languages=row.many("languages"),
        paywall=row.required("paywall"),
        paywall_basis=row.optional("paywall_basis"),
        rights=row.required("rights"),
        rights_basis=row.required("rights_basis"),
        boilerplate_patterns=row.many("boilerplate_patterns"),
    )


def _cable(row: Row) -> Cable:
    return Cable(
        cable_id=row.required("cable_id"),
        origin=row.required("origin"),
        date=row.optional("date"),
        classification=row.optional("classification"),
        subject=row.optional("subject"),
        wikileaks_url=row.optional("wikileaks_url"),
        hindu_id=row.optional("hindu_id"),
        source=row.required("source"),
    )


def _coverage(row: Row) -> Coverage:
    return Coverage(
        url=row.required("url"),
        publisher=row.required("publisher"),
        publisher_domain=row.required("publisher_domain"),
        title=row.optional("title"),
        date_published=row.optional("date_published"),
        language=row.required("language"),
        country=row.optional("country"),
        kind=row.required("kind"),
        cable_refs=row.many("cable_refs"),
        paywall_seen=row.required("paywall_seen") == "yes",
        notes=row.optional("notes"),
    )
