"""`cablepress discover`: proposes rows for the table of coverage, for review."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from ..console import Exit, stopping, tell
from . import facts
from . import network_options as network
from .collect_command import manners, seconds
from .discover import known, propose
from .errors import ScrapingError


def discover(
    sources: Annotated[
        list[str],
        typer.Argument(help="Addresses or files: index pages, sitemaps, feeds, lists of links.", metavar="LISTS…"),
    ],
    into: Annotated[Path | None, typer.Option("--into", help="CSV table to write; without it, it is printed.")] = None,
    contact: network.ContactOption = None,
    archives: network.TableOption = None,
    max_requests: network.RequestsOption = None,
    budget: network.BudgetOption = None,
    allow_private: network.PrivateOption = False,
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
