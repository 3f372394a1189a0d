"""The account of what was read, kept on disk."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from tempfile import TemporaryFile

from ..scraping.page import NotAPage
from .intake import Capture


class Ledger:
    """What was found at the sources, noted before cleaning: the account of a release rests on it. Kept on disk."""

    def __init__(self) -> None:
        self.skipped: list[NotAPage] = []
        self._lines = TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - lives as long as the ledger

    @property
    def damaged(self) -> Mapping[str, int]:
        """Reason → number of inputs that gave no raw page."""
        return Counter(one.reason for one in self.skipped)

    def note(self, page: str, capture: Capture) -> None:
        """Note that a raw page was found, before anything else is done with it."""
        when = capture.captured_at and capture.captured_at.isoformat()
        self._lines.write(json.dumps([page, capture.url, when, capture.source]) + "\n")

    def findings(self) -> Iterator[tuple[str, Capture]]:
        """Yield what was noted."""
        self._lines.seek(0)
        for line in self._lines:
            page, url, when, source = json.loads(line)
            yield page, Capture(url, when and datetime.fromisoformat(when), source)
