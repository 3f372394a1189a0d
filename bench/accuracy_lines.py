"""Accuracy on text dumps with gold: ``python -m bench.accuracy_lines --bench DIR [--cross-validate]``.

The sibling of `bench.accuracy` for flattened pages. What is scored is what `cablepress.clean` returns for the dump;
with ``--cross-validate`` by a model trained on dumps of other sites only. The second group of figures is for the same
models with the batch: a table of what the sites repeat, counted over all these pages.
"""

import argparse
import gzip
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import urlsplit

import numpy as np

import cablepress
from bench.accuracy import Texts, counted, keep, scorer, show
from bench.gold import FOLDS, SETS, fold_of, site_of
from cablepress.cleaning import judge_lines, model
from cablepress.cleaning.article import Article
from cablepress.cleaning.judge_lines import Learned
from cablepress.cleaning.pipeline import blocks
from cablepress.cleaning.template import NO_TEMPLATE, Template


@dataclass(frozen=True, slots=True)
class Dump:
    """One flattened page with its gold."""

    name: str
    """Set and id: ``naeb_dev/03cd3a``."""
    body: bytes
    gold: dict[str, Any]
    fold: int
    """Which part of the cross-validation the page's site belongs to."""


def load(folder: Path) -> Iterator[Dump]:
    """Yield the flattened pages that have gold text."""
    for name in SETS:
        with gzip.open(folder / f"{name}.gold.jsonl.gz", "rt", encoding="utf-8") as lines:
            golds = {gold["id"]: gold for gold in map(json.loads, lines)}
        with gzip.open(folder / f"{name}.flat.jsonl.gz", "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                gold = golds[row["id"]]
                host = urlsplit(gold.get("url") or gold.get("site") or "").netloc
                body = "\n".join(row["lines"]).encode()
                yield Dump(f"{name}/{row['id']}", body, gold, fold_of(site_of(host)))


def text_of(dump: Dump, table: Template) -> str:
    """Return what cleaning leaves of the dump; empty for a rejection."""
    outcome = cablepress.clean(dump.body, url=dump.gold.get("url") or "", media_type="text/plain", template=table)
    return outcome.text if isinstance(outcome, Article) else ""


def texts_of(dumps: list[Dump], table: Template) -> Texts:
    """Return each dump's text, cleaned alone and with the table."""
    return {dump.name: (text_of(dump, NO_TEMPLATE), text_of(dump, table)) for dump in dumps}


def cross_validate(dumps: list[Dump], folder: Path, table: Template) -> Texts:
    """Return each dump's texts by a model that has seen no page of its site."""
    from bench import train_lines  # noqa: PLC0415  # needs catboost, which the fitted figures do without

    examples = [*train_lines.load(folder), *train_lines.load_silver(folder)]
    texts: Texts = {}
    for fold in range(FOLDS):
        content = train_lines.train([one for one in examples if one.fold != fold])
        fitted = Learned(model.build(content | {"digest": ""}), np.array(content["tones"], np.int8))
        with mock.patch.object(judge_lines, "learned", _constant(fitted)):
            texts |= texts_of([dump for dump in dumps if dump.fold == fold], table)
    return texts


def _constant(value: Learned) -> Callable[[], Learned]:
    return lambda: value


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--cross-validate", action="store_true")
    parser.add_argument("--keep", type=Path, help="write each page's texts there, one JSON object a line")
    args = parser.parse_args()
    folder = args.bench / "pages"
    dumps, score = list(load(folder)), scorer(args.bench)
    table = counted((dump.gold.get("url") or "", blocks(dump.body, "text/plain")) for dump in dumps)
    texts = cross_validate(dumps, folder, table) if args.cross_validate else texts_of(dumps, table)
    kind = "cross-validated" if args.cross_validate else "fitted"
    show(kind, {dump.name: dump.gold for dump in dumps}, texts, score)
    if args.keep:
        keep(args.keep, texts)


if __name__ == "__main__":
    main()
