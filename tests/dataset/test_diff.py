"""What changed is told record by record, demands its part of the version, and rebuilds the newer release."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cablepress.cleaning.article import Article, Rejection
from cablepress.cli import run
from cablepress.dataset import manifest, shards
from cablepress.dataset.changes import changelog, check_growth, count
from cablepress.dataset.check import check
from cablepress.dataset.content import record_sha256
from cablepress.dataset.diff import DIFF, applied, diff, read_diff, write_diff
from cablepress.dataset.edition import Edition
from cablepress.dataset.errors import SmallVersionError
from cablepress.dataset.intake import Capture, Intake
from cablepress.dataset.partitions import file_name, unit
from cablepress.dataset.release import release
from cablepress.dataset.rows import article_row, in_order, reject_row
from cablepress.dataset.schema import ARTICLES, REJECTS, TABLES
from cablepress.dataset.version import demanded, parts


def page(name: str) -> str:
    return name * 64


@st.composite
def outcomes(draw, name):
    """A page that is an article, a rejection, or not there at all."""
    kind = draw(st.sampled_from(["article", "article", "rejection", "absent"]))
    if kind == "rejection":
        return Rejection(page(name), draw(st.sampled_from(["empty", "listing"])))
    text = draw(st.sampled_from(["One.", "Two."]))
    day = draw(st.sampled_from([None, date(2010, 12, 2), date(2011, 1, 2)]))
    publisher = draw(st.sampled_from([None, "The Example Post"]))
    made = Article(page(name), text, (text,), ("body",), published=day, publisher=publisher)
    return made if kind == "article" else None


CORPORA = st.tuples(*(outcomes(name) for name in "abcd"))


def rows_of(corpus):
    made = [one for one in corpus if one]
    return {
        ARTICLES: [article_row(one, [Capture()]) for one in made if isinstance(one, Article)],
        REJECTS: [reject_row(one, [Capture()]) for one in made if isinstance(one, Rejection)],
    }


def write(corpus, folder: Path) -> Path:
    for table, rows in rows_of(corpus).items():
        size = unit(row["published"][:7] for row in rows if row.get("published"))
        shards.write_table(
            table,
            in_order(table, rows),
            folder / "data" / table.name,
            lambda row, table=table, size=size: file_name(table, row, size),
            lambda *_: None,
        )
    return folder


def by_key(rows, table):
    return {row[table.key]: record_sha256({c.name: row[c.name] for c in table.columns}) for row in rows}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CORPORA, CORPORA)
def test_the_diff_tells_all_and_applied_to_the_old_gives_the_new(old, new):
    with TemporaryDirectory() as work:
        one, other = write(old, Path(work) / "old"), write(new, Path(work) / "new")
        write_diff(diff(one, other), Path(work) / "diff.parquet")
        changes = list(read_diff(Path(work) / "diff.parquet"))
        assert changes == list(diff(one, other))
    for table, rows in rows_of(old).items():
        assert by_key(applied(table, rows, changes), table) == by_key(rows_of(new)[table], table)
    expected = {}
    for before, after in zip(old, new, strict=True):
        if before == after:
            continue
        kind = (
            "added" if not before else "removed" if not after else "edited" if type(before) is type(after) else "moved"
        )
        expected[(before or after).id] = kind
    assert {change.key: change.change for change in changes} == expected
    summary = count(changes).result("1.2.3", "", "")
    assert summary.part() == ("major" if {*expected.values()} - {"added"} else "minor" if expected else "patch")


VERSIONS = st.tuples(*[st.integers(0, 3)] * 3).map(lambda numbers: ".".join(map(str, numbers)))


@given(VERSIONS, VERSIONS, st.sampled_from(["major", "minor", "patch"]))
def test_a_version_is_great_enough_if_its_part_has_grown(previous, version, part):
    old, new = parts(previous), parts(version)
    place = ("major", "minor", "patch").index(part)
    assert (new >= parts(demanded(previous, part))) == (new[: place + 1] > old[: place + 1])


def test_an_edit_names_its_columns_and_its_publisher(tmp_path):
    old = Article(page("a"), "One.", ("One.",), ("body",), publisher="The Example Post")
    new = replace(old, title="One", published=date(2011, 1, 2))
    (change,) = diff(write([old], tmp_path / "old"), write([new], tmp_path / "new"))
    assert (change.change, change.publisher) == ("edited", "The Example Post")
    assert change.columns == ("cluster", "published", "published_on", "split", "title")
    assert str(change) == f"articles {page('a')} edited (cluster, published, published_on, split, title)"
    assert change.before_sha256 != change.after_sha256 == record_sha256(json.loads(change.after))


def test_a_page_that_is_rejected_now_is_told_once_and_why(tmp_path):
    old, new = Article(page("a"), "One.", ("One.",), ("body",)), Rejection(page("a"), "listing")
    (change,) = diff(write([old], tmp_path / "old"), write([new], tmp_path / "new"))
    assert (change.table, change.change, change.reason) == ("rejects", "moved", "listing")


def test_a_diff_says_nothing_of_what_the_older_release_said(tmp_path):
    old = Article(page("a"), "Zygodactyl.", ("Zygodactyl.",), ("body",))
    write_diff(diff(write([old], tmp_path / "old"), write([], tmp_path / "new")), tmp_path / "diff.parquet")
    assert "Zygodactyl" not in str(pq.read_table(tmp_path / "diff.parquet").to_pylist())
    assert pq.read_schema(tmp_path / "diff.parquet").names == [column.name for column in DIFF.columns]


def test_other_files_of_the_same_rows_are_no_change(built, tmp_path):
    for table in TABLES:
        (tmp_path / "data" / table.name).mkdir(parents=True)
        rows = pq.read_table(built / "data" / table.name)
        pq.write_table(rows, tmp_path / "data" / table.name / "x.parquet", compression="gzip")
    assert list(diff(built, tmp_path)) == []


@pytest.fixture(scope="module")
def pages():
    return [
        Article(page(name), "One.", ("One.",), ("body",), publisher="The Example Post", places=("line 1",))
        for name in "ab"
    ]


def build(outcomes, out, version, previous=None):
    intake = Intake({one.id: [Capture()] for one in outcomes})
    return release(outcomes, intake, out, Edition(version, previous=previous))


CHANGED = [  # what the second release holds of the first's pages, versions refused, version taken
    ("same", lambda a, b: [a, b], [], "0.1.1"),
    ("less", lambda a, b: [a], ["0.1.1", "0.2.0"], "1.0.0"),
    ("edited", lambda a, b: [a, replace(b, title="B")], ["0.1.1", "0.9.9"], "1.0.0"),
    ("rejected", lambda a, b: [a, Rejection(b.id, "listing")], ["0.2.0"], "2.1.3"),
    ("more", lambda a, b: [a, b, replace(a, id=page("c"))], ["0.1.1"], "0.2.0"),
]


@pytest.mark.parametrize(("change", "refused", "taken"), [row[1:] for row in CHANGED], ids=[row[0] for row in CHANGED])
def test_a_release_needs_the_version_that_its_changes_demand(tmp_path, pages, change, refused, taken):
    build(pages, tmp_path / "old", "0.1.0")
    after = change(*pages)
    for version in refused:
        with pytest.raises(SmallVersionError, match=r"demanded by (articles|rejects)") as caught:
            build(after, tmp_path / "new", version, tmp_path / "old")
        assert all(page(name) not in str(caught.value) for name in "a")  # that one did not change
        assert not (tmp_path / "new").exists()
    made = build(after, tmp_path / "new", taken, tmp_path / "old")
    assert made.changes.previous == "0.1.0"
    assert check(tmp_path / "new") == []
    text = (tmp_path / "new" / "CHANGELOG.md").read_text()
    assert text.index(f"## {taken}") < text.index("## 0.1.0")


def test_the_changelog_counts_by_table_publisher_column_and_reason(pages):
    changed = [
        *count_of("edited", "The Example Post", columns=("title", "words")),
        *count_of("moved", None, table="rejects", reason="listing"),
    ]
    made = count(changed).result("0.1.0", "c" * 64, "")
    text = changelog("1.0.0", {}, made, "## 0.1.0\n\nFirst.\n")
    for line in (
        "## 1.0.0",
        f"Since 0.1.0 (content `{'c' * 64}`): a major change.",
        "| table | added | edited | moved | removed |",
        "| articles | 0 | 1 | 0 | 0 |",
        "| The Example Post | 0 | 1 | 0 | 0 |",
        "| not known | 0 | 0 | 1 | 0 |",
        "| `articles.title` | 1 |",
        "| `listing` | 1 |",
        "## 0.1.0",
    ):
        assert line in text.splitlines(), line


def count_of(kind, publisher, table="articles", columns=(), reason=None):
    from cablepress.dataset.diff import Change

    yield Change(table, page("a"), kind, columns, publisher, reason)


def test_the_error_names_a_few_of_many_records():
    changes = [change for name in "abcdefghijklmnopqrstuvwxyz" for change in count_of("removed", name)]
    counting = count(changes)
    with pytest.raises(SmallVersionError, match=r"and 16 more$"):
        check_growth("0.1.1", counting.result("0.1.0", "", ""), counting)


def test_the_command_prints_the_section_and_what_is_demanded(first, built, tmp_path, capsys):
    assert run(["diff", str(first), str(built), "--into", str(tmp_path / "diff.parquet")]) == 0
    out, err = capsys.readouterr()
    section = (built / "CHANGELOG.md").read_text().partition("## 1.2.3")[2].partition("\n## ")[0]
    assert out == f"## 1.2.3{section}"
    assert "1.1.0 or greater" in err
    assert [row["change"] for row in pq.read_table(tmp_path / "diff.parquet").to_pylist()] == ["added"]
    assert run(["diff", str(first), str(built), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["demands"] == "minor"
    assert run(["diff", str(first), str(tmp_path)]) == 3


def test_a_small_version_is_a_usage_error(first, tmp_path, capsys):
    command = ["build", "--out", str(tmp_path / "out"), "--previous", str(first), "--version"]
    assert run([*command, "1.0.0"]) == 2
    assert run([*command, "1.0.1"]) == 2
    assert "take 2.0.0 or greater; a major version is demanded by articles" in capsys.readouterr().err
    assert manifest.read(first).version == "1.0.0"
