"""One run of the collector, from options to account."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from .account import PageState, Run
from .archives import Archive
from .captures import Source, Target
from .cdxj import PLACE, lines
from .client import Client
from .collect import Collector
from .collection import Collection
from .commoncrawl import CommonCrawl
from .live import Live
from .memento import Memento
from .options import Options
from .pace import Budget
from .wayback import Wayback


def collect(
    targets: Sequence[Target], into: Path, options: Options, progress: Callable[[int], Callable[[], None]]
) -> Run:
    """Bring pages into a folder.

    Args:
        targets: the wanted pages.
        into: the folder.
        options: what the user asks for.
        progress: is told how many pages are asked for, and returns what is called for each that is dealt with.

    Raises:
        StoreError: the folder cannot be written.
    """
    manners = options.archives.manners
    with Collection(into, manners.user_agent, rebuild=options.rebuild) as collection:
        requests, in_time = asyncio.run(_collect(targets, collection, options, progress))
        _write_index(collection)
        return Run(pages(targets, collection), requests, collection.state.damaged(), in_time)


def status(targets: Sequence[Target], into: Path) -> Run:
    """Return the account of a folder without asking anybody; raises as `collect` does."""
    with Collection(into) as collection:
        return Run(pages(targets, collection), 0, collection.state.damaged(), in_time=True)


def pages(targets: Sequence[Target], collection: Collection) -> Sequence[PageState]:
    """Return what is known of each wanted page."""
    known = (collection.state.page(target.address) for target in targets)
    return [
        replace(entry[0], publisher=target.publisher)
        if entry
        else PageState(target.address, target.publisher, "waiting")
        for target, entry in zip(targets, known, strict=True)
    ]


async def _collect(
    targets: Sequence[Target],
    collection: Collection,
    options: Options,
    progress: Callable[[int], Callable[[], None]],
) -> tuple[int, bool]:
    budget = Budget(options.max_requests, options.seconds)
    async with Client(options.archives.manners, budget, allow_private=options.allow_private) as client:
        sources = [_source(options.archives.archives[name], client, collection) for name in options.sources]
        collector = Collector(sources, collection)
        todo = collector.todo(targets, again=options.again, refresh=options.refresh)
        in_time = await collector.run(todo, progress(len(todo)))
        return client.requests, in_time


def _source(archive: Archive, client: Client, collection: Collection) -> Source:
    """Return the way to get captures from an archive of the table."""
    if archive.kind == "live":
        return Live(archive.name, client, lambda url: collection.state.validators(url)[1:])
    kinds: dict[str, Callable[[Archive, Client], Source]] = {
        "cdx": Wayback,
        "commoncrawl": CommonCrawl,
        "timemap": Memento,
    }
    return kinds[archive.kind](archive, client)


def _write_index(collection: Collection) -> None:
    """Write the index of all captures; in one step, so that no reader sees half of it."""
    place = collection.folder / PLACE
    place.parent.mkdir(exist_ok=True)
    part = place.with_name(f".{place.name}.part")
    part.write_text("".join(lines(collection.state.captures())), "utf-8")
    part.replace(place)
