"""`cablepress clean`, `explain`, `template`: raw pages to articles and rejections."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, TextIO

import typer
from rich.text import Text

from ..console import EXIT_CODES, Exit, StopError, reading, stopping, tell, track
from ..scraping.errors import ScrapingError
from ..scraping.page import NotAPage, RawPage, only_pages
from ..scraping.store import read_raw
from . import trees
from .article import DEFECTS, Article, Outcome, Rejection
from .document import Block, Verdict
from .pipeline import blocks, explain
from .plan_command import Engine, Order, clean_plan, show_status
from .recipe import recipe
from .repeats import Counts
from .store import Recipe, to_line, write
from .template import NO_TEMPLATE, Template, TemplateError, read
from .workers import clean_pages


def register(app: typer.Typer) -> None:
    """Add this stage's command to the command line."""
    app.command("clean", epilog=EXIT_CODES)(clean)
    app.command("explain", epilog=EXIT_CODES)(explain_command)
    app.command("template", epilog=EXIT_CODES)(template_command)


TemplateFile = Annotated[
    Path | None, typer.Option("--template", help="What the sites repeat: a file of `cablepress template`.")
]
"""The option of every command that cleans."""


def clean(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            help="Folders, pages (.html, .htm, .txt) and WARC files; with --plan also addresses of WARC files, and "
            "lists of them (.paths, .paths.gz)."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a page.")] = False,
    into: Annotated[Path | None, typer.Option("--into", help="Write a file for `cablepress release`.")] = None,
    workers: Annotated[int, typer.Option("--workers", min=1, help="Processes that clean at the same time.")] = 1,
    template: TemplateFile = None,
    plan: Annotated[Path | None, typer.Option("--plan", help="Clean shard by shard into this folder.")] = None,
    status: Annotated[bool, typer.Option("--status", help="Only tell how far the folder of --plan is.")] = False,
    engine: Annotated[Engine, typer.Option("--engine", help="Where the shards of --plan are cleaned.")] = Engine.LOCAL,
    base: Annotated[str, typer.Option("--base", help="What the lines of a list continue: s3://commoncrawl/")] = "",
) -> None:
    """Clean raw pages: print each article's title and text, or why a page gave none.

    With --json all is printed: text, metadata, each removed piece with its rule, the evidence for each value. Pages
    come out as soon as they are clean, in the order of the input: paths as given, files by name, records as they stand.

    With --plan the input is cut into shards, and each becomes a Parquet file of articles and one of rejects. A run that
    ended early, however that came, is taken up again by the same command; the paths may then be left out.

    Example: cablepress clean page.html

    Example: cablepress clean crawl.warc.gz --json > cleaned.jsonl

    Example: cablepress clean crawls/ --plan cleaned/ --workers 4 && cablepress release cleaned/ --out release
    """
    if plan and status:
        show_status(plan, as_json)
        return
    if plan:
        clean_plan(Order(paths or [], base, plan, engine, workers, read_template(template), as_json))
        return
    if not paths or status:
        raise typer.BadParameter("--status needs --plan" if status else "give the paths of what is to be cleaned")
    skipped: list[NotAPage] = []
    defects: list[Rejection] = []
    table = read_template(template)
    outcomes = cleaned(_raw_pages([Path(path) for path in paths], skipped), workers, defects, table)
    if into:
        _write(outcomes, skipped, recipe(table), into)
    else:
        _print(outcomes, as_json)
    _report(skipped, defects)


def explain_command(
    paths: Annotated[list[Path], typer.Argument(help="Folders, pages (.html, .htm, .txt) and WARC files.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a block.")] = False,
    template: TemplateFile = None,
) -> None:
    """Show pages block by block, kept or struck, with the rule and the reason, and where each value came from.

    Example: cablepress explain page.html

    Example: cablepress explain page.html --json | jq 'select(.keep | not)'
    """
    skipped: list[NotAPage] = []
    table = read_template(template)
    with reading() as show:
        for page in _raw_pages(paths, skipped):
            for line in _explained_json(page, table) if as_json else _explained(page, table):
                show(line)
    _report(skipped, [])


def template_command(
    paths: Annotated[list[Path], typer.Argument(help="Folders, pages (.html, .htm, .txt) and WARC files.")],
    into: Annotated[Path, typer.Option("--into", help="The file to write.")],
) -> None:
    """Count what the pages of each site have in common, for --template of clean, explain and build.

    Menus, promotions and notices stand on many pages of a site, stories on one: a table from a whole batch tells them
    apart where a page alone does not. It holds hashes of lines and their counts, no text. The same pages give the
    same table, whatever their order; pages without an address are not counted.

    Example: cablepress template crawl.warc.gz --into template.json

    Example: cablepress clean crawl.warc.gz --template template.json
    """
    skipped: list[NotAPage] = []
    counts = Counts()
    for page in track(_raw_pages(paths, skipped), "counting"):
        counts.add(page.url, blocks(page.body, page.media_type))
    table = counts.template()
    with stopping(Exit.INPUT, OSError), _whole(into) as file:
        file.write(table.to_json())
    lines = sum(len(site.lines) for site in table.sites.values())
    tell(f"{into}: {lines} lines that {len(table.sites)} sites repeat; digest {table.digest}")
    _report(skipped, [])


def read_template(path: Path | None) -> Template:
    """Return the table in the file, or the empty one for no file; stop with a clear line if it is not a table."""
    if path is None:
        return NO_TEMPLATE
    with stopping(Exit.INPUT, OSError):
        text = path.read_bytes().decode("utf-8", "replace")
    try:
        return read(text)
    except TemplateError as error:
        raise StopError(f"{path}: {error}", Exit.INPUT) from error


def _explained_json(page: RawPage, table: Template) -> Iterator[Text]:
    for block, verdict in _pieces(page, table):
        told = {"source": page.source, "where": block.where, "text": block.text, **asdict(verdict)}
        yield Text(json.dumps(told, ensure_ascii=False))


def _pieces(page: RawPage, table: Template) -> list[tuple[Block, Verdict]]:
    return explain(page.body, url=page.url, media_type=page.media_type, captured_at=page.captured_at, template=table)


def _explained(page: RawPage, table: Template) -> Iterator[Text]:
    """Yield the page line by line: its outcome and evidence first, then each block."""
    outcome = next(clean_pages([page], template=table))
    verdict = "article" if isinstance(outcome, Article) else f"no article: {outcome.reason}"
    yield Text(f"{page.source}: {verdict}", style="bold")
    for field, source in outcome.evidence.items():
        value = getattr(outcome, field, None)
        yield Text(f"  {field}: {value}  ({source})" if value else f"  {field}: {source}", style="cyan")
    for block, why in _pieces(page, table):
        mark, style = ("+", "") if why.keep else ("-", "red strike")
        score = "" if why.score is None else f" {why.score:.2f}"
        tag = Text(f"{mark} {block.where:16} {why.reason or why.role} [{why.rule}{score}] ", style="dim")
        yield tag.append(block.text, style=style)


def cleaned(
    pages: Iterable[RawPage], workers: int, defects: list[Rejection], template: Template = NO_TEMPLATE
) -> Iterator[Outcome]:
    """Yield the outcome of each page, in order; pages that hit a defect of the cleaner are appended to `defects`."""
    if trees.__file__.endswith(".py"):
        tell("Cleaning is not compiled here and is some 27 times slower: with a C compiler, install cablepress again.")
    for outcome in track(clean_pages(pages, workers, template), "cleaning"):
        if isinstance(outcome, Rejection) and outcome.reason in DEFECTS:
            defects.append(outcome)
            tell(f"{outcome.source}: defect of the cleaner, please report: {dict(outcome.evidence)}")
        yield outcome


def _raw_pages(paths: list[Path], skipped: list[NotAPage]) -> Iterator[RawPage]:
    with stopping(Exit.INPUT, ScrapingError, OSError):
        yield from only_pages(read_raw(paths), skipped)


def _report(skipped: list[NotAPage], defects: list[Rejection]) -> None:
    """Tell what gave no page; end with exit code 1 if a page was lost or hit a defect."""
    for one in skipped:
        tell(f"{one.source}: not a page: {one.reason}: {one.detail}")
    if defects or any(one.is_loss for one in skipped):
        raise typer.Exit(Exit.FINDINGS)


def _write(outcomes: Iterable[Outcome], skipped: list[NotAPage], made_by: Mapping[str, str], into: Path) -> None:
    with stopping(Exit.INPUT, OSError), _whole(into) as file:
        write([Recipe(made_by)], file)
        write(outcomes, file)
        write(skipped, file)


@contextmanager
def _whole(into: Path) -> Iterator[TextIO]:
    """Write a whole file or none: under another name first."""
    partial = into.with_name(into.name + ".partial")
    with partial.open("w", encoding="utf-8", newline="\n") as file:
        yield file
    partial.replace(into)


def _print(outcomes: Iterable[Outcome], as_json: bool) -> None:
    for outcome in outcomes:
        print(to_line(outcome) if as_json else _for_people(outcome))
        sys.stdout.flush()


def _for_people(outcome: Outcome) -> str:
    if isinstance(outcome, Rejection):
        return f"[{outcome.source}: no article: {outcome.reason}: {', '.join(outcome.evidence.values())}]\n"
    return f"{_heading(outcome)}\n\n{outcome.text}\n"


def _heading(article: Article) -> str:
    """Title, and a line of what else is known: publisher, authors, date, access."""
    facts = [article.publisher, *article.authors, article.desk, article.agency, article.published, article.access]
    return f"{article.title or 'Untitled'}\n{' · '.join(str(fact) for fact in facts if fact)}"
