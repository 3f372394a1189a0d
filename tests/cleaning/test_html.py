"""Pages taken apart: what is one block, what is none, and that hostile pages stay cheap and whole."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cablepress.cleaning.html import parse
from cablepress.cleaning.source import MAX_ATTRIBUTES, MAX_DEPTH, cap_depth, tame
from cablepress.cleaning.text import tidy

SEGMENTS = [
    ("paragraphs", "<p>One.</p><p>Two.</p>", ["One.", "Two."]),
    ("paragraphs without end tags", "<p>One.<p>Two.", ["One.", "Two."]),
    ("inline elements stay in their line", "<p>A <b>bold</b> <a href=x>link</a>, <i>so</i>.</p>", ["A bold link, so."]),
    ("no space is invented inside a word", "<p><span>T</span>he ferry</p>", ["The ferry"]),
    ("two line breaks part", "<div>One<br><br>Two</div>", ["One", "Two"]),
    ("two line breaks with space between part", "<div>One<br> \n<br/>Two</div>", ["One", "Two"]),
    ("a line break after a sentence parts", "<div>One.<br>Two.</div>", ["One.", "Two."]),
    ("a line break inside a sentence is a space", "<div>The ferry<br>was late.</div>", ["The ferry was late."]),
    ("a line break after a line of links parts", "<div><a href=x>More</a><br>The ferry</div>", ["More", "The ferry"]),
    ("text beside blocks", "<div>Before<p>Inside</p>After</div>", ["Before", "Inside", "After"]),
    ("lists", "<ul><li>One<li>Two<ul><li>Three</ul></ul>", ["One", "Two", "Three"]),
    ("layout tables", "<table><tr><td>Menu<td><p>One.</p>Two.</table>", ["Menu", "One.", "Two."]),
    ("preformatted text parts at blank lines", "<pre>One\nstill one\n\nTwo</pre>", ["One still one", "Two"]),
    ("captions are blocks", "<figure><img><figcaption>A quay</figcaption></figure><p>One.", ["A quay", "One."]),
    ("scripts, styles, templates", "<script>a<b</script><style>p{}</style><template>t</template><p>One", ["One"]),
    ("a closing tag inside a script string", "<script>x='<p>no</p>'</script><p>One", ["One"]),
    ("upper-case scripts", "<SCRIPT>no</SCRIPT><P>One", ["One"]),
    ("noscript", "<p>One</p><noscript><p>Turn on scripts</p></noscript>", ["One"]),
    ("comments, also short ones", "<p>One<!-- <p>no --><!--> two<!---> three", ["One two three"]),
    ("AMP pictures", "<amp-img src=x>fallback</amp-img><p>One", ["One"]),
    ("live blog entries", "<article><time>10:00</time><p>One</p></article>", ["10:00", "One"]),
    ("a lone less-than sign", "<p>3 < 4 and 5 > 4</p>", ["3 < 4 and 5 > 4"]),
    ("entities", "<p>Tom &amp; Ana&nbsp;&lt;3</p>", ["Tom & Ana <3"]),
    ("hidden attribute", "<p hidden>no</p><p>One", ["One"]),
    ("aria-hidden", "<div aria-hidden=true>no</div><p>One", ["One"]),
    ("display none", "<div style='display: none'>no</div><p>One", ["One"]),
    ("text for screen readers", "<p>One <span class='sr-only'>opens in a new window</span></p>", ["One"]),
    ("hidden words inside a line", "<p>One <i></i><span hidden>no</span>two</p>", ["One two"]),
    ("a hidden block between lines", "One<p hidden>no</p>two", ["One", "two"]),
    ("a page that hides itself until its scripts ran", "<body style='display:none'><p>One", ["One"]),
    ("also twice over", "<html hidden><body hidden>Zero<p>One", ["Zero", "One"]),
    ("streamed parts are shown once they have arrived", "<div hidden id='S:0'><p>One</div>", ["One"]),
    ("nav and footer are taken out whole", "<nav><a>Home</a></nav><p>One<footer>(c)</footer>", ["One"]),
    ("a breadcrumb trail is kept as a block", "<nav aria-label=Breadcrumb>Home</nav><p>One", ["Home", "One"]),
    ("a footer that holds the article is kept", "<footer><article><p>One</article></footer>", ["One"]),
    ("no tags at all", "only text", ["only text"]),
    ("nothing", "", []),
]


@pytest.mark.parametrize(("html", "blocks"), [row[1:] for row in SEGMENTS], ids=[row[0] for row in SEGMENTS])
def test_segments(html, blocks):
    assert [block.text for block in parse(html).blocks] == blocks


def test_what_lies_beyond_the_last_block_taken_is_told():
    document = parse("<p>x" * 100_000)
    assert len(document.blocks) == 50_000
    assert [(piece.text, piece.rule) for piece in document.removed] == [("50000 blocks", "html.too_many_blocks")]


def test_block_facts():
    page = "<div class='Story Body'><img><p id=P7>See <a href=x>the map</a> <b>now</b></p></div>"
    (block,) = parse(page).blocks
    assert (block.tag, block.where, block.marks.strip()) == ("p", "block 0 p", "p7 story body")
    assert (block.link_chars, block.links, block.strong_chars, block.pictures) == (7, 1, 3, 1)


def test_elements_know_their_blocks():
    document = parse("<body><div><p>One</p><p>Two</p></div><div><i></i></div><section><p>Three</p></section></body>")
    elements = document.elements
    held = {(tag, start, end) for tag, start, end in zip(elements.tags, elements.starts, elements.ends, strict=True)}
    assert {("body", 0, 3), ("div", 0, 2), ("section", 2, 3)} <= held
    assert elements.tags.count("div") == 1  # the empty one is forgotten
    assert all(parent < index for index, parent in enumerate(elements.parents))


@pytest.mark.parametrize(
    ("phrase", "blocks"),
    [("2 December 2010, " * 700, 1), ("".join(f"ferry {number} " for number in range(1_000)), 2), ("x" * 20_000, 2)],
    ids=["one phrase", "numbers that go on", "one word"],
)
def test_one_phrase_over_and_over_is_no_text(phrase, blocks):
    document = parse(f"<p>One</p><p>{phrase}</p>")
    assert len(document.blocks) == blocks
    assert [(piece.rule, piece.where) for piece in document.removed] == [("html.repetition", "block 1 p")] * (
        2 - blocks
    )


def test_removed_pieces_name_their_rule():
    removed = parse("<nav>Home <b>News</b></nav><p>One</p><p hidden>Secret</p><footer>Imprint</footer>").removed
    assert [(piece.text, piece.rule, piece.reason, piece.where) for piece in removed] == [
        ("Home News", "html.nav", "navigation", "block 0 nav"),
        ("Secret", "html.hidden", "hidden", "block 1 p"),
        ("Imprint", "html.footer", "navigation", "block 1 footer"),
    ]


def test_declarations():
    document = parse(
        """<html lang="en-IN"><head><title> Late  ferry </title><meta property="OG:Title" content="Late ferry">
        <link rel="canonical" href=" https://example.org/1 "><script type="application/ld+json">{"a": "</p>"}</script>
        </head><body><h1 class=Head>Late ferry</h1><a rel=author href=x>Ana Example</a>
        <span class="byline">By Ana Example</span><time datetime="2011-03-04">4 March</time>
        <meta itemprop="datePublished" content="2011-03-05"></body></html>"""
    )
    assert (document.title, document.language, document.canonical) == ("Late ferry", "en-IN", "https://example.org/1")
    assert document.metas == [("og:title", "Late ferry"), ("datepublished", "2011-03-05")]
    assert document.json_ld == ['{"a": "</p>"}']
    assert [(text, marks.strip()) for text, marks in document.headings] == [("Late ferry", "head")]
    assert [text for text, _ in document.bylines] == ["Ana Example", "By Ana Example"]
    assert document.times == [("2011-03-04", "4 March", "")]


HOSTILE = [
    ("attributes", "<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">One", ["One"]),
    ("quoted attributes", "<p " + " ".join(f"a{n}='>'" for n in range(50_000)) + ">One", ["One"]),
    ("bare attributes", "<p " + " ".join(f"a{n}" for n in range(50_000)) + ">One", ["One"]),
    ("nesting", "<div>" * 100_000 + "One" + "</div>" * 100_000 + "<p>Two", ["One", "Two"]),
    ("nesting by mismatched tags", "<div></span>" * 100_000 + "One", ["One"]),
    ("many paragraphs", "<p>x" * 50_000, ["x"] * 50_000),
    ("many line breaks", "<br>".join(map(str, range(100_000))), [" ".join(map(str, range(100_000)))]),
    ("open comments", "<p>One" + "<!--" * 100_000, ["One"]),
    ("open scripts", "<p>One" + "<script>" * 100_000, ["One"]),
    ("less-than signs", "<p>One " + "<" * 100_000, ["One " + "<" * 100_000]),
    ("author boxes in author boxes", "<div class=author>" * 3_000 + "One", ["One"]),
]


@pytest.mark.parametrize(("html", "blocks"), [row[1:] for row in HOSTILE], ids=[row[0] for row in HOSTILE])
def test_hostile_pages_keep_their_text(html, blocks):
    assert [block.text for block in parse(html).blocks] == blocks


def test_caps_before_the_tree():
    tag = tame(("<p " + " ".join(f"id={n}" for n in range(5_000)) + ">One").encode()).html.decode()
    assert tag.count("=") == MAX_ATTRIBUTES
    assert tag.endswith(">One")
    assert cap_depth("<div>" * (MAX_DEPTH + 7) + "One").count("<div>") == MAX_DEPTH
    assert cap_depth("<b><i><u>x</u></i></b>", limit=2) == "<b><i>x</i></b>"
    assert cap_depth("<p>x" * 50, limit=2) == "<p>x" * 50


PIECES = (
    *("<p>", "</p>", "<div class='a' id=b>", "</div>", "<br>", "<!--", "-->", "<script>", "</script>", "<a href=x>"),
    *("</a>", "<table>", "<td>", "<pre>", "&amp;", "&lt;", "<b", "'", '"', "=", ">", " ", "<nav>", "</nav>", "<svg>"),
)
MARKUP = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=40).map(
    lambda x: "".join(x).replace("_", " ")
)


@given(MARKUP)
@settings(max_examples=200, deadline=None)
def test_any_text_is_taken_apart(html):
    for block in parse(html).blocks:
        assert block.text
        assert block.text == tidy(block.text)
        assert 0 <= block.link_chars <= len(block.text)


@given(st.lists(st.text(string.ascii_letters + " äक你.,", max_size=20), max_size=12))
@settings(max_examples=100, deadline=None)
def test_no_character_is_invented_or_lost(pieces):
    tags = ("p", "div", "li", "span", "b", "td", "h2")
    page = "".join(f"<{tags[n % 7]}>{piece}</{tags[n % 7]}>" for n, piece in enumerate(pieces))
    shown = "".join(block.text for block in parse(page).blocks)
    assert sorted(shown.replace(" ", "")) == sorted(tidy("".join(pieces)).replace(" ", ""))


def test_the_day_in_an_hatom_title_and_the_author_link():
    page = parse(
        "<p><abbr class='published' title='2010-12-02T10:15:00+05:30'>today</abbr> <b title='2010'>x</b></p>"
        "<p><a rel='author' href='/k'>Kit</a></p>"
    )
    assert [stamp for stamp, _, _ in page.times] == ["2010-12-02T10:15:00+05:30"]
    assert [(text, marks.split()[0]) for text, marks in page.bylines] == [("Kit", "author-link")]


NAMED_ELEMENTS = [
    ("byline", True),
    ("entry-autor", True),
    ("autoren", True),
    ("nota_autor", True),
    ("autoplay", False),
    ("autorecht", False),
]


@pytest.mark.parametrize(("names", "marked"), NAMED_ELEMENTS)
def test_elements_that_are_named_after_an_author(names, marked):
    assert bool(parse(f"<p class='{names}'>Ana Example</p>").bylines) == marked
    assert bool(parse(f"<p><a class='{names}' href='/k'>Ana Example</a></p>").bylines) == marked
