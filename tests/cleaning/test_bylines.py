"""Who wrote: the places, their order, and whom they must not name."""

from dataclasses import replace

import pytest

from cablepress.cleaning import bylines

from .pages import document, sources

HEAD = "Ferry runs aground"
BODY = "The ferry ran aground on Thursday."


def credit_of(page, **known):
    return bylines.choose(sources(page, **known), 0)


def ld(author):
    return [{"@type": "NewsArticle", "author": author}]


LABELLED = {"twitter:label1": "Written by", "twitter:data1": "Ana Lima"}
FOUND = [
    ("JSON-LD", document(HEAD, BODY, ld=ld({"@type": "Person", "name": "Ana Lima"})), ("Ana Lima",)),
    ("JSON-LD list", document(HEAD, BODY, ld=ld([{"name": "Ana Lima"}, {"name": "Jo Berg"}])), ("Ana Lima", "Jo Berg")),
    ("two in one string", document(HEAD, BODY, ld=ld("Ana Lima and Jo Berg")), ("Ana Lima", "Jo Berg")),
    ("an organisation", document(HEAD, BODY, ld=ld({"@type": "Organization", "name": "Kit Moor"})), ()),
    ("meta", document(HEAD, BODY, metas={"author": "Ana Lima"}), ("Ana Lima",)),
    ("meta, surname first", document(HEAD, BODY, metas={"citation_author": "Lima, Ana"}), ("Ana Lima",)),
    ("a postal address", document(HEAD, BODY, metas={"author": "Ana Lima, Quay 7, Moosried"}), ()),
    ("heads of a firm in its address", document(HEAD, BODY, metas={"author": "Ana Lima, Jo Berg moor, Germany"}), ()),
    ("a customer", document(HEAD, BODY, bylines=[("Jo Berg", "field author review--entry")]), ()),
    ("a firm's place", document(HEAD, BODY, metas={"author": "Moor-Verlag GmbH, Sandried, Germany"}), ()),
    ("a ministry", document(HEAD, BODY, metas={"author": "Hafenministerium für Ebbe und Flut"}), ()),
    ("rights", document(HEAD, BODY, metas={"author": "Moor-Verlag GmbH & Co. KG - all rights reserved"}), ()),
    ("a name that opens with the outlet's", document(HEAD, BODY, metas={"og:site_name": "Moor Kit"}, bylines=[("By Moor Kit Kitchens", "byline")]), ()),
    ("a body's short name", document(HEAD, BODY, metas={"author": "NKT - Fraktion Sandried"}), ()),
    ("byline element", document(HEAD, BODY, bylines=[("By Ana Lima", "byline article")]), ("Ana Lima",)),
    ("a comment's author", document(HEAD, BODY, bylines=[("Ana Lima", "comment-author vcard")]), ()),
    ("a photographer", document(HEAD, BODY, bylines=[("Ana Lima", "photo-author caption")]), ()),
    ("a line", document(HEAD, "By Ana Lima", BODY), ("Ana Lima",)),
    ("a line after the text", document(HEAD, BODY, "Text: Ana Lima"), ("Ana Lima",)),
    ("a name beside the date", document(HEAD, "Ana Lima", "2 December 2010", BODY), ("Ana Lima",)),
    ("a section beside the date", document(HEAD, "Harbour News", "2 December 2010", BODY), ()),
    ("words of the text beside the date", document(HEAD, "Deep Water", "2 December 2010", "They went into deep water."), ()),
    ("a place beside the date", document(HEAD, "New Delhi", "2 December 2010", BODY), ()),
    ("a lonely name", document(HEAD, "Ana Lima", BODY), ()),
    ("a pen name linked as author", document(HEAD, BODY, bylines=[("kit9", "author-link post")]), ("kit9",)),
    ("a role run into the name", document(HEAD, BODY, bylines=[("By Ana Lima Gardener", "byline"), ("Ana Lima", "author-name")]), ("Ana Lima",)),
    ("signed under the headline", document(HEAD, "By Ana Lima", BODY, metas={"author": "Jo Berg"}), ("Ana Lima",)),
    ("signed further down", document(HEAD, *[BODY] * 6, "By Ana Lima", BODY, metas={"author": "Jo Berg"}), ("Jo Berg",)),
    ("the outlet", document(HEAD, BODY, metas={"og:site_name": "Moor Kit", "author": "Moor Kit"}), ()),
    ("print over declaration", document(HEAD, BODY, ld=ld("Ana Lima"), bylines=[("By Ana Lima and Jo Berg", "byline")]), ("Ana Lima", "Jo Berg")),
    ("null", document(HEAD, BODY, ld=ld(None)), ()),
    ("a plug-in's label", document(HEAD, BODY, "About Ana Lima", metas=LABELLED), ("Ana Lima",)),
    ("an account that the page does not print", document(HEAD, BODY, metas=LABELLED), ()),
    ("a reading time beside a label", document(HEAD, BODY, metas={"twitter:label1": "Time to read", "twitter:data1": "Ana Lima"}), ()),
    ("names under a label", document(HEAD, BODY, "Author", "AL", "Ana Lima", "Staff engineer", "JB", "Jo Berg"), ("Ana Lima", "Jo Berg")),
    ("what follows the names", document(HEAD, BODY, "Authors:", "Ana Lima", ("Harbour Walks", "teaser")), ("Ana Lima",)),
    ("told in the article", document(HEAD, *[BODY] * 12, "Autorin: Ana Lima, leads the choir", BODY), ("Ana Lima",)),
    ("a book's author", document(HEAD, *[BODY] * 12, "Autorin: Ana Lima", "Verlag: Moor", "Seiten: 300", BODY), ()),
    ("a book's author and illustrator", document(HEAD, *[BODY] * 12, "Autorin: Ana Lima; Illustrator: Jo Berg", *[BODY] * 4), ()),
    ("told in another story's teaser", document(HEAD, *[BODY] * 12, ("Author: Ana Lima", "author teaser-wrap"), *[BODY] * 4), ()),
    ("who is quoted in a box", document(HEAD, BODY, bylines=[("Jo Berg", "zitat-author")]), ()),
    ("one of a list of stories", document(HEAD, BODY, bylines=[("Jo Berg", "item__author grid")]), ()),
    ("the outlet with its address", document(HEAD, BODY, metas={"publisher": "Moor Kit (www.moor.example)", "author": "Moor Kit (www.moor.example)"}), ()),
    ("a tag beside the date", document(HEAD, ("Night Thoughts", "x__storytags"), "2 December 2010", BODY), ()),
    ("topics that a line lists", document(HEAD, "Deep Water 2 December 2010", BODY, "Themen: Deep Water"), ()),
    ("a day before the signature", document(HEAD, "25/12/2016 by Ana Lima", BODY), ("Ana Lima",)),
    ("a name that the author's box repeats", document(HEAD, "Ana Lima", BODY, ("Ana Lima", "author-box")), ("Ana Lima",)),
    ("signed by the outlet", document(HEAD, BODY, metas={"og:site_name": "Moor Kit"}, bylines=[("By Moor Kit", "byline"), ("By Jo Berg", "byline")]), ()),
    ("signed by a desk", document(HEAD, BODY, bylines=[("By Web Desk", "byline"), ("Jo Berg", "author-name")]), ()),
    ("an honour before one name", document(HEAD, BODY, bylines=[("Written by Sir Ana", "byline")]), ("Sir Ana",)),
    ("a degree", document(HEAD, BODY, bylines=[("Licensed pilot, M.A. Navigation", "author")]), ()),
    ("declared, not printed where a desk signs", document(HEAD, BODY, ld=ld("Ana Lima"), bylines=[("Autor Redaktion", "author-name")]), ()),
    ("declared and printed where a desk signs", document(HEAD, BODY, "Ana Lima", ld=ld("Ana Lima"), bylines=[("Autor Redaktion", "author-name")]), ("Ana Lima",)),
    ("a name like a degree", document(HEAD, BODY, bylines=[("By Md Aynal Lima", "byline")]), ("Md Aynal Lima",)),
    ("a biography", document(HEAD, BODY, bylines=[("AL Ana Lima As a founder I advise many who build harbours from large to small", "author")]), ()),
    ("an author's card", document(HEAD, BODY, bylines=[("Ana Lima", "author-card-name")]), ("Ana Lima",)),
    ("a category beside the date", document(HEAD, "2 December 2010", ("Night Thoughts, Boats", "post-terms"), BODY), ()),
    ("a section before the desk's byline", document(HEAD, "Boat Guides·10 min read·By Harbour Team", BODY), ()),
    ("a name after a section", document(HEAD, "Boat Guides | By Ana Lima", BODY), ("Ana Lima",)),
    ("an account of letters and digits", document(HEAD, BODY, ld=ld("alimaq6vkp2ma0ci")), ()),
    ("a name decoded wrongly", document(HEAD, BODY, bylines=[("Ana JaroÅ", "author-name")]), ()),
    ("a menu's words beside the date", document(HEAD, "Zurück zur Übersicht", "2 December 2010", BODY), ()),
]  # fmt: skip


@pytest.mark.parametrize(("why", "page", "authors"), FOUND, ids=[why for why, _, _ in FOUND])
def test_authors(why, page, authors):
    assert credit_of(page).authors == authors, why


def test_a_personal_site_bears_its_writers_name():
    metas = {"og:site_name": "Ana Lima", "author": "Ana Lima"}
    page = document(HEAD, "I saw my ship. I ran.", metas=metas)
    assert credit_of(page, url="https://www.island-times.org/a").authors == ()
    assert credit_of(page, url="https://www.analima.org/a").authors == ("Ana Lima",)
    assert credit_of(document(HEAD, BODY, metas=metas), url="https://www.analima.org/a").authors == ()
    quoted = document(HEAD, "“I saw my ship. I ran,” she said.", metas=metas)
    assert credit_of(quoted, url="https://www.analima.org/a").authors == ()


KEPT = [
    ("a name as first paragraph", document(HEAD, "Ana Lima", BODY), ("Ana Lima",)),
    ("a name as last paragraph", document(HEAD, BODY, "Ana Lima/Jo Berg"), ("Ana Lima", "Jo Berg")),
    ("a lonely subject", document(HEAD, "Deep Water", BODY, "They went into deep water."), ()),
    ("a name in the last brackets", document(HEAD, BODY, "Nobody was hurt. (Ana Lima) +++"), ("Ana Lima",)),
    ("whom the last line quotes", document(HEAD, BODY, "“Who rows is late” or so they say (Ana Lima)"), ()),
    ("other last brackets", document(HEAD, BODY, "She asked Jo Berg. (See page three)"), ()),
    ("a heading", document(HEAD, "Harbour News", BODY), ()),
    ("a name and its body", document(HEAD, "Ana Lima, Sandway University", BODY), ("Ana Lima",)),
    ("a name below a standfirst", document(HEAD, "… and nobody is glad", "Ana Lima/Jo Berg", BODY), ("Ana Lima", "Jo Berg")),
]  # fmt: skip


@pytest.mark.parametrize(("why", "page", "authors"), KEPT, ids=[why for why, _, _ in KEPT])
def test_names_that_were_kept_as_text(why, page, authors):
    assert credit_of(page, keep=lambda text: text != HEAD).authors == authors, why


def test_a_bold_line_above_a_list_is_its_heading():
    page = document(HEAD, "Ana Lima", BODY)
    page.blocks[1] = replace(page.blocks[1], strong_chars=8)
    assert credit_of(page, keep=lambda text: text != HEAD).authors == ("Ana Lima",)
    page.blocks[2] = replace(page.blocks[2], tag="li")
    assert credit_of(page, keep=lambda text: text != HEAD).authors == ()


PERSONAL = [
    ("https://www.analima.org/a", "I took my boat and I rowed; I sank.", ("Ana Lima",)),
    ("https://ana.example/a", "I took my boat and I rowed; I sank.", ()),  # three letters are not enough
    ("https://www.analima.org/a", "The ferry ran aground.", ()),  # a firm may bear the name, too
    ("https://www.harbour.org/a", "I took my boat and I rowed; I sank.", ()),
    ("https://www.analima.org/a", "Fähren fahren je nach Tide, je nach Wind, je nach Boot.", ()),  # no French "je"
]


@pytest.mark.parametrize(("url", "text", "authors"), PERSONAL)
def test_a_site_with_a_persons_name_is_signed_by_its_name(url, text, authors):
    assert credit_of(document(HEAD, text, "© 2010 Ana Lima"), url=url).authors == authors


def test_a_word_without_case_is_no_name_of_a_site():
    page = document(HEAD, "I took my boat and I rowed; I sank.", "©2010 Analima 使用前必读")
    assert credit_of(page, url="https://www.analima.org/a").authors == ()


OWNED = [
    ({"og:site_name": "Ana Lima's blog"}, "Ferry", ("Ana Lima",)),
    ({}, "Ferry | The blog of Ana Lima", ("Ana Lima",)),
    ({"description": "Ana Lima's thoughts on ferries, tides and eels."}, "Ferry", ("Ana Lima",)),
    ({"og:site_name": "Harbour News's blog"}, "Ferry", ()),
]


@pytest.mark.parametrize(("metas", "title", "authors"), OWNED)
def test_a_site_that_is_called_after_its_owner(metas, title, authors):
    page = document(HEAD, "I took my boat and I rowed; I sank.", metas=metas, title=title)
    assert credit_of(page, url="https://www.tides.example/a").authors == authors
    others = document(HEAD, BODY, metas=metas, title=title)
    assert credit_of(others, url="https://www.tides.example/a").authors == ()


def test_a_mottos_source_above_the_headline_is_no_author():
    page = document("– Jo Berg, 1949", HEAD, "2 December 2010", BODY)
    assert bylines.choose(sources(page), 1).authors == ()


def test_an_element_in_the_signature_tells_where_the_name_ends():
    page = document(HEAD, "By Ana Lima Published 2 December 2010", BODY, bylines=[("Ana Lima", "fn")])
    found = bylines.choose(sources(page), 0)
    assert (found.authors, dict(found.evidence)) == (("Ana Lima",), {"authors": "byline element"})


def test_the_agency_that_closes_the_text():
    assert credit_of(document(HEAD, BODY, "Nobody was hurt. (PTI)"), keep=lambda _: True).agency == "PTI"
    assert credit_of(document(HEAD, BODY, "Nobody was hurt. -- IANS"), keep=lambda _: True).agency == "IANS"


def test_desk_and_agency():
    found = credit_of(document(HEAD, "Special Correspondent", BODY, metas={"author": "PTI"}))
    assert (found.authors, found.desk, found.agency) == ((), "Special Correspondent", "PTI")
    assert dict(found.evidence) == {"desk": "line at block 1 p", "agency": "meta author"}
