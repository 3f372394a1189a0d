"""Patterns that few pages need, compiled when one does: compiling all at the start takes as long as several pages."""

import re
from typing import cast


class _Late:
    """What becomes a pattern when it is first used. What is used of it is kept: later uses take no longer."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._pattern, self._flags = pattern, flags

    def __getattr__(self, name: str) -> object:
        used = getattr(re.compile(self._pattern, self._flags), name)
        setattr(self, name, used)
        return used


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that is compiled when it is first used; only its methods are there, `re` cannot take it.

    >>> late("(?i)ferry").fullmatch("Ferry")[0]
    'Ferry'
    """
    return cast("re.Pattern[str]", _Late(pattern, flags))
