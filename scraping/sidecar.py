"""What lies beside a page in a folder: a small JSON file that says where and when its bytes were captured.

Either one object with ``url``, ``captured_at`` (ISO 8601; without a zone it is UTC), ``media_type`` and ``source``,
all optional, or ``{"captures": [...]}`` with a list of such objects: equal bytes may have been captured several times.
Other keys are left alone.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from .stamps import read_stamp

MAX_BYTES = 1_000_000
"""A longer file is no description of a page."""


@dataclass(frozen=True, slots=True)
class Capture:
    """What is known of one capture; ``None`` where the description is silent."""

    url: str | None = None
    captured_at: datetime | None = None
    media_type: str | None = None
    source: str | None = None


class SidecarError(Exception):
    """The description cannot be used. The message says why."""


def read_sidecar(data: bytes) -> tuple[Capture, ...]:
    """Return the captures that a description lists, at least one.

    Raises:
        SidecarError: it is not JSON, or a value is not what it should be.
    """
    if len(data) > MAX_BYTES:
        raise SidecarError(f"more than {MAX_BYTES} bytes")
    try:
        described = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise SidecarError(f"not JSON ({error})") from error
    listed = described.get("captures", [described]) if isinstance(described, dict) else None
    if not isinstance(listed, list) or not listed:
        raise SidecarError("neither an object nor one with a list of captures")
    return tuple(_capture(entry) for entry in listed)


def write_sidecar(captures: Sequence[Capture]) -> bytes:
    """Return the description that lists the captures; equal captures give equal bytes."""
    listed = [_entry(capture) for capture in captures]
    return (json.dumps({"captures": listed}, ensure_ascii=False, indent=1) + "\n").encode()


def _entry(capture: Capture) -> Mapping[str, str]:
    stamp = capture.captured_at.isoformat() if capture.captured_at else None
    values = {
        "url": capture.url,
        "captured_at": stamp,
        "media_type": capture.media_type,
        "source": capture.source,
    }
    return {name: value for name, value in values.items() if value is not None}


def _capture(entry: object) -> Capture:
    if not isinstance(entry, dict):
        raise SidecarError("a capture is not an object")
    stamp = _text(entry, "captured_at")
    captured_at = read_stamp(stamp) if stamp else None
    if stamp and not captured_at:
        raise SidecarError(f"captured_at {stamp[:40]!r} is not an ISO 8601 time")
    return Capture(_text(entry, "url"), captured_at, _text(entry, "media_type"), _text(entry, "source"))


def _text(entry: Mapping[str, object], name: str) -> str | None:
    """Return a value that must be text which can be written as UTF-8, or be missing."""
    value = entry.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise SidecarError(f"{name} is not a text")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise SidecarError(f"{name} holds half a character") from error
    return value
