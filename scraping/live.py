"""The site itself, as it is today: asked last and only when wanted, within its robots.txt."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

from .addresses import canonical
from .captures import Fetched, Listed, Target
from .client import REDIRECTS, Client
from .errors import FetchError
from .response import is_page_type
from .robots import Robots
from .transfer import Transfer

_HEADERS = {"Accept-Encoding": "gzip", "Accept": "text/html,*/*;q=0.5"}

Known = Callable[[str], tuple[str, str]]
"""Says which ``ETag`` and ``Last-Modified`` an address had when it was stored; empty where nothing is known."""


class Live:
    """The pages' own sites."""

    def __init__(self, name: str, client: Client, known: Known) -> None:
        self.name = name
        self._client = client
        self._robots = Robots(client)
        self._known = known

    async def captures(self, target: Target) -> Sequence[Listed]:
        """Return the one capture that can be made now."""
        now = datetime.now(UTC).replace(microsecond=0)
        return [Listed(self.name, target.address, now, target.address, "live")]

    async def fetch(self, listed: Listed) -> Fetched:
        """Fetch the page, following redirects to pages (not to a front page); ask only for changes if it is stored."""
        url = listed.place
        for _ in range(self._client.manners.redirects + 1):
            pause = await self._robots.pause(url)
            conditions = self._conditions(url)
            unchanged = (304,) if conditions else ()
            answer = await self._client.get(
                url, pause=pause, headers={**_HEADERS, **conditions}, wanted=(200, *unchanged, *REDIRECTS)
            )
            if answer.status in (200, 304):
                return _fetched(answer, listed)
            url = _next(url, answer)
        raise FetchError("redirects", f"more than {self._client.manners.redirects} redirects")

    def _conditions(self, url: str) -> dict[str, str]:
        tag, modified = self._known(url)
        return {"If-None-Match": tag} if tag else {"If-Modified-Since": modified} if modified else {}


def _next(url: str, answer: Transfer) -> str:
    """Return where a redirect leads, if a page may stand there."""
    target = urljoin(url, answer.field("Location"))
    page = canonical(target)
    if not answer.field("Location") or page is None:
        raise FetchError("status", f"HTTP {answer.status} to nowhere")
    if page.path == "/" and urlsplit(url).path not in ("", "/"):
        raise FetchError("moved", f"HTTP {answer.status} to the front page of {page.host}")
    return target


def _fetched(answer: Transfer, listed: Listed) -> Fetched:
    media_type = answer.field("Content-Type")
    if answer.status == 200:
        if not is_page_type(media_type):
            raise FetchError("media_type", media_type[:100])
        answer.check_end()
    hop = ("transfer-encoding", "content-length", "connection", "keep-alive")
    kept = [(name, value) for name, value in answer.headers if name.lower() not in hop]
    return Fetched(
        address=answer.url,
        stamp=listed.stamp,
        status_line=f"{answer.status} {answer.reason}",
        headers=(*kept, ("Content-Length", str(len(answer.body)))),
        payload=answer.body,
        request=answer.request,
        unchanged=answer.status == 304,
    )
