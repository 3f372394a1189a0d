"""The records of a WARC file, one by one; after a broken one the next is looked for.

A length that does not lead to the end of a record is not believed: it would swallow the records behind it.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser

from .page import MAX_BYTES
from .scan import Scan

_START = re.compile(rb"WARC/(?:1\.[01]|0\.1[78])\r\n[A-Za-z][A-Za-z0-9-]{0,60}:")
_SEPARATOR = b"\r\n\r\n"
_MAX_HEADER = 32_768
"""Bytes of a record's header block: a dozen fields and an address, which servers accept up to 8 or 16 kB long."""
_MAX_BLOCK = MAX_BYTES + (1 << 17)
"""A page of the largest size, its HTTP headers and chunk marks."""


@dataclass(frozen=True, slots=True)
class Record:
    """One whole record."""

    start: int
    """Where it begins."""
    end: int
    """Where its block ends."""
    headers: StatusAndHeaders
    """Its named fields."""
    block: bytes
    """Its content: for a response the HTTP headers and the body."""

    def field(self, name: str) -> str:
        """Return the value of a named field, whatever its case; empty if it is not there."""
        return self.headers.get_header(name) or ""


@dataclass(frozen=True, slots=True)
class Fault:
    """A stretch of the file that is no whole record."""

    start: int
    """Where it begins."""
    end: int
    """Where the next record is looked for."""
    detail: str
    """What is wrong."""
    too_large: bool = False
    """Whether the record is whole, but larger than any page that is read."""


def records(file: Scan) -> Iterator[Record | Fault]:
    """Yield every record, and every fault, in file order."""
    position = 0
    while position < file.size:
        found = _record_at(file, position)
        if not (isinstance(found, Fault) and _blank(file, found)):
            yield found
        position = found.end


def parse_headers(head: bytes, protocol: str) -> StatusAndHeaders:
    """Parse a header block, status line included, that must start with the protocol's name.

    Raises:
        ValueError: it does not.
    """
    if not head.startswith(protocol.encode()):
        raise ValueError(f"no {protocol} status line")
    return StatusAndHeadersParser([protocol]).parse(io.BytesIO(head))


def _record_at(file: Scan, start: int) -> Record | Fault:
    """Return the record that begins at `start`, or what is wrong there."""
    head = file.slice(start, start + _MAX_HEADER)
    stop = head.find(_SEPARATOR)
    if not _START.match(head):
        end = file.find(_START, start + 1)
        return Fault(start, end, f"{end - start} bytes that are not a record")
    if stop < 0:
        return Fault(start, file.find(_START, start + 1), f"record header without an end within {_MAX_HEADER} bytes")
    headers = parse_headers(head[: stop + 4], "WARC/")
    body = start + stop + len(_SEPARATOR)
    length = _length(headers)
    if length is None or not _ends_record(file, body + length):
        declared = "no usable Content-Length" if length is None else f"Content-Length {length} is not where it ends"
        return Fault(start, file.find(_START, body), declared)
    end = body + length + len(_SEPARATOR)
    if length > _MAX_BLOCK:
        return Fault(start, end, f"{length} bytes, more than {MAX_BYTES}", too_large=True)
    return Record(start, end, headers, file.slice(body, body + length))


def _length(headers: StatusAndHeaders) -> int | None:
    """Return the declared length of the block; ``None`` if there is none, or several that differ."""
    declared = {value.strip() for name, value in headers.headers if name.lower() == "content-length"}
    length = declared.pop() if len(declared) == 1 else ""
    return int(length) if re.fullmatch(r"[0-9]{1,15}", length) else None


def _ends_record(file: Scan, end: int) -> bool:
    """Tell whether a block may end here: before two line breaks, or (some writers forget them) with the file."""
    return end <= file.size and _SEPARATOR.startswith(file.slice(end, end + len(_SEPARATOR)))


def _blank(file: Scan, fault: Fault) -> bool:
    """Tell whether a fault is nothing but a few superfluous line breaks."""
    return fault.end - fault.start <= 64 and not file.slice(fault.start, fault.end).strip()
