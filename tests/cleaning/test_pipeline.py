"""The line as a whole: total, idempotent, inventing nothing, and accounting for every block."""

import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cablepress import Article, Rejection, clean
from cablepress.cleaning import html, judge_html, lines, pipeline
from cablepress.cleaning.article import REASONS, REJECTIONS
from cablepress.cleaning.store import from_dict, to_dict

STORY = (
    (
        "The Skerrin ferry left the harbour forty minutes late on Tuesday, for the third time this week, and the harbour "
        "office could not say why."
    ),
    (
        "Passengers waited on the quay in the rain, and two school classes missed the connecting bus to the museum on the "
        "other side of the sound."
    ),
    "“We were told nothing,” said one of the teachers, who had counted the children twice before the gangway opened.",
    "The council will discuss the timetable next Thursday, when the operator is expected to answer questions in public.",
)
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Ferry late again - Harbour Post</title>
<meta property="og:site_name" content="Harbour Post"><script>var a = "<p>not text</p>";</script></head><body>
<ul class="menu"><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul>
<article><h1>Ferry late again</h1>{"".join(f"<p>{p}</p>" for p in STORY)}</article>
<div class="newsletter">Subscribe to our newsletter</div><footer>© Harbour Post. All rights reserved.</footer>
</body></html>"""
DUMP = "\n\n".join(
    [
        "Ferry late again",
        *STORY,
        "This article is closed for comments.",
        "Printable version | Sep 21, 2021 6:19:04 AM |",
    ]
)

PIECES = st.sampled_from(
    ["<p>", "</p>", "<div class='a", "'>", "<table><tr><td>", "</table>", "<!--", "-->", "<script>", "</script>", "&amp;", "&#0;", "&#xD800;", "<a href=x>", "</a>", "<br><br>", "\x00", "\ud800", "<ul><li>", "x " * 40, "ل" * 30, "渡" * 30, "<script type=application/ld+json>{\"@graph\":[", "]}", "<meta property=article:published_time content='2010-13-45T99:99+99:99'>", "<time datetime=''>", "<h1>", "</h1>", "<svg>", "<template>", "<plaintext>", "<base href='http://['>", "\n"]
)  # fmt: skip
HTML_SOUP = st.lists(PIECES | st.text(max_size=20), max_size=30).map("".join)


def body(outcome: Article | Rejection) -> tuple[str, ...]:
    assert isinstance(outcome, Article), outcome
    return outcome.paragraphs


@pytest.mark.parametrize(("page", "media_type"), [(PAGE, "text/html"), (PAGE, ""), (DUMP, "text/plain"), (DUMP, "")])
def test_the_whole_body_and_nothing_else(page, media_type):
    outcome = clean(page.encode(), media_type=media_type)
    assert body(outcome) == STORY
    assert outcome.title == "Ferry late again"
    assert outcome.text == "\n\n".join(STORY)


def test_every_block_is_kept_or_removed():
    outcome = clean(PAGE.encode())
    document = html.parse(PAGE)
    kept, removed = sum(v.keep for v in judge_html.judge(document)), outcome.removed
    assert kept == len(outcome.paragraphs)
    assert kept + len(removed) == len(document.blocks) + len(document.removed)
    places = [int(piece.where.split()[1]) for piece in removed]
    assert places == sorted(places)
    assert {r.reason for r in removed} <= REASONS.keys()


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.binary(max_size=200) | HTML_SOUP.map(lambda t: t.encode("utf-8", "surrogatepass")),
    st.sampled_from(["", "text/html", "text/plain; charset=utf-16"]),
    st.text(max_size=30),
)
def test_total(data, media_type, url):
    outcome = clean(data, url=url, media_type=media_type, captured_at=datetime(2011, 9, 2, tzinfo=UTC))
    if isinstance(outcome, Rejection):
        assert outcome.reason in REJECTIONS
        assert outcome.reason != "internal_error", outcome.evidence
    else:
        assert outcome.paragraphs
        assert len(outcome.paragraphs) == len(outcome.roles) == len(outcome.places)
    assert from_dict(to_dict(outcome)) == outcome


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(PAGE)), st.integers(0, 40), HTML_SOUP)
def test_nothing_is_invented(start, length, soup):
    data = (PAGE[:start] + soup + PAGE[start + length :]).encode("utf-8", "replace")
    outcome = clean(data, media_type="text/html")
    if isinstance(outcome, Article):
        known = set(unicodedata.normalize("NFC", html_characters(data.decode()))) | {" ", "\n"}
        assert set(outcome.text) <= known


def html_characters(page: str) -> str:
    """All characters that the page holds, written out or as references."""
    import html as entities

    return (
        page
        + entities.unescape(page)
        + "\ufffd"
        + "".join(chr(c) for c in range(0x80, 0xA0))
        + "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
    )


@pytest.mark.parametrize("page", [PAGE, DUMP])
def test_cleaning_the_clean_text_removes_nothing(page):
    once = clean(page.encode())
    again = clean(once.text.encode(), media_type="text/plain")
    assert body(again) == body(once)


def test_a_defect_costs_its_page_only(monkeypatch):
    def broken(_: str) -> None:
        raise RecursionError

    monkeypatch.setattr(pipeline, "_way", lambda _: pipeline._Way(broken, judge_html.judge))
    outcome = clean(DUMP.encode(), url="https://harbourpost.example/1")
    assert (outcome.reason, outcome.evidence["exception"]) == ("internal_error", "RecursionError")
    assert outcome.evidence["at"].startswith("test_pipeline.py:")
    monkeypatch.undo()
    assert isinstance(clean(PAGE.encode()), Article)


def test_memory_that_is_refused_is_a_reason(monkeypatch):
    def greedy(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(pipeline, "decode", greedy)
    assert clean(DUMP.encode()).reason == "out_of_memory"


def test_lines_and_html_agree_on_a_dump_of_the_page():
    dump = "\n".join(block.text for block in html.parse(PAGE).blocks)
    assert [b.text for b in lines.parse(dump).blocks] == dump.split("\n")


def test_a_walled_page_still_tells_what_it_does_not_show():
    page = f"""<html><head><title>Ferry late again - Harbour Post</title><meta name="author" content="Ana Lima">
    <meta property="article:published_time" content="2010-12-02"></head><body><article><h1>Ferry late again</h1>
    <p>{STORY[0][:60]} …</p></article><div class="paywall"><p>To continue reading, subscribe now.</p>
    <p>Already a subscriber? Log in</p></div></body></html>"""
    outcome = clean(page.encode(), media_type="text/html")
    assert isinstance(outcome, Rejection)
    assert outcome.reason == "paywall_only"
    assert (outcome.title, outcome.authors) == ("Ferry late again", ("Ana Lima",))
    assert str(outcome.published) == "2010-12-02"
