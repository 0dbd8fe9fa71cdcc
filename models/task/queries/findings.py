"""What is missing, past or due soon, and the figures of the overview."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from models.org.terms import UnitKind
from models.task.queries.tree import TaskRow, task_tree
from models.task.queries.units import UnitHead, units_in_order
from models.task.rules import IssueKind, why_unit_idle
from models.task.terms import Role, TaskKind

SOON_DAYS = 14


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: `id` is the task's or (for an idle unit) the unit's."""

    id: int
    kind: IssueKind
    where: str
    sentence: str

    @property
    def is_unit(self) -> bool:
        return self.kind is IssueKind.IDLE_UNIT


@dataclass(frozen=True, slots=True)
class Counts:
    """Figures of a campaign. 大项 are rows without a parent, 小项 all others; `points` in 1/100 over leaf rows."""

    id: int
    tasks: int
    big_items: int
    small_items: int
    reporting: int
    assignments: int
    units: int
    units_with_tasks: int
    without_title: int
    without_lead: int
    without_deadline: int
    overdue: int
    due_soon: int
    notices: int
    points: int

    @property
    def gaps(self) -> int:
        return self.without_title + self.without_lead + self.without_deadline


def findings(session: Session, *, campaign_id: int, on: date | None = None) -> tuple[Finding, ...]:
    """All findings of a campaign: tasks in tree order, then units without a task in official order."""
    rows = task_tree(session, campaign_id=campaign_id, on=on)
    return findings_of(rows, units_in_order(session, on=on))


def findings_of(rows: Sequence[TaskRow], units: Sequence[UnitHead]) -> tuple[Finding, ...]:
    """The same from rows at hand. Collective names (各区, 各成员单位) are never idle."""
    found = [
        Finding(row.id, issue.kind, f"{row.number}{row.title}", issue.sentence) for row in rows for issue in row.issues
    ]
    busy = _busy_units(rows)
    for unit in units:
        if unit.is_current and unit.kind is not UnitKind.COLLECTIVE:
            idle = why_unit_idle(unit.label, int(unit.id in busy))
            if idle is not None:
                found.append(Finding(unit.id, idle.kind, unit.label, idle.sentence))
    return tuple(found)


def counts(session: Session, *, campaign_id: int, on: date | None = None, days: int = SOON_DAYS) -> Counts:
    """The figures of the overview on the date `on`; `days` says what soon means."""
    today = on or date.today()
    rows = task_tree(session, campaign_id=campaign_id, on=today)
    units = [unit for unit in units_in_order(session, on=today) if unit.is_current]
    return counts_of(campaign_id, rows, units, today, days)


def counts_of(campaign_id: int, rows: Sequence[TaskRow], units: Sequence[UnitHead], on: date, days: int) -> Counts:
    """The same from rows and current units at hand."""
    kinds = [issue.kind for row in rows for issue in row.issues]
    own = [unit for unit in units if unit.kind is not UnitKind.COLLECTIVE]
    busy = _busy_units(rows)
    big = sum(row.depth == 0 for row in rows)
    return Counts(
        id=campaign_id,
        tasks=len(rows),
        big_items=big,
        small_items=len(rows) - big,
        reporting=sum(row.kind is TaskKind.REPORTING for row in rows),
        assignments=sum(not ref.leads_by_rule for row in rows for role in Role for ref in row.units(role)),
        units=len(own),
        units_with_tasks=sum(unit.id in busy for unit in own),
        without_title=kinds.count(IssueKind.NO_TITLE),
        without_lead=kinds.count(IssueKind.NO_LEAD),
        without_deadline=kinds.count(IssueKind.NO_DEADLINE),
        overdue=kinds.count(IssueKind.OVERDUE),
        due_soon=len(soon_of(rows, on, days)),
        notices=sum(kind.is_notice for kind in kinds) + sum(unit.id not in busy for unit in own),
        points=sum(row.points or 0 for row in rows if not row.children),
    )


def due_soon(
    session: Session, *, campaign_id: int, on: date | None = None, days: int = SOON_DAYS, overdue: bool = False
) -> tuple[TaskRow, ...]:
    """Tasks whose last day lies within `days` from `on`, soonest first; with `overdue` the past ones before them."""
    today = on or date.today()
    rows = task_tree(session, campaign_id=campaign_id, on=today)
    past = [row for row in rows if any(issue.kind is IssueKind.OVERDUE for issue in row.issues)] if overdue else []
    return tuple(sorted(past, key=_last_day)) + soon_of(rows, today, days)


def soon_of(rows: Sequence[TaskRow], on: date, days: int) -> tuple[TaskRow, ...]:
    """The rows due from `on` to `days` later, soonest first."""
    until = on + timedelta(days=days)
    return tuple(sorted((row for row in rows if row.due_to and on <= row.due_to <= until), key=_last_day))


def _last_day(row: TaskRow) -> date:
    return row.due_to or date.max


def _busy_units(rows: Sequence[TaskRow]) -> set[int]:
    return {ref.unit_id for row in rows for role in Role for ref in row.units(role)}
