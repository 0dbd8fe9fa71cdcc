"""The office's own fields of cells: define, rename, order, drop; values one by one or many at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import Refusal
from models.grid.actions.cells import update_cells
from models.grid.actions.pasting import SITE_COLUMNS, level_headings
from models.grid.field_rules import FieldForm, read_value, split_choices, why_no_fields, why_not_at
from models.grid.tables import CellField, CellValue, GridCell, Level, WatchRole
from models.grid.terms import FieldKind
from models.org.rules import clean_name
from models.records import change, fetch_all

FIELD_MARK = "field:"
OTHER_HEADINGS = ("上级", "所属", "层级", "序号")


@dataclass(frozen=True, slots=True)
class FieldLoss:
    """What a change of the definitions would delete: the field, how many cells lose their value, and whether the field
    itself goes (else the values do not fit its new kind, level or choices)."""

    id: int
    name: str
    count: int
    is_removed: bool

    @property
    def sentence(self) -> str:
        if self.is_removed:
            return f"栏目“{self.name}”已经填了 {self.count} 个网格，删除它会一并删去这些内容。"
        return f"栏目“{self.name}”有 {self.count} 个网格的内容不合新的设置，会被删去。"


def field_losses(session: Session, *, fields: Sequence[FieldForm]) -> tuple[FieldLoss, ...]:
    """Which values would go if these were the office's own fields; changes nothing."""
    lost = _lost(session, fields)
    forms = {form.id: form for form in fields if form.id is not None}
    names = dict(session.execute(select(CellField.id, CellField.name)).all())
    return tuple(
        FieldLoss(
            field_id,
            clean_name(forms[field_id].name) if field_id in forms else names[field_id],
            len(rows),
            field_id not in forms,
        )
        for field_id, rows in lost.items()
        if rows
    )


def set_fields(session: Session, *, fields: Sequence[FieldForm], drop: Collection[int] = ()) -> list[int]:
    """Make these the office's own fields, in this order; answers their ids.

    A field left out is deleted. Refused with the number of values that would go (a field with values is left out, or
    values do not fit a new kind, level or choices), unless the field's id is in `drop`: the clerk has confirmed.
    """
    refusal = why_no_fields(fields, _taken(session))
    if refusal:
        raise refusal
    for loss in field_losses(session, fields=fields):
        if loss.id not in drop:
            raise Refusal(loss.sentence, "确认不要这些内容后再保存。")
    for rows in _lost(session, fields).values():
        for value in rows:
            session.delete(value)
    session.flush()
    present = {row.id: row for row in session.scalars(select(CellField))}
    kept = {form.id for form in fields if form.id is not None}
    for field_id, row in present.items():
        if field_id not in kept:
            session.delete(row)
    ids: list[int] = []
    for position, form in enumerate(fields):
        fitted = {
            "name": clean_name(form.name),
            "kind": form.kind,
            "level_id": form.level_id,
            "choices": "、".join(form.choices) if form.kind is FieldKind.CHOICE else "",
            "position": position,
        }
        if form.id is not None and form.id in present:
            row = present[form.id]
            if form.kind is not row.kind:
                for value in session.scalars(select(CellValue).where(CellValue.field_id == form.id)):
                    change(value, {"value": read_value(form, value.value)}, ("value",))
            change(row, fitted, tuple(fitted))
        else:
            row = CellField(**fitted)
            session.add(row)
            session.flush()
        ids.append(row.id)
    return ids


def set_values(session: Session, *, changes: Mapping[int, Mapping[int, str]]) -> None:
    """Write values of own fields: {cell id: {field id: text}}; an empty text takes the value away."""
    forms = known_fields(session)
    cells = fetch_all(session, GridCell, list(changes))
    levels = dict(session.execute(select(Level.id, Level.name)).all())
    present: dict[tuple[int, int], CellValue] = {}
    wanted = {field_id for texts in changes.values() for field_id in texts}
    for value in session.scalars(select(CellValue).where(CellValue.field_id.in_(wanted))):
        present[value.cell_id, value.field_id] = value
    for cell_id, texts in changes.items():
        cell = cells[cell_id]
        for field_id, text in texts.items():
            form = forms.get(field_id)
            if form is None:
                raise Refusal("这个栏目已经被删除。", "请刷新后再试。")
            if text:
                refusal = why_not_at(form, cell.level_id, levels[cell.level_id])
                if refusal:
                    raise Refusal(f"“{cell.name}”：{refusal.sentence}", refusal.next_step)
            try:
                kept = read_value(form, text)
            except Refusal as refusal:
                raise Refusal(f"“{cell.name}”的“{form.name}”：{refusal.sentence}", refusal.next_step) from None
            row = present.get((cell_id, field_id))
            if row is None and kept:
                session.add(CellValue(cell_id=cell_id, field_id=field_id, value=kept))
            elif row is not None and not kept:
                session.delete(row)
            elif row is not None:
                change(row, {"value": kept}, ("value",))


def change_cells(session: Session, *, changes: Mapping[int, Mapping[str, Any]]) -> None:
    """Change fields of cells in one step, their own columns and the office's ("field:ID") alike."""
    plain: dict[int, dict[str, Any]] = {}
    own: dict[int, dict[int, str]] = {}
    for cell_id, fields in changes.items():
        for key, value in fields.items():
            if key.startswith(FIELD_MARK):
                own.setdefault(cell_id, {})[int(key.removeprefix(FIELD_MARK))] = "" if value is None else str(value)
            else:
                plain.setdefault(cell_id, {})[key] = value
    if plain:
        update_cells(session, changes=plain)
    if own:
        set_values(session, changes=own)


def known_fields(session: Session) -> dict[int, FieldForm]:
    """The office's own fields by id, in their order."""
    rows = session.scalars(select(CellField).order_by(CellField.position, CellField.id))
    return {row.id: FieldForm(row.id, row.name, row.kind, row.level_id, split_choices(row.choices)) for row in rows}


def _taken(session: Session) -> set[str]:
    """Headings that mean something else in a pasted table of cells."""
    taken = {heading for column in SITE_COLUMNS for heading in column.headings} | set(OTHER_HEADINGS)
    names = list(session.scalars(select(Level.name).order_by(Level.position)))
    for headings in level_headings(names):
        taken.update(headings)
    return taken | set(session.scalars(select(WatchRole.name)))


def _lost(session: Session, fields: Sequence[FieldForm]) -> dict[int, list[CellValue]]:
    """The values that have no place under these definitions, by field."""
    forms = {form.id: form for form in fields if form.id is not None}
    levels = dict(session.execute(select(GridCell.id, GridCell.level_id)).all())
    lost: dict[int, list[CellValue]] = defaultdict(list)
    for value in session.scalars(select(CellValue)):
        form = forms.get(value.field_id)
        if form is None or why_not_at(form, levels[value.cell_id], "") is not None or not _fits(form, value.value):
            lost[value.field_id].append(value)
    return lost


def _fits(form: FieldForm, value: str) -> bool:
    try:
        read_value(form, value)
    except Refusal:
        return False
    return True
