"""The plain part of pages, without the attributes that nobody reads: by tables, and the tree is the same but for them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from cablepress.cleaning import byte_search
from cablepress.cleaning.element_kinds import READ
from cablepress.cleaning.source import tame
from cablepress.cleaning.unread import Plain

from ..compiled import plain

PLAIN_MODULE = plain("cablepress.cleaning.unread")

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
    ("<p>One<p data-a=1 title='", "<p>One"),  # a quote that is never closed
    ("<p>One<p data-a='1>", "<p>One"),
]
BOUNDED = [  # the same with at most two values and eight bytes beside them
    ("<i id=1 class=2><i id=1 class=2 role=3>", "<i id=1 class=2>"),
    ("<p>One<i x=1 y=2 z=3>", "<p>One"),  # what was left out of it is put back
    ("<i>One</i a=1 b=2 c=3>", "<i>One"),
    ("<a id=2345678>One<a id=23456789>", "<a id=2345678>One"),
    ("<a bcdef>One<a bcdefg>", "<a >One"),
    ("<abcdefg>One<abcdefgh>", "<abcdefg>One"),
    ("<a id = 1       >One<a id = 1        >", "<a id = 1       >One"),
    ("<a id =         1>One<a id        = 1>", "<a id =         1>One"),
]
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
    ("<p a=b id='>One", "<p a=b id='>One"),  # a quote that is never closed
    ("<p a=b", "<p a=b"),  # nor is this a tag
    ("<script data-a=b>1</script>", "<script data-a=b></script>"),
    ("<p wholly-unknown-and-long=b>", "<p >"),
    ("<p données=é>É", "<p >É"),
]
PIECES = st.sampled_from([
    *"//==\"\"''>> \nbé\x0b", "b=", "='", '="', "<p ", "<a ", "<svg ", "<path ", "<font ", "<b ", "</b>", "</p>", "<table>",
    "<input ", "class=c ", " id='i' ", " data-x=1 ", "hidden", "style", " href=/x ", "TYPE=Hidden ", " color=x ", "text", "<link ",
])  # fmt: skip


@pytest.mark.parametrize(
    ("page", "run", "expected"),
    [(page, run, plain) for run, table in ((99, PLAIN), (8, BOUNDED)) for page, plain in table],
)
@pytest.mark.parametrize("module", [Plain, PLAIN_MODULE.Plain])
def test_what_is_plain(page, run, expected, module):
    taken = module(page.encode(), 2, run)
    end = taken.take(0)
    assert taken.taken().decode() == expected
    assert page.encode()[end : end + 1] in (b"<", b"")


@pytest.mark.parametrize(("page", "expected"), PAGES)
def test_what_is_unread_is_left_out(page, expected):
    assert tame(page.encode()).html.decode() == expected


@given(st.lists(PIECES, max_size=40).map("".join), st.integers(0, 3), st.integers(1, 9))
def test_compiled_and_plain_take_the_same(page, attributes, run):
    one, other = (module(page.encode(), attributes, run) for module in (Plain, PLAIN_MODULE.Plain))
    assert one.take(0) == other.take(0)
    assert (one.taken(), one.tags) == (other.taken(), other.tags)


@given(st.binary(max_size=9), st.integers(0, 255), st.integers(0, 12))
@example(b"a", 97, 0)
@example(b"a", 97, 1)
@example(b"", 0, 0)
def test_a_byte_is_found_as_plain_python_finds_it(page, code, start):
    assert byte_search.index_of(page, code, start) == plain("cablepress.cleaning.byte_search").index_of(
        page, code, start
    )


def told(html: bytes) -> list[tuple[str | None, str, dict[str, str | None]]]:
    """Every node's tag, own text and attributes that are read, in document order; an address with ``link`` alone.

    Neither comments nor what stands in scripts.
    """
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
@example("<p a=\"><b id='>")
def test_the_tree_is_the_same(page):
    """No piece makes a comment or a script, which are left out too."""
    assert told(tame(page.encode()).html) == told(page.encode())


@given(st.lists(PIECES, max_size=40).map("".join))
def test_nothing_is_left_to_take(page):
    once = tame(page.encode()).html
    assert tame(once).html == once
