"""A release made from the rows of another: on other terms, after a takedown, or with its texts derived again."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from . import manifest
from .check import check
from .columns import Table
from .edition import Edition, check_edition
from .errors import FindingsError, NotAReleaseError, ReleaseError
from .finish import Origin, finish
from .manifest import Manifest
from .place import building, check_replaceable
from .reading import rows_of
from .rows import Row
from .schema import ARTICLES, PAGE_TABLES, TABLES
from .spool import Spool

Change = Callable[[Row], Row]
"""What is done to an article's row on the way."""


def remake(source: Path, out: Path, edition: Edition, change: Change | None = None) -> Manifest:
    """Build a release in `out` from the rows of `source`; both may be one folder.

    On the same terms and under the same version, nothing changes, byte for byte (in the environment that built it).

    Raises:
        NotAReleaseError: `source` is no release.
        FindingsError: `source` or what was made of it contradicts itself.
        ReleaseError: as `release` does.
        OSError: a file cannot be read or written.
    """
    stated = opened(source)
    if edition.terms.masked and not stated.masked:
        raise ReleaseError(f"{source} is not masked, and digests cannot be: build it again from its pages, with --mask")
    edition = replace(edition, terms=replace(edition.terms, masked=stated.masked))
    check_edition(edition)
    check_replaceable(out)
    with building(out) as folder:
        with TemporaryDirectory(dir=folder.parent) as work, Spool(Path(work) / "spool.sqlite") as spool:
            for table in TABLES:
                if table in PAGE_TABLES:
                    spool.take_rows(table, _changed(table, rows_of(source, table), change))
            origin = Origin(
                stated.recipe, stated.packages, stated.inputs.damaged, lambda table: rows_of(source, table), source
            )
            made = finish(spool, folder, edition, origin)
        if findings := check(folder):
            raise FindingsError(findings)
    return made


def is_release(path: Path) -> bool:
    """Return whether a path is a folder with a release's manifest."""
    try:
        manifest.read(path)
    except (OSError, ValueError):
        return False
    return True


def opened(folder: Path) -> Manifest:
    """Return a release's manifest, after it passed `check`; raises as `remake` does."""
    if findings := check(folder):
        raise FindingsError(findings)
    try:
        return manifest.read(folder)
    except (OSError, ValueError) as error:
        raise NotAReleaseError(f"{folder} is not a release: {error}") from None


def _changed(table: Table, rows: Iterable[Row], change: Change | None) -> Iterable[Row]:
    return map(change, rows) if change and table is ARTICLES else rows
