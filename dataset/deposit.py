"""Publishes to Zenodo as a draft deposit: whoever owns it looks at it and publishes it there.

The token comes from the environment (``ZENODO_TOKEN``, with the right ``deposit:write``) and goes to that one server
only; ``ZENODO_URL`` names another server, such as Zenodo's sandbox.
"""

import hashlib
import json
import os
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote

from .errors import PublishError
from .publication import Local, Plan

_Json = dict[str, Any]
"""A JSON object."""
_ZENODO = "https://zenodo.org"
_PAGE = 100
"""Deposits that a listing gives at once: the most that Zenodo allows."""
_PATIENCE_S = 60
"""Seconds without an answer after which a call has failed."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: the token must not go to another server."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


class Zenodo:
    """Somebody's deposits on a Zenodo server."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self._server = environment.get("ZENODO_URL", _ZENODO).rstrip("/")
        self._token = environment.get("ZENODO_TOKEN", "")
        if not self._token:
            raise PublishError("set ZENODO_TOKEN to a token with the right deposit:write")
        self._open = urllib.request.build_opener(_NoRedirect).open

    def plan(self, release: Local) -> Plan:
        """Compare the release with its draft, if there is one."""
        deposit = self._deposit(release)
        place = f"{self._server}, a draft deposit of version {release.version}"
        if deposit is None:
            return Plan(place, tuple(release.files), (), "read back the draft")
        remote = _checksums(deposit)
        send = tuple(path for path in release.files if remote.get(path) != _md5(release.folder / path))
        remove = tuple(sorted(remote.keys() - release.files.keys()))
        if deposit["submitted"] and (send or remove):
            raise PublishError(f"{place}: is published already, with other files: {(send + remove)[0]}")
        return Plan(place, send, remove, "read back the draft" if send or remove else "")

    def publish(self, release: Local) -> str:
        """Create or complete the draft and read it back."""
        plan = self.plan(release)
        deposit = self._deposit(release) or self._call("POST", "/api/deposit/depositions", _metadata(release))
        for path in plan.send:
            with (release.folder / path).open("rb") as file:
                self._call("PUT", f"{deposit['links']['bucket']}/{quote(path)}", file)
        ids = {file["filename"]: file["id"] for file in deposit.get("files", ())}
        own = f"/api/deposit/depositions/{deposit['id']}"
        for path in plan.remove:
            self._call("DELETE", f"{own}/files/{ids[path]}")
        if not deposit["submitted"]:
            self._call("PUT", own, _metadata(release))
        left = self.plan(release)
        if left.send or left.remove:
            raise PublishError(
                f"{left.place}: {(left.send + left.remove)[0]} is not what was sent; run the command again"
            )
        return str(deposit["links"]["html"])

    def _deposit(self, release: Local) -> _Json | None:
        """Return the deposit that has the release's title and version, the draft or what was published from it."""
        ours = _metadata(release)["metadata"]
        for deposit in self._deposits():
            told = deposit.get("metadata", {})
            if (told.get("title"), told.get("version")) == (ours["title"], ours["version"]):
                whole: _Json = self._call("GET", f"/api/deposit/depositions/{deposit['id']}")
                return whole
        return None

    def _deposits(self) -> Iterator[Any]:
        page = 1
        while found := self._call("GET", f"/api/deposit/depositions?size={_PAGE}&page={page}"):
            yield from found
            if len(found) < _PAGE:
                return
            page += 1

    def _call(self, method: str, address: str, body: Mapping[str, Any] | BinaryIO | None = None) -> Any:  # noqa: ANN401
        """Call the server and return its JSON answer, which is of any kind."""
        url = address if "://" in address else self._server + address
        if not url.startswith(f"{self._server}/"):
            raise PublishError(f"{self._server} names another server to send to: {url.partition('?')[0]}")
        headers = {"Authorization": f"Bearer {self._token}", "Accept": "application/json"}
        data: bytes | BinaryIO | None = json.dumps(body).encode() if isinstance(body, Mapping) else body
        if isinstance(body, Mapping):
            headers["Content-Type"] = "application/json"
        elif body is not None:
            headers |= {
                "Content-Type": "application/octet-stream",
                "Content-Length": str(os.fstat(body.fileno()).st_size),
            }
        request = urllib.request.Request(url, data, headers, method=method)  # noqa: S310 - the server's own address
        try:
            with self._open(request, timeout=_PATIENCE_S) as answer:
                text = answer.read()
            return json.loads(text) if text else None
        except urllib.error.HTTPError as error:
            told = error.read(500).decode("utf-8", "replace")
            raise PublishError(f"{self._server}: {method} {error.code}: {' '.join(told.split())}") from None
        except (OSError, ValueError) as error:
            raise PublishError(f"{self._server}: {method}: {error}; running the command again goes on") from None


def _metadata(release: Local) -> _Json:
    told: _Json = json.loads((release.folder / "zenodo.json").read_bytes())
    return told


def _checksums(deposit: _Json) -> dict[str, str]:
    """Return path → MD5, which is what Zenodo computes."""
    return {file["filename"]: file["checksum"].removeprefix("md5:") for file in deposit.get("files", ())}


def _md5(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
