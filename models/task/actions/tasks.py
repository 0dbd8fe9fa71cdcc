"""Add, change, delete and renumber tasks."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import pinyin
from models.attachment.actions import forget
from models.errors import Refusal
from models.org.tables import Campaign
from models.references import going_along
from models.task import rules
from models.task.actions.places import parents_of, positions_for, task_of, tasks_of
from models.task.deadlines import parse_deadline
from models.task.due_words import read_span
from models.task.tables import Assignment, AssignmentRule, Phase, Target, Task, TaskPerson
from models.task.terms import TaskKind
from models.workdays.queries import work_calendar

_PLAIN = ("no", "body", "note", "source", "due_every")
_FIELDS = frozenset((*_PLAIN, "kind", "title", "deadline", "due_from", "due_to", "points", "phase_id"))


def add_task(
    session: Session,
    *,
    campaign_id: int,
    title: str = "",
    parent_id: int | None = None,
    before_id: int | None = None,
    after_id: int | None = None,
    **fields: Any,
) -> int:
    """A new task below `parent_id` (None = 大项), before or after a sibling, else last; `fields` as `update_task`."""
    campaign_of(session, campaign_id)
    if parent_id is not None and task_of(session, parent_id).campaign_id != campaign_id:
        raise Refusal("上级任务属于另一项专项工作。", "请在同一项专项工作里添加。")
    (position,) = positions_for(session, campaign_id, parent_id, 1, before_id=before_id, after_id=after_id)
    task = blank_task(campaign_id, parent_id, position)
    session.add(task)
    change(session, task, title=title, **fields)
    session.flush()
    return task.id


def update_task(session: Session, *, task_id: int, **fields: Any) -> None:
    """Set fields of one task: no, title, body, kind, deadline, due_from, due_to, due_every, points (1/100), phase_id,
    note, source. New `deadline` words compute the dates of the campaign's year unless dates are given too; 10个工作日内
    and the like count from `due_from`."""
    change(session, task_of(session, task_id), **fields)


def update_tasks(session: Session, *, task_ids: Iterable[int], **fields: Any) -> None:
    """The same fields for several tasks (bulk edit)."""
    for task in tasks_of(session, task_ids).values():
        change(session, task, **fields)


def delete_tasks(session: Session, *, task_ids: Iterable[int]) -> int:
    """Delete tasks with all rows below them, their duties, rules, people, targets and files. Answers how
    many tasks went."""
    chosen = list(task_ids)
    if not chosen:
        return 0
    first = task_of(session, chosen[0])
    gone = list(rules.subtree_of(chosen, parents_of(session, first.campaign_id)))
    for start in range(0, len(gone), 500):
        part = gone[start : start + 500]
        for mapped in (Assignment, AssignmentRule, TaskPerson, Target):
            for row in session.scalars(select(mapped).where(mapped.task_id.in_(part))):
                session.delete(row)
        for belonging in going_along(session, Task, part):
            session.delete(belonging)
        forget(session, of_table=Task.__tablename__, row_ids=part)
        for task in session.scalars(select(Task).where(Task.id.in_(part))):
            session.delete(task)
    return len(gone)


def renumber_tasks(session: Session, *, campaign_id: int) -> int:
    """Drop all numbers typed by hand, so that every row shows its official number. Answers how many rows changed."""
    query = select(Task).where(Task.campaign_id == campaign_id, Task.no != "")
    numbered = list(session.scalars(query))
    for task in numbered:
        task.no = ""
    return len(numbered)


def campaign_of(session: Session, campaign_id: int) -> Campaign:
    """The mapped campaign; refuses when it is gone."""
    campaign = session.get(Campaign, campaign_id)
    if campaign is None:
        raise Refusal("这项专项工作已不存在。", "请在左上角换一项。")
    return campaign


def blank_task(campaign_id: int, parent_id: int | None, position: int) -> Task:
    """A new mapped task with every text empty, not yet in a session."""
    empty: dict[str, Any] = dict.fromkeys((*_PLAIN, "title", "pinyin", "deadline"), "")
    empty |= dict.fromkeys(("due_from", "due_to", "points", "phase_id"))  # set now: the journal compares loaded values
    return Task(campaign_id=campaign_id, parent_id=parent_id, position=position, kind=TaskKind.TASK, **empty)


def change(session: Session, task: Task, **fields: Any) -> None:
    """Set fields of a mapped task as `update_task` says. Only what differs is written."""
    unknown = fields.keys() - _FIELDS
    if unknown:
        raise TypeError(f"a task has no field {', '.join(sorted(unknown))}")
    if "title" in fields:
        title = " ".join(str(fields["title"]).split("\n")).strip()
        if title != task.title:
            task.title = title
            task.pinyin = pinyin.initials(title)
    for key in _PLAIN:
        if key in fields:
            setattr(task, key, str(fields[key]).strip())
    if "kind" in fields:
        task.kind = fields["kind"]
    if "points" in fields:
        task.points = fields["points"]
    if "phase_id" in fields:
        _set_phase(session, task, fields["phase_id"])
    if "deadline" in fields:
        _set_deadline(session, task, str(fields["deadline"]).strip(), compute=not fields.keys() & _DATES)
    for key in ("due_from", "due_to"):
        if key in fields:
            setattr(task, key, fields[key])
    if "due_from" in fields and "due_to" not in fields:
        _count_span(session, task)
    if task.due_from is not None and task.due_to is not None and task.due_from > task.due_to:
        raise Refusal("开始日期晚于截止日期。", "请改其中一个。")


_DATES = frozenset(("due_from", "due_to", "due_every"))


def _set_deadline(session: Session, task: Task, words: str, *, compute: bool) -> None:
    before, task.deadline = task.deadline, words
    if not compute:
        return
    campaign = campaign_of(session, task.campaign_id)
    first, last = campaign.year, campaign.year_end or campaign.year
    years = tuple(range(first, last + 1)) if first is not None and last is not None else ()
    due = parse_deadline(words, year=first, years=years)
    if read_span(words) is None:
        task.due_from, task.due_to, task.due_every = due.from_, due.to, due.every or ""
        return
    if parse_deadline(before or "", year=first, years=years):
        task.due_from = None  # it came from the words that stood there; one that was typed is what the span counts from
    task.due_to, task.due_every = None, ""
    _count_span(session, task)


def _count_span(session: Session, task: Task) -> None:
    """The last day of a deadline that counts from the first (10个工作日内), empty without one."""
    span = read_span(task.deadline)
    if span is not None:
        task.due_to = span.end(task.due_from, work_calendar(session)) if task.due_from is not None else None


def _set_phase(session: Session, task: Task, phase_id: int | None) -> None:
    if phase_id is not None:
        phase = session.get(Phase, phase_id)
        if phase is None or phase.campaign_id != task.campaign_id:
            raise Refusal("这个阶段已不存在。", "请重新选择阶段。")
    task.phase_id = phase_id
