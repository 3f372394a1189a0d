"""Loads a release with the `datasets` and pyarrow that are installed, and compares content hashes.

``make load-matrix`` runs it with old and new versions. Stops where a table does not load whole and streaming, or where
the hashes of its records are not those of the manifest.
"""

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import datasets
import pyarrow as pa
import pyarrow.parquet as pq

from cablepress.dataset.content import Seal, canonical


def root(rows: object) -> str:
    seal = Seal()
    for row in rows:
        seal.add(canonical(row))
    return seal.root()


def main(folder: Path) -> None:
    stated = json.loads((folder / "manifest.json").read_bytes())
    datasets.disable_progress_bars()
    with TemporaryDirectory() as cache:
        for name, size in sorted(stated["tables"].items()):
            if not size["rows"]:
                continue
            read = [
                row
                for path in sorted((folder / "data" / name).glob("*.parquet"))
                for row in pq.read_table(path).to_pylist()
            ]
            whole = datasets.load_dataset(str(folder), name, split="train", cache_dir=cache)
            stream = datasets.load_dataset(str(folder), name, split="train", streaming=True)
            roots = {root(read), root(whole), root(stream)}
            if roots != {size["content_sha256"]} or str(whole.info.version) != stated["version"]:
                raise SystemExit(
                    f"datasets {datasets.__version__}, pyarrow {pa.__version__}: {name} is not what the manifest states"
                )
    print(f"datasets {datasets.__version__}, pyarrow {pa.__version__}: all tables load, hashes equal")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
