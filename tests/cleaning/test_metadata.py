"""All fields of a page together, and what damage costs."""

from dataclasses import fields
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablepress.cleaning import metadata
from cablepress.cleaning.article import Article
from cablepress.cleaning.document import Document

from .pages import document, verdicts

PAGE = document(
    "Home » News » Harbour",
    "Ferry runs aground on its own sandbank",
    "By Ana Lima",
    "2 December 2010",
    "PORT ELLERAY, Dec 1 (PTI): The ferry ran aground, says cable 08 New Delhi 3025 (180496: secret).",
    "It was refloated on Friday, the harbour board said in a statement to the islands' paper.",
    headings=[("Ferry runs aground on its own sandbank", "entry-title")],
    title="Ferry runs aground on its own sandbank | Island Times",
    language="en-GB",
    metas={"og:site_name": "Island Times", "article:published_time": "2010-12-02T10:15:00+05:30"},
)
URL = "http://www.islandtimes.example.in/2010/12/02/ferry?utm_source=feed"


def read(page, url="", captured_at=None):
    return metadata.read(page, verdicts(page), url, captured_at)


def test_every_field_of_a_page():
    found = read(PAGE, URL)
    assert found.title == "Ferry runs aground on its own sandbank"
    assert found.authors == ("Ana Lima",)
    assert (found.desk, found.agency) == (None, "PTI")
    assert found.dateline == "PORT ELLERAY, Dec 1 (PTI):"
    assert found.place == "PORT ELLERAY"
    assert found.published.isoformat() == "2010-12-02T10:15:00+05:30"
    assert found.modified is None
    assert (found.publisher, found.country) == ("Island Times", "IN")
    assert found.language == "en"
    assert found.section == "Harbour"
    assert found.cables == ("08ISLAMABAD3716", "08NEWDELHI3025")
    assert [mention.where for mention in found.mentions] == ["block 4 p", "block 4 p"]
    assert found.canonical_url == "https://www.islandtimes.example.in/2010/12/02/ferry"


def test_every_value_has_evidence():
    found = read(PAGE, URL)
    values = {field.name for field in fields(found) if getattr(found, field.name)} - {"evidence", "place", "mentions"}
    assert values == set(found.evidence)
    assert all(found.evidence.values())


def test_unknown_is_nothing():
    found = read(document())
    assert found == metadata.Metadata()


def test_fields_are_fields_of_the_article():
    assert {field.name for field in fields(metadata.Metadata)} <= {field.name for field in fields(Article)}


BAD = [
    ("published", {"article:published_time": "2010-12-02T10:15:00+99:99"}, datetime(2010, 12, 2, 10, 15)),
    ("published", {"article:published_time": "0000-00-00"}, date(2010, 12, 2)),
    ("authors", {"author": "null"}, ("Ana Lima",)),
    ("title", {"og:title": "x" * 10_000}, PAGE.headings[0][0]),
    ("canonical_url", {"og:url": "http://[::1"}, "https://www.islandtimes.example.in/2010/12/02/ferry"),
    ("language", {"content-language": "%%%"}, "en"),
]


@pytest.mark.parametrize(("field", "metas", "expected"), BAD)
def test_a_bad_value_costs_only_itself(field, metas, expected):
    page = Document(
        PAGE.blocks, title=PAGE.title, headings=PAGE.headings, metas=[*metas.items(), ("og:site_name", "Island Times")]
    )
    found = read(page, URL)
    assert getattr(found, field) == expected
    assert found.title == PAGE.headings[0][0]


def test_capture_is_not_publication():
    page = document("Ferry runs aground", "Printable version | Sep 21, 2021 6:19:04 AM |", "It ran aground.")
    assert read(page, captured_at=datetime(2021, 9, 21, 6, 19, tzinfo=UTC)).published is None


@given(
    st.lists(st.text(max_size=80), max_size=6),
    st.dictionaries(st.sampled_from(["og:title", "author", "date", "og:url"]), st.text(max_size=60)),
    st.text(max_size=60),
)
def test_never_raises(lines, metas, url):
    read(
        document(
            *lines,
            metas=metas,
            ld=[metas],
            title=url,
            headings=[(url, "")],
            times=[(url, url, url)],
            bylines=[(url, url)],
        ),
        url,
    )
