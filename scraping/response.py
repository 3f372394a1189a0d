"""One whole WARC record to one raw page, or why not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from . import codings
from .digests import holds
from .page import MAX_BYTES, RawPage
from .records import Record, parse_headers
from .stamps import read_stamp

_PAGE_TYPES = frozenset({"", "text/html", "application/xhtml+xml", "text/plain"})
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_STATUS = re.compile(rb"HTTP/[0-9](?:\.[0-9])? +([0-9]{3})")
_MAX_HEADER = 65_536
"""Bytes of an HTTP header block; clients and servers refuse longer ones (common limits are 8 to 64 kB)."""


class NoPageError(Exception):
    """A record is no page. The message says what was seen."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        """A key of `cablepress.scraping.page.REASONS`."""


@dataclass(frozen=True, slots=True)
class _Payload:
    """What a record carries of a page."""

    stored: bytes
    """As it stands in the record."""
    media_type: str
    chunked: bool = False
    codings: str = ""

    def undone(self) -> Iterator[bytes]:
        """Yield the payload without chunks, then unpacked; raises `codings.BodyError` at what cannot be undone."""
        joined = codings.join_chunks(self.stored) if self.chunked else self.stored
        yield joined
        yield codings.unpack(joined, self.codings)


def page_of(record: Record, source: str, *, doubtful: bool = False) -> RawPage:
    """Return the page that a record holds.

    Args:
        record: a whole record.
        source: what the record is called.
        doubtful: whether only a digest can show that the record's bytes are right.

    Raises:
        NoPageError: it holds none, or not a whole one.
    """
    _check_kind(record)
    _check_block(record)
    payload = _payload(record)
    if not is_page_type(payload.media_type):
        raise NoPageError("media_type", payload.media_type[:200])
    body = _verified(record, payload, doubtful)
    if len(body) > MAX_BYTES:
        raise NoPageError("too_large", f"{len(body)} bytes, more than {MAX_BYTES}")
    url = record.field("WARC-Target-URI").strip("<> ")  # WARC 1.0 put it into angle brackets
    origin = record.field("WARC-Source-URI") or source  # where a copy was fetched says more than where it lies now
    return RawPage(body, url, payload.media_type, read_stamp(record.field("WARC-Date")), origin)


def _check_kind(record: Record) -> None:
    """Refuse records that hold no payload of their own, or not all of it."""
    kind = record.field("WARC-Type").lower()
    if kind == "revisit":
        raise NoPageError("revisit", f"the same as an earlier capture of {record.field('WARC-Target-URI')[:200]}")
    if kind not in ("response", "resource", "conversion") or record.field("WARC-Segment-Number"):
        raise NoPageError("unsupported", f"record of type {kind[:40] or 'unknown'!r}, perhaps one of several segments")
    if record.field("WARC-Truncated"):
        raise NoPageError("truncated", f"WARC-Truncated: {record.field('WARC-Truncated')[:40]}")


def _check_block(record: Record) -> None:
    if holds(record.field("WARC-Block-Digest"), [record.block]) is False:
        raise NoPageError("damaged", "WARC-Block-Digest does not match")


def _payload(record: Record) -> _Payload:
    """Return the payload: of a response that came by HTTP the body, of other records the block."""
    kind, media_type = record.field("WARC-Type").lower(), record.field("Content-Type")
    if kind != "response" or not (media_type.lower().startswith("application/http") or _STATUS.match(record.block)):
        return _Payload(record.block, media_type)
    return _http_payload(record.block)


def _http_payload(block: bytes) -> _Payload:
    """Take a good HTTP answer apart."""
    status, end = _STATUS.match(block), _HEADER_END.search(block, 0, _MAX_HEADER)
    if not status or not end:
        raise NoPageError("damaged", "no HTTP header")
    if status[1] != b"200":
        raise NoPageError("status", f"HTTP {status[1].decode()}")
    headers = parse_headers(block[: end.end()], "HTTP/")
    payload = _Payload(
        block[end.end() :],
        headers.get_header("Content-Type") or "",
        "chunked" in (headers.get_header("Transfer-Encoding") or "").lower(),
        headers.get_header("Content-Encoding") or "",
    )
    declared = (headers.get_header("Content-Length") or "").strip()
    if not payload.chunked and re.fullmatch("[0-9]{1,18}", declared) and int(declared) > len(payload.stored):
        raise NoPageError("truncated", f"{len(payload.stored)} of {declared} bytes")
    return payload


def is_page_type(media_type: str) -> bool:
    """Tell whether a media type is that of a page, or says nothing.

    >>> is_page_type("text/html; charset=utf-8"), is_page_type("unknown"), is_page_type("text/css")
    (True, True, False)
    """
    essence = media_type.partition(";")[0].strip().lower()
    return essence in _PAGE_TYPES or "/" not in essence or essence.endswith("/unknown")


def _verified(record: Record, payload: _Payload, doubtful: bool) -> bytes:
    """Return the body unpacked, if its digest does not speak against it (`doubtful`: speaks for it)."""
    label = record.field("WARC-Payload-Digest")
    forms, fault = [payload.stored], None
    try:
        forms.extend(payload.undone())
    except codings.BodyError as error:
        fault = error
    match = holds(label, forms)
    if match is False or (doubtful and not match):
        raise NoPageError("damaged", "WARC-Payload-Digest does not match" if label else "no digest to trust it by")
    if fault:
        raise NoPageError(fault.reason, str(fault))
    return forms[-1]
