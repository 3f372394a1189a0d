"""Elements that are alike: what is counted and found in linear time is what comparing all with all finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablepress.cleaning import tree_features
from cablepress.cleaning.document import Elements

from ..compiled import plain

MODULES = [tree_features, plain("cablepress.cleaning.tree_features")]


@st.composite
def trees(draw):
    """Return elements of few names: every one but the first has an earlier one as its parent."""
    names = draw(st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=20))
    parents = [-1, *(draw(st.integers(0, place - 1)) for place in range(1, len(names)))]
    zeros = [0] * len(names)
    return Elements(["div"] * len(names), names, parents, zeros, list(zeros))


@pytest.mark.parametrize("module", MODULES, ids=["compiled", "plain"])
@given(trees())
def test_alike(module, elements):
    tree = module.tree_of(elements)
    names, parents = elements.names, elements.parents
    siblings = list(zip(names, parents, strict=True))
    looks = [(name, names[max(parent, 0)]) for name, parent in siblings]
    assert tree.repeats.tolist() == [siblings.count(pair) for pair in siblings]
    assert tree.look.tolist() == [looks.index(pair) for pair in looks]


@pytest.mark.parametrize("module", MODULES, ids=["compiled", "plain"])
def test_elements_with_marks(module):
    bits = module.zeros("q", 4)
    bits[1], bits[2] = 6, 1
    assert module.with_marks(bits, 5) == [1, 2]
    assert module.with_marks(bits, 8) == []
