"""Train, validation and test by time: the day in a cluster's id decides, so that no story is in two of them.

The bounds lie between the three waves of the coverage: from 28 November 2010, when the first cables appeared; from
15 March 2011, when The Hindu began its series; from August 2011, when all cables were released.
"""

from typing import Literal, get_args

Split = Literal["train", "validation", "test"]
SPLITS: tuple[Split, ...] = get_args(Split)

VALIDATION_FROM = "2011-01-01"
TEST_FROM = "2011-08-01"


def split_of(cluster: str) -> Split:
    """Return the split of a cluster, and so of each of its articles; undated stories are for training only.

    >>> split_of("2010-12-02-3f2a"), split_of("2011-09-04-3f2a"), split_of("undated-3f2a")
    ('train', 'test', 'train')
    """
    if cluster.startswith("undated") or cluster < VALIDATION_FROM:
        return "train"
    return "validation" if cluster < TEST_FROM else "test"
