"""An invented corpus, and a release of it to look at or to damage."""

import hashlib
import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from cablepress.cleaning.article import Article, Mention, Outcome, Rejection, Removed
from cablepress.dataset.edition import Edition
from cablepress.dataset.intake import Capture, Intake
from cablepress.dataset.release import release

INDIA = timezone(timedelta(hours=5, minutes=30))
FIRST_CAPTURE = datetime(2012, 3, 4, 5, 6, 7, tzinfo=UTC)


@dataclass(frozen=True)
class Corpus:
    outcomes: tuple[Outcome, ...]
    intake: Intake


def page_id(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def article(name: str, *paragraphs: str, **fields: object) -> Article:
    roles = fields.pop("roles", ("body",) * len(paragraphs))
    places = tuple(f"block {number} p" for number in range(4, 4 + len(paragraphs)))
    url = f"https://{name}.example/story.html"
    return Article(page_id(name), "\n\n".join(paragraphs), paragraphs, roles, places, url=url, **fields)


OUTCOMES: tuple[Outcome, ...] = (
    article(
        "harbour",
        "The quillwort ferry left at noon.",
        "“Nobody waved,” said the keeper.",
        title="Ferry leaves | harbour quiet",
        authors=("Ada Example", "Ben Sample"),
        agency="EXA",
        dateline="PORT EXAMPLE, Dec 2 (EXA):",
        published=datetime(2010, 12, 2, 0, 20, tzinfo=INDIA),
        modified=date(2010, 12, 3),
        publisher="The Example Post",
        country="IN",
        language="en",
        section="Harbour",
        cables=("08NEWDELHI3044",),
        mentions=(
            Mention("99NOWHERE1", "99NOWHERE1", None, "block 5 p"),
            Mention("08 New Delhi 3044", "08NEWDELHI3044", "08NEWDELHI3044", "block 6 p", "Embassy New Delhi"),
        ),
        place="PORT EXAMPLE",
        captured_at=FIRST_CAPTURE,
        removed=(
            Removed("Sign up for the tide letter", "newsletter.sign_up", "newsletter", "block 3 div"),
            Removed("Ferry leaves", "headline.title", "headline", "block 0 h1"),
        ),
        evidence={"title": "h1", "published": "json-ld datePublished"},
    ),
    article(
        "brunnen", "Der Brunnen läuft wieder.", language="de-AT", publisher="Brunnenblatt", published=date(2010, 11, 30)
    ),
    article("kuan", "कुएँ में पानी है।", "सूची", roles=("body", "item"), language="hi", access="teaser"),
    article(
        "mill",
        "The mill stood still.",
        published=datetime.fromisoformat("2010-12-02T09:00"),
        publisher="The Example Post",
    ),
    Rejection(page_id("login"), "login_only", {"text": "log in to go on"}, url="https://login.example/story.html"),
    Rejection(page_id("nothing"), "empty", {}, url="https://nothing.example/story.html"),
)


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """Four articles and two rejections; the first page was captured three times."""
    captures = {one.id: [Capture(one.url, one.captured_at, f"pages/{one.url[8:12]}")] for one in OUTCOMES}
    first = OUTCOMES[0]
    captures[first.id] += [
        Capture("https://mirror.example/copy", FIRST_CAPTURE + timedelta(days=1), "archive.warc.gz#77"),
        Capture("https://again.example/copy", None, "archive.warc.gz#901"),
    ]
    return Corpus(OUTCOMES, Intake(captures, {"truncated": 2, "damaged": 1}))


RECIPE = {"rules": "r" * 64, "model": "m" * 64}


def edition(previous: Path) -> Edition:
    """What is said of the release that is `built`."""
    return Edition("1.2.3", date(2012, 6, 1), "10.5281/zenodo.1234567", previous)


@pytest.fixture(scope="session")
def first(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release before the one that is `built`: without its last article; look, do not touch."""
    out = tmp_path_factory.mktemp("first") / "release"
    outcomes = [one for one in corpus.outcomes if one.id != page_id("mill")]
    captures = {page: found for page, found in corpus.intake.captures.items() if page != page_id("mill")}
    release(outcomes, Intake(captures), out, "1.0.0", recipe=RECIPE)
    return out


@pytest.fixture(scope="session")
def built(corpus: Corpus, first: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus' release; look, do not touch."""
    out = tmp_path_factory.mktemp("built") / "release"
    release(corpus.outcomes, corpus.intake, out, edition(first), recipe=RECIPE)
    return out


@pytest.fixture
def copied(built: Path, tmp_path: Path) -> Path:
    """A copy of the release, to damage."""
    return shutil.copytree(built, tmp_path / "release")
