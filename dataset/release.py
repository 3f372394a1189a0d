"""Articles, rejections and facts to a release folder: complete and checked, or not there at all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ..cleaning.article import Outcome
from ..scraping import facts
from . import card, manifest, sums
from .check import check
from .content import Seal, release_root
from .errors import FindingsError, FolderError
from .intake import Gathered
from .manifest import DataFile, Inputs, Manifest, Size, Tally
from .papers import write_papers
from .partitions import empty_name, file_name, unit
from .place import building
from .rows import Row, coverage_rows, fact_rows, in_order
from .schema import ARTICLES, CABLES, COVERAGE, REJECTS, TABLES, Table
from .shards import Shard, write_empty, write_table
from .spool import Spool
from .version import check_version


def release(
    outcomes: Iterable[Outcome], intake: Gathered, out: Path, version: str, *, recipe: Mapping[str, str] | None = None
) -> Manifest:
    """Build a release in `out` and return its manifest.

    `outcomes` are the cleaned raw pages in any order; of a page captured several times, the oldest capture's outcome
    is taken. `intake` are the raw pages themselves; it is read after the outcomes, since taking them may fill it.
    Both may be streams of any length: rows wait on disk beside `out`, and a row group at a time is held in memory.
    `recipe` names what shaped the articles with its digest (``{"rules": …, "model": …}``). A former release in
    `out` is replaced in one step, and only by a release that passes `check`; other folders are not touched.

    Raises:
        VersionError: `version` is not MAJOR.MINOR.PATCH.
        FolderError: `out` is a file, holds files that are not a release's, or is being built by somebody else.
        AccountError: raw pages are not exactly articles + rejections.
        RowError: a record holds a value that its column cannot hold.
        FindingsError: the finished release contradicts itself.
        OSError: a file cannot be written.
    """
    check_version(version)
    check_replaceable(out)
    with building(out) as folder:
        made = _fill(folder, outcomes, intake, version, recipe or {})
        findings = check(folder)
        if findings:
            raise FindingsError(findings)
    return made


def _fill(
    folder: Path, outcomes: Iterable[Outcome], intake: Gathered, version: str, recipe: Mapping[str, str]
) -> Manifest:
    with TemporaryDirectory(dir=folder.parent) as work, Spool(Path(work) / "spool.sqlite") as spool:
        spool.take(outcomes)
        spool.note(intake.findings())
        spool.account()
        return _write(spool, folder, version, spool.inputs(intake.damaged), recipe)


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


def _rows(spool: Spool, table: Table) -> Iterable[Row]:
    """Return the rows of a table in its order."""
    if table in {ARTICLES, REJECTS}:
        return spool.rows(table)
    if table is COVERAGE:
        return in_order(table, coverage_rows(facts.coverage(), facts.cables()))
    return in_order(table, fact_rows(facts.cables() if table is CABLES else facts.publishers()))


def _write(spool: Spool, folder: Path, version: str, inputs: Inputs, recipe: Mapping[str, str]) -> Manifest:
    """Write data, manifest, card, papers and sums, in this order: each describes the ones before."""
    size = unit(spool.months())
    written = {table.name: _write_table(table, _rows(spool, table), folder, size) for table in TABLES}
    made = Manifest(
        version=version,
        content_sha256=release_root({name: one.size.content_sha256 for name, one in written.items()}),
        inputs=inputs,
        tables={name: one.size for name, one in written.items()},
        counts={name: one.counts for name, one in written.items()},
        files=tuple(sorted((file for one in written.values() for file in one.files), key=_path)),
        recipe=dict(sorted(recipe.items())),
        packages=manifest.package_versions(),
    )
    manifest.write(made, folder)
    (folder / card.NAME).write_text(card.card(made), encoding="utf-8", newline="")
    write_papers(folder)
    sums.write(folder)
    return made


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
