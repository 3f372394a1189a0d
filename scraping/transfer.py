"""One answer to one request, read to its end within bounds; whatever cannot be shown to be whole is refused.

HTTP clients take a body that breaks off for a good one in many cases: a gzip stream without its end, a connection that
closes where no length was announced, a length that is too short. So bodies are read as they came, and judged here.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

import aiohttp
from aiohttp.http_exceptions import HttpProcessingError

from . import codings
from .errors import FetchError
from .page import MAX_BYTES

_END = re.compile(rb"</html\s*>\s*(?:<!--(?:(?!-->).){0,2000}-->\s*)*\Z", re.I | re.S)
"""The end of an HTML page; servers and archives append remarks."""
_TAIL = 8_192
"""Bytes in which the end is looked for."""
SECRETS = frozenset({"set-cookie", "set-cookie2", "authorization", "proxy-authorization", "cookie"})
"""Fields that may carry a credential: they are never kept."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """One whole answer."""

    url: str
    """The address asked last, behind any redirects."""
    status: int
    reason: str
    """The phrase beside the status."""
    headers: tuple[tuple[str, str], ...]
    """Names and values as they came, without cookies."""
    body: bytes
    """The body as it came, out of its chunks but still in its content coding."""
    plain: bytes
    """The body without its content coding."""
    request: bytes
    """The head of the request that was answered."""
    open_ended: bool = False
    """Whether the body simply ended with the connection, so that nothing but its content shows that it is whole."""

    def field(self, name: str) -> str:
        """Return the value of a header field, whatever its case; empty if it is not there."""
        return next((value for known, value in self.headers if known.lower() == name.lower()), "")

    def check_end(self) -> None:
        """Refuse an open-ended body that does not show its own end: a finished content coding, or ``</html>``.

        Raises:
            FetchError: nothing shows that the body is whole.
        """
        if self.open_ended and self.body == self.plain and not _END.search(self.plain[-_TAIL:]):
            raise FetchError("damaged", "no length was announced, and the page does not come to its end")


async def read_transfer(response: aiohttp.ClientResponse, wanted: Collection[int]) -> Transfer:
    """Read an answer to its end.

    Args:
        response: an answer whose header has arrived; its session must not unpack bodies.
        wanted: statuses whose bodies are read and must be whole; of others the header is enough.

    Raises:
        FetchError: the body is too long, damaged, or framed in a way that leaves its end in doubt.
        aiohttp.ClientError: the connection broke.
    """
    headers = tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, value in response.raw_headers
        if name.decode("latin-1").lower() not in SECRETS
    )
    has_page = response.status in wanted and not 300 <= response.status < 400  # of a redirect, nobody needs the body
    open_ended = has_page and _framing(response, headers)
    body = await _body(response) if has_page else b""
    return Transfer(
        url=str(response.url),
        status=response.status,
        reason=response.reason or "",
        headers=headers,
        body=body,
        plain=_plain(body, response.headers.getall("Content-Encoding", [])) if body else b"",
        request=_request(response),
        open_ended=open_ended and bool(body),
    )


def _framing(response: aiohttp.ClientResponse, headers: tuple[tuple[str, str], ...]) -> bool:
    """Tell whether the body ends with the connection; refuse framing that receivers read differently."""
    codings_sent = [value.strip().lower() for name, value in headers if name.lower() == "transfer-encoding"]
    lengths = {value.strip() for name, value in headers if name.lower() == "content-length"}
    if codings_sent not in ([], ["chunked"]):
        raise FetchError("damaged", f"transfer coding {', '.join(codings_sent)[:60]!r}")
    if lengths and (len(lengths) > 1 or not re.fullmatch("[0-9]{1,15}", next(iter(lengths))) or codings_sent):
        raise FetchError("damaged", f"no usable Content-Length: {', '.join(sorted(lengths))[:60]!r}")
    if lengths and int(next(iter(lengths))) > MAX_BYTES and response.status != 206:
        raise FetchError("too_large", f"{next(iter(lengths))} bytes announced, more than {MAX_BYTES}")
    return not codings_sent and not lengths


async def _body(response: aiohttp.ClientResponse) -> bytes:
    """Return the bytes up to the announced end, and nothing if more of them follow."""
    connection = response.connection
    protocol = connection.protocol if connection else None
    pieces: list[bytes] = []
    size = 0
    async for piece in response.content.iter_any():
        size += len(piece)
        if size > MAX_BYTES:
            raise FetchError("too_large", f"more than {MAX_BYTES} bytes")
        pieces.append(piece)
    if protocol is not None and isinstance(protocol.exception(), HttpProcessingError):
        raise FetchError("damaged", "more bytes than announced")
    return b"".join(pieces)


def _plain(body: bytes, names: list[str]) -> bytes:
    try:
        return codings.unpack(body, ",".join(names))
    except codings.BodyError as error:
        raise FetchError(error.reason, str(error)) from error


def _request(response: aiohttp.ClientResponse) -> bytes:
    """Return the head of the request; nothing in it is secret, as neither cookies nor credentials are ever sent."""
    info = response.request_info
    lines = [f"{info.method} {info.url.raw_path_qs} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in info.headers.items() if name.lower() not in SECRETS]
    return "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n"
