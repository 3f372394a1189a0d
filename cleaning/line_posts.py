"""Dumps that hold several posts: forum threads, and the archive and tag pages of blogs.

A thread is its first post, and replies; an archive is a listing. Both give themselves away by what stands at every
post: the member's date of joining and number of posts, or the count of comments.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

LISTED = 3
"""Posts with text from which a dump is an archive; two may be a post and a teaser of the next."""

_MEMBER = re.compile(
    r"(?:join(?:ed|ing)?(?: date)?|member since|registered|registriert seit|inscrit le|inscription|fecha de ingreso)"
    r"\s?:? .{0,12}(?:19|20)\d\d.{0,6}"
    r"|(?:posts|messages|beiträge|mensajes|messaggi)\s?: ?[\d.,\s]{1,9}",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"(?:\d{1,4}|no|leave a|add a|post a|one) (?:comments?|responses?)(?: ?[»:(»].{0,40})?", re.IGNORECASE
)
_COUNT_WORDS = frozenset("nNlLaApPoO")
"""The first letters of such a count's words; most lines need no closer look."""
_POST_LINE = 60
"""Characters of a line above a member's line that still belongs to the post's head: name, rank, date, number."""
_HEAD = 6
"""Lines that such a head has at most."""


def replies_from(texts: Sequence[str], running: Sequence[bool]) -> int | None:
    """Return the index at which the second post of a thread begins, ``None`` if the dump is no thread."""
    short = [index for index, text in enumerate(texts) if len(text) <= _POST_LINE]
    told = [index for index in short if ":" in texts[index] or "20" in texts[index] or "19" in texts[index]]
    members = [index for index in told if _MEMBER.fullmatch(texts[index])]
    for before, index in pairwise(members):
        if any(running[before:index]):
            return _head(texts, running, index)
    return None


def posts(texts: Sequence[str], kept: Sequence[bool]) -> int:
    """Return how many posts with text and a count of comments of their own a dump holds.

    Posts whose text was not kept count too where two were kept: below a single article they are teasers.
    """
    short = [index for index, line in enumerate(texts) if len(line) <= _POST_LINE]
    likely = [index for index in short if texts[index][:1] in _COUNT_WORDS or not texts[index][:1].isalpha()]
    found = kept_posts = begin = 0
    for end in [index for index in likely if _COUNT.fullmatch(texts[index])]:
        running = [index for index in range(begin, end) if len(texts[index]) > _POST_LINE]
        if running:
            found, kept_posts, begin = found + 1, kept_posts + any(kept[index] for index in running), end
    return found if kept_posts > 1 else kept_posts


def _head(texts: Sequence[str], running: Sequence[bool], index: int) -> int:
    """Return where the head begins that a member's line stands in: short lines that end no sentence."""
    first = index
    while index - first < _HEAD and first > 0 and len(texts[first - 1]) <= _POST_LINE:
        if running[first - 1] or texts[first - 1][-1] in '.!?…”"':
            break
        first -= 1
    return first
