"""A release is complete and the same everywhere, or it is not there."""

import hashlib
import os
import pickle
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from cablepress.cleaning.article import Rejection
from cablepress.dataset import card, finish, manifest, sums, tables
from cablepress.dataset import release as release_module
from cablepress.dataset.edition import Edition
from cablepress.dataset.errors import (
    AccountError,
    DoiError,
    FindingsError,
    FolderError,
    NotAReleaseError,
    RowError,
    SmallVersionError,
    VersionError,
)
from cablepress.dataset.intake import Capture, Intake, page_digest
from cablepress.dataset.place import check_replaceable
from cablepress.dataset.plots import PLOTS
from cablepress.dataset.release import release
from cablepress.dataset.spool import Spool
from cablepress.scraping import facts


def digests(folder: Path) -> dict[str, str]:
    return {path: hashlib.sha256((folder / path).read_bytes()).hexdigest() for path in sums.files(folder)}


def test_a_release_has_these_files_and_no_other(built):
    assert list(sums.files(built)) == [
        "CHANGELOG.md",
        "CITATION.cff",
        "DATASHEET.md",
        "LICENSE.md",
        "README.md",
        "SHA256SUMS",
        "citation.bib",
        "croissant.json",
        *(f"data/articles/articles-{part}.parquet" for part in ("2010-11", "2010-12", "undated")),
        *(f"data/{t}/{t}.parquet" for t in ("cables", "coverage", "publishers", "rejects", "tombstones")),
        "datacite.json",
        "manifest.json",
        *(f"plots/{name}.svg" for name in sorted(PLOTS)),
        "provenance.json",
        "schema-org.json",
        "zenodo.json",
    ]


def test_the_manifest_tells_what_went_in_and_came_out(built, corpus):
    made = manifest.read(built)
    assert made.version == "1.2.3"
    assert (made.inputs.captures, made.inputs.raw_pages) == (8, 6)
    assert made.inputs.raw_pages_sha256 == page_digest(sorted(corpus.intake.captures))[1]
    assert made.inputs.damaged == {"damaged": 1, "truncated": 2}
    assert {name: size.rows for name, size in made.tables.items()} == {
        "articles": 4,
        "cables": 91,
        "coverage": 224,
        "publishers": 105,
        "rejects": 2,
        "tombstones": 0,
    }
    assert made.counts["articles"]["publisher"] == {"": 1, "Brunnenblatt": 1, "The Example Post": 2}
    assert made.counts["articles"]["removed.reason"] == {"headline": 1, "newsletter": 1}
    assert made.counts["rejects"]["reason"] == {"empty": 1, "login_only": 1}
    assert made.recipe == {"rules": "r" * 64, "model": "m" * 64}


def test_sums_are_those_that_sha256sum_checks(built):
    tool = shutil.which("sha256sum")
    if tool is None:
        pytest.skip("no sha256sum here")
    done = subprocess.run(
        [tool, "--strict", "-c", "SHA256SUMS"], cwd=built, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(": OK") == len(list(sums.files(built))) - 1


BUILD = """
import pickle, random, sys
from datetime import date
from pathlib import Path
from cablepress.dataset.plots import PLOTS
from cablepress.dataset.edition import Edition
from cablepress.dataset.release import release
outcomes, captures, damaged = pickle.loads(Path(sys.argv[1]).read_bytes())
order = random.Random(int(sys.argv[3]))
outcomes = order.sample(outcomes, len(outcomes))
captures = {key: order.sample(captures[key], len(captures[key])) for key in order.sample(sorted(captures), len(captures))}
from cablepress.dataset.intake import Intake
edition = Edition("1.2.3", date(2012, 6, 1), "10.5281/zenodo.1234567", Path(sys.argv[4]))
release(iter(outcomes), Intake(captures, damaged), Path(sys.argv[2]), edition, recipe={"model": "m" * 64, "rules": "r" * 64})
"""
PLACES = [
    {"TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    {"TZ": "America/Caracas", "LANG": "C", "PYTHONHASHSEED": "77", "PYTHONUTF8": "0", "OMP_NUM_THREADS": "1"},
]


@pytest.mark.parametrize(("seed", "place"), list(enumerate(PLACES)), ids=["east", "west"])
def test_bytes_are_the_same_everywhere(built, first, corpus, tmp_path, seed, place):
    parcel = tmp_path / "corpus.pickle"
    parcel.write_bytes(pickle.dumps((corpus.outcomes, dict(corpus.intake.captures), corpus.intake.damaged)))
    (tmp_path / "elsewhere").mkdir()
    command = [sys.executable, "-c", BUILD, str(parcel), "../other", str(seed), str(first)]
    subprocess.run(command, check=True, env=os.environ | place, cwd=tmp_path / "elsewhere")
    assert digests(tmp_path / "other") == digests(built)


def test_building_again_over_a_release_gives_the_same_bytes(copied, corpus, built, first):
    edition = Edition("1.2.3", date(2012, 6, 1), "10.5281/zenodo.1234567", first)
    release(corpus.outcomes, corpus.intake, copied, edition, recipe={"rules": "r" * 64, "model": "m" * 64})
    assert digests(copied) == digests(built)


VERSIONS = ["", "1", "1.2", "1.2.3.4", "v1.2.3", "01.2.3", "1.2.3-rc1", "1.2.3\n", "١.٢.٣", "1.2.-3", "9999999.0.0"]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_wrong_version_is_refused_before_any_work(tmp_path, version):
    with pytest.raises(VersionError, match=r"MAJOR\.MINOR\.PATCH"):
        release(never(), Intake({}), tmp_path / "out", version)


EDITIONS = [
    ({"version": "1.2.4", "doi": "https://doi.org/10.5281/zenodo.1"}, DoiError, "is not a DOI"),
    ({"version": "1.2.3"}, SmallVersionError, "take 1.2.4 or greater"),
    ({"version": "0.9.9"}, SmallVersionError, "take 1.2.4 or greater"),
    ({"version": "1.2.4", "previous": Path("nowhere")}, NotAReleaseError, "not a release to follow"),
]


@pytest.mark.parametrize(("told", "error", "message"), EDITIONS)
def test_what_cannot_be_published_is_refused_before_any_work(tmp_path, built, told, error, message):
    with pytest.raises(error, match=message):
        release(never(), Intake({}), tmp_path / "out", Edition(**{"previous": built} | told))


DAYS = [  # day of the newest capture, day that is given, day of the release
    ("2013-02-03T23:59:59+00:00", None, "2013-02-03"),
    ("2013-02-03T23:59:59+00:00", date(2020, 1, 2), "2020-01-02"),
    (None, None, max(f"{page.date_published or ''}-01-01"[:10] for page in facts.coverage())),
]


@pytest.mark.parametrize(("captured", "given", "day"), DAYS)
def test_a_release_is_dated_by_its_data_if_no_day_is_given(tmp_path, captured, given, day):
    page = Rejection("a" * 64, "empty", captured_at=captured and datetime.fromisoformat(captured))
    intake = Intake({page.id: [Capture("", page.captured_at)]})
    assert release([page], intake, tmp_path / "out", Edition("0.1.0", given)).date == day


def never():
    raise AssertionError("nothing should be cleaned for a release that cannot be built")
    yield


def test_every_page_needs_one_outcome(tmp_path, corpus):
    first, *rest = corpus.outcomes
    stranger = replace(first, id="f" * 64)
    for outcomes in (rest, [*corpus.outcomes, stranger]):
        with pytest.raises(AccountError) as caught:
            release(outcomes, corpus.intake, tmp_path / "out", "1.0.0")
        assert (first.id if stranger not in outcomes else stranger.id) in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_release_that_contradicts_itself_is_not_put_into_place(tmp_path, corpus):
    first, *rest = corpus.outcomes
    bad = replace(first, roles=("body", "chorus"), captured_at=datetime(2020, 1, 1, tzinfo=UTC))
    with pytest.raises(FindingsError) as caught:
        release([bad, *rest], corpus.intake, tmp_path / "out", "1.0.0")
    assert {found.code for found in caught.value.findings} == {"rows.value", "rows.derived"}
    assert list(tmp_path.iterdir()) == []


def test_a_value_that_no_column_holds_names_its_page(tmp_path, corpus):
    first, *rest = corpus.outcomes
    with pytest.raises(RowError, match=first.id):
        release([replace(first, title="\ud800"), *rest], corpus.intake, tmp_path / "out", "1.0.0")


STEPS = [  # where a build is interrupted: module, function
    (Spool, "account"),
    (tables, "write_table"),
    (finish, "diff"),
    (manifest, "package_versions"),
    (manifest, "write"),
    (card, "card"),
    (finish, "write_papers"),
    (sums, "write"),
    (release_module, "check"),
]


@pytest.mark.parametrize("step", STEPS, ids=[name for _, name in STEPS])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()], ids=["full", "stop"])
def test_an_interrupted_build_leaves_the_former_release(copied, first, corpus, monkeypatch, step, error):
    before = digests(copied)
    monkeypatch.setattr(*step, lambda *_: (_ for _ in ()).throw(error))
    with pytest.raises(type(error)):
        release(corpus.outcomes, corpus.intake, copied, Edition("2.0.0", previous=first))
    assert digests(copied) == before
    assert [path.name for path in copied.parent.iterdir()] == [copied.name]


def test_folders_of_others_are_not_touched(tmp_path, copied, corpus):
    (tmp_path / "file").write_text("mine")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("mine")
    (copied / "notes.txt").write_text("mine")
    for name, message in [("file", "is a file"), ("full", "not a release"), (copied.name, "notes.txt")]:
        with pytest.raises(FolderError, match=message):
            release(corpus.outcomes, corpus.intake, tmp_path / name, "1.0.0")
    assert (copied / "notes.txt").read_text() == "mine"


def test_an_empty_folder_is_taken(tmp_path):
    check_replaceable(tmp_path)
    check_replaceable(tmp_path / "absent" / "deep")
