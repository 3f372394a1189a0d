"""Bylines: persons, desks, agencies."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cablepress.cleaning import attribution, name_tables, names
from cablepress.cleaning.attribution import Credit
from cablepress.cleaning.names import Place
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
    ("29. Juni 2017, 23:39 · von Ana Lima", ["Ana Lima"]),
    ("Von Ana Lima Fr, 18. Oktober 2019", ["Ana Lima"]),
    ("Text von Ana Lima Illustration von Jo Berg", ["Ana Lima"]),
    ("Ana Lima im Gespräch mit Jo Berg", ["Ana Lima", "Jo Berg"]),
    ("Interview: Ana Lima", ["Ana Lima"]),
    ("This post was written by Ana Lima, Head of Ferries", ["Ana Lima"]),
    ("by Ana Lima, National Institute of Tides and Infectious Currents", ["Ana Lima"]),
    ("Ana Lima on behalf of the harbour group", ["Ana Lima"]),
    ("von Ana Lima, HAFEN RADIO Stand: 28. April 2023, 05:00 Uhr", ["Ana Lima"]),
    ("ANA LIMA, KIT MOOR", ["Ana Lima", "Kit Moor"]),
    ("(责编：林安、林安娜)", ["林安", "林安娜"]),
    ("作者：记者林安娜", ["林安娜"]),
    ("本报记者林安娜", ["林安娜"]),
    ("Ana Lima 2 December 2010 Harbour Policy, Ferries", ["Ana Lima"]),  # topics follow the date
    ("Reviewed by Ana Lima", []),
    ("Name *", []),
    ("By", []),
    ("Photo: Ana Lima", []),
    ("Island Times", []),
    ("Ana Lima, Islandtimes Insight", ["Ana Lima"]),
    ("Feuerwehr Sandried, Abteilung Hafen", []),
    ("Sandried AG", []),
    ("Ag Lima", ["Ag Lima"]),
    ("Tweet This", []),
    ("admin", []),
    ("the harbour and its ferries", []),
]
CREDITS = [
    ("PTI", None, "PTI"),
    ("Press Trust of India", None, "PTI"),
    ("By Ana Lima, IANS", None, "IANS"),
    ("Ana Lima (ANI)", None, "ANI"),
    ("Ana Lima | 2 December 2010 | ANI", None, "ANI"),
    ("dpa", None, "dpa"),
    ("The Associated Press", None, "AP"),
    ("رويترز", None, "Reuters"),
    ("Staff Reporter", "Staff Reporter", None),
    ("By Our Special Correspondent", "Our Special Correspondent", None),
    ("Web Desk", "Web Desk", None),
    ("DNA Web Team", "DNA Web Team", None),
    ("Autor: Redaktion", "Redaktion", None),
    ("Redaktion", "Redaktion", None),
    ("Published by FERRYTEAM", "FERRYTEAM", None),
    ("Express Bureau", "Express Bureau", None),
    ("Agencies", "Agencies", None),
    ("By the Harbour Gazette Team", "the Harbour Gazette Team", None),
    ("Anadolu Ajansı", None, "AA"),
    ("संवाददाता डेस्क", "संवाददाता डेस्क", None),
    ("uni", None, None),  # small letters: not the agency
    ("Apa Itu", None, None),
]


@pytest.mark.parametrize(("text", "persons"), PERSONS)
def test_persons(text, persons):
    assert list(attribution.read(text, outlet_keys(["Island Times"])).persons) == persons


@pytest.mark.parametrize(("text", "desk", "agency"), CREDITS)
def test_desks_and_agencies(text, desk, agency):
    credit = attribution.read(text)
    assert (credit.desk, credit.agency) == (desk, agency)
    assert not {"PTI", "IANS", "ANI", text} & set(credit.persons) or text == "Apa Itu"


def test_a_place_for_names_allows_pen_names():
    assert attribution.read("kitmoor", place=Place.DECLARED).persons == ("kitmoor",)
    assert attribution.read("kitmoor").persons == ()


ONE_WORD = [
    ("by Kit · Dec 20, 2025 at 3:00 am · One comment", Place.BYLINE, ("Kit",)),
    ("Author: Bo2man am 29.12.2010, 13:36 Uhr", Place.BYLINE, ("Bo2man",)),
    ("Eingestellt von der Moor", Place.BYLINE, ("der Moor",)),
    ("by Kit", Place.LINE, ()),  # a line may be about anything
    ("Kit", Place.BYLINE, ()),  # nothing says that it is signed
    ("Ana L", Place.BYLINE, ("Ana L",)),
    ("Ana L", Place.LINE, ()),
    ("kit_moor9", Place.NAME, ("kit_moor9",)),
    ("kit.moor", Place.DECLARED, ()),  # the account, not the name
    ("ana lima", Place.DECLARED, ("ana lima",)),
    ("Ana McLimaMoor", Place.DECLARED, ("Ana McLimaMoor",)),
    ("Posted by admin", Place.BYLINE, ()),
]


@pytest.mark.parametrize(("text", "place", "persons"), ONE_WORD)
def test_how_little_may_be_a_name_depends_on_the_place(text, place, persons):
    assert attribution.read(text, place=place).persons == persons


@given(
    st.lists(
        st.sampled_from(["Ana Lima", "Jo Berg", "Kit Moor", "Ana de la Lima", "अना लीमा", "林安娜"]),
        min_size=1,
        max_size=4,
        unique=True,
    )
)
def test_reading_twice_changes_nothing(persons):
    once = attribution.read(", ".join(persons)).persons
    assert list(once) == persons
    assert attribution.read(", ".join(once)).persons == once


@given(st.text(max_size=350))
def test_never_raises_and_settles(text):
    once = attribution.read(text).persons
    for person in once:
        again = attribution.read(person, place=Place.DECLARED).persons
        assert all(attribution.read(name, place=Place.DECLARED).persons in ((name,), ()) for name in again)


LISTED = sorted({word.capitalize() for form in name_tables._forms() for word in re.findall("[a-z]{2,20}", form)})
"""All words of the lists of names, and the beginnings of such words."""
WORDS = st.one_of(st.sampled_from(LISTED), st.from_regex("[A-Z][a-z]{1,9}", fullmatch=True))


@given(
    st.tuples(WORDS, WORDS).map(" ".join),
    st.sampled_from(Place),
    st.sampled_from([frozenset(), frozenset({"analima"})]),
)
@example("Ana Lima", Place.LINE, frozenset({"analima"}))
@example("Ana Della", Place.NAME, frozenset())
def test_a_plain_name_is_what_a_close_look_finds(text, place, outlets):
    if names.is_plain_name(text, outlets):
        assert attribution._read_closely(text, outlets, place) == Credit((text,))
        assert names._kind_of(text, outlets, place, alone=False) == ("person", text)
