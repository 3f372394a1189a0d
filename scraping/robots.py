"""What a site's robots.txt allows us (RFC 9309). Asked once a run for each site; in doubt the answer is no."""

import asyncio
from urllib.parse import urlsplit

from protego import Protego

from .client import Client
from .errors import BudgetError, FetchError

_MAX_BYTES = 512_000
"""Bytes that are read of a robots.txt: RFC 9309, section 2.5, asks for at least 500 kibibytes."""
_MAX_DELAY = 60.0
"""Seconds: a site that asks for longer pauses does not want to be visited, and is not."""


class Robots:
    """The robots.txt files of the sites visited in a run."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._files: dict[str, asyncio.Task[Protego | None]] = {}

    async def pause(self, url: str) -> float:
        """Return the seconds to wait between requests to the address's site.

        Raises:
            FetchError: the site does not want the address to be fetched by us, or does not say what it wants.
        """
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._files:
            self._files[site] = asyncio.create_task(self._read(site))
        rules = await self._files[site]
        agent = self._client.manners.user_agent
        if rules is None:
            raise FetchError("robots", "the site's robots.txt cannot be read at the moment")
        if not rules.can_fetch(url, agent):
            raise FetchError("robots", "the site's robots.txt does not allow it")
        delay = float(rules.crawl_delay(agent) or 0.0)
        if delay > _MAX_DELAY:
            raise FetchError("robots", f"the site asks for {delay:g} s between requests")
        return max(delay, self._client.manners.live_pause)

    async def _read(self, site: str) -> Protego | None:
        """Return the rules of a site; ``None`` if they cannot be had: RFC 9309, section 2.3.1.4, then forbids all."""
        try:
            answer = await self._client.get(
                f"{site}/robots.txt",
                pause=self._client.manners.live_pause,
                wanted=(200, *range(400, 429), *range(430, 500)),
                follow=lambda _url: True,
            )
        except BudgetError:
            raise
        except FetchError:
            return None
        # Section 2.3.1.3: with any other 4xx everything is allowed.
        text = answer.plain[:_MAX_BYTES].decode("utf-8-sig", "replace") if answer.status == 200 else ""
        return Protego.parse(text)
