"""Elements whose class names say what they hold: consent dialogues, embedded posts, sign-up forms, comments.

The names are those that themes and services of all kinds give; a rule takes out everything below such an element,
unless that is a good part of the page: a page that *is* a newsletter is not a sign-up form, not even piece by piece.
"""

import re
from functools import lru_cache, reduce
from operator import or_
from typing import Final, NamedTuple

from .arrays import Ints, Rows
from .class_names import NAME_MARKS
from .document import Elements
from .tree_features import with_marks


class Container(NamedTuple):
    """What a kind of element holds, and the rule that takes it out."""

    rule: str
    reason: str
    mark: str
    """The one of `class_names.NAME_MARKS` that such names have; asked first, for it is known already."""
    names: re.Pattern[str]
    """Searched in the element's class and id names."""
    most: int = 50
    """Percent of the page's running text that an element taken out may hold."""


_WORD: Final = r"(?:^|[ _-])"
_RESPONSIVE = re.compile(r":(?:block|flex|grid|inline|table|contents|visible)|d-\w+-(?:block|flex|inline|grid)")
"""Names that show a hidden element on wider screens."""

CONTAINERS: Final = (
    Container("html.hidden_name", "hidden", "hide", re.compile(r"(?:^| )(?:is-hidden|u-hidden|hidden|hide)(?: |$)")),
    Container("html.hidden_name", "hidden", "none", re.compile(r"(?:^| )(?:d-none|invisible)(?: |$)")),
    Container(
        "html.consent",
        "cookies",
        "consent",
        re.compile(
            r"(?:privacy|cookies?|consent|gdpr)[_-]*(?:modal|pref|pop|banner|cent(?:er|re)|notice|bar|law|info|dialog|wall"
            r"|overlay|settings|message|manager|consent)|onetrust|optanon|didomi|usercentrics|cookiebot|cybot|truste"
            r"|(?:^|[ -])otpc"
        ),
        most=90,  # the list of a site's partners is longer than its story
    ),
    Container(
        "html.embed",
        "embed",
        "player",
        re.compile(_WORD + r"(?:tweet|twitter-?(?:tweet|embed)|instagram-media|tiktok-embed)"),
    ),
    Container("html.signup", "newsletter", "signup", re.compile(_WORD + r"(?:newsletter|signup)")),
    Container(
        "html.comments",
        "comments",
        "comment",
        re.compile(r"comments?[_-]*(?:list|area|section|body|content|thread)|disqus|(?:^| )comments?(?: |$)"),
    ),
    Container(
        "html.author",
        "byline",
        "author",
        re.compile(r"author[_-]*(?:bio|box|info|card|about|block|profile|desc)|about[_-]*(?:the[_-]*)?author"),
    ),
    Container("html.related", "related", "related", re.compile(_WORD + r"(?:outbrain|taboola|recirc|trending)")),
    # the begin of each story in a list of them; an article's own summary is called otherwise
    Container(
        "html.excerpt",
        "related",
        "lead",
        re.compile(r"(?<!theme-)post[_-]*excerpt|(?:card|teaser)[_-]*(?:lead|summary|excerpt|dek)"),
    ),
    Container(
        "html.caption",
        "caption",
        "caption",
        re.compile(
            _WORD + r"figcaption|(?:^| )caption(?: |$)|(?:image|photo|figure|media|img|wp)[a-z]{0,40}[_-]{0,3}caption"
            r"|(?:gallery|slide|carousel|lightbox)[a-z_-]{0,40}caption"
        ),
    ),
)
"""In the order they are asked; the outermost element that one of them names decides.

Of the words below elements so named the gold of the development pages holds 6 % of the hidden ones (answers that a
click unfolds), 7 % of the captions', 1 % of the comments' and less of the authors', and nothing of the others'.
"""

_BITS: Final = tuple(1 << list(NAME_MARKS).index(container.mark) for container in CONTAINERS)
_ANY: Final = reduce(or_, _BITS)
_WHOLE: Final = frozenset({"html", "body", "main", "article"})
"""Elements whose names tell of the page."""
_NEARLY_ALL: Final = 90
"""Percent of the page's running text from which all elements of a kind together are the page itself."""
_LONG: Final = frozenset({"html.comments", "html.consent"})
"""What may be longer than the article in all, if not in one element."""


@lru_cache(maxsize=1 << 12)
def container_of_names(names: str, bits: int) -> int:
    """Return which of `CONTAINERS` an element's names tell of; -1 for none.

    Args:
        names: class and id names, lower case, blank-separated.
        bits: `class_names.name_bits` of them.
    """
    for place, container in enumerate(CONTAINERS):
        if bits & _BITS[place] and container.names.search(names):
            return -1 if container.reason == "hidden" and _RESPONSIVE.search(names) else place
    return -1


def containers(elements: Elements, bits: Ints, goods: Rows) -> list[int]:
    """Return for each block which of `CONTAINERS` it stands in; -1 for none.

    Args:
        elements: the page's elements.
        bits: `class_names.name_bits` of each element.
        goods: sums of the sizes of the first 0, 1, 2 … blocks that read like running text.
    """
    running = goods.tolist()
    found = [-1] * (len(running) - 1)
    held: dict[int, float] = {}
    tags, names, starts, ends = elements.tags, elements.names, elements.starts, elements.ends
    for element in with_marks(bits, _ANY):
        start, end = starts[element], ends[element]
        if start == end or found[start] >= 0 or tags[element] in _WHOLE:  # one around it has decided
            continue
        place = container_of_names(names[element], bits[element])
        if place < 0:
            continue
        inside = running[end] - running[start]
        if 100 * inside <= CONTAINERS[place].most * running[-1]:
            found[start:end] = [place] * (end - start)
            held[place] = held.get(place, 0) + inside
    page = {
        place
        for place, inside in held.items()
        if CONTAINERS[place].rule not in _LONG and 100 * inside > _NEARLY_ALL * running[-1]
    }
    return [-1 if place in page else place for place in found] if page else found
