"""Rules “each cell of this level under that cell”: made with their rows in one step, brought up to date when wanted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import Refusal
from models.grid.tables import GridCell, Level
from models.journal import insert_many
from models.org.tables import Unit
from models.records import fetch, next_position
from models.task import rules
from models.task.actions.ending import ends_at_cells, take_away
from models.task.actions.places import task_of
from models.task.queries.spots import Grid, grid_of
from models.task.queries.spread import differences_of, rows_of_rule
from models.task.rules import Held, Share
from models.task.tables import Assignment, AssignmentRule
from models.task.terms import DutyState, Role


@dataclass(frozen=True, slots=True)
class Applied:
    """What bringing a rule up to date did: rows added, rows taken away, rows given to another unit."""

    added: int
    removed: int
    moved: int

    @property
    def words(self) -> str:
        """新增 2 处，撤销 1 处."""
        parts = (("新增", self.added), ("撤销", self.removed), ("换单位", self.moved))
        return "，".join(f"{word} {count} 处" for word, count in parts if count) or "没有变化"


def add_rule(
    session: Session,
    *,
    task_id: int,
    level_id: int,
    under_id: int | None = None,
    unit_id: int | None = None,
    role: Role = Role.RESPONSIBLE,
    wording: str = "",
    on: date | None = None,
) -> int:
    """A duty at each cell of a level (below `under_id`), carried by `unit_id` or by the unit that manages each cell.
    Its rows are made in the same step. Refuses when that is no cell at all, or when such a rule is there already."""
    task_of(session, task_id)
    day = on or date.today()
    grid = grid_of(session, day=day)
    _require(session, grid, level_id, under_id, unit_id)
    same = session.scalars(
        select(AssignmentRule.id).where(
            AssignmentRule.task_id == task_id,
            AssignmentRule.level_id == level_id,
            AssignmentRule.role == role,
            AssignmentRule.under_id.is_(None) if under_id is None else AssignmentRule.under_id == under_id,
            AssignmentRule.unit_id.is_(None) if unit_id is None else AssignmentRule.unit_id == unit_id,
        )
    ).first()
    if same is not None:
        raise Refusal("这项任务已经有同样的规则。", "要更新它展开的各处，请点“查看并更新”。")
    rule = AssignmentRule(
        task_id=task_id,
        level_id=level_id,
        under_id=under_id,
        unit_id=unit_id,
        role=role,
        wording=wording,
        position=next_position(session, AssignmentRule, task_id=task_id),
    )
    session.add(rule)
    session.flush()
    found = differences_of(session, rule, grid, day)
    if not found.missing:
        raise Refusal("这条规则说到的各处都已经有同一单位负责。", "请换一个层级、范围或单位。")
    _add_rows(session, rule, found.missing, grid, day)
    return rule.id


def apply_rule(session: Session, *, rule_id: int, on: date | None = None) -> Applied:
    """Bring the rows of a rule up to date with the grid of today: add those missing, take away those no longer named
    (ended when work was noted there), give those whose cell has another unit to that one with their state."""
    rule = fetch(session, AssignmentRule, rule_id)
    day = on or date.today()
    return _apply(session, rule, grid_of(session, day=day), day, corrects=False)


def apply_rules(session: Session, *, rule_ids: Sequence[int], on: date | None = None) -> Applied:
    """`apply_rule` for several rules as one step."""
    day = on or date.today()
    grid = grid_of(session, day=day)
    done = [_apply(session, fetch(session, AssignmentRule, rule_id), grid, day, corrects=False) for rule_id in rule_ids]
    return Applied(sum(one.added for one in done), sum(one.removed for one in done), sum(one.moved for one in done))


def change_rule(
    session: Session,
    *,
    rule_id: int,
    level_id: int,
    under_id: int | None = None,
    unit_id: int | None = None,
    role: Role = Role.RESPONSIBLE,
    on: date | None = None,
) -> Applied:
    """Let a rule say something else; its rows follow in the same step, those that stay keep their state."""
    rule = fetch(session, AssignmentRule, rule_id)
    day = on or date.today()
    grid = grid_of(session, day=day)
    _require(session, grid, level_id, under_id, unit_id)
    rule.level_id, rule.under_id, rule.unit_id = level_id, under_id, unit_id
    if rule.role is not role:
        rule.role = role
        for row in rows_of_rule(session, rule.id, day):
            row.role = role
    session.flush()
    return _apply(session, rule, grid, day, corrects=True)


def delete_rules(session: Session, *, rule_ids: Sequence[int], on: date | None = None) -> int:
    """Delete rules with their rows; rows on which work was noted end and stay on record. Answers the rows taken."""
    day = on or date.today()
    taken = 0
    for rule_id in rule_ids:
        rule = fetch(session, AssignmentRule, rule_id)
        for row in rows_of_rule(session, rule.id, day):
            taken += 1
            take_away(session, row, day)
        session.flush()
        for row in session.scalars(select(Assignment).where(Assignment.rule_id == rule.id)):
            row.rule_id = None
        session.flush()
        session.delete(rule)
    return taken


def _require(session: Session, grid: Grid, level_id: int, under_id: int | None, unit_id: int | None) -> None:
    level = fetch(session, Level, level_id)
    under = fetch(session, GridCell, under_id).name if under_id is not None else ""
    if unit_id is not None:
        fetch(session, Unit, unit_id)
    shares = rules.shares_of(rules.Spread(level_id, under_id, unit_id), grid.spots)
    refusal = rules.why_no_spread(shares, level.name, under)
    if refusal:
        raise refusal


def _apply(session: Session, rule: AssignmentRule, grid: Grid, day: date, *, corrects: bool) -> Applied:
    found = differences_of(session, rule, grid, day)
    rows = {row.id: row for row in rows_of_rule(session, rule.id, day)}
    for held in found.surplus:
        take_away(session, rows[held.id], day)
    handed: list[tuple[Held, Share]] = []
    for held, share in found.moved:
        row = rows[held.id]
        if row.valid_from == day or (corrects and row.state is DutyState.OPEN):
            assert share.unit_id is not None
            row.unit_id = share.unit_id
        else:
            row.valid_to = day
            handed.append((held, share))
    session.flush()
    _hand_over(session, rows, handed, day)
    _add_rows(session, rule, found.missing, grid, day, since=None if corrects else day)
    return Applied(len(found.missing), len(found.surplus), len(found.moved))


def _hand_over(session: Session, rows: dict[int, Assignment], handed: Sequence[tuple[Held, Share]], day: date) -> None:
    """The unit that manages a cell now goes on with what the former one had begun."""
    insert_many(
        session,
        Assignment,
        [
            {
                "task_id": row.task_id,
                "unit_id": share.unit_id,
                "role": row.role,
                "position": row.position,
                "wording": row.wording,
                "cell_id": row.cell_id,
                "rule_id": row.rule_id,
                "state": row.state,
                "done_on": row.done_on,
                "state_note": row.state_note,
                "valid_from": day,
            }
            for held, share in handed
            for row in (rows[held.id],)
        ],
    )


def _add_rows(
    session: Session,
    rule: AssignmentRule,
    shares: Sequence[Share],
    grid: Grid,
    day: date,
    since: date | None = None,
) -> None:
    """The rows of a rule, from `since` on (None: as long as the task itself)."""
    ends = ends_at_cells(session, rule.task_id, rule.role, day)
    rows: list[dict[str, Any]] = [
        {
            "task_id": rule.task_id,
            "unit_id": share.unit_id,
            "role": rule.role,
            "position": grid.places[share.cell_id],
            "wording": rule.wording,
            "cell_id": share.cell_id,
            "rule_id": rule.id,
            "valid_from": since or ends.get(share.cell_id),
        }
        for share in shares
    ]
    insert_many(session, Assignment, rows)
