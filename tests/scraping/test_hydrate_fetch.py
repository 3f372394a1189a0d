"""`hydrate --fetch` against the archive on loopback: the recorded captures come back, what differs is named."""

import json
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from cablepress.cli import run
from cablepress.scraping.page import RawPage
from cablepress.scraping.store import read_raw

from .conftest import write_warc

CHANGED = 3
"""The paragraph that differs from the archive's, from 1."""


@pytest.fixture(scope="module")
def recorded(archive):
    """What a release may rest on: kind → the captures it was made from, as the archive has them or not."""
    pages = {int(page.url[:-5].rpartition("-")[2]) % 10: page for page in archive.pages}
    elsewhere, page, another = pages[0].captures[0], pages[9].captures[0], pages[7].captures[0]
    paragraphs = page.body.split(b"<p>")
    paragraphs[CHANGED] = paragraphs[CHANGED].replace(b" ", b" gently ", 1)
    return {
        "not the best": [pages[1].captures[0]],
        "the best": [pages[2].captures[0]],
        "page_changed": [replace(page, body=b"<p>".join(paragraphs))],
        "other_capture": [replace(another, stamp="20110301010101", body=another.body + b"<!-- before -->")],
        "missing": [replace(elsewhere, url="http://nowhere.skerrin.example/2011/03/05/report-99.html")],
    }


@pytest.fixture(scope="module")
def shared(recorded, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("shared")
    warc = write_warc(folder / "recorded.warc.gz", [one for captures in recorded.values() for one in captures])
    made = ["build", "--raw", str(warc), "--version", "1.0.0", "--out"]
    assert run([*made, str(folder / "standoff"), "--text", "standoff"]) == 0
    assert run([*made, str(folder / "private")]) == 0
    return folder


def rows(folder: Path) -> dict[tuple[str, str], dict]:
    return {(row["url"], row["captured_at"]): row for row in pq.read_table(folder / "data/articles").to_pylist()}


def test_the_recorded_captures_come_and_what_differs_is_named(archive, recorded, shared, tmp_path, capsys):
    capsys.readouterr()
    arguments = ["hydrate", str(shared / "standoff"), "--fetch", str(tmp_path / "fetched"), "--json", "--allow-private"]
    arguments += ["--archives", str(archive.table)]
    assert run([*arguments, "--out", str(tmp_path / "out")]) == 1
    told = {one["url"]: one for one in map(json.loads, capsys.readouterr().out.splitlines())}
    differing = ("page_changed", "other_capture", "missing")
    assert {url: one["kind"] for url, one in told.items()} == {recorded[kind][0].url: kind for kind in differing}
    assert told[recorded["page_changed"][0].url]["paragraphs"] == [CHANGED]
    stated, whole = rows(tmp_path / "out"), rows(shared / "private")
    assert {key: row for key, row in stated.items() if row["text"]} == {
        key: row for key, row in whole.items() if key[0] not in told
    }
    held = pages(tmp_path / "fetched")
    assert {one.id for one in held} >= {row["id"] for row in stated.values() if row["text"]}
    assert run([*arguments, "--out", str(tmp_path / "again")]) == 1
    assert sorted(one.id for one in pages(tmp_path / "fetched")) == sorted(one.id for one in held)
    assert rows(tmp_path / "again") == stated


def pages(folder: Path) -> list[RawPage]:
    return [one for one in read_raw([folder]) if isinstance(one, RawPage)]
