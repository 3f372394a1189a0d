"""Builds the sample's web archive from the golden pages: ``python -m bench.sample_warc``.

Every folder of ``tests/pages`` that holds a page and its ``context.json`` becomes a response record of
``scraping/sample/captures.warc.gz``. Around them stand records that are not pages, as in real crawls: a
``warcinfo``, a request, a redirect and an image. Same sources, same records: ids come from digests, dates from
the contexts.
"""

import gzip
import hashlib
import io
import json
import uuid
from base64 import b32encode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "tests" / "pages"
ARCHIVE = ROOT / "scraping" / "sample" / "captures.warc.gz"

_INFO_DATE = "2016-12-31T00:00:00Z"
_INFO = b"software: cablepress bench.sample_warc\r\nformat: WARC File Format 1.1\r\n"
_PIXEL = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")
_REDIRECT = "http://www.harbourpost.example/news/local/2010/09/21/oldest-bakery.html"
_MOVED = (
    b"HTTP/1.1 301 Moved Permanently\r\nLocation: /news/local/2010/09/21/oldest-bakery-changes-hands-4471.html\r\n"
    b"Content-Type: text/html\r\nContent-Length: 31\r\n\r\n<html><body>Moved</body></html>"
)


@dataclass(frozen=True)
class _Record:
    """One WARC 1.1 record before it is written; its id is a UUID made from everything else."""

    kind: str
    date: str
    content_type: str
    block: bytes
    url: str = ""

    def to_bytes(self) -> bytes:
        digest = hashlib.sha1(self.block, usedforsecurity=False).digest()  # the digest that archives write
        name = uuid.uuid5(uuid.NAMESPACE_URL, f"{self.kind} {self.url} {self.date} {digest.hex()}")
        headers = [
            "WARC/1.1",
            f"WARC-Type: {self.kind}",
            f"WARC-Record-ID: <urn:uuid:{name}>",
            f"WARC-Date: {self.date}",
            *([f"WARC-Target-URI: {self.url}"] if self.url else []),
            f"WARC-Block-Digest: sha1:{b32encode(digest).decode('ascii')}",
            f"Content-Type: {self.content_type}",
            f"Content-Length: {len(self.block)}",
        ]
        return "\r\n".join(headers).encode("utf-8") + b"\r\n\r\n" + self.block + b"\r\n\r\n"


def build(pages: Path = PAGES) -> list[bytes]:
    """Return the archive's records, uncompressed, in the order of the file."""
    captures = [
        _response(context["url"], context["captured_at"], _message(context["media_type"], body))
        for body, context in _sources(pages)
    ]
    records = [
        _Record("warcinfo", _INFO_DATE, "application/warc-fields", _INFO),
        _request(captures[0]),
        *captures,
        _response(_REDIRECT, "2010-10-03T17:40:05Z", _MOVED),
        _response("http://www.harbourpost.example/i/dot.gif", "2010-10-03T17:40:11Z", _message("image/gif", _PIXEL)),
    ]
    return [record.to_bytes() for record in records]


def compress(records: list[bytes]) -> bytes:
    """One gzip member a record, without names and times, as WARC readers expect for random access."""
    out = io.BytesIO()
    for record in records:
        with gzip.GzipFile(filename="", mode="wb", fileobj=out, compresslevel=9, mtime=0) as member:
            member.write(record)
    return out.getvalue()


def _sources(pages: Path) -> Iterator[tuple[bytes, dict[str, str]]]:
    for context in sorted(pages.glob("*/context.json")):
        (page,) = context.parent.glob("page.*")
        yield page.read_bytes(), json.loads(context.read_text("utf-8"))


def _request(answer: _Record) -> _Record:
    """Return the request that would have led to a response."""
    host, _, path = answer.url.partition("://")[2].partition("/")
    asked = f"GET /{path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: sample\r\n\r\n".encode("ascii")
    return _Record("request", answer.date, "application/http; msgtype=request", asked, answer.url)


def _response(url: str, date: str, message: bytes) -> _Record:
    return _Record("response", date, "application/http; msgtype=response", message, url)


def _message(media_type: str, body: bytes) -> bytes:
    headers = f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nContent-Length: {len(body)}\r\n\r\n"
    return headers.encode("ascii") + body


def main() -> None:
    """Write the archive and say what is in it."""
    records = build()
    ARCHIVE.parent.mkdir(parents=True, exist_ok=True)
    ARCHIVE.write_bytes(compress(records))
    print(f"{ARCHIVE.relative_to(ROOT)}: {len(records)} records, {ARCHIVE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
