"""What can go wrong while a release is built or opened.

::

    ReleaseError
    ├── VersionError     the version is not MAJOR.MINOR.PATCH
    │   └── SmallVersionError  the changes since the former release demand a greater one
    ├── DoiError         the DOI is not of the form 10.NUMBER/NAME
    ├── AccountError     raw pages, articles and rejections do not add up
    ├── RowError         a record does not fit the schema
    ├── FolderError      the target folder is not ours to replace, or another build is at work there
    ├── FindingsError    the finished release does not pass its own check
    ├── PublishError     the release cannot be published there, or what arrived is not what was sent
    ├── PersonalDataError  texts to share hold personal data that is not masked
    ├── TakedownError    a file of takedowns is malformed, or a release would lose tombstones
    └── NotAReleaseError the folder to check is missing or was not written by `release`

Reading and writing files may also raise ``OSError`` (a full disk, a missing right): it is passed on as it is.
"""

from collections.abc import Collection, Sequence

SHOWN = 5
"""How many ids or findings a message names; the error object holds all of them."""


class ReleaseError(Exception):
    """Base of all errors of this stage; its text is one line that a user can act on."""


class VersionError(ReleaseError):
    """The release version is not of the form MAJOR.MINOR.PATCH."""

    def __init__(self, version: str) -> None:
        super().__init__(f"version {version!r} is not MAJOR.MINOR.PATCH, such as 0.1.0")
        self.version = version


class SmallVersionError(VersionError):
    """The version is smaller than the changes since the former release demand."""

    def __init__(self, version: str, previous: str, part: str, least: str, records: Sequence[str]) -> None:
        why = f"; a {part} version is demanded by {named(records, '; ')}" if records else ""
        ReleaseError.__init__(self, f"version {version} after {previous} is too small: take {least} or greater{why}")
        self.version = version
        self.least = least
        self.records = tuple(records)
        """The first records that demand it."""


class DoiError(ReleaseError):
    """The DOI has not the form of one."""

    def __init__(self, doi: str) -> None:
        super().__init__(f"{doi!r} is not a DOI such as 10.5281/zenodo.1234567 (without https://doi.org/)")
        self.doi = doi


class AccountError(ReleaseError):
    """Raw pages and outcomes differ as sets of ids: a page got lost, or came from nowhere."""

    def __init__(self, missing: Collection[str], unknown: Collection[str]) -> None:
        self.missing = tuple(sorted(missing))
        """Raw pages with neither article nor rejection."""
        self.unknown = tuple(sorted(unknown))
        """Articles and rejections of no raw page."""
        parts = (
            ("without an outcome", self.missing),
            ("not among the raw pages", self.unknown),
        )
        super().__init__(
            "raw pages are not articles + rejections: "
            + "; ".join(f"{named(ids)} {what}" for what, ids in parts if ids)
        )


class RowError(ReleaseError):
    """A record holds a value that its column cannot hold."""

    def __init__(self, table: str, key: str, cause: object) -> None:
        super().__init__(f"{table} {key}: {cause}")
        self.table = table
        self.key = key


class FolderError(ReleaseError):
    """The target folder cannot be replaced: it is a file, holds files of somebody else, or is being built."""


class FindingsError(ReleaseError):
    """The release that was just built does not pass `check`; it was not put into place."""

    def __init__(self, findings: Sequence[object]) -> None:
        super().__init__(f"the release does not pass its own check: {named([str(found) for found in findings], '; ')}")
        self.findings = tuple(findings)


class PublishError(ReleaseError):
    """A target refused the release, holds another one under its name, or did not keep what was sent."""


class PersonalDataError(ReleaseError):
    """Texts that others would get hold e-mail addresses, telephone numbers or access keys."""

    def __init__(self, records: Sequence[str]) -> None:
        super().__init__(f"texts to share hold personal data; look at them, or give --mask: {named(records)}")
        self.records = tuple(records)


class TakedownError(ReleaseError):
    """A file of takedowns is not of the form that `takedown.py` shows, or a release would lose its tombstones."""


class NotAReleaseError(ReleaseError):
    """The folder is missing, or holds no ``manifest.json`` of ours."""


def named(items: Sequence[str], separator: str = ", ") -> str:
    """Join the first `SHOWN` items and say how many more there are.

    >>> named(["a", "b"])
    'a, b'
    """
    rest = len(items) - SHOWN
    return separator.join(items[:SHOWN]) + (f" and {rest} more" if rest > 0 else "")
