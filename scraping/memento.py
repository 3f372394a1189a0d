"""Archives by the Memento protocol (RFC 7089): a TimeMap lists the captures of many archives at once."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

from .archives import Archive
from .captures import Fetched, Listed, Target
from .client import Client
from .errors import FetchError
from .replay import fetch_replay
from .stamps import in_utc

_LINK = re.compile(r"""<(?P<address>[^<>]{1,4000})>(?P<fields>(?:;(?:[^";,<]|"[^"]{0,1000}"){1,1000}){0,20})""")
_FIELD = re.compile(r"""([\w*-]{1,40})\s*=\s*(?:"([^"]{0,1000})"|([^\s;,"]{1,1000}))""")
_STAMP = re.compile(r"/([0-9]{14})(?:[a-z]{2}_)?/")
_MAPS = 5
"""TimeMaps read for one address: more are only needed for front pages."""


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a TimeMap."""

    address: str
    relations: frozenset[str]
    stamp: str
    """The ``datetime`` as written; empty if there is none."""


class Memento:
    """A TimeMap service, of one archive or of an aggregator."""

    def __init__(self, archive: Archive, client: Client) -> None:
        self.name = archive.name
        self._archive = archive
        self._client = client

    async def captures(self, target: Target) -> Sequence[Listed]:
        """Read the TimeMap, and those that it refers to."""
        waiting, seen = [self._archive.index.format(url=target.address)], set[str]()
        found: list[Listed] = []
        while waiting and len(seen) < _MAPS:
            url = waiting.pop(0)
            seen.add(url)
            answer = await self._client.get(
                url, pause=self._archive.index_pause, wanted=(200, 404), follow=lambda to: to not in seen
            )
            links = list(read_links(answer.plain.decode("utf-8", "replace")))
            if not links and answer.status == 200 and answer.plain.strip():
                raise FetchError("index", "the TimeMap is not in link format")
            waiting += [urljoin(url, link.address) for link in links if "timemap" in link.relations]
            waiting = [address for address in waiting if address not in seen]
            found += (listed for link in links if (listed := self._listed(link, target.address)))
        return found

    async def fetch(self, listed: Listed) -> Fetched:
        """Fetch the unchanged bytes; as no digest is known, the page must show its end."""
        return await fetch_replay(self._client, listed, self._archive.replay_pause)

    def _listed(self, link: Link, address: str) -> Listed | None:
        """Build a capture from a link to a memento in an archive that gives out unchanged bytes."""
        place = _STAMP.search(link.address)
        if "memento" not in link.relations or not place or not self._gives_raw(link.address):
            return None
        try:
            stamp = in_utc(parsedate_to_datetime(link.stamp))
        except (ValueError, TypeError, OverflowError):
            return None
        raw = f"{link.address[: place.start()]}/{place[1]}id_/{link.address[place.end() :]}"
        return Listed(self.name, address, stamp, raw, f'<{link.address}>; datetime="{link.stamp}"')

    def _gives_raw(self, address: str) -> bool:
        try:
            return urlsplit(address).netloc.lower() in self._archive.raw_hosts
        except ValueError:
            return False


def read_links(text: str) -> Iterator[Link]:
    """Read link format (RFC 8288 with the attributes of RFC 7089); what is no link is passed over.

    >>> next(read_links('<http://a.example/1>; rel="first memento"; datetime="Sat, 01 Jan 2011 00:00:00 GMT"')).stamp
    'Sat, 01 Jan 2011 00:00:00 GMT'
    """
    for link in _LINK.finditer(text):
        fields = {name.lower(): quoted or bare for name, quoted, bare in _FIELD.findall(link["fields"])}
        yield Link(
            link["address"].strip(), frozenset(fields.get("rel", "").lower().split()), fields.get("datetime", "")
        )
