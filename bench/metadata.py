"""Measure title, authors and day beside other extractors: all pages, those whose gold keeps the rules, both halves.

    python -m bench.metadata --bench DIR --peers trafilatura newspaper4k

DIR holds `score.py` and its `pages`; the extractors and the comparison are that program's own. `gold_errors.toml` lists
the pages left out of the second figure, with the reason.
"""

import argparse
import importlib.util
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from .gold import fold_of, read, site_of

SETS = ("naeb_dev", "fundus_tests_dev", "wcxb_dev", "traf", "htmldate_dev")
FIELDS = ("title", "author", "date", "invented")
_ERRORS = Path(__file__).with_name("gold_errors.toml")


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether an extractor was right about one field of one page."""

    field: str
    """One of `FIELDS`; ``invented`` is whether an author was named where the gold has none."""
    right: bool
    looked_at: bool
    """Whether the page is of the half of the sites that rules were made on."""
    listed: bool
    """Whether the page's gold breaks the rules."""


def half_of(gold: dict[str, Any]) -> bool:
    """Tell whether a page's site is in the half that is looked at when rules are made.

    The half is dealt by SHA-256 of the registered part of the host, as the folds of the cross-validation are.
    """
    host = urlsplit(gold.get("url") or gold.get("site") or "").netloc
    return fold_of(site_of(host), 2) == 0


def answers(
    name: str, scorer: ModuleType, bench: Path, extract: Callable[[dict[str, Any]], dict[str, Any]]
) -> list[Answer]:
    """Return what an extractor got right of a set."""
    errors = tomllib.loads(_ERRORS.read_text("utf-8"))
    found: list[Answer] = []
    for gold, body in read(bench / "pages", name):
        try:
            out = extract(gold | {"body": body, "media_type": "text/html"})
        except Exception:  # a peer that raises loses that page
            out = {}
        for field, right in _judged(gold, out, scorer).items():
            kind = "author" if field == "invented" else field
            found.append(Answer(field, right, half_of(gold), _is_listed(errors.get(kind, {}), name, gold["id"])))
    return found


def _judged(gold: dict[str, Any], out: dict[str, Any], scorer: ModuleType) -> dict[str, bool]:
    judged: dict[str, bool] = {}
    if gold.get("title"):
        judged["title"] = scorer.fold(gold["title"]) == scorer.fold(out.get("title"))
    if gold.get("authors"):
        judged["author"] = scorer.name_set(gold["authors"]) == scorer.name_set(out.get("authors"))
    elif "authors" in gold:
        judged["invented"] = bool(scorer.name_set(out.get("authors")))
    if scorer.day(gold.get("date")):
        judged["date"] = scorer.day(gold["date"]) == scorer.day(out.get("date"))
    return judged


def _is_listed(groups: dict[str, dict[str, Any]], name: str, page: str) -> bool:
    return any(page in group.get(name, ()) for group in groups.values())


def share(chosen: Iterable[Answer]) -> str:
    """Return the share of the answers that are right, in percent, and of how many."""
    rights = [answer.right for answer in chosen]
    return f"{100 * sum(rights) / len(rights):5.1f} of {len(rights):3d}" if rights else " " * 12


def line(found: list[Answer], field: str) -> str:
    """Return a field's figures: all pages, those not listed, the half looked at, the other half."""
    own = [answer for answer in found if answer.field == field]
    groups = (
        own,
        [a for a in own if not a.listed],
        [a for a in own if a.looked_at],
        [a for a in own if not a.looked_at],
    )
    return "   ".join(share(group) for group in groups)


def scorer_of(bench: Path) -> ModuleType:
    """Load `score.py`."""
    spec = importlib.util.spec_from_file_location("score", bench / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(bench / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Print a table for each set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, required=True, help="folder of score.py and its pages")
    parser.add_argument("--peers", nargs="*", default=[], help="extractors of score.py to measure beside")
    parser.add_argument("--sets", nargs="*", default=SETS)
    args = parser.parse_args()
    scorer = scorer_of(args.bench)
    for name in args.sets:
        print(f"\n{name:30s}all pages      by the rules   looked at      other half")
        for who in ("cablepress", *args.peers):
            found = answers(name, scorer, args.bench, scorer.EXTRACTORS[who])
            for field in FIELDS:
                if any(answer.field == field for answer in found):
                    print(f"{who:18s}{field:10s}{line(found, field)}")


if __name__ == "__main__":
    main()
