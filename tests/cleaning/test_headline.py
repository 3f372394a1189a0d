"""Which claim is the headline."""

import pytest

from cablepress.cleaning import headline
from cablepress.cleaning.document import Block, Document, Verdict
from cablepress.cleaning.sources import Sources

from .pages import document, sources

TITLE = "Ferry runs aground on its own sandbank"
OTHER = "Watch: what this ferry did will surprise you"
OG = {"og:title": TITLE}
CHOSEN = [
    ("h1 over search-engine titles", document(headings=[(TITLE, "entry-title")], title=OTHER, metas={"og:title": OTHER, "twitter:title": OTHER}), TITLE),
    ("the site's name is no headline", document(headings=[("Island Times", "site-title")], title=f"{TITLE} | Island Times", metas=OG), TITLE),
    ("a tagline is no headline", document(headings=[("All the news of the islands", "baseline logo")], title=TITLE, metas=OG), TITLE),
    ("the second h1", document(headings=[("Menu", "nav"), (TITLE, "article")], title=f"{TITLE} - Island Times"), TITLE),
    ("a news article's JSON-LD with Open Graph", document(headings=[("Harbour diary of the day", "")], metas=OG, ld=[{"@type": "NewsArticle", "headline": TITLE}]), TITLE),
    ("a blog's JSON-LD alone", document(headings=[(TITLE, "")], ld=[{"@type": "BlogPosting", "headline": OTHER}]), TITLE),
    ("title element alone", document(title=f"{TITLE} « Island Times", metas={"og:site_name": "Island Times"}), TITLE),
    ("nothing", document(title="", headings=[("", "")]), None),
]  # fmt: skip


@pytest.mark.parametrize(("why", "page", "title"), CHOSEN, ids=[why for why, _, _ in CHOSEN])
def test_choose(why, page, title):
    assert headline.choose(sources(page, "https://www.islandtimes.org/1"))[0] == title, why


def test_a_heading_prints_the_headline_not_the_menu_above_it():
    page = document(f"Home » {TITLE}", "Menu", TITLE, "It ran aground.")
    assert headline.block_index(page, TITLE) == 0
    page.blocks[2].tag = "h2"
    assert headline.block_index(page, TITLE) == 2
    page.blocks[3] = Block(f"Ferries: {TITLE}", "h1")
    assert headline.block_index(page, TITLE) == 3


def test_text_dump_takes_the_line_judged_the_headline():
    page = Document([Block("Menu"), Block(f"{TITLE} | Island Times"), Block("It ran aground.")], kind="text")
    judged = [
        Verdict(keep=False, rule="test", reason="navigation"),
        Verdict(keep=False, rule="test", reason="headline"),
        Verdict(keep=True, rule="test"),
    ]
    found = headline.choose(Sources(page, judged, "https://islandtimes.org/1"))
    assert found == (TITLE, "headline line")
    assert headline.block_index(page, TITLE) == 1
    assert headline.block_index(page, None) == -1
