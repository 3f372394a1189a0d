"""A record has one hash, whatever wrote or reads its file."""

import hashlib
import json
import random

import duckdb
import polars as pl
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablepress.dataset import manifest
from cablepress.dataset.content import Digests, Seal, canonical, record_sha256, release_root
from cablepress.dataset.schema import TABLES

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**31), 2**31 - 1) | st.text('a"\\/\n\x00\x7fé\u2028🜚', max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", max_size=2), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.text("abc", max_size=2), VALUES, max_size=4))
def test_canonical_json_is_json_and_ignores_the_order_of_columns(row):
    assert json.loads(canonical(row)) == row
    assert canonical(dict(reversed(row.items()))) == canonical(row)


SPELLED = [  # examples of RFC 8785, section 3.2.2, as far as columns can hold them
    ({"b": 1, "a": [True, None]}, '{"a":[true,null],"b":1}'),
    ({"a": '\x0f\n\t"\\/€ö\x7f\u2028'}, '{"a":"\\u000f\\n\\t\\"\\\\/€ö\x7f\u2028"}'),
]


@pytest.mark.parametrize(("row", "text"), SPELLED)
def test_spelling_is_that_of_rfc_8785(row, text):
    assert canonical(row).decode() == text
    assert record_sha256(row) == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("value", [{1, 2}, b"x", object()])
def test_what_no_column_holds_is_refused(value):
    with pytest.raises(TypeError):
        canonical({"a": value})


@given(st.lists(st.binary(min_size=32, max_size=32)), st.randoms())
def test_digests_come_out_sorted_and_whole(found, chance):
    digests = Digests()
    for one in found:
        digests.add(one)
    assert list(digests) == sorted(found)
    assert len(digests) == len(found)


def root_of(rows):
    seal = Seal()
    for row in rows:
        seal.add(canonical(row))
    return seal.root()


@pytest.mark.parametrize("name", [table.name for table in TABLES])
def test_the_root_does_not_depend_on_reader_or_writer(built, tmp_path, name):
    stated = manifest.read(built).tables[name].content_sha256
    table = pq.read_table(built / "data" / name)
    columns = ", ".join(f'"{column}"' for column in table.column_names)
    query = f"SELECT {columns} FROM '{built}/data/{name}/*.parquet'"
    by_duckdb = [dict(zip(table.column_names, row, strict=True)) for row in duckdb.connect().execute(query).fetchall()]
    rows = table.to_pylist()
    random.Random(1).shuffle(rows)
    assert root_of(rows) == root_of(by_duckdb) == root_of(pl.read_parquet(built / "data" / name).to_dicts()) == stated
    for number, settings in enumerate(
        [{"compression": "none", "row_group_size": 3}, {"compression": "gzip", "version": "1.0"}]
    ):
        pq.write_table(table, tmp_path / f"{number}.parquet", **settings)
        assert root_of(pq.read_table(tmp_path / f"{number}.parquet").to_pylist()) == stated


def test_the_root_changes_with_any_value(built):
    rows = pq.read_table(built / "data" / "cables").to_pylist()
    before = root_of(rows)
    assert root_of(rows[1:]) != before != root_of([*rows, rows[0]])
    rows[5]["subject"] = "another"
    assert root_of(rows) != before


def test_the_release_root_is_over_its_tables(built):
    made = manifest.read(built)
    assert made.content_sha256 == release_root({name: size.content_sha256 for name, size in made.tables.items()})
    assert release_root({"b": "1", "a": "2"}) == hashlib.sha256(b"a 2\nb 1\n").hexdigest()
