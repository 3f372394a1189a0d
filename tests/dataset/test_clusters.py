"""What an article is within its story; views of one page become one article; ids stay when pages are added."""

from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.wire_stories import Newsroom
from cablepress.cleaning.article import Article
from cablepress.dataset.check import check
from cablepress.dataset.clusters import Member, Standing, collapse, standings, with_lead
from cablepress.dataset.edition import Edition
from cablepress.dataset.intake import Capture, Intake
from cablepress.dataset.release import release
from cablepress.dataset.splits import SPLITS, split_of

from .conftest import page_id

ROOM = Newsroom(8)
STORY, OTHER = (ROOM.words(160) for _ in range(2))


def member(page: str, **fields: object) -> Member:
    made = Member(
        page, "2010-12-02", "2010-12-02T08:00", 300, True, "The Post", "", f"https://{page}.example/", f"On {page}"
    )
    return replace(made, **fields)


VIEWS = [  # what the second page differs in, the overlap of the two texts, whether it is another view of the first
    ({"address": "https://a.example/"}, 95, True, "same address, same text"),
    ({"address": "https://a.example/"}, 60, False, "same address, another text: edited since"),
    ({"title": "On a"}, 100, True, "a mirror: publisher, title and day are the same"),
    ({"title": "On a", "day": "2010-12-03"}, 100, False, "printed again another day"),
    ({"title": "On a", "publisher": "The Gull"}, 100, False, "another outlet"),
    ({"title": "", "day": ""}, 100, False, "nothing known that is the same"),
]


@pytest.mark.parametrize(("fields", "shared", "same", "note"), VIEWS, ids=[case[3] for case in VIEWS])
def test_views_of_a_page(fields, shared, same, note):
    pages = [member("a"), member("b", words=200, **fields)]
    for ordered in (pages, pages[::-1]):
        assert collapse(ordered, {}, lambda *_: shared) == ({"b": "a"} if same else {})


def test_a_page_of_a_former_release_stays_the_article():
    pages = [member("long", address="x", words=500), member("known", address="x")]
    former = {"known": Standing("known", "c", "lead", None, None)}
    assert collapse(pages, former, lambda *_: 100) == {"long": "known"}


ROLES = [
    ({}, "variant", "same outlet"),
    ({"publisher": "The Gull"}, "variant", "another outlet, but no agency"),
    ({"publisher": "The Gull", "agency": "EXA"}, "wire_copy", "another outlet, and an agency"),
    ({"agency": "EXA"}, "variant", "the same outlet again"),
    ({"words": 149, "publisher": "The Gull", "agency": "EXA"}, "excerpt", "less than half as long"),
]


@pytest.mark.parametrize(("fields", "role", "note"), ROLES, ids=[case[2] for case in ROLES])
def test_roles(fields, role, note):
    first, second = standings([member("b", published="2010-12-02T09:00", **fields), member("a")], {}, lambda *_: 88)
    assert (first.page, first.role, first.cluster, first.similarity) == ("a", "lead", "2010-12-02-a", None)
    assert (second.role, second.cluster, second.similarity) == (role, "2010-12-02-a", 88)
    assert first.agency == second.agency == fields.get("agency")


def test_a_new_page_joins_and_changes_nothing():
    known = standings([member("b"), member("c", published="2010-12-02T09:00")], {}, lambda *_: 70)
    former = {one.page: one for one in known}
    earlier = member("a", day="2010-12-01", published="2010-12-01")
    after = standings([member("c", published="2010-12-02T09:00"), earlier, member("b")], former, lambda *_: 70)
    assert [one for one in after if one.page in former] == known[::-1]
    assert [one.cluster for one in after if one.page == "a"] == [known[0].cluster]


def test_a_page_between_two_clusters_joins_the_one_it_is_most_like():
    former = {page: Standing(page, page * 3, "lead", None, None) for page in "xy"}
    like = {"x": 30, "y": 60}
    found = standings([member("x"), member("y"), member("n")], former, lambda one, other: like.get(other.page, 0))
    assert {one.page: one.cluster for one in found} == {"x": "xxx", "y": "yyy", "n": "yyy"}


def test_a_cluster_without_a_lead_gets_one():
    left = [Standing("b", "c", "variant", 80, None), Standing("a", "c", "excerpt", 90, None)]
    first, second = with_lead(left, {"a": "2010-12-02", "b": "2010-12-05"})
    assert (first.page, first.role, first.similarity) == ("a", "lead", None)
    assert (second.page, second.role, second.similarity) == ("b", "variant", None)
    assert with_lead([first, second], {}) == [first, second]


SPLIT_CASES = [
    ("2010-12-31-a", "train"),
    ("2011-01-01-a", "validation"),
    ("2011-07-31-a", "validation"),
    ("2011-08-01-a", "test"),
    ("undated-a", "train"),
]


@pytest.mark.parametrize(("cluster", "expected"), SPLIT_CASES)
def test_split(cluster, expected):
    assert split_of(cluster) == expected


@given(st.dates())
def test_every_day_has_a_split(day):
    assert split_of(f"{day.isoformat()}-a") in SPLITS


def story(name: str, words: list[str], **fields: object) -> Article:
    text = " ".join(words)
    return Article(page_id(name), text, (text,), ("body",), ("block 1 p",), url=f"https://{name}.example/", **fields)


AGENCY_COPY = story("first", STORY, publisher="The Post", agency="EXA")
PAGES = (
    AGENCY_COPY,
    story("second", ROOM.edited_words([STORY], 0.1)[0], publisher="The Gull"),
    story("cut", STORY[:70], publisher="The Tern"),
    story("amp", STORY, publisher="The Post", agency="EXA", canonical_url="https://first.example/"),
    story("other", OTHER, publisher="The Gull"),
)
PAGES = (replace(AGENCY_COPY, canonical_url="https://first.example/"), *PAGES[1:])


def built(
    out: Path, pages: tuple[Article, ...], version: str = "1.0.0", previous: Path | None = None
) -> dict[str, dict]:
    intake = Intake({one.id: [Capture(one.url, None, "pages/a.html")] for one in pages})
    release(pages, intake, out, Edition(version, previous=previous))
    assert check(out) == []
    return {row["id"]: row for row in pq.read_table(out / "data/articles").to_pylist()}


def test_in_a_release(tmp_path):
    rows = built(tmp_path / "r", PAGES)
    lead = min((AGENCY_COPY.id, page_id("amp")))
    assert len({row["cluster"] for row in rows.values()}) == 2
    assert rows[lead]["cluster_role"] == "lead"
    assert {one["url"] for one in rows[lead]["captures"]} == {"https://first.example/", "https://amp.example/"}
    assert rows[page_id("second")]["cluster_role"] == "wire_copy"
    assert rows[page_id("second")]["cluster_agency"] == "EXA"
    assert rows[page_id("cut")]["cluster_role"] == "excerpt"
    assert rows[page_id("cut")]["similarity"] == 100
    assert rows[page_id("other")]["cluster_role"] == "lead"


def test_order_does_not_matter(tmp_path):
    assert built(tmp_path / "a", PAGES) == built(tmp_path / "b", PAGES[::-1])


def test_a_release_that_adds_keeps_every_record(tmp_path):
    before = built(tmp_path / "a", (PAGES[1], PAGES[4]))
    after = built(tmp_path / "b", PAGES, "1.1.0", tmp_path / "a")
    assert {page: after[page] for page in before} == before
    assert len({row["cluster"] for row in after.values()}) == 2
