"""What is measured of every line of a dump: the evidence that the learned verdicts rest on.

A dump has no elements, so everything is shape, position, company and vocabulary. All values are integers, computed
without floating point: the same numbers on every machine.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from . import line_company, line_places, line_words
from .letters import Ints, Letters
from .line_company import REASON_CODES
from .line_look import alike, repeats, shape
from .line_words import TONE_LONG, Tones, Vocabulary
from .rules import Rule

LONG: Final = 80
"""Letters from which a line that ends like a sentence counts as running text."""


def measure(texts: Sequence[str], rules: Sequence[Rule | None], tones: Tones) -> dict[str, Ints]:
    """Return the features of every line, by name: one array of a value a line each.

    Args:
        texts: the lines, normalised by `text.tidy`, none empty, at least one.
        rules: the rule that matches each line, weak ones included.
        tones: what each word says for or against article text, and whether many pages have it; see `line_words`.
    """
    letters = Letters(texts)
    columns = {**shape(letters), **_rule_codes(rules), **repeats(texts)}
    size, count = columns["letters"], len(texts)
    running = (size >= LONG) & (columns["ends"] == 1) & (columns["strong"] == 0)
    columns["running"] = running.astype(np.int64)
    words = Vocabulary(letters, tones)
    columns |= line_words.known(words, running)
    stretches = line_places.stretches(size, running, columns["known"])
    core = running.copy()
    core[: stretches["close"][0]] = core[stretches["close"][1] + 1 :] = False
    columns["core"] = words.share(words.spread(core) >= 1)
    columns |= line_words.tone(letters, size >= TONE_LONG, running, tones)
    columns |= line_places.position(size, running)
    for name, stretch in stretches.items():
        columns |= line_places.within(name, stretch, count)
    columns |= line_places.series(size, running)
    behind = np.cumsum(size * running)
    head = line_places.headline(columns, running, stretches["close"][0])
    columns |= line_places.headed(head, behind)
    columns["of_headline"] = words.share(words.beside(head)) if head >= 0 else np.full(count, -1)
    columns |= line_company.stops(columns["strong"], behind, stretches["close"])
    columns |= line_company.landmarks(columns["strong"], columns["weak"], running)
    columns |= alike(size, columns["ends"])
    return columns | line_company.company(columns)


def _rule_codes(rules: Sequence[Rule | None]) -> dict[str, Ints]:
    """Which reason the matching rule gives, strong and weak rules apart; 0 for none."""
    codes = np.zeros((2, len(rules)), np.int64)
    for index, rule in enumerate(rules):
        if rule is not None:
            codes[int(rule.weak), index] = REASON_CODES[rule.reason]
    return {"strong": codes[0], "weak": codes[1]}
