"""What can stop scraping. Every message is one line that says what to do; the command line shows it bare.

::

    ScrapingError
    ├── SourceError               no raw pages can be read from what was given
    │   ├── MissingSourceError    the path does not exist
    │   ├── EmptySourceError      the path holds nothing that could be a page
    │   └── UnreadableSourceError the operating system refuses to read it
    ├── StoreError                raw pages cannot be written where they were asked to go
    ├── ArchivesError             the table of web archives does not hold
    ├── FetchError                one address gave no whole page; carries a reason, stops nothing else
    │   └── BudgetError           requests or time are used up: stop asking
    └── FactsError                a facts table does not hold; carries every `Problem` found

Damage inside a source stops nothing: it is handed on as a `cablepress.scraping.page.NotAPage`.
"""

from dataclasses import dataclass
from pathlib import Path

_SHOWN = 20
"""Problems written out in a message; a table saved with the wrong separator has one in every row."""


class ScrapingError(Exception):
    """Base of all errors of this stage. The command line ends with exit code 3 on it."""


class SourceError(ScrapingError):
    """No raw pages can be read from what was given."""


class MissingSourceError(SourceError):
    """The path does not exist."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: no such file or folder; give the path of a folder, a page or a WARC file")


class EmptySourceError(SourceError):
    """The path holds nothing that could be a page."""

    def __init__(self, path: Path, expected: str) -> None:
        super().__init__(f"{path}: nothing to read; expected {expected}")


class UnreadableSourceError(SourceError):
    """The operating system refuses to read the path."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(f"{path}: cannot be read ({error.strerror or error}); check its permissions and the disk")


class StoreError(ScrapingError):
    """Raw pages cannot be written where they were asked to go."""


class ArchivesError(ScrapingError):
    """The table of web archives does not hold."""


class FetchError(ScrapingError):
    """One address gave no whole page. The message says what was seen."""

    def __init__(self, reason: str, detail: str, wait: float | None = None) -> None:
        super().__init__(detail)
        self.reason = reason
        """A key of `cablepress.scraping.account.REASONS`."""
        self.wait = wait
        """Seconds after which the server wants to be asked again; ``None`` if it did not say."""


class BudgetError(FetchError):
    """The requests or the time that the user granted are used up."""

    def __init__(self, detail: str) -> None:
        super().__init__("budget", detail)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in a facts table."""

    file: str
    """Name of the table's file."""
    line: int
    """Line of the file, from 1, the header included; 0 where the whole file is meant."""
    column: str
    """Name of the column; empty where the whole line is meant."""
    text: str
    """What is wrong, with the value."""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: column {self.column}: {self.text}" if self.column else f"{place}: {self.text}"


class FactsError(ScrapingError):
    """A facts table does not hold. The message lists file, line and column of each problem, in order."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = tuple(sorted(problems))
        """Every problem found, by file, line and column."""
        rest = len(self.problems) - _SHOWN
        lines = [str(problem) for problem in self.problems[:_SHOWN]]
        super().__init__("\n".join([*lines, f"and {rest} more problems"] if rest > 0 else lines))
