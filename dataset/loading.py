"""Loads a finished release as its users will, with `datasets`, and compares what arrives with the manifest."""

from pathlib import Path
from tempfile import TemporaryDirectory

from . import card, manifest
from .findings import Finding, Findings
from .schema import TABLES


def check_loading(folder: Path) -> list[Finding]:
    """Load every table from the local folder, without a network; return what fails or differs, in table order.

    The release should pass `check` first. Importing `datasets` takes over a second, which is why this stands apart.
    """
    stated = manifest.read(folder)
    filled = [table.name for table in TABLES if stated.tables[table.name].rows]
    with TemporaryDirectory() as cache:  # its cache is keyed by path and time: an old entry would hide a change
        return [found for name in filled for found in _load(folder, name, stated, cache)]


def _load(folder: Path, name: str, stated: manifest.Manifest, cache: str) -> Findings:
    import datasets  # noqa: PLC0415 - see above

    datasets.disable_progress_bars()
    try:
        loaded = datasets.load_dataset(str(folder), name, split=card.SPLIT, cache_dir=cache)
    except Exception as error:  # whatever the loader raises is the finding
        yield Finding(card.NAME, "loading.failed", name, f"{type(error).__name__}: {str(error).partition(chr(10))[0]}")
        return
    if len(loaded) != stated.tables[name].rows:
        yield Finding(card.NAME, "loading.rows", name, f"loads {len(loaded)} rows, not {stated.tables[name].rows}")
    if str(loaded.info.version) != stated.version:
        yield Finding(card.NAME, "loading.version", name, f"loads as version {loaded.info.version}")
