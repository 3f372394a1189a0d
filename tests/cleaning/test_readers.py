"""Readers of single outlets, on golden pages of ours that have the layout and none of the outlet's words."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from cablepress import Article, clean
from cablepress.cleaning import readers
from cablepress.cleaning.document import Block, Document, Verdict
from cablepress.cleaning.outlet_reading import OutletReading

PAGES = Path(__file__).with_name("outlets")
FERRY = (
    "The ferry between the two piers of the bay will resume on Thursday, the harbour office said on Monday.",
    "The service was suspended in October, when the larger of the two boats lost a rudder on the outer bank.",
)
QUOTE = "“We have built a new rudder, and a spare one,” the harbour master told reporters on the quay."
HINDU, LEAKS = "http://www.thehindu.com/news/national", "http://wikileaks.org"
ADDRESSES = {
    "hindu_2000": "http://www.hindu.com/2008/12/09/stories/2008120957671500.htm",
    "hindu_2010": f"{HINDU}/article900001.ece",
    "hindu_2016": f"{HINDU}/ferry/article900002.ece",
    "hindu_2022": f"{HINDU}/ferry/article66200001.ece",
    "cable_2010": f"{LEAKS}/cable/2008/12/08NEWDELHI9999.html",
    "cable_2013": f"{LEAKS}/plusd/cables/08NEWDELHI3025_a.html",
}
CAPTURED = {"hindu_2000": 2009, "hindu_2010": 2011, "hindu_2016": 2021, "hindu_2022": 2023}
# Published, modified, authors, desk.
FACTS = {
    "hindu_2000": ("2008-12-09", None, (), "Special Correspondent"),
    "hindu_2010": ("2010-12-09T02:20:00+05:30", None, ("Kit Moor",), None),
    "hindu_2016": ("2010-12-09T02:20:00+05:30", None, ("Kit Moor",), None),  # the change is the archive's move
    "hindu_2022": ("2022-12-09T02:20:00+05:30", "2022-12-10T07:30:00+05:30", ("Kit Moor", "Jo Berg"), None),
    "cable_2010": ("2011-08-30T01:44:00", None, (), None),  # the release; the cable is of 2008
    "cable_2013": (None, None, (), None),
}


def cleaned(case: str) -> Article:
    captured = datetime(CAPTURED.get(case, 2013), 9, 21, tzinfo=UTC)
    body = (PAGES / f"{case}.html").read_bytes()
    outcome = clean(body, url=ADDRESSES[case], media_type="text/html", captured_at=captured)
    assert isinstance(outcome, Article), outcome
    return outcome


@pytest.mark.parametrize("case", FACTS)
def test_dates_and_names(case):
    article = cleaned(case)
    stamps = [stamp and stamp.isoformat() for stamp in (article.published, article.modified)]
    assert (*stamps, article.authors, article.desk) == FACTS[case]


@pytest.mark.parametrize("case", [case for case in FACTS if case.startswith("hindu")])
def test_the_body_is_the_layouts(case):
    article = cleaned(case)
    assert article.title == "Ferry service to resume"
    assert len(article.paragraphs) == 3
    assert article.paragraphs[0].endswith(FERRY[0])
    assert article.paragraphs[1] == FERRY[1]
    assert article.evidence["title"].startswith("reader thehindu.")


def test_a_cable_is_its_header_and_its_text():
    article = cleaned("cable_2010")
    (header, *_) = article.mentions
    assert article.title == "FERRY SERVICE RESUMES"
    assert (header.reference, header.cable, header.origin) == ("08NEWDELHI9999", None, "Embassy New Delhi")
    assert (header.date, header.classification, header.where) == ("2008-12-09", "UNCLASSIFIED", "header")
    assert [paragraph[:2] for paragraph in article.paragraphs] == ["1.", "2.", "3."]


def test_a_known_cable_has_the_tables_facts():
    article = cleaned("cable_2013")
    assert article.cables == ("08NEWDELHI3025",)
    assert article.mentions[0].where == "header"
    assert article.title
    assert "08NEWDELHI3025" not in article.title
    assert not any("PGP" in paragraph for paragraph in article.paragraphs)


@pytest.mark.parametrize("case", FACTS)
def test_other_hosts_are_read_generically(case):
    page = (PAGES / f"{case}.html").read_bytes()
    assert readers.read(page, "https://www.example.org/a") is None
    assert readers.read(page, "") is None
    assert readers.read(page, ADDRESSES[case]).layout


def test_the_day_of_capture_tells_generations_apart():
    page = (PAGES / "hindu_2022.html").read_bytes()
    assert readers.read(page, ADDRESSES["hindu_2022"], datetime(2012, 1, 1, tzinfo=UTC)) is None


def test_layouts_are_one_outlets_and_in_order():
    for layout in readers.LAYOUTS:
        assert layout.name.split(".")[0] in "".join(layout.hosts)
        assert (layout.since or date.min) < (layout.until or date.max)
    assert len({layout.name for layout in readers.LAYOUTS}) == len(readers.LAYOUTS)


def test_what_a_rule_removed_from_the_body_stays_out():
    document = Document([Block(FERRY[0]), Block("Subscribe now"), Block("Elsewhere")])
    verdicts = [Verdict(False, "model", "boilerplate"), Verdict(False, "paywall.x", "paywall"), Verdict(True, "model")]
    settled = readers.settle(document, verdicts, OutletReading("a.b", body=f"{FERRY[0]}\nSubscribe now"))
    assert [verdict.keep for verdict in settled] == [True, False, False]
    assert [verdict.rule for verdict in settled] == ["outlet.a.b", "paywall.x", "outlet.a.b"]


@pytest.mark.parametrize("case", FACTS)
def test_damaged_pages_do_no_harm(case):
    page = (PAGES / f"{case}.html").read_bytes()
    for end in range(0, len(page), 97):
        clean(page[:end], url=ADDRESSES[case], media_type="text/html")
