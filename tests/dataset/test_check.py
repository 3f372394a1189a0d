"""Every untruth in a release is found, under its own code."""

import json
import os
import random
import shutil
import subprocess
import sys
from itertools import pairwise

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cablepress.dataset import manifest, shards, sums
from cablepress.dataset.check import check, check_documents, check_sums
from cablepress.dataset.errors import NotAReleaseError
from cablepress.dataset.findings import CODES
from cablepress.dataset.scan import Scan
from cablepress.dataset.schema import TABLES
from cablepress.dataset.takedown import address_sha256

from .conftest import page_id

ARTICLES = "data/articles/articles-2010-12.parquet"
TOMBSTONES = "data/tombstones/tombstones.parquet"
REJECTS = "data/rejects/rejects.parquet"
COVERAGE = "data/coverage/coverage.parquet"


def test_a_release_is_true(built):
    assert check(built) == []


def test_a_release_that_was_copied_is_true(built, tmp_path):
    assert check(shutil.copytree(built, tmp_path / "elsewhere")) == []


def edit_text(path, old, new):
    def spoil(folder):
        text = (folder / path).read_text(encoding="utf-8")
        assert old in text
        (folder / path).write_text(text.replace(old, new, 1), encoding="utf-8")

    return spoil


def edit_manifest(*keys, value):
    def spoil(folder):
        record = json.loads((folder / "manifest.json").read_bytes())
        inner = record
        for key in keys[:-1]:
            inner = inner[key]
        assert inner[keys[-1]] != value
        inner[keys[-1]] = value
        text = json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
        (folder / "manifest.json").write_text(text, encoding="utf-8")

    return spoil


def edit_rows(path, change):
    """Write a data file anew with changed rows, by the writer's own settings."""

    def spoil(folder):
        schema = pq.read_schema(folder / path)
        rows = pq.read_table(folder / path).to_pylist()
        rows = change(rows) or rows
        table = next(table for table in TABLES if f"/{table.name}/" in path)
        ranged = [column.name for column in table.columns if column.ranged]
        with pq.ParquetWriter(folder / path, schema, write_statistics=ranged, **shards.SETTINGS) as writer:
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))

    return spoil


def edit_value(path, column, value, row=0):
    return edit_rows(path, lambda rows: rows[row].update({column: value}))


def bar(**barred):
    """Write a tombstone."""
    empty = {"id": "0" * 64, "pages": [], "addresses": [], "reason": "error", "requester": "author"}
    row = empty | {"date": "2012-05-01", "versions": []} | barred
    return edit_rows(TOMBSTONES, lambda _: [row])


def edit_table(path, change, **settings):
    """Write a data file anew with other columns or settings."""

    def spoil(folder):
        table = change(pq.read_table(folder / path))
        pq.write_table(table, folder / path, **(shards.SETTINGS | {"write_statistics": ["id"]} | settings))

    return spoil


def flip(path, place):
    """Change one byte of a data page."""

    def spoil(folder):
        data = bytearray((folder / path).read_bytes())
        data[place] ^= 0x10
        (folder / path).write_bytes(data)

    return spoil


def same(table):
    return table


def add(path):
    def spoil(folder):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("x")

    return spoil


def remove(path):
    return lambda folder: (folder / path).unlink()


def no_article_left(folder):
    shutil.rmtree(folder / "data" / "articles")


def same_page_twice(folder):
    page = pq.read_table(folder / ARTICLES, columns=["id"]).to_pylist()[0]["id"]
    edit_value(REJECTS, "id", page, row=1)(folder)


def rename(one, other):
    return lambda folder: (folder / one).rename(folder / other)


def swap(one, other):
    """Let two files change names."""

    def spoil(folder):
        (folder / one).rename(folder / "aside")
        (folder / other).rename(folder / one)
        (folder / "aside").rename(folder / other)

    return spoil


SPOILT_SUMS = [  # what is done to SHA256SUMS itself, or to a file behind its back
    ("sums.format", remove("SHA256SUMS")),
    ("sums.format", edit_text("SHA256SUMS", "  data", " data")),
    ("sums.format", lambda folder: (folder / "SHA256SUMS").write_bytes(b"\xff\xfe\n")),
    ("sums.format", lambda folder: (folder / "SHA256SUMS").write_text("")),
    ("sums.missing", remove("LICENSE.md")),
    ("sums.unlisted", add("data/articles/articles-2010-10.parquet")),
    ("sums.unlisted", edit_text("SHA256SUMS", "manifest.json", "manifest.jsom")),
    ("sums.changed", edit_text("DATASHEET.md", "Motivation", "Motivatiom")),
    ("sums.changed", flip(ARTICLES, 40)),
]

SPOILT_FILES = [  # the sums are made anew, so that only the content tells
    ("files.missing", remove("LICENSE.md")),
    ("files.missing", remove("README.md")),
    ("files.missing", no_article_left),
    ("files.unknown", add("data/articles/extra.parquet")),
    ("files.unknown", add("data/secrets/secrets.parquet")),
    ("files.unknown", add(".DS_Store")),
    ("manifest.format", lambda folder: (folder / "manifest.json").write_text("{}")),
    ("manifest.format", edit_text("manifest.json", "{\n", "{ \n")),
    ("manifest.format", edit_manifest("inputs", "damaged", value=[])),
    ("manifest.version", edit_manifest("version", value="1.2")),
    ("manifest.inputs", edit_manifest("inputs", "captures", value=7)),
    ("manifest.inputs", edit_manifest("inputs", "raw_pages", value=7)),
    ("manifest.inputs", edit_manifest("inputs", "raw_pages_sha256", value="0" * 64)),
    ("manifest.tables", edit_manifest("tables", "articles", "rows", value=5)),
    ("manifest.tables", edit_manifest("tables", "cables", "file_bytes", value=5)),
    ("manifest.counts", edit_manifest("counts", "articles", "publisher", "Brunnenblatt", value=2)),
    ("manifest.counts", edit_manifest("counts", "rejects", "reason", value={"empty": 2})),
    ("manifest.files", edit_manifest("files", 0, "sha256", value="0" * 64)),
    ("manifest.files", edit_manifest("files", 0, "path", value="data/articles/articles-2010-01.parquet")),
    ("manifest.files", edit_manifest("files", value=[])),
    ("manifest.content", edit_manifest("content_sha256", value="0" * 64)),
    ("manifest.tables", edit_manifest("tables", "cables", "content_sha256", value="0" * 64)),
    ("files.many", lambda folder: [add(f"data/cables/cables-{year}.parquet")(folder) for year in range(1900, 2000)]),
    ("files.partition", rename("data/articles/articles-2010-11.parquet", "data/articles/articles-2010.parquet")),
    ("files.partition", lambda folder: shutil.copy(folder / REJECTS, folder / "data/rejects/rejects-undated.parquet")),
    ("rows.partition", swap(ARTICLES, "data/articles/articles-2010-11.parquet")),
    ("parquet.damaged", add(ARTICLES)),
    ("parquet.damaged", flip(ARTICLES, 40)),
    ("parquet.damaged", flip(COVERAGE, 2000)),
    ("parquet.damaged", flip(COVERAGE, -1)),
    ("parquet.schema", edit_table(ARTICLES, lambda table: table.drop_columns("agency"))),
    ("parquet.schema", edit_table(ARTICLES, lambda table: table.append_column("mood", pa.array(["calm"] * 2)))),
    ("parquet.schema", edit_table(ARTICLES, lambda table: table.select(table.column_names[::-1]))),
    ("parquet.schema", edit_table(ARTICLES, lambda table: table.cast(nullable(table.schema)))),
    ("parquet.schema", edit_table(REJECTS, lambda table: table.set_column(1, "reason", pa.array([1, 2])))),
    ("parquet.footer", edit_table(ARTICLES, same, write_statistics=["id", "text"])),
    ("parquet.footer", edit_table(ARTICLES, same, store_schema=True)),
    ("rows.order", edit_rows(ARTICLES, lambda rows: rows[::-1])),
    ("rows.duplicate", edit_rows(ARTICLES, lambda rows: [rows[0], *rows])),
    ("rows.value", edit_value(REJECTS, "reason", "boring")),
    ("rows.value", edit_value(ARTICLES, "access", "half")),
    ("rows.value", edit_value(ARTICLES, "rights", "WTFPL")),
    ("rows.value", edit_value(ARTICLES, "roles", ["chorus"])),
    ("rows.value", edit_value(ARTICLES, "published", "2 Dec 2010")),
    ("rows.value", edit_value(ARTICLES, "id", "00")),
    ("rows.value", edit_value(ARTICLES, "captures", [])),
    (
        "rows.value",
        edit_value(ARTICLES, "captures", [{"page": "0" * 64, "url": "", "captured_at": "4 March", "source": ""}]),
    ),
    ("rows.derived", edit_value(ARTICLES, "split", "test")),
    ("rows.value", edit_value(ARTICLES, "removed", [{"text": "x", "rule": "y", "reason": "z", "where": "line 1"}])),
    ("rows.derived", edit_value(ARTICLES, "words", 1)),
    ("rows.derived", edit_value(ARTICLES, "text", "Other words.")),
    ("rows.derived", edit_value(ARTICLES, "paragraphs", ["Other words."])),
    ("rows.derived", edit_value(ARTICLES, "text_sha256", "0" * 64)),
    ("rows.value", edit_value(ARTICLES, "text_sha256", "0")),
    ("rows.value", edit_value(ARTICLES, "text", None)),
    ("rows.value", edit_value(ARTICLES, "text_tier", "standoff")),
    ("rows.value", edit_value(ARTICLES, "text_tier", "none")),
    ("rows.derived", edit_value(ARTICLES, "passages", [])),
    ("rows.derived", edit_value(ARTICLES, "places", [])),
    ("tombstones.present", bar(pages=[page_id("mill")])),
    ("tombstones.present", bar(addresses=[address_sha256("http://mill.example/story.html")])),
    ("texts.tier", edit_manifest("tier", value="standoff")),
    ("texts.rights", edit_manifest("private", value=False)),
    ("manifest.format", edit_manifest("tier", value="half")),
    ("manifest.format", edit_manifest("private", value=0)),
    ("rows.derived", edit_value(ARTICLES, "published_on", None)),
    ("rows.derived", edit_value(ARTICLES, "url", "https://other.example/")),
    ("rows.reference", edit_value(COVERAGE, "cables", ["08NOWHERE1"])),
    ("rows.reference", edit_value(ARTICLES, "cables", ["08NOWHERE1"])),
    ("rows.derived", edit_value(ARTICLES, "cables", ["08NEWDELHI3044"])),
    ("rows.reference", edit_value(COVERAGE, "publisher", "Nobody's Paper")),
    ("account.overlap", same_page_twice),
    ("manifest.inputs", edit_rows(REJECTS, lambda rows: rows[1:])),
    ("card.format", edit_text("README.md", "---\n", "")),
    ("card.format", edit_text("README.md", "license: other", "license: [other")),
    ("card.format", edit_text("README.md", "license: other", "? [a]\n: other")),
    ("card.format", lambda folder: (folder / "README.md").write_bytes(b"\xff")),
    ("card.version", edit_text("README.md", "version: 1.2.3", "version: 1.2.4")),
    ("card.configs", edit_text("README.md", "default: true", "default: false")),
    ("card.configs", edit_text("README.md", "path: data/cables/*.parquet", "path: data/*/*.parquet")),
    ("card.configs", edit_text("README.md", "- config_name: cables\n", "- config_name: wires\n")),
    ("card.features", edit_text("README.md", "dtype: date32", "dtype: string")),
    ("card.features", edit_text("README.md", "  - name: desk\n    dtype: string\n", "")),
    ("card.sizes", edit_text("README.md", "num_examples: 4", "num_examples: 5")),
    ("card.sizes", edit_text("README.md", "download_size: ", "download_size: 1")),
    ("card.languages", edit_text("README.md", "- ml\n", "- mt\n")),
    ("card.metadata", edit_text("README.md", "license: other", "license: mit")),
    ("card.metadata", edit_text("README.md", "license: other\n", "")),
    ("card.metadata", edit_text("README.md", "license: other", "doi: 10.1/x\nlicense: other")),
    ("card.text", edit_text("README.md", "Of 6 raw pages", "Of 7 raw pages")),
    ("card.text", edit_text("README.md", "| Brunnenblatt | 1 |", "| Brunnenblatt | 2 |")),
    ("card.text", lambda folder: (folder / "README.md").open("a").write("More.\n")),
    ("card.text", edit_text("README.md", "license: other", "license: 'other'")),
    ("changelog.format", edit_text("CHANGELOG.md", "## 1.2.3", "## 1.2.4")),
    ("changelog.format", lambda folder: (folder / "CHANGELOG.md").write_bytes(b"## \xff")),
    ("changelog.history", edit_text("CHANGELOG.md", "## 1.0.0", "## 1.1.0")),
    ("papers.text", edit_text("CHANGELOG.md", "| articles | 1 |", "| articles | 2 |")),
    ("card.globs", edit_text("README.md", "path: data/coverage/*.parquet", "path: data/coverage/a*.parquet")),
    ("card.globs", edit_text("README.md", "path: data/cables/*.parquet", "path: data/c*/*.parquet")),
    ("card.splits", edit_text("README.md", "split: train", "split: train-1")),
    ("rows.tag", edit_value(ARTICLES, "language", "English")),
    ("rows.tag", edit_value(COVERAGE, "country", "India")),
    ("rows.tag", edit_value("data/publishers/publishers.parquet", "languages", ["en", "en_IN"])),
    ("papers.format", edit_text("datacite.json", "{", "[")),
    ("papers.format", edit_text("CITATION.cff", "authors:", "- authors:")),
    ("papers.version", edit_text("zenodo.json", '"version": "1.2.3"', '"version": "1.2.4"')),
    ("papers.version", edit_text("CITATION.cff", "version: 1.2.3", "version: 1.2.2")),
    ("papers.doi", edit_text("datacite.json", "10.5281/zenodo.1234567", "10.5281/zenodo.1234568")),
    ("papers.doi", edit_text("schema-org.json", "10.5281/zenodo.1234567", "10.5/zenodo")),
    ("papers.licence", edit_text("datacite.json", '"rightsIdentifier": "CC0-1.0"', '"rightsIdentifier": "CC0"')),
    ("papers.licence", edit_text("croissant.json", "publicdomain/zero/1.0/", "licenses/by/4.0/")),
    ("croissant.files", edit_text("croissant.json", '"contentSize": "', '"contentSize": "1')),
    ("croissant.files", edit_text("croissant.json", '"contentUrl": "README.md"', '"contentUrl": "LIESMICH.md"')),
    ("croissant.fields", edit_text("croissant.json", '"name": "articles/title"', '"name": "articles/headline"')),
    ("papers.text", edit_text("plots/articles-by-access.svg", ">1</text>", ">2</text>")),
    ("papers.text", edit_text("citation.bib", "1.2.3", "1.2.4")),
    ("papers.text", edit_text("LICENSE.md", "No licence is granted.", "Free for all.")),
]


def nullable(schema):
    return pa.schema([field.with_nullable(True) for field in schema])


@pytest.mark.parametrize(("code", "spoil"), SPOILT_SUMS)
def test_changes_behind_the_sums_are_found(copied, code, spoil):
    spoil(copied)
    assert code in {found.code for found in check(copied)}


@pytest.mark.parametrize(("code", "spoil"), SPOILT_FILES)
def test_changes_are_found_though_the_sums_agree(copied, code, spoil):
    spoil(copied)
    sums.write(copied)
    found = check(copied)
    assert code in {one.code for one in found}, found
    assert not [one for one in found if one.code.startswith("sums.")]


def test_every_code_has_a_case():
    tested = {code for code, _ in SPOILT_SUMS + SPOILT_FILES}
    assert tested == {code for code in CODES if not code.startswith("loading.")}, "those of loading: test_loading.py"


def flipped(whole, bit):
    spoilt = bytearray(whole)
    spoilt[bit // 8] ^= 1 << bit % 8
    return bytes(spoilt)


def test_a_thousand_random_bits_are_found_and_named(copied, built):
    order = random.Random(26)
    paths = list(sums.files(built))
    for number in range(1000):
        path = order.choice(paths)
        whole = (built / path).read_bytes()
        (copied / path).write_bytes(flipped(whole, order.randrange(len(whole) * 8)))
        found = (
            list(check_sums(copied)) if number % 50 else check(copied)
        )  # the sums alone find them; look at all at times
        (copied / path).write_bytes(whole)
        assert found, path
        assert path == sums.NAME or path in {one.file for one in found}


def spoil_length(folder, path, order):
    whole = (folder / path).read_bytes()
    (folder / path).write_bytes(whole[: order.randrange(len(whole))])


def test_files_cut_short_swapped_lost_or_added_are_found(copied, built):
    order = random.Random(27)
    paths = [path for path in sums.files(built) if path != sums.NAME]
    for path in paths:
        spoil_length(copied, path, order)
        assert path in {one.file for one in check_sums(copied)}
        (copied / path).unlink()
        assert path in {one.file for one in check_sums(copied)}
        shutil.copy(built / path, copied / path)
    data = [path for path in paths if path.startswith("data/")]
    for one, other in pairwise(data):
        swap(one, other)(copied)
        assert {one, other} <= {found.file for found in check_sums(copied)}
        swap(one, other)(copied)
    assert check(copied) == []


VALUES = int(os.environ.get("CABLEPRESS_TEST_VALUES", "12"))
"""Values of each document that are changed, one after the other; a million means all."""


def some(places, seed):
    return random.Random(seed).sample(places, min(VALUES, len(places)))


def leaves(value, place=()):
    """Yield the place of every single value in a JSON document."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    inner = [found for key, item in items for found in leaves(item, (*place, key))]
    return inner or [place]


def changed(value):
    return not value if isinstance(value, bool) else value + 1 if isinstance(value, int) else f"{value or ''}x"


JSON_FILES = ["croissant.json", "datacite.json", "manifest.json", "provenance.json", "schema-org.json", "zenodo.json"]


@pytest.mark.parametrize("name", JSON_FILES)
def test_any_value_of_a_document_that_is_changed_is_found_though_the_sums_agree(copied, built, name):
    """The data are scanned once only; some values of each document, and all of the manifest's lone ones."""
    scans = {table.name: Scan(table, copied) for table in TABLES}
    assert [list(scan.run()) for scan in scans.values()] == [[]] * len(TABLES)
    whole = (built / name).read_text(encoding="utf-8")
    places = leaves(json.loads(whole))
    always = [place for place in places if name == manifest.NAME and place[0] not in {"files", "counts"}]
    for place in [*always, *some(places, 28)]:
        record = json.loads(whole)
        *above, last = place
        inner = record
        for key in above:
            inner = inner[key]
        inner[last] = changed(inner[last])
        text = json.dumps(record, ensure_ascii=False, indent=2, sort_keys=name == manifest.NAME) + "\n"
        (copied / name).write_text(text, encoding="utf-8")
        found = list(check_documents(copied, scans))
        assert found, place
        assert name == manifest.NAME or name in {place for one in found for place in (one.file, one.field)}, (
            place,
            found,
        )


TEXT_FILES = ["CHANGELOG.md", "CITATION.cff", "DATASHEET.md", "README.md", "citation.bib", "plots/articles-by-time.svg"]


@pytest.mark.parametrize("name", TEXT_FILES)
def test_any_letter_or_digit_of_a_document_that_is_changed_is_found_though_the_sums_agree(copied, built, name):
    scans = {table.name: Scan(table, copied) for table in TABLES}
    assert [list(scan.run()) for scan in scans.values()] == [[]] * len(TABLES)
    whole = (built / name).read_text(encoding="utf-8")
    digits = [place for place, letter in enumerate(whole) if letter.isdigit()]
    letters = [place for place, letter in enumerate(whole) if letter.isalpha()]
    for place in [*some(digits, 29), *some(letters, 30)]:
        other = (int(whole[place]) + 1) % 10 if whole[place].isdigit() else "x" if whole[place] != "x" else "y"
        (copied / name).write_text(f"{whole[:place]}{other}{whole[place + 1 :]}", encoding="utf-8")
        assert name in {one.file for one in check_documents(copied, scans)}, whole[place - 40 : place + 20]


def test_a_release_of_another_version_may_be_worded_otherwise(copied):
    edit_manifest("packages", "cablepress", value="0.0.0")(copied)
    edit_text("README.md", "## Checking", "## Testing")(copied)
    described = json.loads((copied / "croissant.json").read_bytes())
    for part in described["distribution"]:
        if part["@id"] in {"README.md", "manifest.json"}:
            part["sha256"] = sums.sha256(copied / part["@id"])
            part["contentSize"] = f"{(copied / part['@id']).stat().st_size} B"
    (copied / "croissant.json").write_text(json.dumps(described), encoding="utf-8")
    sums.write(copied)
    assert check(copied) == []
    edit_text("zenodo.json", '"version": "1.2.3"', '"version": "1.2.4"')(copied)
    sums.write(copied)
    assert {one.code for one in check(copied)} == {"papers.version", "croissant.files"}


def test_a_finding_in_a_document_names_its_key(copied):
    edit_text("datacite.json", "Dataset", "Model")(copied)
    (found,) = [one for one in check(copied) if one.code == "papers.text"]
    assert found.field == "types.resourceTypeGeneral"


def test_a_finding_names_file_and_field(copied):
    edit_value(ARTICLES, "words", 1)(copied)
    page = pq.read_table(copied / ARTICLES).to_pylist()[0]["id"]
    (found,) = [one for one in check(copied) if one.code == "rows.derived"]
    assert str(found) == f"{ARTICLES}: words of {page}: is not 4 [rows.derived]"


def test_what_is_no_release_is_refused(tmp_path):
    (tmp_path / "file").write_text("x")
    for path, message in [("absent", "does not exist"), ("file", "not a folder"), (".", f"no {manifest.NAME}")]:
        with pytest.raises(NotAReleaseError, match=message):
            check(tmp_path / path)


FLIP_FOOTERS = """
import random, sys
from pathlib import Path
from cablepress.dataset.scan import Scan
from cablepress.dataset.schema import REJECTS
folder, order = Path(sys.argv[1]), random.Random(8)
path = folder / "data/rejects/rejects.parquet"
whole = path.read_bytes()
footer = int.from_bytes(whole[-8:-4], "little") + 8
for _ in range(600):
    spoilt = bytearray(whole)
    bit = (len(whole) - footer) * 8 + order.randrange(footer * 8)
    spoilt[bit // 8] ^= 1 << bit % 8
    path.write_bytes(spoilt)
    list(Scan(REJECTS, folder).run())
"""


def test_no_footer_kills_the_check(copied):
    done = subprocess.run([sys.executable, "-c", FLIP_FOOTERS, copied], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-500:]
