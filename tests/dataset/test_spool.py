"""The spool keeps pages on disk and gives them back in order; nothing gets lost on the way."""

import errno
import resource
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablepress.cleaning.article import Rejection
from cablepress.dataset.errors import AccountError, RowError
from cablepress.dataset.intake import Capture
from cablepress.dataset.rows import article_row, in_order
from cablepress.dataset.schema import ARTICLES, REJECTS
from cablepress.dataset.spool import Spool


@pytest.fixture
def spool(tmp_path):
    with Spool(tmp_path / "spool") as made:
        yield made


def test_rows_come_back_as_they_are_made(spool, corpus):
    spool.take(reversed(corpus.outcomes))
    spool.note(corpus.intake.findings())
    spool.account()
    articles = [
        article_row(one, corpus.intake.captures[one.id]) for one in corpus.outcomes if not isinstance(one, Rejection)
    ]
    assert list(spool.rows(ARTICLES)) == in_order(ARTICLES, articles) == list(spool.rows(ARTICLES))
    assert [row["reason"] for row in spool.rows(REJECTS)] == [
        one.reason for one in sorted(corpus.outcomes, key=lambda one: one.id) if isinstance(one, Rejection)
    ]
    assert sorted(spool.months()) == ["2010-11", "2010-12"]


@given(st.permutations([None, 0.5, 0, 1, 3]))
def test_the_oldest_captures_outcome_is_kept(seconds):
    start = datetime(2012, 1, 1, tzinfo=UTC)
    found = [
        Rejection("p", "empty", url=str(s), captured_at=None if s is None else start + timedelta(seconds=s))
        for s in seconds
    ]
    with Spool(":memory:") as spool:
        spool.take(found)
        spool.note([("p", Capture())])
        spool.account()
        assert [row["url"] for row in spool.rows(REJECTS)] == ["0"]


IDS = st.sets(st.sampled_from("abcdef"))


@given(pages=IDS, outcomes=IDS)
def test_the_account_holds_only_if_pages_and_outcomes_are_the_same(pages, outcomes):
    with Spool(":memory:") as spool:
        spool.take(Rejection(page, "empty") for page in outcomes)
        spool.note((page, Capture()) for page in pages)
        if pages == outcomes:
            spool.account()
            assert spool.inputs({}).raw_pages == len(pages)
        else:
            with pytest.raises(AccountError) as caught:
                spool.account()
            assert (set(caught.value.missing), set(caught.value.unknown)) == (pages - outcomes, outcomes - pages)


def test_the_message_names_the_ids():
    with pytest.raises(AccountError, match="p1 without an outcome; p9 not among the raw pages"):
        raise AccountError(["p1"], ["p9"])


def test_a_place_that_is_no_text_names_its_page(spool):
    with pytest.raises(RowError, match="p1"):
        spool.note([("p1", Capture(source="\udcff.html"))])


def test_a_full_disk_is_an_os_error(spool, corpus):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    big = replace(corpus.outcomes[0], text="x" * 200_000)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(OSError, match="work folder") as caught:
            spool.take(replace(big, id=f"{n:064x}") for n in range(1000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert caught.value.errno == errno.ENOSPC
