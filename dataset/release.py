"""Articles, rejections and facts to a release folder: complete and checked, or not there at all."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from ..cleaning.article import Article, Outcome
from ..scraping import facts
from . import manifest, sums
from .changes import Changes, check_growth, count, history_after, history_of
from .check import check
from .content import Seal, release_root
from .diff import diff
from .doi import check_doi
from .errors import FindingsError, FolderError, NotAReleaseError, PersonalDataError, SmallVersionError, TakedownError
from .grouping import former_standings, group
from .intake import Gathered
from .manifest import DataFile, Inputs, Manifest, Size, Tally
from .papers import write_papers
from .partitions import empty_name, file_name, unit
from .personal import masked
from .place import building
from .rows import Row, coverage_rows, fact_rows, in_order
from .schema import ARTICLES, CABLES, COVERAGE, PAGE_TABLES, TABLES, TOMBSTONES, Table
from .shards import Shard, write_empty, write_table
from .spool import Spool
from .standoff import project, tier_of
from .terms import ALL_PRIVATE, Terms
from .tombstones import barred_by, bury, read_tombstones
from .version import check_version, demanded, parts


@dataclass(frozen=True, slots=True)
class Edition:
    """What is said of a release rather than computed from its pages."""

    version: str
    """MAJOR.MINOR.PATCH."""
    day: date | None = None
    """Its day; without one, the newest day that the captures or the facts tables name: builds know no clock."""
    doi: str | None = None
    """Its DOI, if it has one already."""
    previous: Path | None = None
    """Folder of the former release: the version must then be as great as the changes demand."""
    terms: Terms = ALL_PRIVATE
    """How much of the pages' words it may hold; without any said, all: a private build."""


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


Rows = Callable[[Table], Iterable[Row]]
"""Gives the rows of a table in its order."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the rows in a spool come from."""

    recipe: Mapping[str, str]
    packages: Mapping[str, str]
    """What made the rows, which may be older than what writes them."""
    damaged: Mapping[str, int]
    facts: Rows
    """The rows of the facts tables."""
    source: Path | None = None
    """The release that the rows were taken from, if they were."""


def finish(spool: Spool, folder: Path, edition: Edition, origin: Origin) -> Manifest:
    """Write what a spool holds as a release, on the edition's terms."""
    former = edition.previous or origin.source
    tombstones = bury(edition.terms.takedowns, former, spool)
    group(spool, former_standings(former), spool.path.parent)
    barred = barred_by(tombstones)
    if not edition.terms.private:
        _check_personal(spool, edition.terms)

    def rows(table: Table) -> Iterable[Row]:
        if table in PAGE_TABLES:
            return spool.rows(table)
        if table is TOMBSTONES:
            return tombstones
        found = origin.facts(table)
        return (row for row in found if not barred.has((), [row["url"]])) if table is COVERAGE else found

    written = _write_data(rows, spool.months(), folder, edition.terms)
    day = edition.day.isoformat() if edition.day else spool.newest_capture() or _newest_fact()
    return _describe(folder, edition, written, Said(day, spool.inputs(origin.damaged), origin))


def mask_article(outcome: Outcome) -> Outcome:
    """Return an article with its personal data masked; a rejection as it is."""
    return masked(outcome) if isinstance(outcome, Article) else outcome


def _check_personal(spool: Spool, terms: Terms) -> None:
    """Raise `PersonalDataError` if a text that others would get holds personal data."""
    if terms.tier != "full":
        return
    held = (row for row in spool.rows(ARTICLES) if tier_of(row, terms) == "full" and row["personal_data"])
    if found := [f"{row['id']} ({', '.join(sorted({one['kind'] for one in row['personal_data']}))})" for row in held]:
        raise PersonalDataError(found)


@dataclass(frozen=True, slots=True)
class Said:
    """What a manifest tells that neither the edition nor the data say."""

    day: str
    inputs: Inputs
    origin: Origin


def _describe(folder: Path, edition: Edition, written: Mapping[str, "_Written"], said: Said) -> Manifest:
    """Write manifest, papers and sums of data that are in place."""
    changes, history = _changes(edition, folder, said.origin.source)
    made = Manifest(
        version=edition.version,
        date=said.day,
        doi=edition.doi,
        content_sha256=release_root({name: one.size.content_sha256 for name, one in written.items()}),
        inputs=said.inputs,
        tables={name: one.size for name, one in written.items()},
        counts={name: one.counts for name, one in written.items()},
        files=tuple(sorted((file for one in written.values() for file in one.files), key=_path)),
        recipe=dict(sorted(said.origin.recipe.items())),
        packages=said.origin.packages,
        changes=changes,
        tier=edition.terms.tier,
        private=edition.terms.private,
        masked=edition.terms.masked,
    )
    manifest.write(made, folder)
    write_papers(made, history, folder)
    sums.write(folder)
    return made


def _newest_fact() -> str:
    """Return the newest day on which a covered page was published; a month or year counts from its start."""
    newest = max(page.date_published or "" for page in facts.coverage())
    return f"{newest}-01-01"[:10]


def _changes(edition: Edition, folder: Path, source: Path | None) -> tuple[Changes | None, str]:
    """Compare the new data with the former release's; return also the former changelog.

    A release made again from itself, under its version, keeps what it says.

    Raises `SmallVersionError` if the version does not fit the changes.
    """
    if edition.previous is None:
        stated = manifest.read(source) if source else None
        if source and stated and stated.version == edition.version:
            return stated.changes, history_after(source, stated.version)
        return None, ""
    former, history = manifest.read(edition.previous), history_of(edition.previous)
    counting = count(diff(edition.previous, folder))
    changes = counting.result(former.version, former.content_sha256, history)
    check_growth(edition.version, changes, counting)
    return changes, history


def check_edition(edition: Edition) -> None:
    """Refuse what can be seen to be wrong before any work is done; raises as `release` does."""
    check_version(edition.version)
    check_doi(edition.doi)
    if edition.previous is None:
        return
    try:
        former = manifest.read(edition.previous)
    except (OSError, ValueError) as error:
        raise NotAReleaseError(f"{edition.previous} is not a release to follow: {error}") from None
    if parts(edition.version) <= parts(former.version):
        raise SmallVersionError(edition.version, former.version, "patch", demanded(former.version, "patch"), ())


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


def _facts(table: Table) -> Iterable[Row]:
    """Return the rows of a facts table in its order."""
    if table is COVERAGE:
        return in_order(table, coverage_rows(facts.coverage(), facts.cables()))
    return in_order(table, fact_rows(facts.cables() if table is CABLES else facts.publishers()))


def _write_data(rows: Rows, months: Iterable[str], folder: Path, terms: Terms) -> dict[str, "_Written"]:
    """Write the rows of all tables; `months` are those that have an article."""
    size = unit(months)
    return {table.name: _write_table(table, _held(table, rows(table), terms), folder, size) for table in TABLES}


def _held(table: Table, rows: Iterable[Row], terms: Terms) -> Iterable[Row]:
    return (project(row, terms) for row in rows) if table is ARTICLES else rows


@dataclass(frozen=True, slots=True)
class _Written:
    """What the manifest tells of one table."""

    size: Size
    counts: Mapping[str, Mapping[str, int]]
    files: tuple[DataFile, ...]


def _write_table(table: Table, rows: Iterable[Row], folder: Path, size: int) -> _Written:
    tally, seal = Tally(table), Seal()

    def note(row: Row, spelled: bytes) -> None:
        tally.add(row)
        seal.add(spelled)

    place = folder / "data" / table.name
    shards = write_table(table, rows, place, lambda row: file_name(table, row, size), note)
    shards = shards or [write_empty(table, place / empty_name(table))]
    return _Written(_size(shards, seal.root()), tally.result(), tuple(_data_file(shard, folder) for shard in shards))


def _size(shards: Sequence[Shard], root: str) -> Size:
    return Size(
        rows=sum(shard.rows for shard in shards),
        arrow_bytes=sum(shard.arrow_bytes for shard in shards),
        file_bytes=sum(shard.path.stat().st_size for shard in shards),
        content_sha256=root,
    )


def _data_file(shard: Shard, folder: Path) -> DataFile:
    path = shard.path.relative_to(folder).as_posix()
    return DataFile(path, sums.sha256(shard.path), shard.path.stat().st_size, shard.rows)


def _path(file: DataFile) -> str:
    return file.path
