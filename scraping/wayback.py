"""Archives with a Wayback CDX API: which captures exist, and their identity bytes."""

import json
from collections.abc import Sequence
from urllib.parse import urlencode

from .archives import Archive
from .captures import Fetched, Listed, Target
from .choice import earliest
from .client import Client
from .errors import FetchError
from .replay import fetch_replay
from .stamps import read_stamp

_FIELDS = ("original", "timestamp", "mimetype", "statuscode", "digest", "length")
_ROWS = 1_000
"""Rows asked for at a time."""
_PAGES = 10
"""Times asked; an address with more captures than that is a front page, not an article."""
_BLOCKED = ("AccessControlException", "Blocked Site Error", "Blocked By Robots")
"""Words by which the API says that it will not tell."""


class Wayback:
    """One archive that speaks the Wayback CDX dialect (``showResumeKey``, ``filter``, ``collapse``)."""

    def __init__(self, archive: Archive, client: Client) -> None:
        self.name = archive.name
        self._archive = archive
        self._client = client

    async def captures(self, target: Target) -> Sequence[Listed]:
        """Ask for all captures with status 200 from the publication on; of equal bytes in a row the first."""
        found: list[Listed] = []
        key = ""
        for _ in range(_PAGES):
            text = await self._ask(target, key)
            rows, key = read_rows(text)
            found += (listed for row in rows if (listed := self._listed(row)))
            if not key:
                break
        return found

    async def fetch(self, listed: Listed) -> Fetched:
        """Fetch the identity bytes and compare them with the index's digest."""
        return await fetch_replay(self._client, listed, self._archive.replay_pause)

    async def _ask(self, target: Target, key: str) -> str:
        start = earliest(target.published)
        stated = f"{target.captured:%Y%m%d%H%M%S}" if target.captured else ""
        query = {
            "url": target.address,
            "output": "json",
            "fl": ",".join(_FIELDS),
            "filter": "statuscode:200",
            "collapse": "digest",
            "showResumeKey": "true",
            "limit": str(_ROWS),
            **({"from": f"{start:%Y%m%d}"} if start else {}),
            **({"from": stated, "to": stated} if stated else {}),
            **({"resumeKey": key} if key else {}),
        }
        url = f"{self._archive.index}?{urlencode(query)}"
        answer = await self._client.get(url, pause=self._archive.index_pause, wanted=(200, 403))
        text = answer.plain.decode("utf-8", "replace")
        if answer.status == 403 or any(word in text for word in _BLOCKED):
            raise FetchError("blocked", "the archive does not show captures of this address")
        return text

    def _listed(self, row: dict[str, str]) -> Listed | None:
        """Build a capture from a row; ``None`` if the row has no usable time or address."""
        stamp = read_stamp(row.get("timestamp", ""))
        if stamp is None or not row.get("original"):
            return None
        return Listed(
            archive=self.name,
            address=row["original"],
            stamp=stamp,
            place=self._archive.replay.format(stamp=row["timestamp"], url=row["original"]),
            row=" ".join(row.get(name) or "-" for name in _FIELDS),
            status=_number(row.get("statuscode")),
            media_type=_known(row.get("mimetype")),
            digest=f"sha1:{row['digest']}" if _known(row.get("digest")) else "",
            length=_number(row.get("length")),
        )


def read_rows(text: str) -> tuple[list[dict[str, str]], str]:
    """Read the JSON form of the CDX API: a list of lists, the first names the columns; return rows and resume key.

    The resume key stands alone in the last row, behind an empty one.

    Raises:
        FetchError: the answer is not of that form.

    >>> read_rows('[["timestamp"], ["20110101000000"], [], ["key"]]')
    ([{'timestamp': '20110101000000'}], 'key')
    """
    try:
        listed = json.loads(text) if text.strip() else []
    except (ValueError, RecursionError) as error:
        raise FetchError("index", f"the index did not answer with JSON ({text[:60]!r})") from error
    if not isinstance(listed, list) or not all(isinstance(row, list) for row in listed):
        raise FetchError("index", "the index answered with something other than rows")
    rows = [[str(cell) for cell in row] for row in listed]
    key = rows[-1][0] if len(rows) > 1 and len(rows[-1]) == 1 and not rows[-2] else ""
    body = rows[1 : -2 if key else None]
    return [dict(zip(rows[0], row, strict=True)) for row in body if len(row) == len(rows[0])], key


def _known(value: str | None) -> str:
    return "" if value in (None, "-", "unk") else str(value)


def _number(value: str | None) -> int | None:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 16 else None
