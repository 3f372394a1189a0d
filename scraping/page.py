"""The raw page: what scraping hands to cleaning. This module is the door between the two stages."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property


@dataclass(frozen=True)
class RawPage:
    """One page as it was captured: its bytes, and what is known of where and when they were found."""

    body: bytes
    """The page's bytes after transfer decoding; character decoding is left to cleaning."""
    url: str = ""
    """The address the bytes were captured under; empty if unknown. Not necessarily the canonical URL."""
    media_type: str = ""
    """The declared media type, parameters included (``text/html; charset=utf-8``); empty if unknown, often wrong."""
    captured_at: datetime | None = None
    """When the bytes were captured, in UTC; never when the page was published. ``None`` if unknown."""
    source: str = ""
    """Where the bytes were read: a path relative to the given folder, or ``file.warc.gz#offset``."""

    @cached_property
    def id(self) -> str:
        """SHA-256 of the bytes, as 64 lower-case hexadecimal digits: equal bytes are one raw page."""
        return hashlib.sha256(self.body).hexdigest()
