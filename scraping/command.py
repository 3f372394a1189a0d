"""`cablepress scrape`: gathers raw pages into one folder."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from ..console import EXIT_CODES, Exit, stopping, tell, track
from .errors import ScrapingError
from .page import NotAPage, RawPage, only_pages
from .store import read_raw, write_raw

SAMPLE = Path(__file__).parent / "sample"
"""The embedded sample corpus: a folder of pages and a WARC file."""

SHOWN = 20
"""Things that gave no page, named on the terminal; all of them are in the JSON report."""


def register(app: typer.Typer) -> None:
    """Add this stage's command to the command line."""
    app.command("scrape", epilog=EXIT_CODES)(scrape)


def scrape(
    paths: Annotated[list[Path], typer.Argument(help="Folders, pages (.html, .htm, .txt) and WARC files.")],
    into: Annotated[Path, typer.Option("--into", help="Folder to store the raw pages in.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as one JSON object.")] = False,
) -> None:
    """Gather raw pages from folders and WARC files into one folder, with address and capture time beside each.

    A page is stored under the SHA-256 of its bytes and never overwritten: running it again adds what is missing.

    Example: cablepress scrape crawl.warc.gz saved-pages/ --into raw/
    """
    skipped: list[NotAPage] = []
    with stopping(Exit.INPUT, ScrapingError, OSError):
        count = write_raw(track(raw_pages(paths, skipped), "gathering"), into)
    if as_json:
        print(json.dumps({"captures": count, "skipped": [asdict(one) for one in skipped]}, ensure_ascii=False))
    else:
        tell(f"{count} captures are in {into}")
        report(skipped)
    if any(one.is_loss for one in skipped):
        raise typer.Exit(Exit.FINDINGS)


def raw_pages(paths: list[Path], skipped: list[NotAPage]) -> Iterator[RawPage]:
    """Yield the raw pages found at the paths; what gave no page is appended to `skipped`.

    Raises:
        StopError: a path is missing, or there is nothing to read.
    """
    with stopping(Exit.INPUT, ScrapingError, OSError):
        yield from only_pages(read_raw(paths), skipped)


def report(skipped: list[NotAPage]) -> None:
    """Tell what gave no page, by reason and by name."""
    if not skipped:
        return
    reasons = Counter(one.reason for one in skipped)
    tell(f"not pages: {', '.join(f'{count} {reason}' for reason, count in sorted(reasons.items()))}")
    for one in skipped[:SHOWN]:
        tell(f"  {one.source}: {one.reason}: {one.detail}")
    if len(skipped) > SHOWN:
        tell(f"  and {len(skipped) - SHOWN} more")
