"""Appeals for support in a dump: paragraphs in which an outlet speaks of itself to its readers, around a plain request.

The request is what a rule knows ("contribute as little as …"). What stands beside it is worded anew every season.
"""

from collections.abc import Sequence

from .late import late
from .rules import Rule

_REQUEST = "advert.appeal"
"""The rule for the request itself."""

_REQUEST_SIZE = 25
"""Characters of a request that is more than a button: "Donate" stands in menus too."""
_GAP = 4
"""Lines between two requests that are the same appeal."""
_REACH = 6
"""Paragraphs beside a request that may belong to it."""
_LONGEST = 2_000
"""Characters of such a paragraph at most."""

_OF_ITSELF = late(r"\b(?:we|our|us)\b")
_TO_READERS = late(r"\b(?:you|your|readers?|supporters?|everyone|democracy|contributions?|donations?|help|free)\b")
_TRADE = late(
    r"\b(?:journalis\w{1,4}|newsrooms?|news|reporting|reporters|stories|coverage|free press|independent media)\b"
)
_QUOTES = frozenset('"“”„«»')


def appeals(texts: Sequence[str], rules: Sequence[Rule | None]) -> list[int]:
    """Return the lines of appeals that no rule names: those between two requests, and paragraphs beside one."""
    named = [place for place, rule in enumerate(rules) if rule is not None and rule.id == _REQUEST]
    requests = [place for place in named if len(texts[place]) >= _REQUEST_SIZE]
    found: set[int] = set()
    for before, request in zip([-_GAP - 2, *requests], requests, strict=False):
        if request - before <= _GAP + 1:
            found |= set(range(before + 1, request))
        found |= {*_beside(texts, request, -1), *_beside(texts, request, 1)}
    return sorted(found - set(requests))


def _beside(texts: Sequence[str], request: int, step: int) -> list[int]:
    """Return the paragraphs above (-1) or below (1) a request in which the outlet speaks of itself."""
    found: list[int] = []
    for place in range(request + step, request + step * (_REACH + 1), step):
        if not (0 <= place < len(texts) and is_appeal(texts[place])):
            break
        found.append(place)
    return found


def is_appeal(text: str) -> bool:
    """Whether a paragraph may be part of an appeal, where a request stands beside it; nobody else is quoted in it.

    >>> is_appeal("Our reporters ask the hard questions. With your help we can go on.")
    True
    """
    if len(text) > _LONGEST or not _QUOTES.isdisjoint(text):
        return False
    folded = text.lower()
    return all(pattern.search(folded) for pattern in (_OF_ITSELF, _TO_READERS, _TRADE))
