"""Counting what the pages of each site share: the first pass over a batch, which makes a `template.Template`.

Of every site a sample of pages is compared: those whose content has the smallest hashes. So the result depends on
the set of pages alone, not on their order nor on how they were divided; counts of parts merge to the count of the
whole; and memory is bounded by sites, pages a site and lines a page, whatever the batch.
"""

import hashlib
import heapq
from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from .template import SiteTemplate, Template, line_hash, site_of

PAGES = 32
"""Pages compared of a site: a line on every tenth page is found twice among them with a chance of 84 %."""

LINES = 1_000
"""Lines of a page that are counted, those with the smallest hashes; pages of news sites have 50 to 500."""

SITES = 20_000
"""Sites counted in one batch, those whose names have the smallest hashes; at 100 lines a page they take 500 MB."""

Page = tuple[int, "array[int]"]
"""Hash of a page's content, and the hashes of its lines, sorted."""


@dataclass(slots=True)
class Counts:
    """The sample of every site seen so far."""

    pages: int = PAGES
    sites: int = SITES
    _samples: dict[str, dict[int, "array[int]"]] = field(default_factory=dict)
    """Site to its pages, by the hash of their content: identical pages count once."""

    def add(self, url: str, lines: Iterable[str]) -> None:
        """Count one page: its address, which names the site, and its lines or blocks."""
        if site := site_of(url):
            self._add(site, [_page(lines)])

    def merge(self, other: "Counts") -> None:
        """Count what another part of the batch has counted."""
        for site, sample in other._samples.items():
            self._add(site, sample.items())

    def template(self) -> Template:
        """Return the lines that two or more of a site's compared pages have."""
        made = {site: _shared(sample) for site, sample in self._kept().items() if len(sample) > 1}
        return Template({site: shared for site, shared in made.items() if shared.lines})

    def _add(self, site: str, pages: Iterable[Page]) -> None:
        sample = self._samples.setdefault(site, {})
        sample.update(pages)
        for extra in heapq.nlargest(len(sample) - self.pages, sample):
            del sample[extra]
        if len(self._samples) >= 2 * self.sites:
            self._samples = self._kept()

    def _kept(self) -> dict[str, dict[int, "array[int]"]]:
        chosen = heapq.nsmallest(self.sites, self._samples, key=lambda site: (line_hash(site), site))
        return {site: self._samples[site] for site in chosen}


def _page(lines: Iterable[str]) -> Page:
    hashes = array("Q", heapq.nsmallest(LINES, {line_hash(line) for line in lines}))
    content = hashlib.blake2b(b"".join(line.to_bytes(8, "big") for line in hashes), digest_size=8)
    return int.from_bytes(content.digest(), "big"), hashes


def _shared(sample: dict[int, "array[int]"]) -> SiteTemplate:
    counts = Counter(line for lines in sample.values() for line in lines)
    return SiteTemplate(len(sample), {line: count for line, count in counts.items() if count > 1})
