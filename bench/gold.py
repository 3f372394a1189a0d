"""Pages with gold text: reading them, and which of a page's blocks the gold holds."""

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt

from cablepress.cleaning.decode import Decoded, decode
from cablepress.cleaning.document import Document
from cablepress.cleaning.features import Columns, measure
from cablepress.cleaning.html import parse

Bools = npt.NDArray[np.bool_]
Words = list[str]

SETS = {"naeb_dev": 1.3, "fundus_tests_dev": 2.0, "wcxb_dev": 1.0}
"""The sets with gold text, and what one of their pages weighs: no set's conventions shall rule."""
FOLDS = 5
_WORD = re.compile(r"\w+")
_DENSE = re.compile(r"([\u3040-\u30ff\u3400-\u9fff])")
_SHORT = 4
"""Words below which a block has no shingle of its own and is looked for between its neighbours."""
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "gov", "ac"})


@dataclass(slots=True)
class Page:
    """One page taken apart, its gold, and the label of each block."""

    name: str
    """Set and id: ``naeb_dev/03cd3a``."""
    site: str
    """The registered part of the host: all hosts of one site share it."""
    gold: dict[str, Any]
    document: Document
    columns: Columns
    labels: Bools
    """Whether the gold holds the block."""
    weights: npt.NDArray[np.float64]
    """What each block's verdict weighs in training: its share of the page's words; 0 where the gold is undecided."""


def read(folder: Path, name: str) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Yield (gold record, page bytes) of a set laid out as ``<set>.gold.jsonl.gz`` and ``<set>/<id>.html.gz``."""
    with gzip.open(folder / f"{name}.gold.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            gold = json.loads(line)
            yield gold, gzip.decompress((folder / name / f"{gold['id']}.html.gz").read_bytes())


def load(folder: Path, name: str) -> Iterator[Page]:
    """Yield the pages of a set that have gold text and blocks, labelled."""
    for gold, body in read(folder, name):
        decoded = decode(body, "text/html")
        if not (gold.get("text") or "").strip() or not isinstance(decoded, Decoded):
            continue
        document = parse(decoded.text)
        if document.blocks:
            yield _page(name, gold, document)


def _page(name: str, gold: dict[str, Any], document: Document) -> Page:
    texts = [words(block.text) for block in document.blocks]
    labels = align(texts, words(gold["text"]))
    sizes = np.array([len(text) for text in texts], np.float64)
    weights = SETS[name] * (sizes + 4) / (max(150, len(words(gold["text"]))) + 75)
    for other in (gold.get("alts") or [])[:1]:
        weights[labels & ~align(texts, words(other))] = 0
    host = urlsplit(gold.get("url") or gold.get("site") or "").netloc
    site = site_of(host)
    return Page(f"{name}/{gold['id']}", site, gold, document, measure(document), labels, weights)


def site_of(host: str) -> str:
    """Return the registered part of a host name, near enough: ``news.example.co.uk`` is ``example.co.uk``."""
    parts = host.split(":", maxsplit=1)[0].split(".")
    return ".".join(parts[-3 if len(parts) > 2 and parts[-2] in _SECOND_LEVEL else -2 :])


def fold_of(site: str, folds: int = FOLDS, seed: int = 0) -> int:
    """Return the part of the cross-validation that a site is in; another seed deals the sites anew."""
    dealt = f"{seed}/{site}" if seed else site
    return int(hashlib.sha256(dealt.encode()).hexdigest(), 16) % folds


def words(text: str) -> Words:
    """Return the lower-case words; of scripts without spaces, the characters."""
    return _WORD.findall(_DENSE.sub(r" \1 ", text.lower()))


def _shingles(text: Words) -> list[tuple[str, ...]]:
    return list(zip(text, text[1:], text[2:], text[3:], strict=False))


def align(texts: list[Words], gold: Words) -> Bools:
    """Return which blocks the gold holds: by their 4-word shingles; short ones by their neighbours."""
    places: dict[tuple[str, ...], list[int]] = {}
    for place, shingle in enumerate(_shingles(gold)):
        places.setdefault(shingle, []).append(place)
    hits = [[shingle for shingle in _shingles(text) if shingle in places] for text in texts]
    labels = np.array([2 * len(hit) > max(1, len(text) - 3) for hit, text in zip(hits, texts, strict=True)])
    _drop_copies(texts, gold, labels)
    spans = {index: (places[hits[index][0]][0], places[hits[index][-1]][-1] + 4) for index in np.flatnonzero(labels)}
    for index, text in enumerate(texts):
        if 0 < len(text) < _SHORT and _stands_between(text, index, spans, gold):
            labels[index] = True
    return labels


def _drop_copies(texts: list[Words], gold: Words, labels: Bools) -> None:
    """Of blocks with the same text keep as many as the gold has: those with most gold around them."""
    sizes = np.array([len(text) for text in texts]) * labels
    around = [int(sizes[max(0, index - 6) : index + 7].sum()) for index in range(len(texts))]
    copies: dict[str, list[int]] = {}
    for index in np.flatnonzero(labels):
        copies.setdefault(" ".join(texts[index]), []).append(int(index))
    flat = f" {' '.join(gold)} "
    for text, indices in copies.items():
        wanted = max(1, flat.count(f" {text} "))
        for index in sorted(indices, key=lambda index: -around[index])[wanted:]:
            labels[index] = False


def _stands_between(text: Words, index: int, spans: dict[int, tuple[int, int]], gold: Words) -> bool:
    """Whether the gold has these few words between the nearest blocks before and after that it holds."""
    before = max((other for other in spans if other < index), default=None)
    after = min((other for other in spans if other > index), default=None)
    if before is None or after is None or min(index - before, after - index) > 8:
        return False
    low, high = max(0, spans[before][1] - 1), spans[after][0] + 1
    return 0 < high - low < 200 and f" {' '.join(text)} " in f" {' '.join(gold[low:high])} "
