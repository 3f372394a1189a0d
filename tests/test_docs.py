"""What the documents say is so: commands, exit codes, reasons, rules and columns stand where a reader looks."""

import re
import subprocess
import sys
import tomllib
from itertools import chain
from pathlib import Path

import pytest

from bench.metadata import SETS, Answer, line
from cablepress.cli import app
from cablepress.console import Exit

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", [c.name or c.callback.__name__ for c in app.registered_commands])
def test_every_command_is_in_the_readme(command):
    assert f"`cablepress {command}" in README


@pytest.mark.parametrize("code", list(Exit))
def test_every_exit_code_is_in_the_readme(code):
    assert re.search(rf"^\| {code.value} \|", README, re.M)


def test_the_reference_is_what_the_code_says():
    command = [sys.executable, "-m", "bench.reference"]
    written = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    assert (ROOT / "docs" / "reference.md").read_text(encoding="utf-8") == written


def test_readme_names_only_files_that_exist():
    for name in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / name).exists(), name


@pytest.mark.parametrize("kind", ["author", "date"])
def test_pages_with_wrong_gold_are_listed_once_in_order_with_a_reason(kind):
    groups = tomllib.loads((ROOT / "bench" / "gold_errors.toml").read_text(encoding="utf-8"))[kind]
    for name, group in groups.items():
        assert group["reason"], name
        assert set(group) - {"reason"} <= set(SETS), name
        assert all(ids == sorted(set(ids)) for key, ids in group.items() if key != "reason"), name
    for collection in SETS:
        pages = list(chain.from_iterable(group.get(collection, ()) for group in groups.values()))
        assert len(pages) == len(set(pages)), collection


def test_listed_pages_are_left_out_of_the_figure_by_the_rules():
    named = ((True, True), (True, False), (False, False))
    found = [Answer("invented", right, looked_at=True, listed=listed) for right, listed in named]
    assert line(found, "invented").startswith(" 66.7 of   3    50.0 of   2")
