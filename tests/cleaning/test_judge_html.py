"""Verdicts on invented pages: every block has one, the story stays, what is around it goes with its reason."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablepress.cleaning.article import REASONS
from cablepress.cleaning.html import parse
from cablepress.cleaning.judge_html import cut, judge, likelihood

from ..compiled import plain

STORY = [
    "The Skerrin ferry left the harbour forty minutes late on Tuesday, for the third time this week, officials said.",
    "Passengers waited on the quay in the rain, and two school classes missed the connecting bus to the museum.",
    "“We were told nothing,” said one of the teachers, who had counted the children twice before the gangway opened.",
    "The operator blamed a faulty pump, which it said had been replaced in the spring, and promised a full report.",
    "The council will discuss the timetable next Thursday, when the operator is expected to answer questions.",
]
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
ARTICLE = f"<body><article><h1>Ferry late again</h1><div class=body>{BODY}</div></article></body>"
SOUP = f"""<body><div id=top><ul><li><a href=/>Home</a><li><a href=/n>News</a></ul></div><div id=main><div class=title>
<h1>Ferry late again</h1></div><div class=story>{BODY}</div></div><div id=bottom>Skerrin Post</div></body>"""
TABLE = f"""<body><table><tr><td><a href=/>Home</a><br><a href=/n>News</a></td><td><h1>Ferry late again</h1>
{"<br><br>".join(STORY)}</td></tr></table></body>"""
LAYOUTS = [("article element", ARTICLE), ("div soup", SOUP), ("layout table", TABLE)]
FOREIGN = [
    ("<p>Subscribe to our newsletter</p>", "Subscribe to our newsletter", "newsletter"),
    ("<p>Advertisement</p>", "Advertisement", "advert"),
    ("<p>Read more: <a href=/t>Tunnel opens</a></p>", "Read more: Tunnel opens", "related"),
    (
        "<p>Want it daily? Sign up for our ferry newsletter.</p>",
        "Want it daily? Sign up for our ferry newsletter.",
        "newsletter",
    ),
    ("<figure><img><figcaption>The quay at noon</figcaption></figure>", "The quay at noon", "caption"),
]


def page(body: str) -> str:
    return f"<html><head><title>Ferry late again - Skerrin Post</title></head>{body}</html>"


@pytest.mark.parametrize("html", [row[1] for row in LAYOUTS], ids=[row[0] for row in LAYOUTS])
def test_story_stays_and_the_rest_goes(html):
    document = parse(page(html))
    verdicts = judge(document)
    kept = [block.text for block, verdict in zip(document.blocks, verdicts, strict=True) if verdict.keep]
    assert kept == STORY


@pytest.mark.parametrize(("piece", "text", "reason"), FOREIGN, ids=[row[1] for row in FOREIGN])
def test_foreign_lines_inside_the_story(piece, text, reason):
    first, rest = BODY.split("</p>", 1)
    document = parse(page(f"<body><article><h1>Ferry late again</h1>{first}</p>{piece}{rest}</article></body>"))
    verdicts = judge(document)
    by_text = {block.text: verdict for block, verdict in zip(document.blocks, verdicts, strict=True)}
    assert (by_text[text].keep, by_text[text].reason) == (False, reason)
    assert all(by_text[paragraph].keep for paragraph in STORY)


def test_headline_is_not_body():
    document = parse(page(ARTICLE))
    verdict = judge(document)[0]
    assert (verdict.keep, verdict.rule, verdict.reason) == (False, "html.headline", "headline")


def test_roles():
    html = f"<body><article>{BODY}<h2>What comes next</h2><p>{STORY[0]}x</p><blockquote><p>{STORY[1]}x</p></blockquote>"
    document = parse(page(html + f"<ul><li>{STORY[2]}x</li></ul></article></body>"))
    roles = {block.text: verdict.role for block, verdict in zip(document.blocks, judge(document), strict=True)}
    wanted = ("body", "quote", "item")
    assert tuple(roles[STORY[n] + "x"] for n in range(3)) == wanted
    assert roles["What comes next"] in {"heading", "body"}


@pytest.mark.parametrize(
    "html", [ARTICLE, "<p>x", "x", "<p>" + "word " * 5_000, "<p>।।।</p><p>今天下雨。</p>", "<td>1"]
)
def test_every_block_has_a_reasoned_verdict(html):
    document = parse(html)
    verdicts = judge(document)
    assert len(verdicts) == len(document.blocks)
    for verdict in verdicts:
        assert verdict.rule
        assert verdict.keep is (verdict.reason == "")
        assert verdict.reason in {"", *REASONS}
        assert verdict.score is not None
        assert 0 <= verdict.score <= 1


def test_same_page_same_verdicts():
    html = page(SOUP)
    assert judge(parse(html)) == judge(parse(html))


def test_chances_are_a_logistic_in_thousandths():
    assert likelihood(np.array([-(10**6), -10_000, 0, 10_000, 10**6]), 10_000).tolist() == [0, 269, 500, 731, 1000]


def test_cut_follows_the_page():
    words = np.full(4, 100.0)
    assert cut(np.array([990, 990, 20, 10]), words) == 600  # sure: the highest bound
    assert cut(np.array([450, 440, 20, 10]), words) == 440  # faint, and nothing better
    assert cut(np.array([0, 0, 0, 0]), words) == 350


@pytest.mark.parametrize("layout", [html for _, html in LAYOUTS], ids=[name for name, _ in LAYOUTS])
def test_compiled_and_plain_give_the_same_verdicts(layout):
    notices = "".join(markup for markup, _, _ in FOREIGN)
    document = parse(page(layout.replace("</body>", f"{notices}</body>")))
    assert judge(document) == plain("cablepress.cleaning.judge_html").judge(document)


@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(1, 400)), min_size=1, max_size=12))
def test_the_cut_is_where_most_is_expected(blocks):
    chances, words = (np.array(values) for values in zip(*blocks, strict=True))
    order = np.argsort(-chances, kind="stable")
    right, kept = np.cumsum((chances * words)[order]), np.cumsum(words[order])
    best = chances[order[np.argmax(right / (1000 * kept + right[-1]))]]
    assert cut(chances, words.astype(float)) == min(max(best, 350), 600)


def test_no_blocks():
    document = parse("")
    assert judge(document) == []
