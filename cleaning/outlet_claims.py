"""What an outlet's own reader found, as fields of metadata: each function returns nothing where that found nothing."""

from . import attribution
from .article import Mention
from .bylines import Bylines
from .date_claims import is_migration
from .date_lines import Claim
from .dates import Reading
from .names import Place
from .outlet_reading import OutletReading
from .sources import Sources
from .stamps import Stamps
from .titles import clean, outlet_keys


def title(reading: OutletReading, sources: Sources) -> tuple[str, str] | None:
    """Return (headline, evidence)."""
    return (clean(reading.title, sources.outlets), _evidence(reading)) if reading.title else None


def credit(reading: OutletReading, sources: Sources) -> Bylines | None:
    """Return who is credited in the layout's byline, ``None`` if it names nobody."""
    if not reading.byline:
        return None
    found = attribution.read(reading.byline, outlet_keys(sources.outlets), Place.NAME)
    if not (found.persons or found.desk or found.agency):
        return None
    named = {"authors": found.persons, "desk": found.desk, "agency": found.agency}
    evidence = tuple((field, _evidence(reading)) for field, value in named.items() if value)
    return Bylines(found.persons, found.desk, found.agency, evidence)


def dates(reading: OutletReading, sources: Sources) -> Stamps | None:
    """Return the layout's stamps; the day on which an archive moved is no change."""
    if not (reading.published or reading.dated):
        return None
    moved = is_migration(Claim("", Reading(reading.modified)), sources)
    modified = None if moved else reading.modified
    told = {"published": reading.published, "modified": modified}
    evidence = tuple((field, _evidence(reading)) for field, stamp in told.items() if stamp)
    return Stamps(reading.published, modified, evidence)


def mentions(reading: OutletReading, found: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Return the mentions with the cable that the page is at their head."""
    return (reading.cable, *found) if reading.cable else found


def _evidence(reading: OutletReading) -> str:
    return f"reader {reading.layout}"
