"""Words of a dump are told by their letters alone, wherever they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablepress.cleaning.letters import DENSE, DIGIT, LOWER, UPPER
from cablepress.cleaning.word_hashes import words_of

WORDS = [
    ("the same word", ["harbour"], ["the old harbour is shut"], "harbour", True),
    ("capitals do not count", ["Harbour"], ["a HARBOUR"], "harbour", True),
    ("a longer word", ["harbour"], ["harbours"], "harbour", False),
    ("letters in another order", ["eels"], ["else"], "eels", False),
    ("another script", ["Гавань открыта"], ["гавань"], "гавань", True),
]


def hashes(texts: list[str]) -> set[int]:
    return set(words_of(texts).hash.tolist())


@pytest.mark.parametrize(("note", "one", "other", "word", "shared"), WORDS, ids=[row[0] for row in WORDS])
def test_words_have_one_hash(note: str, one: list[str], other: list[str], word: str, shared: bool) -> None:
    (wanted,) = hashes([word])
    assert wanted in hashes(one)
    assert (wanted in hashes(other)) == shared


def test_far_into_a_dump_words_keep_their_hash() -> None:
    assert hashes(["eel " * 40_000]) == hashes(["eel"])


READ = [
    ("words with the line they stand in", ["The 3 eels.", "Ñu"], [0, 0, 0, 1], [3, 1, 4, 2], [UPPER, DIGIT, LOWER, UPPER]),
    ("a mark that has no length ends no word", ["हिन्दी"], [0], [6], None),
    ("no words", ["…", "–"], [], [], []),
    ("pairs of letters in scripts without spaces", ["渡口开放", "ropes"], [1, 0, 0, 0], [5, 4, 4, 4], [LOWER, *[DENSE] * 3]),
    ("which no other character parts", ["渡口, 开", "放a"], [1], [1], None),
]  # fmt: skip


@pytest.mark.parametrize(("note", "texts", "lines", "lengths", "kinds"), READ, ids=[row[0] for row in READ])
def test_words_are_read(note, texts, lines, lengths, kinds) -> None:
    words = words_of(texts)
    assert words.line.tolist()[: len(lines)] == lines
    assert words.length.tolist()[: len(lengths)] == lengths
    assert kinds is None or words.kind.tolist() == kinds
    assert len(words.hash) == len(words.line)


@given(st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=4), st.text(max_size=9))
def test_what_stands_before_changes_no_word(texts: list[str], before: str) -> None:
    alone, later = words_of(texts), words_of([before + ".", *texts])
    behind = [value for value, line in zip(later.hash, later.line, strict=True) if line > 0]
    assert alone.hash.tolist() == behind
