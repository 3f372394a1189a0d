"""The words' scores: the sum of the weights of what is said to be looked up."""

from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablepress.cleaning.document import Block
from cablepress.cleaning.lexicon import NAME_KINDS, TEXT_KINDS, name_scores, name_tokens, text_scores, text_tokens
from cablepress.cleaning.word_table import MOST_WORDS, Sums, key_of, table

from ..compiled import plain

TEXTS = [  # the text, and the words that are looked up, by kind
    ("", {"any": [], "first": [], "start": [""]}),
    ("Read more:", {"any": ["read", "more"], "first": ["read"], "start": ["read more"]}),
    ("READ, READ", {"any": ["read"], "first": ["read"], "start": ["read read"]}),
    ("2010 A—B's c_d", {"any": ["a", "b", "s", "c", "d"], "first": ["a"], "start": ["a b s c"]}),
    ("a b c d e f g a i j k l m n", {"early": [*"abcd"], "late": ["m", "n"], "first": ["a"], "pair": ["a b"]}),
    ("a a " + ". " * 12 + "b", {"early": ["a", "b"], "late": ["a", "b"], "first": ["a"], "pair": ["a a"]}),
]
NAMES = [
    ("", {"own": [], "around": []}),
    ("post-body main", {"own": ["post", "body", "main"], "around": ["post", "body", "main"]}),
    ("a a_b-a c d", {"own": [*"ab"], "around": [*"abc", "d"]}),
    (" ".join(f"n{n}" for n in range(60)), {"own": ["n0", "n1", "n2", "n3"], "around": [f"n{n}" for n in range(40)]}),
]
PLAIN = plain("cablepress.cleaning.word_table")
WORDS = ("Read", "more", "Ana's", "ÉTÉ", "2010", "—", "फेरी", "quay,", "the", "İ", "x²", "ΟΔΟΣ", "_", "\u2003")
SEPARATED = ("post", "body", "a-b", "a_b", "é", "\u2003", "\x1f", "--")


def by_kind(tokens):
    return {kind: sorted(words) for kind, words in tokens}


@pytest.mark.parametrize(("text", "tokens"), TEXTS, ids=[text[:12] for text, _ in TEXTS])
def test_what_is_looked_up_of_a_text(text, tokens):
    assert by_kind(text_tokens(text)) == by_kind(tokens.items())


@pytest.mark.parametrize(("names", "tokens"), NAMES, ids=[names[:12] for names, _ in NAMES])
def test_what_is_looked_up_of_names(names, tokens):
    assert by_kind(name_tokens(names)) == by_kind(tokens.items())


def weights_of(tokens, kinds):
    """Every word that is looked up has a weight of its own, by which it is known in a sum."""
    keys = [(kind, word) for kind, words in tokens for word in sorted(words)][:60]
    weights = {kind: {} for kind in kinds}
    for place, (kind, word) in enumerate(keys):
        weights[kind][word] = 1 << place
    return weights, (1 << len(keys)) - 1


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=5), max_size=30).map(" ".join))
def test_the_score_of_a_text_is_the_sum_over_what_is_looked_up(text):
    weights, whole = weights_of(text_tokens(text), TEXT_KINDS)
    scores = text_scores([Block(text), Block("unknown"), Block(text)], table(weights, TEXT_KINDS))
    assert scores.tolist()[::2] == [whole] * 2


@given(st.lists(st.sampled_from(SEPARATED), max_size=60).map(" ".join))
def test_the_score_of_names_is_the_sum_over_what_is_looked_up(names):
    weights, whole = weights_of(name_tokens(names), NAME_KINDS)
    assert name_scores([Block("x", marks=names)] * 2, table(weights, NAME_KINDS)).tolist() == [whole] * 2


def test_unknown_words_weigh_nothing():
    known = table({"any": {"read": 5}}, TEXT_KINDS)
    assert text_scores([Block("Reads"), Block("read"), Block("ead"), Block("r ead")], known).tolist() == [0, 5, 0, 0]
    assert text_scores([Block("read")], table({}, TEXT_KINDS)).tolist() == [0]


@given(st.integers(0, 9), st.lists(st.text("ab\u00e9\U0001d4b3", min_size=1), max_size=4))
def test_a_key_is_of_a_kind_and_of_words(kind, words):
    numbers = [reduce(PLAIN.spread, map(ord, word), PLAIN.NOTHING) for word in words]
    expected = reduce(PLAIN.spread, [kind, *numbers], PLAIN.NOTHING)
    assert key_of(kind, " ".join(words)) == PLAIN.key_of(kind, " ".join(words)) == expected


def test_words_that_cannot_be_told_apart_are_refused():
    with pytest.raises(ValueError, match="key of another word"):
        table({"pair": {"a b": 1, "a  b": 2}}, TEXT_KINDS)


def test_no_text_has_more_words_than_there_is_room_for():
    sums = Sums(table({}, TEXT_KINDS))
    assert sums.read("a " * 1_000) == MOST_WORDS
    assert sums.read_names("a " * 1_000, 1_000) == MOST_WORDS
    assert text_scores([Block("İ" * 1_000)], table({}, TEXT_KINDS)).tolist() == [0]
