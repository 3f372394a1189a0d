"""`cablepress template`, and the runs that take its table."""

import json

import pytest

from cablepress.cli import run

PROMISE = (
    "The Sallow Herald is written by nine people and a dog, and by you, if you think of us when the nights grow long."
)
STORIES = [
    f"{who} of Sallow Point has {what} for the second time this year, after the spring tide came in under the door."
    for who, what in [
        ("The keeper", "moved his ledgers"),
        ("A carpenter", "raised the sill"),
        ("The eel-catcher", "mended a net"),
    ]
]


@pytest.fixture
def pages(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    for number, story in enumerate(STORIES):
        (folder / f"{number}.txt").write_text("\n".join([story, story.replace("second", "third"), PROMISE]))
        (folder / f"{number}.json").write_text(json.dumps({"url": f"https://herald.example/{number}"}))
    return folder


def test_a_table_of_the_batch_changes_what_is_kept(pages, tmp_path, capsys):
    table = tmp_path / "template.json"
    assert run(["template", str(pages), "--into", str(table)]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert "1 lines that 1 sites repeat" in said.err
    assert run(["clean", str(pages), "--json", "--template", str(table)]) == 0
    articles = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(articles) == 3
    assert all(PROMISE not in article["paragraphs"] for article in articles)
    assert all(["template", "template.repeated"] in [[r["reason"], r["rule"]] for r in a["removed"]] for a in articles)
    assert run(["explain", str(pages / "0.txt"), "--template", str(table)]) == 0
    assert "template [template.repeated" in capsys.readouterr().out


def test_the_release_names_the_table(pages, tmp_path, capsys):
    table = tmp_path / "template.json"
    run(["template", str(pages), "--into", str(table)])
    for name, option in [("with", ["--template", str(table)]), ("without", [])]:
        assert run(["build", "--raw", str(pages), "--out", str(tmp_path / name), *option, "--json"]) == 0
    with_table, without = (
        json.loads((tmp_path / n / "manifest.json").read_text())["recipe"] for n in ("with", "without")
    )
    assert with_table["template"] == json.loads(table.read_text())["digest"]
    assert {"rules", "html_model", "text_model"} == set(without)


@pytest.mark.parametrize(
    ("content", "message"), [("{}", "no template table"), (None, "No such file"), ('{"version": 9}', "version 9")]
)
def test_what_is_no_table_is_one_clear_line(pages, tmp_path, capsys, content, message):
    if content is not None:
        (tmp_path / "t.json").write_text(content)
    assert run(["clean", str(pages), "--template", str(tmp_path / "t.json")]) == 3
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert message in said.err


def test_help_has_an_example(capsys):
    assert run(["template", "--help"]) == 0
    assert "Example: cablepress template" in " ".join(capsys.readouterr().out.split())
