"""`cablepress scrape`: gathers raw pages into one folder, from files or from web archives."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from ..console import EXIT_CODES, Exit, StopError, progress, stopping, tell, track
from . import collect_command as collecting
from . import network_options as network
from .captures import Target
from .discover_command import discover
from .errors import ScrapingError
from .options import Options
from .page import NotAPage, RawPage, only_pages
from .stamps import read_stamp
from .store import read_raw, write_raw

SAMPLE = Path(__file__).parent / "sample"
"""The embedded sample corpus: a folder of pages and a WARC file."""

SHOWN = 20
"""Things that gave no page, named on the terminal; all of them are in the JSON report."""


def register(app: typer.Typer) -> None:
    """Add this stage's command to the command line."""
    app.command("scrape", epilog=EXIT_CODES)(scrape)
    app.command("discover", epilog=EXIT_CODES)(discover)


def scrape(
    into: Annotated[Path, typer.Option("--into", help="Folder to store the raw pages in.")],
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Folders, pages and WARC files; without any, web archives are asked.")
    ] = None,
    sources: Annotated[
        list[str] | None,
        typer.Option("--from", help="Archive to ask: wayback, commoncrawl, memento, or live. May be repeated."),
    ] = None,
    coverage: Annotated[
        Path | None, typer.Option("--coverage", help="CSV table with a column url; without it, the embedded coverage.")
    ] = None,
    contact: network.ContactOption = None,
    table: network.TableOption = None,
    max_requests: network.RequestsOption = None,
    budget: network.BudgetOption = None,
    again: Annotated[bool, typer.Option("--again", help="Ask again for pages that these archives lack.")] = False,
    refresh: Annotated[bool, typer.Option("--refresh", help="Ask again for pages that are stored.")] = False,
    show_status: Annotated[bool, typer.Option("--status", help="Only tell what became of each page so far.")] = False,
    rebuild: Annotated[
        bool, typer.Option("--rebuild-state", help="First read all WARC files of the folder again.")
    ] = False,
    allow_private: network.PrivateOption = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as one JSON object.")] = False,
) -> None:
    """Gather raw pages into one folder: from web archives, or from folders and WARC files.

    With paths, each page is stored under the SHA-256 of its bytes, address and capture time beside it.

    Without paths, every address of the table is looked for in archive after archive, and its best capture is stored as
    WARC records below --into: rate limits are kept, transfers are whole or not stored. Running the same command again
    goes on where it stopped, however it stopped.

    Example: cablepress scrape crawl.warc.gz saved-pages/ --into raw/

    Example: cablepress scrape --into collected/ --contact you@example.org

    Example: cablepress scrape --from live --coverage more.csv --into collected/ --contact you@example.org --budget 30m

    Example: cablepress scrape --into collected/ --status
    """
    if paths:
        if sources or coverage or show_status:
            raise StopError(
                "paths are read, archives are asked: give either paths, or --from and --coverage", Exit.USAGE
            )
        _gather(paths, into, as_json)
        return
    wanted = collecting.targets(coverage)
    if show_status:
        collecting.status(wanted, into, as_json=as_json)
        return
    archives, names = collecting.archives(table, sources or [], contact)
    seconds = collecting.seconds(budget)
    options = Options(archives, names, max_requests, seconds, again, refresh, rebuild, allow_private)
    collecting.collect(wanted, into, options, as_json=as_json)


def _gather(paths: list[Path], into: Path, as_json: bool) -> None:
    """Store the pages of folders and WARC files in one folder."""
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


def fetch(
    wanted: Iterable[tuple[str, str | None]],
    into: Path,
    contact: str | None,
    table: Path | None,
    *,
    allow_private: bool,
) -> None:
    """Bring the pages of addresses, each with the time of the capture that is wanted, from web archives into a folder.

    That very capture is looked for in every archive; only if none has it, the best one from its day on is brought, to
    be compared with. What could not be brought is told by whoever misses it.

    Raises:
        StopError: no contact is given, or the folder cannot be used.
    """
    from .run import collect as bring  # noqa: PLC0415 - the network's modules take a third of a second to load

    archives, names = collecting.archives(table, [], contact)
    options = Options(archives, names, again=True, allow_private=allow_private)
    pages = [(url, read_stamp(at or "")) for url, at in wanted if url]
    stated = [Target(url, captured=at) for url, at in pages if at]
    others = [Target(url, f"{at:%Y-%m-%d}" if at else None) for url, at in pages]
    for targets in (stated, others):  # a page that is stored by then is not asked for again
        with stopping(Exit.INPUT, ScrapingError, OSError), progress("pages") as bar:
            bring(targets, into, options, bar)


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
