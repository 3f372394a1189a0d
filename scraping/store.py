"""The face of the stage: raw pages from any mixture of folders, pages and WARC files, and a folder of raw pages.

A stored page is ``<first two digits of its id>/<id>.html`` (or ``.txt``) with ``<id>.json`` beside it, which lists
its captures. Bytes are never overwritten, so a store can be added to, and writing be taken up again after a break.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .errors import EmptySourceError, MissingSourceError, StoreError, UnreadableSourceError
from .folder import MEDIA_TYPES, FoundFile, files, read_page, sidecar_of
from .members import opens_record
from .page import NotAPage, RawPage
from .sidecar import Capture, SidecarError, read_sidecar, write_sidecar
from .stamps import in_utc
from .warc import INDEX_SUFFIX, SUFFIXES, read_warc

_Reader = Callable[[Path, str], Iterator[RawPage | NotAPage]]


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read, what it is called in the results, and how it is read."""

    path: Path
    source: str
    reader: _Reader


def read_raw(paths: Sequence[Path]) -> Iterator[RawPage | NotAPage]:
    """Yield the raw pages at the paths, and whatever was found there that is none.

    The paths are read in the order given, folders by relative path, WARC files by offset: the same paths give the
    same sequence. Sources are named relative to the path given, so that they do not depend on where it lies.
    Equal bytes captured twice are yielded twice, with the same id.

    Raises:
        MissingSourceError: a path does not exist. This and the next two are raised at once, before anything is read.
        EmptySourceError: a folder holds neither a page nor a WARC file.
        UnreadableSourceError: a path cannot be read.
    """
    found = [entry for path in paths for entry in find(path)]
    return (page for entry in found for page in read_job(entry))


def write_raw(pages: Iterable[RawPage], into: Path) -> int:
    """Store pages in a folder; return how many captures were new.

    Equal bytes are one file; each capture (address, time, media type, source) is an entry of its description. The
    description is written first, so that no page is ever seen without it.

    Raises:
        StoreError: the folder cannot be written, or a file in it is not what its name says.
    """
    try:
        into.mkdir(parents=True, exist_ok=True)
        return sum(_store(page, into) for page in pages)
    except OSError as error:
        raise StoreError(f"{error.filename or into}: cannot be written ({error.strerror or error})") from error


def find(path: Path) -> list[Job | NotAPage]:
    """Return what there is to read at a path."""
    try:
        if path.is_dir():
            os.scandir(path).close()
            return _find_in_folder(path)
        path.stat()
        if not path.is_file():
            raise OSError("not a regular file")
        with path.open("rb") as file:
            head = file.read(4096)
    except FileNotFoundError:
        raise MissingSourceError(path) from None
    except OSError as error:
        raise UnreadableSourceError(path, error) from error
    reader = _reader(path) or (read_warc if head.startswith(b"WARC/") or opens_record(head) else read_page)
    return [Job(path, path.name, reader)]


def _find_in_folder(folder: Path) -> list[Job | NotAPage]:
    """Return the pages and WARC files of a folder, and what else is there; descriptions go with their pages."""
    found = [(entry, _reader(entry.path) if isinstance(entry, FoundFile) else None) for entry in files(folder)]
    pages = [entry.path for entry, reader in found if isinstance(entry, FoundFile) and reader is read_page]
    descriptions = {sidecar_of(path) for path in pages}
    if not any(reader for _, reader in found):
        raise EmptySourceError(folder, f"files that end in {', '.join((*MEDIA_TYPES, *SUFFIXES))}")
    jobs: list[Job | NotAPage] = []
    for entry, reader in found:
        if isinstance(entry, NotAPage):
            jobs.append(entry)
        elif reader:
            jobs.append(Job(entry.path, entry.source, reader))
        elif entry.path not in descriptions and entry.path.suffix != INDEX_SUFFIX:
            jobs.append(NotAPage(entry.source, "file_type", f"not {', '.join((*MEDIA_TYPES, *SUFFIXES))}"))
    return jobs


def _reader(path: Path) -> _Reader | None:
    """Choose by name how a file is read; ``None`` if the name says nothing."""
    name = path.name.lower()
    if name.endswith(SUFFIXES):
        return read_warc
    return read_page if name.endswith(tuple(MEDIA_TYPES)) else None


def read_job(job: Job | NotAPage) -> Iterator[RawPage | NotAPage]:
    """Yield what one file holds; one that cannot be read stops nothing else."""
    if isinstance(job, NotAPage):
        yield job
        return
    try:
        yield from job.reader(job.path, job.source)
    except OSError as error:
        yield NotAPage(job.source, "unreadable", error.strerror or str(error))


def _store(page: RawPage, into: Path) -> bool:
    """Store one page; tell whether its capture was new."""
    folder = into / page.id[:2]
    folder.mkdir(exist_ok=True)
    description = folder / f"{page.id}.json"
    known = _known_captures(description)
    captured_at = in_utc(page.captured_at) if page.captured_at else None
    capture = Capture(page.url, captured_at, page.media_type, page.source)
    if capture not in known:
        _place(description, write_sidecar(sorted({*known, capture}, key=_order)))
    body = _body_file(page, folder)
    if not body.exists():
        _place(body, page.body)
    elif hashlib.sha256(body.read_bytes()).hexdigest() != page.id:
        raise StoreError(f"{body}: not the page that its name says; move it away and run again")
    return capture not in known


def _known_captures(description: Path) -> tuple[Capture, ...]:
    try:
        return read_sidecar(description.read_bytes())
    except FileNotFoundError:
        return ()
    except SidecarError as error:
        raise StoreError(f"{description}: {error}; move it away and run again") from error


def _order(capture: Capture) -> tuple[str, str, str, str]:
    stamp = capture.captured_at.isoformat() if capture.captured_at else ""
    return capture.url or "", stamp, capture.media_type or "", capture.source or ""


def _body_file(page: RawPage, folder: Path) -> Path:
    """Return where the page's bytes lie, or else belong."""
    text = page.media_type.partition(";")[0].strip().lower() == "text/plain"
    places = [folder / f"{page.id}{suffix}" for suffix in (".html", ".txt")]
    return next((place for place in places if place.exists()), places[text])


def _place(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
