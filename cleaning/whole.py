"""Files that are there whole or not at all, whenever a process is killed."""

import os
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Write a file under another name first; a reader sees the former file or this one.

    Raises:
        OSError: it cannot be written.
    """
    partial = path.with_name(f".{path.name}.partial")
    partial.write_bytes(data)
    put_in_place(partial, path)


def put_in_place(partial: Path, path: Path) -> None:
    """Give a finished file its name, once its bytes are on the disk.

    Raises:
        OSError: the system refuses.
    """
    with partial.open("rb") as file:
        os.fsync(file.fileno())
    partial.replace(path)
