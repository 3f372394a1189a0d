"""Validates a release's papers with other people's programs: ``make papers-check RELEASE=release``.

mlcroissant reads ``croissant.json`` and must give every record of the Parquet files, row for row; the JSON schemas of
the Citation File Format 1.2.0 and of DataCite 4.5 must accept ``CITATION.cff`` and ``datacite.json``. Runs in an
environment of its own, because mlcroissant brings 400 MB of packages.
"""

import datetime
import json
import sys
from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import mlcroissant
import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import yaml


def main(folder: Path) -> None:
    """Validate everything; raise at the first thing that is not accepted."""
    schema = distribution("cffconvert").locate_file(
        "cffconvert/schemas/1.2.0/schema.json"
    )  # its code pins old packages
    cff = json.loads(Path(str(schema)).read_text(encoding="utf-8"))
    told = yaml.safe_load((folder / "CITATION.cff").read_text(encoding="utf-8"))
    told["date-released"] = str(told["date-released"])
    jsonschema.Draft7Validator(cff, format_checker=jsonschema.FormatChecker()).validate(told)
    print("CITATION.cff: accepted by the CFF 1.2.0 schema")
    datacite = json.loads((files("datacite") / "schemas/datacite-v4.5.json").read_text(encoding="utf-8"))
    described = json.loads((folder / "datacite.json").read_text(encoding="utf-8"))
    wrong = [error.message for error in jsonschema.Draft201909Validator(datacite).iter_errors(described)]
    if wrong:
        raise SystemExit(f"datacite.json: {wrong}")
    print("datacite.json: accepted by the DataCite 4.5 schema")
    dataset = mlcroissant.Dataset(folder / "croissant.json")
    issues = dataset.metadata.ctx.issues
    if issues.errors or issues.warnings:
        raise SystemExit(f"croissant.json: {issues.report()}")
    for record_set in dataset.metadata.record_sets:
        print(f"croissant.json: {_same_rows(dataset, folder, record_set.id)} records of {record_set.id} are the rows")


def _same_rows(dataset: mlcroissant.Dataset, folder: Path, name: str) -> int:
    """Compare a record set with the table, row for row; return their number."""
    files = sorted((folder / "data" / name).glob("*.parquet"))
    found = sorted(_spelled(_named(record)) for record in dataset.records(name))
    wanted = sorted(_spelled(row) for path in files for row in pq.read_table(path).to_pylist())
    for one, other in zip(found, wanted, strict=True):
        if one != other:
            raise SystemExit(f"{name}: a record differs from its row:\n{one}\n{other}")
    return len(found)


def _named(record: dict[str, Any]) -> dict[str, Any]:
    """Name fields as columns: ``articles/captures/url`` is ``url`` in a piece of ``captures``."""
    return {key.rpartition("/")[2]: _inner(value) for key, value in record.items()}


def _inner(value: object) -> object:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [_named(piece) for piece in value]
    return value


def _spelled(row: dict[str, Any]) -> str:
    return json.dumps(_plain(row), sort_keys=True, ensure_ascii=False)


def _plain(value: object) -> object:
    """Spell a value as JSON can: mlcroissant gives bytes for text and time stamps for days."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | np.ndarray):
        return [_plain(item) for item in value]
    if value is None or pd.isna(value):
        return None
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    if isinstance(value, np.generic):
        return value.item()
    return value.decode() if isinstance(value, bytes) else value


if __name__ == "__main__":
    main(Path(sys.argv[1]))
