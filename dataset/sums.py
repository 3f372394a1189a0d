"""``SHA256SUMS``: one line a file, as ``sha256sum -c`` reads it, sorted by path."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

NAME = "SHA256SUMS"
_LINE = re.compile(r"(?P<sha256>[0-9a-f]{64})  (?P<path>[^\\\n]+)")


def files(folder: Path) -> Iterator[str]:
    """Yield the paths of all files below `folder`, relative and with ``/``, sorted."""
    yield from sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(folder: Path) -> None:
    """Write the sums of all files below `folder`, except those of an older ``SHA256SUMS``."""
    lines = (f"{sha256(folder / path)}  {path}\n" for path in files(folder) if path != NAME)
    (folder / NAME).write_text("".join(lines), encoding="utf-8", newline="")


def read(folder: Path) -> dict[str, str]:
    """Return path → SHA-256 as ``SHA256SUMS`` has them.

    Raises `ValueError` with the line number for a line of another form, a path named twice, or lines out of order.
    """
    named: dict[str, str] = {}
    text = (folder / NAME).read_bytes().decode("utf-8")
    for number, line in enumerate(text.removesuffix("\n").split("\n"), 1):
        match = _LINE.fullmatch(line)
        if not match:
            raise ValueError(f"line {number} is not 'SHA-256, two blanks, path'")
        if named and match["path"] <= next(reversed(named)):
            raise ValueError(f"line {number} is out of order")
        named[match["path"]] = match["sha256"]
    if not text.endswith("\n"):
        raise ValueError("the last line has no end")
    return named
