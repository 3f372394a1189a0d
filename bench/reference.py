"""Writes docs/reference.md from the code's own tables: ``python -m bench.reference > docs/reference.md``."""

from collections.abc import Iterable, Iterator, Mapping

from cablepress.cleaning.article import REASONS, REJECTIONS
from cablepress.cleaning.rules import load
from cablepress.dataset.columns import Table
from cablepress.dataset.findings import CODES
from cablepress.dataset.schema import TABLES
from cablepress.scraping.account import REASONS as NOT_COLLECTED
from cablepress.scraping.page import REASONS as NOT_A_PAGE

HEAD = """# Reference

Written by `python -m bench.reference` from the tables in the code; a test keeps it true.
"""


def reference() -> Iterator[str]:
    """Yield the lines of the reference."""
    yield HEAD
    yield "## Tables of a release\n"
    for table in TABLES:
        yield from _columns(table)
    yield from _ids("Why a piece of a page was removed", REASONS)
    yield from _ids("Why a page gave no article", REJECTIONS)
    yield from _ids("Why something that was found gave no raw page", NOT_A_PAGE)
    yield from _ids("Why a wanted page is not collected", NOT_COLLECTED)
    yield from _ids("What `cablepress check` can find", CODES)
    yield "## Rules\n"
    yield "A rule sees one line at a time; the tables with patterns and counterexamples are `cleaning/*.toml`.\n"
    rows = ((f"`{rule.id}`", rule.reason, rule.language, rule.example) for rule in load())
    yield from _table(("rule", "reason", "language", "a line that it removes"), rows)


def _columns(table: Table) -> Iterator[str]:
    yield f"### `{table.name}`\n"
    yield f"A row is {table.meaning}. Key: `{table.key}`.\n"
    rows = ((f"`{c.name}`", c.type + (" or null" if c.nullable else ""), c.meaning) for c in table.columns)
    yield from _table(("column", "type", "meaning"), rows)


def _ids(heading: str, meanings: Mapping[str, str]) -> Iterator[str]:
    yield f"## {heading}\n"
    yield from _table(("id", "meaning"), ((f"`{key}`", meaning) for key, meaning in meanings.items()))


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    yield from (f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows)
    yield ""


if __name__ == "__main__":
    print("\n".join(reference()), end="")
