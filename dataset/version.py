"""Release versions: MAJOR.MINOR.PATCH, without suffixes, since `datasets` reads no others."""

import re
from typing import Literal

from .errors import VersionError

Part = Literal["major", "minor", "patch"]
_PART = "(?:0|[1-9][0-9]{0,5})"  # six digits: enough, and no number that a reader could overflow on
_VERSION = re.compile(rf"{_PART}\.{_PART}\.{_PART}")


def check_version(version: str) -> None:
    """Raise `VersionError` unless the version is MAJOR.MINOR.PATCH.

    >>> check_version("1.0.0")
    """
    if not _VERSION.fullmatch(version):
        raise VersionError(version)


def parts(version: str) -> tuple[int, ...]:
    """Return the three numbers; versions compare as these do."""
    return tuple(int(number) for number in version.split("."))


def demanded(previous: str, part: Part) -> str:
    """Return the least version after `previous` in which `part` has grown. 0.x is no exception.

    >>> demanded("0.1.2", "patch"), demanded("0.1.2", "minor"), demanded("0.1.2", "major")
    ('0.1.3', '0.2.0', '1.0.0')
    """
    major, minor, patch = parts(previous)
    return {"major": f"{major + 1}.0.0", "minor": f"{major}.{minor + 1}.0", "patch": f"{major}.{minor}.{patch + 1}"}[
        part
    ]
