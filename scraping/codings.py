"""Undoing what HTTP did to a body on its way: chunks, then content codings; bounded, and nothing half.

Some crawlers store a body unpacked and leave the headers that say otherwise: a body that starts like HTML is taken
to be one.
"""

import re
import zlib
from collections.abc import Callable

import brotli

from .page import MAX_BYTES

_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r\n")
_PLAIN = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,1000}<")
_GZIP_MAGIC = b"\x1f\x8b"
_MAX_CODINGS = 3
"""Codings laid over one another; more than one is a misconfigured server, more than three an attack."""
_MAX_MEMBERS = 100
"""Gzip members in one body; a server that flushes sends a few."""


class BodyError(Exception):
    """A body cannot be brought into its plain form. The message says what was seen."""

    reason = "damaged"
    """A key of `cablepress.scraping.page.REASONS`."""


class DamagedBodyError(BodyError):
    """The body is broken or cut off."""


class TooLargeBodyError(BodyError):
    """There is more than one page in it when unpacked."""

    reason = "too_large"


class UnknownCodingError(BodyError):
    """The body is packed in a way that is not known here."""

    reason = "unsupported"


def join_chunks(body: bytes) -> bytes:
    r"""Undo the chunked transfer coding (RFC 9112, section 7.1); a body stored without chunks is returned as it is.

    Raises:
        DamagedBodyError: a chunk is malformed or missing.

    >>> join_chunks(b"3\r\nabc\r\n0\r\n\r\n")
    b'abc'
    """
    if _PLAIN.match(body) or body.startswith(_GZIP_MAGIC):
        return body
    pieces: list[bytes] = []
    position = 0
    while size := _chunk_size(body, position):
        start, length = size
        if length == 0:
            return b"".join(pieces)
        if body[start + length : start + length + 2] != b"\r\n":
            raise DamagedBodyError(f"chunk at byte {position} does not end where it says")
        pieces.append(body[start : start + length])
        position = start + length + 2
    raise DamagedBodyError(f"no chunk at byte {position}")


def _chunk_size(body: bytes, position: int) -> tuple[int, int] | None:
    """Return where a chunk's data begins and how long it is; ``None`` if there is no chunk."""
    match = _CHUNK_SIZE.match(body, position)
    return (match.end(), int(match[1], 16)) if match else None


def unpack(body: bytes, codings: str) -> bytes:
    """Undo the content codings of a ``Content-Encoding`` header (RFC 9110, section 8.4.1), the last one first.

    Raises:
        DamagedBodyError: the packed bytes are broken or cut off.
        TooLargeBodyError: there is more than a page in them.
        UnknownCodingError: a coding is not known here.
    """
    names = [name for name in re.split(r"[\s,]+", codings.lower()) if name not in ("", "identity", "none")]
    if len(names) > _MAX_CODINGS:
        raise UnknownCodingError(f"{len(names)} content codings laid over one another")
    for name in reversed(names):
        if _PLAIN.match(body) or not body:
            return body
        if name not in _DECODERS:
            raise UnknownCodingError(f"content coding {name[:40]!r}")
        body = _DECODERS[name](body)
        if len(body) > MAX_BYTES:
            raise TooLargeBodyError(f"unpacks to more than {MAX_BYTES} bytes")
    return body


def _gunzip(body: bytes) -> bytes:
    """Unpack every gzip member; what follows the last one is ignored, as browsers do."""
    pieces: list[bytes] = []
    room = MAX_BYTES + 1
    while body.startswith(_GZIP_MAGIC) and room > 0:
        if len(pieces) == _MAX_MEMBERS:
            raise DamagedBodyError(f"more than {_MAX_MEMBERS} gzip members in one body")
        piece, body = _inflate(body, zlib.MAX_WBITS | 16, room)
        pieces.append(piece)
        room -= len(piece)
    if not pieces:
        raise DamagedBodyError("not gzip, though declared so")
    return b"".join(pieces)


def _undeflate(body: bytes) -> bytes:
    """Unpack zlib data, or the bare deflate data that some servers send under the same name."""
    try:
        return _inflate(body, zlib.MAX_WBITS, MAX_BYTES + 1)[0]
    except DamagedBodyError:
        return _inflate(body, -zlib.MAX_WBITS, MAX_BYTES + 1)[0]


def _inflate(body: bytes, window: int, limit: int) -> tuple[bytes, bytes]:
    """Return up to `limit` unpacked bytes, and what follows the packed ones."""
    engine = zlib.decompressobj(window)
    try:
        unpacked = engine.decompress(body, limit)
    except zlib.error as error:
        raise DamagedBodyError(str(error)) from error
    if not engine.eof and len(unpacked) < limit:
        raise DamagedBodyError("compressed body cut off")
    return unpacked, engine.unused_data


def _unbrotli(body: bytes) -> bytes:
    engine, size = brotli.Decompressor(), 0
    pieces: list[bytes] = []
    try:
        while size <= MAX_BYTES and not engine.is_finished():
            piece = engine.process(b"" if pieces else body, output_buffer_limit=1 << 20)
            pieces.append(piece)
            if not piece and not engine.is_finished():
                raise DamagedBodyError("compressed body cut off")
            size += len(piece)
    except brotli.error as error:
        raise DamagedBodyError(str(error)) from error
    return b"".join(pieces)


_DECODERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _undeflate,
    "br": _unbrotli,
}
