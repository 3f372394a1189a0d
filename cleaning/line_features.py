"""What is measured of every line of a dump: the evidence that the learned verdicts rest on.

A dump has no elements, so everything is shape, position, company and vocabulary. All values are integers, computed
without floating point: the same numbers on every machine.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from . import line_company, line_places, line_words
from .letters import Ints
from .line_company import REASON_CODES
from .line_look import alike, repeats, shape
from .line_places import CLOSE
from .line_words import Tones
from .rules import Rule
from .word_hashes import words_of

LONG: Final = 80
"""Letters from which a line that ends like a sentence counts as running text."""


def measure(texts: list[str], rules: Sequence[Rule | None], tones: Tones) -> dict[str, Ints]:
    """Return the features of every line, by name: one array of a value a line each.

    Args:
        texts: the lines, normalised by `text.tidy`, none empty, at least one.
        rules: the rule that matches each line, weak ones included.
        tones: what each word says for or against article text, and whether many pages have it; see `line_words`.
    """
    words = words_of(texts)
    columns = {**shape(texts, words), **_rule_codes(rules), **repeats(texts)}
    columns["running"] = running = _running(columns)
    own, vocabulary = line_words.known(words, tones, running)
    columns |= own
    stretches = line_places.stretches(columns["letters"], running, columns["known"])
    close = stretches[CLOSE]
    core = running.copy()
    core[: close[0]] = core[close[1] + 1 :] = 0
    columns["core"] = line_words.shared(vocabulary, core)
    columns |= line_words.tone(words, columns["letters"], running, tones)
    behind = np.cumsum(columns["letters"] * running)
    head = line_places.headline(columns, close[0])
    columns |= line_places.places(columns, behind, stretches, head)
    columns["of_headline"] = line_words.beside(vocabulary, head, len(texts))
    columns |= line_company.stops(columns["strong"], behind, close)
    columns |= line_company.landmarks(columns["strong"], columns["weak"], running)
    columns |= alike(columns["letters"], columns["ends"])
    return columns | line_company.company(columns)


def _running(columns: dict[str, Ints]) -> Ints:
    """Whether lines are running text: long ones that end like sentences and that no strong rule matches."""
    running: Ints = (columns["letters"] >= LONG) & (columns["ends"] == 1) & (columns["strong"] == 0)
    return running.astype(np.int64)


def _rule_codes(rules: Sequence[Rule | None]) -> dict[str, Ints]:
    """Which reason the matching rule gives, strong and weak rules apart; 0 for none."""
    codes = np.zeros((2, len(rules)), np.int64)
    for index, rule in enumerate(rules):
        if rule is not None:
            codes[int(rule.weak), index] = REASON_CODES[rule.reason]
    return {"strong": codes[0], "weak": codes[1]}
