"""Dates in addresses."""

from datetime import date

import pytest

from cablepress.cleaning.address_dates import day_in, month_in

DAYS = [
    ("example.org", "/2010/12/17/a-story", date(2010, 12, 17)),
    ("example.org", "/2010/1/7/a-story", date(2010, 1, 7)),
    ("example.org", "/world/2010/dec/10/a-story", date(2010, 12, 10)),
    ("example.org", "/news/report/a-story/20101217.htm", date(2010, 12, 17)),
    ("example.org", "/a-story-2011-09-04", date(2011, 9, 4)),
    ("example.org", "/a-story-20110324-1c8fl.html", date(2011, 3, 24)),
    ("example.org", "/n1/2024/0424/c1.html", date(2024, 4, 24)),
    ("example.org", "/05-Dec-2010/letters", date(2010, 12, 5)),
    ("example.org", "/13122010-a-story/", date(2010, 12, 13)),
    ("example.org", "/article/idUSTRE6B05N720101201", date(2010, 12, 1)),
    ("example.org", "/a-story-201109050025", date(2011, 9, 5)),
    ("www.business-standard.com", "/article/a-story-110120200138_1.html", date(2010, 12, 2)),
    ("example.org", "/article/a-story-110120200138_1.html", None),  # another outlet's number
    ("wikileaks.org", "/cable/2008/12/15/08NEWDELHI3158.html", None),  # the cable's date
    ("blog.example.org", "/2010_12_01_archive.html", None),  # a month of posts
    ("example.org", "/2010/13/45/a-story", None),
    ("example.org", "/2010/02/30/a-story", None),
    ("example.org", "/story/20041332", None),
    ("example.org", "/news/article927227.ece", None),
]


@pytest.mark.parametrize(("host", "path", "day"), DAYS)
def test_day(host, path, day):
    assert day_in(host, path) == day


@pytest.mark.parametrize(
    ("host", "path", "month"),
    [
        ("example.org", "/2010/12/a-story.html", (2010, 12)),
        ("example.org", "/2010/14/a-story.html", None),
        ("wikileaks.org", "/cable/2008/12/08NEWDELHI3158.html", None),
        ("example.org", "/a-story.html", None),
    ],
)
def test_month(host, path, month):
    assert month_in(host, path) == month
