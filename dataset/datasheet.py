"""The datasheet: the answers to all questions of *Datasheets for Datasets*, with the manifest's numbers."""

from collections.abc import Mapping
from pathlib import Path
from string import Template

from .card import standing
from .manifest import Manifest
from .markdown import grid
from .plots import NOT_KNOWN, most_frequent
from .schema import TABLES

NAME = "DATASHEET.md"
_TEMPLATE = Path(__file__).with_name("datasheet_template.md")
_MOST_LANGUAGES = 30


def datasheet(manifest: Manifest) -> str:
    """Return the release's ``DATASHEET.md``; the same manifest gives the same text."""
    template = Template(_TEMPLATE.read_text(encoding="utf-8"))
    counts, inputs = manifest.counts, manifest.inputs
    rows = [[f"`{table.name}`", f"{manifest.tables[table.name].rows:,}"] for table in TABLES]
    return template.substitute(
        version=manifest.version,
        date=manifest.date,
        doi=manifest.doi or "none",
        tables=grid(["table", "rows"], rows),
        raw_pages=f"{inputs.raw_pages:,}",
        captures=f"{inputs.captures:,}",
        damaged=f"{sum(inputs.damaged.values()):,}",
        texts=standing(manifest),
        period=_period(counts["articles"]["published_on"]),
        article_languages=_listed(counts["articles"]["language"]),
        coverage_languages=_listed(counts["coverage"]["language"]),
    )


def _period(months: Mapping[str, int]) -> str:
    """Say from when to when articles were published."""
    dated = sorted(month for month in months if month)
    undated = f"{months.get('', 0):,} without a date"
    return f"{dated[0]} to {dated[-1]}, {undated}" if dated else undated


def _listed(counts: Mapping[str, int]) -> str:
    shown = [f"{label} {count:,}" for label, count in most_frequent(counts, _MOST_LANGUAGES)]
    return ", ".join(shown) or NOT_KNOWN
