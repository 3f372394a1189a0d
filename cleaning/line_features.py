"""What is measured of every line of a dump: the evidence that the learned verdicts rest on.

A dump has no elements, so everything is shape, position, company and vocabulary. All values are integers, computed
without floating point: the same numbers on every machine.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from . import line_company, line_places, line_words
from .columns import Layout
from .letters import Ints
from .line_columns import LineColumns
from .line_company import REASON_CODES
from .line_look import SHAPE, alike, shape
from .line_places import CLOSE
from .line_words import Tones
from .rules import Rule
from .text import repeats
from .word_hashes import words_of

LONG: Final = 80
"""Letters from which a line that ends like a sentence counts as running text."""


_LAYOUT: Final = Layout(
    {
        "shape": SHAPE,
        "codes": ("strong", "weak"),
        "repeats": ("earlier", "copies"),
        "running": ("running",),
        "vocabulary": line_words.VOCABULARY,
        "core": ("core",),
        "tone": ("tone", "tone_gap"),
        "places": line_places.PLACES,
        "of_headline": ("of_headline",),
        **line_company.PARTS,
    }
)


def measure(texts: list[str], rules: Sequence[Rule | None], tones: Tones) -> LineColumns:
    """Return the features of every line.

    Args:
        texts: the lines, normalised by `text.tidy`, none empty, at least one.
        rules: the rule that matches each line, weak ones included.
        tones: what each word says for or against article text, and whether many pages have it; see `line_words`.
    """
    words = words_of(texts)
    columns = LineColumns(_LAYOUT, len(texts))
    letters, running, strong, weak = (columns[name] for name in ("letters", "running", "strong", "weak"))
    shape(texts, words, columns.part("shape"))
    _rule_codes(rules, columns.part("codes"))
    columns.part("repeats")[:] = repeats(texts)
    running[:] = (letters >= LONG) & (columns["ends"] == 1) & (strong == 0)
    vocabulary = line_words.known(words, tones, running, columns.part("vocabulary"))
    stretches = line_places.stretches(letters, running, columns["known"])
    close = stretches[CLOSE]
    core = running.copy()
    core[: close[0]] = core[close[1] + 1 :] = 0
    line_words.measure_shared(vocabulary, core, 1, columns["core"])
    line_words.tone(words, letters, running, tones, columns.part("tone"))
    behind = np.cumsum(letters * running)
    head = line_places.headline(columns, close[0])
    line_places.places(columns, behind, stretches, head)
    line_words.beside(vocabulary, head, columns["of_headline"])
    line_company.stops(strong, behind, close, columns.part("stops"))
    line_company.landmarks(strong, weak, running, columns.part("landmarks"))
    alike(letters, columns["ends"], columns.part("look"))
    line_company.company(columns)
    return columns


def _rule_codes(rules: Sequence[Rule | None], rows: Ints) -> None:
    """Write which reason the matching rule gives, strong and weak rules apart; 0 for none."""
    for index, rule in enumerate(rules):
        if rule is not None:
            rows[int(rule.weak), index] = REASON_CODES[rule.reason]
