"""A folder of WARC files that grows page by page: nothing is lost, nothing is twice, whenever the process ends.

::

    DIR/archive/cablepress-00000.warc.gz   the pages
    DIR/indexes/index.cdxj                 where each capture stands, for replay tools
    DIR/.state.sqlite                      a copy of what the files say

Pages are appended, flushed to the disk, and only then noted in the state. What stands in a file behind the last page
noted is adopted if it is whole, and else cut off, when the folder is opened again.
"""

import fcntl
import os
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from .digests import sha1
from .errors import StoreError
from .groups import Group, read_contents
from .packing import Found, Payload, pack, pack_info, warc_date
from .scan import Scan
from .state import NAME, State, remove

MAX_FILE = 1_000_000_000
"""Bytes after which a new file is begun, as crawlers do: still quick to copy and to check."""
_LOCK = ".lock"


class Collection:
    """The folder. Use it as a context manager; only one process at a time can."""

    def __init__(self, folder: Path, agent: str = "", *, rebuild: bool = False) -> None:
        """Open the folder and bring files and state in step.

        Args:
            folder: where it lies; made if it is missing.
            agent: the name that servers were shown, for the files' opening records.
            rebuild: build the state again from the files.

        Raises:
            StoreError: it cannot be written, or another process has it open.
        """
        self.folder = folder
        self._agent = agent
        try:
            self.archive = folder / "archive"
            self.archive.mkdir(parents=True, exist_ok=True)
            self._lock = _locked(folder / _LOCK)
            if rebuild:
                remove(folder / NAME)
            self.state = State(folder / NAME)
            if self._is_behind():
                self.state.close()
                remove(folder / NAME)
                self.state = State(folder / NAME)
            for path in self.files():
                self._recover(path)
        except OSError as error:
            raise StoreError(f"{error.filename or folder}: cannot be written ({error.strerror or error})") from error
        except sqlite3.Error as error:
            raise StoreError(f"{folder / NAME}: cannot be written ({error})") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.state.close()
        self._lock.close()

    def files(self) -> list[Path]:
        """Return the WARC files that we write, oldest first; what else lies there is not ours to change."""
        return sorted(self.archive.glob("cablepress-[0-9]*.warc.gz"))

    def add(self, pages: Sequence[Found]) -> None:
        """Store pages: append them in their order, flush them to the disk, note them.

        Raises:
            StoreError: the folder cannot be written, its disk is full.
        """
        if not pages:
            return
        try:
            path = self._current()
            packed, groups = self._pack(pages, path.stat().st_size)
            self.state.store(path.name, _append(path, packed), groups)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"{self.archive}: cannot be written ({error})") from error

    def _pack(self, pages: Sequence[Found], offset: int) -> tuple[bytes, list[Group]]:
        """Return the records of pages and what they are; a payload that is stored already becomes a revisit."""
        now, data = datetime.now(UTC), bytearray()
        groups: list[Group] = []
        fresh: dict[str, Payload] = {}
        for page in pages:
            fetched = page.fetched
            kept, _, _ = self.state.validators(fetched.address) if fetched.unchanged else ("", "", "")
            digest = kept or sha1(fetched.payload)
            earlier = self.state.payload(digest) or fresh.get(digest)
            packed = pack(page, earlier, now, digest)
            fresh.setdefault(digest, Payload(fetched.address, warc_date(fetched.stamp)))
            place = (offset + len(data) + packed.start, packed.length)
            groups.append(_group(page, digest, earlier is not None, *place))
            data += packed.data
        return bytes(data), groups

    def _current(self) -> Path:
        """Return the file to append to; a new one is opened by its opening record."""
        files = self.files()
        if files and files[-1].stat().st_size < MAX_FILE:
            return files[-1]
        path = self.archive / f"cablepress-{len(files):05d}.warc.gz"
        _append(path, pack_info(path.name, self._agent))
        _flush_folder(self.archive)
        return path

    def _is_behind(self) -> bool:
        """Tell whether files are shorter than the state says, or gone: then only reading all of them helps."""
        sizes = {path.name: path.stat().st_size for path in self.files()}
        return any(sizes.get(name, 0) < self.state.length(name) for name in self.state.files())

    def _recover(self, path: Path) -> None:
        """Bring one file and the state in step."""
        size, known = path.stat().st_size, self.state.length(path.name)
        if size == known:
            return
        with path.open("rb") as file:
            contents = read_contents(Scan(file), known)
        torn = path == self.files()[-1] and contents.end < size  # only the last file was being written
        if torn:
            os.truncate(path, contents.end)
        self.state.store(path.name, contents.end if torn else size, contents.groups, len(contents.damage))


def _group(page: Found, digest: str, is_revisit: bool, offset: int, length: int) -> Group:
    fetched = page.fetched
    fields = {name.lower(): value for name, value in reversed(fetched.headers)}
    return Group(
        address=page.target.address,
        uri=fetched.address,
        stamp=warc_date(fetched.stamp),
        digest=digest,
        archive=page.listed.archive,
        place=fetched.place,
        is_revisit=is_revisit,
        media_type=fields.get("content-type", ""),
        status=fetched.status_line[:3],
        offset=offset,
        length=length,
        tag=fields.get("etag", ""),
        modified=fields.get("last-modified", ""),
    )


def _append(path: Path, data: bytes) -> int:
    """Append bytes and flush them to the disk; return the file's length."""
    with path.open("ab") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
        return file.tell()


def _flush_folder(folder: Path) -> None:
    """Flush a folder to the disk, so that a new file's name is there after a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _locked(path: Path) -> IO[bytes]:
    """Open the lock file for us alone; the system frees it when the process ends, however it ends."""
    file = path.open("ab")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise StoreError(f"{path.parent}: another process is collecting into this folder; wait for it") from None
    return file
