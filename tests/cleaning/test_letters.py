"""Dumps as arrays of characters: words are told by their letters alone, wherever they stand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablepress.cleaning.letters import DENSE, KINDS, Letters

WORDS = [
    ("the same word", ["harbour"], ["the old harbour is shut"], "harbour", True),
    ("capitals do not count", ["Harbour"], ["a HARBOUR"], "harbour", True),
    ("a longer word", ["harbour"], ["harbours"], "harbour", False),
    ("letters in another order", ["eels"], ["else"], "eels", False),
    ("another script", ["Гавань открыта"], ["гавань"], "гавань", True),
]


def hashes(texts: list[str]) -> set[int]:
    return set(Letters(texts).word_hashes.tolist())


@pytest.mark.parametrize(("note", "one", "other", "word", "shared"), WORDS, ids=[row[0] for row in WORDS])
def test_words_have_one_hash(note: str, one: list[str], other: list[str], word: str, shared: bool) -> None:
    (wanted,) = hashes([word])
    assert wanted in hashes(one)
    assert (wanted in hashes(other)) == shared


def test_far_into_a_dump_words_keep_their_hash() -> None:
    assert hashes(["eel " * 40_000]) == hashes(["eel"])


def test_scripts_without_spaces_are_read_in_pairs() -> None:
    letters = Letters(["渡口开放", "ropes"])
    assert letters.word_lengths.tolist() == [5, 4, 4, 4]
    assert letters.word_lines.tolist() == [1, 0, 0, 0]
    assert letters.kind[0] == DENSE


@given(st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=6))
def test_every_character_is_counted_in_its_line(texts: list[str]) -> None:
    counts = Letters(texts).counts()
    assert counts.shape == (len(texts), KINDS)
    assert counts.sum(1).tolist() == [len(text) + 1 for text in texts]


@given(st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=4), st.text(max_size=9))
def test_what_stands_before_changes_no_word(texts: list[str], before: str) -> None:
    alone, later = Letters(texts), Letters([before + ".", *texts])
    words = later.word_lines > 0
    assert np.array_equal(alone.word_hashes, later.word_hashes[words])
