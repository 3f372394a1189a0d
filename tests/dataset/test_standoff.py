"""Tiers: a lower one is the same rows with less in them, and no byte of a release without texts quotes a page."""

import json
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from cablepress.cleaning.article import Article, Removed
from cablepress.dataset import manifest
from cablepress.dataset.check import check
from cablepress.dataset.edition import Edition
from cablepress.dataset.intake import Capture, Intake
from cablepress.dataset.release import release
from cablepress.dataset.rights import RIGHTS, rights_of
from cablepress.dataset.rows import article_row
from cablepress.dataset.schema import TIERS
from cablepress.dataset.standoff import WITHHELD, project, runs
from cablepress.dataset.terms import Terms
from cablepress.scraping import facts

PLANTED = [
    "The lamplighter of Quill Street counted eleven herons before breakfast on Tuesday.",
    "“Nobody ever asked the herons what they thought of it,” she told this paper.",
    "A second paragraph follows the first one as the tide follows the moon here.",
]
TEASER = "Read also: seven other things that lamplighters will never tell their own children."
CABLE = next(page for page in facts.coverage() if page.kind == "cable_document" and page.publisher == "WikiLeaks")
TITLE = "Eleven herons"


def page(name: str = "herons", **fields: object) -> Article:
    made = Article(
        id=name.encode().hex().ljust(64, "0"),
        text="\n\n".join(PLANTED),
        paragraphs=tuple(PLANTED),
        roles=("body",) * 3,
        places=("block 3 p", "block 4 p", "block 6 p"),
        title=TITLE,
        url=f"https://{name}.example/story.html",
        removed=(
            Removed(TEASER, "related.also", "related", "block 5 p"),
            Removed(TITLE, "headline.title", "headline", "block 1 h1"),
        ),
        evidence={"access": f"block 3: {PLANTED[0]}", "title": "h1"},
        dateline=PLANTED[0],
    )
    return replace(made, **fields)


FREE = page("cable", publisher="WikiLeaks", url=CABLE.url)

RIGHTS_CASES = [
    (
        {"agency": "EXA", "publisher": "Dawn"},
        "LicenseRef-Agency",
        "an agency's copy is the agency's, whoever printed it",
    ),
    ({"publisher": "Dawn"}, "LicenseRef-Publisher", "in the table of publishers"),
    ({"publisher": "The Example Post"}, "LicenseRef-Publisher", "named on the page only"),
    ({}, "LicenseRef-Unknown", "nothing known"),
    ({"publisher": "WikiLeaks", "url": CABLE.url}, "LicenseRef-USGov", "the body of a cable"),
    (
        {"publisher": "WikiLeaks", "url": "", "canonical_url": CABLE.url},
        "LicenseRef-USGov",
        "told by the canonical address",
    ),
    (
        {"publisher": "WikiLeaks", "url": "https://wikileaks.org/about.html"},
        "LicenseRef-Publisher",
        "not known to be a cable",
    ),
    ({"publisher": "The Example Post", "url": CABLE.url}, "LicenseRef-Publisher", "a newspaper that shows a cable"),
]


@pytest.mark.parametrize(("fields", "expected", "note"), RIGHTS_CASES, ids=[case[2] for case in RIGHTS_CASES])
def test_rights_and_their_basis(fields, expected, note):
    rights, basis = rights_of(page(**fields))
    assert rights == expected
    assert basis


def test_every_licence_of_a_publisher_has_a_meaning():
    assert set(facts.LICENCES) == set(RIGHTS)


TIER_CASES = [  # terms, tier of a newspaper's row, tier of a cable's row
    (Terms(), "full", "full"),
    (Terms("full", private=False), "standoff", "full"),
    (Terms("standoff", private=False), "standoff", "standoff"),
    (Terms("standoff", private=True), "standoff", "standoff"),
    (Terms("none", private=False), "none", "none"),
]


@pytest.mark.parametrize(("terms", "paper", "cable"), TIER_CASES)
def test_tiers(terms, paper, cable):
    assert project(article_row(page(), ()), terms)["text_tier"] == paper
    assert project(article_row(FREE, ()), terms)["text_tier"] == cable


@pytest.mark.parametrize("first", TIERS)
@pytest.mark.parametrize("second", TIERS)
def test_a_tier_of_a_tier_is_the_lower_one(first, second):
    row = article_row(page(), ())
    lower = min(first, second, key=TIERS.index)
    assert project(project(row, Terms(first)), Terms(second)) == project(row, Terms(lower))


def test_standoff_keeps_what_proves_the_text_and_nothing_that_quotes_it():
    row = project(article_row(page(), ()), Terms("standoff"))
    assert (row["text"], row["paragraphs"], row["dateline"]) == (None, None, None)
    assert [one["characters"] for one in row["passages"]] == [len(text) for text in PLANTED]
    assert row["places"] == ["block 3 p", "block 4 p", "block 6 p"]
    assert [piece["text"] for piece in row["removed"]] == [None, None]
    assert row["title"] == TITLE
    assert row["evidence"] == [{"field": "access", "source": WITHHELD}, {"field": "title", "source": "h1"}]


def values(path: Path) -> str:
    """Every value of every row of a Parquet file: what stands in its decompressed pages."""
    return json.dumps(pq.read_table(path).to_pylist(), default=str, ensure_ascii=False)


def spoken(path: Path) -> str:
    """All that a file says: its bytes, and for Parquet also footer, column indexes and values of the pages."""
    said = path.read_bytes().decode("utf-8", "ignore")
    return f"{said} {pq.read_metadata(path)!r} {values(path)}" if path.suffix == ".parquet" else said


def words(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.lower()).split())


def quotes(folder: Path, texts: list[str]) -> set[str]:
    """Return the runs of six words of the texts that any file of a folder holds, whatever the punctuation."""
    wanted = {run.decode() for text in texts for run in runs(text)}
    said = [words(spoken(path)) for path in folder.rglob("*") if path.is_file()]
    return {run for run in wanted if any(run in one for one in said)}


@pytest.fixture
def make(tmp_path):
    def make(terms: Terms, *pages: Article) -> Path:
        captures = {one.id: [Capture(one.url, one.captured_at, "pages/a.html")] for one in pages}
        release(
            pages, Intake(captures), tmp_path / "release", Edition("1.0.0", terms=terms), recipe={"rules": "a" * 64}
        )
        return tmp_path / "release"

    return make


@pytest.mark.parametrize("tier", ["none", "standoff"])
def test_no_byte_quotes_a_page(make, tier):
    folder = make(Terms(tier, private=False), page(), FREE)
    assert quotes(folder, [*PLANTED, TEASER]) == set()
    assert check(folder) == []


def test_the_scan_finds_what_is_there(make):
    folder = make(Terms(), page())
    assert len(quotes(folder, PLANTED)) == sum(len(list(runs(words(text)))) for text in PLANTED)


def test_a_public_release_holds_only_texts_that_may_be_passed_on(make):
    folder = make(Terms("full", private=False), page(), FREE)
    rows = pq.read_table(folder / "data/articles").to_pylist()
    assert {row["rights"]: row["text"] is not None for row in rows} == {
        "LicenseRef-Unknown": False,
        "LicenseRef-USGov": True,
    }
    assert check(folder) == []


def test_a_private_build_says_so(make):
    folder = make(Terms(), page())
    assert "private build" in (folder / "README.md").read_text()
    assert manifest.read(folder).private
    folder = make(Terms("standoff", private=False), page())
    assert "private build" not in (folder / "README.md").read_text()
    assert not manifest.read(folder).private
