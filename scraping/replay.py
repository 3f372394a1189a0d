"""One capture from an archive's replay: the bytes as they were captured, and the header fields that belong to them."""

import re
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from .captures import Fetched, Listed
from .client import Client
from .digests import holds
from .errors import FetchError
from .response import is_page_type
from .stamps import read_stamp
from .transfer import SECRETS, Transfer

_ORIGINAL = "x-archive-orig-"
"""Archives put the captured fields under this prefix, so that they do not govern the archive's own answer."""
_OF_THE_TRANSFER = frozenset({"content-length", "content-encoding", "transfer-encoding", "connection", "keep-alive"})
"""Fields that describe how bytes travel: the captured ones no longer fit the bytes that came."""
_OF_THE_ARCHIVE = frozenset(
    {"date", "server", "link", "memento-datetime", "vary", "age", "via", "server-timing", "cache-control", "expires"}
)
"""Fields that an archive sets for its own answer."""


async def fetch_replay(client: Client, listed: Listed, pause: float) -> Fetched:
    """Fetch a capture from a replay address that gives out identity bytes.

    Archives redirect to the nearest capture they can still read; that is followed as long as it stays at the same page,
    and found out by the digest where the index gave one.

    Raises:
        FetchError: it is not there, not whole, not a page, or not the bytes that the index promised.
    """
    host, page = urlsplit(listed.place).netloc, _page(listed.place)
    answer = await client.get(
        listed.place,
        pause=pause,
        headers={
            "Accept-Encoding": "gzip, deflate, br"
        },  # or the archive undoes the captured coding, and the digest fails
        follow=lambda url: urlsplit(url).netloc == host and _page(url) == page,
    )
    media_type = answer.field("Content-Type")
    if not is_page_type(media_type):
        raise FetchError("media_type", media_type[:100])
    payload = verified(listed.digest, answer)
    return Fetched(
        address=listed.address,
        stamp=_stamp(answer.url) or listed.stamp,
        status_line="200 OK",
        headers=tuple(_captured(answer, payload)),
        payload=payload,
        request=answer.request,
        place=answer.url,
    )


def _stamp(place: str) -> datetime | None:
    """Return the time of capture that a replay address names."""
    named = re.search(r"/([0-9]{14})id_/", place)
    return read_stamp(named[1]) if named else None


def verified(digest: str, answer: Transfer) -> bytes:
    """Return the form of the body that has the archive's digest; where there is none, look for the page's end.

    An archive may pack a body for the way that was captured plain.

    Raises:
        FetchError: they do not match, or the page does not come to its end.
    """
    forms = [answer.body, answer.plain]
    matches = [holds(digest, [form]) for form in forms]
    if None in matches:
        answer.check_end()
        return answer.body
    if True not in matches:
        raise FetchError("digest", f"the bytes are not those of {digest}")
    return forms[matches.index(True)]


def _page(place: str) -> str:
    """Return the page's address inside a replay address, without scheme: what follows the capture's time."""
    return place.partition("id_/")[2].partition("://")[2].rstrip("/")


def _captured(answer: Transfer, payload: bytes) -> Iterable[tuple[str, str]]:
    """Yield the captured header fields that describe the payload as it is stored now."""
    original = [(name, value) for name, value in answer.headers if name.lower().startswith(_ORIGINAL)]
    for name, value in original or answer.headers:
        bare = name[len(_ORIGINAL) :] if original else name
        if bare.lower() not in _OF_THE_TRANSFER | SECRETS and (original or bare.lower() not in _OF_THE_ARCHIVE):
            yield bare, value
    if original and not any(name.lower() == f"{_ORIGINAL}content-type" for name, _ in original):
        yield "Content-Type", answer.field("Content-Type")
    if answer.field("Content-Encoding") and payload == answer.body:
        yield "Content-Encoding", answer.field("Content-Encoding")
    yield "Content-Length", str(len(payload))
