"""Gives a release without texts its texts again: derives them from raw pages and proves each by its digests.

What was derived otherwise is never taken; it is listed with how it differs, paragraph by paragraph.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from ..cleaning.article import Outcome
from .edition import Edition
from .manifest import Manifest
from .personal import mask_article
from .reading import rows_of
from .remake import opened, remake
from .rights import address_key
from .rows import Row
from .schema import ARTICLES
from .spool import Spool
from .standoff import project
from .terms import Terms

KINDS: Mapping[str, str] = {
    "missing": "no raw page has this digest or one of the record's addresses",
    "page_changed": "the raw page of this address has other bytes, captured at the same time or no known one",
    "other_capture": "the raw page of this address was captured at another time, and its text is another",
    "rejected": "the raw page is the same, but gives no article now",
    "cleaned_otherwise": "the raw page is the same, but its text or what was removed is another: other rules",
}
"""How a record may fail to come back → what it means."""

_CONTENT = ("passages", "roles", "places", "removed", "text_sha256", "words", "characters")
"""What must be the same of a record that was derived again, as its tier shows it."""
_TAKEN = ("text", "paragraphs", "removed", "dateline", "desk", "section", "agency", "place", "authors", "mentions")
"""What a release without texts may lack, and a derived record gives back."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One record whose text could not be proved."""

    id: str
    url: str
    kind: str
    """A key of `KINDS`."""
    paragraphs: tuple[int, ...] = ()
    """The paragraphs that are not on the page any more, or not so, from 1."""
    detail: str = ""


def hydrate(folder: Path, derived: Iterable[Outcome], out: Path) -> tuple[Manifest, list[Mismatch]]:
    """Write to `out` a private release with all texts that could be proved; return also what could not.

    `derived` are raw pages cleaned anew, in any order; pages that the release does not know are compared by address.

    Raises:
        NotAReleaseError: the folder is no release.
        FindingsError: it does not pass `check`.
        ReleaseError: as `release` does.
        OSError: a file cannot be read or written.
    """
    stated = opened(folder)
    with TemporaryDirectory() as work, Spool(Path(work) / "derived.sqlite") as spool:
        spool.take(map(mask_article, derived) if stated.masked else derived)
        proof = _Proof(spool)
        mismatches = [found for row in rows_of(folder, ARTICLES) if (found := proof.mismatch(row))]
        edition = Edition(stated.version, doi=stated.doi, terms=Terms("full", private=True, masked=stated.masked))
        return remake(folder, out, edition, proof.hydrated), mismatches


def advice(stated: Manifest, recipe: Mapping[str, str], version: str) -> str:
    """Return what to install or give to clean pages as the release did; empty if nothing differs."""
    wanted = stated.packages.get("cablepress", "")
    if stated.recipe == dict(recipe) and wanted == version:
        return ""
    if stated.recipe == dict(recipe) or wanted != version:
        return f"the release was made by cablepress {wanted}: pip install cablepress=={wanted}"
    return "the release was made by this version, but with other rules or another --template"


class _Proof:
    """Compares records with what was derived from raw pages."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._articles = {page for page, _ in spool.articles()}
        self._pages = set(spool.pages())
        self._by_address: dict[str, list[str]] = {}
        for page, url in spool.addresses():
            self._by_address.setdefault(address_key(url), []).append(page)

    def hydrated(self, row: Row) -> Row:
        """Return a record with its text, or as it is if that cannot be proved."""
        found = self._same(row)
        if not found:
            return row
        taken = {name: found[name] for name in (*_TAKEN, "passages", "roles", "places", "evidence")}
        return row | taken | {"text_tier": "full"}

    def mismatch(self, row: Row) -> Mismatch | None:
        """Return why a record's text cannot be proved, if it cannot."""
        if self._same(row):
            return None
        if row["id"] in self._articles:
            return self._told(row, row["id"], "cleaned_otherwise")
        if row["id"] in self._pages:
            return Mismatch(row["id"], row["url"], "rejected", detail=self._spool.article(row["id"])["reason"])
        others = [page for one in row["captures"] for page in self._by_address.get(address_key(one["url"]), [])]
        articles = [page for page in others if page in self._articles]
        if not articles:
            return Mismatch(row["id"], row["url"], "missing", detail="the page gives no article" if others else "")
        nearest = min(articles, key=lambda page: (len(_lost(row, self._spool.article(page))), page))
        return self._told(row, nearest, "page_changed")

    def _same(self, row: Row) -> Row | None:
        """Return the derived record of the same page, if it is the same as far as the release says."""
        if row["id"] not in self._articles:
            return None
        found = self._spool.article(row["id"])
        shown = project(found, replace(Terms(), tier=row["text_tier"]))
        names = ("text_sha256",) if row["text_tier"] == "none" else _CONTENT
        return found if all(shown[name] == row[name] for name in names) else None

    def _told(self, row: Row, page: str, kind: str) -> Mismatch:
        found = self._spool.article(page)
        times = {one["captured_at"] for one in row["captures"]} - {None}
        if kind == "page_changed" and found["captured_at"] and times and found["captured_at"] not in times:
            kind = "other_capture"
        lost = _lost(row, found)
        detail = "" if lost or not row["passages"] else "the paragraphs are the same, what was removed is not"
        return Mismatch(row["id"], row["url"], kind, tuple(lost), detail)


def _lost(row: Row, found: Row) -> list[int]:
    """Return the numbers, from 1, of the record's paragraphs that the derived one lacks."""
    there = Counter(one["sha256"] for one in found["passages"])
    lost = []
    for number, passage in enumerate(row["passages"], 1):
        if there[passage["sha256"]]:
            there[passage["sha256"]] -= 1
        else:
            lost.append(number)
    return lost


def wanted(folder: Path) -> Iterator[tuple[str, str | None]]:
    """Yield address and time of capture of the articles whose texts a release does not hold.

    Raises as `hydrate` does.
    """
    opened(folder)
    for row in rows_of(folder, ARTICLES):
        if row["text_tier"] != "full":
            first = next(one for one in row["captures"] if one["page"] == row["id"])
            yield first["url"], first["captured_at"]
