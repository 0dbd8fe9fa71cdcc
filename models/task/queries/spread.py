"""Rules of spread duties beside the rows they have: what they name now, what the grid changed since."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models.org.queries.past import UNIT
from models.task import rules
from models.task.queries.dated import in_force, unit_labels
from models.task.queries.spots import Grid, grid_of
from models.task.rules import Differences, Held, Share, Spread, StateCounts
from models.task.tables import Assignment, AssignmentRule, Task
from models.task.terms import DutyState, Role


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule of a task in words, with the states of the rows it has."""

    id: int
    task_id: int
    task: str
    level_id: int
    level: str
    under_id: int | None
    under: str
    unit_id: int | None
    unit: str
    role: Role
    states: StateCounts

    @property
    def words(self) -> str:
        """每个点位（西湖区下）由各自管理单位负责."""
        return rules.spread_words(level=self.level, under=self.under, unit=self.unit, role=self.role)


@dataclass(frozen=True, slots=True)
class OfferRow:
    """One change that the grid offers to a rule: `id` is the cell's; `what` 新增, 撤销 or 换单位; `ends` when work
    was noted there, which stays on record."""

    id: int
    what: str
    cell: str
    path: tuple[str, ...]
    unit: str
    before: str
    ends: bool = False


@dataclass(frozen=True, slots=True)
class RuleChanges:
    """What a rule would change: offered, never forced. `unmanaged` names cells without a managing unit."""

    id: int
    words: str
    rows: tuple[OfferRow, ...]
    unmanaged: tuple[str, ...]

    @property
    def count(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row that a rule would make; `unit` empty when nobody manages the cell."""

    id: int
    cell: str
    path: tuple[str, ...]
    unit_id: int | None
    unit: str


def rules_of_task(session: Session, *, task_id: int, day: date | None = None) -> tuple[RuleRow, ...]:
    """The rules of a task in their order."""
    return _rules(session, day or date.today(), AssignmentRule.task_id == task_id)


def rules_of_campaign(session: Session, *, campaign_id: int, day: date | None = None) -> tuple[RuleRow, ...]:
    """The rules of all tasks of a campaign."""
    return _rules(session, day or date.today(), Task.campaign_id == campaign_id)


def _rules(session: Session, day: date, wanted: ColumnElement[bool]) -> tuple[RuleRow, ...]:
    found = session.execute(
        select(AssignmentRule, Task.title)
        .join(Task, Task.id == AssignmentRule.task_id)
        .where(wanted)
        .order_by(Task.position, AssignmentRule.position, AssignmentRule.id)
    ).all()
    if not found:
        return ()
    states: dict[int | None, list[DutyState]] = {}
    ids = [rule.id for rule, _ in found]
    for start in range(0, len(ids), 500):
        query = select(Assignment.rule_id, Assignment.state).where(
            Assignment.rule_id.in_(ids[start : start + 500]), in_force(day)
        )
        for rule_id, state in session.execute(query):
            states.setdefault(rule_id, []).append(state)
    grid = grid_of(session, day=day)
    labels = unit_labels(session, day=day)
    return tuple(
        RuleRow(
            id=rule.id,
            task_id=rule.task_id,
            task=title,
            level_id=rule.level_id,
            level=grid.levels.get(rule.level_id, ""),
            under_id=rule.under_id,
            under=grid.name(rule.under_id),
            unit_id=rule.unit_id,
            unit=_label(labels, spread_of(rule, grid).unit_id),
            role=rule.role,
            states=rules.count_states(states.get(rule.id, ())),
        )
        for rule, title in found
    )


def rule_preview(
    session: Session,
    *,
    level_id: int,
    under_id: int | None = None,
    unit_id: int | None = None,
    day: date | None = None,
) -> tuple[PreviewRow, ...]:
    """The cells such a rule would name, each with its unit."""
    grid = grid_of(session, day=day or date.today())
    labels = unit_labels(session, day=day or date.today())
    return tuple(
        PreviewRow(
            share.cell_id,
            grid.name(share.cell_id),
            grid.path(share.cell_id),
            share.unit_id,
            _label(labels, share.unit_id),
        )
        for share in rules.shares_of(Spread(level_id, under_id, unit_id), grid.spots)
    )


def rule_changes(session: Session, *, rule_id: int, day: date | None = None) -> RuleChanges | None:
    """Cells that appeared, vanished or changed their unit since a rule made its rows; None when the rule is gone."""
    rule = session.get(AssignmentRule, rule_id)
    if rule is None:
        return None
    day = day or date.today()
    return _changes(session, rule, grid_of(session, day=day), day)


def changes_of_rules(
    session: Session, *, task_id: int | None = None, campaign_id: int | None = None, day: date | None = None
) -> tuple[RuleChanges, ...]:
    """The changes offered to the rules of a task or campaign; rules without any are left out."""
    query = select(AssignmentRule).order_by(AssignmentRule.position, AssignmentRule.id)
    if task_id is not None:
        query = query.where(AssignmentRule.task_id == task_id)
    if campaign_id is not None:
        query = query.join(Task, Task.id == AssignmentRule.task_id).where(Task.campaign_id == campaign_id)
    found = session.scalars(query).all()
    if not found:
        return ()
    day = day or date.today()
    grid = grid_of(session, day=day)
    offered = [_changes(session, rule, grid, day) for rule in found]
    return tuple(changes for changes in offered if changes.rows)


def _changes(session: Session, rule: AssignmentRule, grid: Grid, day: date) -> RuleChanges:
    found = differences_of(session, rule, grid, day)
    labels = unit_labels(session, day=day)

    def row(what: str, cell_id: int, unit: str, before: str, ends: bool = False) -> OfferRow:
        return OfferRow(cell_id, what, grid.name(cell_id), grid.path(cell_id), unit, before, ends)

    rows = [
        *(row("新增", share.cell_id, _label(labels, share.unit_id), "") for share in found.missing),
        *(
            row("换单位", share.cell_id, _label(labels, share.unit_id), _label(labels, held.unit_id))
            for held, share in found.moved
        ),
        *(
            row("撤销", held.cell_id, "", _label(labels, held.unit_id), held.state is not DutyState.OPEN)
            for held in found.surplus
        ),
    ]
    names = tuple(grid.name(cell_id) for cell_id in found.unmanaged)
    return RuleChanges(rule.id, found.words, tuple(rows), names)


def _label(labels: dict[int, tuple[str, str]], unit_id: int | None) -> str:
    return labels[unit_id][0] if unit_id is not None else ""


def spread_of(rule: AssignmentRule, grid: Grid) -> Spread:
    """A rule as the pure rules see it on the day of the grid."""
    return Spread(rule.level_id, rule.under_id, grid.then.unit(rule.id, UNIT, rule.unit_id))


def rows_of_rule(session: Session, rule_id: int, day: date) -> list[Assignment]:
    """The mapped rows of a rule in force on a day."""
    query = select(Assignment).where(Assignment.rule_id == rule_id, in_force(day))
    return list(session.scalars(query.order_by(Assignment.position, Assignment.id)))


def differences_of(session: Session, rule: AssignmentRule, grid: Grid, day: date) -> Differences:
    """What the grid of today changes for a rule."""
    query = select(Assignment.id, Assignment.cell_id, Assignment.unit_id, Assignment.state, Assignment.rule_id).where(
        Assignment.task_id == rule.task_id,
        Assignment.role == rule.role,
        Assignment.cell_id.is_not(None),
        in_force(day),
    )
    held: list[Held] = []
    taken: set[tuple[int, int]] = set()
    for row_id, cell_id, unit_id, state, rule_id in session.execute(query.order_by(Assignment.position)):
        if cell_id is None:
            continue
        if rule_id == rule.id:
            held.append(Held(row_id, cell_id, unit_id, state))
        else:
            taken.add((cell_id, unit_id))
    wanted: list[Share] = rules.shares_of(spread_of(rule, grid), grid.spots)
    return rules.differences(wanted, held, taken)
