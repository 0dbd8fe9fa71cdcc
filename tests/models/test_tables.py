"""Table types and keys fit PostgreSQL too, and every table and column has its Chinese name."""

import pytest
from sqlalchemy import Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from models.schema import metadata

TABLES = sorted(metadata.tables.values(), key=lambda table: table.name)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_ddl_is_plain_enough_for_postgresql(table: Table) -> None:
    dialect = postgresql.dialect()
    text = str(CreateTable(table).compile(dialect=dialect))
    for index in table.indexes:
        text += str(CreateIndex(index).compile(dialect=dialect))
    assert "BIGINT" in text
    assert all(len(name) <= 63 for name in (table.name, *(str(index.name) for index in table.indexes)))
    for key in table.foreign_keys:
        assert key.deferrable and key.initially == "DEFERRED"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_name_can_be_shown_in_the_history(table: Table) -> None:
    assert table.comment
    assert all(column.comment for column in table.columns if column.name != "id")
