"""`cablepress discover`: proposes rows for the table of coverage, for review."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from ..console import Exit, stopping, tell
from . import facts
from .collect_command import manners, seconds
from .discover import known, propose
from .errors import ScrapingError


def discover(
    sources: Annotated[
        list[str],
        typer.Argument(help="Addresses or files: index pages, sitemaps, feeds, lists of links.", metavar="LISTS…"),
    ],
    into: Annotated[Path | None, typer.Option("--into", help="CSV table to write; without it, it is printed.")] = None,
    contact: Annotated[
        str | None,
        typer.Option("--contact", envvar="CABLEPRESS_CONTACT", help="Your mail or web address, shown to every server."),
    ] = None,
    archives: Annotated[
        Path | None, typer.Option("--archives", help="Own table of manners, like archives.toml.")
    ] = None,
    max_requests: Annotated[int | None, typer.Option("--max-requests", min=1, help="Requests to send at most.")] = None,
    budget: Annotated[str | None, typer.Option("--budget", help="Time to spend at most: 90s, 30m, 2h.")] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Contact addresses in private networks too; for tests.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the proposals as one JSON object.")] = False,
) -> None:
    """Look for pages on the topic that the table of coverage does not have yet.

    Reads pages that list others, scores each link by words of the topic and by the cables it names, leaves out what
    the table has already in any spelling, and prints a table in the columns of `coverage` for you to review. It adds
    nothing by itself.

    Example: cablepress discover saved-series-page.html sitemap.xml.gz --into proposals.csv

    Example: cablepress discover https://harbourpost.example/wikileaks/feed --contact you@example.org
    """
    from .lists import gather, is_address, table  # noqa: PLC0415 - the network's modules take a third of a second to load

    behave = manners(archives, contact) if any(map(is_address, sources)) else None
    with stopping(Exit.INPUT, ScrapingError, OSError):
        links, unread = gather(sources, behave, max_requests, seconds(budget), allow_private=allow_private)
        proposals = propose(links, known(facts.coverage(), facts.publishers(), facts.cables()))
        if into:
            into.write_text(table(proposals), "utf-8")
    if as_json:
        described = {"proposals": [asdict(one) for one in proposals], "unread": [asdict(one) for one in unread]}
        print(json.dumps({"links": len(links), **described}, ensure_ascii=False))
    elif not into:
        print(table(proposals), end="")
    tell(f"{len(proposals)} of {len(links)} links are proposed; review them before they go into coverage")
    for one in unread:
        tell(f"  {one.name}: {one.reason}: {one.detail}")
    if unread:
        raise typer.Exit(Exit.INCOMPLETE)
