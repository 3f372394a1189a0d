"""Metadata of an article: who published what, when and where, each value with the place it was found."""

from dataclasses import dataclass, field
from datetime import datetime

from . import bylines, cables, dateline, headline, json_ld, language, outlet_claims, publisher, section, stamps
from .article import Mention, Stamp
from .document import Document, Verdict
from .outlet_reading import OutletReading
from .sources import Sources

_LANGUAGE_METAS = ("content-language", "og:locale", "language", "dc.language", "inlanguage")
_NO_READING = OutletReading()

_LEAST_PARAGRAPH = 60
"""Characters of a first paragraph; shorter lines above it are section labels and bylines that were kept."""


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
    place: str | None = None
    published: Stamp | None = None
    modified: Stamp | None = None
    publisher: str | None = None
    country: str | None = None
    language: str | None = None
    section: str | None = None
    cables: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    canonical_url: str | None = None
    evidence: dict[str, str] = field(default_factory=dict)
    """Field name → where its value came from, and what other places said."""


def read(
    document: Document,
    verdicts: list[Verdict],
    url: str = "",
    captured_at: datetime | None = None,
    reading: OutletReading | None = None,
) -> Metadata:
    """Return the metadata of a page that was taken apart and judged.

    `url` is the captured address, empty if unknown; `captured_at` bounds the dates from above. Addresses of archives
    and caches are understood. What the outlet's own reader found (`reading`) goes before everything else.
    """
    sources = Sources(document, verdicts, url, captured_at)
    outlet = publisher.choose(sources)
    sources.country = outlet.country or ""
    known = reading or _NO_READING
    title, title_evidence = outlet_claims.title(known, sources) or headline.choose(sources)
    index = headline.block_index(document, title)
    dates = outlet_claims.dates(known, sources) or stamps.choose(sources, index)
    credit = outlet_claims.credit(known, sources) or bylines.choose(sources, index)
    line = _dateline(sources)
    tongue, tongue_evidence = language.detect(_sample(sources), _declared_language(sources))
    address, address_evidence = _address(sources)
    named = outlet_claims.mentions(known, cables.mentions(document, verdicts, sources.url))
    agency = credit.agency or (line.agency if line else None)
    part, part_evidence = section.choose(sources, index)
    evidence = {
        "title": title_evidence,
        **dict(dates.evidence),
        **({"agency": "dateline"} if agency and not credit.agency else {}),
        **dict(credit.evidence),
        "publisher": outlet.evidence,
        "country": outlet.country_evidence,
        "language": tongue_evidence,
        "canonical_url": address_evidence,
        "section": part_evidence,
        "dateline": "first paragraph" if line else "",
        "cables": ", ".join(dict.fromkeys(mention.where for mention in named if mention.cable)),
    }
    return Metadata(
        title=title,
        authors=credit.authors,
        desk=None if credit.authors else credit.desk,
        agency=agency,
        dateline=line.printed if line else None,
        place=line.place if line else None,
        published=dates.published,
        modified=dates.modified,
        publisher=outlet.name,
        country=outlet.country,
        language=tongue,
        section=part,
        cables=cables.resolved(named),
        mentions=named,
        canonical_url=address,
        evidence={name: told for name, told in evidence.items() if told},
    )


def _dateline(sources: Sources) -> dateline.Dateline | None:
    """Return the dateline of the first kept paragraph of running text."""
    blocks, verdicts = sources.document.blocks, sources.verdicts
    for index in sources.kept:
        if verdicts[index].role == "body" and len(blocks[index].text) >= _LEAST_PARAGRAPH:
            return dateline.split(blocks[index].text, lambda place: any(place in block.text for block in blocks))
    return None


def _sample(sources: Sources) -> str:
    """Return the beginning of the kept text, long enough to tell its language."""
    sample: list[str] = []
    size = 0
    for index in sources.kept:
        sample.append(sources.document.blocks[index].text)
        size += len(sample[-1])
        if size > language.LONGER:
            break
    return " ".join(sample)


def _declared_language(sources: Sources) -> str:
    return (
        sources.document.language
        or json_ld.text(sources.claims.article, "inLanguage")
        or sources.meta(*_LANGUAGE_METAS)
    )


def _address(sources: Sources) -> tuple[str | None, str]:
    """Return (canonical address, evidence): the declared one if it is on the captured host, else the captured one."""
    own, declared = sources.address, sources.declared_address
    if own is None:
        return (declared.url, "declared by the page") if declared else (None, "")
    same_host = declared and declared.host.removeprefix("www.") == own.host.removeprefix("www.")
    if declared and same_host and len(declared.path) > 1:
        return declared.url, "declared by the page"
    return own.url, "captured address"
