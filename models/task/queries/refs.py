"""The units of tasks as chips: each once per role, with the number of cells at which it carries the task."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import ColumnElement, String, func, select, type_coerce
from sqlalchemy.orm import Session

from models.grid.tables import GridCell
from models.task.queries.dated import in_force, of_whole_task, unit_labels
from models.task.tables import Assignment, Task
from models.task.terms import Role

Units = dict[int, dict[Role, tuple["UnitRef", ...]]]
CellNames = dict[tuple[int, int, str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class UnitRef:
    """A unit as a chip shows it; `leads_by_rule` when the campaign's rule, not the paper's column, makes it lead.

    `cells` counts the cells at which it carries the task; `is_named` is False when it stands here by those alone.
    `initials` of its full name are what a filter finds it by.
    """

    unit_id: int
    name: str
    role: Role
    leads_by_rule: bool = False
    initials: str = field(default="", compare=False)
    cells: int = 0
    is_named: bool = True

    @property
    def label(self) -> str:
        """西湖区农贸办 · 30 处."""
        return f"{self.name} · {self.cells} 处" if self.cells else self.name

    @property
    def is_written(self) -> bool:
        """It stands in the cell itself and can be edited there."""
        return self.is_named and not self.leads_by_rule


def units_of(session: Session, wanted: ColumnElement[bool], day: date) -> Units:
    """The units of the tasks that `wanted` (a condition on Task) leaves, by task and role, in order."""
    labels = unit_labels(session, day=day)
    roles = {role.value: role for role in Role}
    refs: dict[tuple[int, str], UnitRef] = {}
    lists: dict[int, dict[Role, list[UnitRef]]] = {}
    query = (
        select(Assignment.task_id, Assignment.unit_id, type_coerce(Assignment.role, String))
        .join(Task, Task.id == Assignment.task_id)
        .where(wanted, of_whole_task(), in_force(day))
        .order_by(Assignment.position, Assignment.id)
    )
    for task_id, unit_id, word in session.execute(query):
        key = (unit_id, word)
        ref = refs.get(key)
        if ref is None:
            name, initials = labels[unit_id]
            ref = refs[key] = UnitRef(unit_id, name, roles[word], initials=initials)
        of_task = lists.get(task_id)
        if of_task is None:
            of_task = lists[task_id] = {}
        of_task.setdefault(ref.role, []).append(ref)
    _add_cells(session, wanted, day, lists, labels)
    return {
        task_id: {role: tuple(of_task[role]) for role in Role if role in of_task} for task_id, of_task in lists.items()
    }


def _add_cells(
    session: Session,
    wanted: ColumnElement[bool],
    day: date,
    lists: dict[int, dict[Role, list[UnitRef]]],
    labels: dict[int, tuple[str, str]],
) -> None:
    """Duties at cells, counted per unit: they join the unit's chip in that role or make one behind the others."""
    query = (
        select(Assignment.task_id, Assignment.unit_id, Assignment.role, func.count())
        .join(Task, Task.id == Assignment.task_id)
        .where(wanted, Assignment.cell_id.is_not(None), in_force(day))
        .group_by(Assignment.task_id, Assignment.unit_id, Assignment.role)
        .order_by(Assignment.task_id, func.min(Assignment.position), func.min(Assignment.id))
    )
    for task_id, unit_id, role, cells in session.execute(query):
        own = lists.setdefault(task_id, {}).setdefault(role, [])
        at = next((at for at, ref in enumerate(own) if ref.unit_id == unit_id), None)
        if at is None:
            name, initials = labels[unit_id]
            own.append(UnitRef(unit_id, name, role, initials=initials, cells=cells, is_named=False))
        else:
            own[at] = replace(own[at], cells=cells)


def cell_names(
    session: Session, *, campaign_id: int, on: date | None = None, task_ids: Sequence[int] | None = None
) -> CellNames:
    """The names of the cells at which units carry tasks, by (task, unit, role value), in their order."""
    query = (
        select(Assignment.task_id, Assignment.unit_id, type_coerce(Assignment.role, String), GridCell.name)
        .join(Task, Task.id == Assignment.task_id)
        .join(GridCell, GridCell.id == Assignment.cell_id)
        .where(Task.campaign_id == campaign_id, in_force(on or date.today()))
        .order_by(Assignment.position, Assignment.id)
    )
    if task_ids is not None:
        query = query.where(Task.id.in_(task_ids))
    found: dict[tuple[int, int, str], list[str]] = {}
    for task_id, unit_id, role, name in session.execute(query):
        found.setdefault((task_id, unit_id, role), []).append(name)
    return {key: tuple(names) for key, names in found.items()}
