"""What a site repeats from page to page: a table of line hashes by site, made from a batch by `repeats.Counts`.

A table is data: it holds no text, says by a digest what it is, and a run may take it as input. Pages of sites that it
does not know are cleaned as if there were none.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..scraping.addresses import canonical

_DIGITS = re.compile(r"\d+")
_HASH = re.compile(r"[0-9a-f]{16}")
_VERSION = 1
"""Of the file's layout and of `line_hash`: a table of another version cannot be used."""


class TemplateError(ValueError):
    """A template table that cannot be used; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class SiteTemplate:
    """The lines that one site repeats."""

    pages: int
    """Pages of the site that were compared."""
    lines: Mapping[int, int]
    """`line_hash` to the number of those pages that have the line; lines of a single page are left out."""

    def pages_with(self, text: str) -> int:
        """Return on how many of the compared pages the line stands, 0 if on less than two."""
        return self.lines.get(line_hash(text), 0)


@dataclass(frozen=True)
class Template:
    """What each site of a batch repeats."""

    sites: Mapping[str, SiteTemplate] = field(default_factory=dict)
    """Host, as `site_of` gives it, to the lines that its pages share."""

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the content, 64 hexadecimal digits: equal digests give equal verdicts."""
        return hashlib.sha256(self._content().encode()).hexdigest()

    def of(self, url: str) -> SiteTemplate | None:
        """Return what the site of this address repeats; ``None`` if the table does not know the site."""
        return self.sites.get(site_of(url)) if url and self.sites else None

    def part(self, urls: Iterable[str]) -> "Template":
        """Return the part of the table that pages of these addresses need."""
        wanted = {site_of(url) for url in urls}
        return Template({site: lines for site, lines in self.sites.items() if site in wanted})

    def to_json(self) -> str:
        """Return the table as a file's text: one site a line, sorted, so that equal tables are equal bytes."""
        return f'{{"version":{_VERSION},"digest":"{self.digest}","sites":{self._content()}}}\n'

    def _content(self) -> str:
        rows = (f"{json.dumps(site)}:{_row(lines)}" for site, lines in sorted(self.sites.items()))
        return "{\n" + ",\n".join(rows) + "\n}"


NO_TEMPLATE = Template()
"""The table that knows no site."""


def read(text: str) -> Template:
    """Return the table of a file's text.

    Raises:
        TemplateError: the text is no template table, of another version, or not what its digest says.
    """
    try:
        content = json.loads(text)
        if content["version"] != _VERSION:
            raise TemplateError(f"a template table of version {content['version']}; this version reads {_VERSION}")
        template = Template({site: _site(site, row) for site, row in content["sites"].items()})
        stated = content["digest"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise error if isinstance(error, TemplateError) else TemplateError(f"no template table: {error}") from error
    if stated != template.digest:
        raise TemplateError("the digest is not that of the content; count the pages again")
    return template


def site_of(url: str) -> str:
    """Return the host whose pages share a template, without archive wrappers and mobile prefixes; empty for none.

    >>> site_of("https://web.archive.org/web/20120101000000/http://m.example.org/a")
    'example.org'
    """
    address = canonical(url)
    return address.host.removeprefix("www.") if address else ""


def line_hash(text: str) -> int:
    """Return the 64-bit hash by which lines are compared: capitals and numbers do not count.

    >>> line_hash("12 Comments") == line_hash("3 COMMENTS")
    True
    """
    folded = _DIGITS.sub("0", text.casefold()).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(folded, digest_size=8).digest(), "big")


def _row(lines: SiteTemplate) -> str:
    counts = ",".join(f'"{line:016x}":{count}' for line, count in sorted(lines.lines.items()))
    return f'{{"pages":{lines.pages},"lines":{{{counts}}}}}'


def _site(site: str, row: Mapping[str, object]) -> SiteTemplate:
    pages, lines = row["pages"], row["lines"]
    if not isinstance(pages, int) or not isinstance(lines, dict):
        raise TemplateError(f"{site}: pages and lines are needed")
    if not all(_HASH.fullmatch(line) and isinstance(n, int) and 2 <= n <= pages for line, n in lines.items()):
        raise TemplateError(f"{site}: a line needs a hash of 16 hexadecimal digits and a count from 2 to {pages}")
    return SiteTemplate(pages, {int(line, 16): count for line, count in lines.items()})
