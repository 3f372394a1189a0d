"""Checking the digests that WARC records carry: ``sha1:`` and 32 base32 letters, ``sha256:`` and hexadecimal, …."""

import base64
import binascii
import hashlib
from collections.abc import Iterable

_LENGTHS = {"md5": 16, "sha1": 20, "sha256": 32, "sha512": 64}
"""Bytes of each digest that is checked; others are passed over, as nothing can be said about them."""


def holds(label: str, candidates: Iterable[bytes]) -> bool | None:
    """Tell whether a labelled digest is that of one of the candidates; ``None`` if its algorithm is not known.

    Crawlers disagree about which form of a body they digest (with chunks, without, unpacked), hence several.

    >>> holds("sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5", [b""]), holds("sha1:1", [b""]), holds("crc32:00", [b""])
    (False, False, None)
    """
    name, _, value = label.strip().partition(":")
    name = name.strip().lower().replace("-", "")
    if name not in _LENGTHS:
        return None
    expected = _bytes(value.strip(), _LENGTHS[name])
    return any(hashlib.new(name, body, usedforsecurity=False).digest() == expected for body in candidates)


def sha1(data: bytes) -> str:
    """Return the label that web archives use.

    >>> sha1(b"")
    'sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ'
    """
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode("ascii")


def _bytes(value: str, length: int) -> bytes:
    """Decode a digest from hexadecimal or base32; empty if it is neither, or of another length."""
    for decode in (bytes.fromhex, base64.b32decode):
        try:
            digest = decode(value.upper().ljust(-(-len(value) // 8) * 8, "=") if decode is base64.b32decode else value)
        except (ValueError, binascii.Error):
            continue
        if len(digest) == length:
            return digest
    return b""
