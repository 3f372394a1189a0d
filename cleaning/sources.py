"""What a page says of itself, gathered once for all fields: declarations, address, outlet names, bounds."""

from bisect import bisect_right
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


class Sources:
    """One page's material for metadata."""

    def __init__(
        self,
        document: Document,
        verdicts: list[Verdict],
        url: str = "",
        captured_at: datetime | None = None,
        country: str = "",
    ) -> None:
        """Gather what nearly every field asks for; `url` is the address of the capture, empty if unknown."""
        self.document, self.verdicts, self.url, self.captured_at = document, verdicts, url, captured_at
        self.country = country
        """The outlet's country, ISO 3166-1 alpha-2; empty as long as it is unknown."""
        self.address = canonical(url) if url else None
        """The captured address without wrappers and trimmings."""
        self.metas = _first_contents(document.metas)
        """The first non-empty content of every ``meta`` name."""
        self.declared_address = self._declared_address()
        """The address the page itself declares: ``link rel=canonical``, ``og:url``."""
        self.claims = self._claims()
        """The page's JSON-LD."""
        self.people = json_ld.people(self.claims)
        """(name, type) of the authors in the page's JSON-LD."""
        self.outlets = self._outlets()
        """Names by which the page calls its outlet, host names included."""
        self.kept = [index for index, verdict in enumerate(verdicts) if verdict.keep]
        """Indices of the blocks that were judged part of the article."""

    def meta(self, *names: str) -> str:
        """Return the content of the first of these ``meta`` elements that has one; empty if none has."""
        metas = self.metas
        for name in names:
            if name in metas:
                return metas[name]
        return ""

    def kept_below(self, index: int) -> list[int]:
        """Return the indices of the kept blocks below a block; of all of them if the index is -1."""
        return self.kept[bisect_right(self.kept, index) :]

    @cached_property
    def dated(self) -> list[Block]:
        """The blocks that may hold a date."""
        return [block for block in self.document.blocks if may_hold(block.text)]

    def _declared_address(self) -> Address | None:
        base = self.address.url if self.address else ""
        for url in (self.document.canonical, self.meta("og:url")):
            found = self.address if url == self.url else canonical(url, "" if "://" in url else base) if url else None
            if found:
                return found
        return None

    def _claims(self) -> json_ld.Claims:
        address = self.address or self.declared_address
        heading = self.document.headings[0][0] if self.document.headings else ""
        return json_ld.read(self.document.json_ld, address.url if address else "", heading)

    def _outlets(self) -> tuple[str, ...]:
        names = [address.host for address in (self.address, self.declared_address) if address]
        names += [self.metas[name] for name in _SITE_METAS if name in self.metas]
        names += json_ld.texts(self.claims.article.get("publisher"))
        names += json_ld.texts(self.claims.page.get("publisher"))
        return tuple(dict.fromkeys(name for name in names if 0 < len(name) <= 80))


def _first_contents(metas: list[tuple[str, str]]) -> dict[str, str]:
    first: dict[str, str] = {}
    for name, content in metas:
        if content and name not in first:
            first[name] = content
    return first
