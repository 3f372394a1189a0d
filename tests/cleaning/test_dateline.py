"""Datelines: split into place, day and agency, and put back together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablepress.cleaning import attribution, dateline, dates

SPLIT = [
    ("NEW DELHI, Dec 2 (PTI): The minister said so.", "NEW DELHI", "Dec 2", "PTI"),
    ("New Delhi, March 29: The minister said so.", "New Delhi", "March 29", None),
    ("NEW DELHI: The minister said so.", "NEW DELHI", None, None),
    ("MUMBAI // The minister said so.", "MUMBAI", None, None),
    ("LAHORE – The minister said so.", "LAHORE", None, None),
    ("Neu-Delhi. Der Minister sagte das.", "Neu-Delhi", None, None),
    ("Washington:", "Washington", None, None),
    ("London, Dec. 17 (PTI) The minister said so.", "London", "Dec. 17", "PTI"),
    ("WASHINGTON (Reuters) - The minister said so.", "WASHINGTON", None, "Reuters"),
    ("(Reuters) - The minister said so.", None, None, "Reuters"),
    ("ISLAMABAD, Pakistan — The minister said so.", "ISLAMABAD, Pakistan", None, None),
    ("PORT ELLERAY, Nov 4 (Coastwire): A dredger ran aground.", "PORT ELLERAY", "Nov 4", "Coastwire"),
    ("नई दिल्ली: मंत्री ने कहा।", "नई दिल्ली", None, None),
    ("सोनपुर। मंत्री ने कहा।", "सोनपुर", None, None),
]
NONE = [
    "The minister said so.", "He said: this is so.", "UPDATE: The minister said so.", "EXCLUSIVE - The minister said so.",
    "Q: What is it?", "MR. LIMA: Good evening.", "By Ana Lima: a report", "Island Times: the minister said so.",
    "SECRET: this is a cable", "", "A: B", "NASA: the mission goes on", "Cars (electric): a guide",
]  # fmt: skip


@pytest.mark.parametrize(("paragraph", "place", "day", "agency"), SPLIT)
def test_split(paragraph, place, day, agency):
    line = dateline.split(paragraph)
    assert line is not None
    assert (line.place, line.day, line.agency) == (place, day, agency)
    rest = paragraph[len(line.printed) :].lstrip()
    assert f"{line.printed} {rest}".strip() == paragraph  # reversible


@pytest.mark.parametrize("paragraph", NONE)
def test_no_dateline(paragraph):
    assert dateline.split(paragraph) is None


@given(st.text(max_size=200))
def test_never_raises_and_is_a_beginning(paragraph):
    line = dateline.split(paragraph)
    assert line is None or paragraph.startswith(line.printed)


@pytest.mark.parametrize("unit", ["नई दिल्ली में ", "A. B, ", "ab-", "( ", "12 Dec ", "– "])
def test_long_texts_end(unit):
    """A pattern whose classes overlap would not come back."""
    dateline.split(unit * 400)
    dates.read_all((unit * 400)[: dates.MAX_CHARS])
    attribution.read((unit * 400)[: attribution.MAX_CHARS])
