"""Boundaries, own fields and pairings of the sample's grid."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import new_id
from models.grid.tables import CellField, CellValue, GridCell, Level, Pairing
from models.journal import insert_many
from models.sample.organisation import Organisation
from models.sample.shelf import load


def add_ties(session: Session, organisation: Organisation, *, today: date) -> None:
    """Write them onto the cells that bear the names of the plan; pairings hold since the first of the year."""
    plan = load("ties")
    cells = {row.name: row for row in session.scalars(select(GridCell).order_by(GridCell.position.desc()))}
    levels = dict(session.execute(select(Level.name, Level.id)).all())
    for name, words in plan["boundaries"].items():
        cells[name].boundary = words
    fields = [new_id() for _ in plan["fields"]]
    insert_many(
        session,
        CellField,
        [
            {
                "id": field_id,
                "name": entry["name"],
                "kind": entry["kind"],
                "level_id": levels[entry["level"]],
                "choices": entry.get("choices", ""),
                "position": place,
            }
            for place, (field_id, entry) in enumerate(zip(fields, plan["fields"], strict=True))
        ],
    )
    insert_many(
        session,
        CellValue,
        [
            {"cell_id": cells[name].id, "field_id": field_id, "value": value}
            for name, values in plan["values"].items()
            for field_id, value in zip(fields, values, strict=True)
            if value
        ],
    )
    rows: list[dict[str, Any]] = []
    for place, (kind, who, unit, cell, note) in enumerate(plan["pairings"]):
        holder = (
            {"unit_id": organisation.units[unit]} if who == "unit" else {"post_id": organisation.staff[unit][0].post_id}
        )
        rows.append(
            {
                "kind": kind,
                **holder,
                "cell_id": cells[cell].id,
                "position": place,
                "valid_from": date(today.year, 1, 1),
                "note": note,
            }
        )
    insert_many(session, Pairing, rows)
