"""The pages in a WARC file that this package wrote: found again from the file alone."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .digests import holds
from .members import Member, members
from .records import Record, parse_headers, records
from .scan import Scan


@dataclass(frozen=True, slots=True)
class Group:
    """One stored page."""

    address: str
    """The address that was wanted."""
    uri: str
    """The address as captured."""
    stamp: str
    """Time of the capture as in ``WARC-Date``."""
    digest: str
    """Digest of the payload."""
    archive: str
    place: str
    """Where it was fetched; empty if from the site itself."""
    is_revisit: bool
    media_type: str
    status: str
    offset: int
    """Where the capture's record begins in its file."""
    length: int
    """Bytes of the capture's record, packed."""
    tag: str = ""
    """The page's ``ETag``; empty if it had none."""
    modified: str = ""
    """The page's ``Last-Modified``; empty if it had none."""


@dataclass(frozen=True, slots=True)
class Damage:
    """A stretch of a file that is no whole record."""

    offset: int
    detail: str


@dataclass(slots=True)
class Contents:
    """What a file holds from some place on."""

    groups: list[Group]
    damage: list[Damage]
    end: int
    """Where the last whole group or opening record ends: what stands behind it was never acknowledged."""


def read_contents(file: Scan, start: int = 0) -> Contents:
    """Read a file from an offset at which a record begins."""
    contents = Contents([], [], start)
    capture: tuple[int, int, Record] | None = None
    orphans: list[Group] = []
    for offset, after, record, fault in _records(file, start):
        kind = record.field("WARC-Type").lower() if record else ""
        if record is None:
            contents.damage.append(Damage(offset, fault))
        elif kind in ("response", "revisit"):
            orphans += [_orphan(*capture)] if capture else []
            capture = (offset, after - offset, record)
        elif kind == "metadata":
            group = _group(*capture, record) if capture else None
            orphans += [_orphan(*capture)] if capture and not group else []
            contents.groups += [*orphans, *([group] if group else [])]
            contents.end, capture, orphans = after, None, []
        elif kind == "warcinfo":
            contents.end = after
    contents.damage = [one for one in contents.damage if one.offset < contents.end]
    return contents


def _records(file: Scan, start: int) -> Iterator[tuple[int, int, Record | None, str]]:
    """Yield offset, end, record and fault of each member; it ends where the next one begins."""
    last: tuple[int, Record | None, str] | None = None
    for member in members(file, start):
        if last:
            yield last[0], member.offset, last[1], last[2]
        last = (member.offset, *_record(member))
    if last:
        yield last[0], file.size, last[1], last[2]


def _record(member: Member) -> tuple[Record | None, str]:
    """Return the one whole record of a member, or what is wrong with it."""
    if member.fault:
        return None, member.fault
    found = next(iter(records(Scan(member.data))), None)
    if not isinstance(found, Record):
        return None, found.detail if found else "empty"
    if holds(found.field("WARC-Block-Digest"), [found.block]) is False:
        return None, "WARC-Block-Digest does not match"
    return found, ""


def _group(offset: int, length: int, capture: Record, metadata: Record) -> Group | None:
    """Return the page that two records make; ``None`` if the metadata are another page's, or not ours."""
    if metadata.field("WARC-Refers-To") != capture.field("WARC-Record-ID"):
        return None
    try:
        described = json.loads(metadata.block)
        address, archive = str(described["address"]), str(described["archive"])
    except (ValueError, RecursionError, TypeError, KeyError):
        return None
    return replace(_orphan(offset, length, capture), address=address, archive=archive)


def _orphan(offset: int, length: int, capture: Record) -> Group:
    """Return what a capture says without its metadata, which may be damaged: it stands for the page at its address."""
    head, separator, _ = capture.block.partition(b"\r\n\r\n")
    http = parse_headers(head + separator, "HTTP/") if head.startswith(b"HTTP/") else None
    return Group(
        address=capture.field("WARC-Target-URI"),
        uri=capture.field("WARC-Target-URI"),
        stamp=capture.field("WARC-Date"),
        digest=capture.field("WARC-Payload-Digest"),
        archive="",
        place=capture.field("WARC-Source-URI"),
        is_revisit=capture.field("WARC-Type").lower() == "revisit",
        media_type=(http.get_header("Content-Type") if http else None) or "",
        status=http.statusline.partition(" ")[2][:3] if http else "",
        offset=offset,
        length=length,
        tag=(http.get_header("ETag") if http else None) or "",
        modified=(http.get_header("Last-Modified") if http else None) or "",
    )
