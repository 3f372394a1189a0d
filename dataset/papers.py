"""The documents of a release: each is a pure function of its manifest, so that `check` can write it again."""

from importlib.resources import files
from pathlib import Path

from . import card, changes
from .manifest import Manifest
from .schema import TABLES

_STAGE, _ROOT = files(__package__), files(__package__.rpartition(".")[0])


def papers(manifest: Manifest, history: str) -> dict[str, str]:
    """Return path → text of every document; `history` is the older part of the changelog."""
    rows = {table.name: manifest.tables[table.name].rows for table in TABLES}
    return {
        card.NAME: card.card(manifest),
        changes.NAME: changes.changelog(manifest.version, rows, manifest.changes, history),
        "DATASHEET.md": _ROOT.joinpath("DATASHEET.md").read_text(encoding="utf-8"),
        "LICENSE.md": _STAGE.joinpath("rights.md").read_text(encoding="utf-8"),
    }


PAPERS = (card.NAME, changes.NAME, "DATASHEET.md", "LICENSE.md")
"""The paths of all documents."""


def write_papers(manifest: Manifest, history: str, folder: Path) -> None:
    """Write the documents into the folder."""
    for name, text in papers(manifest, history).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="")
