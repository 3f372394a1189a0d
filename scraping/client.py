"""Asking servers for things: guarded, paced, bounded, tried again where that may help."""

import random
import ssl
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import inf
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import aiohttp
from yarl import URL

from .archives import Manners
from .errors import BudgetError, FetchError
from .guard import GuardedResolver, RefusedAddressError, check_url, guarded_socket
from .pace import Budget, Pace
from .transfer import Transfer, read_transfer

REDIRECTS = frozenset({301, 302, 303, 307, 308})
"""Statuses that lead elsewhere."""
_BUSY = {429: "rate_limited", 500: "server", 502: "server", 503: "rate_limited", 504: "server"}
"""Statuses after which it is worth asking again, and what they mean."""
_AGAIN = frozenset({"rate_limited", "server", "unreachable", "timeout", "damaged"})
"""Reasons after which it is worth asking again."""
_DOWN = frozenset({"server", "unreachable", "timeout"})
"""Reasons that tell of the host rather than of the page."""
_GIVE_UP = 5
"""Addresses in a row for which a host gave nothing in all tries: it is down, and is left alone for this run."""
_MAX_HEADER = 32_768
"""Bytes of one header field, and of the status line."""

Follow = Callable[[str], bool]
"""Says whether a redirect to an address may be followed."""


class Client:
    """An HTTP client for one run. Use it as an asynchronous context manager."""

    def __init__(
        self,
        manners: Manners,
        budget: Budget,
        *,
        allow_private: bool = False,
        resolver: aiohttp.abc.AbstractResolver | None = None,
    ) -> None:
        """Prepare a client.

        Args:
            manners: pauses, tries, deadlines.
            budget: what may be spent.
            allow_private: contact private addresses too; for tests against servers on this machine.
            resolver: looks names up in place of the system.
        """
        self.manners = manners
        self.pace = Pace(budget, manners.per_host, manners.longest_wait)
        self._failures: Counter[str] = Counter()
        self.requests = 0
        """Requests sent so far."""
        self._allow_private = allow_private
        self._resolver = resolver
        self._session: aiohttp.ClientSession

    async def __aenter__(self) -> Self:
        resolver = self._resolver or aiohttp.ThreadedResolver()
        connector = aiohttp.TCPConnector(
            socket_factory=None if self._allow_private else guarded_socket,
            resolver=resolver if self._allow_private else GuardedResolver(resolver),
            use_dns_cache=False,  # what was looked up for one request says nothing about the next
            limit_per_host=self.manners.per_host,
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            auto_decompress=False,
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,  # no proxy (it would connect in our place, unguarded) and no .netrc (credentials)
            timeout=aiohttp.ClientTimeout(total=self.manners.deadline),
            headers={"User-Agent": self.manners.user_agent},
            max_line_size=_MAX_HEADER,
            max_field_size=_MAX_HEADER,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    async def get(
        self,
        url: str,
        *,
        pause: float,
        headers: Mapping[str, str] | None = None,
        wanted: Collection[int] = (200,),
        follow: Follow | None = None,
    ) -> Transfer:
        """Return the whole answer to a GET request, trying several times where that may help.

        Args:
            url: the address.
            pause: seconds to leave the host alone afterwards.
            headers: fields besides the usual ones.
            wanted: statuses that are an answer; the bodies of these are read.
            follow: which redirects to follow; ``None`` follows none.

        Raises:
            FetchError: no whole answer; `reason` says why.
            BudgetError: the run's requests or time are used up.
        """
        check_url(url, allow_private=self._allow_private)
        for attempt in range(1, self.manners.tries + 1):
            try:
                transfer = await self._follow(url, pause, headers or {}, wanted, follow)
            except BudgetError:
                raise
            except FetchError as error:
                self._hold(_host(url), error, attempt)
                too_long = (error.wait or 0.0) > self.manners.longest_wait
                if error.reason not in _AGAIN or attempt == self.manners.tries or too_long:
                    raise
            else:
                self._failures[_host(url)] = 0
                return transfer
        raise AssertionError("unreachable")

    def _hold(self, host: str, error: FetchError, attempt: int) -> None:
        """Leave a host alone after a failure: as long as it asks for, or longer each time, by chance."""
        if error.wait is not None:
            self.pace.hold(host, error.wait)
        if error.reason in _AGAIN:
            spread = random.uniform(0, self.manners.backoff * 2**attempt)  # noqa: S311 - spreads load, guards nothing
            self.pace.hold(host, spread)
        self._failures[host] = self._failures[host] + 1 if error.reason in _DOWN else 0
        if self._failures[host] >= _GIVE_UP * self.manners.tries:
            self.pace.hold(host, inf)

    async def _follow(
        self, url: str, pause: float, headers: Mapping[str, str], wanted: Collection[int], follow: Follow | None
    ) -> Transfer:
        """Ask once, and follow redirects."""
        for _ in range(self.manners.redirects + 1):
            transfer = await self._exchange(url, pause, headers, wanted)
            if transfer.status in wanted:
                return transfer
            location = transfer.field("Location")
            if transfer.status not in REDIRECTS or not location:
                raise _status_error(transfer)
            target = urljoin(url, location)
            check_url(target, allow_private=self._allow_private)
            if follow is None or not follow(target):
                raise FetchError("status", f"HTTP {transfer.status} to {target[:300]}")
            url = target
        raise FetchError("redirects", f"more than {self.manners.redirects} redirects")

    async def _exchange(self, url: str, pause: float, headers: Mapping[str, str], wanted: Collection[int]) -> Transfer:
        """Ask one server once."""
        check_url(url, allow_private=self._allow_private)
        async with self.pace.turn(_host(url), pause):
            self.requests += 1
            try:
                async with self._session.get(
                    URL(url, encoded=url.isascii()),
                    headers={"Accept-Encoding": "identity", **headers},
                    allow_redirects=False,
                ) as response:
                    return await read_transfer(response, wanted)
            except (RefusedAddressError, FetchError):
                raise
            except TimeoutError as error:
                raise FetchError("timeout", f"no whole answer within {self.manners.deadline:g} s") from error
            except (aiohttp.ClientError, OSError, ValueError, ssl.SSLError) as error:
                raise _connection_error(error) from error


def _host(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port or parts.scheme}"


def _connection_error(error: Exception) -> FetchError:
    """Say what broke; a refused address may hide behind an error of the client."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, RefusedAddressError):
            return cause
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, aiohttp.ClientPayloadError):
        return FetchError("damaged", "the body breaks off or its chunks are wrong")
    if isinstance(error, aiohttp.ClientResponseError):
        return FetchError("damaged", f"not HTTP as it should be ({str(error.message)[:100]!r})")
    broken = (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError, ConnectionResetError)
    if isinstance(error, broken) and not isinstance(error, aiohttp.ClientConnectorError):
        return FetchError("damaged", "the connection ended before the answer did")
    if isinstance(error, aiohttp.InvalidURL | ValueError):
        return FetchError("refused", "not a web address")
    return FetchError("unreachable", f"{type(error).__name__}: {error}"[:300])


def _status_error(transfer: Transfer) -> FetchError:
    reason = _BUSY.get(transfer.status, "status")
    return FetchError(reason, f"HTTP {transfer.status}", _retry_after(transfer))


def _retry_after(transfer: Transfer) -> float | None:
    """Read ``Retry-After`` (RFC 9110, section 10.2.3): seconds, or a date."""
    value = transfer.field("Retry-After").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())
