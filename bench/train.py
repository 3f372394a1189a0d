"""Train the block model on pages with gold text: ``python -m bench.train --data DIR [--out FILE]``.

DIR holds ``<set>.gold.jsonl.gz`` and ``<set>/<id>.html.gz`` for the sets of `gold.SETS`. Needs, beside the
package, ``catboost`` and ``scikit-learn``. Deterministic on one machine: fixed seeds, fixed thread count.
"""

import argparse
import json
import tempfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from catboost import CatBoostClassifier, Pool
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bench.gold import SETS, Page, load
from cablepress.cleaning import word_table
from cablepress.cleaning.features import NOT_ASKED, lexicon_columns
from cablepress.cleaning.lexicon import (
    NAME_KINDS,
    TEXT_KINDS,
    Tokens,
    name_scores,
    name_tokens,
    text_scores,
    text_tokens,
)
from cablepress.cleaning.model import FILE, digest

TREES, DEPTH = 300, 6
UNIT = 10_000
"""Leaves are kept as ten-thousandths of a logit: the rounding of 300 leaves is below one hundredth."""
INNER = 3
"""The words' weights that a page is trained with come from pages of other sites: parts of this inner split."""
MIN_SITES = 4
"""Sites on which a word must stand to get a weight; 10 gave the same accuracy."""
ROUNDS = 40
"""Steps of the regression: stopping before it has converged is part of its smoothing."""
MIN_WEIGHT = 20
"""Thousandths of a logit below which a word's weight is dropped."""

Weights = dict[str, dict[str, int]]
Keys = list[list[list[tuple[str, str]]]]
"""Page, block, (kind, word)."""


def keys_of(pages: Sequence[Page], tokens: Callable[[str], Tokens], name: str) -> Keys:
    return [
        [
            [(kind, word) for kind, words in tokens(getattr(block, name)) for word in words]
            for block in page.document.blocks
        ]
        for page in pages
    ]


def fit_words(pages: Sequence[Page], keys: Keys, kinds: Sequence[str]) -> Weights:
    """Return the weight of each word: a logistic regression over the blocks."""
    sites: dict[tuple[str, str], set[str]] = {}
    for page, blocks in zip(pages, keys, strict=True):
        for key in {key for block in blocks for key in block}:
            sites.setdefault(key, set()).add(page.site)
    index = {key: place for place, key in enumerate(sorted(k for k, found in sites.items() if len(found) >= MIN_SITES))}
    rows = [sorted({index[key] for key in block if key in index}) for blocks in keys for block in blocks]
    pointer = np.cumsum([0, *map(len, rows)])
    columns = np.concatenate([np.array(row, np.int64) for row in rows])
    matrix = csr_matrix((np.ones(len(columns), np.float64), columns, pointer), (len(rows), len(index)))
    labels = np.concatenate([page.labels for page in pages])
    weights = np.sqrt(np.concatenate([page.weights for page in pages]))
    fitted = LogisticRegression(C=0.3, max_iter=ROUNDS, tol=1e-9).fit(
        matrix, labels, sample_weight=weights / weights.mean()
    )
    result: Weights = {kind: {} for kind in kinds}
    for (kind, word), place in index.items():
        weight = round(1000 * float(fitted.coef_[0, place]))
        if abs(weight) >= MIN_WEIGHT:
            result[kind][word] = weight
    return result


def inner_part(page: Page) -> int:
    return zlib.crc32(page.site.encode()) % INNER


def add_scores(pages: Sequence[Page], text: Weights, names: Weights) -> None:
    """Give the pages the columns that the words' weights make."""
    words, around = word_table.table(text, TEXT_KINDS), word_table.table(names, NAME_KINDS)
    for page in pages:
        blocks = page.document.blocks
        lexicon_columns(page.columns, text_scores(blocks, words), name_scores(blocks, around))


def train_words(pages: Sequence[Page]) -> tuple[Weights, Weights]:
    """Return the weights of words and names; give each page columns from weights that its site had no part in."""
    sources = (keys_of(pages, text_tokens, "text"), TEXT_KINDS), (keys_of(pages, name_tokens, "marks"), NAME_KINDS)
    for part in range(INNER):
        others = [place for place, page in enumerate(pages) if inner_part(page) != part]
        chosen = [pages[place] for place in others]
        fitted = [fit_words(chosen, [keys[place] for place in others], kinds) for keys, kinds in sources]
        add_scores([page for page in pages if inner_part(page) == part], *fitted)
    text, names = (fit_words(pages, keys, kinds) for keys, kinds in sources)
    return text, names


def table(pages: Sequence[Page], features: Sequence[str]) -> npt.NDArray[np.float32]:
    return np.concatenate(
        [np.column_stack([np.asarray(page.columns[name], np.float32) for name in features]) for page in pages]
    )


def fit_trees(pages: Sequence[Page], features: Sequence[str]) -> CatBoostClassifier:
    """Return trees trained on the blocks of all pages."""
    labels = np.concatenate([page.labels for page in pages]).astype(int)
    weights = np.concatenate([page.weights for page in pages])
    sizes = np.concatenate([page.columns["words"] for page in pages])
    # two thirds of the short foreign blocks (menus) are left out, the rest weighs three times: half the time
    short = (labels == 0) & (sizes < 8)
    keep = ~short | (np.random.default_rng(1).random(len(labels)) < 1 / 3)
    weights = np.where(short, 3 * weights, weights)[keep]
    trees = CatBoostClassifier(
        iterations=TREES,
        depth=DEPTH,
        learning_rate=0.1,
        l2_leaf_reg=5,
        border_count=64,
        rsm=0.3,
        bootstrap_type="Bernoulli",
        subsample=0.7,
        random_seed=3,
        thread_count=2,
        verbose=False,
        allow_writing_files=False,
    )
    return trees.fit(Pool(table(pages, features)[keep], labels[keep], weight=weights / weights.mean()))


def train(pages: Sequence[Page]) -> dict[str, Any]:
    """Return a model's content (see `cleaning.model.read`), trained on these pages."""
    text, names = train_words(pages)
    features = sorted(set(pages[0].columns) - NOT_ASKED)
    return to_integers(fit_trees(pages, features), features) | {"text_weights": text, "name_weights": names}


def to_integers(trees: CatBoostClassifier, features: Sequence[str]) -> dict[str, Any]:
    """Return the trees as questions, and integer leaves."""
    with tempfile.TemporaryDirectory() as folder:
        trees.save_model(f"{folder}/model.json", format="json")
        saved = json.loads(Path(folder, "model.json").read_text("utf-8"))
    numbers = {row["flat_feature_index"] for row in saved["features_info"]["float_features"] if row.get("borders")}
    asked = sorted(numbers)
    questions: dict[tuple[int, float], int] = {}
    rows, leaves = [], []
    scale, (bias,) = saved["scale_and_bias"]
    for tree in saved["oblivious_trees"]:
        keys = [(asked.index(split["float_feature_index"]), split["border"]) for split in tree["splits"]]
        row = [questions.setdefault(key, len(questions)) for key in keys]
        rows.append(row + row[-1:] * (DEPTH - len(row)))
        values = [round(scale * value * UNIT) for value in tree["leaf_values"]]
        # a tree of fewer levels asks its last question again; only leaves whose answers agree are reached
        leaves.append(values * (2 ** (DEPTH - len(row))) if len(row) == DEPTH else _repeat(values, len(row)))
    return {
        "features": [features[number] for number in asked],
        "questions": [list(key) for key in questions],
        "trees": rows,
        "leaves": leaves,
        "bias": round(bias * UNIT),
        "unit": UNIT,
    }


def _repeat(values: list[int], depth: int) -> list[int]:
    return [values[leaf % 2**depth] for leaf in range(2**DEPTH)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent.parent / "cleaning" / FILE)
    args = parser.parse_args()
    pages = [page for name in SETS for page in load(args.data, name)]
    content = train(pages)
    counts = {name: sum(page.name.startswith(f"{name}/") for page in pages) for name in SETS}
    content["training"] = {
        "pages": counts,
        "sites": len({page.site for page in pages}),
        "figures": "bench/RESULTS.md",
    }
    write(content, args.out)


def write(content: dict[str, Any], out: Path) -> None:
    """Write the model file: one line a tree, so that a change can be read."""
    content["digest"] = digest(content)
    lines = [f"{json.dumps(key)}: {_lines(value)}" for key, value in sorted(content.items())]
    out.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


def _lines(value: object) -> str:
    if isinstance(value, list) and value and isinstance(value[0], list):
        return "[\n" + ",\n".join(json.dumps(row, separators=(",", ":")) for row in value) + "\n]"
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


if __name__ == "__main__":
    main()
