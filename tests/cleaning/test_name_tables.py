"""The tables of names: alternatives taken together by their first letters find what they find one after the other."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablepress.cleaning import date_lines, name_tables
from cablepress.cleaning.text import small

TABLE = name_tables._table()
LISTS = {
    **{key: forms for key, forms in TABLE.items() if isinstance(forms, list)},
    **{key: section["words"] for key, section in TABLE.items() if "words" in section},
    **date_lines.table()["labels"],
}
WORDS = sorted({word for forms in LISTS.values() for form in forms for word in re.findall(r"[^\W\d_]+", form)})
LINES = st.lists(st.sampled_from([*WORDS, *map(str.upper, WORDS), "-", ".", ":"]), max_size=5).map(" ".join)


@pytest.mark.parametrize("key", LISTS)
def test_a_bar_stands_in_brackets_only(key):
    for form in LISTS[key]:
        bare = re.sub(r"\([^()]*\)", "", form)
        assert "|" not in re.sub(r"\([^()]*\)", "", bare), form


@pytest.mark.parametrize("key", LISTS)
@given(line=LINES)
def test_the_same_is_found(key, line):
    one_by_one = re.compile(rf"(?<!\w)(?:{'|'.join(LISTS[key])})(?!\w)", re.I)
    together = re.compile(rf"(?<!\w)(?:{name_tables.any_of(LISTS[key])})(?!\w)", re.I)
    assert [m.span() for m in together.finditer(line)] == [m.span() for m in one_by_one.finditer(line)]


@pytest.mark.parametrize("form", TABLE["desks"]["bodies"])
@given(data=st.data())
def test_desks_that_begin_with_any_word_end_as_listed(form, data):
    """`is_desk` looks at a text's end first: a form that ends otherwise would never be found."""
    desk = data.draw(st.from_regex(form.replace("++", "+"), fullmatch=True))
    assert small(desk).rstrip(".s").endswith(tuple(TABLE["desks"]["ends"]))
