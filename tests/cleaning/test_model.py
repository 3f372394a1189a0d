"""The model: what its file promises, and that its arithmetic is exact."""

import json

import numpy as np
import pytest

from cablepress.cleaning import model
from cablepress.cleaning.columns import BlockColumns, Layout
from cablepress.cleaning.line_columns import LineColumns

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


@pytest.mark.parametrize(("kind", "rows"), [(BlockColumns, ROWS), (LineColumns, ROWS[:2])], ids=["reals", "whole"])
def test_trees_by_hand(kind, rows):
    small = model.build({**CONTENT, "digest": model.digest(CONTENT)})
    columns = kind(Layout({"links": ["link_share"], "text": ["size"]}), len(rows))
    for place, (size, share, _) in enumerate(rows):
        columns["size"][place], columns.part("links")[0, place] = size, share
    scores = small.score(columns)
    assert scores.format == "q"
    assert scores.tolist() == [row[2] for row in rows]


def test_digest_is_checked():
    content = {**CONTENT, "digest": model.digest(CONTENT)}
    assert model.checked(content, "a.json") == content["digest"]
    assert model.checked({**content, "training": {"pages": 9}}, "a.json") == content["digest"]  # no figures are in it
    with pytest.raises(model.ModelError, match=r"a\.json: the digest"):
        model.checked({**content, "bias": 4}, "a.json")


def test_shipped_model_is_whole():
    shipped, content = model.load(), model.content_of(model.FILE)
    assert model.checked(content, model.FILE) == shipped.digest
    assert len(json.dumps(content)) < 1_000_000
    assert content["training"]["pages"]
    assert all(isinstance(leaf, int) for leaves in content["leaves"] for leaf in leaves)
    assert np.max(shipped.forest.trees) < len(shipped.forest.asked)
    assert np.max(shipped.forest.asked) < len(shipped.features)
    for known, weights in ((shipped.text_weights, "text_weights"), (shipped.name_weights, "name_weights")):
        assert sum(map(bool, known.keys)) == sum(map(len, content[weights].values()))
    # no sum of leaves can leave 53 bits, nor 31
    assert np.abs(np.array(content["leaves"])).max(1).sum() < 2**31
