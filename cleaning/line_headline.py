"""Which line of a dump is the article's headline."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .document import Block, Document
from .line_shapes import is_caption, may_be_headline
from .rules import Rule

if TYPE_CHECKING:
    from .line_columns import LineColumns  # needs numpy, which `import cablepress` must not load

_REACH = 25
"""Lines above the first paragraph among which the headline is looked for."""

_LABEL = 12
"""Characters that a label before a headline may have."""

_PREFIX = re.compile(r"(?:subject|subj|thread|topic)\s?:\s{0,3}", re.IGNORECASE)
"""Labels that cables and forums print before a title."""


def unlabelled(text: str) -> str:
    """Return the headline without a label before it.

    >>> unlabelled("SUBJECT: LEDGERS SAFE")
    'LEDGERS SAFE'
    """
    found = _PREFIX.match(text) if ":" in text else None
    return text[found.end() :] if found else text


def find(
    document: Document, rules: list[Rule | None], columns: "LineColumns", kept: list[bool]
) -> tuple[int | None, list[int]]:
    """Return the index of the line that is the article's headline, and those of the lines that print it again.

    It stands above the first paragraph, does not end like a sentence, and shares its rarer words with the text. What
    the model takes for text is a headline only as the first such line; what other pages of the site have too is none.
    Of the lines that print the headline, the first that is not in capitals counts. ``None`` if the dump begins with
    the text.
    """
    texts = [block.text for block in document.blocks]
    best = max(_candidates(document, rules, columns, kept), default=None)
    if best is None:
        return None, []
    index = best[-1]
    wanted, longest = unlabelled(texts[index]).casefold(), len(texts[index]) + _LABEL
    same = [place for place, text in enumerate(texts) if len(text) <= longest and unlabelled(text).casefold() == wanted]
    chosen = next((place for place in same if not texts[place].isupper()), index)
    return chosen, [place for place in same if place != chosen]


def _candidates(
    document: Document, rules: list[Rule | None], columns: "LineColumns", kept: list[bool]
) -> Iterator[tuple[int, int, int]]:
    """Yield the lines that may be the headline: worth, letters, index."""
    named = (columns[name].tolist() for name in ("running", "ends", "known", "rare_words", "copies", "letters"))
    running, ends, known, rare, copies, letters = named
    first = next((index for index, keep in enumerate(kept) if keep and running[index]), 0)
    text_began = False
    for index in range(max(0, first - _REACH), first):
        block = document.blocks[index]
        possible = rules[index] is None and not running[index] and _is_possible(block)
        if possible and not (kept[index] and (ends[index] or text_began)):
            shared = min(known[index] * rare[index], 400)
            worth = shared + 100 * (copies[index] > 1) + 50 * (not ends[index])
            yield worth, letters[index], index
        text_began = text_began or (kept[index] and not block.text[0].islower())


def _is_possible(block: Block) -> bool:
    """Whether a block may be a headline: alt texts of pictures are lines in small letters."""
    text = block.text
    return not block.repeated and not text[0].islower() and not is_caption(text) and may_be_headline(text)
