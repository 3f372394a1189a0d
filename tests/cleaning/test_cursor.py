"""Cursors: the one that asks lexbor itself tells of every node what the plain one tells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from cablepress.cleaning import html
from cablepress.cleaning.element_kinds import READ

from ..compiled import plain

PLAIN = plain("cablepress.cleaning.cursor").Cursor
PIECES = st.sampled_from((
    *("<p>", "</p>", "<div class='a B'>", "</div>", "<nav aria-label=Crumbs>", "</nav>", "<footer>", "</footer>", "<h1>"),
    *("<article>", "<main>", "<b itemprop=articleBody>", "<b itemprop=author class>", "</b>", "<svg><a xlink:href=x />"),
    *("<a class='by-author' rel=nofollow>", "<a rel='author me'>", "<a hidden>", "<a href=x class=BYLINE>", "</a>", "</svg>"),
    *("<template><p>in</template>", "<my-tag id=&eacute;>", "</my-tag>", "<!-- no -->", "<?php no ?>", "<![CDATA[no]]>"),
    *("<time datetime='2010-12-02'>", "<meta name=x content=y>", "<table><td>", "<p style='display:none' class=c class=d>"),
    *("<x class='' id=i role=r itemprop=p>", "text", " ", "\n", "&nbsp;", "\u1ebf\u0301", "&#xd800;", "\U0001f600", "<math><mi>"),
))  # fmt: skip


def told(at):
    """Return all that a cursor tells of its node."""
    element = at.name()[:1] not in {"", "-"}
    attributes = {name: value for name, value in at.attributes().items() if name in READ}
    seen = (*at.look(), at.telling, at.is_telling_link(), at.holds_story()) if element else ()
    text = at.text() if at.name() == "-text" else at.text_inside("|")
    return at.number(), at.name(), attributes, seen, text


def visit(at):
    """Yield what a cursor tells of each node, and how it moves."""
    depth = 0
    while True:
        yield depth, told(at)
        if at.down():
            depth += 1
            continue
        while not at.along():
            if not depth:
                return
            at.up()
            depth -= 1


def compared(page):
    """Return what both cursors tell of a page; numbers of unknown names differ from tree to tree, so there is one."""
    tree = LexborHTMLParser(page)
    return list(visit(html.Cursor(tree.root))), list(visit(PLAIN(tree.root)))


@given(st.lists(PIECES, max_size=30))
def test_both_cursors_tell_the_same(pieces):
    own, plainly = compared("".join(pieces))
    assert own == plainly


@pytest.mark.parametrize(
    ("page", "name", "expected"),
    [
        ("<p class='One two' id=three role=note>x", "p", ("one two three note", "")),
        ("<p itemprop=author>x", "p", ("author", "byline")),
        ("<p class='sr-only'>x", "p", ("sr-only", "screen-reader")),
        ("<p>x", "p", ("", "")),
    ],
)
def test_looks(page, name, expected):
    seen = {tell[1]: tell[3] for _, tell in compared(page)[0]}
    assert seen[name][:2] == expected


def test_a_cursor_keeps_its_tree():
    at = html.Cursor(LexborHTMLParser("<p>a<b>c</b>").root)
    assert [tell[4] for _, tell in visit(at) if tell[1] == "-text"] == ["a", "c"]
