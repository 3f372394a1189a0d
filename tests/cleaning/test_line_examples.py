"""What the line model learns from beside whole pages: parts of them, and articles among what other pages print."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from bench.line_examples import AGAIN, BELOW, Dump, mixtures, parts, sizes
from cablepress.cleaning.matching import match_all

STORY = [f"The ferry Gannet ran aground for the {number}th time, and the channel was shut." for number in range(8)]
LABELS = [False, False, *[True] * len(STORY), False, False, False]


def dump(site: str, word: str) -> Dump:
    texts = ["Home", f"{word} at the lighthouse", *(text.replace("Gannet", word) for text in STORY)]
    texts += ["Related stories", f"Eleven ways to steer the {word}", "Contact us"]
    weights = sizes(texts) / 100
    gold = {"title": f"{word} at the lighthouse"}
    labels = np.array(LABELS)
    return Dump(f"set/{word}", site, 0, gold, texts, match_all(texts), labels, weights, np.zeros(1, np.int64))


DUMPS = [dump("example.org", "Gannet"), dump("example.com", "Heron"), dump("example.net", "Plover")]


@pytest.fixture(autouse=True)
def one_inner_part(monkeypatch):
    monkeypatch.setattr("bench.line_examples.INNER", 1)


def test_a_part_has_the_whole_article_and_weighs_less():
    (part,) = parts(DUMPS[0])
    assert [text for text, label in zip(part.texts, part.labels, strict=True) if label] == DUMPS[0].texts[2:10]
    assert part.weights[part.labels].sum() == pytest.approx(AGAIN * DUMPS[0].weights[DUMPS[0].labels].sum())


def test_mixtures_keep_the_article_in_its_order_and_add_no_text_to_it():
    mixed = list(mixtures(DUMPS))
    assert [one.name for one in mixed] == ["set/Gannet"] * 2 + ["set/Heron"] * 2 + ["set/Plover"] * 2
    for one in mixed:
        page = next(page for page in DUMPS if page.name == one.name)
        assert [text for text, label in zip(one.texts, one.labels, strict=True) if label] == page.texts[2:10]
        assert len(one.texts) == len(one.rules) == len(one.labels) == len(one.weights)


def test_lines_of_other_pages_weigh_what_the_page_s_own_do():
    for one in mixtures(DUMPS):
        assert one.weights.tolist() == pytest.approx((AGAIN * sizes(one.texts) / 100).tolist())


def test_mixtures_are_the_same_every_time_and_differ_from_each_other():
    first, second = ([one.texts for one in mixtures(DUMPS)] for _ in range(2))
    assert first == second
    assert all(one != other for one, other in pairwise(first))


def test_pages_of_the_same_site_and_pages_of_few_lines_are_not_mixed():
    assert not list(mixtures([DUMPS[0], dump("example.org", "Heron")]))
    short = replace(DUMPS[0], labels=np.array([index == 2 for index in range(len(LABELS))]))
    assert [one.name for one in mixtures([short, DUMPS[1]])] == ["set/Heron"] * 2


def test_no_more_is_taken_from_below_a_page_than_its_share():
    tail = [f"Entry {number} of the harbour's list" for number in range(3 * BELOW)]
    page = DUMPS[1]
    texts = [*page.texts, *tail]
    labels = np.array([*LABELS, *[False] * len(tail)])
    long = replace(page, texts=texts, rules=match_all(texts), labels=labels, weights=sizes(texts) / 100)
    for one in mixtures([DUMPS[0], long]):
        if one.name == DUMPS[0].name:
            assert sum(text in tail for text in one.texts) < BELOW
