"""What a record is, whatever file holds it: canonical JSON, its SHA-256, and one root over all records.

The hashes depend on values alone: not on the Parquet writer, its version, row groups or codec, nor on the reader.
Canonical JSON is that of RFC 8785 for the values that columns hold (texts, whole numbers, truth values, lists,
records, nothing): keys sorted, no white space, only the escapes that JSON demands, UTF-8. A day is its ISO 8601 text.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import numpy as np


def _day(value: object) -> str:
    if type(value) is date:
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no kind of value that a column holds")


_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"), default=_day)


def canonical(row: Mapping[str, Any]) -> bytes:
    """Return a row as canonical JSON in UTF-8.

    Raises:
        TypeError: a value is of a kind that no column holds.
        UnicodeEncodeError: a text holds half a surrogate pair.

    >>> canonical({"b": None, "a": date(2010, 12, 2)})
    b'{"a":"2010-12-02","b":null}'
    """
    return _ENCODER.encode(row).encode()


def record_sha256(row: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a row's canonical JSON, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(row)).hexdigest()


class Digests:
    """A growing multiset of SHA-256 digests, at 32 bytes each: a million fit into memory many times over."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def __len__(self) -> int:
        return len(self._bytes) // 32

    def add(self, digest: bytes) -> None:
        """Take in a digest of 32 bytes."""
        self._bytes += digest

    def sorted(self) -> bytearray:
        """Return all digests in order, one behind the other; sorted where they lie, for a copy of millions is large."""
        np.frombuffer(self._bytes, dtype="S32").sort()
        return self._bytes

    def __iter__(self) -> Iterator[bytes]:
        """Yield all digests in order."""
        found = self.sorted()
        yield from (bytes(found[start : start + 32]) for start in range(0, len(found), 32))


class Seal:
    """The content hash of a table: takes in its rows in any order."""

    def __init__(self) -> None:
        self._digests = Digests()

    def add(self, spelled: bytes) -> None:
        """Take in a row as canonical JSON."""
        self._digests.add(hashlib.sha256(spelled).digest())

    def root(self) -> str:
        """Return the SHA-256 over the sorted digests of all rows, 32 bytes each, as 64 hexadecimal digits."""
        return hashlib.sha256(self._digests.sorted()).hexdigest()


def release_root(tables: Mapping[str, str]) -> str:
    """Return the content hash of a release: SHA-256 over a line ``TABLE ROOT`` for each table, sorted by name."""
    return hashlib.sha256("".join(f"{name} {root}\n" for name, root in sorted(tables.items())).encode()).hexdigest()
