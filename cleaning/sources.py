"""What a page says of itself, gathered once for all fields: declarations, address, outlet names, bounds."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from ..scraping.addresses import Address, canonical
from . import json_ld
from .dates import may_hold
from .document import Block, Document, Verdict

_SITE_METAS = (
    "og:site_name",
    "application-name",
    "apple-mobile-web-app-title",
    "dc.publisher",
    "copyright",
    "publisher",
)


@dataclass(frozen=True)
class Sources:
    """One page's material for metadata."""

    document: Document
    verdicts: list[Verdict]
    url: str = ""
    """The address of the capture; empty if unknown."""
    captured_at: datetime | None = None
    country: str = ""
    """The outlet's country, ISO 3166-1 alpha-2; empty if unknown."""

    def of_country(self, country: str) -> "Sources":
        """Return the same material for an outlet of this country; what was read of it is not read again."""
        known = Sources(self.document, self.verdicts, self.url, self.captured_at, country)
        read = {name: value for name, value in vars(self).items() if name not in vars(known)}
        vars(known).update(read)
        return known

    @cached_property
    def address(self) -> Address | None:
        """The captured address without wrappers and trimmings."""
        return canonical(self.url) if self.url else None

    @cached_property
    def declared_address(self) -> Address | None:
        """The address the page itself declares: ``link rel=canonical``, ``og:url``."""
        base = self.address.url if self.address else ""
        for url in (self.document.canonical, self.meta("og:url")):
            found = self.address if url == self.url else canonical(url, "" if "://" in url else base) if url else None
            if found:
                return found
        return None

    @cached_property
    def metas(self) -> dict[str, str]:
        """The first non-empty content of every ``meta`` name."""
        first: dict[str, str] = {}
        for name, content in self.document.metas:
            if content:
                first.setdefault(name, content)
        return first

    def meta(self, *names: str) -> str:
        """Return the content of the first of these ``meta`` elements that has one; empty if none has."""
        metas = self.metas
        for name in names:
            if name in metas:
                return metas[name]
        return ""

    @cached_property
    def claims(self) -> json_ld.Claims:
        """The page's JSON-LD."""
        address = self.address or self.declared_address
        heading = self.document.headings[0][0] if self.document.headings else ""
        return json_ld.read(self.document.json_ld, address.url if address else "", heading)

    @cached_property
    def people(self) -> list[tuple[str, str]]:
        """(name, type) of the authors in the page's JSON-LD."""
        return json_ld.people(self.claims)

    @cached_property
    def outlets(self) -> tuple[str, ...]:
        """Names by which the page calls its outlet, host names included."""
        hosts = (address.host for address in (self.address, self.declared_address) if address)
        publishers = json_ld.texts(self.claims.article.get("publisher")) + json_ld.texts(
            self.claims.page.get("publisher")
        )
        names = (*hosts, *(self.meta(name) for name in _SITE_METAS), *publishers)
        return tuple(dict.fromkeys(name for name in names if 0 < len(name) <= 80))

    @cached_property
    def kept(self) -> list[int]:
        """Indices of the blocks that were judged part of the article."""
        return [index for index, verdict in enumerate(self.verdicts) if verdict.keep]

    def kept_below(self, index: int) -> list[int]:
        """Return the indices of the kept blocks below a block; of all of them if the index is -1."""
        return self.kept[bisect_right(self.kept, index) :]

    @cached_property
    def dated(self) -> list[Block]:
        """The blocks that may hold a date."""
        return [block for block in self.document.blocks if may_hold(block.text)]

    def removed(self, *reasons: str) -> Iterable[str]:
        """Yield the texts of blocks that were judged away for one of these reasons, in page order."""
        for block, verdict in zip(self.document.blocks, self.verdicts, strict=False):
            if not verdict.keep and verdict.reason in reasons:
                yield block.text
