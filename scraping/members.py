"""The members of a gzip file, one by one, each checked; after a broken one the next is looked for.

A WARC file is compressed record by record, so a member is a record; some are compressed as a whole and are one
large member, which is unpacked to a temporary file.
"""

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO

from .scan import Scan

_MAGIC = re.compile(rb"\x1f\x8b\x08")
_GZIP = 31
"""zlib's number for "a gzip header and checksum, window of 32 kB"."""
_IN_MEMORY = 32_000_000
"""Larger members go to disk: room for the largest page that is read, and its headers."""
_RATIO = 100
"""Unpacked bytes for each packed one, beyond what fits into memory: pages pack to a fifth, deflate's limit is 1,032."""
_PROBE = 4096
"""Packed bytes from which a member must show the start of a record."""
_STEP = 1 << 16


@dataclass(frozen=True, slots=True)
class Member:
    """One gzip member, or the stretch of bytes where one should have been."""

    offset: int
    """Where it begins in the packed file."""
    data: IO[bytes]
    """What could be unpacked; valid until the next member is asked for."""
    fault: str = ""
    """What is wrong; empty if length and checksum are right."""
    too_large: bool = False
    """Whether the fault is that unpacking was given up."""


class _Retries:
    """How often the search may start again inside a broken member: bounds the work that a crafted file can ask for."""

    def __init__(self, size: int) -> None:
        self._left = 4 * size + (1 << 20)  # as much again as reading a sound file of this size takes

    def next(self, start: int, end: int, unpacked: int) -> int:
        """Return where to look on after a broken member: inside it, or after many of them behind it."""
        self._left -= unpacked
        return start + 1 if self._left > 0 else max(end, start + 1)


def members(packed: Scan, position: int = 0) -> Iterator[Member]:
    """Yield every member from a position on, in file order; what lies between them is yielded as a fault.

    The next member after a fault is where the gzip signature stands before bytes that unpack to ``WARC/``.
    """
    broken, retries = False, _Retries(packed.size - position)
    while position < packed.size:
        start = _next_start(packed, position)
        if start > position and not broken:
            yield Member(position, io.BytesIO(), f"{start - position} bytes that are not a gzip record")
        if start == packed.size:
            return
        with SpooledTemporaryFile(_IN_MEMORY) as data:
            end, fault = _unpack(packed, start, data)
            broken = bool(fault)
            position = retries.next(start, end, data.tell()) if broken else end
            yield Member(start, data, fault, fault == _BOMB)


def _next_start(packed: Scan, position: int) -> int:
    """Return where the next member that holds a record begins."""
    while position < packed.size:
        position = packed.find(_MAGIC, position)
        if opens_record(packed.slice(position, position + _PROBE)):
            return position
        position += 1
    return packed.size


def opens_record(head: bytes) -> bool:
    """Tell whether bytes are the beginning of a gzip member that holds a WARC record."""
    try:
        return zlib.decompressobj(_GZIP).decompress(head, 5) == b"WARC/"
    except zlib.error:
        return False


_BOMB = "unpacks to far more than a page"


def _unpack(packed: Scan, start: int, into: IO[bytes]) -> tuple[int, str]:
    """Unpack one member; return where it ends in the packed file, and what is wrong with it.

    The end of a broken one is where reading stopped, somewhat behind its fault.
    """
    engine, position = zlib.decompressobj(_GZIP), start
    while not engine.eof:
        piece = engine.unconsumed_tail
        if not piece:
            piece = packed.slice(position, position + _STEP)
            position += len(piece)
        if not piece:
            return position, "cut off inside the compressed data"
        before = engine.copy()
        try:
            into.write(engine.decompress(piece, 1 << 20))
        except zlib.error as error:
            _unpack_up_to_fault(before, piece, into)
            return position, f"broken compression ({error})"
        if into.tell() > _IN_MEMORY + _RATIO * (position - start):
            return position - len(engine.unconsumed_tail), _BOMB
    return position - len(engine.unused_data), ""


def _unpack_up_to_fault(engine: "zlib._Decompress", piece: bytes, into: IO[bytes]) -> None:
    """Unpack what stands before the fault in a piece, by halving: zlib gives nothing of a piece that it refuses."""
    size = len(piece)
    while size > 1:
        size //= 2
        attempt = engine.copy()
        try:
            into.write(attempt.decompress(piece[:size]))
            engine, piece = attempt, piece[size:]
        except zlib.error:
            pass
