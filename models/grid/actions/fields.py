"""The office's own fields of cells: define, rename, order, drop; values one by one or many at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
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


def set_fields(session: Session, *, fields: Sequence[FieldForm], drop: Collection[int] = ()) -> list[int]:
    """Make these the office's own fields, in this order; answers their ids.

    A field left out is deleted; refused with the number of values while it has some, unless its id is in `drop`
    (the clerk has confirmed). So is a change of level or kind that some values do not fit.
    """
    refusal = why_no_fields(fields, _taken(session))
    if refusal:
        raise refusal
    present = {row.id: row for row in session.scalars(select(CellField))}
    values: dict[int, list[CellValue]] = defaultdict(list)
    for value in session.scalars(select(CellValue)):
        values[value.field_id].append(value)
    kept = {form.id for form in fields if form.id is not None}
    for field_id, row in present.items():
        if field_id not in kept:
            _drop(session, row.name, values[field_id], sure=field_id in drop)
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
            if (form.kind, form.level_id, fitted["choices"]) != (row.kind, row.level_id, row.choices):
                _fit(session, form, values[form.id], sure=form.id in drop)
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


def _drop(session: Session, name: str, values: Sequence[CellValue], *, sure: bool) -> None:
    filled = [value for value in values if value.value]
    if filled and not sure:
        raise Refusal(f"栏目“{name}”已经填了 {len(filled)} 个网格，删除它会一并删去这些内容。", "确认不要后再删除。")
    for value in values:
        session.delete(value)


def _fit(session: Session, form: FieldForm, values: Sequence[CellValue], *, sure: bool) -> None:
    """Read the values anew under a changed kind, level or choices; those that do not fit go only when `sure`."""
    levels = dict(session.execute(select(GridCell.id, GridCell.level_id)).all())
    lost: list[CellValue] = []
    for value in values:
        try:
            kept = read_value(form, value.value)
        except Refusal:
            lost.append(value)
            continue
        if why_not_at(form, levels[value.cell_id], "") is not None:
            lost.append(value)
        else:
            change(value, {"value": kept}, ("value",))
    if lost and not sure:
        raise Refusal(
            f"栏目“{clean_name(form.name)}”有 {len(lost)} 个网格的内容不合新的设置，会被删去。",
            "先改好这些内容，或确认不要后再保存。",
        )
    for value in lost:
        session.delete(value)
