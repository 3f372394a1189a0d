"""Requests to take an article down: a file of them, kept by whoever makes releases. It is never part of a release.

::

    [[takedown]]
    address = "https://harbourpost.example/news/1.html"    # or id = "the page's SHA-256"
    date = 2026-11-02
    reason = "privacy"
    requester = "person"

No names, no letters, no remarks: nothing of a request is worth keeping but these.
"""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .errors import TakedownError
from .rights import address_key
from .rows import sha256
from .withdrawal import REASONS_OF_TAKEDOWN, REQUESTERS

_ID = re.compile(r"[0-9a-f]{64}")
_FIELDS = {"address", "id", "date", "reason", "requester"}


@dataclass(frozen=True, slots=True)
class Takedown:
    """One request."""

    page: str
    """Id of the raw page to take down; empty if the request names an address."""
    address: str
    """SHA-256 of the address's canonical form; empty if the request names an id."""
    day: str
    reason: str
    requester: str

    @property
    def id(self) -> str:
        """What names the request for ever: the page's id, or the hash of the address."""
        return self.page or self.address


def address_sha256(url: str) -> str:
    """Return what a tombstone holds of an address: the SHA-256 of its canonical form.

    >>> address_sha256("http://m.example.org/a?utm_source=x") == address_sha256("https://example.org/a")
    True
    """
    return sha256(address_key(url))


def read_takedowns(path: Path) -> tuple[Takedown, ...]:
    """Read a file of requests, sorted by id.

    Raises:
        TakedownError: the file is not of this form; says which entry and why.
        OSError: it cannot be read.
    """
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("takedown", [])
    except (tomllib.TOMLDecodeError, UnicodeError) as error:
        raise TakedownError(f"{path}: {error}") from None
    if not isinstance(entries, list):
        raise TakedownError(f"{path}: has no [[takedown]] entries")
    found = [_takedown(entry, f"{path}: entry {number}") for number, entry in enumerate(entries, 1)]
    by_id = {one.id: one for one in found}
    if len(by_id) < len(found):
        raise TakedownError(f"{path}: two entries name the same page or address")
    return tuple(by_id[name] for name in sorted(by_id))


def _takedown(entry: object, place: str) -> Takedown:
    if not isinstance(entry, dict) or entry.keys() - _FIELDS:
        raise TakedownError(f"{place}: has other fields than {', '.join(sorted(_FIELDS))}")
    if ("id" in entry) == ("address" in entry):
        raise TakedownError(f"{place}: must have an id or an address, and not both")
    if "id" in entry and not _ID.fullmatch(str(entry["id"])):
        raise TakedownError(f"{place}: the id is not a page's SHA-256 in hexadecimal digits")
    if type(entry.get("date")) is not date:
        raise TakedownError(f"{place}: date must be a day such as 2026-11-02, without quotation marks")
    for name, known in (("reason", REASONS_OF_TAKEDOWN), ("requester", REQUESTERS)):
        if entry.get(name) not in known:
            raise TakedownError(f"{place}: {name} must be one of {', '.join(known)}")
    address = address_sha256(str(entry["address"])) if "address" in entry else ""
    return Takedown(entry.get("id", ""), address, entry["date"].isoformat(), entry["reason"], entry["requester"])
