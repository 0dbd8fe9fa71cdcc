"""Duties at single cells: set one by hand, take some away, note how far they have come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import Refusal
from models.grid.tables import GridCell
from models.org.rules import clean
from models.org.tables import Unit
from models.records import fetch, fetch_all
from models.task import rules
from models.task.actions.ending import ends_at_cells, is_in_force, take_away
from models.task.actions.places import task_of
from models.task.queries.dated import in_force
from models.task.queries.details import unit_names
from models.task.queries.spots import grid_of
from models.task.rules import UnitNames
from models.task.tables import Assignment
from models.task.terms import DutyState, Role

DUTY_COLUMNS = {"unit": "单位", "state": "状态", "done_on": "完成日期", "note": "情况"}


@dataclass(frozen=True, slots=True)
class DutyEdit:
    """New text of one cell of the table of duties; `column` is a key of `DUTY_COLUMNS`."""

    duty_id: int
    column: str
    text: str


def assign_cell(
    session: Session,
    *,
    task_id: int,
    cell_id: int,
    unit_id: int | None = None,
    role: Role = Role.RESPONSIBLE,
    on: date | None = None,
) -> int:
    """A duty at one cell by hand, carried by `unit_id` or by the unit that manages the cell. Refuses when there is no
    such unit, or when it stands there already."""
    task_of(session, task_id)
    cell = fetch(session, GridCell, cell_id)
    day = on or date.today()
    grid = grid_of(session, day=day)
    carrier = rules.carrier_of(cell_id, grid.by_id, unit_id)
    if carrier is None:
        raise Refusal(f"“{cell.name}”和它上面的网格都没有管理单位。", "请选定一个单位，或先在“网格”里填上管理单位。")
    name = fetch(session, Unit, carrier).name
    _require_free(session, task_id, cell_id, carrier, role, cell.name, name, day)
    row = Assignment(
        task_id=task_id,
        unit_id=carrier,
        role=role,
        position=grid.places[cell_id],
        wording="",
        cell_id=cell_id,
        valid_from=ends_at_cells(session, task_id, role, day).get(cell_id),
    )
    session.add(row)
    session.flush()
    return row.id


def delete_duties(session: Session, *, duty_ids: Sequence[int], on: date | None = None) -> int:
    """Take duties away that were set by hand; those on which work was noted end and stay on record. Refuses rows of a
    rule, which would offer them again: there 不涉及 says that nothing is to be done."""
    day = on or date.today()
    rows = _rows(session, duty_ids, day)
    ruled = [row for row in rows.values() if row.rule_id is not None]
    if ruled:
        raise Refusal(
            f"有 {len(ruled)} 处是按规则展开的，不能单独删除。",
            "这一处没有事要做时，请把状态改为“不涉及”；也可以改规则。",
        )
    for row in rows.values():
        take_away(session, row, day)
    return len(rows)


def set_duties(
    session: Session,
    *,
    duty_ids: Sequence[int],
    on: date | None = None,
    **fields: Any,
) -> int:
    """Set `state`, `done_on` or `note` of one or many duties; answers how many. A state 已完成 takes today as its day
    unless one is given; a day of completion makes a duty 已完成; any other state has none."""
    day = on or date.today()
    rows = _rows(session, duty_ids, day)
    for row in rows.values():
        _fill(row, fields, day)
    return len(rows)


def set_duty_cells(session: Session, *, edits: Sequence[DutyEdit], on: date | None = None) -> None:
    """Write many cells of the table of duties as text: all, or none and a sentence that names the first bad one."""
    day = on or date.today()
    rows = _rows(session, [edit.duty_id for edit in edits], day)
    numbers = {duty_id: number for number, duty_id in enumerate(rows, 1)}
    several = len(rows) > 1
    names: UnitNames | None = None
    for edit in edits:
        row = rows[edit.duty_id]
        try:
            if edit.column == "unit":
                names = names or UnitNames(unit_names(session, on=day))
                _set_unit(session, row, names.one(edit.text).id, day)
            else:
                _fill(row, _field_of(edit, day), day)
        except Refusal as refusal:
            where = f"第 {numbers[edit.duty_id]} 行“{DUTY_COLUMNS[edit.column]}”：" if several else ""
            raise Refusal(where + refusal.sentence, refusal.next_step) from None


def _field_of(edit: DutyEdit, day: date) -> dict[str, Any]:
    if edit.column == "state":
        return {"state": rules.state_of_text(edit.text)}
    if edit.column == "note":
        return {"note": edit.text}
    if edit.column == "done_on":
        return {"done_on": rules.day_of_text(edit.text, day)}
    raise Refusal("这一列不能修改。", "可以改状态、完成日期和情况。")


def _fill(row: Assignment, fields: dict[str, Any], day: date) -> None:
    unknown = fields.keys() - {"state", "done_on", "note"}
    if unknown:
        raise TypeError(f"a duty has no field {', '.join(sorted(unknown))}")
    if "note" in fields:
        row.state_note = clean(str(fields["note"]))
    if not fields.keys() & {"state", "done_on"}:
        return
    done_on: date | None = fields.get("done_on", row.done_on)
    state: DutyState = row.state
    if "state" in fields:
        state = fields["state"]
    elif done_on is not None:
        state = DutyState.DONE
    elif state is DutyState.DONE:
        state = DutyState.DOING
    refusal = rules.why_not_done_on(done_on, day)
    if refusal:
        raise refusal
    row.state = state
    row.done_on = rules.done_day(state, done_on, day)


def _set_unit(session: Session, row: Assignment, unit_id: int, day: date) -> None:
    """Another unit for a duty set by hand."""
    if unit_id == row.unit_id:
        return
    if row.rule_id is not None:
        raise Refusal("这一处的单位由规则决定。", "请改规则里的单位，或改网格的管理单位后更新。")
    assert row.cell_id is not None
    cell, unit = fetch(session, GridCell, row.cell_id), fetch(session, Unit, unit_id)
    _require_free(session, row.task_id, row.cell_id, unit_id, row.role, cell.name, unit.name, day)
    row.unit_id = unit_id
    session.flush()


def _require_free(
    session: Session, task_id: int, cell_id: int, unit_id: int, role: Role, cell: str, unit: str, day: date
) -> None:
    taken = session.scalars(
        select(Assignment.id).where(
            Assignment.task_id == task_id,
            Assignment.cell_id == cell_id,
            Assignment.unit_id == unit_id,
            Assignment.role == role,
            in_force(day),
        )
    ).first()
    if taken is not None:
        raise Refusal(f"“{unit}”在“{cell}”已经是{role.label}单位。", "请换一个单位、角色或网格。")


def _rows(session: Session, duty_ids: Sequence[int], day: date) -> dict[int, Assignment]:
    """The duties by id; those that ended are history and are not changed."""
    rows = fetch_all(session, Assignment, duty_ids)
    ended = [row for row in rows.values() if not is_in_force(row, day)]
    if ended:
        raise Refusal(f"有 {len(ended)} 处已经结束，不再修改。", "请刷新后再试。")
    return rows
