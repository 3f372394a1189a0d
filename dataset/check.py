"""Checks a finished release against itself: sums, manifest, data and card must tell the same story. Works offline.

Nothing is taken on trust that another part of the release can confirm. What cannot be seen from the release
alone (how many inputs were damaged, which rule set and packages made it) is only checked for its form.
"""

import re
from collections.abc import Mapping
from heapq import merge
from itertools import groupby, product
from pathlib import Path

from . import card, manifest, sums
from .card_check import check_card
from .errors import NotAReleaseError, VersionError
from .findings import Finding, Findings
from .manifest_check import check_manifest
from .papers import PAPERS
from .papers_check import check_papers
from .partitions import file_names
from .scan import Scan, doubles
from .schema import ARTICLES, CABLES, COVERAGE, PUBLISHERS, REJECTS, TABLES
from .tombstone_check import check_tombstones
from .version import check_version

_DATA_FILE = re.compile(r"data/(?P<table>[a-z]+)/(?P=table)(?:-(?:[0-9]{4}(?:-[0-9]{2}|s)?|undated|all))?\.parquet")
MOST_FILES = 100
"""Files of a release at most: what a Zenodo record takes."""
_TABLE_NAMES = {table.name for table in TABLES}
_DOCUMENTS = {card.NAME, manifest.NAME, sums.NAME, *PAPERS}


def check(folder: Path) -> list[Finding]:
    """Return everything that is not true in the release, sorted by file; empty if all is well.

    Raises:
        NotAReleaseError: the folder is missing or holds no ``manifest.json``.
        OSError: a file cannot be read for a reason outside the release.
    """
    if not folder.is_dir():
        raise NotAReleaseError(f"{folder} is not a folder" if folder.exists() else f"{folder} does not exist")
    if not (folder / manifest.NAME).is_file():
        raise NotAReleaseError(f"{folder} is not a release: it has no {manifest.NAME}")
    scans = {table.name: Scan(table, folder) for table in TABLES}
    found = [*check_sums(folder), *_files(folder)]
    for scan in scans.values():
        found += scan.run()
    found += [*_overlap(scans), *_references(scans), *check_documents(folder, scans)]
    return sorted(set(found))


def check_sums(folder: Path) -> Findings:
    """Compare the files with ``SHA256SUMS``, in both directions."""
    try:
        named = sums.read(folder)
    except (OSError, ValueError) as error:
        yield Finding(sums.NAME, "sums.format", "", str(error))
        return
    present = set(sums.files(folder)) - {sums.NAME}
    for path in sorted(named.keys() - present):
        yield Finding(path, "sums.missing", "", "is not there")
    for path in sorted(present - named.keys()):
        yield Finding(path, "sums.unlisted", "", f"is not in {sums.NAME}")
    for path in sorted(present & named.keys()):
        if sums.sha256(folder / path) != named[path]:
            yield Finding(path, "sums.changed", "", f"its SHA-256 is not {named[path]}")


def _files(folder: Path) -> Findings:
    """Name files that are no part of a release, missing documents and tables, and documents that differ."""
    present = set(sums.files(folder))
    matches = {path: _DATA_FILE.fullmatch(path) for path in present - _DOCUMENTS}
    tables = {match["table"] for match in matches.values() if match}
    for path, match in matches.items():
        if not match or match["table"] not in _TABLE_NAMES:
            yield Finding(path, "files.unknown", "", "is no part of a release")
    if len(present) > MOST_FILES:
        yield Finding("data", "files.many", "", f"{len(present)} files are more than {MOST_FILES}")
    for path in _DOCUMENTS - present:
        yield Finding(path, "files.missing", "", "is not there")
    for name in _TABLE_NAMES - tables:
        yield Finding(f"data/{name}", "files.missing", "", "has no data file")


def _overlap(scans: Mapping[str, Scan]) -> Findings:
    once = [(page for page, _ in groupby(scans[table.name].keys)) for table in (ARTICLES, REJECTS)]
    for page in doubles(merge(*once)):
        yield Finding("data", "account.overlap", page.hex(), "is both an article and a rejection")


def _references(scans: Mapping[str, Scan]) -> Findings:
    """Name the cables and publishers that rows refer to and their tables lack."""
    for table, name in product((ARTICLES.name, COVERAGE.name), (CABLES.name, PUBLISHERS.name)):
        if scans[name].complete:
            for key in scans[table].mentions.get(name, set()) - scans[name].names:
                yield Finding(f"data/{table}", "rows.reference", key, f"is not in the table {name}")


def check_documents(folder: Path, scans: Mapping[str, Scan]) -> Findings:
    """Compare the manifest with the data, then card and documents with the manifest; `scans` must be complete."""
    text = (folder / manifest.NAME).read_bytes()
    try:
        stated = manifest.parse(text)
        check_version(stated.version)
    except VersionError as error:
        yield Finding(manifest.NAME, "manifest.version", "version", str(error))
        return
    except ValueError as error:
        yield Finding(manifest.NAME, "manifest.format", "", str(error))
        return
    if manifest.spell(stated).encode() != text:
        yield Finding(manifest.NAME, "manifest.format", "", "is not spelled as `release` spells it")
    if all(scan.complete for scan in scans.values()):
        yield from check_manifest(folder, stated, scans)
        yield from _partitions(scans)
        yield from check_tombstones(folder)
    yield from check_card(folder, stated)
    yield from check_papers(folder, stated)


def _partitions(scans: Mapping[str, Scan]) -> Findings:
    """Name rows that stand in the file of another month, and data files that should not be, or should."""
    for scan in scans.values():
        place = f"data/{scan.table.name}"
        expected = {f"{place}/{name}" for name in file_names(scan.table, scan.tally.months())}
        for path in sorted(expected ^ scan.rows.keys()):
            yield Finding(
                path, "files.partition", "", "is not there" if path in expected else "has no month of its own"
            )
