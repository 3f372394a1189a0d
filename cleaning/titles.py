"""Titles: cleaning one, and choosing the headline among what a page says its title is."""

import html
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from .late import late
from .text import letters, small, tidy

Claim = tuple[str, str, float]
"""(source, text, weight): where a title stands, what it says, how much that place is worth."""

PRINTED = "h1"
"""The source of the claim that readers see; a kicker before it may run into it without a bar."""

MAX_CHARS = 500
"""Longer "titles" are paragraphs put into the wrong element."""

_BAR = r"(?:[|·•»«›‹¦–—]|::|//|--?|:|/)\s+|[|｜]\s*|_(?=[^_]*[^\x00-\x7f_])"
_SEPARATOR = re.compile(
    rf"[\s|｜_-](?:(?<=\s)\s*(?:{_BAR})|(?<=[|｜])\s*|(?<=_)(?=[^_]*[^\x00-\x7f_])|"
    r"(?<=[^\x00-\x7f]-)-?(?=[^\x00-\x7f]))"
)
"""A bar with blanks around it, or one of those that need none."""
_PART_OF_BAR = re.compile(r"[|｜·•»«›‹¦–—_]|\s[-:/]|[^\x00-\x7f]-")
"""What every bar has; looking for it first takes a tenth of the time."""
_WEAK = re.compile(r": | (?:de|at|by|from) |, ")
"""What may stand between a headline and the outlet's name besides a bar: only cut where the name is certain."""
_WRAPPED = re.compile(r'^(["“„»«\'‘])([^"“”„»«]*)(["”“«»\'’])$')
_PAIRS = {'""', "“”", "„“", "„”", "»«", "«»", "''", "‘’"}
_SECTION = late(
    r"^(?:opinion|editorial|exclusive|video|watch|analysis|interview|explainer|kommentar|opinión|opinião|avis|blog)$",
    re.I,
)
"""Labels of a kind of text that outlets print before or after the headline, set off by a bar."""
_ADDRESS = late(r"\((?:www\.|https?:)[^()]*\)|\S+@\S+|https?://\S+")
"""What outlets write behind their name where they declare it."""
_PART_OF_ADDRESS = re.compile(r"[(@:]")
_WEAK_COLON = re.compile(r":\s+")
_RUN_IN = re.compile(r"(?<=\w) ")
_EMPTY = frozenset({
    "home", "homepage", "untitled", "null", "undefined", "index", "startseite", "menu", "article", "page", "news",
    "blog", "no title",
})  # fmt: skip


@lru_cache(maxsize=1024)
def fold(text: str) -> str:
    """Return the letters and digits only, lower case: two spellings of one title fold to the same."""
    return letters(text).casefold()


def clean(title: str, outlets: Iterable[str] = ()) -> str:
    """Return the headline: entities decoded, outlet names and section labels at its ends cut off.

    `outlets` are names and host names of the outlet. Case and inner punctuation stay as printed.
    Cleaning twice changes nothing.

    >>> clean("Minister resigns &ndash; again | The Example", ["example.org"])
    'Minister resigns – again'
    """
    return _clean(title, outlet_keys(outlets))


@lru_cache(maxsize=256)
def _clean(title: str, keys: frozenset[str]) -> str:
    """Clean a title once: most pages say the same one in several places."""
    title = tidy(title)
    for _ in range(20):  # each round shortens the title, or is the last
        before = title
        title = tidy(html.unescape(title))
        title = _without_end(_without_wrapping(title), keys).strip(" |·–—")
        if title == before:
            break
    return title


def outlet_keys(outlets: Iterable[str]) -> frozenset[str]:
    """Return the folded spellings by which an outlet may be named at the end of a title.

    >>> sorted(outlet_keys(["www.news.example.co.uk"]))
    ['example', 'exampleco', 'examplecouk', 'newsexample', 'newsexampleco', 'newsexamplecouk']
    """
    return _outlet_keys(tuple(outlets))


@lru_cache(maxsize=64)
def _outlet_keys(outlets: tuple[str, ...]) -> frozenset[str]:
    keys = set()
    bare = tuple((_ADDRESS.sub(" ", name) if _PART_OF_ADDRESS.search(name) else name).strip() for name in outlets)
    for outlet in (*outlets, *(bare if bare != outlets else ())):
        labels = outlet.lower().removeprefix("www.").split(".")
        if " " in outlet or len(labels) == 1:
            keys.add(fold(outlet))
            continue
        ends, folded = range(1, len(labels) + 1), [fold(label) for label in labels]
        keys |= {"".join(folded[start:end]) for start in range(len(labels) - 1) for end in ends if end > start}
        keys -= {label for label in labels if len(label) <= 3 and label != labels[-2]} | {"news", "blog", "article"}
    return frozenset(key for key in keys if key)


def choose(claims: Sequence[Claim], outlets: Iterable[str] = ()) -> tuple[str, str] | None:
    """Return (title, sources that say so) of the claim with the most weight behind it, or ``None``.

    Claims that fold to the same title add their weights. A longer claim that only adds a label or the outlet
    to another claim, set off by a bar, counts for the shorter.
    """
    keys = outlet_keys(outlets)
    cleaned = [(source, _clean(text, keys), weight) for source, text, weight in claims if len(text) <= MAX_CHARS]
    cleaned = [c for c in cleaned if c[1] and fold(c[1]) not in keys and small(c[1]) not in _EMPTY]
    said = [fold(text) for _, text, _ in cleaned]
    others = [text for source, text, _ in cleaned if source != PRINTED]
    groups: dict[str, list[Claim]] = {}
    for source, text, weight in cleaned:
        short = _known_part(text, said, others if source == PRINTED else ())
        groups.setdefault(fold(short), []).append((source, short, weight))
    if not groups:
        return None
    best = max(groups.values(), key=lambda group: sum(weight for _, _, weight in group))
    return best[0][1], " + ".join(source for source, _, _ in best)


def _last(title: str, folded: str) -> str:
    """Return the end of the title that folds to `folded` if only a blank sets it off, else the title."""
    starts = [blank.end() for blank in _RUN_IN.finditer(title)]
    return next((title[start:] for start in starts if fold(title[start:]) == folded), title)


def _without_wrapping(title: str) -> str:
    """Take quotation marks off that stand around the whole title and close where they opened."""
    wrapped = _WRAPPED.match(title)
    return wrapped[2].strip() if wrapped and wrapped[1] + wrapped[3] in _PAIRS else title


def _without_end(title: str, keys: frozenset[str]) -> str:
    """Cut the last or first piece where it is the outlet's name or a section label."""
    bars = _bars(title)
    for bar in reversed(bars):
        if _is_outlet(title[bar.end() :], keys) or _SECTION.match(title[bar.end() :]):
            return title[: bar.start()]
    for bar in bars:
        if _is_outlet(title[: bar.start()], keys) or _SECTION.match(title[: bar.start()]):
            return title[bar.end() :]
    folded, names = fold(title), tuple(keys)
    named = folded.endswith(names) or folded.startswith(names)
    for weak in _WEAK.finditer(title) if named else ():
        if fold(title[weak.end() :]) in keys:
            return title[: weak.start()]
        if fold(title[: weak.start()]) in keys and weak[0].startswith(":"):
            return title[weak.end() :]
    return title


def _bars(title: str) -> list[re.Match[str]]:
    """Return the bars between a title's pieces."""
    if title.isascii():
        barred = "|" in title or " -" in title or " :" in title or " /" in title
    else:
        barred = _PART_OF_BAR.search(title) is not None
    return list(_SEPARATOR.finditer(title)) if barred else []


def _is_outlet(piece: str, keys: frozenset[str]) -> bool:
    """Tell whether the piece names the outlet: folds to a key, or begins or ends with a long key."""
    folded = fold(piece)
    if not folded or folded in keys:
        return True
    return len(piece.split()) <= 6 and any(
        (len(key) >= 4 and (folded.startswith(key) or folded.endswith(key)))
        or (len(folded) >= 4 and key.startswith(folded))
        for key in keys
    )


def _known_part(title: str, said: Sequence[str], others: Sequence[str]) -> str:
    """Return the longest part of the title between bars that another claim says, else the title.

    A title that two claims say in full stays whole. With `others`, the title is printed, and its kicker may run into
    it: then the end counts that is a whole other claim, or what follows a colon in one.
    """
    folded = fold(title)
    if said.count(folded) > 1:
        return title
    tails = {fold(tail) for other in others for tail in _WEAK_COLON.split(other)[1:]} | set(said)
    if others and (ends := [tail for tail in tails if len(tail) >= 20 and folded.endswith(tail) and tail != folded]):
        return _last(title, max(ends, key=len))
    bars = [(0, 0), *(bar.span() for bar in _bars(title)), (len(title), len(title))]
    spans = [(bars[i][1], bars[j][0]) for i in range(len(bars)) for j in range(i + 1, len(bars))]
    parts = [title[start:end] for start, end in spans if (start, end) != (0, len(title)) and start < end]
    known = [part for part in parts if fold(part) in said and len(part.split()) >= 3]
    return max(known, key=len, default=title)
