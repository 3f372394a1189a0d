"""UTF-8: told as Python's own decoder tells it, compiled and plain."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cablepress.cleaning.utf8 import count_controls, is_utf8

from ..compiled import plain

PLAIN_MODULE = plain("cablepress.cleaning.utf8")
PLAIN = PLAIN_MODULE.is_utf8
CONTROLS = bytes((*range(9), 11, *range(14, 32)))


def expected(page: bytes) -> bool:
    try:
        page.decode()
    except UnicodeDecodeError:
        return False
    return True


@pytest.mark.parametrize("lead", ["", "seven..", "eight.ch", "seventeen letters"])
@pytest.mark.parametrize("first", range(0x80, 0x100))
def test_every_second_byte(first, lead):
    for second in range(0x100):
        for rest in (b"", b"x", b"\x80", b"\x80x", b"\x80\x80", b"\x80\xbf and more than a word"):
            page = lead.encode() + bytes((first, second)) + rest
            assert is_utf8(page) == expected(page), page


@given(st.binary(max_size=60) | st.text(max_size=40).map(str.encode))
def test_any_bytes(page):
    assert is_utf8(page) == PLAIN(page) == expected(page)


@given(st.text(min_size=1, max_size=40).map(str.encode), st.data())
def test_damaged_text(page, data):
    place = data.draw(st.integers(0, len(page) - 1))
    for damaged in (page[:place], page[:place] + page[place + 1 :], page[:place] + b"\x80" + page[place:]):
        assert is_utf8(damaged) == PLAIN(damaged) == expected(damaged)


@given(st.binary(max_size=60))
@example(bytes(range(256)))
def test_control_characters_are_counted(page):
    expected = len(page) - len(page.translate(None, CONTROLS))
    assert count_controls(page) == PLAIN_MODULE.count_controls(page) == expected
