"""Texts come back from raw pages, each proved; what does not match is named, paragraph by paragraph."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from cablepress.cleaning.pipeline import clean
from cablepress.cli import run
from cablepress.dataset.check import check
from cablepress.dataset.edition import Edition
from cablepress.dataset.hydrate import KINDS, advice, hydrate
from cablepress.dataset.manifest import read
from cablepress.dataset.remake import remake
from cablepress.dataset.terms import Terms
from cablepress.scraping.command import SAMPLE
from cablepress.scraping.page import RawPage
from cablepress.scraping.store import read_raw

RAW = [page for page in read_raw([SAMPLE]) if isinstance(page, RawPage)]


def derived(pages):
    return [clean(page.body, url=page.url, media_type=page.media_type, captured_at=page.captured_at) for page in pages]


def rows(folder: Path) -> dict[str, dict]:
    return {row["id"]: row for row in pq.read_table(folder / "data/articles").to_pylist()}


@pytest.fixture(scope="module")
def private(tmp_path_factory):
    out = tmp_path_factory.mktemp("sample") / "private"
    assert run(["build", "--out", str(out), "--version", "1.0.0"]) == 0
    return out


@pytest.fixture(scope="module")
def shared(private):
    out = private.with_name("shared")
    remake(private, out, Edition("1.0.0", terms=Terms("standoff", private=False)))
    return out


def test_every_text_of_the_sample_comes_back(private, shared, tmp_path):
    made, mismatches = hydrate(shared, derived(RAW), tmp_path / "out")
    assert mismatches == []
    assert made.private
    assert check(tmp_path / "out") == []
    assert rows(tmp_path / "out") == rows(private)
    assert {row["text"] for row in rows(shared).values()} == {None}


@pytest.fixture
def longest(shared):
    """The sample's record with the most paragraphs, and its raw page."""
    row = max(rows(shared).values(), key=lambda row: len(row["passages"]))
    return row, next(page for page in RAW if page.id == row["id"])


def test_a_page_changed_by_one_word_is_told_as_that_paragraph(private, shared, longest, tmp_path):
    row, page = longest
    paragraphs = rows(private)[row["id"]]["paragraphs"]
    place = next(n for n, text in enumerate(paragraphs) if n and page.body.count(text.encode()) == 1)
    word = max(paragraphs[place].split(), key=len)
    changed = paragraphs[place].replace(word, word + "x", 1)
    body = page.body.replace(paragraphs[place].encode(), changed.encode())
    assert body != page.body
    others = [one for one in RAW if one.id != page.id]
    _, mismatches = hydrate(
        shared, derived([*others, RawPage(body, page.url, page.media_type, page.captured_at)]), tmp_path / "out"
    )
    (found,) = mismatches
    assert (found.id, found.kind, found.paragraphs) == (page.id, "page_changed", (place + 1,))
    assert rows(tmp_path / "out")[page.id]["text"] is None
    assert check(tmp_path / "out") == []


def test_a_missing_page_is_told(shared, longest, tmp_path):
    row, page = longest
    _, mismatches = hydrate(shared, derived([one for one in RAW if one.id != page.id]), tmp_path / "out")
    assert [(one.id, one.kind) for one in mismatches] == [(row["id"], "missing")]


def test_another_capture_is_told(shared, longest, tmp_path):
    row, page = longest
    later = RawPage(page.body + b"<!-- later -->", page.url, page.media_type, page.captured_at.replace(year=2030))
    _, mismatches = hydrate(shared, derived([*(one for one in RAW if one.id != page.id), later]), tmp_path / "out")
    assert [(one.id, one.kind, one.paragraphs) for one in mismatches] == [(row["id"], "other_capture", ())]


def test_other_rules_are_told(shared, longest, tmp_path):
    row, page = longest

    def shortened(one):
        kept = one.paragraphs[:-1]
        return replace(one, paragraphs=kept, text="\n\n".join(kept), roles=one.roles[:-1], places=one.places[:-1])

    outcomes = [shortened(one) if one.id == page.id else one for one in derived(RAW)]
    _, mismatches = hydrate(shared, outcomes, tmp_path / "out")
    last = len(row["passages"])
    assert [(one.id, one.kind, one.paragraphs) for one in mismatches] == [(row["id"], "cleaned_otherwise", (last,))]
    assert {one.kind for one in mismatches} <= KINDS.keys()


def test_advice_names_the_version_to_install(shared):
    stated = read(shared)
    assert advice(stated, stated.recipe, stated.packages["cablepress"]) == ""
    assert "pip install cablepress==" in advice(stated, stated.recipe, "9.9.9")
    assert "other rules" in advice(stated, {"rules": "0" * 64}, stated.packages["cablepress"])


def test_on_the_command_line(shared, private, tmp_path, capsys):
    assert run(["hydrate", str(shared), "--raw", str(SAMPLE), "--out", str(tmp_path / "out")]) == 0
    assert rows(tmp_path / "out") == rows(private)
    empty = tmp_path / "raw"
    shutil.copytree(SAMPLE / "folder", empty)
    capsys.readouterr()
    assert run(["hydrate", str(shared), "--raw", str(empty), "--out", str(tmp_path / "half"), "--json"]) == 1
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert said
    assert {one["kind"] for one in said} == {"missing"}
    assert run(["hydrate", str(shared), "--out", str(tmp_path / "none")]) == 2
    assert run(["hydrate", str(tmp_path), "--raw", str(empty), "--out", str(tmp_path / "none")]) == 3
