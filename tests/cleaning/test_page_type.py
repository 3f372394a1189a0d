"""Pages that are no articles, and articles that look a little like one of them: one case a line."""

import re
import tomllib
from pathlib import Path

import pytest

from cablepress import clean
from cablepress.cleaning import page_type as module
from cablepress.cleaning.article import REJECTIONS, Article
from cablepress.cleaning.document import Block, Document, Verdict
from cablepress.cleaning.page_type import page_type

PROSE = "The harbour office will answer questions on the new timetable in the town hall on Thursday evening at seven. "
KEEP, DROP = Verdict(True, "model"), Verdict(False, "model", "boilerplate")
WALL = Verdict(False, "paywall.pitch", "paywall")


def page(*blocks: tuple[Block, Verdict], **fields: object) -> tuple[Document, list[Verdict]]:
    return Document(blocks=[block for block, _ in blocks], **fields), [verdict for _, verdict in blocks]


def kept(text: str, tag: str = "p") -> tuple[Block, Verdict]:
    return Block(text, tag), KEEP


TEASERS = [
    part
    for n in range(6)
    for part in ((Block(f"Story number {n}", "h3", link_chars=14), DROP), kept(f"A short teaser of story {n}."))
]
PLAIN = [kept(PROSE * 4)]
SHORT = [kept(PROSE)]

CASES = [  # blocks, what the page declares, expected rejection
    ([], {}, "empty"),
    (PLAIN, {}, None),
    (SHORT, {"title": "Harbour office answers questions"}, None),
    (SHORT, {"title": "404 - Page not found | Harbour Post"}, "error_page"),
    (SHORT, {"title": "Harbour Post", "headings": [("Seite nicht gefunden", "")]}, "error_page"),
    (SHORT, {"title": "Page not found: how the town archive lost its ledgers"}, "error_page"),  # too short to tell
    (PLAIN * 2, {"title": "Page not found: how the town archive lost its ledgers"}, None),
    (SHORT, {"title": "Anmelden | Uferbote"}, "login_only"),
    (PLAIN * 2, {"title": "Sign in, please: the library's new rules"}, None),
    (SHORT, {"title": "Watch: seal crosses the road"}, "media_only"),
    (SHORT, {"metas": [("og:type", "video.other")]}, "media_only"),
    (PLAIN * 2, {"metas": [("og:type", "video.other")]}, None),  # a video with its article
    (SHORT, {"json_ld": ['{"@type": "VideoObject"}']}, "media_only"),
    (SHORT, {"json_ld": ['{"@type": "NewsArticle", "video": {"@type": "VideoObject"}}']}, None),
    ([kept("We and our 84 partners use cookies to measure this page's audience.")], {}, "consent_only"),
    ([kept("The council banned cookies from the reading room."), *PLAIN], {}, None),
    (TEASERS, {}, "listing"),
    (TEASERS, {"metas": [("og:type", "article")]}, None),
    ([*TEASERS, *PLAIN], {}, None),
    ([*PLAIN, *[(b, DROP) for b, _ in TEASERS]], {}, None),  # related stories below an article
    ([(Block("Subscribe now"), WALL), (Block("9,90 € a month"), WALL)], {}, "paywall_only"),
    ([(Block("Home"), DROP), (Block("Subscribe now"), WALL)], {}, "no_article"),
]


@pytest.mark.parametrize(("blocks", "declared", "expected"), CASES)
def test_page_types(blocks, declared, expected):
    found = page_type(*page(*blocks, **declared))
    assert (found[0] if found else None) == expected
    assert found is None or (found[0] in REJECTIONS and found[1])


DUMPS = [
    (
        "404 - Page not found\nSorry, the page you are looking for could not be found. It may have been moved.\nHome",
        "error_page",
    ),
    (
        "Sign in to your account\nPlease sign in or register to continue. It only takes a minute.\nEmail\nPassword",
        "login_only",
    ),
]


@pytest.mark.parametrize(("dump", "reason"), DUMPS)
def test_dumps(dump, reason):
    assert clean(dump.encode(), media_type="text/plain").reason == reason


def test_a_dump_with_a_login_link_in_its_menu_is_an_article():
    dump = "\n".join(["Harbour Post", "Home", "Log in", "Office answers questions", *([PROSE.strip()] * 2)])
    assert isinstance(clean(dump.encode(), media_type="text/plain"), Article)


def test_every_phrase_compiles_alone():
    table = tomllib.loads((Path(module.__file__).parent / "page_types.toml").read_text(encoding="utf-8"))
    assert table.keys() <= REJECTIONS.keys()
    for phrases in table.values():
        for phrase in (one for many in phrases.values() for one in many):
            assert not re.compile(phrase).match("")
