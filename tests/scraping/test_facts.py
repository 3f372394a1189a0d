"""The facts tables: the embedded ones hold, and whatever is wrong in a table is named with line and column."""

import dataclasses
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablepress.scraping import checks, facts
from cablepress.scraping.errors import FactsError, MissingSourceError

CABLES = "cable_id,origin,date,classification,subject,wikileaks_url,hindu_id,source\n"
PUBLISHERS = (
    "publisher,domains,aliases,country,languages,paywall,paywall_basis,rights,rights_basis,boilerplate_patterns\n"
)
COVERAGE = "url,publisher,publisher_domain,title,date_published,language,country,kind,cable_refs,paywall_seen,notes\n"
GOOD_CABLE = "08NEWDELHI3044,Embassy New Delhi,2008-12-02,CONFIDENTIAL,SUBJECT,,180496?,seen\n"
GOOD_PUBLISHER = "The Gull,gull.example;www.gull.example,Gull; The Sea Gull,IN,en,no,,LicenseRef-Publisher,nothing else seen,Next story\n"
GOOD_PAGE = "https://gull.example/a,The Gull,gull.example,A title,2010-12,en,IN,news,08NEWDELHI3044;180496,no,\n"


def test_embedded_tables_have_the_rows_they_announce():
    assert (len(facts.coverage()), len(facts.cables()), len(facts.publishers())) == (224, 91, 105)


def test_embedded_tables_are_read_once():
    assert facts.coverage() is facts.coverage()


def test_embedded_domains_point_to_one_publisher_each():
    domains = [domain for publisher in facts.publishers() for domain in publisher.domains]
    assert len(domains) == len(set(domains)) > 100


def test_references_resolve_by_id_and_by_running_number():
    table = facts.by_reference(facts.cables())
    assert table["180496"] is table["08ISLAMABAD3716"]
    assert table["185593"].cable_id == "09STATE314"  # the table marks this link as inferred: 185593?
    assert all(reference in table for page in facts.coverage() for reference in page.cable_refs)


@pytest.mark.parametrize(
    ("record", "columns"),
    [
        (facts.Coverage, facts.COVERAGE_COLUMNS),
        (facts.Cable, facts.CABLE_COLUMNS),
        (facts.Publisher, facts.PUBLISHER_COLUMNS),
    ],
)
def test_fields_of_the_records_are_the_columns_of_the_tables(record, columns):
    assert [field.name for field in dataclasses.fields(record)] == [column.name for column in columns]


def write(folder: Path, text: str, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


def read_coverage(path: Path) -> tuple[facts.Coverage, ...]:
    known = facts.read_cables(write(path.parent, CABLES + GOOD_CABLE, "known_cables.csv"))
    publishers = facts.read_publishers(write(path.parent, PUBLISHERS + GOOD_PUBLISHER, "known_publishers.csv"))
    return facts.read_coverage(path, known, publishers)


def test_values_are_typed(tmp_path):
    (page,) = read_coverage(write(tmp_path, COVERAGE + GOOD_PAGE))
    assert page.cable_refs == ("08NEWDELHI3044", "180496")
    assert (page.date_published, page.paywall_seen, page.notes) == ("2010-12", False, None)
    (publisher,) = facts.read_publishers(write(tmp_path, PUBLISHERS + GOOD_PUBLISHER))
    assert publisher.aliases == ("Gull", "The Sea Gull")


@pytest.mark.parametrize("text", ["\ufeff" + CABLES + GOOD_CABLE, (CABLES + GOOD_CABLE).replace("\n", "\r\n")])
def test_byte_order_mark_and_windows_line_ends_are_read(tmp_path, text):
    assert len(facts.read_cables(write(tmp_path, text))) == 1


def row(good: str, column: int, value: str) -> str:
    """The good row with another value in one column."""
    cells = good.rstrip("\n").split(",")
    cells[column] = value
    return ",".join(cells) + "\n"


COVERAGE_FAULTS = [
    # column, value, start of the message
    ("url", "gull.example/a", "'gull.example/a' is not a web address"),
    ("url", "ftp://gull.example/a", "'ftp://gull.example/a' is not a web address"),
    ("url", "https://[gull/a", "'https://[gull/a' is not a web address"),
    ("url", "https://gull.example/a b", "'https://gull.example/a b' is not a web address"),
    ("url", "", "must not be empty"),
    ("publisher", "The Tern", "'The Tern' is not in the table of publishers"),
    ("publisher_domain", "tern.example", "'tern.example' is not among the domains of The Gull"),
    ("publisher_domain", "www.gull.example", "'www.gull.example' is not the host of the address"),
    ("publisher_domain", "Gull.Example", "'Gull.Example' is not a host name"),
    ("title", " A title", "' A title' has spaces around it"),
    ("title", "A\x07title", "'A\\x07title' holds a control character"),
    ("date_published", "2010-02-30", "'2010-02-30' is not a date"),
    ("date_published", "2010-13", "'2010-13' is not a date"),
    ("date_published", "02.12.2010", "'02.12.2010' is not a date"),
    ("date_published", "٢٠١٠", "'٢٠١٠' is not a date"),
    ("date_published", "0000", "'0000' is not a date"),
    ("date_published", "2010-12-02T10:00", "'2010-12-02T10:00' is not a date"),
    ("language", "english", "'english' is not a language code"),
    ("language", "", "must not be empty"),
    ("country", "in", "'in' is not a two-letter country code"),
    ("kind", "story", "'story' is not one of news, analysis"),
    ("cable_refs", "08NEWDELHI9999", "'08NEWDELHI9999' is not in the table of cables"),
    ("cable_refs", "8NEWDELHI1", "'8NEWDELHI1' is neither a cable id nor a running number"),
    ("cable_refs", "08NEWDELHI3044;", "empty item in a list"),
    ("paywall_seen", "maybe", "'maybe' is not one of yes, no"),
]


@pytest.mark.parametrize(("column", "value", "message"), COVERAGE_FAULTS)
def test_wrong_cell_is_named_with_file_line_and_column(tmp_path, column, value, message):
    bad = row(GOOD_PAGE, COVERAGE.rstrip().split(",").index(column), value)
    other = GOOD_PAGE.replace("/a,", "/b,")
    with pytest.raises(FactsError) as caught:
        read_coverage(write(tmp_path, COVERAGE + other + bad))
    assert f"table.csv:3: column {column}: {message}" in str(caught.value)
    assert {problem.line for problem in caught.value.problems} == {3}


OTHER_FAULTS = [
    # reader, header, good row, column, value, message
    (facts.read_cables, CABLES, GOOD_CABLE, 0, "NEWDELHI3044", "column cable_id: 'NEWDELHI3044' is not a cable id"),
    (facts.read_cables, CABLES, GOOD_CABLE, 2, "2008-12-32", "column date: '2008-12-32' is not a date"),
    (facts.read_cables, CABLES, GOOD_CABLE, 3, "TOP SECRET", "column classification: 'TOP SECRET' is not one of"),
    (facts.read_cables, CABLES, GOOD_CABLE, 5, "wikileaks.example", "column wikileaks_url: 'wikileaks.example'"),
    (facts.read_cables, CABLES, GOOD_CABLE, 6, "180496!", "column hindu_id: '180496!' is not a running number"),
    (facts.read_cables, CABLES, GOOD_CABLE, 7, "", "column source: must not be empty"),
    (facts.read_publishers, PUBLISHERS, GOOD_PUBLISHER, 1, "https://gull.example", "column domains: 'https://gull"),
    (facts.read_publishers, PUBLISHERS, GOOD_PUBLISHER, 3, "IND", "column country: 'IND' is not a two-letter"),
    (facts.read_publishers, PUBLISHERS, GOOD_PUBLISHER, 4, "en;Hindi", "column languages: 'Hindi' is not a language"),
    (facts.read_publishers, PUBLISHERS, GOOD_PUBLISHER, 5, "often", "column paywall: 'often' does not start with no"),
]


@pytest.mark.parametrize("fault", OTHER_FAULTS)
def test_wrong_cell_of_the_other_tables(tmp_path, fault):
    read, header, good, column, value, message = fault
    with pytest.raises(FactsError) as caught:
        read(write(tmp_path, header + row(good, column, value)))
    assert f"table.csv:2: {message}" in str(caught.value)


@pytest.mark.parametrize(
    ("read", "header", "good", "column"),
    [
        (facts.read_cables, CABLES, GOOD_CABLE, "cable_id"),
        (facts.read_publishers, PUBLISHERS, GOOD_PUBLISHER, "publisher"),
        (read_coverage, COVERAGE, GOOD_PAGE, "url"),
    ],
)
def test_key_that_occurs_twice_is_named_with_both_lines(tmp_path, read, header, good, column):
    with pytest.raises(FactsError, match=f"table.csv:3: column {column}: .* stands on line 2 already"):
        read(write(tmp_path, header + good + good))


SHAPES = [
    # text of the whole file, message
    ("", "table.csv: the file is empty"),
    (COVERAGE.replace("title", "headline") + GOOD_PAGE, "table.csv:1: the header must read url,publisher,"),
    (COVERAGE.replace(",", ";"), "table.csv:1: the header must read"),
    (COVERAGE + "a,b\n", "table.csv:2: 2 cells instead of 11"),
    (COVERAGE + GOOD_PAGE + "\n", "table.csv:3: 0 cells instead of 11"),
    (COVERAGE + GOOD_PAGE.replace("A title", '"A title'), "table.csv:2: unexpected end of data; is a quotation mark"),
    (COVERAGE + GOOD_PAGE.replace("A title", '"A"title'), "table.csv:2: ',' expected after '\"'; is a quotation"),
    # The quotation mark of the second row closes that of the first: rows must not vanish.
    (COVERAGE + GOOD_PAGE.replace("A title", '"A title') * 2, "table.csv:2: "),
    (COVERAGE + row(GOOD_PAGE, 3, '"A') + row(GOOD_PAGE, 3, '","B"'), "table.csv:2: "),
    (COVERAGE + row(GOOD_PAGE, 3, '"A\nB"'), "table.csv:2: the row runs on to line 3"),
    (COVERAGE + row(GOOD_PAGE, 3, "A" * 200_000), "table.csv:2: field larger than field limit"),
]


@pytest.mark.parametrize(("text", "message"), SHAPES)
def test_broken_files_are_refused(tmp_path, text, message):
    with pytest.raises(FactsError) as caught:
        read_coverage(write(tmp_path, text))
    assert message in str(caught.value)


def test_wrong_encoding_and_missing_file_are_refused(tmp_path):
    path = tmp_path / "table.csv"
    path.write_bytes(CABLES.encode() + "é".encode("latin-1"))
    with pytest.raises(FactsError, match=f"not UTF-8 at byte {len(CABLES)}"):
        facts.read_cables(path)
    with pytest.raises(MissingSourceError, match="no such file or folder"):
        facts.read_cables(tmp_path / "none.csv")


def test_all_problems_are_listed_at_once_and_the_list_is_bounded(tmp_path):
    rows = [f"x{number},Post,2008,SECRET,,,,seen\n" for number in range(100)]
    with pytest.raises(FactsError) as caught:
        facts.read_cables(write(tmp_path, CABLES + "".join(rows)))
    assert len(caught.value.problems) == 100
    assert len(str(caught.value).splitlines()) == 21
    assert str(caught.value).endswith("and 80 more problems")


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_calendar_date_is_a_date_in_three_precisions(day):
    text = day.isoformat()
    assert checks.iso_date(text) is checks.iso_date(text[:7]) is checks.iso_date(text[:4]) is None


@given(st.text(max_size=12))
def test_checks_take_any_text(text):
    for check in (checks.iso_date, checks.cable_id, checks.domain, checks.language, checks.web_address):
        fault = check(text)
        assert fault is None or repr(text) in fault
