"""`cablepress scrape` without paths: collects pages from web archives, and tells what became of each."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import typer

from ..console import Exit, StopError, progress, stopping, tell, tell_table
from .account import ACCOUNT, REASONS, PageState, Run, by_publisher, counted, lost
from .archives import EMBEDDED, Archives, Manners, read_archives
from .captures import Target
from .errors import ScrapingError
from .options import Options
from .targets import read_targets

DEFAULT = ("wayback", "commoncrawl", "memento")
"""Archives asked, in this order, if the user names none. The live site is asked only when named."""
_SHOWN = 20


def targets(coverage: Path | None) -> Sequence[Target]:
    """Return the wanted pages; a table that does not hold ends the command."""
    with stopping(Exit.INPUT, ScrapingError):
        return read_targets(coverage)


def archives(table: Path | None, names: Sequence[str], contact: str | None) -> tuple[Archives, Sequence[str]]:
    """Return the table of archives and the names of those to ask, as the user asks for them."""
    with stopping(Exit.INPUT, ScrapingError):
        read = read_archives(table or EMBEDDED)
    wanted = list(dict.fromkeys(names)) or [name for name in DEFAULT if name in read.archives]
    unknown = [name for name in wanted if name not in read.archives]
    if unknown:
        raise StopError(f"--from {unknown[0]}: give one of {', '.join(read.archives)}", Exit.USAGE)
    return Archives(_reachable(read.manners, contact), read.archives), wanted


def manners(table: Path | None, contact: str | None) -> Manners:
    """Return how to behave towards servers, with the contact that they are shown."""
    with stopping(Exit.INPUT, ScrapingError):
        return _reachable(read_archives(table or EMBEDDED).manners, contact)


def _reachable(read: Manners, contact: str | None) -> Manners:
    behave = replace(read, contact=contact) if contact else read
    if not behave.contact:
        raise StopError("say how servers can reach you: --contact you@example.org", Exit.USAGE)
    if re.search(r"[^\x20-\x7e]", behave.user_agent):
        raise StopError("--contact: use letters, digits and signs of ASCII only", Exit.USAGE)
    return behave


def seconds(text: str | None) -> float | None:
    """Read a span of time: ``90s``, ``30m``, ``2h``; a bare number is seconds."""
    if text is None:
        return None
    span = re.fullmatch(r"([0-9]{1,6}(?:\.[0-9]{1,3})?)([smh]?)", text.strip())
    if not span or float(span[1]) == 0:
        raise StopError(f"--budget {text!r}: write a time such as 90s, 30m or 2h", Exit.USAGE)
    return float(span[1]) * {"": 1, "s": 1, "m": 60, "h": 3600}[span[2]]


def collect(wanted: Sequence[Target], into: Path, options: Options, *, as_json: bool) -> None:
    """Collect, show the account, and end with the exit code that tells complete from incomplete."""
    from .run import collect as bring  # noqa: PLC0415 - the network's modules take a third of a second to load

    with stopping(Exit.INPUT, ScrapingError, OSError), progress("pages") as bar:
        done = bring(wanted, into, options, bar)
    _finish(done, as_json=as_json, by_name=False)


def status(wanted: Sequence[Target], into: Path, *, as_json: bool) -> None:
    """Show the account of a folder, also by publisher, without asking anybody."""
    from .run import status as read  # noqa: PLC0415 - as above

    if not (into / "archive").is_dir():
        raise StopError(f"{into}: nothing was collected there yet", Exit.INPUT)
    with stopping(Exit.INPUT, ScrapingError, OSError):
        done = read(wanted, into)
    _finish(done, as_json=as_json, by_name=True)


def _finish(done: Run, *, as_json: bool, by_name: bool) -> None:
    if as_json:
        print(json.dumps(_described(done), ensure_ascii=False))
    else:
        _show(done, by_name)
    if not done.is_complete:
        raise typer.Exit(Exit.INCOMPLETE)
    if done.damaged:
        raise typer.Exit(Exit.FINDINGS)


def _described(done: Run) -> Mapping[str, object]:
    return {
        "complete": done.is_complete,
        "account": counted(done.pages),
        "requests": done.requests,
        "damaged_records": done.damaged,
        "publishers": by_publisher(done.pages),
        "pages": [{**asdict(page), "group": page.group} for page in done.pages],
    }


def _show(done: Run, by_name: bool) -> None:
    tell_table(("pages", "are", "why"), _account(done.pages))
    if by_name:
        tell_table(("publisher", "pages", *ACCOUNT, "lost"), _publishers(done.pages))
    missing = [page for page in done.pages if page.group in ("blocked", "failed")]
    for page in missing[:_SHOWN]:
        tell(f"  {page.address}: {page.outcome}: {page.detail}")
    if len(missing) > _SHOWN:
        tell(f"  and {len(missing) - _SHOWN} more; --json names all")
    if done.damaged:
        tell(f"{done.damaged} damaged records in the files; what they held is fetched again")
    if not done.is_complete:
        tell("not complete: run the same command again")


def _account(pages: Sequence[PageState]) -> Iterator[Sequence[str]]:
    for name, count in counted(pages).items():
        reasons = Counter(page.outcome for page in pages if page.group == name and page.outcome in REASONS)
        yield str(count), name, ", ".join(f"{number} {reason}" for reason, number in sorted(reasons.items()))


def _publishers(pages: Sequence[PageState]) -> Iterator[Sequence[str]]:
    for name, account in by_publisher(pages).items():
        yield name or "-", *map(str, account.values()), f"{100 * lost(account) / account['pages']:.0f} %"
