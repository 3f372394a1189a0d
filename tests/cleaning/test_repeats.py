"""What a site repeats: counting, the table as a file, verdicts with and without it."""

import json
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cablepress import clean
from cablepress.cleaning import judge_repeats, repeats
from cablepress.cleaning.article import Article
from cablepress.cleaning.document import Block, Document, Verdict
from cablepress.cleaning.pipeline import blocks
from cablepress.cleaning.recipe import recipe
from cablepress.cleaning.repeats import Counts
from cablepress.cleaning.template import NO_TEMPLATE, SiteTemplate, Template, TemplateError, line_hash, read, site_of

SITE = "https://herald.example/news/"
PROMISE = (
    "The Sallow Herald is written by nine people and a dog. If you value what we print about the harbour and its moods, "
    "think of us when the nights grow long and the lamps are lit."
)
STORIES = [
    [
        f"{who} of Sallow Point has {what} for the second time this year, after the spring tide came in under the door.",
        f"“It was {how} that the sea wanted,” {who} said on Friday, “and the sea has had its way with me before this.”",
        f"The harbour board will look at the matter in {when}. Its clerk said that the board had seen {what} done before.",
    ]
    for who, what, how, when in [
        ("The keeper of the lamp", "moved four hundred ledgers", "paper", "October"),
        ("A carpenter", "raised the sill of the chapel", "wood", "March"),
        ("The eel-catcher", "mended her longest net", "hemp", "June"),
        ("The schoolmaster", "counted the steps to the shore", "stone", "August"),
    ]
]


def page(story, number):
    """A story between what the site prints on every page."""
    lines = [
        "Sallow Herald",
        "Tides and times",
        f"{number} readers now",
        *story,
        PROMISE,
        "The Sallow Herald, est. 1811",
    ]
    return "\n\n".join(lines)


def table(stories=STORIES, url=SITE):
    counts = Counts()
    for number, story in enumerate(stories):
        counts.add(url, blocks(page(story, number).encode(), "text/plain"))
    return counts.template()


def test_the_site_repeats_its_furniture_and_no_story():
    site = table().of(SITE)
    assert site.pages == 4
    assert site.pages_with(PROMISE) == 4
    assert site.pages_with("77 readers now") == 4
    assert not any(site.pages_with(line) for story in STORIES for line in story)


def text(story, template):
    outcome = clean(page(story, 9).encode(), url=SITE + "9", media_type="text/plain", template=template)
    assert isinstance(outcome, Article)
    return outcome


@pytest.mark.parametrize("story", STORIES)
def test_a_promise_on_every_page_goes_with_the_batch(story):
    outcome = text(story, table())
    assert list(outcome.paragraphs) == story
    (struck,) = [piece for piece in outcome.removed if piece.text == PROMISE]
    assert (struck.rule, struck.reason) == ("template.repeated", "template")


def test_a_page_alone_and_a_page_of_another_site_are_cleaned_as_ever():
    alone = text(STORIES[0], NO_TEMPLATE)
    assert PROMISE in alone.paragraphs
    assert text(STORIES[0], table(url="https://other.example/")) == alone
    assert clean(page(STORIES[0], 9).encode(), media_type="text/plain", template=table()).paragraphs == alone.paragraphs


def test_html_and_text_use_the_same_table():
    html = "".join(f"<p>{line}</p>" for line in page(STORIES[1], 3).split("\n\n"))
    body = f"<html><body><article>{html}</article></body></html>".encode()
    assert PROMISE in clean(body, url=SITE, media_type="text/html").paragraphs
    assert PROMISE not in clean(body, url=SITE, media_type="text/html", template=table()).paragraphs


def test_another_capture_of_the_same_story_is_no_template():
    twice = table([STORIES[0], [*STORIES[0], "One more line for the evening."]])
    assert set(STORIES[0]) <= set(text(STORIES[0], twice).paragraphs)


def test_a_repeated_label_is_no_headline():
    lines = ["Letters from the tide line", *STORIES[0]]
    counts = Counts()
    for story in STORIES:
        counts.add(SITE, [lines[0], *story])
    dump = "\n".join(lines).encode()
    assert clean(dump, url=SITE).title == lines[0]
    assert clean(dump, url=SITE, template=counts.template()).title is None


LONG, SHORT = "A long promise of the paper to its readers, who have heard it. " * 2, "Pros"
CASES = [
    # text, chance, pages with it, pages compared, whether it stays
    (LONG, 0.8, 2, 2, False),
    (LONG, 0.95, 2, 2, True),
    (LONG, 0.95, 3, 6, False),
    (LONG, 0.95, 3, 7, True),
    (SHORT, 0.95, 7, 7, True),
    (SHORT, 0.8, 7, 7, False),
    (LONG, 0.8, 0, 7, True),
]


@pytest.mark.parametrize(("line", "chance", "count", "compared", "stays"), CASES)
def test_evidence_is_weighed_against_the_score(line, chance, count, compared, stays):
    document = Document([Block("x" * 500), Block(line), Block("y" * 500)], "text")
    site = SiteTemplate(compared, {line_hash(line): count} if count else {})
    judge_repeats.mark(document, site)
    verdicts = [Verdict(True, "model", score=0.99), Verdict(True, "model", score=chance)]
    verdicts.append(verdicts[0])
    assert judge_repeats.judge(document, verdicts, site)[1].keep is stays


def test_named_reasons_stay_and_nameless_ones_become_template():
    document = Document([Block("x" * 500), Block("Share"), Block("Tides")], "text")
    site = SiteTemplate(3, {line_hash("Share"): 3, line_hash("Tides"): 3})
    judge_repeats.mark(document, site)
    verdicts = [Verdict(True, "model"), Verdict(False, "share.bar", "share"), Verdict(False, "model", "boilerplate")]
    assert [verdict.reason for verdict in judge_repeats.judge(document, verdicts, site)] == ["", "share", "template"]


pages_of_sites = st.lists(
    st.tuples(st.sampled_from(["https://a.example/1", "https://b.example/", ""]), st.sets(st.sampled_from("pqrstuvw"))),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(pages_of_sites, st.randoms(use_true_random=False))
def test_order_and_division_do_not_matter(pages, chance):
    def counted(part):
        counts = Counts(pages=5, sites=1)
        for url, lines in part:
            counts.add(url, lines)
        return counts

    shuffled = chance.sample(pages, len(pages))
    cut = chance.randint(0, len(pages))
    merged = counted(shuffled[:cut])
    merged.merge(counted(shuffled[cut:]))
    whole = counted(pages).template()
    assert merged.template() == whole
    assert merged.template().to_json() == whole.to_json()


def test_memory_is_bounded(monkeypatch):
    monkeypatch.setattr(repeats, "LINES", 10)
    counts, lot = Counts(pages=4, sites=3), random.Random(1)
    for number in range(400):
        counts.add(f"https://s{number % 40}.example/{number}", [str(lot.random()) for _ in range(30)] + ["Home"])
    assert len(counts._samples) <= 6
    assert all(len(pages) <= 4 for pages in counts._samples.values())
    assert all(len(lines) <= 10 for pages in counts._samples.values() for lines in pages.values())
    assert len(counts.template().sites) <= 3


def test_the_sample_is_large_enough_to_see_what_one_page_in_ten_has():
    counts = Counts()
    for number in range(2_000):
        counts.add(SITE, [f"story {chr(0x4E00 + number)}", *(["Every tenth"] if number % 10 == 0 else [])])
    assert counts.template().of(SITE).pages == repeats.PAGES
    assert counts.template().of(SITE).pages_with("Every tenth") >= 2


def test_a_table_is_a_file():
    made = table()
    assert read(made.to_json()) == made
    assert read(made.to_json()).digest == made.digest
    assert "promise" not in made.to_json().lower()
    assert read(NO_TEMPLATE.to_json()) == NO_TEMPLATE


def damaged(change):
    content = json.loads(table().to_json())
    change(content)
    return json.dumps(content)


BAD = [
    ("", "no template table"),
    ("[]", "no template table"),
    ("{}", "no template table"),
    ("\0", "no template table"),
    ("[" * 100_000, "no template table"),
    (damaged(lambda c: c.update(version=9)), "version 9"),
    (damaged(lambda c: c.update(digest="0" * 64)), "digest"),
    (damaged(lambda c: c["sites"]["herald.example"].update(pages=3)), "from 2 to 3"),
    (damaged(lambda c: c["sites"]["herald.example"]["lines"].update(zz=2)), "16 hexadecimal"),
    (damaged(lambda c: c["sites"]["herald.example"].update(pages="4")), "pages and lines"),
    (damaged(lambda c: c["sites"].update(other={})), "no template table"),
]


@pytest.mark.parametrize(("file", "message"), BAD)
def test_what_is_no_table_says_so(file, message):
    with pytest.raises(TemplateError, match=message):
        read(file)


def test_the_recipe_names_the_table():
    assert "template" not in recipe()
    assert recipe(table())["template"] == table().digest
    changed = replace(table().of(SITE), pages=9)
    assert Template({"herald.example": changed}).digest != table().digest


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("http://www.herald.example/a", "herald.example"),
        ("https://m.herald.example/a?utm_source=x", "herald.example"),
        ("https://web.archive.org/web/20110101000000/http://herald.example/a", "herald.example"),
        ("", ""),
        ("no address", ""),
    ],
)
def test_site_of(url, site):
    assert site_of(url) == site
