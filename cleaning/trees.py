# cython: boundscheck=False, wraparound=False
"""Evaluating oblivious decision trees: every tree asks all blocks the same questions, level by level.

Compiled where a C compiler is there (`trees.pxd` gives the types).
"""

from typing import NamedTuple

from .arrays import Ints, Rows, zeros


class Forest(NamedTuple):
    """Trees that ask whether features lie above borders."""

    asked: Ints
    """Question to feature: the row in a table of features x blocks."""
    borders: Rows
    """Question to border: the answer is yes above it."""
    trees: Ints
    """Trees x depth: the question asked at each level."""
    leaves: Ints
    """All trees' leaves one after another, two to the depth of each: the leaf's part of the score."""


def pick(table: Rows, places: Ints, rows: Rows) -> None:
    """Write those rows of a table that stand at the places, rounded as a forest's borders are."""
    _pick(table, places, rows)


def pick_whole(table: Ints, places: Ints, rows: Rows) -> None:
    """Do the same with a table of whole numbers."""
    _pick(table, places, rows)


def _pick(table: Rows, places: Ints, rows: Rows) -> None:
    for row in range(rows.shape[0]):
        place = places[row]
        for block in range(rows.shape[1]):
            rows[row, block] = table[place, block]


def evaluate(rows: Rows, forest: Forest, scores: Ints) -> None:
    """Add to each block's score what the leaves that it falls into say.

    Args:
        rows: features x blocks.
        forest: what to ask of them.
        scores: one a block; changed in place.
    """
    asked, borders, trees, leaves = forest
    count, depth = scores.shape[0], trees.shape[1]
    leaf = zeros("i", count)
    for tree in range(trees.shape[0]):
        first = tree << depth
        for block in range(count):
            leaf[block] = 0
        level = depth
        while level >= 3:  # three at once: a leaf's number is loaded and stored a third as often
            level -= 3
            third, second, question = trees[tree, level], trees[tree, level + 1], trees[tree, level + 2]
            feature, border = asked[question], borders[question]
            feature_2, border_2 = asked[second], borders[second]
            feature_3, border_3 = asked[third], borders[third]
            for block in range(count):
                leaf[block] = (
                    8 * leaf[block]
                    + 4 * (rows[feature, block] > border)
                    + 2 * (rows[feature_2, block] > border_2)
                    + (rows[feature_3, block] > border_3)
                )
        while level > 0:
            level -= 1
            question = trees[tree, level]
            feature, border = asked[question], borders[question]
            for block in range(count):
                leaf[block] = 2 * leaf[block] + (rows[feature, block] > border)
        for block in range(count):
            scores[block] += leaves[first + leaf[block]]
