"""Raw pages from WARC files, packed or not. One damaged record costs that record only, and is reported.

Only whole pages become raw pages: lengths, checksums and digests are verified, HTTP's codings undone, all within
bounds. A record is named ``file#offset``; behind the first of a file that is packed as a whole, ``file#0+offset``.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import IO

from .members import Member, members
from .page import NotAPage, RawPage
from .records import Fault, Record, records
from .response import NoPageError, page_of
from .scan import Scan

SUFFIXES = (".warc", ".warc.gz", ".wet", ".wet.gz")
"""How the names of WARC files end, in lower case."""

INDEX_SUFFIX = ".cdxj"
"""How the name of an index to WARC files ends: like a page's description, it goes with them."""

_GZIP_MAGIC = b"\x1f\x8b"
_ABOUT = frozenset({"warcinfo", "request", "metadata"})
"""Types of records that describe captures and are none; a conversion (text made of a page) is read as a page."""


def read_warc(path: Path, source: str) -> Iterator[RawPage | NotAPage]:
    """Yield what a WARC file holds, in file order; `source` is what the file is called in the results.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        yield from read_warc_file(file, source, path.name)


def read_warc_file(file: IO[bytes], source: str, name: str = "") -> Iterator[RawPage | NotAPage]:
    """Yield what an open WARC file holds, as `read_warc` does; `name` is the file's own, if it differs.

    Raises:
        OSError: the file cannot be read.
    """
    scan = Scan(file)
    if not scan.size:
        yield NotAPage(source, "damaged", "the file is empty")
    elif _is_packed(name or source, scan):
        for member in members(scan):
            yield from (_salvage if member.fault else _unpacked)(member, source)
    else:
        for found in records(scan):
            yield from _outcome(found, f"{source}#{found.start}")


def _is_packed(name: str, scan: Scan) -> bool:
    """Tell by content, and where the beginning is damaged by name."""
    head = scan.slice(0, 5)
    return head.startswith(_GZIP_MAGIC) or (name.lower().endswith(".gz") and head != b"WARC/")


def _unpacked(member: Member, source: str) -> Iterator[RawPage | NotAPage]:
    """Yield what a whole member holds."""
    for found in records(Scan(member.data)):
        yield from _outcome(found, _place(source, member, found.start))


def _salvage(member: Member, source: str) -> Iterator[RawPage | NotAPage]:
    """Yield what a broken member holds: its last record is lost, those before it count if their digest holds."""
    last: Record | Fault | None = None
    for found in records(Scan(member.data)):
        if last:
            yield from _outcome(last, _place(source, member, last.start), doubtful=True)
        last = found
        if isinstance(found, Fault):
            break
    place = _place(source, member, last.start if last else 0)
    yield NotAPage(place, "too_large" if member.too_large else "damaged", member.fault)


def _place(source: str, member: Member, start: int) -> str:
    return f"{source}#{member.offset}+{start}" if start else f"{source}#{member.offset}"


def _outcome(found: Record | Fault, place: str, *, doubtful: bool = False) -> Iterator[RawPage | NotAPage]:
    """Yield the page of a record or why there is none; nothing for records that are about others."""
    if isinstance(found, Fault):
        yield NotAPage(place, "too_large" if found.too_large else "damaged", found.detail)
    elif found.field("WARC-Type").lower() not in _ABOUT:
        try:
            yield page_of(found, place, doubtful=doubtful)
        except NoPageError as error:
            yield NotAPage(place, error.reason, str(error))
