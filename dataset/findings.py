"""What `check` can find: the closed list of codes, and one finding."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

CODES: Mapping[str, str] = {
    "sums.format": "`SHA256SUMS` is missing, or a line of it is malformed or out of order",
    "sums.missing": "`SHA256SUMS` names a file that is not there",
    "sums.unlisted": "a file is not named in `SHA256SUMS`",
    "sums.changed": "a file's bytes are not those that `SHA256SUMS` names",
    "files.missing": "a document, or a table's data, is not there",
    "files.unknown": "a file is no part of a release",
    "files.many": "there are more files than a Zenodo record takes",
    "files.partition": "the data files of a table are not those that its rows' months of publication give",
    "manifest.format": "the manifest cannot be read, lacks a field, or is not spelled as `release` spells it",
    "manifest.version": "the version is not MAJOR.MINOR.PATCH",
    "manifest.inputs": "captures, raw pages or their digest are not those of the data",
    "manifest.tables": "rows or bytes of a table are not those of the data",
    "manifest.content": "the content hash is not that of the data",
    "manifest.counts": "a count by value is not that of the data",
    "manifest.files": "the list of data files, or a file's digest, bytes or rows, are not those of the data",
    "parquet.damaged": "a data file cannot be read, or a page fails its checksum",
    "parquet.schema": "a column's name, type, place or nullability is not the declared one",
    "parquet.footer": "the footer holds keys, or statistics of a column that may hold words of a page",
    "rows.order": "rows are not in the table's order",
    "rows.partition": "a row stands in the file of another month",
    "rows.duplicate": "two rows have the same key",
    "rows.value": "a value is outside the closed list, or not of the form that its column has",
    "rows.tag": "a language is no BCP 47 tag, or a country no ISO 3166-1 code, by its form",
    "rows.derived": "a computed value is not what its row gives",
    "rows.reference": "a cable or publisher is not in its table",
    "texts.tier": "a row holds more of a page's words than the release's tier",
    "texts.rights": "a release that is not private holds a text that may not be passed on",
    "tombstones.present": "a row is of a page or an address that a tombstone keeps out",
    "account.overlap": "a raw page is both an article and a rejection",
    "card.format": "the card has no readable YAML",
    "card.version": "a configuration's version is not the release's",
    "card.configs": "the configurations are not one a table, articles first, each with its own files",
    "card.globs": "a data file is matched by no glob of the configurations, or by more than one",
    "card.splits": "a split's name is one that loaders refuse",
    "card.features": "the features are not the data's columns and types",
    "card.sizes": "rows or bytes in the card are not the data's",
    "card.languages": "the languages are not those of the data",
    "card.metadata": "another key of the YAML is missing, unknown or different",
    "card.text": "the wording is not what this version of cablepress writes for this manifest",
    "changelog.format": "the changelog cannot be read, or does not begin with the release's own version",
    "changelog.history": "the changelog's sections on former versions are not those of the former release",
    "papers.format": "a document is not readable as the JSON or YAML that it should be",
    "papers.version": "a document states another version",
    "papers.doi": "a document names a DOI that is malformed or not the release's",
    "papers.licence": "a document names a licence by no SPDX id or address that a release uses",
    "croissant.files": "Croissant misses a file, or states another hash or size",
    "croissant.fields": "Croissant's fields are not the columns of the table",
    "papers.text": "a document is not the one that this version of cablepress writes for this manifest",
    "loading.failed": "`datasets` cannot load a table (`check --load`)",
    "loading.rows": "`datasets` loads another number of rows than the manifest states (`check --load`)",
    "loading.version": "the loaded table says that it is another version (`check --load`)",
}
"""Code of a finding → what it means."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing in a release that is not true."""

    file: str
    """Path within the release."""
    code: str
    """A key of `CODES`."""
    field: str
    """Where in the file: a column, a key, a line, a row's key; empty for the whole file."""
    message: str
    """What is wrong, with the value found."""

    def __str__(self) -> str:
        place = f"{self.file}: {self.field}" if self.field else self.file
        return f"{place}: {self.message} [{self.code}]"


Findings = Iterator[Finding]
"""What each part of the check yields."""
