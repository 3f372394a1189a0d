"""Attributes that nobody reads: by a table, and the tree is the same but for them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from cablepress.cleaning import byte_search
from cablepress.cleaning.element_kinds import READ
from cablepress.cleaning.source import tame
from cablepress.cleaning.unread import without_unread

from ..compiled import plain

PAGES = [
    ("", ""),
    ("no tags, 3 < 4, <", "no tags, 3 < 4, <"),
    ("<p>One</p>", "<p>One</p>"),
    ("<p class=a data-b=c>One", "<p class=a >One"),
    ("<p data-a='>' class=\"b\" onclick=\"c('d')\">One", '<p  class="b" >One'),
    ("<P CLASS=a Data-B=c>One", "<P CLASS=a >One"),
    ("<br data-a/>", "<br />"),
    ("<svg a=b/c/d>", "<svg >"),
    ("<svg a='b'/c>", "<svg /c>"),  # without it, the slash would close the element
    ("<br class=a data-b/>", "<br class=a />"),
    ("<a class=b href=/c/>One", "<a class=b >One"),
    ("<link rel=canonical href=/c sizes=1x1>", "<link rel=canonical href=/c >"),
    ("<input type=hidden value=1 name=a>", "<input type=hidden  name=a>"),
    ("<p hidden data-a hidden = b>", "<p hidden  hidden = b>"),
    ("<a='b' class=c>", "<a='b' class=c>"),  # an equals sign in a tag's name
    ("<p =class=c>", "<p >"),  # in the front of an attribute's name
    ("<p a/='b' class=c>", "<p /='b' class=c>"),
    ("<p a=>One", "<p >One"),
    ("</p data-a=b>", "</p data-a=b>"),  # the tree builder reads none of an end tag
    ("<p a='>One", "<p "),  # a quote that is never closed takes the rest of the page
    ("<p a=b id='>One", "<p  id='>One"),
    ("<p a=b", "<p "),  # nor is this a tag
    ("<p wholly-unknown-and-long=b>", "<p >"),
    ("<p données=é>É", "<p >É"),
]
PIECES = st.sampled_from([
    *"//==\"\"''>> \nbé\x0b", "b=", "='", '="', "<p ", "<a ", "<svg ", "<path ", "<font ", "<b ", "</b>", "</p>", "<table>",
    "<input ", "class=c ", " id='i' ", " data-x=1 ", "hidden", "style", " href=/x ", "TYPE=Hidden ", " color=x ", "text", "<link ",
])  # fmt: skip


@pytest.mark.parametrize(("page", "expected"), PAGES)
def test_without_unread(page, expected):
    assert without_unread(page.encode()).decode() == expected
    assert plain("cablepress.cleaning.unread").without_unread(page.encode()).decode() == expected


@given(st.binary(max_size=9), st.integers(0, 255), st.integers(0, 12))
@example(b"a", 97, 0)
@example(b"a", 97, 1)
@example(b"", 0, 0)
def test_a_byte_is_found_as_plain_python_finds_it(page, code, start):
    assert byte_search.index_of(page, code, start) == plain("cablepress.cleaning.byte_search").index_of(
        page, code, start
    )


def told(html: bytes) -> list[tuple[str | None, str, dict[str, str | None]]]:
    """Every node's tag, own text and attributes that are read, in document order; an address with ``link`` alone."""
    nodes = LexborHTMLParser(html).root.traverse(include_text=True)
    return [
        (
            node.tag,
            node.text(deep=False) if node.tag == "-text" else "",
            {
                name: value
                for name, value in node.attributes.items()
                if name in READ and (name != "href" or node.tag == "link")
            },
        )
        for node in nodes
    ]


@given(st.lists(PIECES, max_size=40).map("".join))
@example("<p a='<p class=c>")
@example("<a href=x/>b<p data-a class=c/>")
@example("<table><input type=hidden data-a=b><input data-a=b type=text>")
@example("<svg </b>/<table>/")
@example("<svg><font data-a color=red><p>One")
def test_the_tree_is_the_same(page):
    html = tame(page.encode()).html
    assert told(without_unread(html)) == told(html)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_nothing_is_left_to_take(page):
    once = without_unread(tame(page.encode()).html)
    assert without_unread(once) == once
