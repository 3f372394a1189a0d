"""`cablepress release`, `check`, `diff` and `publish`: cleaned pages to a release, its truth, and its way out."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from importlib.metadata import version as installed
from pathlib import Path
from typing import Annotated

import typer

from ..cleaning.article import Outcome
from ..console import EXIT_CODES, Exit, StopError, stopping, tell, track
from . import manifest
from .changes import count, history_of, section
from .check import check
from .diff import Change, diff, read_diff, write_diff
from .edition import Edition
from .errors import FindingsError, ReleaseError
from .hydrate import KINDS as MISMATCHES
from .hydrate import Mismatch, advice, hydrate
from .hydrate import wanted as _wanted
from .loading import check_loading
from .place import check_replaceable
from .publish import TARGETS, publishable, target
from .release_command import release_command, show, stops
from .remake import opened, remake
from .schema import ARTICLES
from .takedown import read_takedowns
from .terms import Terms
from .version import demanded


def register(app: typer.Typer) -> None:
    """Add this stage's commands to the command line."""
    app.command("release", epilog=EXIT_CODES)(release_command)
    app.command("check", epilog=EXIT_CODES)(check_command)
    app.command("diff", epilog=EXIT_CODES)(diff_command)
    app.command("publish", epilog=EXIT_CODES)(publish_command)
    takedown = typer.Typer(no_args_is_help=True)
    takedown.callback()(_takedown)
    takedown.command("apply", epilog=EXIT_CODES)(takedown_apply)
    app.add_typer(takedown, name="takedown")


def _takedown() -> None:
    """Keep articles out that somebody asked to have taken down."""


def takedown_apply(
    old: Annotated[Path, typer.Argument(help="Release folder, replaced in one step.")],
    takedowns: Annotated[Path, typer.Option("--takedowns", help="File of requests: takedowns.toml.")],
    version: Annotated[str | None, typer.Option("--version", help="Without it, the next major version.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the release's manifest.")] = False,
) -> None:
    """Bring a local copy of a release to the state of the release that follows the requests, and seal it anew.

    What is taken down leaves a tombstone, which keeps it out of this copy and of all that is made with --previous.

    Example: cablepress takedown apply release --takedowns takedowns.toml
    """
    with stops():
        stated = opened(old)
        terms = Terms(stated.tier, stated.private, stated.masked, read_takedowns(takedowns))
        edition = Edition(version or demanded(stated.version, "major"), previous=old, terms=terms)
        made = remake(old, old, edition)
    show(made, old, as_json)


def wanted(folder: Path) -> list[tuple[str, str | None]]:
    """Return address and time of capture of the articles whose texts a release lacks."""
    with stops():
        return list(_wanted(folder))


def hydrated(folder: Path, derived: Iterable[Outcome], out: Path, recipe: Mapping[str, str], *, as_json: bool) -> None:
    """Write a release with its texts and tell what could not be proved.

    Raises:
        StopError: with exit code 1 if a text could not be proved.
    """
    with stops():
        check_replaceable(out)
        made, mismatches = hydrate(folder, derived, out)
    for one in mismatches:
        print(json.dumps(asdict(one)) if as_json else _told(one))
    full = made.counts[ARTICLES.name]["text_tier"].get("full", 0)
    tell(f"{out}: {full} of {made.tables[ARTICLES.name].rows} articles have their text; a private release")
    if mismatches:
        hint = advice(made, recipe, installed("cablepress"))
        raise StopError(f"{len(mismatches)} texts could not be proved" + (f"; {hint}" if hint else ""), Exit.FINDINGS)


def _told(one: Mismatch) -> str:
    numbers = f" (paragraphs {', '.join(map(str, one.paragraphs))})" if one.paragraphs else ""
    return f"{one.id} {one.url}: {MISMATCHES[one.kind]}{numbers}{f': {one.detail}' if one.detail else ''}"


def check_command(
    folder: Annotated[Path, typer.Argument(help="Release folder.")],
    load: Annotated[bool, typer.Option("--load", help="Also load every table with `datasets`; takes seconds.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a finding.")] = False,
) -> None:
    """Check a release against itself: checksums, schema, accounts, card. Exit code 1 if anything is not true.

    Example: cablepress check release
    """
    with stopping(Exit.INPUT, ReleaseError, OSError):
        findings = check(folder)
        if load and not findings:
            findings = check_loading(folder)
    for finding in findings:
        print(json.dumps(asdict(finding), ensure_ascii=False) if as_json else finding)
    if findings:
        raise StopError(f"{folder}: {len(findings)} findings", Exit.FINDINGS)
    tell(f"{folder}: all true")


def diff_command(
    old: Annotated[Path, typer.Argument(help="Older release folder.")],
    new: Annotated[Path, typer.Argument(help="Newer release folder.")],
    into: Annotated[Path | None, typer.Option("--into", help="Also write every changed record to this file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the numbers as JSON.")] = False,
) -> None:
    """Compare two releases record by record: prints the changelog section, and which part of the version must grow.

    The file holds for each record its table, key and change, edited columns, publisher, reason, both hashes, and what
    the newer release says of it.

    Example: cablepress diff release-0.1.0 release-0.2.0 --into diff.parquet
    """
    with stopping(Exit.INPUT, ReleaseError, OSError, ValueError):
        former, latter = manifest.read(old), manifest.read(new)
        found = count(track(_kept(diff(old, new), into), "comparing"))
    changes = found.result(former.version, former.content_sha256, history_of(old))
    if as_json:
        print(json.dumps({"demands": changes.part(), **asdict(changes)}, ensure_ascii=False))
        return
    print(section(latter.version, {}, changes), end="")
    tell(f"The version after {former.version} must be {demanded(former.version, changes.part())} or greater.")


def publish_command(
    folder: Annotated[Path, typer.Argument(help="Release folder.")],
    to: Annotated[str, typer.Option("--to", help="; ".join(f"{form}: {what}" for form, what in TARGETS.items()) + ".")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only print what would be done.")] = False,
) -> None:
    """Publish a release that passes `check` and may be passed on; a second run finishes what a first one began.

    Tokens come from the environment (HF_TOKEN, ZENODO_TOKEN, AWS_…) or the Hub's own login.

    Example: cablepress publish release --to hf:example/embassy-cables --dry-run

    Example: cablepress publish release --to /archive/releases
    """
    with stopping(Exit.INPUT, ReleaseError, OSError, ValueError), stopping(Exit.FINDINGS, FindingsError):
        ready = publishable(folder)
        place = target(to)
        plan = place.plan(ready)
        for line in plan.lines():
            print(line)
        if not (dry_run or plan.done):
            tell(f"Published: {place.publish(ready)}")


def _kept(changes: Iterable[Change], into: Path | None) -> Iterable[Change]:
    """Write the changes into a file, if one is wanted, and yield them."""
    if into is None:
        return changes
    write_diff(changes, into)
    return read_diff(into)
