"""Bylines: persons, desks, agencies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablepress.cleaning import names
from cablepress.cleaning.titles import outlet_keys

PERSONS = [
    ("By Ana Lima", ["Ana Lima"]),
    ("BY ANA LIMA", ["Ana Lima"]),
    ("ByAna Lima", ["Ana Lima"]),
    ("Von Ana Lima und Jo Berg", ["Ana Lima", "Jo Berg"]),
    ("Par Ana Lima et Jo Berg", ["Ana Lima", "Jo Berg"]),
    ("Por Ana Lima y Jo Berg", ["Ana Lima", "Jo Berg"]),
    ("Di Ana Lima e Jo Berg", ["Ana Lima", "Jo Berg"]),
    ("Ana Lima, Jo Berg, and Kit Moor", ["Ana Lima", "Jo Berg", "Kit Moor"]),
    ("Ana Lima & Jo Berg; Kit Moor", ["Ana Lima", "Jo Berg", "Kit Moor"]),
    ("By Ana Lima, Senior Political Correspondent", ["Ana Lima"]),
    ("By Ana Lima Staff Writer", ["Ana Lima"]),
    ("Ana Lima Chefredakteurin", ["Ana Lima"]),
    ("By Ana Lima in New Delhi", ["Ana Lima"]),
    ("By Ana Lima | ana.lima@example.org | @analima", ["Ana Lima"]),
    ("By Ana Lima - 12/22/23 3:45 PM ET", ["Ana Lima"]),
    ("Ana Lima Updated: 2 December 2010", ["Ana Lima"]),
    ("Published 2 December 2010 by Ana Lima", ["Ana Lima"]),
    ("Gespeichert von Ana Lima am 24. Juli 2017 - 18:55", ["Ana Lima"]),
    ("Ana Lima, PhD", ["Ana Lima"]),
    ("Ana Lima Ana Lima", ["Ana Lima"]),
    ("AL Ana Lima", ["Ana Lima"]),
    ("Ana de la Lima", ["Ana de la Lima"]),
    ("Seán Ó Limarigh", ["Seán Ó Limarigh"]),
    ("责任编辑：林安娜", ["林安娜"]),
    ("بقلم: آنا ليما", ["آنا ليما"]),
    ("अना लीमा", ["अना लीमा"]),
    ("Ana Lima has covered harbours for ten years", ["Ana Lima"]),
    ("Name *", []),
    ("By", []),
    ("Photo: Ana Lima", []),
    ("Island Times", []),
    ("admin", []),
    ("the harbour and its ferries", []),
]
CREDITS = [
    ("PTI", None, "PTI"),
    ("Press Trust of India", None, "PTI"),
    ("By Ana Lima, IANS", None, "IANS"),
    ("Ana Lima (ANI)", None, "ANI"),
    ("dpa", None, "dpa"),
    ("The Associated Press", None, "AP"),
    ("رويترز", None, "Reuters"),
    ("Staff Reporter", "Staff Reporter", None),
    ("By Our Special Correspondent", "Our Special Correspondent", None),
    ("Web Desk", "Web Desk", None),
    ("DNA Web Team", "DNA Web Team", None),
    ("Express Bureau", "Express Bureau", None),
    ("Agencies", "Agencies", None),
    ("संवाददाता डेस्क", "संवाददाता डेस्क", None),
    ("uni", None, None),  # small letters: not the agency
    ("Apa Itu", None, None),
]


@pytest.mark.parametrize(("text", "persons"), PERSONS)
def test_persons(text, persons):
    assert list(names.read(text, outlet_keys(["Island Times"])).persons) == persons


@pytest.mark.parametrize(("text", "desk", "agency"), CREDITS)
def test_desks_and_agencies(text, desk, agency):
    credit = names.read(text)
    assert (credit.desk, credit.agency) == (desk, agency)
    assert not {"PTI", "IANS", "ANI", text} & set(credit.persons) or text == "Apa Itu"


def test_a_place_for_names_allows_pen_names():
    assert names.read("kitmoor", known_name=True).persons == ("kitmoor",)
    assert names.read("kitmoor").persons == ()


@given(
    st.lists(
        st.sampled_from(["Ana Lima", "Jo Berg", "Kit Moor", "Ana de la Lima", "अना लीमा", "林安娜"]),
        min_size=1,
        max_size=4,
        unique=True,
    )
)
def test_reading_twice_changes_nothing(persons):
    once = names.read(", ".join(persons)).persons
    assert list(once) == persons
    assert names.read(", ".join(once)).persons == once


@given(st.text(max_size=350))
def test_never_raises_and_settles(text):
    once = names.read(text).persons
    for person in once:
        again = names.read(person, known_name=True).persons
        assert all(names.read(name, known_name=True).persons in ((name,), ()) for name in again)
