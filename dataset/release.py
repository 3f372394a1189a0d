"""Articles, rejections and facts to a release folder: complete and checked, or not there at all."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from ..cleaning.article import Article, Outcome, Rejection
from ..scraping import facts
from . import card, manifest, sums
from .check import check
from .errors import FindingsError, FolderError
from .intake import Intake, account
from .manifest import DataFile, Inputs, Manifest, Size, Tally
from .papers import write_papers
from .place import building
from .rows import Row, article_row, coverage_rows, fact_rows, reject_row
from .schema import ARTICLES, CABLES, COVERAGE, PUBLISHERS, REJECTS, TABLES
from .shards import Shard, write_table
from .version import check_version

Rows = Mapping[str, Sequence[Row]]
"""Table name → its rows, in any order."""


def release(
    outcomes: Iterable[Outcome], intake: Intake, out: Path, version: str, *, recipe: Mapping[str, str] | None = None
) -> Manifest:
    """Build a release in `out` and return its manifest.

    `outcomes` are the cleaned raw pages, one outcome each, in any order; `intake` are the raw pages themselves.
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
        made = _write(_rows(outcomes, intake), folder, version, manifest.inputs_of(intake), recipe or {})
        findings = check(folder)
        if findings:
            raise FindingsError(findings)
    return made


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


def _rows(outcomes: Iterable[Outcome], intake: Intake) -> Rows:
    """Return the rows of all tables; raises `AccountError`."""
    made = list(outcomes)
    account(intake.captures, (outcome.id for outcome in made))
    articles = [article_row(one, intake.captures[one.id]) for one in made if isinstance(one, Article)]
    rejects = [reject_row(one, intake.captures[one.id]) for one in made if isinstance(one, Rejection)]
    return {
        ARTICLES.name: articles,
        REJECTS.name: rejects,
        COVERAGE.name: coverage_rows(facts.coverage(), facts.cables()),
        CABLES.name: fact_rows(facts.cables()),
        PUBLISHERS.name: fact_rows(facts.publishers()),
    }


def _write(rows: Rows, folder: Path, version: str, inputs: Inputs, recipe: Mapping[str, str]) -> Manifest:
    """Write data, manifest, card, papers and sums, in this order: each describes the ones before."""
    shards = {table.name: write_table(table, rows[table.name], folder / "data" / table.name) for table in TABLES}
    made = Manifest(
        version=version,
        inputs=inputs,
        tables={name: _size(parts) for name, parts in shards.items()},
        counts=_counts(rows),
        files=tuple(sorted((_data_file(part, folder) for parts in shards.values() for part in parts), key=_path)),
        recipe=dict(sorted(recipe.items())),
        packages=manifest.package_versions(),
    )
    manifest.write(made, folder)
    (folder / card.NAME).write_text(card.card(made), encoding="utf-8", newline="")
    write_papers(folder)
    sums.write(folder)
    return made


def _counts(rows: Rows) -> dict[str, dict[str, dict[str, int]]]:
    tallies = {table.name: Tally(table) for table in TABLES}
    for name, tally in tallies.items():
        for row in rows[name]:
            tally.add(row)
    return {name: tally.result() for name, tally in tallies.items()}


def _size(shards: Sequence[Shard]) -> Size:
    return Size(
        rows=sum(shard.rows for shard in shards),
        arrow_bytes=sum(shard.arrow_bytes for shard in shards),
        file_bytes=sum(shard.path.stat().st_size for shard in shards),
    )


def _data_file(shard: Shard, folder: Path) -> DataFile:
    path = shard.path.relative_to(folder).as_posix()
    return DataFile(path, sums.sha256(shard.path), shard.path.stat().st_size, shard.rows)


def _path(file: DataFile) -> str:
    return file.path
