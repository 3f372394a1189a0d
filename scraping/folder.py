"""Raw pages from files: what lies in a folder, in fixed order, and the page or pages of one file.

Hidden files and folders (their names start with a dot) are passed over. A link is followed if it stays within the
folder; linked folders are not entered, their pages are found where they are.
"""

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from .page import MAX_BYTES, NotAPage, RawPage
from .sidecar import MAX_BYTES as MAX_SIDECAR
from .sidecar import Capture, SidecarError, read_sidecar

MEDIA_TYPES: Mapping[str, str] = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".txt": "text/plain",
}
"""How the names of pages end, in lower case, and the media type that says so."""


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file in a folder."""

    path: Path
    source: str
    """Its path relative to the folder, with forward slashes; what is not UTF-8 in it as ``\\xff``."""


def files(folder: Path) -> Iterator[FoundFile | NotAPage]:
    """Yield every file below a folder that is not hidden, ordered by its relative path.

    Links that lead out of the folder, and folders that cannot be read, are yielded as `NotAPage`.
    """
    root = folder.resolve()
    found: list[FoundFile | NotAPage] = []

    def refused(error: OSError) -> None:
        where = Path(os.fsdecode(error.filename or folder))
        found.append(NotAPage(_name(where, folder), "unreadable", error.strerror or str(error)))

    for parent, subfolders, names in os.walk(folder, onerror=refused):
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        links = [name for name in subfolders if Path(parent, name).is_symlink()]
        paths = [Path(parent, name) for name in (*names, *links) if not name.startswith(".")]
        found += (entry for path in paths if (entry := _entry(path, folder, root)))
    yield from sorted(found, key=lambda entry: entry.source)


def _entry(path: Path, folder: Path, root: Path) -> FoundFile | NotAPage | None:
    """Return what one directory entry is; ``None`` for a link to a folder that is walked anyway."""
    source = _name(path, folder)
    if path.is_symlink():
        try:
            target = path.resolve(strict=True)
        except (OSError, RuntimeError):
            return NotAPage(source, "unreadable", "a link that leads nowhere")
        if not target.is_relative_to(root):
            return NotAPage(source, "outside", "a link that leads out of the folder")
        if target.is_dir():
            return None
    if not path.is_file():
        return NotAPage(source, "unreadable", "not a regular file")
    return FoundFile(path, source)


def _name(path: Path, folder: Path) -> str:
    """Return a path relative to the folder as text that can be written anywhere."""
    relative = path.relative_to(folder) if path != folder else Path(path.name)
    return os.fsencode(relative.as_posix()).decode("utf-8", "backslashreplace")


def read_page(path: Path, source: str) -> Iterator[RawPage | NotAPage]:
    """Yield the page in a file, once for each capture that its description lists.

    A description that cannot be used is reported, and the page yielded as if there were none.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        body = file.read(MAX_BYTES + 1)
        if len(body) > MAX_BYTES:
            yield NotAPage(source, "too_large", _measure(file, body))
            return
    captures: tuple[Capture, ...] = (Capture(),)
    sidecar = sidecar_of(path)
    if sidecar:
        try:
            captures = read_sidecar(_head(sidecar))
        except (OSError, SidecarError) as error:
            yield NotAPage(str(Path(source).with_name(sidecar.name).as_posix()), "sidecar", str(error))
    declared = MEDIA_TYPES.get(path.suffix.lower(), "")
    yield from (_raw_page(body, capture, declared, source) for capture in captures)


def sidecar_of(path: Path) -> Path | None:
    """Return the description beside a page: ``page.html.json`` or else ``page.json``."""
    candidates = (path.with_name(path.name + ".json"), path.with_suffix(".json"))
    return next((candidate for candidate in candidates if os.path.isfile(candidate)), None)  # noqa: PTH113  # False, not an error, where the longer name is too long


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_SIDECAR + 1)


def _raw_page(body: bytes, capture: Capture, declared: str, source: str) -> RawPage:
    return RawPage(
        body=body,
        url=capture.url or "",
        media_type=declared if capture.media_type is None else capture.media_type,
        captured_at=capture.captured_at,
        source=source if capture.source is None else capture.source,
    )


def _measure(file: IO[bytes], head: bytes) -> str:
    """Return size and digest of a file that is too large to be held in memory."""
    digest, size = hashlib.sha256(head), len(head)
    while block := file.read(1 << 20):
        digest.update(block)
        size += len(block)
    return f"{size} bytes, SHA-256 {digest.hexdigest()}"
