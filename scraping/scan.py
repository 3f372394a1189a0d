"""Looking for byte patterns in a file of any size without reading it whole."""

import os
import re
from typing import IO

_FIRST_STEP, _LAST_STEP = 1 << 12, 1 << 20
"""Bytes searched at a time: few at first, as most searches end soon, then twice as many each time."""
_OVERLAP = 256
"""Bytes searched twice, so that a match across two steps is seen; longer than any match looked for."""


class Scan:
    """A seekable file as one long run of bytes, sliced and searched."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.size = file.seek(0, os.SEEK_END)
        """Number of bytes."""

    def slice(self, start: int, end: int) -> bytes:
        """Return the bytes from `start` to before `end`; fewer where the file ends."""
        self._file.seek(start)
        return self._file.read(max(0, min(end, self.size) - start))

    def find(self, pattern: re.Pattern[bytes], start: int) -> int:
        """Return where the first match at or after `start` begins; the file's size if there is none."""
        step = _FIRST_STEP
        while start < self.size:
            match = pattern.search(self.slice(start, start + step + _OVERLAP))
            if match and match.start() < step:
                return start + match.start()
            start += step
            step = min(2 * step, _LAST_STEP)
        return self.size
