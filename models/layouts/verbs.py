"""`app.py list layouts`: the named layouts of tables."""

import argparse
from typing import Any

from models.database import Database
from models.errors import Refusal
from models.layouts.content import Layout, layout_of_text
from models.layouts.queries import layouts as layout_rows
from models.verbs import Listing


def layouts(database: Database, args: argparse.Namespace) -> list[dict[str, Any]]:
    found = []
    for row in database.read(layout_rows):
        layout = _read(row.content)
        found.append(
            {
                "table": row.of_table,
                "name": row.name,
                "start": row.is_start,
                "columns": [key for key in layout.order if key not in layout.hidden],
                "frozen": layout.frozen,
                "sorts": [key.column for key in layout.sorts],
                "filtered": list(layout.filters.fields()),
            }
        )
    return found


def _read(content: str) -> Layout:
    try:
        return layout_of_text(content)
    except Refusal:
        return Layout()


LISTINGS: dict[str, Listing] = {"layouts": layouts}
