"""The table of coverage against the code: canonical address, publisher and the day in the address come out as they stand there."""

from datetime import date

import pytest

from cablepress.cleaning import cables, metadata
from cablepress.cleaning.address_dates import day_in
from cablepress.cleaning.document import Document
from cablepress.cleaning.publisher import by_host
from cablepress.scraping import facts
from cablepress.scraping.addresses import canonical

ROWS = facts.coverage()
NO_ADDRESS = {
    # A numeric host names no site; the row's publisher is known from its other address.
    "http://103.241.136.51/international/hindu-radical-groups-big-threat-india-wikileaks-quotes-rahul-852",
}
OTHER_DAY: dict[str, str] = {}
"""Rows whose address holds another day than the page: address → why."""


@pytest.mark.parametrize("row", ROWS, ids=[row.url for row in ROWS])
def test_row(row):
    address = canonical(row.url)
    assert address is not None
    assert canonical(address.url) == address
    known = by_host(row.publisher_domain)
    assert known is not None
    assert known.publisher == row.publisher
    day = day_in(address.host, address.path)
    if day and row.date_published and row.url not in OTHER_DAY:
        assert day.isoformat().startswith(row.date_published)


@pytest.mark.parametrize("row", ROWS, ids=[row.url for row in ROWS])
def test_what_cleaning_makes_of_the_address_alone(row):
    found = metadata.read(Document([]), [], row.url)
    address = canonical(row.url)
    assert (found.publisher, found.country, found.canonical_url) == (row.publisher, row.country or None, address.url)
    assert found.published == day_in(address.host, address.path)


def test_days_in_addresses_are_in_the_table():
    """A day that the address tells stands in the row."""
    missing = [
        row.url
        for row in ROWS
        if (address := canonical(row.url)) and day_in(address.host, address.path) and not row.date_published
    ]
    assert missing == []


def test_canonical_addresses_join_variants():
    """The table keeps variants on purpose; those of one article share a canonical address."""
    joined = {}
    for row in ROWS:
        joined.setdefault(canonical(row.url).url, []).append(row)
    twice = {url: rows for url, rows in joined.items() if len(rows) > 1}
    assert all(len({row.publisher for row in rows}) == 1 for rows in twice.values())
    assert any("article944243" in url for url in twice)


def test_cables_in_addresses_are_in_the_table():
    known = {cable.cable_id for cable in facts.cables()}
    for row in ROWS:
        for _, reference in cables.in_address(row.url):
            assert reference in row.cable_refs or reference in known or reference.isdigit(), row.url


def test_dates_of_the_table_are_not_in_the_future_of_the_leak():
    assert all(
        date.fromisoformat(f"{row.date_published}-01-01"[:10]) >= date(2010, 1, 1) for row in ROWS if row.date_published
    )
