"""The documents of a release: each is a pure function of its manifest, so that `check` can write it again."""

import hashlib
from importlib.resources import files
from pathlib import Path

from . import card, changes, croissant, datasheet, manifest, provenance
from .citation import bibtex, cff, datacite, schema_org, zenodo
from .croissant import Sealed
from .manifest import Manifest
from .plots import PLOTS, path, plots
from .schema import TABLES

LICENCE = "LICENSE.md"
PAPERS = (
    card.NAME,
    changes.NAME,
    "CITATION.cff",
    datasheet.NAME,
    LICENCE,
    "citation.bib",
    croissant.FILE_NAME,
    "datacite.json",
    provenance.NAME,
    "schema-org.json",
    "zenodo.json",
    *map(path, PLOTS),
)
"""The paths of all documents."""


def papers(made: Manifest, history: str) -> dict[str, str]:
    """Return path → text of every document; `history` is the older part of the changelog."""
    rows = {table.name: made.tables[table.name].rows for table in TABLES}
    written = {
        card.NAME: card.card(made),
        changes.NAME: changes.changelog(made.version, rows, made.changes, history),
        "CITATION.cff": cff(made),
        datasheet.NAME: datasheet.datasheet(made),
        LICENCE: files(__package__).joinpath("rights.md").read_text(encoding="utf-8"),
        "citation.bib": bibtex(made),
        "datacite.json": datacite(made),
        provenance.NAME: provenance.provenance(made),
        "schema-org.json": schema_org(made),
        "zenodo.json": zenodo(made),
        **plots(made),
    }
    sealed = {name: _sealed(text) for name, text in {**written, manifest.NAME: manifest.spell(made)}.items()}
    return {**written, croissant.FILE_NAME: croissant.croissant(made, sealed)}


def write_papers(made: Manifest, history: str, folder: Path) -> None:
    """Write the documents into the folder."""
    for name, text in papers(made, history).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="")


def _sealed(text: str) -> Sealed:
    spelled = text.encode()
    return Sealed(hashlib.sha256(spelled).hexdigest(), len(spelled))
