"""A request to take an article down reaches the next release, old copies and every later build."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from bench.wire_stories import Newsroom
from cablepress.cleaning.article import Article, Outcome
from cablepress.cli import run
from cablepress.dataset.check import check
from cablepress.dataset.edition import Edition
from cablepress.dataset.errors import TakedownError
from cablepress.dataset.intake import Capture, Intake
from cablepress.dataset.release import release
from cablepress.dataset.remake import remake
from cablepress.dataset.takedown import address_sha256, read_takedowns
from cablepress.dataset.terms import Terms
from cablepress.scraping import facts

from .conftest import page_id
from .test_standoff import spoken

ROOM = Newsroom(9)
STORY, OTHER = (ROOM.words(120) for _ in range(2))
WHEN = datetime(2012, 3, 4, 5, 6, 7, tzinfo=UTC)
ADDRESS = "https://harbourpost.example/2010/12/ferry.html"
COVERED = facts.coverage()[0].url


def page(name: str, words: list[str], **fields: object) -> Article:
    text = " ".join(words)
    made = Article(
        page_id(name), text, (text,), ("body",), ("block 1 p",), url=f"https://{name}.example/", captured_at=WHEN
    )
    return replace(made, **fields)


SECRET = page("secret", STORY, url=ADDRESS, title="The ferryman of Quill Quay", agency="EXA", publisher="Harbour Post")
KEPT = (
    page("copy", ROOM.edited_words([STORY], 0.1)[0], publisher="The Gull"),
    page("cut", STORY[:50], publisher="The Tern"),
    page("other", OTHER, publisher="Harbour Post"),
)
PAGES = (SECRET, *KEPT)

REQUEST = '[[takedown]]\n{what}\ndate = 2026-11-02\nreason = "privacy"\nrequester = "person"\n'
BY_ADDRESS = REQUEST.format(what='address = "http://m.harbourpost.example/2010/12/ferry.html?utm_source=x"')
BY_ID = REQUEST.format(what=f'id = "{SECRET.id}"')


def make(out: Path, pages: tuple[Outcome, ...], edition: Edition) -> Path:
    intake = Intake({one.id: [Capture(one.url, one.captured_at, "pages/a.html")] for one in pages}, {"truncated": 1})
    release(pages, intake, out, edition, recipe={"rules": "a" * 64})
    return out


def rows(folder: Path, table: str = "articles") -> list[dict]:
    return pq.read_table(folder / "data" / table).to_pylist()


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def old(tmp_path):
    return make(tmp_path / "old", PAGES, Edition("1.0.0"))


@pytest.fixture
def requests(tmp_path):
    def requests(text: str):
        (tmp_path / "takedowns.toml").write_text(text)
        return read_takedowns(tmp_path / "takedowns.toml")

    return requests


@pytest.mark.parametrize("tier", ["full", "standoff"])
@pytest.mark.parametrize("request_text", [BY_ADDRESS, BY_ID], ids=["address", "id"])
def test_all_ways_lead_to_the_same_bytes(tmp_path, requests, request_text, tier):
    private = tier == "full"
    old = make(tmp_path / "old", PAGES, Edition("1.0.0", terms=Terms(tier, private)))
    edition = Edition("2.0.0", previous=old, terms=Terms(tier, private, takedowns=requests(request_text)))
    following = make(tmp_path / "following", PAGES, edition)
    without = make(tmp_path / "without", KEPT, edition)
    copy = shutil.copytree(old, tmp_path / "copy")
    remake(copy, copy, replace(edition, previous=copy))
    assert contents(following) == contents(without) == contents(copy)
    assert check(copy) == []
    (tombstone,) = rows(copy, "tombstones")
    assert tombstone["pages"] == [SECRET.id]
    assert tombstone["addresses"] == [address_sha256(ADDRESS)]
    assert (tombstone["reason"], tombstone["date"], tombstone["versions"]) == ("privacy", "2026-11-02", ["1.0.0"])


def test_nothing_of_the_article_is_left(tmp_path, old, requests):
    edition = Edition("2.0.0", previous=old, terms=Terms(takedowns=requests(BY_ADDRESS)))
    folder = make(tmp_path / "new", PAGES, edition)
    said = " ".join(spoken(path) for path in folder.rglob("*") if path.is_file())
    for trace in (SECRET.title, SECRET.text, ADDRESS, "ferry.html"):
        assert trace not in said
    assert len(rows(folder)) == 3


def test_a_cluster_that_lost_its_lead_keeps_its_id(tmp_path, old, requests):
    before = {row["id"]: row for row in rows(old)}
    lead = next(row for row in before.values() if row["cluster_role"] == "lead" and row["id"] != page_id("other"))
    edition = Edition(
        "2.0.0", previous=old, terms=Terms(takedowns=requests(REQUEST.format(what=f'id = "{lead["id"]}"')))
    )
    after = {row["id"]: row for row in rows(make(tmp_path / "new", PAGES, edition))}
    story = [row for row in after.values() if row["cluster"] == lead["cluster"]]
    assert sorted(row["cluster_role"] for row in story)[1] == "lead"
    assert {row["similarity"] for row in story} == {None}


def test_a_later_capture_stays_out_without_the_request(tmp_path, old, requests):
    edition = Edition("2.0.0", previous=old, terms=Terms(takedowns=requests(BY_ID)))
    second = make(tmp_path / "second", PAGES, edition)
    again = page("recrawl", ROOM.words(90), url=f"{ADDRESS}?utm_medium=feed", captured_at=WHEN.replace(year=2013))
    moved = page("moved", OTHER[:80], canonical_url=ADDRESS)
    third = make(tmp_path / "third", (*PAGES, again, moved), Edition("3.0.0", previous=second))
    assert {row["id"] for row in rows(third)} == {one.id for one in KEPT}
    (tombstone,) = rows(third, "tombstones")
    assert tombstone["versions"] == ["1.0.0"]
    assert {SECRET.id, again.id, moved.id} <= set(tombstone["pages"])
    assert check(third) == []


def test_a_release_with_tombstones_is_not_replaced_by_one_without(tmp_path, old, requests):
    remake(old, old, Edition("2.0.0", previous=old, terms=Terms(takedowns=requests(BY_ID))))
    with pytest.raises(TakedownError, match="--previous"):
        make(old, PAGES, Edition("3.0.0"))


def test_an_address_of_the_facts_tables_leaves_them(tmp_path, requests):
    takedowns = requests(REQUEST.format(what=f'address = "{COVERED}"'))
    folder = make(tmp_path / "r", KEPT, Edition("1.0.0", terms=Terms(takedowns=takedowns)))
    assert COVERED not in {row["url"] for row in rows(folder, "coverage")}
    assert len(rows(folder, "coverage")) < len(facts.coverage())


def test_check_knows_what_may_not_be_there(tmp_path, old, requests):
    barred = make(tmp_path / "b", KEPT, Edition("1.0.0", terms=Terms(takedowns=requests(BY_ADDRESS))))
    shutil.copy(barred / "data/tombstones/tombstones.parquet", old / "data/tombstones/tombstones.parquet")
    assert any(found.code == "tombstones.present" and found.field == SECRET.id for found in check(old))


@pytest.mark.parametrize("tier", ["none", "standoff", "full"])
def test_a_release_made_from_itself_is_itself(tmp_path, tier):
    first = make(tmp_path / "a", PAGES, Edition("1.0.0"))
    terms = Terms(tier, private=False)
    shared = make(tmp_path / "b", PAGES, Edition("1.0.0", terms=terms))
    remake(first, tmp_path / "c", Edition("1.0.0", terms=terms))
    remake(shared, tmp_path / "d", Edition("1.0.0", terms=terms))
    assert contents(shared) == contents(tmp_path / "c") == contents(tmp_path / "d")


def test_on_the_command_line(tmp_path, old, capsys):
    (tmp_path / "takedowns.toml").write_text(BY_ADDRESS)
    assert run(["release", str(old), "--out", str(tmp_path / "same"), "--version", "1.0.0"]) == 0
    assert contents(tmp_path / "same") == contents(old)
    assert run(["takedown", "apply", str(old), "--takedowns", str(tmp_path / "takedowns.toml")]) == 0
    assert "release 2.0.0" in capsys.readouterr().out
    assert len(rows(old)) == 3
    assert run(["takedown", "apply", str(tmp_path), "--takedowns", str(tmp_path / "takedowns.toml")]) == 3
    (tmp_path / "takedowns.toml").write_text("[[takedown]]")
    assert run(["takedown", "apply", str(old), "--takedowns", str(tmp_path / "takedowns.toml")]) == 3
    assert "must have an id or an address" in capsys.readouterr().err


MALFORMED = [
    ("x", "Expected"),
    ("takedown = 1", "no \\[\\[takedown\\]\\] entries"),
    (REQUEST.format(what='id = "12"'), "not a page's SHA-256"),
    (REQUEST.format(what=""), "must have an id or an address"),
    (REQUEST.format(what='address = "a"\nid = "b"'), "not both"),
    (REQUEST.format(what='address = "a"\nname = "Ada Example"'), "other fields"),
    (BY_ID.replace("2026-11-02", '"2 November"'), "date must be a day"),
    (BY_ID.replace("privacy", "spite"), "reason must be one of"),
    (BY_ID.replace('"person"', '"Ada Example"'), "requester must be one of"),
    (BY_ID + BY_ID, "two entries"),
]


@pytest.mark.parametrize(("text", "message"), MALFORMED)
def test_malformed_requests(requests, text, message):
    with pytest.raises(TakedownError, match=message):
        requests(text)


def test_no_requests(requests):
    assert requests("") == ()
