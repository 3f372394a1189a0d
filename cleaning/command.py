"""`cablepress clean`: raw pages to articles and rejections."""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from ..console import EXIT_CODES, Exit, reading, stopping, tell, track
from ..scraping.errors import ScrapingError
from ..scraping.page import NotAPage, RawPage, only_pages
from ..scraping.store import read_raw
from .article import Article, Outcome, Rejection
from .document import Block, Verdict
from .pipeline import explain
from .recipe import recipe
from .store import Recipe, to_line, write
from .workers import clean_pages

_DEFECTS = frozenset({"internal_error", "too_slow", "out_of_memory", "crash"})
"""Reasons of rejections that are no verdict on the page."""


def register(app: typer.Typer) -> None:
    """Add this stage's command to the command line."""
    app.command("clean", epilog=EXIT_CODES)(clean)
    app.command("explain", epilog=EXIT_CODES)(explain_command)


def clean(
    paths: Annotated[list[Path], typer.Argument(help="Folders, pages (.html, .htm, .txt) and WARC files.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a page.")] = False,
    into: Annotated[Path | None, typer.Option("--into", help="Write a file for `cablepress release`.")] = None,
    workers: Annotated[int, typer.Option("--workers", min=1, help="Processes that clean at the same time.")] = 1,
) -> None:
    """Clean raw pages: print each article's title and text, or why a page gave none.

    With --json all is printed: text, metadata, each removed piece with its rule, the evidence for each value. Pages
    come out as soon as they are clean, in the order of the input: paths as given, files by name, records as they stand.

    Example: cablepress clean page.html

    Example: cablepress clean crawl.warc.gz --json > cleaned.jsonl
    """
    skipped: list[NotAPage] = []
    defects: list[Rejection] = []
    outcomes = cleaned(_raw_pages(paths, skipped), workers, defects)
    if into:
        _write(outcomes, skipped, into)
    else:
        _print(outcomes, as_json)
    _report(skipped, defects)


def explain_command(
    paths: Annotated[list[Path], typer.Argument(help="Folders, pages (.html, .htm, .txt) and WARC files.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a block.")] = False,
) -> None:
    """Show pages block by block, kept or struck, with the rule and the reason, and where each value came from.

    Example: cablepress explain page.html

    Example: cablepress explain page.html --json | jq 'select(.keep | not)'
    """
    skipped: list[NotAPage] = []
    with reading() as show:
        for page in _raw_pages(paths, skipped):
            for line in _explained_json(page) if as_json else _explained(page):
                show(line)
    _report(skipped, [])


def _explained_json(page: RawPage) -> Iterator[Text]:
    for block, verdict in _pieces(page):
        told = {"source": page.source, "where": block.where, "text": block.text, **asdict(verdict)}
        yield Text(json.dumps(told, ensure_ascii=False))


def _pieces(page: RawPage) -> list[tuple[Block, Verdict]]:
    return explain(page.body, url=page.url, media_type=page.media_type, captured_at=page.captured_at)


def _explained(page: RawPage) -> Iterator[Text]:
    """Yield the page line by line: its outcome and evidence first, then each block."""
    outcome = next(clean_pages([page]))
    verdict = "article" if isinstance(outcome, Article) else f"no article: {outcome.reason}"
    yield Text(f"{page.source}: {verdict}", style="bold")
    for field, source in outcome.evidence.items():
        value = getattr(outcome, field, None)
        yield Text(f"  {field}: {value}  ({source})" if value else f"  {field}: {source}", style="cyan")
    for block, why in _pieces(page):
        mark, style = ("+", "") if why.keep else ("-", "red strike")
        score = "" if why.score is None else f" {why.score:.2f}"
        tag = Text(f"{mark} {block.where:16} {why.reason or why.role} [{why.rule}{score}] ", style="dim")
        yield tag.append(block.text, style=style)


def cleaned(pages: Iterable[RawPage], workers: int, defects: list[Rejection]) -> Iterator[Outcome]:
    """Yield the outcome of each page, in order; pages that hit a defect of the cleaner are appended to `defects`."""
    for outcome in track(clean_pages(pages, workers), "cleaning"):
        if isinstance(outcome, Rejection) and outcome.reason in _DEFECTS:
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


def _write(outcomes: Iterable[Outcome], skipped: list[NotAPage], into: Path) -> None:
    """Write the whole file or none: under another name first."""
    partial = into.with_name(into.name + ".partial")
    with stopping(Exit.INPUT, OSError):
        with partial.open("w", encoding="utf-8", newline="\n") as file:
            write([Recipe(recipe())], file)
            write(outcomes, file)
            write(skipped, file)
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
