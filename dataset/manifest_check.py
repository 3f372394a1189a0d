"""Compares what the manifest states with what the data files hold."""

from collections.abc import Iterable, Mapping
from heapq import merge
from itertools import groupby
from pathlib import Path

from . import sums
from .content import release_root
from .findings import Finding, Findings
from .intake import page_digest
from .manifest import NAME, DataFile, Inputs, Manifest, Size
from .rights import REDISTRIBUTABLE
from .scan import Scan
from .schema import ARTICLES, REJECTS, TIERS

_Values = Mapping[str, object]


def check_manifest(folder: Path, stated: Manifest, scans: Mapping[str, Scan]) -> Findings:
    """Yield every statement that the data contradict; `scans` must be complete."""
    files = {path: _data_file(folder, path, rows) for scan in scans.values() for path, rows in scan.rows.items()}
    counts = {name: scan.tally.result() for name, scan in scans.items()}
    yield from _differ("manifest.files", _by_path(stated.files), _by_path(files.values()))
    if sorted(stated.files, key=_path) != list(stated.files):
        yield Finding(NAME, "manifest.files", "files", "is not sorted by path, or names a file twice")
    sizes = {name: _size(scan, files) for name, scan in scans.items()}
    yield from _differ("manifest.tables", stated.tables, sizes)
    root = release_root({name: size.content_sha256 for name, size in sizes.items()})
    yield from _differ("manifest.content", {"content_sha256": stated.content_sha256}, {"content_sha256": root})
    yield from _differ("manifest.counts", _flat(stated.counts), _flat(counts))
    yield from check_texts(stated, scans[ARTICLES.name].held)
    yield from _differ("manifest.inputs", _of_inputs(stated.inputs), _inputs(scans))


def check_texts(stated: Manifest, held: Iterable[tuple[str, str]]) -> Findings:
    """Yield what a release holds of texts beyond its tier or, if it is not private, beyond what their rights allow."""
    for rights, tier in sorted(held):
        if TIERS.index(tier) > TIERS.index(stated.tier):
            yield Finding("data/articles", "texts.tier", "text_tier", f"is {tier} in a release of tier {stated.tier}")
        elif tier == "full" and not stated.private and rights not in REDISTRIBUTABLE:
            yield Finding(
                "data/articles", "texts.rights", "text_tier", f"is full under {rights}, in no private release"
            )


def _differ(code: str, stated: _Values, found: _Values) -> Findings:
    for name in sorted(stated.keys() | found.keys()):
        one, other = stated.get(name), found.get(name)
        if one != other:
            yield Finding(NAME, code, name, f"states {_shown(one)}; the data give {_shown(other)}")


def _shown(value: object) -> str:
    return "nothing" if value is None else str(value)


def _data_file(folder: Path, path: str, rows: int) -> DataFile:
    return DataFile(path, sums.sha256(folder / path), (folder / path).stat().st_size, rows)


def _size(scan: Scan, files: Mapping[str, DataFile]) -> Size:
    file_bytes = sum(files[path].bytes for path in scan.rows)
    return Size(sum(scan.rows.values()), scan.arrow_bytes, file_bytes, scan.seal.root())


def _inputs(scans: Mapping[str, Scan]) -> _Values:
    articles, rejects = scans[ARTICLES.name], scans[REJECTS.name]
    found = groupby(merge(articles.keys, rejects.keys))
    pages, digest = page_digest(page.hex() for page, _ in found)
    return {
        "captures": articles.captures + rejects.captures,
        "raw_pages": pages,
        "raw_pages_sha256": digest,
    }


def _of_inputs(inputs: Inputs) -> _Values:
    return {
        "captures": inputs.captures,
        "raw_pages": inputs.raw_pages,
        "raw_pages_sha256": inputs.raw_pages_sha256,
    }


def _flat(counts: Mapping[str, Mapping[str, Mapping[str, int]]]) -> _Values:
    return {
        f"{table}.{column}={value}": count
        for table, columns in counts.items()
        for column, values in columns.items()
        for value, count in values.items()
    }


def _by_path(files: Iterable[DataFile]) -> _Values:
    return {file.path: file for file in files}


def _path(file: DataFile) -> str:
    return file.path
