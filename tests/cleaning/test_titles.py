"""Titles: one cleaned, one chosen among several."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablepress.cleaning import titles

HOST = ["www.island-times.example.org", "Island Times"]
CLEANED = [
    ("Ferry runs aground | Island Times", "Ferry runs aground"),
    ("Ferry runs aground - Island Times", "Ferry runs aground"),
    ("Ferry runs aground – ISLAND TIMES ONLINE", "Ferry runs aground"),
    ("Ferry runs aground | News | Island Times", "Ferry runs aground | News"),  # only a second claim tells what News is
    ("Island Times: Ferry runs aground", "Ferry runs aground"),
    ("Opinion | Why the ferry ran aground", "Why the ferry ran aground"),
    ("Ferry &amp; dredger &ndash; both aground", "Ferry & dredger – both aground"),
    ("Ferry &amp;amp; dredger", "Ferry & dredger"),
    ("“Ferry runs aground”", "Ferry runs aground"),
    ("“Ferry” and “dredger”", "“Ferry” and “dredger”"),
    ("«Die Fähre» – ein Nachruf", "«Die Fähre» – ein Nachruf"),
    ("FERRY RUNS AGROUND", "FERRY RUNS AGROUND"),  # the printed case stays
    ("  Ferry \n runs\taground ", "Ferry runs aground"),
    ("Ferry runs aground - again", "Ferry runs aground - again"),
    ("Well-known ferry", "Well-known ferry"),
    ("", ""),
]


@pytest.mark.parametrize(("title", "expected"), CLEANED)
def test_clean(title, expected):
    assert titles.clean(title, HOST) == expected


@given(
    st.one_of(
        st.text(max_size=120),
        st.lists(st.sampled_from([*(t for t, _ in CLEANED), " | ", " - ", ": ", "»", "&amp;", '"']), max_size=8).map(
            "".join
        ),
    )
)
def test_cleaning_twice_changes_nothing(title):
    once = titles.clean(title, HOST)
    assert titles.clean(once, HOST) == once


CHOSEN = [
    ("agreeing claims add up", [("h1", "Menu of the day", 0.4), ("og", "Ferry runs aground", 1.0), ("t", "Ferry runs aground | Island Times", 1.0)], "Ferry runs aground"),
    ("a label that another claim lacks comes off", [("og", "Ferry runs aground", 1.0), ("t", "Ferry runs aground – Harbour news", 1.0)], "Ferry runs aground"),
    ("the outlet's name is no headline", [("h1", "Island Times", 9.0), ("t", "Ferry runs aground | Island Times", 0.5)], "Ferry runs aground"),
    ("a kicker that runs into the printed headline comes off", [("h1", "Harbour Ferry runs aground on its own bank", 3.0), ("ld", "Ferry runs aground on its own bank", 1.0)], "Ferry runs aground on its own bank"),
    ("a kicker that two claims print stays", [("h1", "runs aground", 1.0), ("ld", "Ferry: runs aground", 1.0), ("og", "Ferry: runs aground", 1.0)], "Ferry: runs aground"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "claims", "expected"), CHOSEN, ids=[why for why, _, _ in CHOSEN])
def test_choose(why, claims, expected):
    title, evidence = titles.choose(claims, HOST)
    assert title == expected, why
    assert evidence


def test_nothing_to_choose():
    assert titles.choose([("t", "Home", 1.0), ("h1", "", 3.0), ("og", "x" * 600, 2.0)], HOST) is None
