"""The process may die at any moment: what was acknowledged stays, what was not comes again, and nothing is twice."""

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from cablepress.cli import run
from cablepress.scraping.collection import Collection

KILLS = int(os.environ.get("CABLEPRESS_TEST_KILLS", "3"))
"""How often the process is killed; 50 in a full run."""


def records(folder: Path) -> list[tuple[str, ...]]:
    """What each record is, in file order: everything but random ids and the time at which we fetched it."""
    found = []
    for path in sorted(folder.rglob("*.warc.gz")):
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                names = (
                    "WARC-Type",
                    "WARC-Target-URI",
                    "WARC-Date",
                    "WARC-Payload-Digest",
                    "WARC-Source-URI",
                    "WARC-Refers-To-Target-URI",
                )
                fields = [record.rec_headers.get_header(name) or "" for name in names]
                found.append(tuple(fields if fields[0] != "warcinfo" else fields[:1]))
    return found


def release(folder: Path, out: Path) -> dict[str, bytes]:
    assert run(["build", "--raw", str(folder), "--out", str(out)]) == 0
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def uninterrupted(archive, tmp_path_factory) -> Path:
    into = tmp_path_factory.mktemp("whole") / "c"
    assert run([*archive.arguments(into, "--json"), "--from", "wayback"]) == 0
    return into


def test_killed_and_resumed_is_as_if_never_killed(archive, uninterrupted, tmp_path, capsys):
    """Each life is ended once it has written a random part of what is missing."""
    into, chance = tmp_path / "c", random.Random(11)
    size = sum(path.stat().st_size for path in uninterrupted.rglob("*.warc.gz"))
    command = [sys.executable, "-m", "cablepress.cli", *archive.arguments(into, "--json"), "--from", "wayback"]
    marks = sorted(chance.randrange(1, size) for _ in range(KILLS))
    killed = 0
    for mark in marks:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 120
        while process.poll() is None and written(into) < mark and time.monotonic() < deadline:
            time.sleep(0.001)
        killed += process.poll() is None
        process.kill()
        process.wait()
    assert killed >= KILLS // 2  # the last marks may lie where one life runs to the end
    assert run(command[3:]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["account"]["fetched"] == len(archive.pages)
    assert records(into) == records(uninterrupted)
    assert release(into, tmp_path / "a") == release(uninterrupted, tmp_path / "b")


def written(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.glob("archive/*.warc.gz"))


@settings(max_examples=12, deadline=None)
@given(share=st.floats(0, 1), noted=st.floats(0, 1), junk=st.binary(max_size=40))
def test_a_torn_tail_is_cut_back_to_whole_pages(uninterrupted, share, noted, junk):
    """Wherever the file ends, and however much of it was noted: whole pages stay, the rest goes."""
    whole = records(uninterrupted)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "c"
        shutil.copytree(uninterrupted, folder)
        (path,) = folder.rglob("*.warc.gz")
        data = path.read_bytes()
        end = int(share * len(data))
        if noted < share:  # the state knows less than the file holds: as after a kill
            (folder / ".state.sqlite").unlink()
        elif end < len(data):  # bytes that were acknowledged are gone, but none has become another
            junk = junk[: len(data) - end - 1]
        path.write_bytes(data[:end] + junk)
        with Collection(folder) as collection:
            pages = list(collection.state.captures())
        kept = records(folder)
        assert kept == whole[: len(kept)]
        assert len(kept) == (1 + 3 * len(pages) if kept else 0)
        assert data.startswith(path.read_bytes())
        with Collection(folder) as collection:  # and once is enough
            assert list(collection.state.captures()) == pages


def test_files_of_others_and_finished_files_are_left_as_they_are(uninterrupted, tmp_path):
    folder = tmp_path / "c"
    shutil.copytree(uninterrupted, folder)
    (path,) = folder.rglob("*.warc.gz")
    (folder / "archive" / "mine.warc.gz").write_bytes(path.read_bytes() + b"tail")
    finished = path.read_bytes() + b"tail"
    path.write_bytes(finished)
    path.with_name("cablepress-00001.warc.gz").write_bytes(path.read_bytes()[:-50])
    (folder / ".state.sqlite").unlink()
    with Collection(folder) as collection:
        assert len(list(collection.state.captures())) > 0
    assert path.read_bytes() == finished
    assert (folder / "archive" / "mine.warc.gz").read_bytes() == finished
    assert path.with_name("cablepress-00001.warc.gz").stat().st_size < len(finished) - 50


def test_two_processes_do_not_write_into_one_folder(uninterrupted, archive, capsys):
    with Collection(uninterrupted):
        assert run([*archive.arguments(uninterrupted), "--from", "wayback"]) == 3
    assert "another process" in capsys.readouterr().err
