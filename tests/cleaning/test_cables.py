"""References to cables: spellings, running numbers, and what is none."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablepress.cleaning import cables
from cablepress.cleaning.document import Block, Document, Verdict
from cablepress.scraping import facts

IDS = [
    ("08NEWDELHI3025", ["08NEWDELHI3025"]),
    ("08newdelhi3025", ["08NEWDELHI3025"]),
    ("08 New Delhi 3025", ["08NEWDELHI3025"]),
    ("08-NEWDELHI-3025", ["08NEWDELHI3025"]),
    ("08NEWDELHI003025", ["08NEWDELHI3025"]),
    ("S E C R E T NEW DELHI 003025", ["08NEWDELHI3025"]),  # the year comes from the table
    ("REF: A. 08NEWDELHI3024 B. 08 NEW DELHI 3018", ["08NEWDELHI3024", "08NEWDELHI3018"]),
    ("cable_08NEWDELHI3025_a.html", ["08NEWDELHI3025"]),
    ("10STATE99999", ["10STATE99999"]),
    ("( >180619: secret )", ["180619"]),
    ("(181351: confidential)", ["181351"]),
    ("the confidential cable 204888 says", ["204888"]),
    ("180619", []),
    ("Rs 180619 crore", []),
    ("10 London 2012", []),  # the games
    ("at 08 state 12", []),
    ("in 2008 New Delhi 3025 people", []),
    ("B08NEWDELHI3025", []),
]


@pytest.mark.parametrize(("text", "references"), IDS)
def test_in_text(text, references):
    assert [reference for _, reference in cables.in_text(text)] == references


def page(*texts):
    blocks = [Block(text, where=f"line {number}") for number, text in enumerate(texts, 1)]
    return Document(blocks, kind="text"), [Verdict(keep=True, rule="test") for _ in blocks]


def test_resolved_through_the_table():
    document, verdicts = page("Nothing here.", "Cable (180496: secret) and 08ISLAMABAD3716 and 66PARIS1.")
    found = cables.mentions(document, verdicts)
    assert [(m.reference, m.cable, m.where) for m in found] == [
        ("180496", "08ISLAMABAD3716", "line 2"),
        ("08ISLAMABAD3716", "08ISLAMABAD3716", "line 2"),
        ("66PARIS1", None, "line 2"),  # kept as unresolved, not as an id
    ]
    assert cables.resolved(found) == ("08ISLAMABAD3716",)
    assert found[0].origin == "Embassy Islamabad"
    assert found[0].classification == "SECRET"


def test_every_id_of_the_table_is_read_back():
    for cable in facts.cables():
        if cable.cable_id[:2].isdigit():
            assert cables.in_text(f"see {cable.cable_id}.") == [(cable.cable_id, cable.cable_id)]


def test_every_spelling_of_a_post_is_read():
    posts = tomllib.loads(Path(cables.__file__).with_name("cables.toml").read_text("utf-8"))["posts"]
    for forms in (entry.split("/") for entry in posts):
        for form in (*forms, *map(str.title, forms)):
            assert cables.in_address(f"/08{form}3025.html") == [(f"08{form}3025", f"08{forms[0]}3025")]


def test_removed_blocks_do_not_count():
    document, _ = page("Related: 08NEWDELHI3025")
    assert cables.mentions(document, [Verdict(keep=False, rule="test", reason="related")]) == ()


@given(st.text("08NEWDELHI ewdlhi-_3025secrt:(", max_size=60))
def test_never_raises(text):
    cables.in_text(text)
