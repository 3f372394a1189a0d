"""What there is to read, cut into pieces of bounded size, each of which can be read alone and on another machine.

The pieces of some paths, read one after the other, give just what `store.read_raw` gives for those paths. Besides
paths, addresses (``https://…``, ``s3://…``) of WARC files can be given, and lists of them such as Common Crawl's
monthly ``warc.paths.gz``.
"""

import gzip
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal
from urllib.parse import urljoin

from .errors import EmptySourceError, MissingSourceError, SourceError
from .folder import read_page
from .page import NotAPage, RawPage
from .scan import Scan
from .store import Job, find, read_job
from .warc import SUFFIXES, read_warc, read_warc_file

LISTS = (".paths", ".paths.gz")
"""How the names of lists of WARC files end."""
PIECE_FILES = 1_000
"""Pages in a piece: some seconds of cleaning, so that little is lost with a process that dies."""
PIECE_BYTES = 100_000_000
"""A piece of pages ends after this many bytes, too. A WARC file is a piece, whatever its size."""
_MAX_LIST = 100_000_000
"""Bytes of an unpacked list; a month of Common Crawl has 10 MB."""
_BLOCK = 8 << 20
"""Bytes fetched at a time of a file behind an address."""


class RemoteError(SourceError):
    """Something behind an address cannot be read: now, or at all."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file to read."""

    place: str
    """Its absolute path, or its address."""
    source: str
    """What it is called in the results."""
    kind: Literal["page", "warc"]
    size: int
    """Bytes of the file when the piece was made; another size at reading is an error."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What one shard is made from: files to read in this order, and what else was found among them."""

    found: tuple[Entry | NotAPage, ...]


def pieces(inputs: Sequence[str], base: str = "") -> Iterator[Piece]:
    """Yield the pieces of folders, pages, WARC files, lists of WARC files and addresses, in the order given.

    Args:
        inputs: paths and addresses.
        base: what the lines of a list continue (``s3://commoncrawl/``); without it they are taken from the root of
            the list's host, or from the folder of a list in a file.

    Raises:
        SourceError: an input is missing, empty, or cannot be read. Raised at once, before anything is yielded.
    """
    found = [entry for one in inputs for entry in _entries(one, base)]
    return _grouped(found)


def read_piece(piece: Piece) -> Iterator[RawPage | NotAPage]:
    """Yield the raw pages of a piece, and whatever was found there that is none.

    Raises:
        SourceError: a file is no longer what it was when the piece was made, or cannot be fetched.
    """
    for entry in piece.found:
        if isinstance(entry, NotAPage):
            yield entry
        elif "://" in entry.place:
            yield from _read_remote(entry)
        else:
            yield from _read_local(entry)


def _entries(given: str, base: str) -> list[Entry | NotAPage]:
    """Return what there is at one input."""
    if given.endswith(LISTS):
        places = _listed(given, base)
        if not places:
            raise EmptySourceError(Path(given), "a list of WARC files, one a line")
        return [_remote(place) if "://" in place else _local(Path(place))[0] for place in places]
    return [_remote(given)] if "://" in given else _local(Path(given))


def _local(path: Path) -> list[Entry | NotAPage]:
    return [_entry(job) if isinstance(job, Job) else job for job in find(path)]


def _entry(job: Job) -> Entry | NotAPage:
    kind: Literal["page", "warc"] = "page" if job.reader is read_page else "warc"
    try:
        return Entry(str(job.path.absolute()), job.source, kind, job.path.stat().st_size)
    except OSError as error:
        return NotAPage(job.source, "unreadable", error.strerror or str(error))


def _remote(address: str) -> Entry:
    name = address.rsplit("/", 1)[-1]
    if not name.lower().endswith(SUFFIXES):
        raise RemoteError(f"{address}: not the address of a WARC file ({', '.join(SUFFIXES)}) or of a list of them")
    with _opened(address) as file:
        return Entry(address, name, "warc", Scan(file).size)


def _listed(given: str, base: str) -> list[str]:
    """Return the paths or addresses in a list."""
    if "://" in given:
        start = base or urljoin(given, "/")
        with _opened(given) as file:
            data = file.read(_MAX_LIST)
    else:
        start = base or f"{Path(given).parent}/"
        try:
            data = Path(given).read_bytes()
        except FileNotFoundError:
            raise MissingSourceError(Path(given)) from None
    return [line if "://" in line else start + line for line in _text_of(data, given).split()]


def _text_of(data: bytes, given: str) -> str:
    try:
        unpacked = gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
        return unpacked.decode()
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise SourceError(f"{given}: not a list of WARC files ({error})") from error


def _grouped(found: Iterable[Entry | NotAPage]) -> Iterator[Piece]:
    """Yield each WARC file as a piece of its own, and the runs of other files in pieces of bounded size."""
    run: list[Entry | NotAPage] = []
    size = 0
    for entry in found:
        alone = isinstance(entry, Entry) and entry.kind == "warc"
        if run and (alone or len(run) == PIECE_FILES or size >= PIECE_BYTES):
            yield Piece(tuple(run))
            run, size = [], 0
        if alone:
            yield Piece((entry,))
        else:
            run.append(entry)
            size += entry.size if isinstance(entry, Entry) else 0
    if run:
        yield Piece(tuple(run))


def _read_local(entry: Entry) -> Iterator[RawPage | NotAPage]:
    path = Path(entry.place)
    try:
        size = path.stat().st_size
    except OSError as error:  # on another machine, perhaps: a result without its pages would pass for whole
        raise SourceError(f"{path}: cannot be read here ({error.strerror or error})") from error
    if size != entry.size:
        raise SourceError(f"{path}: has changed since the plan was made; plan again into another folder")
    yield from read_job(Job(path, entry.source, read_page if entry.kind == "page" else read_warc))


def _read_remote(entry: Entry) -> Iterator[RawPage | NotAPage]:
    with _opened(entry.place) as file:
        if Scan(file).size != entry.size:
            raise RemoteError(f"{entry.place}: has changed since the plan was made; plan again into another folder")
        try:
            yield from read_warc_file(file, entry.source)
        except Exception as error:
            raise _unreachable(entry.place, error) from error


def _opened(address: str) -> IO[bytes]:
    """Open what is behind an address, to be read from any place in it."""
    import fsspec  # noqa: PLC0415  # half of the command line's start, for inputs that are rare

    try:
        file: IO[bytes] = fsspec.open(address, "rb", block_size=_BLOCK, cache_type="readahead").open()
    except Exception as error:
        raise _unreachable(address, error) from error
    return file


def _unreachable(address: str, error: Exception) -> RemoteError:
    hint = "; pip install 'cablepress[cluster]'" if isinstance(error, ImportError) else ""
    return RemoteError(f"{address}: cannot be read ({type(error).__name__}: {error}){hint}")
