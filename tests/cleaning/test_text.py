"""Text normalisation and the look for digits."""

import re

from hypothesis import given
from hypothesis import strategies as st

from cablepress.cleaning import text

from ..compiled import plain

PLAIN = plain("cablepress.cleaning.text")


@given(st.text(st.sampled_from("0189٣a ."), max_size=30))
def test_numbers_start_where_no_digit_stands_before(line):
    expected = [match.start() for match in re.finditer("[0-9]+", line)]
    assert text.number_starts(line) == PLAIN.number_starts(line) == expected


@given(st.text(max_size=40))
def test_tidying_twice_changes_nothing(line):
    assert text.tidy(text.tidy(line)) == text.tidy(line) == PLAIN.tidy(line)


@given(st.text(st.sampled_from("01२٣²½é "), max_size=20))
def test_digits_of_other_scripts_are_told(line):
    expected = bool(re.search(r"[^\x00-\x7f\D]", line))
    assert text.has_other_digits(line) == PLAIN.has_other_digits(line) == expected
