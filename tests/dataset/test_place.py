"""A folder takes its place in one step, or not at all."""

import signal
import subprocess
import sys

import pytest

from cablepress.dataset import place
from cablepress.dataset.errors import FolderError


def content(folder):
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def names(folder):
    return [path.name for path in folder.iterdir()]


def fill(folder, text):
    (folder / "inner").mkdir(parents=True)
    (folder / "a").write_text(text)
    (folder / "inner" / "b").write_text(text)


def fill_twice(out):
    with place.building(out) as new:
        fill(new, "half")
        fill(new, "again")


@pytest.fixture(params=["exchange", "two renames"])
def swap(request, monkeypatch):
    """Both ways to replace a former folder."""
    if request.param == "two renames":
        monkeypatch.setattr(place, "_exchange", lambda *_: False)


@pytest.mark.usefixtures("swap")
@pytest.mark.parametrize("former", ["absent", "empty", "full"])
def test_the_new_folder_replaces_the_former_one(tmp_path, former):
    out = tmp_path / "deep" / "out"
    if former != "absent":
        out.mkdir(parents=True)
    if former == "full":
        fill(out, "old")
        (out / "only old").write_text("old")
    with place.building(out) as new:
        fill(new, "new")
    assert content(out) == {"a": "new", "inner/b": "new"}
    assert names(out.parent) == ["out"]


@pytest.mark.usefixtures("swap")
def test_an_exception_leaves_the_former_folder_and_nothing_else(tmp_path):
    out = tmp_path / "out"
    fill(out, "old")
    with pytest.raises(FileExistsError):
        fill_twice(out)
    assert content(out) == {"a": "old", "inner/b": "old"}
    assert names(tmp_path) == ["out"]


KILL = """
import os, signal, sys
from pathlib import Path
from cablepress.dataset import place
def die(*args): os.kill(os.getpid(), signal.SIGKILL)
out, moment = Path(sys.argv[1]), sys.argv[2]
if moment == "sync": place.sync = die
if moment == "swap": place._swap = die
if moment == "after": place._sync_folder = lambda f: die() if f == out.parent else None
if moment == "between":
    place._exchange = lambda one, other: False
    rename = Path.rename
    Path.rename = lambda self, to: die() if self.name == "new" else rename(self, to)
with place.building(out) as new:
    (new / "a").write_text("new")
    if moment == "filling": die()
"""
MOMENTS = [("filling", "old"), ("sync", "old"), ("swap", "old"), ("between", "old"), ("after", "new")]


@pytest.mark.parametrize(("moment", "left"), MOMENTS)
def test_a_kill_loses_nothing_and_the_next_build_cleans_up(tmp_path, moment, left):
    out = tmp_path / "out"
    out.mkdir()
    (out / "a").write_text("old")
    killed = subprocess.run([sys.executable, "-c", KILL, out, moment], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert ".out.partial" in names(tmp_path)
    if moment != "between":  # between two renames the former folder waits in the work folder
        assert content(out) == {"a": left}
    with pytest.raises(ZeroDivisionError), place.building(out):
        raise ZeroDivisionError
    assert content(out) == {"a": left}
    with place.building(out) as new:
        (new / "a").write_text("next")
    assert content(out) == {"a": "next"}
    assert names(tmp_path) == ["out"]


def test_two_builds_at_once_are_refused(tmp_path):
    with place.building(tmp_path / "out") as new:
        fill(new, "first")
        with pytest.raises(FolderError, match="another build"), place.building(tmp_path / "out"):
            pass
    assert content(tmp_path / "out") == {"a": "first", "inner/b": "first"}


def test_a_link_to_the_folder_stays_a_link(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    with place.building(tmp_path / "link") as new:
        fill(new, "new")
    assert (tmp_path / "link").is_symlink()
    assert content(tmp_path / "real") == {"a": "new", "inner/b": "new"}
