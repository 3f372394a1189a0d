"""What a column and a table are, and the Arrow schema that a table's Parquet files have."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pyarrow as pa

Type = Literal["string", "bool", "int32", "date32", "list<string>", "list<struct>"]
"""The column types in use. No maps, nested lists or zoned times: not every loader reads them."""

_SCALARS: Mapping[str, pa.DataType] = {
    "string": pa.string(),
    "bool": pa.bool_(),
    "int32": pa.int32(),
    "date32": pa.date32(),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it is called, what it holds, and where that comes from."""

    name: str
    type: Type
    meaning: str
    """What a value says, with its unit and source; ends without a full stop."""
    nullable: bool = False
    ranged: bool = False
    """Keep least and greatest value of each slice, so that readers can skip slices; never for words of a page."""
    counted: bool = False
    """The manifest counts rows (for a list: pieces) by this value, for a day by its month."""
    values: tuple[str, ...] = ()
    """The closed list of values, if there is one; for a list, of its items."""
    fields: tuple["Column", ...] = ()
    """The fields of each piece of a ``list<struct>``."""


@dataclass(frozen=True, slots=True, eq=False)  # a table is itself only: comparing all columns for each row is slow
class Table:
    """One release table: a configuration of the dataset, a folder of Parquet files."""

    name: str
    meaning: str
    """What a row is."""
    key: str
    """The column whose value names a row; no two rows share it."""
    order: tuple[str, ...]
    """The columns that rows are sorted by, missing values last; the last one is the key."""
    columns: tuple[Column, ...]


def arrow_schema(table: Table) -> pa.Schema:
    """Return the Arrow schema that the table's Parquet files have."""
    return pa.schema([_arrow_field(column) for column in table.columns])


def _arrow_field(column: Column) -> pa.Field:
    return pa.field(column.name, _arrow_type(column), nullable=column.nullable)


def _arrow_type(column: Column) -> pa.DataType:
    if column.type == "list<struct>":
        return _list_of(pa.struct([_arrow_field(field) for field in column.fields]))
    return _list_of(pa.string()) if column.type == "list<string>" else _SCALARS[column.type]


def _list_of(item: pa.DataType) -> pa.DataType:
    return pa.list_(pa.field("element", item, nullable=False))
