"""Publishes a release at a target that its address names, if it is true and may be passed on."""

from collections.abc import Mapping
from pathlib import Path

from . import manifest
from .check import check
from .deposit import Zenodo
from .errors import FindingsError, PublishError
from .hub import Hub
from .publication import Local, Target, local
from .storage import Storage

TARGETS: Mapping[str, str] = {
    "hf:OWNER/NAME": "a dataset on the Hugging Face Hub: one commit, then the tag",
    "zenodo": "a draft deposit on Zenodo",
    "s3://BUCKET/PATH": "a folder for each version in an object store",
    "PATH": "a folder for each version on a disk, or on any file system that fsspec knows",
}
"""Form of an address → what it means."""


def target(address: str) -> Target:
    """Return what an address names; raises `PublishError` if it cannot be used."""
    kind, _, rest = address.partition(":")
    if kind == "hf":
        if not all(rest.partition("/")) or rest.count("/") > 1:
            raise PublishError(f"{address!r} is not of the form hf:OWNER/NAME")
        return Hub(rest)
    return Zenodo() if address == "zenodo" else Storage(address)


def publishable(folder: Path) -> Local:
    """Return the release in a folder.

    Raises:
        NotAReleaseError: it is none.
        PublishError: it holds texts that may not be passed on.
        FindingsError: it does not pass `check`.
    """
    if findings := check(folder):
        raise FindingsError(findings)
    made = manifest.read(folder)
    if made.private:
        raise PublishError(
            f"{folder} is a private build: it holds texts that may not be passed on (--text standoff does not)"
        )
    return local(folder, made.version)
