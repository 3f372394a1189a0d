"""The model: what its file promises, and that its arithmetic is exact."""

import json
from importlib import resources

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablepress.cleaning import model
from cablepress.cleaning.html import parse
from cablepress.cleaning.lexicon import TEXT_KINDS, name_scores, text_score, text_scores, text_tokens, total

CONTENT = {
    "features": ["size", "link_share"],
    "questions": [[0, 10.5], [1, 0.25]],
    "trees": [[0, 1], [1, 1]],
    "leaves": [[-5, 7, -30, 2], [1, 0, 0, -1]],
    "bias": 3,
    "unit": 10,
    "text_weights": {},
    "name_weights": {},
    "training": {"pages": 0},
}
ROWS = [  # size, link share, score by hand
    (10, 0.0, -5 + 1 + 3),
    (11, 0.0, 7 + 1 + 3),
    (10, 0.5, -30 - 1 + 3),
    (11, 0.5, 2 - 1 + 3),
    (10.5, 0.25, -5 + 1 + 3),  # a border is not above itself
]


def test_trees_by_hand():
    small = model.build({**CONTENT, "digest": model.digest(CONTENT)})
    columns = {"size": np.array([row[0] for row in ROWS]), "link_share": np.array([row[1] for row in ROWS])}
    scores = small.score(columns)
    assert scores.dtype == np.int64
    assert scores.tolist() == [row[2] for row in ROWS]


def test_digest_is_checked():
    content = {**CONTENT, "digest": model.digest(CONTENT)}
    assert model.read(json.dumps(content)).bias == 3
    assert model.read(json.dumps({**content, "training": {"pages": 9}})).bias == 3  # figures are no part of it
    with pytest.raises(model.ModelError, match="digest"):
        model.read(json.dumps({**content, "bias": 4}))


def test_shipped_model_is_whole():
    text = resources.files("cablepress.cleaning").joinpath(model.FILE).read_text("utf-8")
    shipped = model.read(text)
    content = json.loads(text)
    assert len(text.encode()) < 1_000_000
    assert content["training"]["pages"]
    assert all(isinstance(leaf, int) for leaves in content["leaves"] for leaf in leaves)
    assert shipped.forest.trees.max() < len(shipped.forest.asked)
    assert shipped.forest.asked.max() < len(shipped.features)
    # no sum of leaves can leave 53 bits, nor 31
    assert np.abs(np.array(content["leaves"])).max(1).sum() < 2**31


def test_words_are_summed_by_kind():
    blocks = parse("<p class='share-bar'>Read more</p><p>Read</p>").blocks
    text = {kind: {} for kind in ("any", "first", "start", "early", "late", "pair")}
    weights = {**text, "any": {"read": 5, "more": 7}, "start": {"read more": 100}}
    assert text_scores(blocks, weights).tolist() == [112, 5]
    assert name_scores(blocks, {"own": {"share": -3}, "around": {"bar": -4}}).tolist() == [-7, 0]


def test_long_blocks_look_at_their_ends_only():
    kinds = dict(text_tokens("one two three four five six seven eight nine ten eleven twelve thirteen fourteen"))
    assert kinds["early"] == {"one", "two", "three", "four"}
    assert kinds["late"] == {"thirteen", "fourteen"}


@given(st.lists(st.sampled_from(["Read", "more", "Ana's", "ÉTÉ", "2010", "—", "फेरी", "quay,", "the"]), max_size=30))
def test_the_score_of_a_text_is_the_sum_over_its_tokens(words):
    text = " ".join(words)
    keys = ("read", "more", "read more", "ana", "s", "été", "quay", "the", "the quay", "फ", "र")
    weights = {kind: {key: 10**place + n for n, key in enumerate(keys)} for place, kind in enumerate(TEXT_KINDS)}
    assert text_score(text, weights) == total(text_tokens(text), weights)
