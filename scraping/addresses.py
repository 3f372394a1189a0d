"""Addresses: from the address a page was captured under to the article's own, canonical address."""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

MAX_CHARS = 4_000
"""Longer addresses are data, or attacks."""

_DEFAULT_PORTS = {"http": 80, "https": 443}
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#]*", re.I)
_HOST = re.compile(r"^(?=.{1,253}$)(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W_](?:[\w-]{0,61}[^\W_])?$")
_SAFE = "%/:@!$&'()*+,;=~-._[]"
_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)
_SLASHES = re.compile(r"/{2,}")


class Address(NamedTuple):
    """A canonical address, taken apart."""

    url: str
    """The whole address."""
    host: str
    """Its host, lower case, without port, user or final dot."""
    path: str
    """Its path, percent-encoded."""


@lru_cache(maxsize=64)
def canonical(url: str, base: str = "") -> Address | None:
    """Return the article's own address, or ``None`` if the text is no web address.

    Archive, AMP-cache and translation wrappers come off, then tracking and view parameters, session ids, AMP and
    print path parts, mobile hosts, user names, default ports and the fragment; the scheme becomes https, for http
    and https show the same article. `base` completes a relative address. Doing it twice changes nothing.

    >>> canonical("http://M.Example.org:80/amp/story.html?utm_source=x&id=7#top").url
    'https://example.org/story.html?id=7'
    """
    url = unwrap(url.strip())
    if base and not _ABSOLUTE.match(url):
        url = _joined(url, base)
    if url.startswith("//"):
        url = f"https:{url}"
    try:
        parts = urlsplit(url)
        port, host = parts.port, (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    if len(url) > MAX_CHARS or parts.scheme.lower() not in _DEFAULT_PORTS or not _HOST.match(host):
        return None
    host = _article_host(host)
    path, query = _path(parts), _query(host, parts.query) if parts.query else ""
    named_port = f":{port}" if port and port not in _DEFAULT_PORTS.values() else ""
    return Address(f"https://{host}{named_port}{path}{'?' if query else ''}{query}", host, path)


@lru_cache(maxsize=64)
def unwrap(url: str) -> str:
    """Return the address inside archive and cache wrappers, however many; the address itself if there is none.

    >>> unwrap("https://web.archive.org/web/20120101000000/http://example.org/a")
    'http://example.org/a'
    """
    for _ in range(5):
        wrapped = _wrappers().fullmatch(url)
        if wrapped is None or not wrapped.lastindex:
            break
        url = wrapped[wrapped.lastindex]
        url = unquote(url) if re.match(r"https?%3a", url, re.I) else url
        url = re.sub(r"^(https?):/+", r"\1://", url)
        if not re.match(r"https?://", url, re.I):
            url = f"http://{url}"
    return url


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("addresses.toml").read_text("utf-8"))


@cache
def _wrappers() -> re.Pattern[str]:
    """Match a whole wrapped address; the only group of the wrapper that matches holds what is inside."""
    patterns = (wrapper["pattern"].replace("?P<inner>", "") for wrapper in _table()["wrappers"])
    return re.compile("|".join(patterns), re.I | re.S)


@cache
def _dropped() -> re.Pattern[str]:
    """Match a whole parameter name that chooses nothing."""
    names = [name for group in _table()["parameters"].values() for name in group]
    return re.compile("|".join(re.escape(name).replace(r"\*", ".*") for name in names), re.I)


def _joined(path: str, base: str) -> str:
    parts = urlsplit(base)
    return f"{parts.scheme}://{parts.netloc}/{path.lstrip('/')}" if path.startswith("/") else base


def _article_host(host: str) -> str:
    """Return the host without prefixes of mobile and AMP copies, as long as a domain is left."""
    prefixes = _table()["hosts"]["prefixes"]
    labels = host.lower().split(".")
    while len(labels) > 2 and labels[0] in prefixes:
        labels = labels[1:]
    return ".".join(labels)


def _path(parts: SplitResult) -> str:
    """Return the path without session ids and without segments that only choose a view."""
    path = _PATH_SESSION.sub("", _SLASHES.sub("/", parts.path or "/"))
    segments = path.split("/")
    views = _table()["segments"]
    while len(segments) > 2 and segments[1].lower() in views["first"]:
        del segments[1]
    while len(segments) > 2 and (segments[-1] or segments[-2]).lower() in views["last"]:
        del segments[-1 if segments[-1] else -2]
    return quote("/".join(segments) or "/", safe=_SAFE)


def _query(host: str, query: str) -> str:
    """Return the query without parameters that choose nothing; the others keep order and spelling."""
    kept = _table()["keep"].get(host, ())
    pieces = [piece for piece in query.split("&") if piece]
    names = [next(iter(parse_qsl(piece, keep_blank_values=True)), ("", ""))[0] for piece in pieces]
    left = [p for p, name in zip(pieces, names, strict=True) if name in kept or not _dropped().fullmatch(name)]
    return quote("&".join(left), safe=_SAFE + "?")
