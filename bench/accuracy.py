"""Accuracy on pages with gold: ``python -m bench.accuracy --bench DIR [--cross-validate] [--seed N]``.

DIR holds ``score.py`` (the scorer and its measures) and ``pages/`` (the sets). The fitted figures are those of the
shipped model, which was trained on these pages; the cross-validated ones judge every page by a model that was
trained on pages of other sites, and are what may be expected of unseen sites. Another seed deals the sites to other
parts: what changes with it is noise. The second group of figures is for the same models with the batch: a table of
what the sites repeat, counted over all these pages.
"""

import argparse
import importlib.util
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.gold import FOLDS, SETS, Page, fold_of, load
from cablepress.cleaning import judge_repeats, metadata, model
from cablepress.cleaning.access import access
from cablepress.cleaning.echo import settle
from cablepress.cleaning.judge_html import judge
from cablepress.cleaning.page_type import page_type
from cablepress.cleaning.repeats import Counts
from cablepress.cleaning.template import NO_TEMPLATE, Template

FIGURES = ("F", "page", "p10", "residue", "empty")

Texts = dict[str, tuple[str, str]]
"""Page to its text, cleaned alone and with the batch's template."""


def scorer(folder: Path) -> ModuleType:
    """Return the benchmark's own scorer, so that figures compare."""
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"no score.py in {folder}")
    module = importlib.util.module_from_spec(spec)
    sys.modules["score"] = module
    spec.loader.exec_module(module)
    return module


def counted(pages: Iterable[tuple[str, list[str]]]) -> Template:
    """Return what the sites of the pages, given by address and texts of blocks, repeat."""
    counts = Counts()
    for url, texts in pages:
        counts.add(url, texts)
    return counts.template()


def text_of(page: Page, judged_by: model.Model, table: Template) -> str:
    """Return the text that `clean` would give with this model and table; empty for a rejection."""
    document, url = page.document, page.gold.get("url") or ""
    site = table.of(url)
    judge_repeats.mark(document, site)
    verdicts = judge_repeats.judge(document, judge(document, judged_by), site)
    if page_type(document, verdicts) or access(document, verdicts)[0] == "walled":
        return ""
    meta = metadata.read(document, verdicts, url, None)
    settled = settle(document, verdicts, meta)
    return "\n\n".join(b.text for b, v in zip(document.blocks, settled, strict=True) if v.keep)


def texts_of(pages: Sequence[Page], judged_by: model.Model, table: Template) -> Texts:
    """Return each page's text, cleaned alone and with the table."""
    return {page.name: (text_of(page, judged_by, NO_TEMPLATE), text_of(page, judged_by, table)) for page in pages}


def show(kind: str, golds: dict[str, dict[str, Any]], texts: Texts, score: ModuleType) -> None:
    """Print the figures of every set, of the texts cleaned alone and of those with the batch."""
    for place, group in enumerate((kind, f"{kind}, with batch")):
        for name in SETS:
            chosen = [page for page in golds if page.startswith(f"{name}/")]
            figures = score.score([golds[page] for page in chosen], [{"text": texts[page][place]} for page in chosen])
            cells = " ".join(f"{key} {figures[key]:.3f}" for key in FIGURES)
            print(f"{group:28s} {name:18s} {len(chosen):4d} pages  {cells}", flush=True)


def keep(path: Path, texts: Texts) -> None:
    """Write the texts of pages, cleaned alone and with the batch, one JSON object a line."""
    rows = ({"name": name, "text": alone, "batch": batch} for name, (alone, batch) in texts.items())
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")


def cross_validate(pages: Sequence[Page], seed: int, table: Template) -> Texts:
    """Return each page's texts by a model that has seen no page of its site."""
    from bench.train import train  # noqa: PLC0415  # needs catboost, which the fitted figures do without

    texts: Texts = {}
    folds = [fold_of(page.site, seed=seed) for page in pages]
    for part in range(FOLDS):
        content = train([page for page, fold in zip(pages, folds, strict=True) if fold != part])
        content["digest"] = model.digest(content)
        fitted = model.build(content)
        texts |= texts_of([page for page, fold in zip(pages, folds, strict=True) if fold == part], fitted, table)
    return texts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--cross-validate", action="store_true")
    parser.add_argument("--seed", type=int, default=0, help="how the sites are dealt to the parts")
    parser.add_argument("--keep", type=Path, help="write each page's texts there, one JSON object a line")
    args = parser.parse_args()
    pages = [page for name in SETS for page in load(args.bench / "pages", name)]
    score = scorer(args.bench)
    table = counted((page.gold.get("url") or "", [block.text for block in page.document.blocks]) for page in pages)
    texts = cross_validate(pages, args.seed, table) if args.cross_validate else texts_of(pages, model.load(), table)
    kind = "cross-validated" if args.cross_validate else "fitted"
    show(kind, {page.name: page.gold for page in pages}, texts, score)
    if args.keep:
        keep(args.keep, texts)


if __name__ == "__main__":
    main()
