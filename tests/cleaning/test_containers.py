"""Elements named by what they hold leave with their content; those that are the page itself, and lookalikes, stay."""

import pytest

from cablepress.cleaning.class_names import name_bits
from cablepress.cleaning.containers import CONTAINERS, container_of_names
from cablepress.cleaning.html import parse
from cablepress.cleaning.judge_html import judge

STORY = [
    "The Skerrin ferry left the harbour forty minutes late on Tuesday, for the third time this week, officials said.",
    "Passengers waited on the quay in the rain, and two school classes missed the connecting bus to the museum.",
    "The council will discuss the timetable next Thursday, when the operator is expected to answer questions.",
]
PIECE = "We store small files on your device to collect information, and you may change that choice at any hour."

NAMES = [
    ("privacy-modal-text privacy-content-box", "html.consent"),
    ("site-cookie-banner", "html.consent"),
    ("onetrust-consent-sdk", "html.consent"),
    ("twitter-tweet tw-align-center", "html.embed"),
    ("newsletter-box", "html.signup"),
    ("comment-list", "html.comments"),
    ("about-the-author", "html.author"),
    ("article__image-caption", "html.caption"),
    ("support-message hidden", "html.hidden_name"),
    ("ad-label d-none", "html.hidden_name"),
    ("trending-now", "html.related"),
    ("wp-block-post-excerpt__excerpt", "html.excerpt"),
    ("tnt-summary card-lead", "html.excerpt"),
    ("otpccenter ot-hide", "html.consent"),
    ("gallery-item__caption caption-slide", "html.caption"),
    ("slideshow-caption", "html.caption"),
    # lookalikes
    ("hidden md:block", ""),
    ("d-none d-md-block", ""),
    ("hidden-gems-of-the-coast", ""),
    ("cookie-recipes", ""),
    ("story-with-comment-count", ""),
    ("caption-free-gallery", ""),
    ("author-interview", ""),
    ("elementor-widget-theme-post-excerpt", ""),
    ("post-body", ""),
]


@pytest.mark.parametrize(("names", "rule"), NAMES)
def test_names(names, rule):
    found = container_of_names(names, name_bits(names))
    assert (CONTAINERS[found].rule if found >= 0 else "") == rule


def verdicts(html):
    document = parse(html)
    return {block.text: verdict for block, verdict in zip(document.blocks, judge(document), strict=True)}


@pytest.mark.parametrize("tag", ["div", "p", "section"])
def test_what_stands_inside_leaves(tag):
    piece = f"<{tag} class='cookie-notice'>{PIECE}</{tag}>"
    found = verdicts(f"<article><p>{STORY[0]}{piece}<p>{STORY[1]}<p>{STORY[2]}</article>")
    assert (found[PIECE].rule, found[PIECE].reason) == ("html.consent", "cookies")
    assert all(found[paragraph].keep for paragraph in STORY)


def test_the_outermost_name_decides():
    inner = f"<div class='comment-list'><div class='image-caption'>{PIECE}</div></div>"
    found = verdicts(f"<article><p>{STORY[0]}<p>{STORY[1]}<p>{STORY[2]}</article>{inner}")
    assert found[PIECE].rule == "html.comments"


@pytest.mark.parametrize(("pieces", "rule"), [(5, "html.consent"), (40, "model")])
def test_a_consent_may_be_longer_than_its_story_but_not_be_the_page(pieces, rule):
    consent = "".join(f"<p>{number}. {PIECE}</p>" for number in range(pieces))
    story = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    found = verdicts(f"<article>{story}</article><div class='onetrust-consent-sdk'>{consent}</div>")
    assert all(
        (verdict.rule == "html.consent") == (rule == "html.consent") for text, verdict in found.items() if PIECE in text
    )


def test_a_page_that_is_a_newsletter_stays():
    story = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    found = verdicts(
        f"<body><div class='newsletter-content'><h1>Ferry late again</h1>{story}</div><p>{PIECE}</p></body>"
    )
    assert not any(found[paragraph].rule == "html.signup" for paragraph in STORY)
