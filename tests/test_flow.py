"""The whole way: the embedded sample to a release, twice, under different circumstances; every byte is the same."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cablepress.cli import run
from cablepress.scraping.command import SAMPLE

FOLDER, WARC = SAMPLE / "folder", SAMPLE / "captures.warc.gz"


def build(out: Path, cwd: Path, raw: list[Path], workers: int, **environment: str) -> None:
    cwd.mkdir(exist_ok=True)
    sources = [part for path in raw for part in ("--raw", os.path.relpath(path, cwd))]
    command = [
        sys.executable,
        "-m",
        "cablepress.cli",
        "build",
        *sources,
        "--out",
        out,
        "--version",
        "1.2.3",
        "--workers",
        str(workers),
    ]
    done = subprocess.run(
        command, cwd=cwd, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_same_pages_same_bytes(tmp_path):
    build(tmp_path / "a", tmp_path, [FOLDER, WARC], 1, TZ="UTC", LANG="C.UTF-8", PYTHONHASHSEED="0")
    build(tmp_path / "b", tmp_path / "deep", [WARC, FOLDER], 2, TZ="Asia/Kolkata", LANG="de_DE", PYTHONHASHSEED="77")
    first, second = contents(tmp_path / "a"), contents(tmp_path / "b")
    assert {"README.md", "SHA256SUMS", "manifest.json", "data/articles/articles-undated.parquet"} <= first.keys()
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_stage_by_stage_is_the_same_as_build(tmp_path, capsys):
    assert run(["build", "--raw", str(FOLDER), "--out", str(tmp_path / "a")]) == 0
    assert run(["clean", str(FOLDER), "--into", str(tmp_path / "cleaned.jsonl")]) == 0
    assert run(["release", str(tmp_path / "cleaned.jsonl"), "--out", str(tmp_path / "b"), "--version", "0.1.0"]) == 0
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert run(["check", str(tmp_path / "b")]) == 0


def test_a_store_of_raw_pages_gives_the_same_articles(tmp_path, capsys):
    assert run(["scrape", str(SAMPLE), "--into", str(tmp_path / "raw")]) == 0
    assert run(["scrape", str(SAMPLE), "--into", str(tmp_path / "raw")]) == 0  # adds nothing
    capsys.readouterr()
    cleaned = []
    for source in (SAMPLE, tmp_path / "raw"):
        assert run(["clean", str(source), "--json"]) == 0
        pages = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        cleaned.append({page["id"]: {k: v for k, v in page.items() if k != "source"} for page in pages})
    assert cleaned[0] == cleaned[1]


@pytest.mark.parametrize("workers", [1, 2])
def test_json_is_in_input_order(workers, capsys):
    assert run(["clean", str(FOLDER), "--json", "--workers", str(workers)]) == 0
    sources = [json.loads(line)["source"] for line in capsys.readouterr().out.splitlines()]
    assert len(sources) > 10
    assert sources == sorted(sources)


def test_every_raw_page_is_an_article_or_a_rejection(tmp_path, capsys):
    assert run(["build", "--out", str(tmp_path / "r"), "--json"]) == 0
    manifest = json.loads(capsys.readouterr().out)
    tables = manifest["tables"]
    assert manifest["inputs"]["raw_pages"] == tables["articles"]["rows"] + tables["rejects"]["rows"]
    assert tables["rejects"]["rows"] >= 2


def test_an_interrupted_build_leaves_the_former_release(tmp_path, capsys, monkeypatch):
    out = tmp_path / "release"
    assert run(["build", "--raw", str(FOLDER), "--out", str(out)]) == 0
    before = contents(out)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cablepress.dataset.card.card", interrupt)
    assert run(["build", "--raw", str(WARC), "--out", str(out), "--version", "9.9.9"]) == 130
    assert contents(out) == before
    assert [p.name for p in tmp_path.iterdir()] == ["release"]
