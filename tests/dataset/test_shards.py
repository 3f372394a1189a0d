"""Rows to Parquet and back: the same rows, the same bytes, no words in the footer."""

import random
from datetime import date

import pyarrow.parquet as pq
import pytest

from cablepress.cleaning.article import Article, Removed
from cablepress.dataset import shards
from cablepress.dataset.errors import RowError
from cablepress.dataset.intake import Capture
from cablepress.dataset.rows import article_row, in_order
from cablepress.dataset.schema import ARTICLES, CABLES, arrow_schema

SECRET = "zygodactyl"  # stands in every column that holds words of a page


def rows_of(number: int):
    return [
        article_row(
            Article(
                f"{n:064x}",
                f"The {SECRET} bird {n}.",
                (f"The {SECRET} bird {n}.",),
                ("body",),
                title=f"{SECRET} {n}",
                published=date(2010, 12, 1 + n % 28) if n % 3 else None,
                publisher="The Example Post",
                removed=(Removed(f"{SECRET} letter", "newsletter.x", "newsletter", "line 1"),) * (n % 2),
                evidence={"title": SECRET},
            ),
            [Capture(source=f"{n}.html")],
        )
        for n in range(number)
    ]


def outside_the_pages(path):
    """Return the part of a Parquet file behind its data: page index and footer."""
    footer = pq.read_metadata(path)
    chunks = [footer.row_group(g).column(c) for g in range(footer.num_row_groups) for c in range(footer.num_columns)]
    end = max((c.dictionary_page_offset or c.data_page_offset) + c.total_compressed_size for c in chunks)
    return path.read_bytes()[end:]


def test_rows_come_back_in_order(tmp_path):
    rows = rows_of(50)
    (shard,) = shards.write_table(ARTICLES, rows, tmp_path / "articles")
    file = pq.ParquetFile(shard.path, page_checksum_verification=True)
    columns = [column.name for column in ARTICLES.columns]
    assert file.schema_arrow.equals(arrow_schema(ARTICLES))
    assert file.read().to_pylist() == [{name: row[name] for name in columns} for row in in_order(ARTICLES, rows)]
    assert (shard.rows, shard.arrow_bytes) == (50, file.read().nbytes)


def test_bytes_do_not_depend_on_input_order(tmp_path):
    rows = rows_of(200)
    (one,) = shards.write_table(ARTICLES, rows, tmp_path / "one")
    random.Random(7).shuffle(rows)
    (other,) = shards.write_table(ARTICLES, rows, tmp_path / "other")
    assert one.path.read_bytes() == other.path.read_bytes()


def test_many_rows_are_cut_into_slices_and_shards(tmp_path, monkeypatch):
    monkeypatch.setattr(shards, "SLICE_ROWS", 10)
    monkeypatch.setattr(shards, "SHARD_ROWS", 25)
    made = shards.write_table(ARTICLES, rows_of(60), tmp_path / "articles")
    assert [shard.path.name for shard in made] == [f"articles-{n:05}.parquet" for n in range(3)]
    assert [shard.rows for shard in made] == [25, 25, 10]
    first = pq.read_metadata(made[0].path)
    assert [first.row_group(n).num_rows for n in range(first.num_row_groups)] == [10, 10, 5]


def test_no_rows_still_give_a_readable_file(tmp_path):
    (shard,) = shards.write_table(CABLES, [], tmp_path / "cables")
    assert pq.read_table(shard.path).num_rows == 0


def test_no_words_of_a_page_stand_outside_the_compressed_pages(tmp_path):
    (shard,) = shards.write_table(ARTICLES, rows_of(20), tmp_path / "articles")
    assert SECRET.encode() not in outside_the_pages(shard.path)
    assert not pq.read_metadata(shard.path).metadata


def test_default_statistics_would_have_shown_them(tmp_path):
    path = tmp_path / "default.parquet"
    pq.write_table(shards._arrow(rows_of(20), arrow_schema(ARTICLES)), path)
    assert SECRET.encode() in outside_the_pages(path)


MISFITS = [
    ("title", "half a pair \ud800", "surrogates not allowed"),
    ("title", 7, "Expected bytes"),
    ("text", None, "non-nullable|no value"),
    ("authors", None, "no value for authors"),
    ("authors", [None], "non-nullable"),
    ("words", 2**40, "too large"),
]


@pytest.mark.parametrize(("column", "value", "message"), MISFITS)
def test_a_value_that_does_not_fit_names_its_row(tmp_path, column, value, message):
    rows = rows_of(3)
    rows[1][column] = value
    with pytest.raises(RowError, match=message) as caught:
        shards.write_table(ARTICLES, rows, tmp_path / "articles")
    assert (caught.value.table, caught.value.key) == ("articles", rows[1]["id"])
