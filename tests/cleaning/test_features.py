"""What is measured of a block: columns by name, on pages small enough to count by hand."""

import numpy as np
import pytest

from cablepress.cleaning.features import FAR, NOT_ASKED, lexicon_columns, measure
from cablepress.cleaning.html import parse
from cablepress.cleaning.model import load

PROSE = "The ferry ran aground on Thursday, and the only channel to the island was blocked for a day."
PAGE = f"""<html><head><title>Ferry runs aground</title></head><body>
<div class="site-nav"><a href="/">Home</a></div>
<article class="story"><h1>Ferry runs aground</h1>
<p>{PROSE}</p><p>{PROSE[:-1]}!</p>
<h2>Read more</h2><p>Ports: 3</p></article>
</body></html>"""
BLOCKS = ["Home", "Ferry runs aground", PROSE, PROSE[:-1] + "!", "Read more", "Ports: 3"]
SIZE = len(PROSE)


@pytest.fixture(scope="module")
def columns():
    document = parse(PAGE)
    assert [block.text for block in document.blocks] == BLOCKS
    found = measure(document)
    lexicon_columns(found, np.array([5, -1, 0, 2, 0, 0]), np.arange(6))
    return found


CASES = [
    # the text
    ("size", [4, 18, SIZE, SIZE, 9, 8]),
    ("words", [1, 3, 18, 18, 2, 2]),
    ("commas", [0, 0, 1, 1, 0, 0]),
    ("stops", [0, 0, 1, 1, 0, 0]),
    ("closed", [0, 0, 1, 1, 0, 0]),
    ("upper", [1, 1, 2, 2, 1, 1]),
    ("digits", [0, 0, 0, 0, 0, 1 / 8]),
    ("colons", [0, 0, 0, 0, 0, 1]),
    ("letters_a_word", [4, 6, SIZE / 18, SIZE / 18, 4.5, 4]),
    ("link_share", [1, 0, 0, 0, 0, 0]),
    ("tag_p", [0, 0, 1, 1, 0, 1]),
    ("tag_h2", [0, 0, 0, 0, 1, 0]),
    # the tree
    ("in_nav", [1, 0, 0, 0, 0, 0]),
    ("in_tag_article", [0, 1, 1, 1, 1, 1]),
    ("depth", [2, 3, 3, 3, 3, 3]),
    ("count_1", [6, 5, 5, 5, 5, 5]),
    ("good_share_0", [0, 0, 0.5, 0.5, 0, 0]),
    ("good_share_1", [1, 1, 1, 1, 1, 1]),
    ("repeats_0", [1, 1, 3, 3, 1, 3]),
    ("climb_60", [1, 1, 1, 1, 1, 1]),
    ("climb_30", [1, 1, 0, 0, 1, 1]),
    ("before_best", [1, 0, 0, 0, 0, 0]),
    ("best_place", [-1, 0, 0.2, 0.4, 0.6, 0.8]),
    ("look_count", [1, 1, 3, 3, 1, 3]),
    # the neighbours
    ("size@-1", [-1, 4, 18, SIZE, SIZE, 9]),
    ("size@1", [18, SIZE, SIZE, 9, 8, -1]),
    ("depth_step@-1", [2, 1, 0, 0, 0, 0]),
    ("good_before", [0, 0, 0, 0.5, 1, 1]),
    ("good_after", [1, 1, 0.5, 0, 0, 0]),
    ("since_good", [FAR, FAR + 1, FAR + 2, 1, 1, 2]),
    ("until_good", [2, 1, 1, 2 * FAR - 3, 2 * FAR - 4, 2 * FAR - 5]),
    # headline, headings, rules, words
    ("title_overlap", [0, 100, 0, 0, 0, 0]),
    ("from_headline", [-1, 0, 1, 2, 3, 4]),
    ("since_heading", [FAR, 0, 1, 2, 0, 1]),
    ("until_heading", [1, 0, 2, 1, 0, FAR]),
    ("heading_tag", [-1, 1, 1, 1, 2, 2]),
    ("copies", [1, 1, 1, 1, 1, 1]),
    ("text_score@1", [-1, 0, 2, 0, 0, -FAR]),
    ("text_score_near", [1, 1, 1, 1, 1, 1]),
    ("text_score_look", [5, -1, 2 / 3, 2 / 3, 0, 2 / 3]),
]


@pytest.mark.parametrize(("name", "expected"), CASES, ids=[name for name, _ in CASES])
def test_column(columns, name, expected):
    assert columns[name].tolist() == expected


def test_the_model_is_asked_what_is_measured(columns):
    assert set(load().features) <= set(columns) - NOT_ASKED
    assert {len(values) for values in columns.values()} == {len(BLOCKS)}


def test_a_page_of_one_block_has_every_column():
    columns = measure(parse("<p>x</p>"))
    assert {len(values) for values in columns.values()} == {1}
    assert columns["size"].tolist() == [1]
