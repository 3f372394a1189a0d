"""Where tags end: by a table, by an expression that says the same, and in time that grows with the page only."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablepress.cleaning.source import MAX_RUN, tame
from cablepress.cleaning.tags import closing, plain_end, spells, tag_end

TAGS = [  # the tag, where it ends, with at most two values and eight bytes beside them
    ("<p>One", "<p>"),
    ("</p>One", "</p>"),
    ("<a href=x>", "<a href=x>"),
    ("<a b='1>2'>3", "<a b='1>2'>"),
    ('<a b = \n"1>2">3', '<a b = \n"1>2">'),
    ("<a b='>'c=\"'>\">", "<a b='>'c=\"'>\">"),
    ("<a b='1>2", "<a b='1>"),  # a quote that is never closed is none
    ("<a b==c>", "<a b==c>"),
    ("<a b=1 c=2 d=3>", "<a b=1 c=2 d"),
    ("<abcdefghi>", "<abcdefgh"),
    ("<a b=123456789>", "<a b=12345678"),
    ("<a b", "<a b"),
    ("<a b=", "<a b="),
    ("<a b= ", "<a b= "),
    ("<a b='", "<a b='"),
    ("<", "<"),
]
PLAIN = [  # the page, and what is plain before the first thing that is not
    ("no tags", "no tags"),
    ("", ""),
    ("<", "<"),
    ("a < b <= c <3", "a < b <= c <3"),
    ("<p>One</p><!-- two -->", "<p>One</p>"),
    ("<!doctype html><?xml?><!-->", "<!doctype html><?xml?>"),
    ("<!-", ""),
    ("<p title='<script>'>One<SCRIPT>", "<p title='<script>'>One"),
    ("<span><section><sTyle>", "<span><section>"),
    ("</script></style><s>", "</script></style><s>"),
    ("<p>One<p title", "<p>One"),
    ("<i a=1 b=2><i a=1 b=2 c=3>", "<i a=1 b=2>"),
]
CLOSING = [
    ("x</script>", "x"),
    ("x</SCRipt >", "x"),
    ("x</scrip></style><script>", "x</scrip></style><script>"),
    ("x<</script", "x<"),
    ("x</scrip", "x</scrip"),
]


@pytest.mark.parametrize(("page", "tag"), TAGS)
def test_tag_end(page, tag):
    assert page[: tag_end(page.encode(), 0, 2, 8)] == tag


@pytest.mark.parametrize(("page", "plain"), PLAIN)
def test_plain_end(page, plain):
    assert page[: plain_end(page.encode(), 0, 2, 99)] == plain


@pytest.mark.parametrize(("page", "before"), CLOSING)
def test_closing(page, before):
    assert page[: closing(page.encode(), 0, b"</script")] == before


def test_spells():
    assert spells(b"<sCript", 1, b"script")
    assert not spells(b"<scrip", 1, b"script")
    assert not spells(b"<s\x03ript", 1, b"script")


_VALUE = rb"""=(?:\s*+(?:"[^"]*+"|'[^']*+'|))[^>=]{0,8}+"""
_PLAIN = re.compile(
    rb"(?:[^<]|<(?![a-zA-Z/!?])|<(?!!--|script|style)[^>=]{0,8}+(?:%b){0,2}+>)*+" % _VALUE,
    re.IGNORECASE,
)
PIECES = st.sampled_from([*"<<>>//==\"'!?- \nspé", "--", "script", "</", "<!--", "<style", "<Script", "sty", "=\x0b'"])


@given(st.lists(PIECES, max_size=40))
def test_what_is_plain_is_a_regular_language(pieces):
    page = "".join(pieces).encode()
    assert plain_end(page, 0, 2, 8) == _PLAIN.match(page).end()


HOSTILE = {
    "values": b"<p " + b"a=1 " * 250_000 + b">",
    "names": b"<p " + b"a " * 500_000 + b">",
    "equals signs": b"<p " + b"=" * 1_000_000 + b">",
    "opened, never closed": b"<" * 1_000_000,
    "tags, never closed": b"<p" * 500_000,
    "quotes, never closed": b"<p a=\"b='" * 100_000,
    "quotes in quotes": b"<p a='\"'b=\"'\"" * 70_000,
    "scripts, never closed": b"<script>" * 120_000,
    "end tags that are none": b"<script>" + b"</scrip>" * 120_000,
    "comments": b"<!--" * 250_000,
    "blanks": b"<p a=" + b" " * 1_000_000 + b"'",
}


@pytest.mark.parametrize("page", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_is_made_of_hostile_pages_is_within_the_bounds(page):
    html = tame(page + b"<p>One").html
    assert len(html) <= len(page) + len(b"<p>One")
    assert tame(html).html == html


def test_a_character_is_never_cut_in_two():
    page = "<h1 " + "é" * MAX_RUN + ">One"
    assert tame(page.encode()).html.decode() == "<h1 " + "é" * (MAX_RUN // 2 - 2) + ">One"
