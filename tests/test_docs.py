"""What the documents say is so: commands, exit codes, reasons, rules and columns stand where a reader looks."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

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
