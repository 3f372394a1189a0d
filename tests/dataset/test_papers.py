"""The papers beside the data: complete, well-formed, and with the data's numbers."""

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import yaml

from bench.datasheet import sample_datasheet
from cablepress.dataset import manifest, sums
from cablepress.dataset.plots import PLOTS, by_time, most_frequent, path
from cablepress.dataset.schema import TABLES, TOMBSTONES
from cablepress.dataset.svg import bars

ROOT = Path(__file__).resolve().parents[2]


def read_json(folder, name):
    return json.loads((folder / name).read_text(encoding="utf-8"))


def test_the_datasheet_answers_all_57_questions(built):
    text = (built / "DATASHEET.md").read_text(encoding="utf-8")
    questions = re.findall(r"^\*\*(\d+)\. [^*]+\?\*\*\n+(?=\S)", text, re.M)
    assert [int(number) for number in questions] == list(range(1, 58))
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        *(
            "## Motivation",
            "## Composition",
            "## Collection process",
            "## Preprocessing, cleaning, labelling",
            "## Uses",
        ),
        *("## Distribution", "## Maintenance", "## Data statement: language"),
    ]
    assert "$" not in text
    for told in (
        "| `articles` | 4 |",
        "DOI of this version: 10.5281/zenodo.1234567",
        "2010-11 to 2010-12, 1 without a date",
    ):
        assert told in text


def test_this_repositorys_datasheet_is_that_of_the_sample(capsys):
    message = "python -m bench.datasheet > DATASHEET.md"
    assert (ROOT / "DATASHEET.md").read_text(encoding="utf-8") == sample_datasheet(), message


def test_the_card_has_the_hubs_sections(built):
    text = (built / "README.md").read_text(encoding="utf-8")
    for heading in (
        *("Dataset Details", "Dataset Description", "Dataset Sources", "Uses", "Direct Use", "Out-of-Scope Use"),
        *(
            "Dataset Structure",
            "Dataset Creation",
            "Curation Rationale",
            "Source Data",
            "Data Collection and Processing",
        ),
        *("Who are the source data producers?", "Annotations", "Personal and Sensitive Information"),
        *(
            "Bias, Risks, and Limitations",
            "Recommendations",
            "Citation",
            "Dataset Card Authors",
            "Dataset Card Contact",
        ),
    ):
        assert re.search(rf"^#+ {re.escape(heading)}$", text, re.M), heading
    assert set(re.findall(r"\]\((plots/[^)]+)\)", text)) == {path(name) for name in PLOTS}


def test_croissant_describes_every_file_and_column(built):
    told = read_json(built, "croissant.json")
    files = {part["@id"]: part for part in told["distribution"] if part["@type"] == "cr:FileObject"}
    assert files.keys() == set(sums.files(built)) - {"croissant.json", "SHA256SUMS"}
    for name, part in files.items():
        assert part["sha256"] == sums.sha256(built / name)
        assert part["contentSize"] == f"{(built / name).stat().st_size} B"
    fields = {field["@id"]: field for records in told["recordSet"] for field in records["field"]}
    assert list(fields) == [
        f"{table.name}/{column.name}" for table in TABLES if table is not TOMBSTONES for column in table.columns
    ]
    for field in fields.values():
        assert field["description"]
        assert "dataType" in field or all("dataType" in inner for inner in field["subField"])
    required = {
        "@context",
        "@type",
        "name",
        "description",
        "license",
        "url",
        "creator",
        "datePublished",
        "version",
        "conformsTo",
    }
    assert required <= told.keys()
    assert sum(key.startswith("rai:") for key in told) >= 10


def test_citations_agree(built):
    stated = manifest.read(built)
    cff = yaml.safe_load((built / "CITATION.cff").read_text(encoding="utf-8"))
    bib = (built / "citation.bib").read_text(encoding="utf-8")
    assert (cff["type"], cff["version"], str(cff["date-released"])) == ("dataset", "1.2.3", "2012-06-01")
    assert [one["value"] for one in cff["identifiers"]] == [stated.doi, f"sha256:{stated.content_sha256}"]
    for told in ("version = {1.2.3}", "doi     = {10.5281/zenodo.1234567}", "year    = {2012}", stated.content_sha256):
        assert told in bib
    assert read_json(built, "datacite.json")["publicationYear"] == "2012"
    assert read_json(built, "zenodo.json")["metadata"]["doi"] == stated.doi
    assert read_json(built, "schema-org.json")["url"] == f"https://doi.org/{stated.doi}"


def test_a_release_without_a_doi_names_none(first):
    for name in ("CITATION.cff", "citation.bib", "datacite.json", "zenodo.json", "schema-org.json", "croissant.json"):
        assert "10.5281" not in (first / name).read_text(encoding="utf-8"), name


def test_provenance_leads_from_raw_pages_to_the_release(built, first):
    graph = {node["@id"]: node for node in read_json(built, "provenance.json")["@graph"]}
    stated = manifest.read(built)
    assert graph["raw-pages"]["sha256"] == stated.inputs.raw_pages_sha256
    assert graph["cleaning"]["used"] == ["raw-pages", "recipe:model", "recipe:rules"]
    assert graph["release"]["sha256"] == stated.content_sha256
    assert graph["former-release"]["sha256"] == manifest.read(first).content_sha256
    named = {one for node in graph.values() for key in ("used", "wasDerivedFrom") for one in node.get(key, ())}
    assert named <= graph.keys()


@pytest.mark.parametrize("name", PLOTS)
def test_charts_are_drawings_with_a_title_for_light_and_dark(built, name):
    drawing = ET.parse(built / path(name)).getroot()
    space = "{http://www.w3.org/2000/svg}"
    assert drawing.find(f"{space}title").text == PLOTS[name][0]
    assert "prefers-color-scheme:dark" in drawing.find(f"{space}style").text
    assert drawing.findall(f"{space}rect")


def test_bars_are_as_long_as_their_counts():
    drawing = ET.fromstring(bars("A <b>", [("many & more", 40), ("few", 10), ("none", 0)]))
    rects = drawing.findall("{http://www.w3.org/2000/svg}rect")
    assert [int(rect.get("width")) for rect in rects] == [440, 110, 1]
    assert ET.fromstring(bars("Nothing", [])).find("{http://www.w3.org/2000/svg}desc").text == "none"


def test_time_runs_from_left_to_right_and_long_times_by_years():
    assert by_time({"2010-12": 2, "2010-11": 1, "": 3}) == [("2010-11", 1), ("2010-12", 2), ("not known", 3)]
    years = by_time({f"{1960 + n // 12}-{n % 12 + 1:02}": 1 for n in range(240)})
    assert years[0] == ("1960", 12)
    assert len(years) == 20
    assert by_time({f"{year}-01": 1 for year in range(1900, 2000)})[0] == ("1900s", 10)


def test_nothing_is_lost_in_others():
    counts = {str(n): n for n in range(50)}
    shown = most_frequent(counts, 7)
    assert len(shown) == 8
    assert sum(count for _, count in shown) == sum(counts.values())
