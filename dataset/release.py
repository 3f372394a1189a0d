"""Articles, rejections and facts to a release folder: complete and checked, or not there at all."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from ..cleaning.article import Outcome
from ..scraping import facts
from . import manifest
from .check import check
from .columns import Table
from .edition import Edition, check_edition
from .errors import FindingsError, TakedownError
from .finish import Origin, finish
from .intake import Gathered
from .manifest import Manifest
from .personal import mask_article
from .place import building, check_replaceable
from .rows import Row, coverage_rows, fact_rows, in_order
from .schema import CABLES, COVERAGE
from .spool import Spool
from .tombstones import read_tombstones


def release(
    outcomes: Iterable[Outcome],
    intake: Gathered,
    out: Path,
    edition: Edition | str,
    *,
    recipe: Mapping[str, str] | None = None,
) -> Manifest:
    """Build a release in `out` and return its manifest.

    `outcomes` are the cleaned raw pages in any order; of a page captured several times, the oldest capture's outcome
    is taken. `intake` are the raw pages themselves; it is read after the outcomes, since taking them may fill it.
    Both may be streams of any length: rows wait on disk beside `out`, and a row group at a time is held in memory.
    An `edition` of nothing but its version may be given as text. `recipe` names what shaped the articles with its
    digest (``{"rules": …, "model": …}``). A former release in `out` is replaced in one step, and only by a release
    that passes `check`; other folders are not touched.

    Raises:
        VersionError: the version is not MAJOR.MINOR.PATCH, or too small for the changes since the former release.
        PersonalDataError: a text that others would get holds personal data that is not masked.
        TakedownError: a release in `out` holds tombstones that this one would not have.
        DoiError: the DOI has not the form of one.
        NotAReleaseError: the former release is none.
        FolderError: `out` is a file, holds files that are not a release's, or is being built by somebody else.
        AccountError: raw pages are not exactly articles + rejections.
        RowError: a record holds a value that its column cannot hold.
        FindingsError: the finished release contradicts itself.
        OSError: a file cannot be written.
    """
    edition = Edition(edition) if isinstance(edition, str) else edition
    check_edition(edition)
    check_replaceable(out)
    _check_tombstones(out, edition)
    with building(out) as folder:
        made = _fill(folder, outcomes, intake, edition, recipe or {})
        findings = check(folder)
        if findings:
            raise FindingsError(findings)
    return made


def _check_tombstones(out: Path, edition: Edition) -> None:
    """Raise `TakedownError` if `out` holds tombstones that its successor would not have."""
    known = {row["id"] for row in read_tombstones(edition.previous)} | {one.id for one in edition.terms.takedowns}
    if any(row["id"] not in known for row in read_tombstones(out)):
        raise TakedownError(f"{out} holds tombstones, which must stay; name it, or what followed it, with --previous")


def _fill(
    folder: Path, outcomes: Iterable[Outcome], intake: Gathered, edition: Edition, recipe: Mapping[str, str]
) -> Manifest:
    """Write data, then the papers, which describe them."""
    with TemporaryDirectory(dir=folder.parent) as work, Spool(Path(work) / "spool.sqlite") as spool:
        spool.take(map(mask_article, outcomes) if edition.terms.masked else outcomes, recipe.get("rules", ""))
        spool.note(intake.findings())
        spool.account()
        return finish(spool, folder, edition, Origin(recipe, manifest.package_versions(), intake.damaged, _facts))


def _facts(table: Table) -> Iterable[Row]:
    """Return the rows of a facts table in its order."""
    if table is COVERAGE:
        return in_order(table, coverage_rows(facts.coverage(), facts.cables()))
    return in_order(table, fact_rows(facts.cables() if table is CABLES else facts.publishers()))
