"""WARC files: what becomes a page, and that one damaged record costs that record only and is reported."""

import base64
import gzip
import hashlib
import io
import zlib
from collections.abc import Callable
from datetime import UTC, datetime

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from cablepress.scraping.page import REASONS, NotAPage, RawPage
from cablepress.scraping.store import read_raw

WHEN = datetime(2011, 3, 17, 10, 15, tzinfo=UTC)


def body_of(number: int) -> bytes:
    return f"<html><title>Page {number}</title><p>{'ferry harbour tide ' * 9}{number * 7919}</p></html>".encode()


def http(body: bytes, *headers: str, status: str = "HTTP/1.1 200 OK", media_type: str = "text/html") -> bytes:
    lines = [status, f"Content-Type: {media_type}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def digest(data: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(data).digest()).decode()


def record(block: bytes, number: int = 3, kind: str = "response", drop: str = "", **fields: str) -> bytes:
    """A record; `fields` (underscores for hyphens) replace header fields or are added, `drop` names one to leave out."""
    values = {
        "WARC-Type": kind,
        "WARC-Target-URI": f"http://gull.example/{number}",
        "WARC-Date": "2011-03-17T10:15:00Z",
        "Content-Type": "application/http; msgtype=response" if kind == "response" else "text/html",
        "Content-Length": str(len(block)),
    }
    values |= {name.replace("_", "-"): value for name, value in fields.items()}
    values.pop(drop, None)
    head = "".join(f"{name}: {value}\r\n" for name, value in values.items())
    return b"WARC/1.0\r\n" + head.encode() + b"\r\n" + block + b"\r\n\r\n"


def good(number: int) -> bytes:
    body = body_of(number)
    block = http(body, f"Content-Length: {len(body)}")
    return record(block, number, WARC_Payload_Digest=digest(body), WARC_Block_Digest=digest(block))


def packed(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def read(tmp_path, data: bytes, name: str) -> tuple[dict[str, bytes], list[NotAPage]]:
    """The pages of a WARC file by address, and what is not a page."""
    path = tmp_path / name
    path.write_bytes(data)
    found = list(read_raw([path]))
    lost = [one for one in found if isinstance(one, NotAPage)]
    assert all(one.reason in REASONS and one.source.startswith(name) for one in lost)
    pages = [one for one in found if isinstance(one, RawPage)]
    assert len({page.source for page in pages}) == len(pages)
    return {page.url: page.body for page in pages}, lost


def pages_of(*numbers: int) -> dict[str, bytes]:
    return {f"http://gull.example/{number}": body_of(number) for number in numbers}


CONTAINERS: dict[str, tuple[str, Callable[[list[bytes]], bytes]]] = {
    "packed record by record": ("a.warc.gz", lambda all_records: b"".join(map(packed, all_records))),
    "packed as a whole": ("a.warc.gz", lambda all_records: packed(b"".join(all_records))),
    "not packed": ("a.warc", b"".join),
}
container = pytest.mark.parametrize(("name", "join"), CONTAINERS.values(), ids=CONTAINERS)


# -- Damage to the compression of the third of five records. ---------------------------------------------------------


def flip(at: int | float, bits: int = 1) -> Callable[[bytes], bytes]:
    """Change bits of the byte at a place, or at a share of the length."""

    def change(data: bytes) -> bytes:
        place = int(at * len(data)) if isinstance(at, float) else at % len(data)
        return data[:place] + bytes([data[place] ^ bits]) + data[place + 1 :]

    return change


BOMB = record(b"<" + bytes(120_000_000), kind="resource")
PACKED_DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "first byte of the signature": flip(0),
    "second byte of the signature": flip(1),
    "method": flip(2),
    "flag: extra field announced": flip(3, 4),
    "flag: name announced": flip(3, 8),
    "flag: header checksum announced": flip(3, 2),
    "flag: reserved bit": flip(3, 0x20),
    "type of the first deflate block": flip(10, 2),
    "bit early in the data": flip(0.1, 8),
    "bit in the middle of the data": flip(0.5),
    "bit late in the data": flip(0.9, 64),
    "checksum": flip(-8),
    "length behind the checksum": flip(-1),
    "second half missing": lambda data: data[: len(data) // 2],
    "everything behind the header missing": lambda data: data[:10],
    "header cut": lambda data: data[:5],
    "checksum missing": lambda data: data[:-8],
    "last byte missing": lambda data: data[:-1],
    "first byte missing": lambda data: data[1:],
    "zeros in the middle": lambda data: data[:100] + bytes(40) + data[140:],
    "bytes missing in the middle": lambda data: data[:100] + data[117:],
    "bytes too many in the middle": lambda data: data[:100] + b"surplus" + data[100:],
    "text instead": lambda _: b"no record at all",
    "false signatures instead": lambda _: b"\x1f\x8b\x08" * 50,
    "empty member instead": lambda _: packed(b""),
    "member of something else": lambda _: packed(b"something else"),
    "bomb": lambda _: packed(BOMB),
    "bomb without an end": lambda _: packed(BOMB)[:-100],
}


@pytest.mark.parametrize("damage", PACKED_DAMAGE.values(), ids=PACKED_DAMAGE)
def test_damaged_compression_costs_one_record(tmp_path, damage):
    members = [packed(good(number)) for number in (1, 2, 3, 4, 5)]
    place = len(members[0] + members[1])
    members[2] = damage(members[2])
    pages, lost = read(tmp_path, b"".join(members), "a.warc.gz")
    assert pages == pages_of(1, 2, 4, 5)
    assert [one.source for one in lost] == [f"a.warc.gz#{place}"]
    assert lost[0].reason in ("damaged", "too_large")


@pytest.mark.parametrize("garbage", [b"x", b"\0" * 512, b"\x1f\x8b\x08\x00" * 9, b"WARC/1.0\r\n" * 9, b"g" * 3_000_000])
def test_garbage_between_packed_records_is_reported_and_costs_nothing(tmp_path, garbage):
    data = packed(good(1)) + garbage + packed(good(2))
    pages, lost = read(tmp_path, data, "a.warc.gz")
    assert pages == pages_of(1, 2)
    assert [(one.source, one.reason) for one in lost] == [(f"a.warc.gz#{len(packed(good(1)))}", "damaged")]


def test_any_flipped_bit_of_a_packed_record_costs_at_most_that_record(tmp_path):
    first, middle, last = (packed(good(number)) for number in (1, 2, 3))
    for place in range(len(middle)):
        damaged = flip(place, 1 << place % 8)(middle)
        pages, lost = read(tmp_path, first + damaged + last, "a.warc.gz")
        assert pages in (pages_of(1, 2, 3), pages_of(1, 3))
        assert lost or pages == pages_of(1, 2, 3), place


def test_any_flipped_bit_of_a_plain_record_costs_at_most_that_record(tmp_path):
    for place in range(len(good(2))):
        damaged = flip(place, 1 << place % 7)(good(2))
        pages, lost = read(tmp_path, good(1) + damaged + good(3), "a.warc")
        bodies = list(pages.values())
        assert bodies[0] == body_of(1)
        assert bodies[-1] == body_of(3)
        assert bodies[1:-1] in ([], [body_of(2)])
        assert len(bodies) + len(lost) >= 3, place


@container
def test_a_tail_cut_anywhere_costs_only_the_last_record(tmp_path, name, join):
    whole = join([good(1), good(2)])
    kept = join([good(1)])
    for end in range(len(kept) + 1, len(whole), 7):
        pages, lost = read(tmp_path, whole[:end], name)
        if name == "a.warc" and whole[end:] in (b"\r\n\r\n", b"\n\r\n", b"\r\n", b"\n"):
            assert pages == pages_of(1, 2)  # only the line breaks behind the record are missing
        elif pages != {}:  # packed as a whole the cut may reach into the first
            assert pages == pages_of(1)
            assert lost
        else:
            assert lost


def test_broken_checksum_of_a_file_packed_as_a_whole_leaves_the_records_that_their_digest_vouches_for(tmp_path):
    undigested = record(http(body_of(2)), 2)
    data = packed(good(1) + undigested + good(3) + good(4))
    pages, lost = read(tmp_path, flip(-8)(data), "a.warc.gz")
    assert pages == pages_of(1, 3)
    assert [one.detail[:20] for one in lost] == ["no digest to trust i", "broken compression ("]


# -- Damage to the third of five records itself, in every container. -------------------------------------------------

BODY = body_of(3)
BLOCK = http(BODY)
CHUNKED = b"5\r\n<html\r\n" + f"{len(BODY) - 5:x}".encode() + b"\r\n" + BODY[5:] + b"\r\n0\r\n\r\n"
CHUNKS = "Transfer-Encoding: chunked"
GZIPPED = packed(BODY)
RAW_DEFLATED = zlib.compress(BODY)[2:-4]

DAMAGED_RECORDS: dict[str, tuple[bytes, str]] = {
    "no length": (record(BLOCK, drop="Content-Length"), "damaged"),
    "length of 2^63": (record(BLOCK, Content_Length=str(2**63)), "damaged"),
    "length of 10^40": (record(BLOCK, Content_Length="1" + "0" * 40), "damaged"),
    "negative length": (record(BLOCK, Content_Length="-1"), "damaged"),
    "length in words": (record(BLOCK, Content_Length="12 bytes"), "damaged"),
    "length in other digits": (record(BLOCK, Content_Length="٣٠٠"), "damaged"),
    "length too short": (record(BLOCK, Content_Length=str(len(BLOCK) - 9)), "damaged"),
    "length zero": (record(BLOCK, Content_Length="0"), "damaged"),
    "length too long": (record(BLOCK, Content_Length=str(len(BLOCK) + 9)), "damaged"),
    "length into the next record": (record(BLOCK, Content_Length=str(len(BLOCK) + 99)), "damaged"),
    "length behind the end of the file": (record(BLOCK, Content_Length="999999999"), "damaged"),
    "two lengths": (record(BLOCK, X=f"y\r\nContent-Length: {len(BLOCK) + 1}"), "damaged"),
    "body cut": (record(BLOCK)[:-60], "damaged"),
    "no version": (b"WRAC" + record(BLOCK)[4:], "damaged"),
    "unknown version": (record(BLOCK).replace(b"WARC/1.0", b"WARC/7.0"), "damaged"),
    "header without an end": (b"WARC/1.0\r\nX: " + b"x" * 70_000 + b"\r\n\r\n", "damaged"),
    "no type": (record(BLOCK, drop="WARC-Type"), "unsupported"),
    "unknown type": (record(BLOCK, kind="painting"), "unsupported"),
    "segment": (record(BLOCK, WARC_Segment_Number="1"), "unsupported"),
    "continuation": (record(BODY, kind="continuation", WARC_Segment_Number="2"), "unsupported"),
    "truncated by the crawler": (record(BLOCK, WARC_Truncated="length"), "truncated"),
    "block digest": (record(BLOCK, WARC_Block_Digest=digest(b"")), "damaged"),
    "payload digest": (record(BLOCK, WARC_Payload_Digest=digest(b"")), "damaged"),
    "payload digest, SHA-256": (record(BLOCK, WARC_Payload_Digest="sha256:" + "0" * 64), "damaged"),
    "payload digest of the wrong length": (record(BLOCK, WARC_Payload_Digest="sha1:AAAA"), "damaged"),
    "payload digest in no alphabet": (record(BLOCK, WARC_Payload_Digest="sha1:" + "!" * 32), "damaged"),
    "no HTTP header": (record(BODY), "damaged"),
    "HTTP header without an end": (record(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"), "damaged"),
    "HTTP length too long": (record(http(BODY, "Content-Length: 9999")), "truncated"),
    "chunk size": (record(http(CHUNKED.replace(b"5", b"!", 1), CHUNKS)), "damaged"),
    "chunk too short": (record(http(CHUNKED.replace(b"5", b"4", 1), CHUNKS)), "damaged"),
    "chunk too long": (record(http(CHUNKED.replace(b"5", b"FFFFFFFF", 1), CHUNKS)), "damaged"),
    "last chunk missing": (record(http(CHUNKED[:-5], CHUNKS)), "damaged"),
    "chunks cut": (record(http(CHUNKED[:100], CHUNKS)), "damaged"),
    "gzip cut": (record(http(GZIPPED[:-20], "Content-Encoding: gzip")), "damaged"),
    "gzip checksum": (record(http(flip(-8)(GZIPPED), "Content-Encoding: gzip")), "damaged"),
    "gzip checksum missing": (record(http(GZIPPED[:-8], "Content-Encoding: gzip")), "damaged"),
    "not gzip": (record(http(b"plain", "Content-Encoding: gzip")), "damaged"),
    "gzip in chunks, cut": (record(http(b"14\r\n" + GZIPPED[:20] + b"\r\n0\r\n", CHUNKS, "Content-Encoding: gzip")), "damaged"),
    "101 gzip members": (record(http(packed(b"a") * 101, "Content-Encoding: gzip")), "damaged"),
    "deflate cut": (record(http(zlib.compress(BODY)[:-9], "Content-Encoding: deflate")), "damaged"),
    "brotli cut": (record(http(brotli.compress(BODY)[:-9], "Content-Encoding: br")), "damaged"),
    "not brotli": (record(http(b"\xff" * 90, "Content-Encoding: br")), "damaged"),
    "gzip bomb": (record(http(packed(bytes(30_000_000)), "Content-Encoding: gzip")), "too_large"),
    "gzip bomb in gzip": (record(http(packed(packed(bytes(90_000_000))), "Content-Encoding: gzip, gzip")), "too_large"),
    "deflate bomb": (record(http(zlib.compress(bytes(30_000_000)), "Content-Encoding: deflate")), "too_large"),
    "brotli bomb": (record(http(brotli.compress(bytes(30_000_000), lgwin=16, quality=5), "Content-Encoding: br")), "too_large"),
    "four codings": (record(http(BODY, "Content-Encoding: gzip, gzip, gzip, gzip")), "unsupported"),
    "unknown coding": (record(http(b"\x28\xb5\x2f\xfd", "Content-Encoding: zstd")), "unsupported"),
    "not found": (record(http(BODY, status="HTTP/1.1 404 Not Found")), "status"),
    "redirect": (record(http(b"", "Location: /b", status="HTTP/1.0 301 Moved")), "status"),
    "part of a page": (record(http(BODY, status="HTTP/1.1 206 Partial Content")), "status"),
    "status without a text": (record(http(BODY, status="HTTP/2 503")), "status"),
    "image": (record(http(b"GIF89a", media_type="image/gif")), "media_type"),
    "style sheet": (record(http(b"p {}", media_type="text/css; charset=utf-8")), "media_type"),
    "resource of another type": (record(b"{}", kind="resource", Content_Type="application/json"), "media_type"),
    "host name looked up": (record(b"20110317\n", kind="response", Content_Type="text/dns"), "media_type"),
    "revisit": (record(http(b""), kind="revisit"), "revisit"),
}  # fmt: skip


@container
@pytest.mark.parametrize(("damaged", "reason"), DAMAGED_RECORDS.values(), ids=DAMAGED_RECORDS)
def test_damaged_record_costs_one_record(tmp_path, name, join, damaged, reason):
    pages, lost = read(tmp_path, join([good(1), good(2), damaged, good(4), good(5)]), name)
    assert pages == pages_of(1, 2, 4, 5)
    assert [one.reason for one in lost] == [reason]


def test_record_larger_than_a_page_costs_one_record(tmp_path):
    huge = record(b"<p>" + b"a b " * 6_000_000, kind="resource")
    for name, join in CONTAINERS.values():
        pages, lost = read(tmp_path, join([good(1), huge, good(2)]), name)
        assert (pages, [one.reason for one in lost]) == (pages_of(1, 2), ["too_large"])


# -- What is no damage. ------------------------------------------------------------------------------------------------

WHOLE_RECORDS: dict[str, bytes] = {
    "chunks": record(http(CHUNKED, CHUNKS)),
    "chunks with extensions and trailer": record(http(CHUNKED.replace(b"5\r", b"5;a=b\r", 1)[:-2] + b"X: y\r\n\r\n", CHUNKS)),
    "chunks announced, stored without": record(http(BODY, CHUNKS)),
    "gzip": record(http(GZIPPED, "Content-Encoding: gzip")),
    "gzip in two members": record(http(packed(BODY[:50]) + packed(BODY[50:]), "Content-Encoding: x-gzip")),
    "gzip in gzip": record(http(packed(GZIPPED), "content-encoding: gzip,gzip")),
    "gzip in chunks": record(http(f"{len(GZIPPED):X}\r\n".encode() + GZIPPED + b"\r\n0\r\n\r\n", CHUNKS, "Content-Encoding: gzip")),
    "gzip announced, stored unpacked": record(http(BODY, "Content-Encoding: gzip", "Content-Length: 9")),
    "zlib as deflate": record(http(zlib.compress(BODY), "Content-Encoding: deflate")),
    "bare deflate": record(http(RAW_DEFLATED, "Content-Encoding: deflate")),
    "brotli": record(http(brotli.compress(BODY), "Content-Encoding: br")),
    "identity": record(http(BODY, "Content-Encoding: identity")),
    "line feeds only in the HTTP header": record(b"HTTP/1.1 200 OK\nContent-Type: text/html\n\n" + BODY),
    "no media type": record(b"HTTP/1.1 200 OK\r\nX: y\r\n\r\n" + BODY),
    "media type unknown": record(http(BODY, media_type="unknown")),
    "plain text": record(http(BODY, media_type="Text/Plain; charset=utf-8")),
    "resource": record(BODY, kind="resource"),
    "conversion": record(BODY, kind="conversion", Content_Type="text/plain"),
    "address in angle brackets": record(BLOCK, WARC_Target_URI="<http://gull.example/3>"),
    "field names in lower case": record(BLOCK).replace(b"WARC-T", b"warc-t").replace(b"Content-Length", b"content-length"),
    "version 1.1": record(BLOCK).replace(b"WARC/1.0", b"WARC/1.1"),
    "digest of the body without chunks": record(http(CHUNKED, CHUNKS), WARC_Payload_Digest=digest(BODY)),
    "digest of the body with chunks": record(http(CHUNKED, CHUNKS), WARC_Payload_Digest=digest(CHUNKED)),
    "digest in hexadecimal": record(BLOCK, WARC_Payload_Digest="SHA-256:" + hashlib.sha256(BODY).hexdigest()),
    "digest of an unknown kind": record(BLOCK, WARC_Payload_Digest="blake9:00"),
    "line breaks too many": record(BLOCK) + b"\r\n\r\n",
    }  # fmt: skip


@container
@pytest.mark.parametrize("whole", WHOLE_RECORDS.values(), ids=WHOLE_RECORDS)
def test_whole_record_is_a_page(tmp_path, name, join, whole):
    assert read(tmp_path, join([good(1), good(2), whole, good(4)]), name) == (pages_of(1, 2, 3, 4), [])


@container
def test_a_record_inside_the_body_of_another_is_not_taken_for_one(tmp_path, name, join):
    body = b"<pre>\r\n\r\n" + good(7) + b"</pre>"
    outer = record(http(body), 3)
    pages, lost = read(tmp_path, join([good(1), outer, good(2)]), name)
    assert pages == pages_of(1, 2) | {"http://gull.example/3": body}
    assert lost == []


@container
def test_records_about_captures_are_not_counted(tmp_path, name, join):
    about = [
        record(b"software: x\r\n", kind=kind, Content_Type="application/warc-fields")
        for kind in ("warcinfo", "metadata")
    ]
    request = record(b"GET / HTTP/1.1\r\n\r\n", kind="request", Content_Type="application/http; msgtype=request")
    assert read(tmp_path, join([*about, request, good(1)]), name) == (pages_of(1), [])


def test_facts_of_a_capture(tmp_path):
    path = tmp_path / "a.warc.gz"
    path.write_bytes(packed(good(1)) + packed(record(http(BODY, media_type="text/html; charset=big5"))))
    page = list(read_raw([path]))[1]
    assert page == RawPage(
        BODY, "http://gull.example/3", "text/html; charset=big5", WHEN, f"a.warc.gz#{len(packed(good(1)))}"
    )


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("2011-03-17T10:15:00Z", WHEN),
        ("2011-03-17T10:15:00.000000Z", WHEN),
        ("20110317101500", WHEN),
        ("2011-03-17T11:15:00+01:00", WHEN),
        ("yesterday", None),
        ("9999-12-31T23:59:59-23:00", None),
        ("", None),
    ],
)
def test_capture_times(tmp_path, written, read_as):
    (tmp_path / "a.warc").write_bytes(record(BLOCK, WARC_Date=written))
    (page,) = read_raw([tmp_path / "a.warc"])
    assert page.captured_at == read_as


def test_places_in_a_file_packed_as_a_whole_count_unpacked_bytes(tmp_path):
    (tmp_path / "a.warc.gz").write_bytes(packed(good(1) + good(2)))
    assert [page.source for page in read_raw([tmp_path / "a.warc.gz"])] == [
        "a.warc.gz#0",
        f"a.warc.gz#0+{len(good(1))}",
    ]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_empty_file_is_reported(tmp_path, name):
    assert read(tmp_path, b"", name) == ({}, [NotAPage(name, "damaged", "the file is empty")])


@pytest.mark.parametrize(
    ("name", "pack"), [("a.warc", packed), ("a.warc.gz", bytes), ("capture", packed), ("capture", bytes)]
)
def test_content_decides_where_the_name_is_wrong(tmp_path, name, pack):
    assert read(tmp_path, pack(good(1)), name) == (pages_of(1), [])


@pytest.mark.parametrize("gz", [True, False])
def test_what_warcio_writes_is_read(tmp_path, gz):
    into = io.BytesIO()
    writer = WARCWriter(into, gzip=gz)
    for number in (1, 2, 3):
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        body = io.BytesIO(body_of(number))
        url = f"http://gull.example/{number}"
        writer.write_record(writer.create_warc_record(url, "response", payload=body, http_headers=headers))
    assert read(tmp_path, into.getvalue(), "a.warc.gz" if gz else "a.warc") == (pages_of(1, 2, 3), [])


@settings(max_examples=200)
@given(st.binary(max_size=2000), st.sampled_from(["a.warc", "a.warc.gz"]), st.booleans())
def test_any_bytes_are_read_without_an_exception(tmp_path_factory, data, name, behind):
    start = (packed if name.endswith(".gz") else bytes)(good(1)) * behind
    pages, _ = read(tmp_path_factory.mktemp("any"), start + data, name)
    assert pages == pages_of(*[1] * behind)
