"""The matrix task × unit: which unit carries which task, in which roles."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.org.terms import UnitKind
from models.task.queries.tree import TaskRow, task_tree
from models.task.queries.units import UnitHead, units_in_order
from models.task.terms import Role


@dataclass(frozen=True, slots=True)
class MatrixUnit:
    """A column: the unit and in how many tasks it leads, and has any role at all."""

    id: int
    name: str
    short_name: str
    kind: UnitKind
    leads: int
    tasks: int

    @property
    def label(self) -> str:
        return self.short_name or self.name


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows, columns and the roles of each filled cell by (task id, unit id), in the order 牵头 责任 配合 督导."""

    tasks: tuple[TaskRow, ...]
    units: tuple[MatrixUnit, ...]
    roles: Mapping[tuple[int, int], tuple[Role, ...]]


def matrix(session: Session, *, campaign_id: int, on: date | None = None) -> Matrix:
    """The matrix of a campaign; units in official order, those no longer valid only where they carry a task."""
    return matrix_of(task_tree(session, campaign_id=campaign_id, on=on), units_in_order(session, on=on))


def matrix_of(rows: Sequence[TaskRow], units: Iterable[UnitHead]) -> Matrix:
    """The same from rows at hand. Roles are those written down; a lead by rule stays 责任 here."""
    roles: dict[tuple[int, int], tuple[Role, ...]] = {}
    leads: dict[int, int] = {}
    tasks: dict[int, int] = {}
    for row in rows:
        for role in Role:
            for ref in row.units(role):
                if ref.leads_by_rule:
                    continue
                key = (row.id, ref.unit_id)
                known = roles.get(key)
                if known is None:
                    roles[key] = (role,)
                    tasks[ref.unit_id] = tasks.get(ref.unit_id, 0) + 1
                elif role not in known:
                    roles[key] = (*known, role)
                if role is Role.LEAD:
                    leads[ref.unit_id] = leads.get(ref.unit_id, 0) + 1
    columns = tuple(
        MatrixUnit(unit.id, unit.name, unit.short_name, unit.kind, leads.get(unit.id, 0), tasks.get(unit.id, 0))
        for unit in units
        if unit.is_current or unit.id in tasks
    )
    return Matrix(tuple(rows), columns, roles)
