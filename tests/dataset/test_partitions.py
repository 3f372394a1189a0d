"""Articles go to the file of their month; adding articles leaves other months as they were."""

import hashlib
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablepress.dataset import sums
from cablepress.dataset.intake import Capture, Intake
from cablepress.dataset.partitions import MOST_PARTS, file_name, file_names, may_hold, part, unit
from cablepress.dataset.release import release
from cablepress.dataset.schema import ARTICLES, CABLES


def months(count, step=1):
    return [f"{1950 + n * step // 12}-{n * step % 12 + 1:02}" for n in range(count)]


UNITS = [([], 7), (months(60), 7), (months(61), 4), (months(720), 4), (months(732), 3), (["0001-01", "9999-12"], 7)]


@pytest.mark.parametrize(("found", "size"), UNITS, ids=[f"{len(found)} months" for found, _ in UNITS])
def test_the_finest_unit_that_gives_few_enough_files_is_taken(found, size):
    assert unit(found) == size


@given(st.lists(st.dates() | st.none(), max_size=200))
def test_rows_in_order_fill_one_file_after_another(days):
    rows = [{"id": str(n), "published_on": day} for n, day in enumerate(days)]
    rows.sort(key=lambda row: (row["published_on"] is None, row["published_on"] or date.min, row["id"]))
    found = [day.isoformat()[:7] if day else "" for day in days]
    names = [file_name(ARTICLES, row, unit(month for month in found if month)) for row in rows]
    assert names == sorted(names)
    assert sorted(set(names)) == (file_names(ARTICLES, found) if rows else [])
    assert len(set(names)) <= MOST_PARTS + 1
    assert all(may_hold(ARTICLES, name, row) for name, row in zip(names, rows, strict=True))


def test_a_row_does_not_fit_into_another_months_file():
    row = {"published_on": date(2010, 12, 2)}
    assert not may_hold(ARTICLES, "articles-2010-11.parquet", row)
    assert not may_hold(ARTICLES, "articles-undated.parquet", row)
    assert may_hold(ARTICLES, "articles-2010.parquet", row)


def test_other_tables_have_one_file():
    assert file_names(CABLES, []) == ["cables.parquet"]
    assert part(date(2010, 1, 2), 0) == "all"


def test_old_months_keep_their_bytes_when_articles_are_added(corpus, built, tmp_path):
    first = corpus.outcomes[0]
    added = replace(first, id=hashlib.sha256(b"new").hexdigest(), published=date(2011, 5, 1))
    captures = {**corpus.intake.captures, added.id: [Capture(added.url, added.captured_at)]}
    recipe = {"rules": "r" * 64, "model": "m" * 64}
    release([*corpus.outcomes, added], Intake(captures), tmp_path / "out", "1.3.0", recipe=recipe)
    before, after = sums.read(built), sums.read(tmp_path / "out")
    changed = {path for path in after if path.startswith("data/") and after[path] != before.get(path)}
    assert changed == {"data/articles/articles-2011-05.parquet"}
