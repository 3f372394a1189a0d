"""Verdicts on dumps: what is kept, page types, laws."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cablepress.cleaning.article import REASONS, REJECTIONS
from cablepress.cleaning.document import Document, Verdict
from cablepress.cleaning.judge_lines import judge
from cablepress.cleaning.line_features import measure
from cablepress.cleaning.line_words import TONES
from cablepress.cleaning.lines import parse
from cablepress.cleaning.page_type import page_type

from ..compiled import plain

PLAIN = plain("cablepress.cleaning.judge_lines")
MENU = ["Home", "News", "Harbour", "Letters", "Weather", "Subscribe", "Contact us", "About us"]
FOOT = [
    "Related stories",
    "Eel season opens",
    "Sluice keeper retires",
    "Privacy policy",
    "Terms of use",
    "© 2012 Sallow Herald",
]
ENGLISH = [
    "The ropewalk at Sallow was sold on Friday to its own workers, who had saved for it since the flood of 1998.",
    "They paid in nine instalments and one cow. The lawyer said that he had never had to describe a cow in a deed.",
    "The first rope under the new owners will be laid on Monday. It has been ordered by the harbour, and by a circus.",
]
CHINESE = [
    "沙洲镇的老渡口周五重新开放，镇上的居民已经等了七年。第一班船载着四十个人和两头羊，在雾中行驶了半个小时才靠岸。",
    "船长说，河道里的沙子比他父亲那时候多了一倍，所以每次开船之前都要先派一个孩子用竹竿去量水深，量好了才敢出发。",
    "镇政府答应明年修一座新码头。老人们并不着急，他们说旧码头还能再用三十年，只要没有人再把木板拿回家去烧火做饭。",
]
ARABIC = [
    "عاد القارب القديم إلى النهر يوم الجمعة بعد سبع سنوات قضاها على الضفة، وحمل في رحلته الأولى أربعين راكبا وخروفين.",
    "وقال الملاح إن الرمل في مجرى النهر صار ضعف ما كان عليه في أيام أبيه، ولذلك يرسل ولده قبل كل رحلة ليقيس عمق الماء.",
    "ووعد مجلس البلدة ببناء رصيف جديد في العام القادم، أما الشيوخ فقالوا إن الرصيف القديم يكفي ثلاثين سنة أخرى.",
]


def kept(dump: list[str]) -> list[str]:
    document = parse("\n".join(dump))
    return [block.text for block, verdict in zip(document.blocks, judge(document), strict=True) if verdict.keep]


@pytest.mark.parametrize("body", [ENGLISH, CHINESE, ARABIC], ids=["English", "Chinese", "Arabic"])
def test_menus_and_feet_go_in_every_script(body: list[str]) -> None:
    assert kept([*MENU, *body, *FOOT]) == body


@pytest.mark.parametrize("body", [ENGLISH, CHINESE, ARABIC], ids=["English", "Chinese", "Arabic"])
def test_cleaning_a_clean_text_removes_nothing(body: list[str]) -> None:
    assert kept(body) == body


def test_the_headline_is_told_from_section_and_byline() -> None:
    dump = [
        "Sallow Herald",
        "Home > Harbour",
        "Workers buy the ropewalk at Sallow",
        "By Orla Penhallow",
        "March 3, 2012",
        *ENGLISH,
    ]
    document = parse("\n".join(dump))
    verdicts = judge(document)
    reasons = {
        block.text: verdict.reason for block, verdict in zip(document.blocks, verdicts, strict=True) if not verdict.keep
    }
    assert reasons["Workers buy the ropewalk at Sallow"] == "headline"
    assert reasons["Home > Harbour"] == "navigation"
    assert reasons["By Orla Penhallow"] == "byline"
    assert reasons["March 3, 2012"] == "stamp"


def test_a_dump_that_begins_with_its_text_has_no_headline() -> None:
    document = parse("\n".join(ENGLISH))
    assert [verdict.reason for verdict in judge(document)] == ["", "", ""]


def test_a_cleaned_text_loses_no_line() -> None:
    document = parse("\n".join([ENGLISH[0], "What the ropewalk needs:", "Hemp", "Two cats", *ENGLISH[1:]]))
    assert all(verdict.keep for verdict in judge(document))


def test_a_cleaned_list_loses_no_line() -> None:
    document = parse("\n\n".join([ENGLISH[0], *(f"Rope {number}" for number in range(40))]))
    assert all(verdict.keep for verdict in judge(document))


def test_a_menu_above_the_text_is_no_cleaned_text() -> None:
    document = parse("\n\n".join([*MENU, *ENGLISH]))
    assert not any(verdict.keep for verdict in judge(document)[: len(MENU)])


def test_a_short_dump_without_notices_still_loses_its_headings() -> None:
    heads = ["Ropewalk to close for a week", "By Orla Penhallow", "March 3, 2012"]
    verdicts = judge(parse("\n".join([*heads, *ENGLISH])))
    assert [verdict.reason for verdict in verdicts] == ["headline", "byline", "stamp", "", "", ""]


def test_one_pitch_alone_opens_no_block() -> None:
    dump = [ENGLISH[0], "Subscribe now", "The ropewalk in figures", ENGLISH[1], ENGLISH[2]]
    document = parse("\n".join(dump))
    rules = [verdict.rule for verdict in judge(document)]
    assert rules[1] == "paywall.subscribe_pitch"
    assert "paywall.block" not in rules


def test_prose_ends_a_block() -> None:
    dump = [ENGLISH[0], "Subscribe now", "Yearly", "$40/year", "Cancel anytime", ENGLISH[1], ENGLISH[2]]
    document = parse("\n".join(dump))
    verdicts = judge(document)
    assert [verdict.keep for verdict in verdicts] == [True, False, False, False, False, True, True]
    assert {verdict.reason for verdict in verdicts[1:5]} == {"paywall"}


TYPES = [
    ("error_page", ["Sallow Herald", "404 - Page not found", "Search"]),
    ("login_only", ["Log in", "Forgot your password?", "Register", "Sign in with Google"]),
    ("consent_only", ["We value your privacy", "Accept all", "Reject all", "Cookie policy"]),
    ("no_article", ["Home", "News", "Harbour", "Letters", "Weather"]),
]


@pytest.mark.parametrize(("expected", "dump"), TYPES)
def test_pages_without_an_article(expected: str, dump: list[str]) -> None:
    document = parse("\n".join(dump))
    found = page_type(document, judge(document))
    assert found is not None
    assert found[0] == expected
    assert expected in REJECTIONS


def test_a_page_with_an_article_has_no_type() -> None:
    document = parse("\n".join(ENGLISH))
    assert page_type(document, [Verdict(True, "model")] * 3) is None


def test_nothing_gives_nothing() -> None:
    assert judge(Document([], "text")) == []


HOSTILE = [
    "by " + "a" * 117,
    "By " + "Ab " * 39 + "!",
    " / ".join(["x y"] * 29) + "/",
    "1 " * 59,
    "\ud800" * 60,
    "1" * 100_000,
    "- " * 50_000,
    "a" * 1_000_000,
    "\U0001f6a2" * 200,
]


@pytest.mark.parametrize("line", HOSTILE, ids=lambda line: ascii(line[:12]))
def test_hostile_lines_have_verdicts(line: str) -> None:
    document = parse("\n".join([line, *ENGLISH, line]))
    assert len(judge(document)) == len(document.blocks)


def test_many_lines_have_verdicts() -> None:
    document = parse("\n".join(["ab", ENGLISH[0], "c"] * 3000))
    assert len(judge(document)) == 9000


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.sampled_from([*ENGLISH, *MENU, *FOOT, *CHINESE]), st.text(max_size=80)), max_size=30))
def test_every_block_has_one_explained_verdict(dump: list[str]) -> None:
    document = parse("\n".join(dump))
    verdicts = judge(document)
    assert len(verdicts) == len(document.blocks)
    assert all(verdict.rule and (verdict.keep or verdict.reason in REASONS) for verdict in verdicts)
    assert verdicts == judge(document) == PLAIN.judge(document)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=60).map(str.strip).filter(bool), min_size=1, max_size=20))
def test_features_are_integers_a_line(texts: list[str]) -> None:
    import numpy as np

    texts = [text.replace("\n", " ") for text in texts]
    columns = measure(texts, [None] * len(texts), np.zeros((3, TONES), np.int8))
    assert all(len(values) == len(texts) and values.dtype.kind in "iu" for values in columns.values())
