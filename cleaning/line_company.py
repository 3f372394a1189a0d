"""What stands around a dump's lines: notices before and behind them, and their neighbours."""

from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from .article import REASONS
from .letters import Ints
from .line_places import FAR, NONE
from .line_words import Bools

REASON_CODES: Final = {reason: code for code, reason in enumerate(REASONS, 1)}

_STOPS: Final = ("related", "comments", "newsletter", "share", "paywall", "registration")
"""Reasons whose notices stand where a text has ended, more often than inside it."""

_LANDMARKS = {
    "related": ("related",),
    "comments": ("comments",),
    "share": ("share",),
    "pitch": ("paywall", "newsletter", "registration", "app"),
    "stamp": ("stamp",),
    "legal": ("cookies", "credit", "contact", "navigation"),
}


@cache
def _kinds() -> dict[str, npt.NDArray[np.bool_]]:
    """For each landmark, and for those that end a text, which codes of reasons are of its kind."""
    codes = np.arange(len(REASON_CODES) + 1)
    kinds = {**_LANDMARKS, "stop": _STOPS}
    return {name: np.isin(codes, [REASON_CODES[reason] for reason in reasons]) for name, reasons in kinds.items()}


def landmarks(strong: Ints, weak: Ints, running: Bools) -> dict[str, Ints]:
    """Return how many lines back and ahead the next line of a kind stands."""
    kinds = {name: _kinds()[name][strong] for name in _LANDMARKS}
    kinds["stamp"] |= weak == REASON_CODES["stamp"]
    kinds["text"] = running
    flags = np.array(list(kinds.values()))
    back, ahead = _distance(flags), _distance(flags[:, ::-1])[:, ::-1]
    columns = {f"{name}_back": back[row] for row, name in enumerate(kinds)}
    return columns | {f"{name}_ahead": ahead[row] for row, name in enumerate(kinds)}


def _distance(flags: npt.NDArray[np.bool_]) -> Ints:
    """Lines back to the nearest flagged one before, in every row; `FAR` for none."""
    index = np.arange(flags.shape[1])
    last = np.maximum.accumulate(np.where(flags, index, -FAR), 1)
    before = np.full(flags.shape, FAR)
    np.minimum(index[1:] - last[:, :-1], FAR, out=before[:, 1:])
    return before


def stops(strong: Ints, behind: Ints, core: tuple[int, int]) -> dict[str, Ints]:
    """Return how many notices that end a text stand between its core and a line, and how much text since the last."""
    stop = _kinds()["stop"][strong]
    count = np.cumsum(stop)
    last = np.maximum.accumulate(np.where(stop, np.arange(len(stop)), NONE))
    return {
        "stops_from_core": count - count[core[0]],
        "stops_after_core": count - count[core[1]],
        "text_since_stop": np.where(last < 0, NONE, behind - behind[last]),
    }


_NEIGHBOURS = {
    "letters": (-2, -1, 1, 2),
    "titled": (-1, 1),
    "last": (-1, 1),
    "known": (-1, 1),
    "tone": (-2, -1, 1, 2),
}
_REACH = 2

_WINDOWS = ("running", "marked", "sized", "toned", "short_toned", "core", "of_headline")
"""What is summed up over the lines before and after."""


def company(columns: dict[str, Ints]) -> dict[str, Ints]:
    """Return what stands beside a line: its neighbours' features, and counts over wider windows."""
    beside: dict[str, Ints] = {}
    count = len(columns["letters"])
    padded = np.full((len(_NEIGHBOURS), count + 2 * _REACH), NONE)
    for row, (name, steps) in zip(padded, _NEIGHBOURS.items(), strict=True):
        row[_REACH:-_REACH] = columns[name]
        beside |= {f"{name}{step:+d}": row[_REACH + step : _REACH + step + count] for step in steps}
    index, running, tone = np.arange(count), columns["running"], columns["tone"]
    sums = np.zeros((len(_WINDOWS), count + 1), np.int64)
    sums[0, 1:] = running
    sums[1, 1:] = (columns["strong"] + columns["weak"]) > 0
    np.minimum(columns["letters"], 300, out=sums[2, 1:])
    np.multiply(tone, running, out=sums[3, 1:])
    np.subtract(tone, sums[3, 1:], out=sums[4, 1:])
    np.multiply(columns["core"], running, out=sums[5, 1:])
    np.maximum(columns["of_headline"], 0, out=sums[6, 1:])
    sums.cumsum(1, out=sums)
    for reach in (4, 12):
        before = sums[:, :-1] - sums[:, np.maximum(index - reach, 0)]
        after = sums[:, np.minimum(index + 1 + reach, count)] - sums[:, 1:]
        for place, name in enumerate(_WINDOWS):
            beside[f"{name}_before{reach}"], beside[f"{name}_after{reach}"] = before[place], after[place]
    return beside
