"""Puts a finished folder into place: readers see the whole former release or the whole new one, never a mixture.

The new release is built in ``.NAME.partial/new`` beside the target, so that both lie on one file system.
A target that is absent or empty is taken by one rename. A former release is *exchanged* with the new one
(``renameat2`` with ``RENAME_EXCHANGE``, Linux 3.15): one step of the kernel, so the target exists at every
moment and a crash leaves either the one or the other. Where the system cannot exchange, two renames do it with
the former release kept aside, and the next build puts that back if the second rename never came.
What an interrupted build left behind is removed by the next one. Needs POSIX file locks.
"""

import ctypes
import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import manifest, sums
from .errors import FolderError

_AT_FDCWD = -100  # <fcntl.h>: paths are relative to the working directory
_RENAME_EXCHANGE = 2  # <linux/fs.h>
_CANNOT = {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP}  # an old kernel; a file system without the exchange


@contextmanager
def building(out: Path) -> Iterator[Path]:
    """Yield an empty folder to fill; when the block ends without an error it takes the place of `out`.

    Raises `FolderError` if another build is at work on the same target.
    """
    out = out.resolve()
    work = out.with_name(f".{out.name}.partial")
    work.mkdir(parents=True, exist_ok=True)
    lock = _lock(work)
    try:
        _clean_up(work, out)
        new = work / "new"
        new.mkdir()
        yield new
        sync(new)
        _swap(new, out, work / "former")
        _sync_folder(out.parent)
    finally:
        shutil.rmtree(work, ignore_errors=True)
        os.close(lock)


def check_replaceable(out: Path) -> None:
    """Raise `FolderError` unless `out` is absent, empty, or a release with no file that is not its own."""
    if not out.exists():
        return
    if not out.is_dir():
        raise FolderError(f"{out} is a file, not a folder")
    if not any(out.iterdir()):
        return
    try:
        manifest.read(out)
        own = {*sums.read(out), sums.NAME}
    except (OSError, ValueError):
        raise FolderError(f"{out} is not empty and not a release; choose another folder") from None
    if strangers := sorted(set(sums.files(out)) - own):
        raise FolderError(f"{out} holds a file that is not the release's: {strangers[0]}; move it away first")


def sync(folder: Path) -> None:
    """Have every file and folder below `folder`, and itself, written to the disk."""
    for place, _, names in os.walk(folder):
        for name in names:
            _fsync(Path(place, name))
        _sync_folder(Path(place))


def _lock(work: Path) -> int:
    """Lock the work folder; the system lets go when the process ends, however it ends."""
    lock = os.open(work, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise FolderError(f"another build is at work in {work}") from None
    return lock


def _clean_up(work: Path, out: Path) -> None:
    """Remove what an interrupted build left; put the former release back if its successor never arrived."""
    former = work / "former"
    if former.exists() and not out.exists():
        former.rename(out)
    for left in work.iterdir():
        shutil.rmtree(left)


def _swap(new: Path, out: Path, former: Path) -> None:
    if not out.exists() or not any(out.iterdir()):
        new.rename(out)
    elif not _exchange(new, out):
        out.rename(former)
        new.rename(out)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change names in one step; False where the system cannot."""
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    if renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _CANNOT:
        return False
    raise OSError(code, os.strerror(code), str(one), None, str(other))


def _sync_folder(folder: Path) -> None:
    _fsync(folder)


def _fsync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
