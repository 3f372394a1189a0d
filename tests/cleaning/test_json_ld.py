"""JSON-LD: graphs, lists, references, repairs, and damage that costs nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablepress.cleaning import json_ld

HEADLINE = "Ferry runs aground"
READ = [
    ("one object", '{"@type": "NewsArticle", "headline": "Ferry runs aground"}'),
    ("a list", '[{"@type": "Organization"}, {"@type": "NewsArticle", "headline": "Ferry runs aground"}]'),
    ("a graph", '{"@graph": [{"@type": "WebSite"}, {"@type": ["Article"], "headline": "Ferry runs aground"}]}'),
    ("main entity", '{"@type": "WebPage", "mainEntity": {"@type": "Article", "headline": "Ferry runs aground"}}'),
    ("line break in a string", '{"@type": "Article", "headline": "Ferry\nruns aground"}'),
    ("trailing comma", '{"@type": "Article", "headline": "Ferry runs aground",}'),
    ("doubled comma", '{"@type": "Article",, "headline": "Ferry runs aground"}'),
    ("comment wrapper", '<!-- {"@type": "Article", "headline": "Ferry runs aground"} -->'),
    ("CDATA", '//<![CDATA[\n{"@type": "Article", "headline": "Ferry runs aground"}\n//]]>'),
    ("wrapper in a wrapper", '<!--//<![CDATA[\n{"@type": "Article", "headline": "Ferry runs aground"}\n//]]>--> ; '),
    ("semicolon", '{"@type": "Article", "headline": "Ferry runs aground"};'),
    ("impossible escape", '{"@type": "Article", "x": "\\d", "headline": "Ferry runs aground"}'),
    ("language-tagged", '{"@type": "Article", "headline": {"@value": "Ferry runs aground", "@language": "en"}}'),
]
LOST = [
    "", "null", "{", "[]", '"text"', "12", '{"@type": "Article", "headline": "a"b"}', "[" * 100_000,
    '{"@type": "Article", "headline": "' + "x" * 1_100_000 + '"}', "{-->" + " \n" * 400_000 + "}",
]  # fmt: skip


@pytest.mark.parametrize(("why", "script"), READ, ids=[why for why, _ in READ])
def test_read(why, script):
    assert json_ld.text(json_ld.read([script]).article, "headline") == HEADLINE, why


@pytest.mark.parametrize("script", LOST, ids=range(len(LOST)))
def test_a_broken_script_costs_itself_only(script):
    good = '{"@type": "Article", "headline": "Ferry runs aground"}'
    assert json_ld.read([script]).article == {}
    assert json_ld.text(json_ld.read([script, good]).article, "headline") == HEADLINE


def test_commas_inside_strings_stay():
    node = json_ld.read(['{"@type": "Article", "headline": "Well,, then, }",}']).article
    assert json_ld.text(node, "headline") == "Well,, then, }"


def test_the_article_of_this_page():
    scripts = [
        '{"@type": "Article", "headline": "Another", "url": "https://example.org/2"}',
        '{"@type": "Article", "headline": "This one", "url": "https://example.org/1?x=y"}',
    ]
    assert json_ld.text(json_ld.read(scripts, "http://www.example.org/1").article, "headline") == "This one"
    assert json_ld.text(json_ld.read(scripts, "", "this ONE").article, "headline") == "This one"
    assert json_ld.text(json_ld.read(scripts).article, "headline") == "Another"


def test_people_by_reference():
    script = '{"@graph": [{"@type": "Article", "author": {"@id": "#a"}}, {"@id": "#a", "@type": "Person", "name": "Ana Lima"}]}'
    assert json_ld.people(json_ld.read([script])) == [("Ana Lima", "Person")]


@pytest.mark.parametrize("author", ["null", '""', '"null"', "7", "[]", "{}", '{"name": null}', "[[[]]]"])
def test_no_people(author):
    assert json_ld.people(json_ld.read([f'{{"@type": "Article", "author": {author}}}'])) == []


@given(
    st.recursive(
        st.none() | st.text(max_size=5) | st.integers(),
        lambda inner: (
            st.lists(inner) | st.dictionaries(st.sampled_from(["@type", "@graph", "author", "name", "headline"]), inner)
        ),
    )
)
def test_never_raises(value):
    import json

    claims = json_ld.read([json.dumps(value), json.dumps({"@type": "Article", "author": value, "headline": value})])
    json_ld.people(claims)
    json_ld.text(claims.article, "headline")
