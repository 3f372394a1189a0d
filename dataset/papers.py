"""The documents that every release carries unchanged, beside its card."""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

_STAGE, _ROOT = files(__package__), files(__package__.rpartition(".")[0])

PAPERS: Mapping[str, str] = {
    "DATASHEET.md": _ROOT.joinpath("DATASHEET.md").read_text(encoding="utf-8"),
    "LICENSE.md": _STAGE.joinpath("rights.md").read_text(encoding="utf-8"),
}
"""File name → text."""


def write_papers(folder: Path) -> None:
    """Write the documents into the folder."""
    for name, text in PAPERS.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
