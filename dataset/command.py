"""`cablepress release` and `cablepress check`: cleaned pages to a release folder, and a release's truth."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import Annotated

import typer

from ..cleaning.article import Outcome
from ..cleaning.store import Recipe, Record, StoreError, read
from ..console import EXIT_CODES, Exit, StopError, stopping, tell, track
from ..scraping.page import NotAPage
from .check import check
from .errors import FindingsError, ReleaseError, VersionError
from .intake import Capture
from .loading import check_loading
from .manifest import Manifest
from .release import check_replaceable, release
from .version import check_version


class Ledger:
    """What was found at the sources, noted before cleaning: the account of a release rests on it. Kept on disk."""

    def __init__(self) -> None:
        self.skipped: list[NotAPage] = []
        self._lines = TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - lives as long as the ledger

    @property
    def damaged(self) -> Mapping[str, int]:
        """Reason → number of inputs that gave no raw page."""
        return Counter(one.reason for one in self.skipped)

    def note(self, page: str, capture: Capture) -> None:
        """Note that a raw page was found, before anything else is done with it."""
        when = capture.captured_at and capture.captured_at.isoformat()
        self._lines.write(json.dumps([page, capture.url, when, capture.source]) + "\n")

    def findings(self) -> Iterator[tuple[str, Capture]]:
        """Yield what was noted."""
        self._lines.seek(0)
        for line in self._lines:
            page, url, when, source = json.loads(line)
            yield page, Capture(url, when and datetime.fromisoformat(when), source)


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
    ledger = Ledger()
    outcomes = _Cleaned(cleaned, ledger)
    made = publish(outcomes, ledger, outcomes.recipe, out, version)
    show(made, out, as_json)


class _Cleaned:
    """Cleaned pages from files, as a stream; knows what cleaned them when it is through."""

    def __init__(self, paths: list[Path], ledger: Ledger) -> None:
        self._paths, self._ledger = paths, ledger
        self.recipe = self._recipe()

    def _recipe(self) -> Mapping[str, str]:
        """Return what shaped all the pages; refuse files that were cleaned in different ways."""
        recipes = [record for path in self._paths for record in islice(_records(path), 1)]
        if not recipes or any(one != recipes[0] for one in recipes) or not isinstance(recipes[0], Recipe):
            raise _mixed()
        return recipes[0].digests

    def __iter__(self) -> Iterator[Outcome]:
        for record in track((record for path in self._paths for record in _records(path)), "reading"):
            if isinstance(record, NotAPage):
                self._ledger.skipped.append(record)
            elif isinstance(record, Recipe):
                if record.digests != self.recipe:
                    raise _mixed()
            else:
                self._ledger.note(record.id, Capture(record.url, record.captured_at, record.source))
                yield record


def _mixed() -> StopError:
    return StopError("the pages were not all cleaned with the same rules and model; clean them again", Exit.INPUT)


def _records(path: Path) -> Iterator[Record]:
    with stopping(Exit.INPUT, StoreError, OSError):
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
    """Build the release; the ledger is read after the outcomes: taking them may be what fills it.

    Raises:
        StopError: with what went wrong, and the exit code for it.
    """
    with stopping(Exit.INPUT, ReleaseError, OSError), stopping(Exit.FINDINGS, FindingsError):
        return release(outcomes, ledger, out, version, recipe=recipe)


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
