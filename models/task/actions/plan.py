"""Phases and targets of a campaign."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.errors import Refusal
from models.task.actions.places import task_of
from models.task.actions.tasks import campaign_of
from models.task.deadlines import parse_deadline
from models.task.tables import Phase, Target, Task

_PHASE = frozenset(("name", "time_words", "starts", "ends", "body"))
_TARGET = frozenset(("indicator", "value", "task_id"))


def add_phase(
    session: Session,
    *,
    campaign_id: int,
    name: str,
    time_words: str = "",
    starts: date | None = None,
    ends: date | None = None,
    body: str = "",
) -> int:
    """A new phase after the others. `ends` is the last day."""
    campaign_of(session, campaign_id)
    last = session.scalar(select(func.max(Phase.position)).where(Phase.campaign_id == campaign_id))
    phase = Phase(campaign_id=campaign_id, name="", time_words="", body="", position=0 if last is None else last + 1)
    _change_phase(phase, name=name, time_words=time_words, starts=starts, ends=ends, body=body)
    session.add(phase)
    session.flush()
    return phase.id


def update_phase(session: Session, *, phase_id: int, **fields: Any) -> None:
    """Set name, time_words, starts, ends or body of a phase."""
    _change_phase(_phase_of(session, phase_id), **fields)


def move_phase(session: Session, *, phase_id: int, step: int) -> None:
    """One place up (-1) or down (+1)."""
    phase = _phase_of(session, phase_id)
    order = list(
        session.scalars(select(Phase).where(Phase.campaign_id == phase.campaign_id).order_by(Phase.position, Phase.id))
    )
    at = order.index(phase)
    to = at + (1 if step > 0 else -1)
    if not 0 <= to < len(order):
        raise Refusal("已经是第一个阶段了。" if step < 0 else "已经是最后一个阶段了。")
    order[at], order[to] = order[to], order[at]
    for position, row in enumerate(order):
        row.position = position


def delete_phases(session: Session, *, phase_ids: Iterable[int]) -> None:
    """Delete phases; tasks that stood in them stand in none."""
    for phase_id in phase_ids:
        phase = _phase_of(session, phase_id)
        for task in session.scalars(select(Task).where(Task.phase_id == phase_id)):
            task.phase_id = None
        session.delete(phase)


def add_target(
    session: Session, *, campaign_id: int, task_id: int | None = None, indicator: str = "", value: str = ""
) -> int:
    """A target of a task, or of the campaign (`task_id` None), after its others."""
    campaign_of(session, campaign_id)
    if task_id is not None:
        task_of(session, task_id)
    same = Target.task_id.is_(None) if task_id is None else Target.task_id == task_id
    last = session.scalar(select(func.max(Target.position)).where(Target.campaign_id == campaign_id, same))
    target = Target(
        campaign_id=campaign_id,
        task_id=task_id,
        position=0 if last is None else last + 1,
        indicator=indicator.strip(),
        value=value.strip(),
    )
    session.add(target)
    session.flush()
    return target.id


def update_target(session: Session, *, target_id: int, **fields: Any) -> None:
    """Set indicator, value or task_id (None = the whole campaign) of a target."""
    unknown = fields.keys() - _TARGET
    if unknown:
        raise TypeError(f"a target has no field {', '.join(sorted(unknown))}")
    target = _target_of(session, target_id)
    if fields.get("task_id") is not None:
        task_of(session, fields["task_id"])
    for key, value in fields.items():
        setattr(target, key, value.strip() if isinstance(value, str) else value)


def delete_targets(session: Session, *, target_ids: Iterable[int]) -> None:
    for target_id in target_ids:
        session.delete(_target_of(session, target_id))


def paste_phases(
    session: Session,
    *,
    campaign_id: int,
    ids: Sequence[int | None],
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
) -> None:
    """Write a block of texts into phases; rows whose id is None become new phases. All or nothing."""
    for number, (phase_id, texts) in enumerate(zip(ids, rows, strict=True), 1):
        fields = _pasted(columns, texts, _PHASE, number)
        for key in ("starts", "ends"):
            if key in fields:
                fields[key] = _day_of(str(fields[key]), number)
        if phase_id is None:
            add_phase(session, campaign_id=campaign_id, **({"name": f"第{number}阶段"} | fields))
        else:
            update_phase(session, phase_id=phase_id, **fields)


def paste_targets(
    session: Session,
    *,
    campaign_id: int,
    ids: Sequence[int | None],
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
) -> None:
    """Write a block of texts into targets; rows whose id is None become new targets. All or nothing."""
    for number, (target_id, texts) in enumerate(zip(ids, rows, strict=True), 1):
        fields = _pasted(columns, texts, frozenset(("indicator", "value")), number)
        if target_id is None:
            add_target(session, campaign_id=campaign_id, **fields)
        else:
            update_target(session, target_id=target_id, **fields)


def _pasted(columns: Sequence[str], texts: Sequence[str], allowed: frozenset[str], number: int) -> dict[str, Any]:
    if len(texts) > len(columns):
        raise Refusal(
            f"粘贴内容第 {number} 行有 {len(texts)} 列，从这一列起只有 {len(columns)} 列。", "请从更靠左的单元格粘贴。"
        )
    for key, text in zip(columns, texts, strict=False):
        if key not in allowed and text.strip():
            raise Refusal(f"粘贴内容第 {number} 行的“{text.strip()}”落在不能填写的列里。", "请少选一列再粘贴。")
    return {key: text.strip() for key, text in zip(columns, texts, strict=False) if key in allowed}


def _day_of(text: str, number: int) -> date | None:
    if not text:
        return None
    due = parse_deadline(text, year=date.today().year)
    if due.to is None:
        raise Refusal(f"粘贴内容第 {number} 行的“{text}”不是日期。", "可以写成 2026-05-31 或 5月31日。")
    return due.to


def _change_phase(phase: Phase, **fields: Any) -> None:
    unknown = fields.keys() - _PHASE
    if unknown:
        raise TypeError(f"a phase has no field {', '.join(sorted(unknown))}")
    for key, value in fields.items():
        setattr(phase, key, value.strip() if isinstance(value, str) else value)
    if not phase.name:
        raise Refusal("阶段没有名称。", "请写上名称，例如“动员部署阶段”。")
    if phase.starts is not None and phase.ends is not None and phase.starts > phase.ends:
        raise Refusal(f"“{phase.name}”的开始日期晚于结束日期。", "请改其中一个。")


def _phase_of(session: Session, phase_id: int) -> Phase:
    phase = session.get(Phase, phase_id)
    if phase is None:
        raise Refusal("这个阶段已不存在。", "可能已被删除，可以撤销。")
    return phase


def _target_of(session: Session, target_id: int) -> Target:
    target = session.get(Target, target_id)
    if target is None:
        raise Refusal("这个目标已不存在。", "可能已被删除，可以撤销。")
    return target
