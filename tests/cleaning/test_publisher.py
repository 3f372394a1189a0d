"""Which outlet, in which country."""

import pytest

from cablepress.cleaning import publisher
from cablepress.scraping import facts

from .pages import document, sources

HOSTS = [
    ("www.thehindu.com", "The Hindu"),
    ("thehindu.com", "The Hindu"),
    ("m.indiatvnews.com", "India TV"),
    ("WWW.DAWN.COM.", "Dawn"),
    ("prod-appfeeds.intoday.in", "India Today (Mail Today)"),
    ("archive.asianage.com", "The Asian Age"),
    ("search.wikileaks.org", "WikiLeaks"),
    ("wikileaks.zilog.es", "WikiLeaks (mirror zilog.es)"),
    ("hawksearch.blogspot.com", "Hawk Search (blog)"),
    ("another.blogspot.com", None),
    ("notthehindu.com", None),
    ("thehindu.com.example.org", None),
    ("com", None),
    ("", None),
]


@pytest.mark.parametrize(("host", "name"), HOSTS)
def test_by_host(host, name):
    found = publisher.by_host(host)
    assert (found.publisher if found else None) == name


@pytest.mark.parametrize(
    ("host", "country"),
    [
        ("example.in", "IN"),
        ("www.example.co.uk", "GB"),
        ("example.com", None),
        ("example.tv", None),
        ("example.io", None),
        ("", None),
    ],
)
def test_country_of(host, country):
    assert publisher.country_of(host) == country


TEXTS = [
    (("Our code of editorial values",), "The Hindu"),
    (("Please Email the Editor", "Printable version | Sep 21, 2021"), "The Hindu"),
    (("Please Email the Editor",), None),  # other outlets say so, too
    (("Business Standard Epaper",), "Business Standard"),
    (("Our code of editorial values", "Business Standard Epaper"), None),  # two outlets: neither
    (("The paper quotes our code of editorial values at length. " * 8,), None),  # a text about it
    (("Nothing of the kind.",), None),
]


@pytest.mark.parametrize(("lines", "name"), TEXTS)
def test_fingerprints_without_an_address(lines, name):
    found = publisher.choose(sources(document(*lines)))
    assert found.name == name


def test_fingerprints_name_publishers_of_the_table():
    names = {entry.publisher for entry in facts.publishers()}
    assert {entry["publisher"] for entry in publisher._table()["outlet"]} <= names


def test_the_address_goes_before_what_a_page_calls_itself():
    page = document("x", metas={"og:site_name": "Island Times"})
    assert publisher.choose(sources(page, "https://www.dawn.com/news/1")).name == "Dawn"
    assert publisher.choose(sources(page, "https://web.archive.org/web/2012/http://www.dawn.com/news/1")).name == "Dawn"
    other = publisher.choose(sources(page, "https://islandtimes.example.in/1"))
    assert (other.name, other.country, other.evidence) == ("Island Times", "IN", "meta og:site_name")
