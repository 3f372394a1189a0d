"""Metadata of an article: who published what, when and where, each value with the place it was found."""

from dataclasses import dataclass, field
from datetime import datetime

from . import bylines, headline, stamps
from .article import Stamp
from .document import Document, Verdict
from .sources import Sources


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an article besides its text. Unknown is ``None`` or empty, never a guess.

    The fields mean what the fields of `Article` of the same name mean.
    """

    title: str | None = None
    authors: tuple[str, ...] = ()
    desk: str | None = None
    agency: str | None = None
    dateline: str | None = None
    published: Stamp | None = None
    modified: Stamp | None = None
    publisher: str | None = None
    country: str | None = None
    language: str | None = None
    section: str | None = None
    cables: tuple[str, ...] = ()
    canonical_url: str | None = None
    evidence: dict[str, str] = field(default_factory=dict)
    """Field name → where its value came from, and what other places said."""


def read(
    document: Document, verdicts: list[Verdict], url: str = "", captured_at: datetime | None = None
) -> Metadata:
    """Return the metadata of a page that was taken apart and judged.

    `url` is the captured address, empty if unknown; `captured_at` bounds the dates from above.
    """
    sources = Sources(document, verdicts, url, captured_at)
    title, title_evidence = headline.choose(sources)
    index = headline.block_index(document, title)
    dates = stamps.choose(sources, index)
    credit = bylines.choose(sources, index)
    address = sources.address or sources.declared_address
    evidence = {"title": title_evidence} | dict(dates.evidence) | dict(credit.evidence)
    return Metadata(
        title=title,
        authors=credit.authors,
        desk=credit.desk,
        agency=credit.agency,
        published=dates.published,
        modified=dates.modified,
        canonical_url=address.url if address else None,
        evidence={name: told for name, told in evidence.items() if told},
    )
