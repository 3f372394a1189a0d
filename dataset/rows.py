"""Records to rows: an article, a rejection or a fact as the plain values that its table's columns hold."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from ..cleaning.article import Article, Outcome, Rejection, Stamp
from ..scraping.facts import Cable, Coverage, Publisher, by_reference
from .clusters import Standing, alone
from .columns import Table
from .intake import Capture, age
from .personal import findings
from .rights import rights_of
from .splits import split_of

Row = dict[str, Any]
"""Column name → value: text, number, boolean, date, list of texts, list of rows, or None."""


def article_row(article: Article, captures: Iterable[Capture], rules: str = "") -> Row:
    """Return the row of an article; `captures` are all findings of its raw page, `rules` is the rule set's digest."""
    rights, basis = rights_of(article)
    return _page_row(article, captures) | {
        "published": article.published and article.published.isoformat(),
        "published_on": _day(article.published),
        "modified": article.modified and article.modified.isoformat(),
        "words": len(article.text.split()),
        "characters": len(article.text),
        "text_sha256": sha256(article.text),
        "text_tier": "full",
        "passages": passages(article.paragraphs),
        "personal_data": findings(article.paragraphs),
        **standing_columns(alone(article.id, str(_day(article.published) or ""), article.agency)),
        "rules": rules,
        "rights": rights,
        "rights_basis": basis,
    }


def passages(paragraphs: Iterable[str]) -> list[Row]:
    """Return what proves each paragraph: its digest and length."""
    return [{"sha256": sha256(paragraph), "characters": len(paragraph)} for paragraph in paragraphs]


def sha256(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8 as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def reject_row(rejection: Rejection, captures: Iterable[Capture]) -> Row:
    """Return the row of a rejection; `captures` are all findings of its raw page."""
    published = rejection.published and rejection.published.isoformat()
    return _page_row(rejection, captures) | {"published": published}


def coverage_rows(coverage: Iterable[Coverage], cables: Sequence[Cable]) -> list[Row]:
    """Return the rows of covered pages, with their references resolved to cable ids."""
    known = by_reference(cables)
    return [
        _fields(page) | {"cables": sorted({known[reference].cable_id for reference in page.cable_refs})}
        for page in coverage
    ]


def fact_rows(records: Iterable[Cable | Publisher]) -> list[Row]:
    """Return the rows of facts records, field by field."""
    return [_fields(record) for record in records]


def in_order(table: Table, rows: Iterable[Row]) -> list[Row]:
    """Return the rows in the table's order: by its order columns, missing values last."""
    return sorted(rows, key=lambda row: order_key(table, row))


def order_key(table: Table, row: Row) -> tuple[tuple[bool, Any], ...]:
    """Return what a row is sorted by."""
    return tuple((row[name] is None, row[name]) for name in table.order)


def capture_rows(captures: Iterable[tuple[str, Capture]]) -> list[Row]:
    """Return captures, each with its page's id, as the column ``captures`` holds them: oldest first, none twice."""
    ordered = sorted(set(captures), key=lambda found: (age(found[1]), found[0]))
    return [_fields(one) | {"captured_at": _utc(one.captured_at), "page": page} for page, one in ordered]


def standing_columns(standing: Standing) -> Row:
    """Return the columns that say what an article is within its story."""
    return {
        "cluster": standing.cluster,
        "cluster_role": standing.role,
        "similarity": standing.similarity,
        "cluster_agency": standing.agency,
        "split": split_of(standing.cluster),
    }


def _page_row(outcome: Outcome, captures: Iterable[Capture]) -> Row:
    evidence = [{"field": name, "source": source} for name, source in sorted(outcome.evidence.items())]
    row = _fields(outcome) | {
        "captured_at": _utc(outcome.captured_at),
        "captures": capture_rows((outcome.id, one) for one in captures),
        "evidence": evidence,
    }
    del row["source"]  # it stands in the captures
    return row


def _fields(record: object) -> Row:
    return {name: _plain(getattr(record, name)) for name in _names(record)}


def _names(record: object) -> Iterable[str]:
    """Return the names of a record's fields; none for what is no record. Much faster than `dataclasses.fields`."""
    names: Iterable[str] = getattr(record, "__dataclass_fields__", ())
    return names


def _plain(value: object) -> object:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if _names(value):
        return _fields(value)
    return dict(value) if isinstance(value, Mapping) else value


def _utc(time: datetime | None) -> str | None:
    """Spell a time of capture as WARC files do; without a zone it is UTC already."""
    if time is None:
        return None
    return (time.astimezone(UTC) if time.tzinfo else time).replace(tzinfo=None).isoformat() + "Z"


def _day(stamp: Stamp | None) -> date | None:
    return stamp.date() if isinstance(stamp, datetime) else stamp
