"""Many pages at once: in order, whatever the count of workers; a fatal page costs itself alone."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cablepress.cleaning import workers
from cablepress.cleaning.article import Article
from cablepress.cleaning.child import Child, ChildDiedError, ChildError
from cablepress.cleaning.limits import Limits, fenced, held_bytes, limits_for
from cablepress.cleaning.workers import BATCH_PAGES, clean_pages
from cablepress.scraping.page import RawPage

GOOD = (
    "<html><body><article><h1>Ferry late again</h1><p>The ferry number {} left the harbour forty minutes late on "
    "Tuesday, and the harbour office could not say why.</p><p>Passengers waited on the quay in the rain, and two "
    "classes missed the connecting bus to the museum.</p></article></body></html>"
)


def good(number):
    return RawPage(GOOD.format(number).encode(), source=f"{number}.html")


@pytest.fixture
def poisoned(monkeypatch):
    """Let the words of a page be fatal; hand out the stand-in's processes to nobody else."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    import poison

    workers._close()
    monkeypatch.setattr(workers, "clean_page", poison.clean_page)
    yield
    workers._close()


@pytest.mark.parametrize("count", [1, 3])
def test_outcomes_come_in_the_order_of_the_pages(count):
    pages = [good(number) for number in range(3 * BATCH_PAGES + 1)]
    outcomes = list(clean_pages(pages, count))
    assert [one.source for one in outcomes] == [page.source for page in pages]
    assert all(isinstance(one, Article) for one in outcomes)


FATAL = [
    (b"LOOP", "too_slow", "SIGPROF"),
    (b"SEGFAULT", "crash", "SIGSEGV"),
    (b"EXIT", "crash", "exit code 7"),
    (b"KILLED", "crash", "SIGKILL"),
]


@pytest.mark.parametrize("count", [1, 2])
def test_a_fatal_page_costs_itself_alone(count, poisoned):
    pages = [RawPage(b"%d" % n, source=str(n)) for n in range(40)]
    for place, (word, _, _) in zip((0, 5, 6, 30), FATAL, strict=True):
        pages[place] = RawPage(word, "https://a.example/", source=word.decode())
    outcomes = list(clean_pages(pages, count))
    assert [(one.id, one.source) for one in outcomes] == [(page.id, page.source) for page in pages]
    lost = {one.source: one for one in outcomes if one.reason != "no_article"}
    assert {name: one.reason for name, one in lost.items()} == {word.decode(): reason for word, reason, _ in FATAL}
    assert all(seen in lost[word.decode()].evidence["seen"] for word, _, seen in FATAL)
    assert {one.url for one in lost.values()} == {"https://a.example/"}


def test_a_greedy_page_costs_itself_alone(poisoned):
    outcomes = list(clean_pages([RawPage(b"0"), RawPage(b"GREEDY"), RawPage(b"2")]))
    assert [one.reason for one in outcomes] == ["no_article", "out_of_memory", "no_article"]


def test_a_page_that_waits_for_nothing_is_given_up(poisoned, monkeypatch):
    list(clean_pages([RawPage(b"0")]))  # the process has started
    monkeypatch.setattr(workers, "_PATIENCE", 0.5)
    (lost,) = clean_pages([RawPage(b"SLEEP")])
    assert (lost.reason, lost.evidence["seen"]) == ("too_slow", "ended by SIGKILL: no answer in time")


def test_a_kill_from_outside_is_not_the_pages_fault(poisoned, tmp_path):
    mark = tmp_path / "mark"
    outcomes = list(clean_pages([RawPage(b"0"), RawPage(b"ONCE %s" % os.fsencode(mark)), RawPage(b"2")]))
    assert mark.exists()
    assert [one.reason for one in outcomes] == ["no_article"] * 3


def test_only_fatal_pages(poisoned):
    outcomes = list(clean_pages([RawPage(b"EXIT %d" % n) for n in range(3)]))
    assert {one.reason for one in outcomes} == {"crash"}
    assert len({one.id for one in outcomes}) == 3


def test_a_reader_that_stops_early_leaves_no_answers_behind():
    first = next(clean_pages([good(number) for number in range(40)], 2))
    assert first.source == "0.html"
    assert [one.source for one in clean_pages([good(7), good(8)])] == ["7.html", "8.html"]


def test_an_endless_input_is_read_only_as_far_as_needed():
    taken = []

    def endless():
        while True:
            taken.append(1)
            yield good(len(taken))

    outcomes = clean_pages(endless(), 2)
    for _ in range(5):
        next(outcomes)
    outcomes.close()
    assert len(taken) <= (4 * 2 + 2) * BATCH_PAGES


LIMITS = [  # bytes of the page, seconds, MiB
    (0, 2, 300),
    (1_000_000, 4, 340),
    (3_000_000, 8, 420),
    (20_000_000, 10, 1100),
]


@pytest.mark.parametrize(("size", "seconds", "mebibytes"), LIMITS)
def test_limits_grow_with_the_page(size, seconds, mebibytes):
    assert limits_for(size) == Limits(seconds, mebibytes << 20)


def test_memory_beyond_the_limit_is_refused_and_the_process_goes_on():
    code = (
        "from cablepress.cleaning.limits import *\n"
        "import resource\n"
        "before = resource.getrlimit(resource.RLIMIT_DATA)\n"
        "try:\n"
        "    with fenced(Limits(5, 50 << 20)): bytearray(60 << 20)\n"
        "except MemoryError: print('refused')\n"
        "with fenced(Limits(5, 50 << 20)): bytearray(30 << 20)\n"
        "assert resource.getrlimit(resource.RLIMIT_DATA) == before\n"
        "bytearray(60 << 20)\n"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "refused\n"
    )


def test_the_account_of_memory_sees_an_allocation():
    before = held_bytes()
    block = bytearray(64 << 20)
    assert held_bytes() - before > 60 << 20
    assert len(block) == 64 << 20


def test_the_fence_is_taken_down():
    with fenced(Limits(0.05, 1 << 30)):
        pass
    start = time.process_time()
    while time.process_time() < start + 0.1:
        pass


def test_a_child_tells_what_the_function_raised():
    child = Child()
    with pytest.raises(ChildError, match="ValueError: invalid literal"):
        list(child.each(int, ["1", "x"]))
    assert list(child.each(int, ["1", "2"])) == [1, 2]
    child.close()
    child.close()


def test_a_child_that_died_is_replaced():
    child = Child()
    with pytest.raises(ChildDiedError, match="exit code 3"):
        list(child.each(os._exit, [3]))
    assert list(child.each(abs, [-1])) == [1]
    child.close()


def test_a_child_does_not_outlive_its_parent(tmp_path):
    code = (
        "import os, signal, sys\n"
        "from cablepress.cleaning.child import Child\n"
        "child = Child()\n"
        "print(*child.each(os.getpgid, [0]), flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    group = int(done.stdout)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    raise AssertionError("the child still runs")
