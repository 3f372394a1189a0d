"""Parts of words: what is found is what stands in the text, wherever parts overlap."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablepress.cleaning.class_names import NAME_MARKS, name_bits
from cablepress.cleaning.part_finder import finder

NAMES = [
    ("", set()),
    ("article__body", {"article", "body"}),
    ("share-bar main", {"share", "main"}),
    ("sha-re", set()),
    ("footnote", {"foot", "note"}),
    ("newsletter", {"article", "signup"}),
    ("rightsidebarmenu", {"side", "nav"}),
    ("kommentare فيديو", set()),
]


@pytest.mark.parametrize(("names", "marks"), NAMES, ids=[names for names, _ in NAMES])
def test_marks_of_names(names, marks):
    assert {mark for place, mark in enumerate(NAME_MARKS) if name_bits(names) >> place & 1} == marks


def test_every_part_tells_its_mark():
    for place, parts in enumerate(NAME_MARKS.values()):
        assert all(name_bits(f"x{part}y") >> place & 1 for part in parts)


PART = st.text("ab-é通", min_size=1, max_size=5)


@given(st.lists(PART, max_size=12), st.text("abc-é通𝒳", max_size=30))
def test_all_parts_that_stand_in_a_text_are_found(parts, text):
    marked = [(part, 1 << place) for place, part in enumerate(parts)]
    assert finder(marked).find(text) == sum(bit for part, bit in marked if part in text)
