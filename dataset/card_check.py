"""Compares the card with the manifest: what loaders and readers are told must be what the release holds."""

import re
from collections.abc import Mapping
from importlib.metadata import version as installed
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from . import sums
from .card import NAME, card, front_matter
from .findings import Finding, Findings
from .manifest import Manifest

_CODES = {"configs": "card.configs", "dataset_info": "card.features", "language": "card.languages"}
"""Key of the YAML → code of a finding in it; the other keys are `card.metadata`."""
_INNER_CODES = {"version": "card.version", "features": "card.features"}
_SPLIT = re.compile(r"\w+(?:\.\w+)*")  # what `datasets` takes
_SIZES = {"splits", "download_size", "dataset_size"}


def check_card(folder: Path, manifest: Manifest) -> Findings:
    """Yield every statement of the card that the manifest contradicts.

    The prose is compared only if the installed cablepress built the release: others may word it differently.
    """
    path = folder / NAME
    if not path.is_file():
        return
    try:
        text = path.read_bytes().decode("utf-8")
        found = _front(text)
    except ValueError as error:
        yield Finding(NAME, "card.format", "", str(error))
        return
    expected = front_matter(manifest)
    yield from _data_files(folder, found.get("configs"))
    wrong = [finding for key in sorted({*found, *expected}) for finding in _compare(key, found, expected)]
    yield from wrong
    if not wrong and manifest.packages.get("cablepress") == installed("cablepress"):
        yield from _text(text, card(manifest))


def _data_files(folder: Path, configs: object) -> Findings:
    """Name splits that no loader takes, and data files that not exactly one glob matches, empty tables' aside."""
    views = {"columns", "filters"}  # configurations that show a part of files that another one has
    tables = [config for config in _dicts(configs) if not views & config.keys()]
    entries = [entry for config in _dicts(configs) for entry in _dicts(config.get("data_files"))]
    for name in sorted({str(entry.get("split")) for entry in entries}):
        if not _SPLIT.fullmatch(name):
            yield Finding(NAME, "card.splits", name, "is no name of a split: letters, digits and _ only")
    globs = [str(entry.get("path")) for config in tables for entry in _dicts(config.get("data_files"))]
    for path in sums.files(folder / "data"):
        times = sum(PurePosixPath("data", path).match(glob) for glob in globs)
        if times > 1 or (times == 0 and any(glob.startswith(f"data/{path.partition('/')[0]}/") for glob in globs)):
            yield Finding(NAME, "card.globs", f"data/{path}", f"is matched by {times} globs")


def _dicts(value: object) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _front(text: str) -> dict[str, Any]:
    """Return the YAML at the head of the card; raises `ValueError`."""
    head, _, rest = text.partition("---\n")
    front, end, _ = rest.partition("\n---\n")
    if head or not end:
        raise ValueError("has no YAML between two lines of '---'")
    try:
        found = yaml.safe_load(front)
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(f"its YAML cannot be read: {' '.join(str(error).split())}") from None
    if not isinstance(found, dict) or not all(isinstance(key, str) for key in found):
        raise ValueError("its YAML is not a table of keys")
    return found


def _compare(key: str, found: Mapping[str, Any], expected: Mapping[str, Any]) -> Findings:
    one, other = found.get(key), expected.get(key)
    if one == other:
        return
    if key in {"configs", "dataset_info"} and _names(one) == _names(other):
        for mine, theirs in zip(found[key], expected[key], strict=True):
            yield from _compare_table(key, mine, theirs)
    else:
        yield Finding(NAME, _CODES.get(key, "card.metadata"), key, f"is {_short(one)}, not {_short(other)}")


def _names(entries: object) -> list[object]:
    """Return the tables that a list of entries names, in its order."""
    items = entries if isinstance(entries, list) else []
    return [item.get("config_name") if isinstance(item, dict) else None for item in items]


def _compare_table(key: str, found: dict[str, Any], expected: dict[str, Any]) -> Findings:
    """Compare what one entry of ``configs`` or ``dataset_info`` says about its table."""
    for name in sorted({*map(str, found), *expected}):
        one, other = found.get(name), expected.get(name)
        if one != other:
            code = "card.sizes" if name in _SIZES else _INNER_CODES.get(name, _CODES[key])
            place = f"{key}.{expected['config_name']}.{name}"
            yield Finding(NAME, code, place, f"is {_short(one)}, not {_short(other)}")


def _text(found: str, expected: str) -> Findings:
    """Name the first line that differs."""
    if found == expected:
        return
    lines, wanted = found.split("\n"), expected.split("\n")
    same = next((n for n, pair in enumerate(zip(lines, wanted, strict=False)) if pair[0] != pair[1]), len(wanted) - 1)
    yield Finding(NAME, "card.text", f"line {same + 1}", "is not what the manifest gives")


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 120 else shown[:117] + "..."
