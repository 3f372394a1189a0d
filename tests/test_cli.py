"""The command line: exit codes, one-line errors, silence in a pipe."""

import json

import pytest

from cablepress import __version__
from cablepress.cli import run

PAGE = """<html><head><title>Ferry late again</title></head><body><nav><a href=/>Home</a></nav><article>
<h1>Ferry late again</h1><p>The Skerrin ferry left the harbour forty minutes late on Tuesday, for the third time this
week, and the harbour office could not say why.</p><p>Passengers waited on the quay in the rain, and two school
classes missed the connecting bus to the museum on the other side of the sound.</p><p>The council will discuss the
timetable next Thursday, when the operator is expected to answer questions in public.</p></article></body></html>"""


@pytest.fixture
def pages(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.html").write_text(PAGE)
    (folder / "b.html").write_text("")
    return folder


FAILURES = [  # arguments, exit code, part of the one line on the error stream
    (["build", "--raw", "{tmp}/missing", "--out", "{tmp}/r"], 3, "missing: no such file or folder"),
    (["build", "--raw", "{tmp}/empty", "--out", "{tmp}/r"], 3, "empty: nothing to read"),
    (
        ["build", "--raw", "{pages}", "--out", "{tmp}/r", "--version", "1.0"],
        2,
        "version '1.0' is not MAJOR.MINOR.PATCH",
    ),
    (["build", "--raw", "{pages}", "--out", "{pages}"], 3, "not empty and not a release"),
    (["build", "--workers", "0"], 2, "workers"),
    (["clean"], 2, "paths"),
    (["clean", "{tmp}/missing.html"], 3, "missing.html: no such file"),
    (["clean", "{pages}", "--into", "{tmp}/no/such/folder/x.jsonl"], 3, "No such file or directory"),
    (["scrape", "{pages}", "--into", "{pages}/a.html"], 3, "a.html"),
    (["release", "{pages}/a.html", "--out", "{tmp}/r", "--version", "0.1.0"], 3, "a.html, line 1"),
    (["release", "{tmp}/missing", "--out", "{tmp}/r", "--version", "0.1.0"], 3, "missing"),
    (["check", "{tmp}/missing"], 3, "missing does not exist"),
    (["check", "{pages}"], 3, "is not a release"),
    (["embroider"], 2, "embroider"),
    (["--no-such-option"], 2, "--no-such-option"),
]


@pytest.mark.parametrize(
    ("arguments", "code", "message"), FAILURES, ids=lambda v: " ".join(v) if isinstance(v, list) else None
)
def test_failures_are_one_clear_line(arguments, code, message, tmp_path, pages, capsys):
    (tmp_path / "empty").mkdir()
    assert run([a.format(tmp=tmp_path, pages=pages) for a in arguments]) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert message in err
    assert err.startswith("cablepress: ")
    assert err.count("\n") == 1


def test_clean_prints_one_object_a_page(pages, capsys):
    assert run(["clean", str(pages), "--json"]) == 0
    out, err = capsys.readouterr()
    article, rejection = map(json.loads, out.splitlines())
    assert (article["kind"], article["title"], article["source"]) == ("article", "Ferry late again", "a.html")
    assert (rejection["kind"], rejection["reason"], rejection["source"]) == ("rejection", "empty", "b.html")
    assert err == ""


def test_clean_for_people(pages, capsys):
    assert run(["clean", str(pages)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Ferry late again\n")
    assert "could not say why.\n\nPassengers waited" in out
    assert "[b.html: no article: empty: no bytes]" in out


def test_lost_input_is_a_finding(pages, tmp_path, capsys):
    (pages / "a.json").write_text("{")
    assert run(["clean", str(pages), "--json"]) == 1
    assert run(["explain", str(pages), "--json"]) == 1
    assert capsys.readouterr().err.count("a.json: not a page: sidecar") == 2
    assert run(["build", "--raw", str(pages), "--out", str(tmp_path / "r")]) == 1
    assert (tmp_path / "r" / "manifest.json").exists()


def test_check_names_what_is_not_true(pages, tmp_path, capsys):
    out = tmp_path / "r"
    assert run(["build", "--raw", str(pages), "--out", str(out)]) == 0
    (out / "README.md").write_text((out / "README.md").read_text(encoding="utf-8") + "x", encoding="utf-8")
    capsys.readouterr()
    assert run(["check", str(out), "--json"]) == 1
    findings = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {finding["file"] for finding in findings} == {"README.md", "croissant.json"}  # which states its hash


def test_explain_shows_every_block_with_its_rule(pages, capsys):
    assert run(["explain", str(pages / "a.html")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "a.html: article"
    assert any(line.startswith("+ ") and "forty minutes late" in line for line in lines)
    assert any(line.startswith("- ") and line.endswith("Home") and "navigation" in line for line in lines)
    assert run(["explain", str(pages / "a.html"), "--json"]) == 0
    blocks = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert next(b["text"] for b in blocks if b["keep"]).startswith("The Skerrin ferry")
    assert all(b["rule"] and (b["keep"] or b["reason"]) for b in blocks)


def test_version(capsys):
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"{__version__}\n"


@pytest.mark.parametrize(
    "command", [[], ["build"], ["scrape"], ["discover"], ["clean"], ["explain"], ["release"], ["check"]]
)
def test_help_has_an_example_and_the_exit_codes(command, capsys):
    assert run([*command, "--help"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "Exit codes" in out
    assert not command or "Example: cablepress" in out
