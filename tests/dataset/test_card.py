"""The card says what the data say."""

import pyarrow.parquet as pq
import pytest
import yaml

from cablepress.dataset import manifest
from cablepress.dataset.about import languages
from cablepress.dataset.card import card, features, size_category
from cablepress.dataset.intake import Intake
from cablepress.dataset.markdown import grid
from cablepress.dataset.release import release


def front(folder):
    head, yaml_text, prose = (folder / "README.md").read_text(encoding="utf-8").split("---\n", 2)
    assert head == ""
    return yaml.safe_load(yaml_text), prose


@pytest.fixture(scope="module")
def parts(built):
    return front(built)


def test_every_table_is_a_configuration_and_articles_the_default(parts):
    configs = parts[0]["configs"]
    tables = ["articles", "coverage", "cables", "publishers", "rejects"]
    assert [c["config_name"] for c in configs] == [*tables, "metadata", "train"]
    assert [c["config_name"] for c in configs if c.get("default")] == ["articles"]
    assert {c["version"] for c in configs} == {"1.2.3"}


def test_each_glob_matches_each_file_once(parts, built):
    tables = [config for config in parts[0]["configs"] if not {"columns", "filters"} & config.keys()]
    globs = [files["path"] for config in tables for files in config["data_files"]]
    matched = [path for pattern in globs for path in built.glob(pattern)]
    assert sorted(matched) == sorted(set(built.rglob("*.parquet")) - set((built / "data" / "tombstones").iterdir()))


def test_features_and_sizes_are_those_of_the_files(parts, built):
    for info in parts[0]["dataset_info"]:
        name = info["config_name"]
        paths = sorted((built / "data" / name).iterdir())
        table = pq.read_table(paths)
        in_memory = sum(pq.read_table(path).nbytes for path in paths)
        assert info["features"] == features(table.schema)
        assert info["splits"] == [{"name": "train", "num_bytes": in_memory, "num_examples": table.num_rows}]
        assert (info["download_size"], info["dataset_size"]) == (sum(path.stat().st_size for path in paths), in_memory)


def test_languages_are_primary_subtags_of_the_data(built):
    found = languages(manifest.read(built))
    assert {"de", "en", "hi"} <= set(found)
    assert "de-AT" not in found
    assert found == sorted(set(found))


def test_the_prose_has_every_number_filled_in(parts):
    assert "$" not in parts[1]
    for told in ("version 1.2.3 of", "Of 6 raw pages", "found in 8 captures", "4 gave an article and 2 were rejected"):
        assert told in parts[1]
    assert "| The Example Post | 2 |" in parts[1]
    assert "| not known | 1 |" in parts[1]


def test_nothing_of_an_articles_text_is_in_the_card(parts):
    assert "quillwort" not in parts[1]


def test_an_empty_table_has_no_configuration(tmp_path):
    release([], Intake({}), tmp_path / "out", "0.1.0")
    configs = front(tmp_path / "out")[0]["configs"]
    assert [(c["config_name"], c.get("default")) for c in configs] == [
        ("coverage", True),
        ("cables", None),
        ("publishers", None),
    ]


def test_the_same_manifest_gives_the_same_card(built):
    assert card(manifest.read(built)) == (built / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("rows", "category"), [(0, "n<1K"), (999, "n<1K"), (1_000, "1K<n<10K"), (999_999, "100K<n<1M"), (10**6, "1M<n<10M")]
)
def test_size_categories(rows, category):
    assert size_category(rows) == category


def test_cells_cannot_break_a_table():
    assert grid(["a"], [["x|y\nz"]]) == "| a |\n|---|\n| x\\|y z |"
