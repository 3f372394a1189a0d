"""The command `cablepress`: the commands of the three stages, and `build`, which runs all of them."""

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from . import __version__
from .cleaning import command as cleaning
from .cleaning.article import Rejection
from .cleaning.recipe import recipe
from .console import EXIT_CODES, Exit, StopError, tell
from .dataset import command as dataset
from .dataset import release_command as releasing
from .dataset.intake import Capture
from .dataset.ledger import Ledger
from .scraping import command as scraping
from .scraping.page import NotAPage, RawPage

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False, epilog=EXIT_CODES)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(__version__)
        raise typer.Exit


@app.callback()
def cablepress(
    version: Annotated[
        bool, typer.Option("--version", help="Print the package's version.", is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    """Raw news pages in, a reproducible, explained, citable dataset out."""


@app.command(epilog=EXIT_CODES)
def build(
    raw: Annotated[list[Path] | None, typer.Option("--raw", help="Folder, page or WARC file; may be repeated.")] = None,
    out: Annotated[Path, typer.Option("--out", help="Release folder; a former release there is replaced.")] = Path(
        "release"
    ),
    version: releasing.VersionOption = "0.1.0",
    previous: releasing.PreviousOption = None,
    day: releasing.DayOption = None,
    doi: releasing.DoiOption = None,
    text: releasing.TextOption = None,
    private: releasing.PrivateOption = False,
    mask: releasing.MaskOption = False,
    takedowns: releasing.TakedownsOption = None,
    workers: Annotated[int, typer.Option("--workers", min=1, help="Processes that clean at the same time.")] = 1,
    template: cleaning.TemplateFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the release's manifest.")] = False,
) -> None:
    """Do everything: read raw pages, clean them, and build a release folder. Without --raw, on the embedded sample.

    The same pages give the same bytes, whatever the number of workers and the order of the input. A former release
    is replaced in one step when the new one is complete; an interrupted build leaves it as it was.

    Example: cablepress build

    Example: cablepress build --raw saved-pages/ --raw crawl.warc.gz --out release --version 0.2.0
    """
    edition = releasing.edition_of(version, previous, day, doi, releasing.terms_of(text, private, mask, takedowns))
    releasing.prepare(out, edition)
    ledger = Ledger()
    defects: list[Rejection] = []
    pages = _noting(scraping.raw_pages(raw or [scraping.SAMPLE], ledger.skipped), ledger)
    table = cleaning.read_template(template)
    outcomes = cleaning.cleaned(pages, workers, defects, table)
    made = releasing.publish(outcomes, ledger, recipe(table), out, edition)
    releasing.show(made, out, as_json)
    scraping.report(ledger.skipped)
    if defects or any(one.is_loss for one in ledger.skipped):
        raise typer.Exit(Exit.FINDINGS)


@app.command(epilog=EXIT_CODES)
def hydrate(
    folder: Annotated[Path, typer.Argument(help="Release without texts.")],
    raw: Annotated[list[Path] | None, typer.Option("--raw", help="Folder, page or WARC file; may be repeated.")] = None,
    out: Annotated[Path, typer.Option("--out", help="Folder for the private release with texts.")] = Path("hydrated"),
    fetch: Annotated[
        Path | None, typer.Option("--fetch", help="First bring the pages from web archives into this folder.")
    ] = None,
    contact: Annotated[
        str | None,
        typer.Option("--contact", envvar="CABLEPRESS_CONTACT", help="With --fetch: your mail or web address."),
    ] = None,
    archives: Annotated[Path | None, typer.Option("--archives", help="With --fetch: own table of archives.")] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="With --fetch: contact private networks too; for tests.")
    ] = False,
    workers: Annotated[int, typer.Option("--workers", min=1, help="Processes that clean at the same time.")] = 1,
    template: cleaning.TemplateFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a record that did not match.")] = False,
) -> None:
    """Give a release without texts its texts again, from raw pages; each is proved by its digests.

    Writes a private release. Records that cannot be proved stay without text and are listed with how they differ;
    the exit code is 1 then.

    Example: cablepress hydrate release --raw saved-pages/ --out private

    Example: cablepress hydrate release --fetch collected/ --contact you@example.org --out private
    """
    if not raw and not fetch:
        raise StopError("say where the raw pages are: --raw FOLDER, or --fetch FOLDER to bring them", Exit.USAGE)
    if fetch:
        scraping.fetch(dataset.wanted(folder), fetch, contact, archives, allow_private=allow_private)
    skipped: list[NotAPage] = []
    table = cleaning.read_template(template)
    pages = scraping.raw_pages([*(raw or []), *([fetch] if fetch else [])], skipped)
    dataset.hydrated(folder, cleaning.cleaned(pages, workers, [], table), out, recipe(table), as_json=as_json)


def _noting(pages: Iterable[RawPage], ledger: Ledger) -> Iterator[RawPage]:
    """Pass the pages on, noting each capture before cleaning sees it: the account does not rest on what comes back."""
    for page in pages:
        ledger.note(page.id, Capture(page.url, page.captured_at, page.source))
        yield page


for stage in (scraping, cleaning, dataset):
    stage.register(app)


def main() -> None:
    """Run the command line and leave with its exit code; every expected failure is one line on the error stream."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run the command line and return its exit code."""
    try:
        return int(app(arguments, standalone_mode=False) or Exit.OK)
    except StopError as stop:
        tell(f"cablepress: {stop}")
        return stop.code
    except typer.TyperException as error:
        tell(f"cablepress: {error.format_message()} (cablepress --help shows how)")
        return Exit.USAGE
    except (KeyboardInterrupt, typer.Abort):
        tell("cablepress: interrupted; nothing was replaced")
        return 130  # what shells report for an interrupt
    except BrokenPipeError:  # the reader of a pipe went away: not an error of ours
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.OK


if __name__ == "__main__":
    main()
