"""The named layouts of a table, in their order."""

import json
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.layouts.tables import TableLayout


@dataclass(frozen=True, slots=True)
class LayoutRow:
    """A named layout; `content` is read by `content.layout_of_text`; `is_start` is taken when the table opens."""

    id: int
    of_table: str
    name: str
    content: str
    is_start: bool


def layouts(session: Session, *, of_table: str | None = None) -> tuple[LayoutRow, ...]:
    """The layouts of one table (None: of all tables)."""
    query = select(TableLayout).order_by(TableLayout.of_table, TableLayout.position, TableLayout.id)
    if of_table is not None:
        query = query.where(TableLayout.of_table == of_table)
    return tuple(
        LayoutRow(row.id, row.of_table, row.name, row.content, starts(row.content)) for row in session.scalars(query)
    )


def starts(content: str) -> bool:
    """Whether a layout is marked as the one to start with."""
    try:
        plain = json.loads(content)
    except ValueError:
        return False
    return isinstance(plain, dict) and plain.get("start") is True
