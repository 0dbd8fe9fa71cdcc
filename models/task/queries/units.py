"""The breakdown seen from the units: in official order, each with the tasks it carries and its roles there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import String, func, select, type_coerce
from sqlalchemy.orm import Session

from models.org.tables import Unit
from models.org.terms import UnitKind
from models.task.queries.dated import former_names, in_force
from models.task.queries.tree import TaskRow, task_tree
from models.task.rules import Placed, in_tree_order
from models.task.tables import Assignment, Task
from models.task.terms import Role


@dataclass(frozen=True, slots=True)
class UnitHead:
    """A unit of the official order; `is_current` on the day asked for."""

    id: int
    name: str
    short_name: str
    kind: UnitKind
    is_current: bool

    @property
    def label(self) -> str:
        return self.short_name or self.name


@dataclass(frozen=True, slots=True)
class UnitDuties:
    """One unit and its tasks in tree order, each with the unit's roles in it (lead first)."""

    id: int
    unit: UnitHead
    duties: tuple[tuple[TaskRow, tuple[Role, ...]], ...]

    def count(self, role: Role) -> int:
        return sum(role in roles for _, roles in self.duties)


def units_in_order(session: Session, *, on: date | None = None) -> tuple[UnitHead, ...]:
    """All units in the official order (the tree read from the top), former ones included and marked;
    under the names they bore that day."""
    today = on or date.today()
    kinds = {kind.value: kind for kind in UnitKind}
    rows = {
        row.id: row
        for row in session.execute(
            select(
                Unit.id,
                Unit.parent_id,
                Unit.position,
                Unit.name,
                Unit.short_name,
                type_coerce(Unit.kind, String).label("kind"),
                Unit.valid_from,
                Unit.valid_to,
            )
        )
    }
    former = former_names(session, day=today)
    order = in_tree_order(Placed(row.id, row.parent_id, row.position) for row in rows.values())
    return tuple(
        UnitHead(
            unit_id,
            former.get(unit_id) or rows[unit_id].name,
            "" if unit_id in former else rows[unit_id].short_name,
            kinds[rows[unit_id].kind],
            (rows[unit_id].valid_from is None or rows[unit_id].valid_from <= today)
            and (rows[unit_id].valid_to is None or today < rows[unit_id].valid_to),
        )
        for unit_id, _, _ in order
    )


def task_counts(session: Session, *, campaign_id: int, on: date | None = None) -> dict[int, int]:
    """How many tasks of the campaign name each unit on a day, in any role; units without one are missing."""
    query = (
        select(Assignment.unit_id, func.count(Assignment.task_id.distinct()).label("tasks"))
        .join(Task, Task.id == Assignment.task_id)
        .where(Task.campaign_id == campaign_id, in_force(on or date.today()))
        .group_by(Assignment.unit_id)
    )
    return {row.unit_id: row.tasks for row in session.execute(query)}


def by_unit(session: Session, *, campaign_id: int, on: date | None = None) -> tuple[UnitDuties, ...]:
    """Every unit that carries a task of the campaign, in official order."""
    return duties_of_units(task_tree(session, campaign_id=campaign_id, on=on), units_in_order(session, on=on))


def duties_of_units(rows: Iterable[TaskRow], units: Iterable[UnitHead]) -> tuple[UnitDuties, ...]:
    """The same from rows at hand. A unit that leads by the campaign's rule counts as leading."""
    found: dict[int, list[tuple[TaskRow, tuple[Role, ...]]]] = {}
    for row in rows:
        roles: dict[int, list[Role]] = {}
        for role in Role:
            for ref in row.units(role):
                roles.setdefault(ref.unit_id, []).append(role)
        for unit_id, own in roles.items():
            found.setdefault(unit_id, []).append((row, tuple(dict.fromkeys(own))))
    return tuple(UnitDuties(unit.id, unit, tuple(found[unit.id])) for unit in units if unit.id in found)
