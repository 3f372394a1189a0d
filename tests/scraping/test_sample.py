"""The embedded sample: its archive holds exactly the golden pages that stand in tests/pages."""

import gzip
import json
import runpy
from pathlib import Path

import pytest

from cablepress.scraping.page import RawPage
from cablepress.scraping.store import read_raw

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "scraping" / "sample"
PAGES = ROOT / "tests" / "pages"
FOLDER = SAMPLE / "folder"


@pytest.fixture(scope="module")
def program():
    return runpy.run_path(str(ROOT / "bench" / "sample_warc.py"))


def test_archive_equals_its_sources(program):
    # Uncompressed, because compressed bytes differ between zlib versions.
    stored = gzip.decompress((SAMPLE / "captures.warc.gz").read_bytes())
    assert stored == b"".join(program["build"](PAGES)), "run: python -m bench.sample_warc"


def test_one_gzip_member_a_record(program):
    records = program["build"](PAGES)
    packed = program["compress"](records)
    assert packed == b"".join(program["compress"]([record]) for record in records)
    assert packed == program["compress"](records)


def test_archive_is_read_as_its_pages():
    found = list(read_raw([SAMPLE / "captures.warc.gz"]))
    pages = {page.url: page for page in found if isinstance(page, RawPage)}
    assert all(isinstance(entry, RawPage) or entry.reason for entry in found)
    contexts = [(path.parent, json.loads(path.read_text("utf-8"))) for path in PAGES.glob("*/context.json")]
    assert set(pages) == {context["url"] for _, context in contexts}
    for case, context in contexts:
        page = pages[context["url"]]
        (source,) = case.glob("page.*")
        assert (page.body, page.media_type) == (source.read_bytes(), context["media_type"])
        assert page.captured_at.isoformat().replace("+00:00", "Z") == context["captured_at"]


def test_folder_is_read_with_its_sidecars():
    pages = {Path(page.source).stem: page for page in read_raw([FOLDER])}
    bodies = {path.stem: path for path in FOLDER.iterdir() if path.suffix != ".json"}
    assert set(pages) == set(bodies)
    for name, page in pages.items():
        sidecar = FOLDER / f"{name}.json"
        facts = json.loads(sidecar.read_text("utf-8")) if sidecar.exists() else {}
        assert (page.body, page.url) == (bodies[name].read_bytes(), facts.get("url", ""))
