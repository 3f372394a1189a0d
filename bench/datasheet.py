"""Writes DATASHEET.md of this repository, that of the embedded sample: ``python -m bench.datasheet > DATASHEET.md``."""

import contextlib
import io
from pathlib import Path
from tempfile import TemporaryDirectory

from cablepress.cli import run
from cablepress.dataset.datasheet import NAME


def sample_datasheet() -> str:
    """Build a release of the embedded sample and return its datasheet."""
    with TemporaryDirectory() as work, contextlib.redirect_stdout(io.StringIO()):
        run(["build", "--out", f"{work}/release"])
        return Path(work, "release", NAME).read_text(encoding="utf-8")


if __name__ == "__main__":
    print(sample_datasheet(), end="")
