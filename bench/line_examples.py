"""What the line model learns from: flattened pages, parts of them, and articles among what other pages print.

The teasers, appeals and lists of one site are learned from the few sites that have such, together with all else that is
peculiar to them. Around the article of another page they are evidence of their own: of another topic, in a series.
"""

import random
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.gold import words
from cablepress.cleaning.letters import Ints
from cablepress.cleaning.matching import match_all
from cablepress.cleaning.rules import Rule
from cablepress.cleaning.text import tidy

INNER = 3
"""The tones that a page is trained with come from pages of other sites: parts of this inner split."""
AGAIN = 0.3
"""What a page's further examples weigh."""
FEWEST = 5
"""Lines of text from which a page has further examples."""
BELOW = 60
"""Lines that are taken of what stands below another page's text."""
TEASERS = {"below": (5, 30), "above": (3, 15), "between": (1, 6)}
"""Stories that are teased at a place: at least, and fewer than."""
CUT = (70, 200)
"""Characters after which a story's beginning is cut off in its teaser: at least, and fewer than."""


@dataclass(frozen=True, slots=True)
class Dump:
    """One flattened page, a part of one, or a mixture."""

    name: str
    site: str
    fold: int
    gold: dict[str, Any]
    texts: list[str]
    rules: list[Rule | None]
    labels: npt.NDArray[np.bool_]
    weights: npt.NDArray[np.float64]
    words: Ints
    """Which words stand in the dump."""

    def part(self, chosen: Ints) -> "Dump":
        """Return the dump's chosen lines as an example of their own, of less weight."""
        return replace(
            self,
            texts=[self.texts[index] for index in chosen],
            rules=[self.rules[index] for index in chosen],
            labels=self.labels[chosen],
            weights=AGAIN * self.weights[chosen],
        )

    def foreign(self, unit: float) -> "Dump":
        """Return the lines as they are in another page: no text of its article, each word of this weight."""
        return replace(self, labels=np.zeros(len(self.texts), np.bool_), weights=unit * sizes(self.texts))


def sizes(texts: Sequence[str]) -> npt.NDArray[np.float64]:
    """Return what lines weigh among those of their page: their words, and a little for being a line."""
    return np.array([len(words(text)) + 4 for text in texts], np.float64)


def inner_part(dump: Dump) -> int:
    """Return the part of the inner split that a page is in: its tones are learned from the other parts."""
    return zlib.crc32(dump.site.encode()) % INNER


def parts(dump: Dump) -> Iterator[Dump]:
    """Yield the dump with less around the article: a few lines, only named ones below, or none; the name decides."""
    lot = zlib.crc32(dump.name.encode())
    inside = np.flatnonzero(dump.labels)
    if len(inside) < FEWEST:
        return
    above = np.arange(max(0, inside[0] - (lot >> 4) % 8), inside[0])
    below = np.arange(inside[-1] + 1, min(len(dump.texts), inside[-1] + 1 + (lot >> 8) % 25))
    named = np.array([index for index in range(inside[-1] + 1, len(dump.texts)) if dump.rules[index]], np.int64)
    kinds = (
        np.concatenate((above, np.arange(inside[0], inside[-1] + 1), below)),
        np.concatenate((above, inside, named[: (lot >> 8) % 25])),
        inside,
    )
    yield dump.part(kinds[lot % 3])


def mixtures(dumps: Sequence[Dump]) -> Iterator[Dump]:
    """Yield the articles of these dumps among lines of other sites' pages; the names decide.

    The other pages are of the same set, and of the same inner part: tones know no line of an example.
    """
    pools: dict[tuple[str, int], list[Dump]] = {}
    for dump in dumps:
        if dump.labels.any():
            pools.setdefault(_pool(dump), []).append(dump)
    for dump in dumps:
        others = [other for other in pools.get(_pool(dump), []) if other.site != dump.site]
        if others and np.count_nonzero(dump.labels) >= FEWEST:
            yield _surrounded(dump, others, random.Random(zlib.crc32(f"{dump.name} surrounded".encode())))
            yield _interrupted(dump, others, random.Random(zlib.crc32(f"{dump.name} interrupted".encode())))


def _pool(dump: Dump) -> tuple[str, int]:
    return dump.name.split("/", 1)[0], inner_part(dump)


def _surrounded(dump: Dump, others: Sequence[Dump], lot: random.Random) -> Dump:
    """Return the article with teasers below it, or what stands below another; at times with teasers above it too."""
    first, last = _around(dump, 12, lot)
    article, unit = dump.part(np.arange(first, last)), _unit(dump)
    below = _ending(lot.choice(others)) if lot.randrange(3) == 0 else _teasers(dump, others, "below", lot)
    above = [_teasers(dump, others, "above", lot).foreign(unit)] if lot.randrange(2) else []
    return _joined([*above, article, below.foreign(unit)])


def _interrupted(dump: Dump, others: Sequence[Dump], lot: random.Random) -> Dump:
    """Return the article with teasers between its lines, below it what stands below another, at times after a story."""
    first, last = _around(dump, 6, lot)
    inside, unit = np.flatnonzero(dump.labels), _unit(dump)
    places = range(int(inside[0]) + 1, int(inside[-1]) + 1)
    edges = [first, *sorted(lot.sample(places, lot.randrange(1, 4))), last]
    pieces = [dump.part(np.arange(first, edges[1]))]
    for begin, end in pairwise(edges[1:]):
        pieces += [_teasers(dump, others, "between", lot).foreign(unit), dump.part(np.arange(begin, end))]
    other = lot.choice(others)
    if lot.randrange(3) == 0:
        story = np.flatnonzero(other.labels)[: lot.randrange(2, 8)]
        pieces += [_made(dump, [_title(other)]).foreign(unit), other.part(story).foreign(unit)]
    return _joined([*pieces, _ending(other).foreign(unit)])


def _around(dump: Dump, most: int, lot: random.Random) -> tuple[int, int]:
    """Return where a part with the article begins and ends, fewer than so many lines outside it."""
    inside = np.flatnonzero(dump.labels)
    above, below = lot.randrange(most), lot.randrange(most)
    return max(0, int(inside[0]) - above), min(len(dump.texts), int(inside[-1]) + 1 + below)


def _unit(dump: Dump) -> float:
    """Return what a word weighs in the page's further examples."""
    return AGAIN * float(np.max(dump.weights / sizes(dump.texts)))


def _ending(dump: Dump) -> Dump:
    """Return what stands below a page's text."""
    end = int(np.flatnonzero(dump.labels)[-1]) + 1
    return dump.part(np.arange(end, min(len(dump.texts), end + BELOW)))


def _teasers(dump: Dump, others: Sequence[Dump], place: str, lot: random.Random) -> Dump:
    """Return lines that tease stories of other pages, all in one manner."""
    manner = lot.randrange(4)
    chosen = [lot.choice(others) for _ in range(lot.randrange(*TEASERS[place]))]
    return _made(dump, [line for other in chosen for line in _teaser(other, manner, lot)])


def _teaser(dump: Dump, manner: int, lot: random.Random) -> list[str]:
    """Return how a page's story is teased: by title, title and beginning, beginning, or one of these in one line."""
    title, story = _title(dump), dump.texts[int(np.flatnonzero(dump.labels)[0])]
    length = lot.randrange(*CUT)
    short = story[:length].rsplit(" ", 1)[0]
    manners = (
        [title or f"{short}..."],
        [title, story if len(story) < CUT[1] else f"{short}..."],
        [short + lot.choice(("...", "…", "", "."))],
        [lot.choice((title, f"{title}: {short}", f"{short}..."))],
    )
    return manners[manner]


def _title(dump: Dump) -> str:
    return (dump.gold.get("title") or "").strip()


def _made(dump: Dump, lines: Sequence[str]) -> Dump:
    """Return lines as a dump of the page that they are put into."""
    texts = [text for line in lines if (text := tidy(line))]
    none = np.zeros(len(texts))
    return replace(dump, texts=texts, rules=match_all(texts), labels=none.astype(np.bool_), weights=none)


def _joined(pieces: Sequence[Dump]) -> Dump:
    """Return the pieces as one dump: it belongs to the page of the first article in it."""
    page = next(piece for piece in pieces if piece.labels.any())
    return replace(
        page,
        texts=[text for piece in pieces for text in piece.texts],
        rules=[rule for piece in pieces for rule in piece.rules],
        labels=np.concatenate([piece.labels for piece in pieces]),
        weights=np.concatenate([piece.weights for piece in pieces]),
    )
