"""`cablepress release`, `check`, `diff` and `publish`: cleaned pages to a release, its truth, and its way out."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import date, datetime
from importlib.metadata import version as installed
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import Annotated

import typer

from ..cleaning.article import Outcome
from ..cleaning.merge import read_folder
from ..cleaning.store import Recipe, Record, StoreError, read
from ..console import EXIT_CODES, Exit, StopError, stopping, tell, track
from ..scraping.page import NotAPage
from . import manifest
from .changes import count, history_of, section
from .check import check
from .diff import Change, diff, read_diff, write_diff
from .errors import DoiError, FindingsError, ReleaseError, TakedownError, VersionError
from .hydrate import KINDS as MISMATCHES
from .hydrate import Mismatch, advice, hydrate
from .hydrate import wanted as _wanted
from .intake import Capture
from .loading import check_loading
from .manifest import Manifest
from .publish import TARGETS, publishable, target
from .release import Edition, check_edition, check_replaceable, release
from .remake import is_release, opened, remake
from .schema import ARTICLES, Tier
from .takedown import read_takedowns
from .terms import Terms
from .version import demanded


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


VersionOption = Annotated[str, typer.Option("--version", help="Version of the data: MAJOR.MINOR.PATCH.")]
PreviousOption = Annotated[
    Path | None,
    typer.Option("--previous", help="Former release: refuses a version smaller than the changes since then demand."),
]
DayOption = Annotated[
    datetime | None,
    typer.Option("--date", formats=["%Y-%m-%d"], help="Day of the release; without it, the newest day in the data."),
]
TextOption = Annotated[
    Tier | None,
    typer.Option(
        "--text",
        help="What a release to share holds of pages: none; standoff: digests and places of paragraphs, no text; "
        "full: also the texts that may be passed on. Without it: all texts, a private build.",
    ),
]
PrivateOption = Annotated[bool, typer.Option("--private", help="With --text: hold texts whatever their rights.")]
DoiOption = Annotated[str | None, typer.Option("--doi", help="DOI of the release, if it has one already.")]


def edition_of(version: str, previous: Path | None, day: datetime | None, doi: str | None, terms: Terms) -> Edition:
    """Return what the command line says of a release."""
    return Edition(version, day and day.date(), doi, previous, terms)


TakedownsOption = Annotated[
    Path | None, typer.Option("--takedowns", help="File of requests to take articles down: takedowns.toml.")
]


MaskOption = Annotated[
    bool, typer.Option("--mask", help="Mask e-mail addresses, telephone numbers and access keys in texts.")
]


def terms_of(text: Tier | None, private: bool, mask: bool, takedowns: Path | None = None) -> Terms:
    """Return the terms that the command line's options name."""
    with stopping(Exit.INPUT, TakedownError, OSError):
        requests = read_takedowns(takedowns) if takedowns else ()
    tier: Tier = text or "full"
    return Terms(tier, private or text is None, mask, requests)


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
    with _stops():
        stated = opened(old)
        terms = Terms(stated.tier, stated.private, stated.masked, read_takedowns(takedowns))
        edition = Edition(version or demanded(stated.version, "major"), previous=old, terms=terms)
        made = remake(old, old, edition)
    show(made, old, as_json)


def wanted(folder: Path) -> list[tuple[str, str | None]]:
    """Return address and time of capture of the articles whose texts a release lacks."""
    with _stops():
        return list(_wanted(folder))


def hydrated(folder: Path, derived: Iterable[Outcome], out: Path, recipe: Mapping[str, str], *, as_json: bool) -> None:
    """Write a release with its texts and tell what could not be proved.

    Raises:
        StopError: with exit code 1 if a text could not be proved.
    """
    with _stops():
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


@contextmanager
def _stops() -> Iterator[None]:
    """Turn what can go wrong with a release into a message and an exit code."""
    with (
        stopping(Exit.INPUT, ReleaseError, OSError),
        stopping(Exit.FINDINGS, FindingsError),
        stopping(Exit.USAGE, VersionError),
    ):
        yield


def release_command(
    cleaned: Annotated[
        list[Path],
        typer.Argument(
            help="What `cablepress clean` wrote: files of --into, folders of --plan. Or one release folder."
        ),
    ],
    out: Annotated[Path, typer.Option("--out", help="Release folder; a former release there is replaced.")],
    version: VersionOption,
    previous: PreviousOption = None,
    day: DayOption = None,
    doi: DoiOption = None,
    text: TextOption = None,
    private: PrivateOption = False,
    mask: MaskOption = False,
    takedowns: TakedownsOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the release's manifest.")] = False,
) -> None:
    """Build a release folder from cleaned pages: Parquet files, dataset card, manifest, checksums.

    Example: cablepress release cleaned.jsonl --out release --version 0.1.0

    Example: cablepress release cleaned.jsonl --out next --version 0.2.0 --previous release

    Example: cablepress release cleaned.jsonl --out shared --version 0.2.0 --text standoff

    Example: cablepress release private-release --out shared --version 0.2.0 --text standoff
    """
    edition = edition_of(version, previous, day, doi, terms_of(text, private, mask, takedowns))
    prepare(out, edition)
    if len(cleaned) == 1 and is_release(cleaned[0]):
        show(_remade(cleaned[0], out, edition, keep_terms=text is None), out, as_json)
        return
    ledger = Ledger()
    outcomes = _Cleaned(cleaned, ledger)
    made = publish(outcomes, ledger, outcomes.recipe, out, edition)
    show(made, out, as_json)


def _remade(source: Path, out: Path, edition: Edition, *, keep_terms: bool) -> Manifest:
    """Make a release from another; what the command line does not say, the source says."""
    with _stops():
        stated = opened(source)
        terms = edition.terms
        if keep_terms:
            terms = replace(terms, tier=stated.tier, private=stated.private)
        if edition.version == stated.version:
            said = date.fromisoformat(stated.date)
            edition = replace(edition, day=edition.day or said, doi=edition.doi or stated.doi)
        return remake(source, out, replace(edition, terms=terms))


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
        yield from (read_folder if path.is_dir() else read)(path)


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


def prepare(out: Path, edition: Edition) -> None:
    """Refuse a malformed version or an unusable target before any work is done.

    Raises:
        StopError: with exit code 2 for the version, 3 for the target.
    """
    with stopping(Exit.INPUT, ReleaseError, OSError), stopping(Exit.USAGE, VersionError, DoiError):
        check_edition(edition)
        check_replaceable(out)


def publish(
    outcomes: Iterable[Outcome], ledger: Ledger, recipe: Mapping[str, str], out: Path, edition: Edition
) -> Manifest:
    """Build the release; the ledger is read after the outcomes: taking them may be what fills it.

    Raises:
        StopError: with what went wrong, and the exit code for it.
    """
    with (
        stopping(Exit.INPUT, ReleaseError, OSError),
        stopping(Exit.FINDINGS, FindingsError),
        stopping(Exit.USAGE, VersionError),
    ):
        return release(outcomes, ledger, out, edition, recipe=recipe)


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
