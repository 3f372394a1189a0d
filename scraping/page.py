"""The raw page: what scraping hands to cleaning. This module is the door between the two stages."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
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
    """Where the bytes were read: a path relative to the given folder, ``file.warc.gz#offset``, or for a copy from an
    archive the address at which the archive gave it out."""

    @cached_property
    def id(self) -> str:
        """SHA-256 of the bytes, as 64 lower-case hexadecimal digits: equal bytes are one raw page."""
        return hashlib.sha256(self.body).hexdigest()


MAX_BYTES = 20_000_000
"""Longer pages are not read: no article is that long, and the bound keeps memory and time bounded."""

REASONS: Mapping[str, str] = {
    "damaged": "bytes are missing or changed: broken compression, wrong length, digest that does not match",
    "truncated": "the crawler or the server cut the page short, and the capture says so",
    "too_large": "more than 20 MB, packed or unpacked",
    "unsupported": "whole, but stored in a way that is not read here: an unknown content coding, a segmented record",
    "status": "the server answered with something other than 200: a redirect, not found, an error",
    "media_type": "declared to be something other than HTML or plain text",
    "revisit": "the capture only says that the page had not changed since an earlier one",
    "file_type": "a file whose name does not say that it is a page, its description, or a WARC",
    "sidecar": "a page's description that cannot be used; its page is read without it",
    "outside": "a link that leads out of the given folder",
    "unreadable": "the operating system refuses to read the file, or it is not a regular file",
}
"""Why something that was found gave no raw page: the closed list of reason ids, with their meaning."""


@dataclass(frozen=True, slots=True)
class NotAPage:
    """Something found where pages are, that gave no raw page. Nothing that was found is dropped without one."""

    source: str
    """Where it was found, as in `RawPage.source`."""
    reason: str
    """A key of `REASONS`."""
    detail: str
    """What exactly was seen, in one line."""

    @property
    def is_loss(self) -> bool:
        """Whether somebody may miss a page here: damage and refusals are losses, redirects and pictures are not."""
        return self.reason in _LOSSES


_LOSSES = frozenset({"damaged", "truncated", "too_large", "unsupported", "sidecar", "outside", "unreadable"})


def only_pages(found: Iterable[RawPage | NotAPage], others: list[NotAPage]) -> Iterator[RawPage]:
    """Yield the raw pages; append to `others` what is none, so that it can be told and counted afterwards."""
    for one in found:
        if isinstance(one, NotAPage):
            others.append(one)
        else:
            yield one
