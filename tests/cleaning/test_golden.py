"""The golden pages: every page of the sample against what a careful editor takes from it; see tests/pages/README.md."""

import functools
import json
from datetime import datetime
from pathlib import Path

import pytest

from cablepress import clean
from cablepress.cleaning.article import REASONS, REJECTIONS, Article, Outcome
from cablepress.cleaning.store import to_dict

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "tests" / "pages"
FOLDER = ROOT / "scraping" / "sample" / "folder"
CASES = sorted(path.parent.name for path in PAGES.glob("*/expected.json"))


@functools.cache
def expected(case):
    return json.loads((PAGES / case / "expected.json").read_text("utf-8"))


def page_and_context(case):
    """A case's page lies beside its expectation (the WARC is built from it), or in the sample's folder."""
    pages = [*(PAGES / case).glob("page.*"), *FOLDER.glob(f"{case}.html"), *FOLDER.glob(f"{case}.txt")]
    assert len(pages) == 1, f"{case}: one page expected, found {pages}"
    context = PAGES / case / "context.json" if pages[0].parent.name == case else FOLDER / f"{case}.json"
    return pages[0].read_bytes(), json.loads(context.read_text("utf-8")) if context.exists() else {}


@functools.cache
def cleaned(case) -> Outcome:
    body, context = page_and_context(case)
    captured = context.get("captured_at")
    return clean(
        body,
        url=context.get("url", ""),
        media_type=context.get("media_type", ""),
        captured_at=datetime.fromisoformat(captured) if captured else None,
    )


def rows():
    for case in CASES:
        reasons = expected(case).get("xfail", {})
        for name in expected(case):
            if name in ("xfail", "removed_reasons"):
                continue
            marks = [pytest.mark.xfail(reason=reasons[name], strict=True)] if name in reasons else []
            yield pytest.param(case, name, id=f"{case}-{name}", marks=marks)


@pytest.mark.parametrize(("case", "name"), list(rows()))
def test_field(case, name):
    outcome = to_dict(cleaned(case))
    assert outcome["kind"] == expected(case)["kind"], f"came out as {outcome.get('reason')}: {outcome['evidence']}"
    assert outcome[name] == expected(case)[name], outcome["evidence"].get(name, "no evidence")


def struck_rows():
    for case in CASES:
        reasons = expected(case).get("xfail", {})
        for snippet, reason in expected(case).get("removed_reasons", []):
            key = f"removed: {snippet}"
            marks = [pytest.mark.xfail(reason=reasons[key], strict=True)] if key in reasons else []
            yield pytest.param(case, snippet, reason, id=f"{case}-{snippet[:30]}", marks=marks)


@pytest.mark.parametrize(("case", "snippet", "reason"), list(struck_rows()))
def test_struck_with_its_reason(case, snippet, reason):
    outcome = cleaned(case)
    assert isinstance(outcome, Article)
    found = {removed.reason for removed in outcome.removed if snippet in removed.text}
    assert found & set(reason.split("|")), f"found with {found or 'nothing'}"


@pytest.mark.parametrize("case", CASES)
def test_expectation_is_well_formed(case):
    row = expected(case)
    if row["kind"] == "rejection":
        assert row["reason"] in REJECTIONS
        return
    names = {"kind", *Article.__dataclass_fields__, "removed_reasons", "xfail"}
    assert set(row) <= names
    assert all(set(reason.split("|")) <= set(REASONS) for _, reason in row["removed_reasons"])
    keys = {*row, *(f"removed: {snippet}" for snippet, _ in row["removed_reasons"])}
    assert set(row.get("xfail", {})) <= keys


def test_every_sample_page_has_a_case():
    pages = {path.stem for path in FOLDER.iterdir() if path.suffix != ".json"}
    assert pages <= set(CASES)
    assert len(CASES) >= 28
