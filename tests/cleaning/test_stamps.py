"""When an article was published: places, bounds, and what is never a date of publication."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from cablepress.cleaning import stamps

from .pages import document, sources

BODY = "The ferry ran aground on Thursday."
HEAD = "Ferry runs aground"
INSTANT = datetime(2010, 12, 2, 10, 15, tzinfo=UTC)
DAY = date(2010, 12, 2)


def published(page, **known):
    return stamps.choose(sources(page, **known), 0)


FOUND = [
    ("JSON-LD", {"ld": [{"@type": "NewsArticle", "datePublished": "2010-12-02T10:15:00Z"}]}, INSTANT),
    ("Open Graph", {"metas": {"article:published_time": "2010-12-02T10:15:00Z"}}, INSTANT),
    ("a meta of an unlisted name", {"metas": {"x-published-date": "2010-12-02"}}, DAY),
    ("JSON-LD of the page", {"ld": [{"@type": "WebPage", "datePublished": "2010-12-02"}]}, DAY),
    ("time element", {"times": [("2010-12-02T10:15:00Z", "", "published entry-date")]}, INSTANT),
    (
        "bad value first",
        {"ld": [{"@type": "Article", "datePublished": "2010-02-30"}], "metas": {"parsely-pub-date": "2010-12-02"}},
        DAY,
    ),
    (
        "zone impossible",
        {"ld": [{"@type": "Article", "datePublished": "2010-12-02T10:15:00+99:99"}]},
        datetime(2010, 12, 2, 10, 15),
    ),
    ("null", {"ld": [{"@type": "Article", "datePublished": None}]}, None),
    ("year 0", {"metas": {"article:published_time": "0000-00-00T00:00:00"}}, None),
]


@pytest.mark.parametrize(("why", "fields", "stamp"), FOUND, ids=[why for why, _, _ in FOUND])
def test_declared(why, fields, stamp):
    assert published(document(HEAD, BODY, **fields)).published == stamp, why


LINES = [
    ("Published: December 2, 2010", DAY),
    ("Posted on 2 Dec 2010 10:15", datetime(2010, 12, 2, 10, 15)),
    ("Donnerstag, 2. Dezember 2010", DAY),
    ("Ana Lima | 2 December 2010 | 3 comments", DAY),
    ("Updated: December 2, 2010", DAY),  # the only date shown
    ("Printable version | Dec 2, 2010 6:19:04 AM |", None),  # the print's
    ("Copyright 2 December 2010", None),
    ("This was published 13 years ago", None),
    ("By Ana LimaDec 2, 2010 | 6 comments", DAY),  # two elements that ran together
    ("Harbour LifeDECEMBER 2, 2010Updated: JANUARY 05, 2011", DAY),
    (
        "The 2 December 2010 meeting of the harbour board was adjourned after a long debate on ferries and sandbanks.",
        None,
    ),
]


@pytest.mark.parametrize(("line", "stamp"), LINES)
def test_date_lines(line, stamp):
    assert published(document(HEAD, line, BODY)).published == stamp


def test_last_update_is_not_publication_where_both_are_shown():
    found = published(document(HEAD, "Published: 2 Dec 2010 | Updated: 5 Dec 2010", BODY))
    assert (found.published, found.modified) == (DAY, date(2010, 12, 5))


def test_capture_bounds_from_above():
    page = document(HEAD, "2 December 2010", BODY, metas={"article:published_time": "2021-09-21"})
    found = published(page, captured_at=datetime(2011, 1, 1, tzinfo=UTC))
    assert found.published == DAY


def test_address_bounds_and_dates():
    page = document(HEAD, BODY, metas={"article:published_time": "2009-01-01"})
    assert published(page, url="https://example.org/2010/12/02/ferry").published == DAY
    assert published(document(HEAD, BODY), url="https://example.org/2010/12/02/ferry").published == DAY


def test_a_month_in_the_address_is_evidence_only():
    found = published(document(HEAD, BODY), url="https://example.org/2010/12/ferry.html")
    assert found.published is None
    assert dict(found.evidence)["published"] == "address: no more than 2010-12"


def test_day_order_by_country_else_both_readings():
    page = document(HEAD, "03/04/2011", BODY)
    assert published(page, country="IN").published == date(2011, 4, 3)
    assert published(page, country="US").published == date(2011, 3, 4)
    unclear = published(page)
    assert unclear.published is None
    assert "2011-04-03 or 2011-03-04" in dict(unclear.evidence)["published"]


def test_an_unclear_day_is_clear_if_one_reading_lies_after_the_capture():
    found = published(document(HEAD, "03/04/2011", BODY), captured_at=datetime(2011, 3, 20, tzinfo=UTC))
    assert found.published == date(2011, 3, 4)


def test_the_day_readers_saw_is_the_local_one():
    night = {"metas": {"article:published_time": "2010-12-03T02:15:00Z"}}
    zone = timezone(timedelta(hours=-5))
    shown = document(HEAD, "December 2, 2010 9:15 PM", BODY, **night)
    assert published(shown).published == datetime(2010, 12, 2, 21, 15, tzinfo=zone)
    assert published(document(HEAD, "December 2, 2010", BODY, **night)).published == DAY


def test_a_rebuilt_site_does_not_move_the_printed_day():
    page = document(
        HEAD,
        "2 December 2010",
        BODY,
        ld=[{"@type": "Article", "datePublished": "2021-11-05", "dateModified": "2021-11-05"}],
    )
    assert published(page).published == DAY


def test_migration_stamps_are_no_change():
    page = document(HEAD, BODY, metas={"article:published_time": "2010-12-02", "article:modified_time": "2013-01-21"})
    assert published(page, url="https://www.business-standard.com/a").modified is None
    assert published(page, url="https://example.org/a").modified == date(2013, 1, 21)


def test_other_stories_dates_do_not_count():
    page = document(HEAD, BODY, times=[("2010-12-05", "", "date related-story card")])
    assert published(page).published is None


def test_disagreement_is_kept_as_evidence():
    page = document(HEAD, BODY, metas={"article:published_time": "2010-12-02", "parsely-pub-date": "2010-12-03"})
    assert (
        dict(published(page).evidence)["published"]
        == "meta article:published_time; meta parsely-pub-date says 2010-12-03"
    )


DATELINES = [
    ("Moosried, (2.12.2010). The ferry ran aground on a sandbank.", "https://example.org/a", DAY),
    ("2 December 2010 – The ferry ran aground on a sandbank.", "https://example.org/a", DAY),
    (
        "On 2 December 2010 – a Thursday – the ferry ran aground on one of the many sandbanks of the bay.",
        "https://example.org/a",
        None,
    ),
    ("MOOSRIED, Dec 2 (PTI): The ferry ran aground.", "https://example.org/2010/12/ferry", DAY),
    ("MOOSRIED, Dec 2 (PTI): The ferry ran aground.", "https://example.org/2011/05/ferry", None),  # another month
    ("MOOSRIED, Feb 30 (PTI): The ferry ran aground.", "https://example.org/2010/02/ferry", None),
    ("MOOSRIED, Dec 2 (PTI): The ferry ran aground.", "https://example.org/ferry", None),
]


@pytest.mark.parametrize(("paragraph", "url", "stamp"), DATELINES)
def test_the_dateline_dates_what_nothing_else_dates(paragraph, url, stamp):
    assert published(document(HEAD, paragraph), url=url).published == stamp


def test_the_pages_own_dates_tell_their_order():
    assert published(document(HEAD, "03/04/2011", BODY, "Next: 25/04/2011")).published == date(2011, 4, 3)
    assert published(document(HEAD, "03/04/2011", BODY, "Next: 04/25/2011")).published == date(2011, 3, 4)
    assert published(document(HEAD, "03/04/2011", BODY, "Until 25/04/2011", "Until 04/25/2011")).published is None


def test_an_unclear_day_is_clear_if_another_place_names_one_reading():
    page = document(HEAD, "03/04/2011", BODY, times=[("2011-03-04T12:00:00Z", "03/04/2011", "node__meta")])
    assert published(page).published.date() == date(2011, 3, 4)


def test_a_bare_day_at_the_headline_is_the_articles_own_even_if_the_page_changed_then():
    metas = {"article:published_time": "2010-08-01", "article:modified_time": "2010-12-02"}
    assert published(document(HEAD, "2 December 2010", BODY, metas=metas)).published == DAY
    assert published(document(HEAD, "Updated: 2 December 2010", BODY, metas=metas)).published == date(2010, 8, 1)


def test_a_marked_day_far_from_the_headline_counts_last():
    far = [BODY] * 60
    page = document(HEAD, *far, *["note"] * 20, ("Dec 2, 2010", "date dateline"), *["note"] * 20)
    assert published(page).published == DAY
    side = document(HEAD, *far, *["note"] * 20, ("Dec 2, 2010", "date related-story"), *["note"] * 20)
    assert published(side).published is None


def test_a_label_may_stand_in_the_line_above():
    page = document(HEAD, BODY, "Letzte Änderung:", "2.12.2010", metas={"article:published_time": "2010-12-01"})
    assert published(page).modified == DAY


def test_a_change_is_no_local_time_of_the_publication():
    metas = {"article:published_time": "2010-12-02T22:57:38Z", "article:modified_time": "2010-12-03T10:57:24Z"}
    found = published(document(HEAD, BODY, metas=metas, times=[("2010-12-03T10:57", "", "stamp")]))
    assert found.published.isoformat() == "2010-12-02T22:57:38+00:00"


LOCAL = [
    ("2010-12-02T22:57:00-05:00", "2010-12-03", "2010-12-03T03:57:00+00:00"),  # the outlet prints UTC
    ("2010-12-02T22:57:00-05:00", "2010-12-02", "2010-12-02T22:57:00-05:00"),
    ("2010-12-03T02:15:00Z", "2010-12-02", "2010-12-02"),
    ("2010-12-02T22:00:55Z", "2010-12-03", "2010-12-03"),
    ("2010-12-03T15:04:00Z", "2010-12-02", "2010-12-03T15:04:00+00:00"),  # no zone is so far west
]


@pytest.mark.parametrize(("declared", "seen", "stamp"), LOCAL)
def test_the_seen_day_decides_where_a_zone_can_put_it(declared, seen, stamp):
    page = document(HEAD, seen, BODY, metas={"article:published_time": declared})
    assert published(page).published.isoformat() == stamp


def test_a_marked_day_that_agrees_with_the_declared_one_confirms_it():
    metas = {"article:published_time": "2010-12-02"}
    page = document(
        HEAD, "24 November 2010", *[BODY] * 60, *["note"] * 20, ("Dec 2, 2010", "date"), "note", metas=metas
    )
    assert published(page).published == DAY
    alone = document(HEAD, "24 November 2010", *[BODY] * 60, *["note"] * 22, metas=metas)
    assert published(alone).published == date(2010, 11, 24)


BESIDE = [
    ("This entry was posted on 2 December 2010 by Ana.", DAY),
    ("Das Lied der Fähre wurde am 2. Dezember 2010 um 23:03 Uhr gepostet", datetime(2010, 12, 2, 23, 3)),
    ("Veröffentlicht: 2.12.2010", DAY),
    ("02.12.2010 um 09:25", datetime(2010, 12, 2, 9, 25)),
    ("The harbour opened on 2 December 2010", None),
]


@pytest.mark.parametrize(("line", "stamp"), BESIDE)
def test_a_line_far_from_the_article_counts_where_nothing_nearer_does(line, stamp):
    page = document(HEAD, BODY, *["Menu"] * 20, line)
    assert published(page, keep=lambda text: text == BODY).published == stamp


def test_two_lone_days_are_none():
    page = document(HEAD, BODY, *["Menu"] * 20, "2 December 2010", "Menu", "3 December 2010")
    assert published(page, keep=lambda text: text == BODY).published is None


def test_the_day_of_capture_above_the_headline_is_the_readers():
    page = document("Thursday, December 2, 2010", HEAD, BODY)
    assert stamps.choose(sources(page, captured_at=INSTANT), 1).published is None
    assert stamps.choose(sources(page, captured_at=INSTANT + timedelta(days=9)), 1).published == DAY
    labelled = document("Published December 2, 2010", HEAD, BODY)
    assert stamps.choose(sources(labelled, captured_at=INSTANT), 1).published == DAY


def test_a_cables_own_days_date_no_publication():
    page = document("Viewing cable 08NEWDELHI3044", "2008-12-02 13:30", "2011-08-30 01:44", BODY)
    assert published(page, url="https://mirror.example/cable/2008/12/08NEWDELHI3044.html").published is None
    assert published(page, url="https://mirror.example/story.html").published is not None
