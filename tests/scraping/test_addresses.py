"""Canonical addresses: what comes off, what stays, and that twice is once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablepress.scraping.addresses import canonical, unwrap

SAME = "https://example.org/news/story-1.html"
ONE_ARTICLE = [
    "https://example.org/news/story-1.html",
    "http://example.org/news/story-1.html",
    "HTTP://EXAMPLE.ORG:80/news/story-1.html",
    "https://example.org:443/news/story-1.html#comments",
    "https://user:pass@example.org/news/story-1.html",
    "https://example.org./news/story-1.html",
    "//example.org/news/story-1.html",
    "http://m.example.org/news/story-1.html",
    "https://example.org/amp/news/story-1.html",
    "https://example.org/news/story-1.html/amp",
    "https://example.org/news/story-1.html?utm_source=feed&utm_medium=rss",
    "https://example.org/news/story-1.html?fbclid=abc&ref=home",
    "https://example.org/news/story-1.html?css=print",
    "https://example.org/news/story-1.html;jsessionid=0A1B2C",
    "https://example.org//news///story-1.html",
    "https://web.archive.org/web/20120304050607/http://example.org/news/story-1.html",
    "https://web.archive.org/web/20120304050607id_/http://example.org:80/news/story-1.html",
    "https://web.archive.org/web/2012/https://web.archive.org/web/2011/http://example.org/news/story-1.html",
    "https://archive.today/20120304050607/http://example.org/news/story-1.html",
    "https://example-org.cdn.ampproject.org/c/s/example.org/news/story-1.html",
    "https://www.google.com/amp/s/example.org/news/story-1.html",
]
OTHERS = [
    ("https://example.org/?p=118567", "https://example.org/?p=118567"),
    ("https://example.org/show.php?tid=106&pid=7&utm_source=x", "https://example.org/show.php?tid=106&pid=7"),
    ("https://example.org:8080/a", "https://example.org:8080/a"),
    ("https://example.org", "https://example.org/"),
    ("https://example.org/നഗരം", "https://example.org/%E0%B4%A8%E0%B4%97%E0%B4%B0%E0%B4%82"),
    ("https://m.org/a", "https://m.org/a"),  # the prefix is the whole name
]
NO_ADDRESS = [
    "",
    "example",
    "javascript:void(0)",
    "mailto:a@example.org",
    "https://",
    "http://[::1",
    "https://example.org:99999999/",
    "ftp://example.org/a",
]


@pytest.mark.parametrize("url", ONE_ARTICLE)
def test_all_roads_lead_to_one_address(url):
    assert canonical(url).url == SAME


@pytest.mark.parametrize(("url", "expected"), OTHERS)
def test_what_chooses_the_article_stays(url, expected):
    assert canonical(url).url == expected


@pytest.mark.parametrize("url", NO_ADDRESS)
def test_no_address(url):
    assert canonical(url) is None


def test_relative_addresses_need_a_base():
    assert canonical("/news/story-1.html", "https://example.org/x").url == SAME
    assert canonical("/news/story-1.html") is None


@given(
    st.one_of(
        st.text(max_size=80),
        st.text(max_size=40).map(lambda rest: f"https://example.org/{rest}"),
        st.sampled_from(ONE_ARTICLE),
    )
)
def test_twice_is_once(url):
    address = canonical(url)
    if address is not None:
        assert canonical(address.url) == address


def test_unwrapping_stops():
    assert unwrap("https://web.archive.org/web/2011/" * 20 + "http://example.org/")
