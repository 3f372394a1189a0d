"""What a spool holds to a release folder: groups, tombstones, data files, papers, sums."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..scraping import facts
from . import manifest, sums
from .changes import Changes, check_growth, count, history_after, history_of
from .columns import Table
from .content import release_root
from .diff import diff
from .edition import Edition
from .errors import PersonalDataError
from .grouping import former_standings, group
from .manifest import Inputs, Manifest
from .papers import write_papers
from .rows import Row
from .schema import ARTICLES, COVERAGE, PAGE_TABLES, TOMBSTONES
from .spool import Spool
from .standoff import tier_of
from .tables import Rows, Written, write_data
from .terms import Terms
from .tombstones import barred_by, bury


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

    written = write_data(rows, spool.months(), folder, edition.terms)
    day = edition.day.isoformat() if edition.day else spool.newest_capture() or _newest_fact()
    return _describe(folder, edition, written, Said(day, spool.inputs(origin.damaged), origin))


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


def _describe(folder: Path, edition: Edition, written: Mapping[str, Written], said: Said) -> Manifest:
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
        files=tuple(sorted((file for one in written.values() for file in one.files), key=lambda file: file.path)),
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
