"""How the commands speak to people: messages, progress bars, exit codes. Knows nothing of pages or releases."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from enum import IntEnum
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

_T = TypeVar("_T")


class Exit(IntEnum):
    """Exit codes of every command."""

    OK = 0
    """Done."""
    FINDINGS = 1
    """Done, but something needs a look: damaged input, a page that hit a defect, a release that is not true."""
    USAGE = 2
    """The command line is wrong: an unknown option, a malformed version."""
    INPUT = 3
    """The input or the output place is: missing, empty, unreadable, not writable."""


EXIT_CODES = """Exit codes: 0 done; 1 done, but with findings (damaged input, a defect, a release that is not true);
2 the command line is wrong; 3 the input or the output place is missing, empty, unreadable or not writable."""
"""Stands under every command's help."""


class StopError(Exception):
    """Ends a command with one line for the user and an exit code."""

    def __init__(self, message: object, code: Exit) -> None:
        super().__init__(str(message))
        self.code = code


@contextmanager
def stopping(code: Exit, *errors: type[Exception]) -> Iterator[None]:
    """Turn the given errors into a `StopError` with this exit code."""
    try:
        yield
    except errors as error:
        raise StopError(error, code) from error


def tell(message: str) -> None:
    """Print a line for people on the error stream, so that a pipe gets data only."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(message, markup=False)


@contextmanager
def reading() -> Iterator[Callable[[Text], None]]:
    """Yield a function that prints a line: coloured and paged on a terminal, plain in a pipe."""
    out = Console(highlight=False, soft_wrap=True)
    with out.pager(styles=True) if out.is_terminal else nullcontext():
        yield out.print


def track(items: Iterable[_T], label: str) -> Iterator[_T]:
    """Yield the items, with a progress bar where somebody watches: the error stream is a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    total = len(items) if isinstance(items, list | tuple) else None
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total)
        for item in items:
            yield item
            bar.advance(task)
