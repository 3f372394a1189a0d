"""Other people's readers read the same rows: datasets, pandas, DuckDB, polars."""

import os
import subprocess
import sys
from datetime import date

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest

from cablepress.cleaning.article import Article
from cablepress.dataset.intake import Capture, Intake
from cablepress.dataset.release import release
from cablepress.dataset.schema import TABLES

LOAD = """
import sys
import pyarrow.parquet as pq
from datasets import get_dataset_config_names, load_dataset
folder = sys.argv[1]
tables = ["articles", "coverage", "cables", "publishers", "rejects"]
assert get_dataset_config_names(folder) == [*tables, "metadata", "train"]
for name, rows in {"articles": 4, "coverage": 224, "cables": 91, "publishers": 105, "rejects": 2}.items():
    expected = pq.read_table(f"{folder}/data/{name}").to_pylist()
    whole = load_dataset(folder, name, split="train")
    stream = load_dataset(folder, name, split="train", streaming=True)
    assert len(whole) == rows
    assert list(whole) == list(stream) == expected, name
    assert str(whole.info.version) == str(stream.info.version) == "1.2.3"
    assert whole.info.dataset_size == whole.data.nbytes
assert list(load_dataset(folder)["train"])[0].keys() == load_dataset(folder, "articles")["train"][0].keys()
"""


def test_datasets_loads_every_table(built, tmp_path):
    place = {"HF_HOME": str(tmp_path), "HF_DATASETS_CACHE": str(tmp_path / "cache"), "HF_HUB_OFFLINE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", LOAD, built], env=os.environ | place, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]


@pytest.mark.parametrize("name", [table.name for table in TABLES if table.name != "tombstones"])  # it is empty
def test_pandas_duckdb_and_polars_read_the_same_rows(built, name):
    folder = built / "data" / name
    expected = pq.read_table(folder).to_pylist()
    columns = ", ".join(f'"{column}"' for column in expected[0])
    found = duckdb.connect().execute(f"SELECT {columns} FROM '{folder}/*.parquet'").fetchall()
    assert [dict(zip(expected[0], row, strict=True)) for row in found] == expected
    assert pl.read_parquet(folder).to_dicts() == expected
    assert plain(pd.read_parquet(folder).to_dict("records")) == expected


def plain(value):
    """Turn pandas' arrays into lists and its missing values into None."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | np.ndarray):
        return [plain(item) for item in value]
    return None if pd.isna(value) else value


VIEWS = """
import sys
from datasets import load_dataset
folder = sys.argv[1]
whole = load_dataset(folder, "articles", split="train")
metadata = load_dataset(folder, "metadata", split="train")
assert len(metadata) == len(whole)
assert not {"text", "paragraphs", "removed"} & set(metadata.column_names)
parts = {name: load_dataset(folder, name, split=name) for name in ("train", "validation", "test")}
assert {name: set(part["split"]) for name, part in parts.items()} == {name: {name} for name in parts}
assert sorted(page for part in parts.values() for page in part["id"]) == sorted(whole["id"])
"""


def test_datasets_loads_metadata_and_splits(tmp_path):
    days = (date(2010, 12, 2), date(2011, 3, 15), date(2011, 9, 4), None)
    pages = [
        Article(f"{number:064}", f"Story {number}.", (f"Story {number}.",), ("body",), ("block 1 p",), published=day)
        for number, day in enumerate(days)
    ]
    release(pages, Intake({one.id: [Capture()] for one in pages}), tmp_path / "release", "1.0.0")
    place = {"HF_HOME": str(tmp_path / "home"), "HF_HUB_OFFLINE": "1"}
    command = [sys.executable, "-c", VIEWS, tmp_path / "release"]
    done = subprocess.run(command, env=os.environ | place, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
