"""Compares what the manifest states with what the data files hold."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from . import sums
from .findings import Finding, Findings
from .intake import page_digest
from .manifest import NAME, DataFile, Inputs, Manifest, Size
from .scan import Scan
from .schema import ARTICLES, REJECTS

_Values = Mapping[str, object]


def check_manifest(folder: Path, stated: Manifest, scans: Mapping[str, Scan]) -> Findings:
    """Yield every statement that the data contradict; `scans` must be complete."""
    files = {path: _data_file(folder, path, rows) for scan in scans.values() for path, rows in scan.rows.items()}
    counts = {name: scan.tally.result() for name, scan in scans.items()}
    yield from _differ("manifest.files", _by_path(stated.files), _by_path(files.values()))
    if sorted(stated.files, key=_path) != list(stated.files):
        yield Finding(NAME, "manifest.files", "files", "is not sorted by path, or names a file twice")
    yield from _differ("manifest.tables", stated.tables, {name: _size(scan, files) for name, scan in scans.items()})
    yield from _differ("manifest.counts", _flat(stated.counts), _flat(counts))
    yield from _differ("manifest.inputs", _of_inputs(stated.inputs), _inputs(scans))


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
    return Size(sum(scan.rows.values()), scan.arrow_bytes, sum(files[path].bytes for path in scan.rows))


def _inputs(scans: Mapping[str, Scan]) -> _Values:
    articles, rejects = scans[ARTICLES.name], scans[REJECTS.name]
    pages = articles.keys | rejects.keys
    return {
        "captures": articles.captures + rejects.captures,
        "raw_pages": len(pages),
        "raw_pages_sha256": page_digest(pages),
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
