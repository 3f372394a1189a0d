"""MinHash signatures of texts, kept in a file: a kilobyte a text is too much for memory where texts are millions.

The file is read and written by plain calls, not mapped: a full disk is then an error to report, not the end of the
process, and pages of it do not count as the process's memory. Signatures come from `rensa`.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import Self

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from .shingles import Shingled, flat

PLACES = 256
"""Length of a signature: 1 kB a text."""
SEED = 1
"""Of the library's permutations; another one gives other signatures, not better ones."""

_BATCH = 1_024
_VALUE = np.dtype(np.uint32)

Values = NDArray[np.uint32]
Numbers = NDArray[np.int64]


class Signatures:
    """The signatures of texts: taken in a batch of texts at a time, given back a place at a time."""

    def __init__(self, folder: Path | None) -> None:
        """Keep them in a file without a name in `folder`, or where the system keeps such files."""
        self._file = TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115 - closed with the signatures
        self._lengths: list[int] = []
        self._words: list[int] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def take(self, texts: Iterable[Shingled]) -> Self:
        """Sign texts, after those that were signed before."""
        for batch in _batches(texts):
            matrix = RMinHash.digest_matrix_from_flat_token_hashes(*flat(batch), PLACES, SEED)
            values = np.array(matrix.to_rows(), dtype=_VALUE).T.tobytes()
            while values:  # the system may take less than it is given
                values = values[self._file.write(values) :]
            self._lengths.append(len(batch))
            self._words += [one.words for one in batch]
        return self

    @property
    def words(self) -> Numbers:
        """Number of words of each text."""
        return np.array(self._words, dtype=np.int64)

    def place(self, number: int) -> Values:
        """Return what stands in a place of all signatures, in the order of the texts."""
        return np.frombuffer(b"".join(self._read(number)), dtype=_VALUE)

    def _read(self, number: int) -> Iterator[bytes]:
        start = 0
        for length in self._lengths:
            size = length * _VALUE.itemsize
            yield os.pread(self._file.fileno(), size, start + number * size)
            start += PLACES * size


def _batches(texts: Iterable[Shingled]) -> Iterator[list[Shingled]]:
    batch: list[Shingled] = []
    for text in texts:
        batch.append(text)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
