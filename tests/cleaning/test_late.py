"""Patterns that are compiled late: what they answer is what those answer that are compiled at once."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablepress.cleaning.late import late

PATTERNS = [(r"\s*\b(?P<word>a|bc)\b", 0), ("[ab]{2}", re.I), ("", 0), ("^b|c$", re.M)]


def found(match):
    return match and (match.span(), match.groupdict())


@given(st.sampled_from(PATTERNS), st.text("abcAB \n", max_size=12), st.integers(0, 5))
def test_all_methods_answer_as_the_pattern_does(source, text, start):
    tested, pattern = late(*source), re.compile(*source)
    assert [found(match) for match in tested.finditer(text)] == [found(match) for match in pattern.finditer(text)]
    for _ in range(2):
        assert found(tested.search(text, start)) == found(pattern.search(text, start))
        assert found(tested.match(text, start)) == found(pattern.match(text, start))
        assert found(tested.fullmatch(text)) == found(pattern.fullmatch(text))
    assert tested.sub("-", text) == pattern.sub("-", text)
    assert tested.split(text) == pattern.split(text)
    assert tested.pattern == pattern.pattern


def test_nothing_is_compiled_before_it_is_used():
    broken = late("(")
    with pytest.raises(re.error, match="unterminated"):
        broken.match("a")
