"""What `check --load` finds: a case a code, each a card that says something else than the data."""

import shutil

import pytest

from cablepress.dataset.loading import check_loading


def test_a_release_loads(built):
    assert check_loading(built) == []


SPOILT = [  # text of the card, what stands there instead, code
    ("data/cables/", "data/nowhere/", "loading.failed"),
    ("name: cable_id", "name: id", "loading.failed"),
    ("version: 1.2.3", "version: 1.2.4", "loading.version"),
]


@pytest.mark.parametrize(("old", "new", "code"), SPOILT)
def test_a_spoilt_card_is_found(built, tmp_path, old, new, code):
    folder = tmp_path / "copy"
    shutil.copytree(built, folder)
    card = (folder / "README.md").read_text(encoding="utf-8")
    assert old in card
    (folder / "README.md").write_text(card.replace(old, new), encoding="utf-8")
    assert code in {finding.code for finding in check_loading(folder)}


def test_missing_rows_are_found(built, tmp_path):
    folder = tmp_path / "copy"
    shutil.copytree(built, folder)
    manifest = (folder / "manifest.json").read_text(encoding="utf-8")
    assert '"rows": 91' in manifest
    (folder / "manifest.json").write_text(manifest.replace('"rows": 91', '"rows": 92'), encoding="utf-8")
    assert {finding.code for finding in check_loading(folder)} == {"loading.rows"}
