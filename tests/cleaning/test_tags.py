"""Where tags end: by a table, as the tree builder ends them, and in time that grows with the page only."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from cablepress.cleaning.source import MAX_RUN, tame
from cablepress.cleaning.tags import closing, spells, tag_end

from ..compiled import plain

PLAIN_MODULE = plain("cablepress.cleaning.tags")

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
    ("<a b=123456789>", "<a b=123456789>"),
    ("<a b=c'>'d>", "<a b=c'>"),  # no quote begins inside a value
    ("<a b=c='>'>", "<a b=c='>"),
    ("<a='>'>", "<a='>"),  # nor does a value in a tag's name
    ("<a b/='>'>", "<a b/='>"),  # nor where no name is
    ("<a ='>'>", "<a ='>"),
    ("<a =='>'>", "<a =='>'>"),
    ("<a b\n='>'>", "<a b\n='>'>"),
    ("<a b", "<a b"),
    ("<a b=", "<a b="),
    ("<a b= ", "<a b= "),
    ("<a b='", "<a b='"),
    ("<", "<"),
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
    assert page[: PLAIN_MODULE.tag_end(page.encode(), 0, 2, 8)] == tag


@pytest.mark.parametrize(("page", "before"), CLOSING)
def test_closing(page, before):
    assert page[: closing(page.encode(), 0, b"</script")] == before
    assert page[: PLAIN_MODULE.closing(page.encode(), 0, b"</script")] == before


def test_spells():
    assert spells(b"<sCript", 1, b"script")
    assert not spells(b"<scrip", 1, b"script")
    assert not spells(b"<s\x03ript", 1, b"script")


PIECES = st.sampled_from([*"//==\"\"''>> \nbé\x0b", "b=", "='", '="'])


@given(st.lists(PIECES, max_size=20))
@example(["b", "/", '="', ">", "b"])
def test_a_tag_ends_where_the_tree_builder_ends_it(pieces):
    page = "<a" + "".join(pieces) + ">.@"
    shown = LexborHTMLParser(page).body.text()
    assume(shown)  # else a quote is never closed: then the builder drops all, and we do not
    assert page.encode()[tag_end(page.encode(), 0, 99, 999) :].decode() == shown


def test_no_value_hides_a_tag_from_the_bound():
    page = b'<a b/="><p ' + b"".join(b"a%d=1 " % number for number in range(20_000)) + b'>x">'
    assert tame(page).html.count(b"=") < 1_100


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


def test_a_value_beyond_the_bound_takes_no_more_than_its_tag():
    """Cut off, its end looks like another value, which is quoted and ends later."""
    page = "<p id=" + "x" * MAX_RUN + "a='1>One' b><p>Two"
    assert tame(page.encode()).html.decode() == page


def test_a_character_is_never_cut_in_two():
    page = "<h1" + "é" * MAX_RUN + ">One"
    assert tame(page.encode()).html.decode() == "<h1" + "é" * (MAX_RUN // 2 - 1) + ">One"
