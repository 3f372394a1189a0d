"""The rule tables: every example is struck, every counterexample survives, no pattern can be slow."""

import re
from datetime import date
from functools import cache
from importlib import resources
from operator import attrgetter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cablepress.cleaning import rules
from cablepress.cleaning.matching import LINE_CAP, PART_CAP, fold, match, match_all
from cablepress.cleaning.rules import Rule, RuleError, load, needs, parse, room_after

from ..compiled import plain

LANGUAGES = {"en", "hi", "ur", "bn", "ta", "ml", "mr", "ar", "de", "fr", "es", "it", "pt", "nl", "ru", "zh"}

# One line of each kind in each language of the corpus; the table it must fall to.
STRUCK = [
    ("You’ve reached your limit of {{free_limit}} free articles this month.", "paywall"),
    ("You have 2 free articles left this month", "paywall"),
    ("Subscribe now for unlimited access.", "paywall"),
    ("Already subscribed? Log in", "paywall"),
    ("Subscribe to read the full story →", "paywall"),
    ("To continue reading this story, please subscribe", "paywall"),
    ("Premium article", "paywall"),
    ("This article is for subscribers only", "paywall"),
    ("This article is closed for comments.", "comments"),
    ("Please Email the Editor", "credit"),
    ("Our code of editorial values", "credit"),
    ("Printable version | Sep 21, 2021 6:19:04 AM |", "stamp"),
    ("Last Updated : Jan 21 2013 | 2:34 AM IST", "stamp"),
    ("This article is more than 11 years old", "stamp"),
    ("This was published 13 years ago", "stamp"),
    ("Next Story", "related"),
    ("READ ALSO: River port to reopen", "related"),
    ("Sign up for our morning newsletter", "newsletter"),
    ("We use cookies to give you the best experience on our website.", "cookies"),
    ("Share on Facebook", "share"),
    ("Print this page", "share"),
    ("Story continues below advertisement", "advert"),
    ("Get our app", "advert"),
    ("© 2011 Lower Valley Press. All rights reserved.", "credit"),
    ("With inputs from PTI", "credit"),
    ("Skip to main content", "navigation"),
    ("continued on page 2", "navigation"),
    ("Jetzt kostenlos testen", "paywall"),
    ("Nur für Abonnenten", "paywall"),
    ("Wir verwenden Cookies, um Inhalte zu personalisieren.", "cookies"),
    ("La suite est réservée aux abonnés", "paywall"),
    ("Déjà abonné ? Connectez-vous", "paywall"),
    ("Suscríbete para seguir leyendo", "paywall"),
    ("Noticias relacionadas", "related"),
    ("Abbonati per leggere tutto", "paywall"),
    ("Conteúdo exclusivo para assinantes", "paywall"),
    ("Lees ook: Brug blijft dicht", "related"),
    ("Читайте также: Мост закрыли на ремонт", "related"),
    ("Только для подписчиков", "paywall"),
    ("यह भी पढ़ें: पुल फिर खुला", "related"),
    ("सब्सक्राइब करें", "paywall"),
    ("یہ بھی پڑھیں: پل دوبارہ کھل گیا", "related"),
    ("আরও পড়ুন: সেতু আবার খুলল", "related"),
    ("மேலும் படிக்க", "related"),
    ("തുടർന്ന് വായിക്കാൻ ലോഗിൻ ചെയ്യുക", "paywall"),
    ("हेही वाचा: पूल पुन्हा खुला", "related"),
    ("اقرأ أيضا: إعادة فتح الجسر", "related"),
    ("登录后阅读全文", "paywall"),
    ("相关阅读：大桥重新开放", "related"),
    ("この記事は有料会員限定です", "paywall"),
    ("People are also reading…", "related"),
    ("What others are reading", "related"),
    ("Related to this story", "related"),
    ("Hot topics", "related"),
    ("Register / Sign in to unlock more articles", "paywall"),
    ("Unlimited online access to the Herald and nine other papers with one account.", "paywall"),
    ("Enjoy additional articles per month", "paywall"),
    ("Exclusive to subscribers", "paywall"),
    ("2 Wochen kostenlos testen", "paywall"),
    ("If you have enabled privacy controls on your browser, we take that as a request to opt out.", "cookies"),
    ("Support local news", "advert"),
    ("Check price at Ropewalk & Sons", "advert"),
    ("Listen on Apple Podcasts", "share"),
    ("Make us your preferred source on Google", "share"),
    ("Read our community guidelines", "comments"),
    ("Lue myös", "related"),
    ("Διαβάστε επίσης", "related"),
]

PROSE = [
    "Subscribe, the clerk used to say, and you will be a man of letters; he himself had never paid for a paper.",
    "“Share on,” the foreman told the crew, and the last of the bread went round a third time.",
    "Print was dead, they said in 1999, and 2009, and again this spring, when the town bought two presses.",
    "The cookies were burnt, the tea was cold, and the privacy of the kitchen was all that anyone enjoyed.",
    "Next story windows had been bricked up since the fire, so that the third floor was dark by three.",
    "Comments from the ministry were expected on Monday.",
    "All rights of way across the moor were closed for a week.",
    "He said: “Sign up or go home.” Forty men signed.",
    "Advertising for the post brought nine letters, one of them from the harbour master’s own son.",
    "An app for the ferry is promised for March, but the ferry is not.",
]


@pytest.mark.parametrize("rule", load(), ids=lambda rule: rule.id)
def test_examples_and_counterexamples(rule: Rule) -> None:
    found = match(rule.example, publisher=rule.publisher, day=rule.since, weak=rule.weak)
    assert found is rule
    spared = match(rule.counterexample, publisher=rule.publisher, day=rule.since, weak=True)
    assert spared is None, spared.id
    assert rule.example != rule.counterexample


@pytest.mark.parametrize(("line", "table"), STRUCK)
def test_struck(line: str, table: str) -> None:
    found = match(line)
    assert found is not None
    assert found.id.split(".")[0] == table


@pytest.mark.parametrize("line", PROSE)
def test_prose_survives(line: str) -> None:
    found = match(line, weak=True)
    assert found is None, found.id


@pytest.mark.parametrize("name", rules.TABLES)
def test_every_table_is_safe(name):
    """Reading the shipped tables for cleaning leaves these checks out."""
    toml = resources.files("cablepress.cleaning").joinpath(f"{name}.toml").read_text("utf-8")
    assert parse(name, toml) == [rule for rule in load() if rule.id.startswith(f"{name}.")]


def test_ids_are_unique_and_name_their_table() -> None:
    ids = [rule.id for rule in load()]
    assert len(ids) == len(set(ids))
    assert {rule_id.split(".")[0] for rule_id in ids} == set(rules.TABLES)


def test_paywalls_are_known_in_every_language() -> None:
    assert {rule.language for rule in load() if rule.reason == "paywall"} >= LANGUAGES


def test_weak_rules_answer_only_when_asked() -> None:
    assert match("₹300/Month") is None
    found = match("₹300/Month", weak=True)
    assert found is not None
    assert found.id == "paywall.price"


def test_all_lines_of_a_page_are_answered_as_each_alone() -> None:
    lines = [line for rule in load() for line in (rule.example, rule.counterexample)] + ["", "x" * (LINE_CAP + 1)]
    assert match_all(lines) == [match(line, weak=True) for line in lines]


ALTERNATIVES = [
    (rule, alternative) for rule in sorted(load(), key=attrgetter("weak")) for alternative in rule.alternatives
]
PLAIN = plain("cablepress.cleaning.matching")


@st.composite
def nearly_struck(draw):
    """An alternative, and a line that it matches, or that has a piece too few or too many."""
    _, alternative = draw(st.sampled_from(ALTERNATIVES))
    line = draw(st.from_regex(re.compile(alternative), fullmatch=True))
    start, end = sorted((draw(st.integers(0, len(line))), draw(st.integers(0, len(line)))))
    kept = draw(st.sampled_from((line, line, line[:start] + line[end:])))
    return alternative, kept + draw(st.sampled_from(("", "", " more", "\n", " a\nb", "s", "9")))


@cache
def as_regex(alternative):
    return re.compile(alternative)


@settings(deadline=None)  # the first example of each alternative compiles it
@given(nearly_struck())
def test_what_an_alternative_needs_stands_in_all_that_it_matches(case):
    alternative, line = case
    matches = bool(as_regex(alternative).fullmatch(line))
    place = 0
    for texts in needs(alternative):
        ends = [line.find(text, place) + len(text) for text in texts if text in line[place:]]
        assert ends or not matches
        place = min(ends, default=len(line))
    room = room_after(alternative)
    if room is not None:
        start = rules.needle(alternative)
        assert matches == (line.startswith(start) and len(line) - len(start) <= room and "\n" not in line)


@settings(deadline=None)  # the first example of each alternative compiles it
@given(nearly_struck())
def test_the_first_rule_of_all_answers(case):
    folded = fold(case[1])[:LINE_CAP]
    whole = next((rule for rule, alt in ALTERNATIVES if not rule.inside and as_regex(alt).fullmatch(folded)), None)
    inside = next((rule for rule, alt in ALTERNATIVES if rule.inside and as_regex(alt).search(folded)), None)
    expected = inside if whole is None or (whole.weak and inside and not inside.weak) else whole
    assert match_all([folded]) == PLAIN.match_all([folded]) == [expected if folded else None]


def test_digest_is_of_the_rules() -> None:
    assert re.fullmatch("[0-9a-f]{64}", rules.digest())


GOOD = """
[label]
reason = "related"
language = "en"
pattern = 'other (stories|news)'
example = "Other news"
counterexample = "Other newsmen had left by then."
"""


def test_a_good_table() -> None:
    (rule,) = parse("table", GOOD)
    assert rule.id == "table.label"
    assert rule.alternatives == ("other (?:stories|news)",)


BAD = [
    (GOOD.replace('reason = "related"', 'reason = "odd"'), r"table.toml: label: reason: 'odd'"),
    (GOOD.replace('reason = "related"\n', ""), "table.toml: label: reason: a text is needed"),
    (GOOD.replace('example = "Other news"', "example = 3"), "table.toml: label: example: a str is needed"),
    (GOOD + 'colour = "red"', "table.toml: label: colour: unknown field"),
    (GOOD + 'since = "soon"', "table.toml: label: since: a date is needed"),
    (GOOD.replace("other (stories|news)", "other .*"), "not in the safe part"),
    (GOOD.replace("other (stories|news)", "other .+"), "not in the safe part"),
    (GOOD.replace("other (stories|news)", "other (a|b){2,9}"), "a group may not be counted"),
    (GOOD.replace("other (stories|news)", "other .{0,60}a.{0,60}b.{0,60}"), "repeats too much"),
    (GOOD.replace("other (stories|news)", "other .{0,500}"), "repeats too much"),
    (GOOD.replace("other (stories|news)", ".{0,60}other"), "must begin with a literal"),
    (GOOD.replace("other (stories|news)", "(a|b)other"), "must begin with a literal"),
    (GOOD.replace("other (stories|news)", "other (?:a|b)"), "not in the safe part|nothing to repeat"),
    (GOOD.replace("other (stories|news)", "other (a|b"), "missing|unterminated"),
    (GOOD.replace("other (stories|news)", "other (a|(b|(c|(d|e))))"), "groups stand too deep"),
    ("label = 3", "table.toml: label: not a section"),
    ("[label", "table.toml: not TOML"),
]


@pytest.mark.parametrize(("toml", "message"), BAD)
def test_bad_tables_name_file_rule_and_field(toml: str, message: str) -> None:
    with pytest.raises(RuleError, match=message):
        parse("table", toml)


def test_rules_of_an_outlet_and_of_a_time() -> None:
    toml = GOOD + 'publisher = "news.example"\nsince = 2010-01-01\nuntil = 2012-12-31\n'
    (rule,) = parse("table", toml)
    assert rule.applies("m.news.example", date(2011, 5, 1))
    assert rule.applies("news.example", None)
    assert not rule.applies("oldnews.example", date(2011, 5, 1))
    assert not rule.applies(None, date(2011, 5, 1))
    assert not rule.applies("news.example", date(2013, 1, 1))
    assert not rule.applies("news.example", date(2009, 12, 31))


HOSTILE = [
    " " * 100_000,
    "-" * 100_000,
    "9" * 100_000,
    "9 " * 50_000,
    "subscribe to " * 10_000,
    "subscribe to " + " " * (LINE_CAP - 20) + "x",
    "you have " + "1 " * 190,
    "updated " + "-" * 390,
    "©" * LINE_CAP,
    "{{ " * (PART_CAP // 3),
    "<%" * (PART_CAP // 2),
    '","' * (PART_CAP // 3),
    "sign up for " * (PART_CAP // 12),
    "\ud800" * 50,
    "\0",
    "",
    "।" * 300,
]


@pytest.mark.parametrize("line", HOSTILE, ids=lambda line: ascii(line[:14]))
def test_hostile_lines_have_an_answer(line: str) -> None:
    match(line, weak=True)


def test_long_lines_are_looked_at_for_parts_only() -> None:
    assert match("Subscribe now " + "x" * LINE_CAP) is None
    part = "All rights reserved"
    found = match("The rope is ours. " * 25 + part)
    assert found is not None
    assert found.id == "credit.copyright_inside"
    assert match("x" * (PART_CAP - len(part)) + part) is not None
    assert match("x" * (PART_CAP - len(part) + 1) + part) is None


def test_the_work_for_a_line_is_bounded_by_the_patterns() -> None:
    """Every repeat is counted, no repeat stands in another, and wide ones are few: no pattern can backtrack far."""
    for rule in load():
        for alternative in rule.alternatives:
            highs = [int(high) for high in re.findall(r"\{(?:\d+,)?(\d+)\}", alternative)]
            bare = re.sub(r"\\.|\[[^\]]*\]", "x", alternative)
            assert "*" not in bare
            assert "+" not in bare
            assert "){" not in bare
            assert max(highs, default=0) <= rules.WIDE
            assert sum(high > rules.NARROW for high in highs) <= rules.GAPS


@pytest.mark.parametrize(
    ("line", "folded"),
    [
        ("» Next Story »", "next story"),
        ("[ Advertisement ]", "advertisement"),
        ("You’ve", "you've"),
        ("…", ""),
        ("पढ़ें।", "पढ़ें"),
    ],
)
def test_fold(line: str, folded: str) -> None:
    assert fold(line) == folded
