"""What is measured of every line of a dump: the evidence that the learned verdicts rest on.

A dump has no elements, so everything is shape, position, company and vocabulary. Words are compared by hash; where
a script puts no spaces between words (Chinese, Japanese, Thai), every pair of letters counts as a word. All values
are integers, computed without floating point: the same numbers on every machine.
"""

import functools
import math
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from .article import REASONS
from .letters import BAR, COLON, COMMA, DENSE, DIGIT, LETTER, LOWER, QUOTE, SPACE, STOP, UPPER, Ints, Letters, Words
from .rules import Rule

Tones = npt.NDArray[np.int8]

FAR: Final = 999
"""Stands for a distance to something that the page does not have."""

LONG: Final = 80
"""Letters from which a line that ends like a sentence counts as running text."""

TONES: Final = 1 << 13
"""Words are told apart by this many hash values in the table of tones."""

TONE_LONG: Final = 60
"""Letters from which a line's words are looked up among those of long lines."""

_ROOTS: Final = np.array([math.isqrt(256 * count) for count in range(1024)], np.int64)
"""Square roots in sixteenths, exact on every machine; a line's tones are divided by the root of their number."""

REASON_CODES: Final = {reason: code for code, reason in enumerate(REASONS, 1)}


def measure(texts: Sequence[str], rules: Sequence[Rule | None], tones: Tones) -> dict[str, Ints]:
    """Return the features of every line, by name, in the order of the model: one array of a value a line each.

    Args:
        texts: the lines, normalised by `text.tidy`, none empty, at least one.
        rules: the rule that matches each line, weak ones included.
        tones: what each word says for or against article text, in two rows of `TONES`: for short lines, for long ones.
    """
    letters = Letters(texts)
    shape = _shape(letters)
    known = _rule_codes(rules)
    running = (shape["letters"] >= LONG) & (shape["ends"] == 1) & (known["strong"] == 0)
    columns = {**shape, **known, "running": running.astype(np.int64), **_repeats(texts)}
    words = letters.words()
    columns |= _vocabulary(letters, words, running)
    columns |= _tone(letters, words, shape["letters"] >= TONE_LONG, running, tones)
    columns |= _position(shape["letters"], running)
    columns |= _company(columns)
    columns |= _landmarks(known, running)
    return columns


def _shape(letters: Letters) -> dict[str, Ints]:
    """What a line looks like: lengths, shares in percent of its characters, how it begins and ends."""
    count = np.bincount(letters.line * 13 + letters.kind, minlength=13 * letters.lines).reshape(-1, 13)
    length = letters.ends - letters.starts
    chars = np.maximum(length, 1)
    alpha = count[:, UPPER] + count[:, LOWER] + count[:, LETTER] + 2 * count[:, DENSE]
    words = np.maximum(count[:, SPACE] + count[:, DENSE] // 2, 1)
    titled = np.bincount(
        letters.line[letters.word_starts], letters.kind[letters.word_starts] == UPPER, minlength=letters.lines
    ).astype(np.int64)
    starts = np.bincount(letters.line[letters.word_starts], minlength=letters.lines)
    last, before = letters.kind[letters.ends - 1], letters.kind[np.maximum(letters.ends - 2, 0)]
    sign = letters.small[letters.ends - 1]
    closing = (sign == ord(")")) | (sign == ord("]"))
    ends = (last == STOP) | ((last == QUOTE) & (before != SPACE)) | (closing & (before == STOP))
    return {
        "letters": np.minimum(alpha + count[:, DIGIT], 3000),
        "words": np.minimum(words, 500),
        "word_length": np.minimum(10 * alpha // words, 300),
        "upper": 100 * count[:, UPPER] // np.maximum(alpha, 1),
        "titled": 100 * titled // np.maximum(starts, 1),
        "digit": 100 * count[:, DIGIT] // chars,
        "stops": np.minimum(count[:, STOP], 50),
        "commas": np.minimum(count[:, COMMA], 50),
        "quotes": np.minimum(count[:, QUOTE], 50),
        "colons": np.minimum(count[:, COLON], 10),
        "bars": np.minimum(count[:, BAR], 20),
        "first": letters.kind[letters.starts].astype(np.int64),
        "last": last.astype(np.int64),
        "ends": ends.astype(np.int64),
    }


def _rule_codes(rules: Sequence[Rule | None]) -> dict[str, Ints]:
    """Which reason the matching rule gives, strong and weak rules apart; 0 for none."""
    strong = [REASON_CODES[rule.reason] if rule and not rule.weak else 0 for rule in rules]
    weak = [REASON_CODES[rule.reason] if rule and rule.weak else 0 for rule in rules]
    return {"strong": np.array(strong, np.int64), "weak": np.array(weak, np.int64)}


def _repeats(texts: Sequence[str]) -> dict[str, Ints]:
    """How often the line stands in the dump, and whether this is not the first time."""
    counts: dict[str, int] = {}
    earlier = []
    for text in texts:
        seen = counts.get(text, 0)
        earlier.append(min(seen, 9))
        counts[text] = seen + 1
    return {
        "earlier": np.array(earlier, np.int64),
        "copies": np.array([min(counts[text], 9) for text in texts], np.int64),
    }


def _vocabulary(letters: Letters, words: Words, running: npt.NDArray[np.bool_]) -> dict[str, Ints]:
    """How much of a line's vocabulary is the vocabulary of the running text, in percent of its longer words."""
    hashes, lines, lengths = words
    hashes, lines = hashes[lengths >= 4], lines[lengths >= 4]
    if not len(hashes):
        none = np.zeros(letters.lines, np.int64)
        return {"rare_words": none, "known": none, "topic": none, "before": none}
    _, word = np.unique(hashes, return_inverse=True)
    pair = np.unique(word * letters.lines + lines)
    word, line = pair // letters.lines, pair % letters.lines
    size = int(word[-1]) + 1
    inside = running[line]
    spread = np.bincount(word[inside], minlength=size)
    first = np.full(size, letters.lines)
    np.minimum.at(first, word[inside], line[inside])
    others = spread[word] - inside
    total = np.bincount(line, minlength=letters.lines)

    def share(mask: npt.NDArray[np.bool_]) -> Ints:
        return 100 * np.bincount(line[mask], minlength=letters.lines) // np.maximum(total, 1)

    return {
        "rare_words": np.minimum(total, 100),
        "known": share(others >= 1),
        "topic": share(others >= 3),
        "before": share(first[word] < line),
    }


def tone_places(texts: Sequence[str]) -> tuple[Ints, Ints]:
    """Return, for training a table of tones, the line of every word and its place in the flattened table."""
    letters = Letters(texts)
    words = letters.words()
    return words[1], _places(words, _shape(letters)["letters"] >= TONE_LONG)


def _places(words: Words, long: npt.NDArray[np.bool_]) -> Ints:
    return (words[0] >> np.uint64(64 - 13)).astype(np.int64) + TONES * long[words[1]]


def _tone(
    letters: Letters, words: Words, long: npt.NDArray[np.bool_], running: npt.NDArray[np.bool_], tones: Tones
) -> dict[str, Ints]:
    """Whether a line's words are those of articles or those of notices, by a table of words."""
    line = words[1]
    values = tones.ravel()[_places(words, long)].astype(np.int64)
    many = np.bincount(line, minlength=letters.lines)
    total = np.zeros(letters.lines, np.int64)
    np.add.at(total, line, values)
    tone = 64 * total // np.maximum(_ROOTS[np.minimum(many, len(_ROOTS) - 1)], 1)
    usual = int(np.median(tone[running])) if running.any() else 0

    return {
        "tone": np.clip(tone, -999, 999),
        "tone_usual": np.full(letters.lines, usual),
        "tone_gap": np.clip(tone - usual, -999, 999),
    }


def _position(letters: Ints, running: npt.NDArray[np.bool_]) -> dict[str, Ints]:
    """Where a line stands: in the dump, among the running text, and about its densest stretch."""
    count = len(letters)
    index = np.arange(count)
    text = np.where(running, letters, 0)
    behind = np.cumsum(text)
    total = max(int(behind[-1]), 1)
    columns = {
        "lines": np.full(count, min(count, 2000)),
        "index": np.minimum(index, 2000),
        "from_end": np.minimum(count - 1 - index, 2000),
        "percent": 100 * index // count,
        "text_total": np.full(count, min(total, 50_000)),
        "text_before": np.minimum(behind - text, 50_000),
        "text_after": np.minimum(total - behind, 50_000),
        "text_share": 100 * behind // total,
        "text_lines": np.full(count, min(int(running.sum()), 500)),
        "text_typical": np.full(count, int(np.median(letters[running])) if running.any() else 0),
    }
    for name, cost in (("loose", 25), ("tight", 100)):
        start, end = _densest(np.where(running, np.minimum(letters, 400), -cost))
        columns[f"{name}_from"] = np.clip(index - start, -FAR, FAR)
        columns[f"{name}_to"] = np.clip(end - index, -FAR, FAR)
    return columns


def _densest(worth: Ints) -> tuple[int, int]:
    """Return first and last index of the stretch whose values sum to most."""
    total = np.cumsum(worth)
    least = np.minimum.accumulate(np.concatenate(([0], total[:-1])))
    end = int(np.argmax(total - least))
    start = int(np.argmin(np.concatenate(([0], total[:-1]))[: end + 1]))
    return start, end


_NEIGHBOURS = {"letters": (-2, -1, 1, 2), "titled": (-1, 1), "last": (-1, 1), "known": (-1, 1), "tone": (-1, 1)}


def _company(columns: dict[str, Ints]) -> dict[str, Ints]:
    """What stands beside a line: its neighbours' features, and counts over wider windows."""
    company: dict[str, Ints] = {}
    for name, steps in _NEIGHBOURS.items():
        values = np.concatenate(([-1, -1], columns[name], [-1, -1]))
        company |= {f"{name}{step:+d}": values[2 + step : len(values) - 2 + step] for step in steps}
    flags = {
        "running": columns["running"],
        "marked": ((columns["strong"] > 0) | (columns["weak"] > 0)).astype(np.int64),
        "sized": np.minimum(columns["letters"], 300),
        "toned": columns["tone"] * columns["running"],
    }
    index = np.arange(len(columns["letters"]))
    sums = np.zeros((len(flags), len(index) + 1), np.int64)
    np.cumsum(list(flags.values()), 1, out=sums[:, 1:])
    for reach in (4, 12):
        before = sums[:, index] - sums[:, np.maximum(index - reach, 0)]
        after = sums[:, np.minimum(index + 1 + reach, len(index))] - sums[:, index + 1]
        for row, name in enumerate(flags):
            company[f"{name}_before{reach}"], company[f"{name}_after{reach}"] = before[row], after[row]
    return company


_LANDMARKS = {
    "related": ("related",),
    "comments": ("comments",),
    "share": ("share",),
    "pitch": ("paywall", "newsletter", "registration", "app"),
    "stamp": ("stamp",),
    "legal": ("cookies", "credit", "contact", "navigation"),
}


@functools.cache
def _kind_tables() -> dict[str, npt.NDArray[np.bool_]]:
    """For each landmark, which codes of reasons are of its kind."""
    codes = np.arange(len(REASON_CODES) + 1)
    return {name: np.isin(codes, [REASON_CODES[reason] for reason in reasons]) for name, reasons in _LANDMARKS.items()}


def _landmarks(known: dict[str, Ints], running: npt.NDArray[np.bool_]) -> dict[str, Ints]:
    """How many lines back and ahead the next line of a kind stands."""
    kinds = {name: _kind_tables()[name][known["strong"]] for name in _LANDMARKS}
    kinds["stamp"] |= known["weak"] == REASON_CODES["stamp"]
    kinds["text"] = running
    flags = np.array(list(kinds.values()))
    back, ahead = _distance(flags), _distance(flags[:, ::-1])[:, ::-1]
    columns = {f"{name}_back": back[row] for row, name in enumerate(kinds)}
    return columns | {f"{name}_ahead": ahead[row] for row, name in enumerate(kinds)}


def _distance(flags: npt.NDArray[np.bool_]) -> Ints:
    """Lines back to the nearest flagged one before, in every row; `FAR` for none."""
    index = np.arange(flags.shape[1])
    last = np.maximum.accumulate(np.where(flags, index, -1), 1)
    before = np.full(flags.shape, -1)
    before[:, 1:] = last[:, :-1]
    return np.where(before < 0, FAR, np.minimum(index - before, FAR))
