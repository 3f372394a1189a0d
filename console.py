"""How the commands speak to people: messages, progress bars, exit codes. Knows nothing of pages or releases."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from enum import IntEnum
from typing import TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table
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
    INCOMPLETE = 4
    """Not all wanted pages could be asked for, or had: running the same command again goes on."""


EXIT_CODES = """Exit codes: 0 done; 1 done, but with findings (damaged input, a defect, a release that is not true);
2 the command line is wrong; 3 the input or the output place is missing, empty, unreadable or not writable;
4 not complete: running the same command again goes on."""
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


def tell_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table for people on the error stream."""
    table = Table(*columns, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console(stderr=True, highlight=False, width=None if sys.stderr.isatty() else 160).print(table)


class _RateColumn(ProgressColumn):
    """Steps a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f}/s" if task.speed else "–/s")


@contextmanager
def progress(label: str) -> Iterator[Callable[[int], Callable[[], None]]]:
    """Yield a function that takes a number of steps and returns what is called after each.

    Where somebody watches, a bar shows the steps done, their rate and the remaining time.
    """
    if not sys.stderr.isatty():
        yield lambda _total: lambda: None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _RateColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:

        def start(total: int) -> Callable[[], None]:
            task = bar.add_task(label, total=total)
            return lambda: bar.advance(task)

        yield start


def track(items: Iterable[_T], label: str, total: int | None = None) -> Iterator[_T]:
    """Yield the items, with a progress bar where somebody watches: the error stream is a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    total = len(items) if isinstance(items, list | tuple) else total
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
