"""Train the line model on flattened pages with gold text: ``python -m bench.train_lines --data DIR [--out FILE]``.

DIR holds ``<set>.gold.jsonl.gz`` and ``<set>.flat.jsonl.gz`` for the sets of `gold.SETS`. Needs, beside the package,
``catboost`` and ``scikit-learn``. Deterministic on one machine: fixed seeds, fixed thread count.

A page's whole dump is one example; a part of it is another, without most or all of what surrounds the article:
captures and hand-made dumps come in all states of cleanliness. Two more are its article among what other sites' pages
print (`line_examples`). Pages without gold text join in by what cleaning makes of their HTML, which knows more of a
page than its dump does; where their gold has snippets, only if it has them right.
"""

import argparse
import gzip
import json
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt
from catboost import CatBoostClassifier, Pool
from scipy.sparse import csr_matrix, vstack
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

import cablepress
from bench.gold import SETS, align, fold_of, read, site_of, words
from bench.line_examples import INNER, Dump, inner_part, mixtures, parts, sizes
from bench.train import DEPTH, to_integers, write
from cablepress.cleaning.article import Article
from cablepress.cleaning.judge_lines import MODEL
from cablepress.cleaning.line_columns import LineColumns
from cablepress.cleaning.line_features import measure
from cablepress.cleaning.line_words import LONG_LINES, TONES, Tones, page_words, tone_places
from cablepress.cleaning.lines import parse
from cablepress.cleaning.matching import match_all

TREES = 600
SHORT = 45
"""Letters below which a foreign line is one of many alike (menus): one in `ONE_IN` of them is looked at, for all."""
ONE_IN = 5
COMMON = 0.1
"""Share of the pages from which a word is a common one, that tells nothing of a page's topic."""
TONE_UNIT = 8
"""Tones are kept in eighths of a logit, one byte each."""
SILVER = {"traf": 0.7, "htmldate_dev": 0.7}
"""Sets of pages without gold text, and what a page weighs that is labelled by its cleaned HTML."""
LEAST = 400
"""Characters of cleaned HTML from which a page is labelled by it."""


def load(folder: Path) -> Iterator[Dump]:
    """Yield the flattened pages that have gold text, labelled."""
    for name in SETS:
        with gzip.open(folder / f"{name}.gold.jsonl.gz", "rt", encoding="utf-8") as lines:
            golds = {gold["id"]: gold for gold in map(json.loads, lines)}
        with gzip.open(folder / f"{name}.flat.jsonl.gz", "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                gold = golds[row["id"]]
                texts = [block.text for block in parse("\n".join(row["lines"])).blocks]
                if texts and (gold.get("text") or "").strip():
                    yield _dump(name, gold, texts)


def load_silver(folder: Path) -> Iterator[Dump]:
    """Yield the flattened pages without gold text, labelled by what cleaning makes of their HTML."""
    for name in SILVER:
        with gzip.open(folder / f"{name}.flat.jsonl.gz", "rt", encoding="utf-8") as lines:
            flat = {row["id"]: row["lines"] for row in map(json.loads, lines)}
        for gold, body in read(folder, name):
            outcome = cablepress.clean(body, url=gold.get("url") or "", media_type="text/html")
            texts = [block.text for block in parse("\n".join(flat.get(gold["id"], []))).blocks]
            if texts and isinstance(outcome, Article) and len(outcome.text) >= LEAST and _is_right(gold, outcome.text):
                yield _dump(name, gold | {"text": outcome.text, "alts": []}, texts)


def _is_right(gold: dict[str, Any], text: str) -> bool:
    """Whether the text has the snippets that the gold wants and none that it does not want."""
    folded = " ".join(words(text))
    has = {
        kind: [" ".join(words(snippet)) in folded for snippet in gold.get(kind) or []] for kind in ("with", "without")
    }
    return all(has["with"]) and not any(has["without"])


def _dump(name: str, gold: dict[str, Any], texts: list[str]) -> Dump:
    own, wanted = [words(text) for text in texts], words(gold["text"])
    labels = align(own, wanted)
    weights = (SETS | SILVER)[name] * sizes(texts) / (max(150, len(wanted)) + 75)
    for other in (gold.get("alts") or [])[:1]:
        weights[labels & ~align(own, words(other))] = 0
    site = site_of(urlsplit(gold.get("url") or gold.get("site") or "").netloc)
    rules = match_all(texts)
    page = f"{name}/{gold['id']}"
    return Dump(page, site, fold_of(site), gold, texts, rules, labels, weights, page_words(texts))


def fit_tones(dumps: Sequence[Dump]) -> Tones:
    """Return what each word says for or against article text, and which words are common.

    The tones are a logistic regression over hashed words, stopped early: what it has not learned by then is noise.
    """
    matrix = vstack([_bag(dump.texts) for dump in dumps]).tocsr()
    labels = np.concatenate([dump.labels for dump in dumps])
    weights = np.concatenate([dump.weights for dump in dumps])
    with warnings.catch_warnings(action="ignore", category=ConvergenceWarning):
        fitted = LogisticRegression(C=0.3, max_iter=30).fit(matrix, labels, sample_weight=weights / weights.mean())
    tones = np.clip(np.rint(TONE_UNIT * fitted.coef_[0]), -127, 127).reshape(-1, TONES)
    return np.concatenate((tones, [_common(dumps)])).astype(np.int8)


def _common(dumps: Sequence[Dump]) -> npt.NDArray[np.bool_]:
    """Return for every hash whether words of that hash stand in many pages."""
    pages = {dump.name: dump.words for dump in dumps}
    counts = np.bincount(np.concatenate(list(pages.values())), minlength=TONES)
    return counts >= COMMON * len(pages)


def _bag(texts: list[str]) -> csr_matrix:
    """Return the words of every line: lines x places in the table of tones."""
    line, place = tone_places(texts)
    many = np.maximum(np.bincount(line, minlength=len(texts)), 1)
    return csr_matrix((1 / np.sqrt(many[line]), (line, place)), (len(texts), (LONG_LINES + 1) * TONES))


def train(dumps: Sequence[Dump]) -> dict[str, Any]:
    """Return a model's content, trained on these dumps, their parts and mixtures of them."""
    dumps = [*dumps, *(part for dump in dumps for part in parts(dump)), *mixtures(dumps)]
    inner = [inner_part(dump) for dump in dumps]
    columns: dict[int, LineColumns] = {}
    for part in range(INNER):
        tones = fit_tones([dump for dump, own in zip(dumps, inner, strict=True) if own != part])
        for index in [index for index, own in enumerate(inner) if own == part]:
            columns[index] = measure(dumps[index].texts, dumps[index].rules, tones)
    features = tuple(columns[0])
    tables = np.concatenate([columns[index].table(features).T for index in range(len(dumps))]).astype(np.float32)
    labels = np.concatenate([dump.labels for dump in dumps]).astype(int)
    weights = np.concatenate([dump.weights for dump in dumps])
    short = (labels == 0) & (tables[:, features.index("letters")] < SHORT)
    keep = ~short | (np.random.default_rng(1).random(len(labels)) < 1 / ONE_IN)
    weights = np.where(short, ONE_IN * weights, weights)[keep]
    trees = CatBoostClassifier(
        iterations=TREES, depth=DEPTH, learning_rate=36 / TREES, l2_leaf_reg=30, border_count=32, rsm=0.2,
        bootstrap_type="Bernoulli", subsample=0.7, random_seed=1, thread_count=2, verbose=False,
        leaf_estimation_iterations=2, allow_writing_files=False,
    )  # fmt: skip
    trees.fit(Pool(tables[keep], labels[keep], weight=weights / weights.mean()))
    return to_integers(trees, features) | {"tones": fit_tones(dumps).tolist(), "text_weights": {}, "name_weights": {}}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent.parent / "cleaning" / MODEL)
    args = parser.parse_args()
    dumps = [*load(args.data), *load_silver(args.data)]
    content = train(dumps)
    counts = {name: sum(dump.name.startswith(f"{name}/") for dump in dumps) for name in (*SETS, *SILVER)}
    content["training"] = {"pages": counts, "sites": len({dump.site for dump in dumps})}
    write(content, args.out)


if __name__ == "__main__":
    main()
