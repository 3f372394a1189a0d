"""Text normalisation and the look for digits."""

import re

from hypothesis import given
from hypothesis import strategies as st

from cablepress.cleaning import text

from ..compiled import plain

PLAIN = plain("cablepress.cleaning.text")


CODE = re.compile(r"(?<![A-Za-z])(?:6[6-9]|[7-9]\d|0\d|10)[ -]?[^\W\d_]{2}|\d{5}")
DATE = re.compile(r"[0-9](?:(?<=1)9\d\d|(?<=2)0\d\d|\.\s?\d{1,2}\.\s?\d\d|(?<=^1)\d{9})")


@given(st.text(st.sampled_from("016٣aéB -."), max_size=30))
def test_codes_start_where_no_digit_stands_before(line):
    starts = text.code_starts(line)
    numbers = [match.start() for match in re.finditer("[0-9]+", line)]
    assert starts == PLAIN.code_starts(line)
    assert {start for start in numbers if CODE.match(line, start)} <= set(starts) <= set(numbers)


@given(st.text(st.sampled_from("0129. \u00a0a"), max_size=15))
def test_digits_of_dates_are_told(line):
    assert text.has_date_digits(line) == PLAIN.has_date_digits(line) == bool(DATE.search(line))


@given(st.text(st.sampled_from("0129٢٠१. \u00a0aé"), max_size=15), st.sampled_from([0, 590]))
def test_a_date_may_be_in_digits_of_any_script(line, blanks):
    western = "".join(str(int(letter)) if letter.isdecimal() else letter for letter in line)
    padded = line + blanks * " "
    expected = len(padded) <= text.MAX_DATED and bool(DATE.search(western))
    assert text.western_digits(line) == PLAIN.western_digits(line) == western
    assert text.may_hold_date(padded) == PLAIN.may_hold_date(padded) == expected


@given(st.text(max_size=20))
def test_letters_are_those_of_words(line):
    assert text.letters(line) == PLAIN.letters(line) == "".join(re.findall(r"\w+", line))


@given(st.text(max_size=20))
def test_small_letters_stay_at_their_places(line):
    assert len(text.small(line)) == len(PLAIN.small(line)) == len(line)


@given(st.text(max_size=40))
def test_tidying_twice_changes_nothing(line):
    assert text.tidy(text.tidy(line)) == text.tidy(line) == PLAIN.tidy(line)


@given(st.text(st.sampled_from("01२٣²½é "), max_size=20))
def test_digits_of_other_scripts_are_told(line):
    expected = bool(re.search(r"[^\x00-\x7f\D]", line))
    assert text.has_other_digits(line) == PLAIN.has_other_digits(line) == expected
