"""Duties at cells: a row per task, cell, unit and role with its state; progress figures; how far tasks reach down."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from models.task import rules
from models.task.queries.dated import in_force, unit_labels
from models.task.queries.spots import Grid, grid_of
from models.task.queries.spread import spread_of
from models.task.rules import Spread, StateCounts
from models.task.tables import Assignment, AssignmentRule, Task
from models.task.terms import DutyState, Role
from models.trees import branch


@dataclass(frozen=True, slots=True)
class DutyRow:
    """What a unit does for a task at one cell; `rule_id` None when it was set by hand. `path` are the cells above."""

    id: int
    task_id: int
    task: str
    cell_id: int
    cell: str
    level: str
    path: tuple[str, ...]
    unit_id: int
    unit: str
    initials: str
    role: Role
    wording: str
    state: DutyState
    done_on: date | None
    note: str
    rule_id: int | None
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class ReachRow:
    """How far a task comes down to a level: `id` is the task's; `missing` names the cells without a duty."""

    id: int
    task: str
    level_id: int
    level: str
    wanted: int
    covered: int
    missing_ids: tuple[int, ...]
    missing: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        return not self.missing_ids


def duties(
    session: Session,
    *,
    campaign_id: int | None = None,
    task_id: int | None = None,
    rule_id: int | None = None,
    day: date | None = None,
) -> tuple[DutyRow, ...]:
    """Duties at cells on a day, of a campaign, a task or a rule: tasks in tree order, cells in tree order."""
    wanted = [
        column == value
        for column, value in (
            (Task.campaign_id, campaign_id),
            (Assignment.task_id, task_id),
            (Assignment.rule_id, rule_id),
        )
        if value is not None
    ]
    return _duties(session, wanted, day or date.today())


def rule_rows(session: Session, *, rule_id: int, day: date | None = None) -> tuple[DutyRow, ...]:
    """The rows of a rule on a day, cells in tree order."""
    return duties(session, rule_id=rule_id, day=day)


def has_cells_by_hand(session: Session, *, task_id: int, day: date | None = None) -> bool:
    """Whether a task names single cells on a day, besides those of its rules."""
    query = select(Assignment.id).where(
        Assignment.task_id == task_id,
        Assignment.cell_id.is_not(None),
        Assignment.rule_id.is_(None),
        in_force(day or date.today()),
    )
    return session.execute(query.limit(1)).first() is not None


def cell_duties(
    session: Session,
    *,
    cell_id: int,
    day: date | None = None,
    campaign_id: int | None = None,
    below: bool = False,
) -> tuple[DutyRow, ...]:
    """What is to be done at a cell on a day, of all campaigns or one; with `below` also at every cell under it."""
    ids = [cell_id]
    grid = grid_of(session) if below else None
    if grid is not None:
        ids = branch({spot.id: spot.parent_id for spot in grid.spots}, [cell_id])
    found: list[DutyRow] = []
    for start in range(0, len(ids), 500):
        wanted: list[ColumnElement[bool]] = [Assignment.cell_id.in_(ids[start : start + 500])]
        if campaign_id is not None:
            wanted.append(Task.campaign_id == campaign_id)
        found += _duties(session, wanted, day or date.today(), grid)
    return tuple(found)


def _duties(
    session: Session, wanted: list[ColumnElement[bool]], day: date, grid: Grid | None = None
) -> tuple[DutyRow, ...]:
    query = (
        select(
            Assignment.id,
            Assignment.task_id,
            Task.title,
            Assignment.cell_id,
            Assignment.unit_id,
            Assignment.role,
            Assignment.wording,
            Assignment.state,
            Assignment.done_on,
            Assignment.state_note,
            Assignment.rule_id,
            Assignment.valid_from,
            Assignment.valid_to,
        )
        .join(Task, Task.id == Assignment.task_id)
        .where(Assignment.cell_id.is_not(None), in_force(day), *wanted)
    )
    found = session.execute(query).all()
    if not found:
        return ()
    grid = grid or grid_of(session)
    labels = unit_labels(session, day=day)
    order = {role: place for place, role in enumerate(Role)}
    last = len(grid.places)

    tasks = _task_places(session, {row.task_id for row in found})

    def place(row: Any) -> tuple[int, int, int, int]:
        return (tasks[row.task_id], grid.places.get(row.cell_id, last), order[row.role], row.id)

    paths = {cell_id: grid.path(cell_id) for cell_id in {row.cell_id for row in found}}
    return tuple(
        DutyRow(
            id=row.id,
            task_id=row.task_id,
            task=row.title,
            cell_id=row.cell_id,
            cell=grid.name(row.cell_id),
            level=grid.level(row.cell_id),
            path=paths[row.cell_id],
            unit_id=row.unit_id,
            unit=labels[row.unit_id][0],
            initials=labels[row.unit_id][1],
            role=row.role,
            wording=row.wording,
            state=row.state,
            done_on=row.done_on,
            note=row.state_note,
            rule_id=row.rule_id,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in sorted(found, key=place)
    )


def _task_places(session: Session, task_ids: set[int]) -> dict[int, int]:
    """The rank of tasks in reading order, campaign by campaign."""
    if len(task_ids) == 1:
        return dict.fromkeys(task_ids, 0)
    ids = list(task_ids)
    campaigns: set[int] = set()
    for start in range(0, len(ids), 500):
        campaigns.update(session.scalars(select(Task.campaign_id).where(Task.id.in_(ids[start : start + 500]))))
    query = select(Task.id, Task.parent_id, Task.position).where(Task.campaign_id.in_(campaigns))
    order = rules.in_tree_order(rules.Placed(*row) for row in session.execute(query))
    return {task_id: rank for rank, (task_id, _, _) in enumerate(order)}


def state_counts(session: Session, *, campaign_id: int, day: date | None = None) -> dict[int, StateCounts]:
    """How the duties at cells of each task stand on a day, by task; tasks without any are missing."""
    query = (
        select(Assignment.task_id, Assignment.state, func.count())
        .join(Task, Task.id == Assignment.task_id)
        .where(Task.campaign_id == campaign_id, Assignment.cell_id.is_not(None), in_force(day or date.today()))
        .group_by(Assignment.task_id, Assignment.state)
    )
    found: dict[int, StateCounts] = {}
    for task_id, state, count in session.execute(query):
        found[task_id] = found.get(task_id, StateCounts()) + rules.count_states([state] * count)
    return found


def reach(session: Session, campaign_id: int, day: date | None = None) -> tuple[ReachRow, ...]:
    """How far each task with rules or duties at cells reaches on a day, level by level; see `rules.reach_of`."""
    return _reach(session, Task.campaign_id == campaign_id, day or date.today())


def reach_of_task(session: Session, *, task_id: int, day: date | None = None) -> tuple[ReachRow, ...]:
    """The same of one task."""
    return _reach(session, Task.id == task_id, day or date.today())


def _reach(session: Session, wanted: ColumnElement[bool], day: date) -> tuple[ReachRow, ...]:
    spreads: dict[int, list[Spread]] = {}
    covered: dict[int, set[int]] = {}
    of_rules = select(AssignmentRule, Task.title).join(Task, Task.id == AssignmentRule.task_id)
    found = session.execute(of_rules.where(wanted)).all()
    titles = {rule.task_id: title for rule, title in found}
    of_cells = (
        select(Assignment.task_id, Assignment.cell_id, Task.title)
        .join(Task, Task.id == Assignment.task_id)
        .where(wanted, Assignment.cell_id.is_not(None), in_force(day))
    )
    for task_id, cell_id, title in session.execute(of_cells):
        if cell_id is not None:
            covered.setdefault(task_id, set()).add(cell_id)
        titles[task_id] = title
    if not titles:
        return ()
    grid = grid_of(session, day=day)
    for rule, _ in found:
        spreads.setdefault(rule.task_id, []).append(spread_of(rule, grid))
    places = _task_places(session, set(titles))
    return tuple(
        _reach_row(task_id, titles[task_id], one, grid)
        for task_id in sorted(titles, key=places.__getitem__)
        for one in rules.reach_of(spreads.get(task_id, ()), covered.get(task_id, ()), grid.spots)
    )


def _reach_row(task_id: int, title: str, found: rules.Reach, grid: Grid) -> ReachRow:
    return ReachRow(
        id=task_id,
        task=title,
        level_id=found.level_id,
        level=grid.levels.get(found.level_id, ""),
        wanted=len(found.wanted),
        covered=len(found.wanted) - len(found.missing),
        missing_ids=found.missing,
        missing=tuple(grid.name(cell_id) for cell_id in found.missing),
    )
