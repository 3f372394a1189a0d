"""Common Crawl: an index for each crawl, and captures as gzip members inside very large WARC files."""

import io
import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from .archives import Archive
from .captures import Fetched, Listed, Target
from .choice import earliest, in_order
from .client import Client
from .digests import holds
from .errors import FetchError
from .members import members
from .page import MAX_BYTES
from .records import Fault, Record, parse_headers, records
from .response import NoPageError, page_of
from .scan import Scan
from .stamps import read_stamp
from .transfer import SECRETS, Transfer

_COLUMNS = ("urlkey", "timestamp", "url", "mime", "status", "digest", "length", "offset", "filename")


class CommonCrawl:
    """The crawls of Common Crawl, or of anybody who lays indexes and WARC files out like it."""

    def __init__(self, archive: Archive, client: Client) -> None:
        self.name = archive.name
        self._archive = archive
        self._client = client
        self._crawls: Sequence[tuple[datetime | None, str]] | None = None

    async def captures(self, target: Target) -> Sequence[Listed]:
        """Ask the crawls after the publication, one by one, until one of them has a page."""
        start = target.captured or earliest(target.published)
        crawls = [index for end, index in await self._indexes() if start is None or end is None or end >= start]
        for index in crawls[: self._archive.collections]:
            found = await self._ask(index, target.address)
            if in_order(found, target.published, target.captured):
                return found
        return ()

    async def fetch(self, listed: Listed) -> Fetched:
        """Fetch the one gzip member that holds the capture, and check it as any WARC record is checked."""
        if listed.offset is None or listed.length is None:
            raise FetchError("index", "the index row lacks offset or length")
        last = listed.offset + listed.length - 1
        answer = await self._client.get(
            listed.place,
            pause=self._archive.replay_pause,
            headers={"Range": f"bytes={listed.offset}-{last}"},
            wanted=(206,),
        )
        _check_range(answer, listed.offset, last)
        return _unpacked(answer, listed)

    async def _indexes(self) -> Sequence[tuple[datetime | None, str]]:
        """Return end and index address of every crawl, oldest first; asked once a run."""
        if self._crawls is None:
            answer = await self._client.get(self._archive.index, pause=self._archive.index_pause)
            self._crawls = read_crawls(answer.plain)
        return self._crawls

    async def _ask(self, index: str, address: str) -> list[Listed]:
        query = urlencode({"url": address, "output": "json", "filter": "=status:200"})
        answer = await self._client.get(f"{index}?{query}", pause=self._archive.index_pause, wanted=(200, 404))
        if answer.status == 404:  # the index's way to say that it has none
            return []
        return [listed for row in read_lines(answer.plain) if (listed := self._listed(row))]

    def _listed(self, row: Mapping[str, Any]) -> Listed | None:
        """Build a capture from a row; ``None`` if something that is needed to fetch it is missing."""
        stamp = read_stamp(str(row.get("timestamp", "")))
        numbers = [str(row.get(name, "")) for name in ("offset", "length")]
        if stamp is None or not row.get("filename") or not all(re.fullmatch("[0-9]{1,15}", n) for n in numbers):
            return None
        if not 0 < int(numbers[1]) <= MAX_BYTES:
            return None
        status = str(row.get("status", ""))
        return Listed(
            archive=self.name,
            address=str(row.get("url", "")),
            stamp=stamp,
            place=self._archive.replay.format(file=row["filename"]),
            row=" ".join(str(row.get(name, "-")) for name in _COLUMNS),
            status=int(status) if status.isdecimal() and len(status) == 3 else None,
            media_type=str(row.get("mime", "")),
            digest=f"sha1:{row['digest']}" if row.get("digest") else "",
            length=int(numbers[1]),
            offset=int(numbers[0]),
        )


def read_crawls(data: bytes) -> Sequence[tuple[datetime | None, str]]:
    """Read ``collinfo.json``: end (``None`` if unknown) and index address of every crawl, oldest first.

    Raises:
        FetchError: it is something else.
    """
    try:
        listed = [
            (read_stamp(str(entry.get("to", ""))), str(entry["cdx-api"]), entry["id"]) for entry in json.loads(data)
        ]
    except (ValueError, RecursionError, TypeError, AttributeError, KeyError) as error:
        raise FetchError("index", "the list of crawls is not as expected") from error
    return [(end, index) for end, index, _ in sorted(listed, key=lambda one: str(one[2]))]


def read_lines(data: bytes) -> list[dict[str, Any]]:
    """Read JSON lines, one row each.

    Raises:
        FetchError: a line is not a JSON object.
    """
    try:
        rows = [json.loads(line) for line in data.splitlines() if line.strip()]
    except (ValueError, RecursionError) as error:
        raise FetchError("index", f"the index did not answer with JSON lines ({data[:60]!r})") from error
    if not all(isinstance(row, dict) for row in rows):
        raise FetchError("index", "the index answered with something other than rows")
    return rows


def _check_range(answer: Transfer, first: int, last: int) -> None:
    """Make sure that the bytes are those that were asked for (RFC 9110, section 14.4)."""
    sent = re.fullmatch(r"bytes ([0-9]{1,18})-([0-9]{1,18})/(?:[0-9]{1,18}|\*)", answer.field("Content-Range").strip())
    if not sent or (int(sent[1]), int(sent[2])) != (first, last) or len(answer.body) != last - first + 1:
        raise FetchError("damaged", f"asked for bytes {first} to {last}, got {answer.field('Content-Range')[:60]!r}")


def _unpacked(answer: Transfer, listed: Listed) -> Fetched:
    """Return the one page that the bytes of a gzip member hold."""
    record = _only_record(answer.body)
    try:
        page = page_of(record, listed.place)
    except NoPageError as error:
        raise FetchError(error.reason, str(error)) from error
    if page.captured_at != listed.stamp or page.url != listed.address:
        raise FetchError("damaged", f"another capture than the index says: {page.url[:200]}")
    head, _, payload = record.block.partition(b"\r\n\r\n")
    fields = parse_headers(head + b"\r\n\r\n", "HTTP/")
    if holds(listed.digest, [payload, page.body]) is False:
        raise FetchError("digest", f"the bytes are not those of {listed.digest}")
    kept = tuple((name, value) for name, value in fields.headers if name.lower() not in SECRETS)
    place = f"{listed.place}#{listed.offset}"
    status_line = fields.statusline.partition(" ")[2]  # what stands before is the protocol's version
    return Fetched(listed.address, listed.stamp, status_line, kept, payload, answer.request, place)


def _only_record(packed: bytes) -> Record:
    found: list[Record | Fault] = []
    for member in members(Scan(io.BytesIO(packed))):
        if member.fault:
            raise FetchError("damaged", member.fault)
        found += records(Scan(member.data))
    if len(found) != 1 or not isinstance(found[0], Record):
        raise FetchError("damaged", "not one whole WARC record")
    return found[0]
