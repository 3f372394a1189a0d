"""Copies of a story are found, other stories with the same quotation are not; whatever the order."""

import random

import pytest

from bench.wire_copies import pairs
from bench.wire_stories import Newsroom, copies
from cablepress.dataset.likeness import similarity, stories
from cablepress.dataset.shingles import shingled

ROOM = Newsroom(5)
STORY, OTHER = (" ".join(ROOM.words(200)) for _ in range(2))
HALF = " ".join(STORY.split()[:90])
QUOTE = " ".join(STORY.split()[40:75])
EDITED = " ".join(ROOM.edited_words([STORY.split()], 0.25)[0])

PAIRS = [
    (STORY, STORY, 100, "the same"),
    (STORY, f"A new headline {STORY}", 100, "another headline"),
    (STORY, STORY.upper(), 100, "another case"),
    (STORY, HALF, 100, "cut from the bottom"),
    (STORY, OTHER, 0, "another story"),
    (f"{STORY} {QUOTE}", f"{OTHER} {QUOTE}", 0, "another story with the same quotation"),
    ("a caption of six short words", "a caption of six short words", 100, "short and the same"),
    ("a caption of six short words", "a caption of six long words", 0, "short and not quite the same"),
    ("", "", 0, "nothing"),
    ("one two", "one two", 0, "too short for a shingle"),
]


@pytest.mark.parametrize(("one", "other", "expected", "note"), PAIRS, ids=[p[3] for p in PAIRS])
def test_similarity(one, other, expected, note):
    assert similarity(shingled(one), shingled(other)) == expected
    assert similarity(shingled(other), shingled(one)) == expected


def test_scattered_edits_leave_a_similarity():
    assert 40 <= similarity(shingled(STORY), shingled(EDITED)) < 90


def test_copies_are_grouped_and_excerpts_join_one_story():
    roundup = f"{STORY} {OTHER}"
    texts = [OTHER, STORY, "", HALF, EDITED, " ".join(ROOM.words(150)), f"new headline {OTHER}"]
    assert stories([shingled(text) for text in texts]) == [0, 1, 2, 1, 1, 5, 0]
    found = stories([shingled(text) for text in [*texts, roundup]])
    assert found[1] == found[3] == found[4]


def test_precision_and_recall_on_invented_wire_stories():
    made = list(copies(1_200, seed=11))
    true, told = pairs(copy.story for copy in made), pairs(stories([shingled(copy.text) for copy in made]))
    assert len(true & told) / len(told) >= 0.98
    assert len(true & told) / len(true) >= 0.98


def test_order_does_not_matter():
    made = [shingled(copy.text) for copy in copies(300, seed=3)]
    shuffled = list(range(len(made)))
    random.Random(1).shuffle(shuffled)
    back = {
        (min(shuffled[a], shuffled[b]), max(shuffled[a], shuffled[b]))
        for a, b in pairs(stories([made[n] for n in shuffled]))
    }
    assert pairs(stories(made)) == back


@pytest.mark.parametrize("texts", [[], ["alone"], ["", ""]])
def test_nothing_to_pair(texts):
    assert stories([shingled(text) for text in texts]) == list(range(len(texts)))
