"""The dataset card: the template's prose with the manifest's numbers, under the YAML that loaders read."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from string import Template
from typing import Any

import pyarrow as pa
import yaml

from .about import KEYWORDS, TITLE, languages
from .citation import apa, bibtex
from .columns import Column, Table, arrow_schema
from .manifest import Manifest
from .markdown import grid
from .plots import by_time, most_frequent
from .rights import RIGHTS
from .schema import ARTICLES, TABLES
from .splits import SPLITS
from .standoff import WORDS

NAME = "README.md"
_TEMPLATE = Path(__file__).with_name("card_template.md")
SPLIT = "train"
"""The one split of each table; the name that the Hub gives data that is not split."""

SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
"""Rows below → the Hub's size category."""
_LARGEST = "1M<n<10M"

PRIVATE = (
    "**This is a private build.** It holds newspapers' texts for which no right to pass them on is known. Keep it to "
    "yourself; `cablepress publish` refuses it. `cablepress release PATH --text standoff --out …` makes one to share."
)
HELD: Mapping[str, str] = {
    "none": "This release holds no text of any page: what is known about it, and nothing more.",
    "standoff": "This release holds no text of any page. Digests and places of its paragraphs let you derive the texts "
    "again from the raw pages and prove them: `cablepress hydrate`.",
    "full": "This release holds the texts that may be passed on (column `text_tier`: `full`). Of the others it holds "
    "digests and places, from which `cablepress hydrate` derives them again.",
}
"""Tier → what the card says of it."""

_MOST_LINES = 40
"""Values that a table of the prose names; the manifest counts them all."""

METADATA = tuple(column.name for column in ARTICLES.columns if column.name not in WORDS)
"""Columns of the configuration for those who want no words of pages."""


def card(manifest: Manifest) -> str:
    """Return the release's ``README.md``; the same manifest gives the same text."""
    front = yaml.safe_dump(front_matter(manifest), sort_keys=False, allow_unicode=True, width=120)
    return f"---\n{front}---\n\n{_prose(manifest)}"


def front_matter(manifest: Manifest) -> dict[str, Any]:
    """Return the card's metadata: what the Hub shows and what loaders need to read the tables as they are.

    A table without rows gets no configuration: `datasets` refuses to load an empty split.
    """
    filled = [table for table in TABLES if manifest.tables[table.name].rows]
    return {
        "pretty_name": TITLE,
        "language": languages(manifest),
        "license": "other",
        "license_name": "rights-of-the-publishers",
        "license_link": "LICENSE.md",
        "size_categories": [size_category(manifest.tables["articles"].rows)],
        "task_categories": ["text-generation", "text-classification", "summarization"],
        "annotations_creators": ["machine-generated"],
        "language_creators": ["found"],
        "source_datasets": ["original"],
        "multilinguality": ["multilingual" if len(languages(manifest)) > 1 else "monolingual"],
        "tags": [word.lower().replace(" ", "-") for word in KEYWORDS],
        "configs": [
            *(config(table, manifest.version, default=table is filled[0]) for table in filled),
            *(views(manifest) if ARTICLES in filled else ()),
        ],
        "dataset_info": [dataset_info(table, manifest) for table in filled],
    }


def size_category(rows: int) -> str:
    """Return the Hub's category for a number of rows.

    >>> size_category(999), size_category(1000)
    ('n<1K', '1K<n<10K')
    """
    return next((name for below, name in SIZES if rows < below), _LARGEST)


def config(table: Table, version: str, *, default: bool) -> dict[str, Any]:
    """Return the table's configuration; its ``version`` is the only one that loaded data knows."""
    mark = {"default": True} if default else {}
    data_files = [{"split": SPLIT, "path": f"data/{table.name}/*.parquet"}]
    return {"config_name": table.name, **mark, "version": version, "data_files": data_files}


def views(manifest: Manifest) -> list[dict[str, Any]]:
    """Return further configurations of the articles' files: without words of pages, and one for each split."""
    plain = config(ARTICLES, manifest.version, default=False)
    metadata = plain | {"config_name": "metadata", "columns": list(METADATA)}
    filled = [split for split in SPLITS if manifest.counts[ARTICLES.name]["split"].get(split)]
    return [metadata, *(_split(plain, split) for split in filled)]


def _split(plain: dict[str, Any], split: str) -> dict[str, Any]:
    data_files = [{"split": split, "path": plain["data_files"][0]["path"]}]
    return plain | {"config_name": split, "data_files": data_files, "filters": [["split", "==", split]]}


def dataset_info(table: Table, manifest: Manifest) -> dict[str, Any]:
    """Return the table's features and sizes; a size is that of the rows in memory, the download that of the files."""
    size = manifest.tables[table.name]
    return {
        "config_name": table.name,
        "features": features(arrow_schema(table)),
        "splits": [{"name": SPLIT, "num_bytes": size.arrow_bytes, "num_examples": size.rows}],
        "download_size": size.file_bytes,
        "dataset_size": size.arrow_bytes,
    }


def features(schema: pa.Schema) -> list[dict[str, Any]]:
    """Return an Arrow schema as the card spells it: ``dtype`` for values, ``list`` for lists."""
    return [{"name": field.name, **_feature(field.type)} for field in schema]


def _feature(kind: pa.DataType) -> dict[str, Any]:
    if pa.types.is_list(kind):
        item = kind.value_type
        return {"list": features(item) if pa.types.is_struct(item) else _dtype(item)}
    return {"dtype": _dtype(kind)}


def _dtype(kind: pa.DataType) -> str:
    return "date32" if pa.types.is_date32(kind) else str(kind)


def _prose(manifest: Manifest) -> str:
    template = Template(_TEMPLATE.read_text(encoding="utf-8"))
    return template.substitute(_numbers(manifest), **_tables(manifest))


def _numbers(manifest: Manifest) -> dict[str, str]:
    """Return the single facts that the template's placeholders stand for."""
    inputs = manifest.inputs
    return {
        "version": manifest.version,
        "date": manifest.date,
        "languages": ", ".join(languages(manifest)),
        "raw_pages": f"{inputs.raw_pages:,}",
        "captures": f"{inputs.captures:,}",
        "damaged": f"{sum(inputs.damaged.values()):,}",
        "raw_pages_sha256": inputs.raw_pages_sha256,
        "content_sha256": manifest.content_sha256,
        "articles": f"{manifest.tables['articles'].rows:,}",
        "rejects": f"{manifest.tables['rejects'].rows:,}",
        "removed": f"{sum(manifest.counts['articles']['removed.reason'].values()):,}",
        "bibtex": bibtex(manifest).rstrip(),
        "apa": apa(manifest),
    }


def _tables(manifest: Manifest) -> dict[str, str]:
    """Return the Markdown tables that the template's placeholders stand for."""
    counts = manifest.counts
    tables = [[f"`{t.name}`", t.meaning, f"{manifest.tables[t.name].rows:,}"] for t in TABLES]
    return {
        "tables": grid(["table", "a row is", "rows"], tables),
        "texts": standing(manifest),
        "columns": "\n\n".join(f"#### `{table.name}`\n\n{columns_grid(table)}" for table in TABLES),
        "rights": grid(["`rights`", "meaning"], [[f"`{name}`", meaning] for name, meaning in RIGHTS.items()]),
        "recipe": grid(["made by", "version or digest"], _makers(manifest)),
        "articles_by_time": _grid("time", by_time(counts["articles"]["published_on"])),
        "articles_by_publisher": _by("publisher", counts["articles"]["publisher"]),
        "articles_by_language": _by("language", counts["articles"]["language"]),
        "articles_by_access": _by("access", counts["articles"]["access"]),
        "articles_by_rights": _by("rights", counts["articles"]["rights"]),
        "personal_data": _by("kind", counts["articles"]["personal_data.kind"]),
        "removed_by_reason": _by("reason", counts["articles"]["removed.reason"]),
        "rejects_by_reason": _by("reason", counts["rejects"]["reason"]),
        "coverage_by_kind": _by("kind", counts["coverage"]["kind"]),
        "coverage_by_language": _by("language", counts["coverage"]["language"]),
    }


def standing(manifest: Manifest) -> str:
    """Return what the release holds of the pages' words, and whether it may be passed on."""
    return PRIVATE if manifest.private else HELD[manifest.tier]


def _makers(manifest: Manifest) -> list[list[str]]:
    made_by = [*manifest.packages.items(), *manifest.recipe.items()]
    return [[name, f"`{version}`"] for name, version in made_by]


def columns_grid(table: Table) -> str:
    """Return the table's columns with type and meaning, as a Markdown table; fields of lists follow their list."""
    return grid(["column", "type", "may be null", "meaning"], _column_rows(table.columns, ""))


def _column_rows(columns: Iterable[Column], above: str) -> list[list[str]]:
    rows = []
    for column in columns:
        values = ": " + ", ".join(f"`{value}`" for value in column.values) if column.values else ""
        null = "yes" if column.nullable else "no"
        rows.append([f"`{above}{column.name}`", column.type, null, column.meaning + values])
        rows += _column_rows(column.fields, f"{above}{column.name}.")
    return rows


def _by(heading: str, counts: Mapping[str, int]) -> str:
    """Return counts as a Markdown table, the most frequent first."""
    return _grid(heading, most_frequent(counts, _MOST_LINES))


def _grid(heading: str, counts: Iterable[tuple[str, int]]) -> str:
    return grid([heading, "count"], [[label, f"{count:,}"] for label, count in counts])
