"""Release versions: MAJOR.MINOR.PATCH, without suffixes, since `datasets` reads no others."""

import re

from .errors import VersionError

_PART = "(?:0|[1-9][0-9]{0,5})"  # six digits: enough, and no number that a reader could overflow on
_VERSION = re.compile(rf"{_PART}\.{_PART}\.{_PART}")


def check_version(version: str) -> None:
    """Raise `VersionError` unless the version is MAJOR.MINOR.PATCH.

    >>> check_version("1.0.0")
    """
    if not _VERSION.fullmatch(version):
        raise VersionError(version)
