"""`cablepress release` and `cablepress check`: cleaned pages to a release folder, and a release's truth."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Annotated

import typer

from ..cleaning.article import Outcome
from ..cleaning.store import Recipe, Record, StoreError, read
from ..console import EXIT_CODES, Exit, StopError, stopping, tell, track
from ..scraping.page import NotAPage
from .check import check
from .errors import FindingsError, ReleaseError, VersionError
from .intake import Capture, Intake, age
from .loading import check_loading
from .manifest import Manifest
from .release import check_replaceable, release
from .version import check_version


@dataclass
class Ledger:
    """What was found at the sources, noted before cleaning: the account of a release rests on it."""

    captures: list[tuple[str, Capture]] = field(default_factory=list)
    """(raw page id, capture) of each finding."""
    skipped: list[NotAPage] = field(default_factory=list)

    def intake(self) -> Intake:
        """Return the captures of each raw page, and the count of what gave none, by reason."""
        found: dict[str, list[Capture]] = {}
        for page, capture in self.captures:
            found.setdefault(page, []).append(capture)
        return Intake(found, Counter(one.reason for one in self.skipped))


def register(app: typer.Typer) -> None:
    """Add this stage's commands to the command line."""
    app.command("release", epilog=EXIT_CODES)(release_command)
    app.command("check", epilog=EXIT_CODES)(check_command)


def release_command(
    cleaned: Annotated[list[Path], typer.Argument(help="Files that `cablepress clean --into` wrote.")],
    out: Annotated[Path, typer.Option("--out", help="Release folder; a former release there is replaced.")],
    version: Annotated[str, typer.Option("--version", help="Version of the data: MAJOR.MINOR.PATCH.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the release's manifest.")] = False,
) -> None:
    """Build a release folder from cleaned pages: Parquet files, dataset card, manifest, checksums.

    Example: cablepress release cleaned.jsonl --out release --version 0.1.0
    """
    prepare(out, version)
    outcomes, ledger, recipe = _load(cleaned)
    made = publish(outcomes, ledger, recipe, out, version)
    show(made, out, as_json)


def _load(paths: list[Path]) -> tuple[list[Outcome], Ledger, Mapping[str, str]]:
    """Read cleaned pages; refuse files that were cleaned in different ways."""
    outcomes: list[Outcome] = []
    ledger = Ledger()
    recipes: list[Recipe] = []
    for record in track(_records(paths), "reading"):
        if isinstance(record, Recipe):
            recipes.append(record)
        elif isinstance(record, NotAPage):
            ledger.skipped.append(record)
        else:
            outcomes.append(record)
            ledger.captures.append((record.id, Capture(record.url, record.captured_at, record.source)))
    if not recipes or any(one != recipes[0] for one in recipes):
        raise StopError("the pages were not all cleaned with the same rules and model; clean them again", Exit.INPUT)
    return outcomes, ledger, recipes[0].digests


def _records(paths: list[Path]) -> Iterator[Record]:
    with stopping(Exit.INPUT, StoreError, OSError):
        for path in paths:
            yield from read(path)


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


def prepare(out: Path, version: str) -> None:
    """Refuse a malformed version or an unusable target before any work is done.

    Raises:
        StopError: with exit code 2 for the version, 3 for the target.
    """
    with stopping(Exit.USAGE, VersionError):
        check_version(version)
    with stopping(Exit.INPUT, ReleaseError, OSError):
        check_replaceable(out)


def publish(
    outcomes: Iterable[Outcome], ledger: Ledger, recipe: Mapping[str, str], out: Path, version: str
) -> Manifest:
    """Build the release; of pages captured several times, the oldest capture's outcome is taken.

    The ledger is read after the outcomes: taking them may be what fills it.

    Raises:
        StopError: with what went wrong, and the exit code for it.
    """
    chosen: dict[str, Outcome] = {}
    for outcome in outcomes:
        chosen[outcome.id] = min(chosen.get(outcome.id, outcome), outcome, key=age)
    with stopping(Exit.INPUT, ReleaseError, OSError), stopping(Exit.FINDINGS, FindingsError):
        return release(chosen.values(), ledger.intake(), out, version, recipe=recipe)


def show(made: Manifest, out: Path, as_json: bool) -> None:
    """Tell what was built and how to load it."""
    if as_json:
        print(json.dumps(asdict(made), ensure_ascii=False))
        return
    rows = {name: table.rows for name, table in made.tables.items()}
    print(f"Built release {made.version} in {out}: {', '.join(f'{count} {name}' for name, count in rows.items())}.")
    print("Load it with:")
    print("    from datasets import load_dataset")
    print(f'    articles = load_dataset("{out}", "articles", split="train")')
    print('    print(articles[0]["title"])')
