"""Rows to Parquet and back: the same rows, the same bytes, no words in the footer."""

import random
from datetime import date

import pyarrow.parquet as pq
import pytest

from cablepress.cleaning.article import Article, Removed
from cablepress.dataset import shards
from cablepress.dataset.columns import arrow_schema
from cablepress.dataset.content import canonical
from cablepress.dataset.errors import RowError
from cablepress.dataset.intake import Capture
from cablepress.dataset.rows import article_row, in_order
from cablepress.dataset.schema import ARTICLES, CABLES

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


def write(rows, folder):
    """Write the rows in their order to one file."""
    return shards.write_table(ARTICLES, in_order(ARTICLES, rows), folder, lambda _: "all.parquet", lambda *_: None)


def outside_the_pages(path):
    """Return the part of a Parquet file behind its data: page index and footer."""
    footer = pq.read_metadata(path)
    chunks = [footer.row_group(g).column(c) for g in range(footer.num_row_groups) for c in range(footer.num_columns)]
    end = max((c.dictionary_page_offset or c.data_page_offset) + c.total_compressed_size for c in chunks)
    return path.read_bytes()[end:]


def test_rows_come_back_in_order(tmp_path):
    rows = rows_of(50)
    (shard,) = write(rows, tmp_path / "articles")
    file = pq.ParquetFile(shard.path, page_checksum_verification=True)
    columns = [column.name for column in ARTICLES.columns]
    assert file.schema_arrow.equals(arrow_schema(ARTICLES))
    assert file.read().to_pylist() == [{name: row[name] for name in columns} for row in in_order(ARTICLES, rows)]
    assert (shard.rows, shard.arrow_bytes) == (50, file.read().nbytes)


def test_bytes_do_not_depend_on_input_order(tmp_path):
    rows = rows_of(200)
    (one,) = write(rows, tmp_path / "one")
    random.Random(7).shuffle(rows)
    (other,) = write(rows, tmp_path / "other")
    assert one.path.read_bytes() == other.path.read_bytes()


def test_many_rows_are_cut_by_bytes(tmp_path, monkeypatch):
    rows = in_order(ARTICLES, rows_of(60))
    sizes = [len(canonical({c.name: row[c.name] for c in ARTICLES.columns})) for row in rows]
    monkeypatch.setattr(shards, "GROUP_BYTES", sum(sizes[:25]))
    (made,) = write(rows, tmp_path / "articles")
    footer = pq.read_metadata(made.path)
    groups = [footer.row_group(n).num_rows for n in range(footer.num_row_groups)]
    assert sum(groups) == made.rows == 60
    assert groups[0] == 25
    assert all(sum(sizes[25:][:n]) >= shards.GROUP_BYTES for n in groups[1:-1])


def test_each_row_goes_to_the_file_that_is_named(tmp_path):
    seen = []
    made = shards.write_table(
        ARTICLES,
        in_order(ARTICLES, rows_of(30)),
        tmp_path,
        lambda row: "dated.parquet" if row["published_on"] else "undated.parquet",
        lambda row, spelled: seen.append((row["id"], spelled)),
    )
    assert [(shard.path.name, shard.rows) for shard in made] == [("dated.parquet", 20), ("undated.parquet", 10)]
    assert [key for key, _ in seen] == [row["id"] for shard in made for row in pq.read_table(shard.path).to_pylist()]
    assert all(
        canonical(row) == spelled for (_, spelled), row in zip(seen, pq.read_table(tmp_path).to_pylist(), strict=True)
    )


def test_a_reader_is_told_the_order_and_can_skip_by_the_key(tmp_path):
    (made,) = write(rows_of(20), tmp_path / "articles")
    group = pq.read_metadata(made.path).row_group(0)
    columns = {group.column(n).path_in_schema: group.column(n) for n in range(group.num_columns)}
    assert [columns_of(group)[c.column_index] for c in group.sorting_columns] == ["published_on", "id"]
    assert columns["id"].bloom_filter_offset
    assert all(column.has_offset_index for column in columns.values())
    assert columns["removed.list.element.reason"].has_dictionary_page
    assert not columns["text"].has_dictionary_page


def columns_of(group):
    return [group.column(n).path_in_schema for n in range(group.num_columns)]


def text_chunk(path):
    """Return the bytes of the texts in a file of one row group."""
    footer = pq.read_metadata(path).row_group(0)
    chunks = [footer.column(number) for number in range(footer.num_columns)]
    (found,) = [chunk for chunk in chunks if chunk.path_in_schema == "text"]
    return path.read_bytes()[found.data_page_offset :][: found.total_compressed_size]


def test_a_row_more_leaves_the_pages_behind_it_as_they_were(tmp_path):
    chance = random.Random(4)
    rows = [row | {"text": chance.randbytes(2_000).hex()} for row in rows_of(600)]
    (all_of_them,), (all_but_one,) = write(rows, tmp_path / "one"), write(rows[3:], tmp_path / "other")
    one, other = text_chunk(all_of_them.path), text_chunk(all_but_one.path)
    assert one != other
    assert one[-len(one) // 4 :] == other[-len(one) // 4 :]


def test_no_rows_still_give_a_readable_file(tmp_path):
    shard = shards.write_empty(CABLES, tmp_path / "cables" / "cables.parquet")
    assert pq.read_table(shard.path).num_rows == shard.rows == 0


def test_no_words_of_a_page_stand_outside_the_compressed_pages(tmp_path):
    (shard,) = write(rows_of(20), tmp_path / "articles")
    assert SECRET.encode() not in outside_the_pages(shard.path)
    assert not pq.read_metadata(shard.path).metadata


def test_default_statistics_would_have_shown_them(tmp_path):
    path = tmp_path / "default.parquet"
    pq.write_table(shards._arrow(rows_of(20), arrow_schema(ARTICLES)), path)
    assert SECRET.encode() in outside_the_pages(path)


MISFITS = [
    ("title", "half a pair \ud800", "surrogates not allowed"),
    ("title", 7, "Expected bytes"),
    ("text_sha256", None, "non-nullable|no value"),
    ("authors", None, "no value for authors"),
    ("authors", [None], "non-nullable"),
    ("words", 2**40, "too large"),
]


@pytest.mark.parametrize(("column", "value", "message"), MISFITS)
def test_a_value_that_does_not_fit_names_its_row(tmp_path, column, value, message):
    rows = rows_of(3)
    rows[1][column] = value
    with pytest.raises(RowError, match=message) as caught:
        write(rows, tmp_path / "articles")
    assert (caught.value.table, caught.value.key) == ("articles", rows[1]["id"])
