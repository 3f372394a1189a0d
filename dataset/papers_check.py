"""Compares the documents with what the manifest and the data say: word for word, and fact by fact.

Word for word is possible only if the installed cablepress wrote them: others may word them differently. The facts that
other programs act on (hashes, sizes, versions, licences, DOIs) are compared whoever wrote the documents.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from importlib.metadata import version as installed
from itertools import zip_longest
from pathlib import Path
from typing import Any

import yaml

from . import card, changes, croissant, sums
from .doi import is_doi
from .findings import Finding, Findings
from .manifest import Manifest
from .papers import papers
from .schema import TABLES

_LICENCES = {"CC0-1.0", "cc-zero", "https://creativecommons.org/publicdomain/zero/1.0/", "LICENSE.md"}
"""SPDX id, Zenodo id and addresses of the licences that a release can name."""
_VERSIONS: Mapping[str, tuple[str, ...]] = {
    "CITATION.cff": ("version",),
    croissant.FILE_NAME: ("version",),
    "datacite.json": ("version",),
    "schema-org.json": ("version",),
    "zenodo.json": ("metadata", "version"),
}
"""Document → where it states the version."""
_DOI = re.compile(r"10\.[0-9]+/[^\s\"'}<>,]+")


def check_papers(folder: Path, stated: Manifest) -> Findings:
    """Yield everything in the documents but the card that is not what the manifest gives."""
    try:
        history = changes.history_after(folder, stated.version)
    except (OSError, ValueError) as error:
        yield Finding(changes.NAME, "changelog.format", "", str(error))
        return
    if stated.changes and hashlib.sha256(history.encode()).hexdigest() != stated.changes.history_sha256:
        yield Finding(changes.NAME, "changelog.history", "", "the sections of former versions are not as they were")
    if stated.packages.get("cablepress") == installed("cablepress"):
        yield from _words(folder, papers(stated, history))
    yield from _facts(folder, stated)


def _words(folder: Path, expected: Mapping[str, str]) -> Findings:
    for name, text in expected.items():
        path = folder / name
        if name != card.NAME and path.is_file() and (found := path.read_bytes()) != text.encode():
            yield Finding(name, "papers.text", _difference(found, text, name), "is not what the manifest gives")


def _difference(found: bytes, expected: str, name: str) -> str:
    """Name the first key of a JSON document that differs, or the first line."""
    try:
        parsed = json.loads(found) if name.endswith(".json") else None
    except (ValueError, RecursionError):
        parsed = None
    if parsed is not None and (keys := next(_keys(parsed, json.loads(expected)), None)) is not None:
        return keys
    pairs = zip_longest(found.splitlines(), expected.encode().splitlines())
    return f"line {next((number for number, (one, other) in enumerate(pairs, 1) if one != other), 0)}"


def _keys(found: object, expected: object, above: str = "") -> Iterator[str]:
    """Yield the places, as ``a.b[2].c``, at which two JSON values differ."""
    if isinstance(found, dict) and isinstance(expected, dict):
        for key in sorted(found.keys() | expected.keys()):
            if key not in found or key not in expected:
                yield f"{above}.{key}".lstrip(".")
            else:
                yield from _keys(found[key], expected[key], f"{above}.{key}".lstrip("."))
    elif isinstance(found, list) and isinstance(expected, list) and len(found) == len(expected):
        for number, pair in enumerate(zip(found, expected, strict=True)):
            yield from _keys(*pair, f"{above}[{number}]")
    elif found != expected or type(found) is not type(expected):
        yield above


def _facts(folder: Path, stated: Manifest) -> Findings:
    read: dict[str, Any] = {}
    for name in _VERSIONS:
        if (folder / name).is_file():
            try:
                read[name] = _parsed(folder / name)
            except (ValueError, yaml.YAMLError, RecursionError) as error:
                yield Finding(name, "papers.format", "", f"cannot be read: {' '.join(str(error).split())[:120]}")
    for name, document in read.items():
        yield from _stated(name, document, stated)
    if isinstance(read.get(croissant.FILE_NAME), dict):
        yield from _croissant(folder, read[croissant.FILE_NAME])


def _parsed(path: Path) -> object:
    text = path.read_bytes().decode("utf-8")
    return json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)


def _stated(name: str, document: object, stated: Manifest) -> Findings:
    """Compare version, DOIs and licences that a document names."""
    found: Any = document
    for key in _VERSIONS[name]:
        found = found.get(key) if isinstance(found, dict) else None
    if found != stated.version:
        yield Finding(name, "papers.version", ".".join(_VERSIONS[name]), f"is {found!r}, not {stated.version!r}")
    for place, text in _texts(document):
        for doi in _DOI.findall(text):
            if doi != stated.doi:
                what = "is not that of the release" if is_doi(doi) else "has not the form of a DOI"
                yield Finding(name, "papers.doi", place, f"{doi} {what}")
        if re.search(r"(?:^|\.)(?:license|rightsIdentifier)(?:\[\d+\])?$", place) and text not in _LICENCES:
            yield Finding(name, "papers.licence", place, f"{text!r} is no licence that a release names")


def _texts(value: object, place: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    items = value.items() if isinstance(value, dict) else ()
    for key, item in items:
        yield from _texts(item, f"{place}.{key}".lstrip("."))
    for number, item in enumerate(value if isinstance(value, list) else ()):
        yield from _texts(item, f"{place}[{number}]")


def _croissant(folder: Path, described: Mapping[str, Any]) -> Findings:
    """Compare hashes and sizes with the files, and fields with the columns."""
    parts = [part for part in described.get("distribution", ()) if isinstance(part, dict)]
    files = {str(part.get("contentUrl")): part for part in parts if part.get("@type") == "cr:FileObject"}
    present = set(sums.files(folder)) - {croissant.FILE_NAME, sums.NAME}
    for path in sorted(files.keys() ^ present):
        what = "is not described" if path in present else "is described, but not there"
        yield Finding(croissant.FILE_NAME, "croissant.files", path, what)
    for path in sorted(files.keys() & present):
        size = f"{(folder / path).stat().st_size} B"
        if files[path].get("sha256") != sums.sha256(folder / path) or files[path].get("contentSize") != size:
            yield Finding(croissant.FILE_NAME, "croissant.files", path, "hash or size is not that of the file")
    sets = {part.get("name"): part for part in described.get("recordSet", ()) if isinstance(part, dict)}
    for table in TABLES:
        fields = [_name(field) for field in sets.get(table.name, {}).get("field", ())]
        if table.name in sets and fields != [f"{table.name}/{column.name}" for column in table.columns]:
            yield Finding(croissant.FILE_NAME, "croissant.fields", table.name, "the fields are not the columns")


def _name(field: object) -> object:
    return field.get("name") if isinstance(field, dict) else None
