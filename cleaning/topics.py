"""Telling a name from a subject: what a page writes in small letters elsewhere is no name."""

import re

from . import names
from .late import late
from .sources import Sources

_BLOCKS = 400
"""Blocks looked through; longer pages repeat themselves."""
_OWN_LINES = 1
"""Kept lines that may hold a writer's name, the signature; of whom more lines speak is the text's subject."""
_LEAST_WORD = 3
_TOPICS = late(
    r"\W*(?:themen?|topics?|tags?|schlag(?:worte|wörter)|stichworte|kategorien?|categor(?:y|ies)|labels?|temas?)\s*:",
    re.I,
)
"""How a line that lists what the text is about opens."""


def is_topic(name: str, sources: Sources) -> bool:
    """Tell whether the words of a supposed name are used as common words or as the name of a place or section."""
    declared = " ".join(
        (sources.meta("article:section", "keywords", "news_keywords", "og:site_name"), sources.document.title)
    )
    spoken_of = sum(name in block.text for block in map(sources.document.blocks.__getitem__, sources.kept))
    return (
        names.is_place(name)
        or name.lower() in declared.lower()
        or spoken_of > _OWN_LINES
        or any(name in block.text and _TOPICS.match(block.text) for block in sources.document.blocks[:_BLOCKS])
        or has_common_word(name, sources)
    )


def has_common_word(name: str, sources: Sources) -> bool:
    """Tell whether the page has a word of the name in small letters; scripts without cases have none to tell by."""
    words = [word for word in re.findall(r"[^\W\d_]+", name) if len(word) >= _LEAST_WORD]
    small = [word.lower() for word in words if word.lower() != word]
    text = " ".join(block.text for block in sources.document.blocks[:_BLOCKS])
    return not words or any(
        # a word at the pattern's front is found faster than what must not stand before it
        word in text and re.search(rf"{re.escape(word)}(?<![\w@./-]{re.escape(word)})(?![\w@-]|\.\w)", text)
        for word in small
    )
