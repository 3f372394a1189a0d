"""The index of a folder's captures as CDXJ: one line a capture, sorted, for replay tools such as pywb."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from .groups import Group

PLACE = Path("indexes", "index.cdxj")
"""Where the index lies in the folder."""

_WWW = re.compile(r"www\d*\.")
_SAFE = "!\"$&'()*+,-./:;<=>?@[\\]^_`{|}~"
"""Characters that stay as they are in keys, as replay tools have it."""
_DEFAULT_PORTS = {"http": 80, "https": 443}


def sort_key(url: str) -> str:
    """Return the address with its host turned round, so that a site's pages stand together (SURT).

    Scheme, ``www.``, default ports, letter case and the order of parameters choose nothing.

    >>> sort_key("http://www.Harbour.Example:80/News/?b=2&a=1")
    'example,harbour)/news?a=1&b=2'
    """
    parts = urlsplit(_spelled(url).lower())
    host = _WWW.sub("", parts.hostname or "", count=1)
    turned = ",".join(reversed(host.rstrip(".").split(".")))
    port = f":{parts.port}" if parts.port and parts.port != _DEFAULT_PORTS.get(parts.scheme) else ""
    path = re.sub(r"/{2,}", "/", parts.path)
    path = path.rstrip("/") or "/"
    query = "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    return f"{turned}{port}){path}{'?' if query else ''}{query}"


def _spelled(url: str) -> str:
    """Return the address percent-encoded once, however often it was before."""
    while (bare := unquote(url, errors="surrogateescape")) != url:
        url = bare
    return quote(url, safe=_SAFE, errors="surrogateescape")


def lines(captures: Iterable[tuple[str, Group]]) -> list[str]:
    """Return the sorted lines of an index."""
    return sorted(_line(file, capture) for file, capture in captures)


def _line(file: str, capture: Group) -> str:
    stamp = re.sub(r"[^0-9]", "", capture.stamp)[:14]
    fields = {
        "url": capture.uri,
        "mime": "warc/revisit" if capture.is_revisit else capture.media_type.partition(";")[0].strip() or "unk",
        "status": capture.status,
        "digest": capture.digest,
        "length": str(capture.length),
        "offset": str(capture.offset),
        "filename": file,
    }
    return f"{sort_key(capture.uri)} {stamp} {json.dumps(fields, ensure_ascii=False)}\n"
