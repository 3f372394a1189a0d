"""A fetched page as WARC 1.1 records: request, response or revisit, metadata; one gzip member each.

The metadata record comes last and closes the group: a page is in a file if its metadata record is.
A capture keeps its own address and time; where and when we fetched it stand in ``WARC-Source-URI`` and
``WARC-Creation-Date``, as other tools write that copy from archives.
"""

import gzip
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from .captures import Fetched, Listed, Target
from .choice import RULE, STATED
from .digests import sha1

ALTERNATIVES = 20
"""Other captures that are written down beside a page."""
_LEVEL = 6
"""zlib's own default; the writer's 9 took two milliseconds more a page and saved nothing (`bench.collecting`)."""
_UNCHANGED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


@dataclass(frozen=True, slots=True)
class Found:
    """A page that was fetched, and why this capture of it."""

    target: Target
    listed: Listed
    fetched: Fetched
    others: Sequence[Listed] = ()
    """Captures that came into question besides, best first."""
    failures: Sequence[str] = ()
    """What was tried before and gave nothing, in one line each."""


@dataclass(frozen=True, slots=True)
class Payload:
    """A payload that is stored already."""

    address: str
    stamp: str
    """Its capture's time as in ``WARC-Date``."""


def warc_date(stamp: datetime) -> str:
    """Return a time as WARC writes it: UTC, to the second."""
    return f"{stamp:%Y-%m-%dT%H:%M:%SZ}"


@dataclass(frozen=True, slots=True)
class Packed:
    """The records of a page, packed."""

    data: bytes
    start: int
    """Where the capture's record begins in them."""
    length: int
    """Bytes of the capture's record."""


def pack(found: Found, earlier: Payload | None, now: datetime, digest: str = "") -> Packed:
    """Return the records of a page.

    Args:
        found: the page.
        earlier: where the same payload is stored already, if it is.
        now: when it was fetched.
        digest: for an unchanged live page, digest of the stored payload.
    """
    writer = WARCWriter(io.BytesIO(), gzip=False, warc_version="1.1")
    fetched = found.fetched
    fields = {"WARC-Date": warc_date(fetched.stamp)}
    if fetched.place:
        fields |= {"WARC-Source-URI": fetched.place, "WARC-Creation-Date": warc_date(now)}
    capture = _capture(writer, found, earlier, fields, digest)
    capture_id = capture.rec_headers.get_header("WARC-Record-ID")
    request = _request(writer, fetched, {**fields, "WARC-Concurrent-To": capture_id})
    metadata = _metadata(writer, found, {**fields, "WARC-Refers-To": capture_id})
    before, member, behind = map(_member, (request, capture, metadata))
    return Packed(before + member + behind, len(before), len(member))


def pack_info(name: str, agent: str) -> bytes:
    """Return the record that opens a file."""
    writer = WARCWriter(io.BytesIO(), gzip=False, warc_version="1.1")
    info = {
        "software": "cablepress",
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "http-header-user-agent": agent,
        "robots": "obey",
        "description": "Captures copied from web archives or fetched from live sites; cookies are left out",
    }
    return _member(writer.create_warcinfo_record(name, info))


def _member(record: ArcWarcRecord) -> bytes:
    """Return a record as one gzip member."""
    out = io.BytesIO()
    WARCWriter(out, gzip=False, warc_version="1.1").write_record(record)
    return gzip.compress(out.getvalue(), _LEVEL, mtime=0)


def _capture(
    writer: WARCWriter, found: Found, earlier: Payload | None, fields: Mapping[str, str], digest: str
) -> ArcWarcRecord:
    """Build the response; a revisit if the same payload is stored already."""
    fetched = found.fetched
    http = StatusAndHeaders(fetched.status_line, list(fetched.headers), protocol="HTTP/1.1")
    if earlier:
        record = writer.create_revisit_record(
            fetched.address,
            digest or sha1(fetched.payload),
            refers_to_uri=earlier.address,
            refers_to_date=earlier.stamp,
            http_headers=http,
            warc_headers_dict=dict(fields),
        )
        if fetched.unchanged:
            record.rec_headers.replace_header("WARC-Profile", _UNCHANGED)
        return record
    return writer.create_warc_record(
        fetched.address,
        "response",
        payload=io.BytesIO(fetched.payload),
        length=len(fetched.payload),
        http_headers=http,
        warc_headers_dict=dict(fields),
    )


def _request(writer: WARCWriter, fetched: Fetched, fields: Mapping[str, str]) -> ArcWarcRecord:
    line, _, rest = fetched.request.decode("latin-1").partition("\r\n")
    headers = [(name, value.strip()) for name, _, value in (row.partition(":") for row in rest.split("\r\n") if row)]
    http = StatusAndHeaders(line, headers, is_http_request=True)
    return writer.create_warc_record(fetched.address, "request", http_headers=http, warc_headers_dict=dict(fields))


def _metadata(writer: WARCWriter, found: Found, fields: Mapping[str, str]) -> ArcWarcRecord:
    described = {
        "address": found.target.address,
        "published": found.target.published,
        "archive": found.listed.archive,
        "rule": STATED if found.target.captured else RULE,
        "row": found.listed.row,
        "alternatives": [one.row for one in found.others[:ALTERNATIVES]],
        "alternatives_in_all": len(found.others),
        "failures": list(found.failures),
    }
    block = json.dumps(described, ensure_ascii=False, indent=1).encode() + b"\n"
    return writer.create_warc_record(
        found.fetched.address,
        "metadata",
        payload=io.BytesIO(block),
        length=len(block),
        warc_content_type="application/json",
        warc_headers_dict=dict(fields),
    )
