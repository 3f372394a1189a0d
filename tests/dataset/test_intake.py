"""No page is lost: the account of raw pages and outcomes."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablepress.dataset.errors import AccountError
from cablepress.dataset.intake import Capture, account, age, page_digest

IDS = st.lists(st.sampled_from("abcdef"), max_size=8)


@given(pages=st.sets(st.sampled_from("abcdef")), outcomes=IDS)
def test_the_account_holds_only_for_one_outcome_a_page(pages, outcomes):
    if sorted(pages) == sorted(outcomes):
        account(pages, outcomes)
    else:
        with pytest.raises(AccountError) as caught:
            account(pages, outcomes)
        assert set(caught.value.missing) == pages - set(outcomes)
        assert set(caught.value.unknown) == set(outcomes) - pages
        assert set(caught.value.doubled) == {page for page in outcomes if outcomes.count(page) > 1}


def test_the_message_names_the_ids():
    with pytest.raises(AccountError, match="p1 without an outcome; p9 not among the raw pages"):
        account(["p1"], ["p9"])


@given(st.permutations(["aa", "bb", "cc"]))
def test_the_digest_does_not_depend_on_order(ids):
    assert page_digest(ids) == page_digest(["aa", "bb", "cc"]) != page_digest(["aab", "b", "cc"])


def test_the_oldest_capture_comes_first_and_undated_ones_last():
    noon, naive = datetime(2012, 1, 1, 12, tzinfo=UTC), datetime.fromisoformat("2012-01-01T11:00")
    captures = [Capture("a"), Capture("b", noon), Capture("c", naive)]
    assert [capture.url for capture in sorted(captures, key=age)] == ["c", "b", "a"]
