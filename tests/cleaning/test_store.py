"""Cleaned pages survive the way to JSON and back, and a damaged file names its line."""

import io
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablepress.cleaning.article import Article, Outcome, Rejection, Removed
from cablepress.cleaning.store import StoreError, from_dict, read, to_dict, to_line, write

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
STAMPS = st.none() | st.dates() | st.datetimes() | st.datetimes(timezones=st.just(UTC))
REMOVED = st.builds(Removed, TEXT, TEXT, TEXT, TEXT)
ARTICLES = st.builds(
    Article, TEXT, TEXT, st.tuples(TEXT, TEXT), st.just(("body", "item")), title=st.none() | TEXT, authors=st.tuples(TEXT),
    published=STAMPS, modified=STAMPS, removed=st.tuples(REMOVED), evidence=st.dictionaries(TEXT, TEXT, max_size=2),
)  # fmt: skip
REJECTIONS = st.builds(
    Rejection, TEXT, TEXT, st.dictionaries(TEXT, TEXT, max_size=2), TEXT, STAMPS.filter(lambda s: s is None)
)


@given(ARTICLES | REJECTIONS)
def test_round_trip(outcome: Outcome):
    assert from_dict(to_dict(outcome)) == outcome


@given(ARTICLES | REJECTIONS)
def test_one_line_each(outcome: Outcome):
    assert "\n" not in to_line(outcome)


def test_file_round_trip(tmp_path):
    outcomes = [
        Article("a" * 64, "One.\n\nTwo.", ("One.", "Two."), ("body", "body"), published=date(2010, 12, 2)),
        Rejection(
            "b" * 64,
            "empty",
            {"seen": "no bytes"},
            "https://harbourpost.example/\u2028",
            datetime(2011, 1, 2, tzinfo=UTC),
        ),
    ]
    text = io.StringIO()
    write(outcomes, text)
    path = tmp_path / "cleaned.jsonl"
    path.write_text(text.getvalue(), encoding="utf-8")
    assert list(read(path)) == outcomes


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "line 2: Expecting property name"),
        ("[]", "line 2: "),
        ("{}", "line 2: not a record of this version"),
        ('{"kind": "article", "id": "0"}', "line 2: not a record of this version"),
        ('{"kind": "rejection", "id": "0", "reason": "empty", "evidence": {}, "url": "", "source": "", "title": null, "authors": [], "published": null, "publisher": null, "captured_at": "soon"}', "line 2: Invalid isoformat"),
        ("\udcff", "line 2: 'utf-8' codec"),
    ],
)  # fmt: skip
def test_damaged_line(tmp_path, line, complaint):
    path = tmp_path / "cleaned.jsonl"
    path.write_bytes((to_line(Rejection("0", "empty")) + "\n" + line + "\n").encode("utf-8", "surrogateescape"))
    with pytest.raises(StoreError, match=complaint):
        list(read(path))
