"""Written dates: every form, every script, and what is no date."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablepress.cleaning import dates


def zone(hours, minutes=0):
    return timezone(timedelta(hours=hours, minutes=minutes))


DAYS = [
    ("2010-12-02", "", date(2010, 12, 2)),
    ("2010/12/2", "", date(2010, 12, 2)),
    ("20101217", "", date(2010, 12, 17)),
    ("Dec. 2, 2010", "", date(2010, 12, 2)),
    ("Thursday, December 2nd, 2010", "", date(2010, 12, 2)),
    ("2 December 2010", "", date(2010, 12, 2)),
    ("02-Dec-2010", "", date(2010, 12, 2)),
    ("Posted on 2 Sept 2011 by nobody", "", date(2011, 9, 2)),
    ("2. Dezember 2010", "", date(2010, 12, 2)),
    ("Donnerstag, 2. März 2011", "", date(2011, 3, 2)),
    ("le 1er août 2011", "", date(2011, 8, 1)),
    ("2 de diciembre de 2010", "", date(2010, 12, 2)),
    ("2 dicembre 2010", "", date(2010, 12, 2)),
    ("२ दिसंबर २०१०", "", date(2010, 12, 2)),
    ("٢ ديسمبر ٢٠١٠", "", date(2010, 12, 2)),
    ("۲ دسمبر ۲۰۱۰", "", date(2010, 12, 2)),
    ("২ ডিসেম্বর ২০১০", "", date(2010, 12, 2)),
    ("2 டிசம்பர் 2010", "", date(2010, 12, 2)),
    ("2010年12月2日", "", date(2010, 12, 2)),
    ("2010년 12월 2일", "", date(2010, 12, 2)),
    ("02.12.2010", "US", date(2010, 12, 2)),  # dots: day first wherever it is printed
    ("2.12.10", "", date(2010, 12, 2)),
    ("03/04/2011", "IN", date(2011, 4, 3)),
    ("03/04/2011", "US", date(2011, 3, 4)),
    ("13/04/2011", "", date(2011, 4, 13)),  # one reading only
    ("2010-12-02T00:00:00Z", "", date(2010, 12, 2)),  # midnight to the second: a day
    ("2010-12-02T25:10", "", date(2010, 12, 2)),  # the hour costs itself only
]
INSTANTS = [
    ("2010-12-02T10:15:30Z", "", datetime(2010, 12, 2, 10, 15, 30, tzinfo=UTC)),
    ("2010-12-02T10:15:30.123+05:30", "", datetime(2010, 12, 2, 10, 15, 30, tzinfo=zone(5, 30))),
    ("2010-12-02 10:15", "", datetime(2010, 12, 2, 10, 15)),
    ("Tue, 15 Nov 2010 12:45:26 +0000", "", datetime(2010, 11, 15, 12, 45, 26, tzinfo=UTC)),
    ("Dec. 2, 2010 5:24 p.m. EST", "", datetime(2010, 12, 2, 17, 24, tzinfo=zone(-5))),
    ("02 Dec 2010 12:05 AM IST", "IN", datetime(2010, 12, 2, 0, 5, tzinfo=zone(5, 30))),
    ("02 Dec 2010 12:05 AM IST", "", datetime(2010, 12, 2, 0, 5)),  # India, Ireland or Israel
    ("10:15 PM, 2 December 2010", "", datetime(2010, 12, 2, 22, 15)),
    ("2. Dezember 2010, 17:47 Uhr", "", datetime(2010, 12, 2, 17, 47)),
    ("2010-12-02T10:00:00+99:99", "", datetime(2010, 12, 2, 10, 0)),  # no such zone: unknown, the rest stands
    ("20101202T101500", "", datetime(2010, 12, 2, 10, 15)),
    ("1291248001", "", datetime(2010, 12, 2, 0, 0, 1, tzinfo=UTC)),
]
NOTHING = [
    "", "null", "3 hours ago", "This was published 13 years ago", "0000-00-00", "2010-02-30", "31 June 2010", "1066-10-14",
    "12/2010", "Article 123456789", "Lorem 2 ipsum 2010", "9999999999", "2010", "May 2010",
]  # fmt: skip


@pytest.mark.parametrize(("text", "country", "day"), DAYS)
def test_a_day_is_a_day(text, country, day):
    reading = dates.read(text, country)
    assert reading is not None
    assert reading.stamp == day
    assert not isinstance(reading.stamp, datetime)


@pytest.mark.parametrize(("text", "country", "instant"), INSTANTS)
def test_an_instant_keeps_its_zone(text, country, instant):
    stamp = dates.read(text, country).stamp
    assert stamp == instant
    assert stamp.utcoffset() == instant.utcoffset()


@pytest.mark.parametrize("text", NOTHING)
def test_no_date(text):
    assert dates.read(text) is None


def test_unclear_order_gives_both_readings():
    reading = dates.read("03/04/2011")
    assert reading.stamp is None
    assert reading.readings == (date(2011, 4, 3), date(2011, 3, 4))


def test_several_dates_in_their_order():
    found = dates.read_all("Published: 2 Dec 2010 | Updated: 3 Dec 2010 10:00")
    assert [reading.day for _, _, reading in found] == [date(2010, 12, 2), date(2010, 12, 3)]


@given(
    st.dates(date(1991, 1, 1), date(2098, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%B %d, %Y", "%Y%m%d"]),
)
def test_reading_what_was_written(day, form):
    assert dates.read(day.strftime(form)).stamp == day


@given(
    st.datetimes(datetime(1991, 1, 1), datetime(2098, 12, 31), timezones=st.sampled_from([UTC, zone(5, 30), zone(-8)]))
)
def test_reading_twice_changes_nothing(instant):
    once = dates.read(instant.isoformat()).stamp
    assert dates.read(once.isoformat()).stamp == once


@given(st.text(max_size=400))
def test_never_raises(text):
    dates.read_all(text)


@given(st.text("0123456789-/.: TZ+年月日decmar", max_size=60))
def test_never_raises_on_almost_dates(text):
    dates.read_all(text)
