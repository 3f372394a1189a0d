"""One shard cleaned: a pure function of the shard's bytes, the rules and the code, to two Parquet files and a receipt.

The receipt is written last: a shard without one is not done, whatever else lies there.
"""

import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..scraping.page import NotAPage, only_pages
from ..scraping.pieces import read_piece
from .article import DEFECTS, Outcome
from .plan import Shard
from .store import to_dict
from .template import NO_TEMPLATE, Template
from .whole import put_in_place, write_whole
from .workers import clean_into

ARTICLES, REJECTS, RECEIPTS = "articles", "rejects", "receipts"
"""Folders of the results; each shard has one file in each."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a shard."""

    id: str
    """The shard's."""
    articles: int
    """Rows of the file of articles."""
    rejects: Mapping[str, int]
    """Reason → pages that were rejected, sorted by reason."""
    skipped: Mapping[str, int]
    """Reason → findings that were no pages, sorted by reason."""
    losses: int
    """Findings and pages that somebody may miss: damage, and pages that were more than the cleaner could bear."""
    sha256: Mapping[str, str]
    """Folder → SHA-256 of the shard's file there."""


def clean_shard(shard: Shard, into: Path, workers: int = 1, template: Template = NO_TEMPLATE) -> Receipt:
    """Read, clean and write one shard.

    Args:
        shard: what to clean.
        into: a folder; it gets the files whole or not at all.
        workers: processes that clean its pages at the same time.
        template: what the pages' sites repeat.

    Raises:
        SourceError: the shard's input is not what the plan says, or cannot be fetched.
        OSError: a file cannot be written.
    """
    scratch = into / f".{shard.id}"
    shutil.rmtree(scratch, ignore_errors=True)  # of a run that was killed
    scratch.mkdir(parents=True)
    try:
        receipt = _write(shard, scratch, workers, template)
        for name in (ARTICLES, REJECTS):
            (into / name).mkdir(exist_ok=True)
            put_in_place(scratch / name, into / name / f"{shard.id}.parquet")
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    give_receipt(receipt, into)  # last: whoever sees it finds everything else in order
    return receipt


def give_receipt(receipt: Receipt, into: Path) -> None:
    """Declare a shard done."""
    (into / RECEIPTS).mkdir(exist_ok=True)
    write_whole(into / RECEIPTS / f"{receipt.id}.json", (json.dumps(asdict(receipt), indent=1) + "\n").encode())


def receipts(folder: Path) -> Iterator[Receipt]:
    """Yield the receipts in a folder of results, by id."""
    for path in sorted((folder / RECEIPTS).glob("*.json")):
        yield Receipt(**json.loads(path.read_bytes()))


def _write(shard: Shard, scratch: Path, workers: int, template: Template) -> Receipt:
    from .shard_files import REJECTS as REJECTS_SCHEMA  # noqa: PLC0415  # pyarrow, only where shards are written
    from .shard_files import SortedRows, articles_schema  # noqa: PLC0415

    places = {name: scratch / f"{name}.runs" for name in (ARTICLES, REJECTS)}
    for place in places.values():
        place.mkdir()
    articles = SortedRows(articles_schema(), places[ARTICLES])
    rejects = SortedRows(REJECTS_SCHEMA, places[REJECTS])
    reasons: Counter[str] = Counter()
    skipped: list[NotAPage] = []
    for row in clean_into(row_of, only_pages(read_piece(shard.piece), skipped), workers, template):
        if row["kind"] == "article":
            articles.add(row)
        else:
            rejects.add({"detail": "", **row})
            reasons[row["reason"]] += 1
    for one in skipped:
        rejects.add({"id": "", "url": "", "evidence": [], **to_dict(one)})
    for name, sorted_rows in ((ARTICLES, articles), (REJECTS, rejects)):
        sorted_rows.write(scratch / name)
    return Receipt(
        id=shard.id,
        articles=articles.count,
        rejects=dict(sorted(reasons.items())),
        skipped=dict(sorted(Counter(one.reason for one in skipped).items())),
        losses=sum(count for reason, count in reasons.items() if reason in DEFECTS)
        + sum(one.is_loss for one in skipped),
        sha256={name: _sha256(scratch / name) for name in (ARTICLES, REJECTS)},
    )


def row_of(outcome: Outcome) -> dict[str, Any]:
    """Return the row of an outcome: its kind and fields, with the evidence as a list."""
    values = to_dict(outcome)
    evidence = [{"field": name, "source": source} for name, source in outcome.evidence.items()]
    return {**values, "evidence": evidence}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
