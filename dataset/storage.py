"""Publishes to a plain folder or an object store (S3): ``TARGET/v1.2.3/…``, with ``SHA256SUMS`` written last.

A version whose ``SHA256SUMS`` is there is complete, and never changed. Credentials for S3 are those that the
environment or the machine's AWS configuration give.
"""

import hashlib
from pathlib import Path

import fsspec
from fsspec.implementations.arrow import ArrowFSWrapper
from fsspec.spec import AbstractFileSystem
from pyarrow.fs import FileSystem

from . import sums
from .errors import PublishError
from .publication import Local, Plan

_PIECE = 4 << 20
"""Bytes that are read at once."""


class Storage:
    """A folder of releases on any file system."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._system, self._root = _opened(address)

    def plan(self, release: Local) -> Plan:
        """Compare the release with what is in its folder."""
        place = f"{self.address.partition('?')[0].rstrip('/')}/{release.tag}"
        present = self._present(release)
        complete = self._complete(release, present)
        send = tuple(path for path in release.files if path != sums.NAME and not self._is_same(release, path, present))
        remove = tuple(sorted(present - release.files.keys()))
        if complete and (send or remove):
            raise PublishError(f"{place} is not as it was published: {(send + remove)[0]} differs")
        return Plan(place, send, remove, "" if complete else f"write {sums.NAME}")

    def publish(self, release: Local) -> str:
        """Write what differs, read it back, and write ``SHA256SUMS``."""
        try:
            plan = self.plan(release)
            for path in plan.send:
                self._send(release, path)
            for path in plan.remove:
                self._system.rm_file(self._path(release, path))
            if plan.mark:
                self._send(release, sums.NAME)
        except OSError as error:
            raise PublishError(f"{self.address}: {error}; running the command again goes on") from error
        return plan.place

    def _path(self, release: Local, path: str = "") -> str:
        return f"{self._root}/{release.tag}/{path}".rstrip("/")

    def _present(self, release: Local) -> set[str]:
        top = self._path(release)
        if not self._system.exists(top):
            return set()
        start = len(self._system._strip_protocol(top)) + 1
        return {str(path)[start:] for path in self._system.find(top)}

    def _complete(self, release: Local, present: set[str]) -> bool:
        """Return whether the version is there; the beginning of its ``SHA256SUMS`` is what an interruption left."""
        if sums.NAME not in present:
            return False
        ours, theirs = (release.folder / sums.NAME).read_bytes(), self._system.cat_file(self._path(release, sums.NAME))
        if ours != theirs and not ours.startswith(theirs):
            raise PublishError(f"{self.address} has another release {release.version}: a version is never changed")
        return bool(ours == theirs)

    def _is_same(self, release: Local, path: str, present: set[str]) -> bool:
        return path in present and self._sha256(self._path(release, path)) == release.files[path]

    def _sha256(self, path: str) -> str:
        digest = hashlib.sha256()
        with self._system.open(path, "rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
        return digest.hexdigest()

    def _send(self, release: Local, path: str) -> None:
        """Write a file and read it back."""
        there = self._path(release, path)
        if not isinstance(self._system, ArrowFSWrapper):  # an object store has no folders to make
            self._system.makedirs(there.rpartition("/")[0], exist_ok=True)
        with (release.folder / path).open("rb") as source, self._system.open(there, "wb") as file:
            while piece := source.read(_PIECE):
                file.write(piece)
        if self._sha256(there) != release.files[path]:
            raise PublishError(f"{there} is not what was sent; running the command again goes on")


def _opened(address: str) -> tuple[AbstractFileSystem, str]:
    """Return the file system and the path in it; S3 goes through pyarrow, which is here anyway."""
    try:
        if address.startswith("s3://"):
            system, root = FileSystem.from_uri(address)
            if not root:
                raise PublishError(f"{address} names no bucket")
            return ArrowFSWrapper(system), root.rstrip("/")
        system, root = fsspec.core.url_to_fs(address if "://" in address else str(Path(address).absolute()))
    except (ImportError, OSError, ValueError) as error:
        raise PublishError(f"{address}: {' '.join(str(error).split())}") from error
    return system, root.rstrip("/")
