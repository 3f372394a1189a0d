"""What passes between the archives and the store: a page that is wanted, a capture that an index lists, its bytes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Target:
    """One page that is wanted."""

    address: str
    """Its address as found."""
    published: str | None = None
    """When it was published: ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD`` or unknown."""
    publisher: str = ""
    """Who published it; for the account only."""
    captured: datetime | None = None
    """When the only capture that will do was made, in UTC; ``None`` if the best one is wanted."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One capture that an index lists. Whether it can still be had is another question."""

    archive: str
    """Name of the archive."""
    address: str
    """The page's address as captured; often a variant of the one asked for."""
    stamp: datetime
    """When it was captured, in UTC."""
    place: str
    """Address at which its bytes are asked for."""
    row: str
    """The row of the index as it came."""
    status: int | None = None
    """HTTP status; ``None`` where the index does not tell."""
    media_type: str = ""
    """Media type; empty where the index does not tell."""
    digest: str = ""
    """Digest of the stored payload, ``sha1:`` and base32; empty where the index does not tell."""
    length: int | None = None
    """Bytes of the record as the archive stores it: good for comparing captures, not the page's size."""
    offset: int | None = None
    """Where its record begins in the file at `place`, if that is a WARC file."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """The bytes of one capture, shown to be whole."""

    address: str
    """The page's address as captured."""
    stamp: datetime
    """When it was captured, in UTC."""
    status_line: str
    """``200 OK``."""
    headers: tuple[tuple[str, str], ...]
    """The captured HTTP header fields."""
    payload: bytes
    """The body in the form that the header fields describe."""
    request: bytes
    """Head of the request by which it was fetched."""
    place: str = ""
    """Where an archive gave it out; empty if it comes from the site itself."""
    unchanged: bool = False
    """The site says that nothing changed since the capture that is stored; there is no payload."""


class Source(Protocol):
    """One way to get captures. Each archive of the table becomes one."""

    name: str

    async def captures(self, target: Target) -> Sequence[Listed]:
        """Return the captures that exist of a page, in any order; raises `FetchError`."""

    async def fetch(self, listed: Listed) -> Fetched:
        """Return the bytes of a capture, whole and verified; raises `FetchError`."""
