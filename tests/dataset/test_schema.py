"""The declared columns are those of the records, and none leaks a page's words."""

import dataclasses

import pytest

from cablepress.cleaning.article import Article, Rejection
from cablepress.dataset.card import columns_grid
from cablepress.dataset.columns import arrow_schema
from cablepress.dataset.schema import TABLES
from cablepress.scraping.facts import Cable, Coverage, Publisher

COMPUTED = {
    "articles": {
        "published_on",
        "captures",
        "words",
        "characters",
        "text_sha256",
        "text_tier",
        "passages",
        "rules",
        "rights",
        "cluster",
        "cluster_role",
        "similarity",
        "cluster_agency",
        "split",
        "rights_basis",
        "personal_data",
    },
    "rejects": {"captures"},
    "coverage": {"cables"},
    "cables": set(),
    "publishers": set(),
    "tombstones": {"id", "pages", "addresses", "reason", "requester", "date", "versions"},
}
LEFT_OUT = {"source"}  # it stands in `captures`
RECORDS = {"articles": Article, "rejects": Rejection, "coverage": Coverage, "cables": Cable, "publishers": Publisher}
WORDS_OF_A_PAGE = {
    "title",
    "text",
    "paragraphs",
    "dateline",
    "desk",
    "section",
    "removed",
    "evidence",
    "mentions",
    "place",
}

each_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


@each_table
def test_columns_are_the_records_fields_and_the_computed_ones(table):
    fields = {field.name for field in dataclasses.fields(RECORDS[table.name])} if table.name in RECORDS else set()
    left_out = LEFT_OUT if table.name in {"articles", "rejects"} else set()
    assert {column.name for column in table.columns} == (fields - left_out) | COMPUTED[table.name]


@each_table
def test_rows_are_sorted_by_the_key_at_last(table):
    names = [column.name for column in table.columns]
    assert len(names) == len(set(names))
    assert table.order[-1] == table.key
    assert set(table.order) <= set(names)


@each_table
def test_words_of_a_page_have_no_statistics(table):
    assert not {column.name for column in table.columns if column.ranged} & WORDS_OF_A_PAGE


@each_table
def test_every_column_says_what_it_holds(table):
    for column in (inner for outer in table.columns for inner in (outer, *outer.fields)):
        assert column.meaning, column.name
        assert not column.meaning.endswith("."), column.name
        assert f"{column.name}`" in columns_grid(table)


@each_table
def test_no_type_that_a_loader_refuses(table):
    kinds = " ".join(str(field.type) for field in arrow_schema(table))
    assert "map" not in kinds
    assert "large" not in kinds
    assert "list<element: list" not in kinds
