"""Records become rows: dates, captures, rights, order."""

import hashlib
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from cablepress.cleaning.article import Article
from cablepress.dataset.intake import Capture
from cablepress.dataset.rows import article_row, coverage_rows, fact_rows, in_order
from cablepress.dataset.schema import ARTICLES, COVERAGE
from cablepress.scraping import facts

PAGE = "0" * 64
INDIA = timezone(timedelta(hours=5, minutes=30))


def row_of(**fields):
    return article_row(Article(PAGE, "A b.\n\nC.", ("A b.", "C."), ("body", "body"), **fields), [Capture()])


PUBLISHED = [  # what the page says, `published`, `published_on`
    (None, None, None),
    (date(2010, 12, 2), "2010-12-02", date(2010, 12, 2)),
    (datetime.fromisoformat("2010-12-02T00:20"), "2010-12-02T00:20:00", date(2010, 12, 2)),
    (datetime(2010, 12, 2, 0, 20, tzinfo=INDIA), "2010-12-02T00:20:00+05:30", date(2010, 12, 2)),  # still 1 Dec in UTC
]


@pytest.mark.parametrize(("stamp", "text", "day"), PUBLISHED)
def test_publication_keeps_its_precision_and_its_own_day(stamp, text, day):
    row = row_of(published=stamp)
    assert (row["published"], row["published_on"]) == (text, day)


RIGHTS = [
    ({}, "LicenseRef-Unknown"),
    ({"publisher": "The Example Post"}, "LicenseRef-Publisher"),
    ({"publisher": "The Example Post", "agency": "EXA"}, "LicenseRef-Agency"),
]


@pytest.mark.parametrize(("fields", "rights"), RIGHTS)
def test_wire_copy_belongs_to_the_agency(fields, rights):
    assert row_of(**fields)["rights"] == rights


def test_text_is_measured():
    row = row_of()
    assert (row["words"], row["characters"]) == (3, 8)
    assert row["text_sha256"] == hashlib.sha256(b"A b.\n\nC.").hexdigest()


def test_captures_are_sorted_oldest_first_without_repeats():
    late, early = datetime(2013, 1, 1, tzinfo=UTC), datetime(2012, 1, 1, tzinfo=UTC)
    found = [Capture("c"), Capture("b", late), Capture("z", early), Capture("b", late), Capture("a")]
    row = article_row(Article(PAGE, "A.", ("A.",), ("body",)), found)
    assert [capture["url"] for capture in row["captures"]] == ["z", "b", "a", "c"]


CAPTURED = [
    (None, None),
    (datetime(2012, 3, 4, 5, 6, 7, tzinfo=UTC), "2012-03-04T05:06:07Z"),
    (datetime.fromisoformat("2012-03-04T05:06:07"), "2012-03-04T05:06:07Z"),
    (datetime(2012, 3, 4, 0, 6, 7, 8, tzinfo=INDIA), "2012-03-03T18:36:07.000008Z"),
]


@pytest.mark.parametrize(("time", "text"), CAPTURED)
def test_times_of_capture_are_spelled_in_utc(time, text):
    row = article_row(Article(PAGE, "A.", ("A.",), ("body",), captured_at=time), [Capture(captured_at=time)])
    assert row["captured_at"] == row["captures"][0]["captured_at"] == text


def test_undated_rows_come_last_and_ties_are_broken_by_id():
    rows = [
        {"id": key, "published_on": day} for key, day in [("c", None), ("b", date(2010, 1, 2)), ("a", date(2010, 1, 2))]
    ]
    assert [row["id"] for row in in_order(ARTICLES, rows)] == ["a", "b", "c"]


def test_covered_pages_name_cables_by_their_ids():
    rows = coverage_rows(facts.coverage(), facts.cables())
    known = {row["cable_id"] for row in fact_rows(facts.cables())}
    assert all(set(row["cables"]) <= known for row in rows)
    assert all(bool(row["cables"]) == bool(row["cable_refs"]) for row in rows)
    assert rows[0].keys() == {column.name for column in COVERAGE.columns}
