"""The fields an office added to its cells, and what they hold."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import String, func, select, type_coerce
from sqlalchemy.orm import Session

from models.grid.field_rules import FieldForm, split_choices
from models.grid.tables import CellField, CellValue, Level
from models.grid.terms import FieldKind

KINDS = {kind.value: kind for kind in FieldKind}


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field of the office's own; `level` is "" for cells of all levels; `values` counts cells that have one."""

    id: int
    name: str
    kind: FieldKind
    level_id: int | None
    level: str
    choices: tuple[str, ...]
    values: int

    @property
    def key(self) -> str:
        """The key of its column and its inspector field."""
        return f"field:{self.id}"

    @property
    def form(self) -> FieldForm:
        return FieldForm(self.id, self.name, self.kind, self.level_id, self.choices)

    def stands_on(self, level_id: int) -> bool:
        """Whether cells of a level have this field."""
        return self.level_id is None or self.level_id == level_id


def cell_fields(session: Session) -> tuple[FieldRow, ...]:
    """The office's own fields in their order."""
    counts = dict(session.execute(select(CellValue.field_id, func.count()).group_by(CellValue.field_id)).all())
    levels = dict(session.execute(select(Level.id, Level.name)).all())
    columns = (
        CellField.id,
        CellField.name,
        type_coerce(CellField.kind, String).label("kind"),
        CellField.level_id,
        CellField.choices,
    )
    found = session.execute(select(*columns).order_by(CellField.position, CellField.id))
    return tuple(
        FieldRow(
            row.id,
            row.name,
            KINDS[row.kind],
            row.level_id,
            levels.get(row.level_id, ""),
            split_choices(row.choices),
            counts.get(row.id, 0),
        )
        for row in found
    )


def cell_values(session: Session, *, cell_ids: Collection[int] | None = None) -> dict[int, dict[int, str]]:
    """What the office's own fields hold: {cell id: {field id: value}}."""
    query = select(CellValue.cell_id, CellValue.field_id, CellValue.value)
    if cell_ids is not None:
        query = query.where(CellValue.cell_id.in_(cell_ids))
    values: dict[int, dict[int, str]] = {}
    for cell_id, field_id, value in session.execute(query):
        values.setdefault(cell_id, {})[field_id] = value
    return values
