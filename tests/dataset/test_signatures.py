"""Signatures come back by place, in the order of the texts; a disk that is full is an error to report."""

import resource
from itertools import islice

import numpy as np
import pytest

from cablepress.dataset.shingles import shingled
from cablepress.dataset.signatures import PLACES, Signatures

TEXTS = [shingled(" ".join(f"word{n * m}" for m in range(9))) for n in range(1_500)]


def signed(texts, folder):
    with Signatures(folder).take(texts) as found:
        return np.array([found.place(number) for number in range(PLACES)]), found.words.tolist()


@pytest.mark.parametrize("count", [0, 1, 1_024, 1_500], ids=lambda count: f"{count} texts")
def test_a_text_is_signed_alike_alone_and_among_others(tmp_path, count):
    values, words = signed(islice(TEXTS, count), tmp_path)
    assert values.shape == (PLACES, count)
    assert words == [9] * count
    for place in {0, count // 2, count - 1} if count else ():
        assert values[:, [place]].tolist() == signed([TEXTS[place]], tmp_path)[0].tolist()
    assert not list(tmp_path.iterdir())


def test_a_disk_that_takes_no_more_is_an_error(tmp_path):
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_200_000, limits[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            signed(TEXTS, tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
