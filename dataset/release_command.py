"""`cablepress release`, and what `build` shares with it: options, messages, exit codes."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from ..cleaning.article import Outcome
from ..cleaning.merge import read_folder
from ..cleaning.store import Recipe, Record, StoreError, read
from ..console import Exit, StopError, stopping, track
from ..scraping.page import NotAPage
from .edition import Edition, check_edition
from .errors import DoiError, FindingsError, ReleaseError, TakedownError, VersionError
from .intake import Capture
from .ledger import Ledger
from .manifest import Manifest
from .place import check_replaceable
from .release import release
from .remake import is_release, opened, remake
from .schema import Tier
from .takedown import read_takedowns
from .terms import Terms

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


@contextmanager
def stops() -> Iterator[None]:
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
    with stops():
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
    with stops():
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
