"""Shingles: what counts as a word, and what two texts share."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablepress.dataset.shingles import held, shingled, words

WORDS = [
    ("The FERRY left.", "the ferry left", "case and stops"),
    ("It's Ada’s boat, isn`t it", "its adas boat isnt it", "apostrophes in all encodings"),
    ("“Nobody” [at the pier] ‘waved’ – they say…", "nobody waved they say", "quotation marks, insertions, dashes"),
    ("a[b", "a b", "a bracket that never closes"),
    ("café Ñandú 42", "café ñandú 42", "letters beyond ASCII, digits"),
    ("渡船出发", "渡 船 出 发", "no blanks between words"),
    ("snake_case", "snake case", "underscores part words"),
    ("", "", "nothing"),
]


@pytest.mark.parametrize(("text", "expected", "note"), WORDS)
def test_words(text, expected, note):
    assert [word.decode() for word in words(text)] == expected.split()


@given(st.text(st.characters(max_codepoint=127)))
def test_the_fast_way_for_ascii_gives_the_same_words(text):
    assert words(text + " é")[:-1] == words(text)


@given(st.lists(st.sampled_from("abcdefg"), max_size=30), st.lists(st.sampled_from("abcdefg"), max_size=30))
def test_held_words_are_those_in_shared_runs_of_three(one, other):
    runs = {tuple(other[n : n + 3]) for n in range(len(other) - 2)}
    expected = [False] * (len(one) if len(one) > 2 else 0)
    for place in range(len(one) - 2):
        if tuple(one[place : place + 3]) in runs:
            expected[place : place + 3] = [True] * 3
    assert held(shingled(" ".join(one)), shingled(" ".join(other))).tolist() == expected


def test_hashes_are_the_same_on_every_machine():
    assert shingled("the quillwort ferry left at noon").compared.tolist()[0] == 742309178327357435
    assert shingled("a b c").compared.dtype == np.uint64


def test_word_order_matters():
    assert shingled("a b c").compared.tolist() != shingled("c b a").compared.tolist()
