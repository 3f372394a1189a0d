"""Hostile input: every case ends within its bounds, as what it is; text that is there to be kept is kept."""

import gzip
import os
import random
import re
import socket
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cablepress.cleaning.article import DEFECTS, Article
from cablepress.cleaning.pipeline import clean
from cablepress.cleaning.shard import row_of
from cablepress.cleaning.shard_files import REJECTS, SortedRows, articles_schema
from cablepress.cleaning.store import to_line
from cablepress.cleaning.workers import clean_pages
from cablepress.scraping.page import NotAPage, RawPage
from cablepress.scraping.store import read_raw

from .hostile import ARTICLE, TITLE, Case, cases, page

CASES = cases()


@pytest.fixture(scope="module")
def outcomes():
    """Each case's outcome, cleaned within the limits of time and memory."""
    pages = [RawPage(case.body, case.url, case.media_type, None, case.name) for case in CASES]
    return dict(zip((case.name for case in CASES), clean_pages(pages), strict=True))


def flat(text):
    return re.sub(r"\s+", " ", text)


def test_the_cases_are_many_and_told_apart():
    assert len({case.name for case in CASES}) == len(CASES) >= 200


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case, outcomes):
    outcome = outcomes[case.name]
    if not isinstance(outcome, Article):
        assert outcome.reason not in DEFECTS, outcome.evidence
        assert outcome.reason in case.reasons, outcome.evidence
        return
    assert case.keep, outcome.text[:200]
    text = flat(outcome.text)
    assert [sentence for sentence in case.keep if flat(sentence) not in text] == []


def test_every_outcome_can_be_written(outcomes, tmp_path):
    articles, rejects = SortedRows(articles_schema(), tmp_path), SortedRows(REJECTS, tmp_path)
    for outcome in outcomes.values():
        if len(to_line(outcome).encode()) > 100_000:  # the same in long
            continue
        (articles if isinstance(outcome, Article) else rejects).add({"detail": "", **row_of(outcome)})
    articles.write(tmp_path / "articles")
    assert articles.count + rejects.count > 300


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_page_broken_at_any_place_is_cleaned(data):
    body = bytearray(page(ARTICLE, '<script type="application/ld+json">{"@type":"NewsArticle"}</script>').encode())
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(body)))
        body[place : place + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=12))
    assert getattr(clean(bytes(body)), "reason", "") not in DEFECTS


NAMES = (
    b"-rf.html",
    b"a\nb.html",
    b"\xff\xfe.html",
    b"$(x).html",
    b"x" * 250 + b".html",
    "\u202elmth.html".encode(),
    b"%00.html",
)


def test_names_of_files_are_names(tmp_path):
    for name in NAMES:
        (tmp_path / os.fsdecode(name)).write_text(page())
    found = list(read_raw([tmp_path]))
    assert len(found) == len(NAMES)
    for outcome in clean_pages(found):
        assert outcome.title == TITLE
        assert len(to_line(outcome).encode().splitlines()) == 1


def test_what_is_no_file_stops_nothing(tmp_path):
    (tmp_path / "good.html").write_text(page())
    os.mkfifo(tmp_path / "pipe.html")
    (tmp_path / "folder.html").mkdir()
    (tmp_path / "loop.html").symlink_to("loop.html")
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    (tmp_path / "around").symlink_to(tmp_path)
    (tmp_path / "memory.html").symlink_to("/dev/zero")
    (tmp_path / "secret.html").symlink_to("/etc/passwd")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.fspath(tmp_path / "socket.html"))
        found = list(read_raw([tmp_path]))
    assert [one.source for one in found if isinstance(one, RawPage)] == ["good.html"]
    assert {one.source: one.reason for one in found if isinstance(one, NotAPage)} == {
        "a": "unreadable",
        "b": "unreadable",
        "loop.html": "unreadable",
        "memory.html": "outside",
        "pipe.html": "unreadable",
        "secret.html": "outside",
        "socket.html": "unreadable",
    }


def record(number, length=None, body=None):
    body = page(ARTICLE.replace("Marguerite", f"Number {number}")).encode() if body is None else body
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/{number}\r\nContent-Length: {length or len(block)}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


def test_an_archive_of_traps_delivers_the_neighbours_in_bounded_memory(tmp_path):
    good = [gzip.compress(record(number)) for number in range(6)]
    broken = bytearray(gzip.compress(record(90)))
    broken[len(broken) // 2] ^= 0xFF
    bomb = gzip.compress(record(91, body=b"\0" * 60_000_000), 9)
    claims = gzip.compress(record(92, length=2**63))
    traps = [bytes(broken), bomb, claims, random.Random(5).randbytes(50_000), gzip.compress(b"not a record")]
    archive = tmp_path / "traps.warc.gz"
    archive.write_bytes(b"".join(piece for pair in zip(good, traps, strict=False) for piece in pair) + good[-1])
    code = (
        "import sys; from pathlib import Path; from cablepress.scraping.store import read_raw\n"
        "for one in read_raw([Path(sys.argv[1])]): print(type(one).__name__, getattr(one, 'reason', one.url if hasattr(one, 'url') else ''))\n"
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    done = subprocess.run([sys.executable, "-c", code, archive], capture_output=True, text=True, check=True)
    *found, peak = done.stdout.splitlines()
    assert [line for line in found if line.startswith("RawPage")] == [f"RawPage http://a.example/{n}" for n in range(6)]
    reasons = [line.split()[1] for line in found if line.startswith("NotAPage")]
    assert set(reasons) == {"damaged", "too_large"}
    assert len(reasons) >= len(traps)
    assert int(peak) < 300_000  # KiB
