"""The learned score of blocks: oblivious decision trees with integer leaves, the same bits on every machine.

An oblivious tree asks the same question of every block at each of its levels, so the answers are the binary
digits of the leaf's number: all trees are evaluated at once, without a branch. Trained by ``bench/train.py``.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from . import arrays
from .arrays import Ints
from .columns import Columns
from .lexicon import NAME_KINDS, TEXT_KINDS
from .trees import Forest, evaluate
from .word_table import Table, table

FILE = "model.json"
"""The model, beside this module: its words and trees, what it was trained on, its figures, its digest."""


class ModelError(ValueError):
    """The model file is not what was trained: its digest or its shape is wrong."""


@dataclass(frozen=True, slots=True)
class Model:
    """Trees over block features, and the words whose weights are two of the features."""

    text_weights: Table
    """Weights of a block's text, see `lexicon.text_tokens`."""
    name_weights: Table
    """Weights of a block's names, see `lexicon.name_tokens`."""
    features: tuple[str, ...]
    """Names of the features that are asked."""
    forest: Forest
    """The trees; they ask for features by their place in `features`."""
    bias: int
    """Score of a block that all leaves are silent on."""
    unit: int
    """The score's unit is one logit divided by this."""
    digest: str
    """SHA-256 of the model, as 64 hexadecimal digits."""

    def score(self, columns: Columns) -> Ints:
        """Return each block's score in `unit`; above 0 it is likelier in the article than not."""
        scores: Ints = arrays.row("q", [self.bias] * columns.count)
        evaluate(columns.picked(self.features), self.forest, scores)
        return scores


def digest(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a model's content without its figures and digest."""
    parts = {key: content[key] for key in sorted(content) if key not in ("digest", "training")}
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def content_of(file: str) -> dict[str, Any]:
    """Return what a model file that ships with the package holds."""
    content: dict[str, Any] = json.loads(Path(__file__).with_name(file).read_bytes())
    return content


def checked(content: Mapping[str, Any], file: str) -> str:
    """Return the digest that a model file states.

    Raises:
        ModelError: the content does not have it.
    """
    if digest(content) != content["digest"]:
        raise ModelError(f"{file}: the digest is not that of the content; train again or restore the file")
    return str(content["digest"])


def build(content: Mapping[str, Any]) -> Model:
    """Return the model of a file's content, or of one that has just been trained."""
    return Model(
        text_weights=table(content["text_weights"], TEXT_KINDS),
        name_weights=table(content["name_weights"], NAME_KINDS),
        features=tuple(content["features"]),
        forest=Forest(
            asked=arrays.row("q", [feature for feature, _ in content["questions"]]),
            borders=arrays.row("f", [border for _, border in content["questions"]]),
            trees=arrays.table("q", content["trees"]),
            leaves=arrays.row("i", chain.from_iterable(content["leaves"])),
        ),
        bias=content["bias"],
        unit=content["unit"],
        digest=content["digest"],
    )


@cache
def load() -> Model:
    """Return the model that ships with the package; read once.

    Its digest is checked by `recipe`, before it is stated of any data: a check takes as long as two pages.
    """
    return build(content_of(FILE))
