"""Captures have an order, and a set of raw pages has a name."""

import hashlib
from datetime import UTC, datetime

from cablepress.dataset.intake import Capture, age, page_digest


def test_the_digest_names_the_set_of_pages():
    assert page_digest(["aa", "bb", "cc"]) == (3, hashlib.sha256(b"aa\nbb\ncc\n").hexdigest())
    assert page_digest(["aa", "bb"]) != page_digest(["aab", "b"])


def test_the_oldest_capture_comes_first_and_undated_ones_last():
    noon, naive = datetime(2012, 1, 1, 12, tzinfo=UTC), datetime.fromisoformat("2012-01-01T11:00")
    captures = [Capture("a"), Capture("b", noon), Capture("c", naive)]
    assert [capture.url for capture in sorted(captures, key=age)] == ["c", "b", "a"]
