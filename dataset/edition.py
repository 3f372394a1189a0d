"""What is said of a release rather than computed from its pages."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from . import manifest
from .doi import check_doi
from .errors import NotAReleaseError, SmallVersionError
from .terms import ALL_PRIVATE, Terms
from .version import check_version, demanded, parts


@dataclass(frozen=True, slots=True)
class Edition:
    """Version, day, DOI, former release and terms of a release."""

    version: str
    """MAJOR.MINOR.PATCH."""
    day: date | None = None
    """Its day; without one, the newest day that the captures or the facts tables name: builds know no clock."""
    doi: str | None = None
    """Its DOI, if it has one already."""
    previous: Path | None = None
    """Folder of the former release: the version must then be as great as the changes demand."""
    terms: Terms = ALL_PRIVATE
    """How much of the pages' words it may hold; without any said, all: a private build."""


def check_edition(edition: Edition) -> None:
    """Refuse what can be seen to be wrong before any work is done.

    Raises:
        VersionError: the version is malformed, or not greater than the former release's.
        DoiError: the DOI has not the form of one.
        NotAReleaseError: the former release is none.
    """
    check_version(edition.version)
    check_doi(edition.doi)
    if edition.previous is None:
        return
    try:
        former = manifest.read(edition.previous)
    except (OSError, ValueError) as error:
        raise NotAReleaseError(f"{edition.previous} is not a release to follow: {error}") from None
    if parts(edition.version) <= parts(former.version):
        raise SmallVersionError(edition.version, former.version, "patch", demanded(former.version, "patch"), ())
