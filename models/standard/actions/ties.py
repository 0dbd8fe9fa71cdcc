"""Links between indicators of two standards, and the tasks that serve an indicator."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.base import new_id
from models.errors import Refusal
from models.records import fetch, fetch_all
from models.standard.rules import why_not_linked
from models.standard.tables import Indicator, IndicatorLink, TaskIndicator
from models.standard.terms import LinkKind
from models.task.tables import Task


def link_indicators(
    session: Session, *, indicator_id: int, other_id: int, kind: LinkKind = LinkKind.SAME, note: str = ""
) -> int:
    """Put an indicator beside one of another standard."""
    one, other = fetch(session, Indicator, indicator_id), fetch(session, Indicator, other_id)
    known = session.execute(
        select(IndicatorLink.indicator_id, IndicatorLink.other_id).where(
            or_(IndicatorLink.indicator_id == indicator_id, IndicatorLink.other_id == indicator_id)
        )
    )
    refusal = why_not_linked(
        (one.id, one.standard_id), (other.id, other.standard_id), [(first, second) for first, second in known]
    )
    if refusal:
        raise refusal
    row = IndicatorLink(id=new_id(), indicator_id=indicator_id, other_id=other_id, kind=kind, note=note.strip())
    session.add(row)
    return row.id


def set_link_kind(session: Session, *, link_id: int, kind: LinkKind, forward: bool = True) -> None:
    """Another relation; read from the other side (`forward` False) a part turns the link round."""
    row = fetch(session, IndicatorLink, link_id)
    if not forward and kind is LinkKind.PART:
        row.indicator_id, row.other_id = row.other_id, row.indicator_id
    if row.kind is not kind:
        row.kind = kind


def set_link_note(session: Session, *, link_id: int, note: str) -> None:
    """Words about a link: in what the two agree, in what they do not."""
    row = fetch(session, IndicatorLink, link_id)
    if row.note != note.strip():
        row.note = note.strip()


def unlink(session: Session, *, link_ids: Sequence[int]) -> None:
    """Take links away."""
    for row in fetch_all(session, IndicatorLink, link_ids).values():
        session.delete(row)


def add_task(session: Session, *, indicator_id: int, task_id: int) -> int:
    """One more task that serves an indicator."""
    fetch(session, Indicator, indicator_id)
    fetch(session, Task, task_id)
    query = select(TaskIndicator).where(TaskIndicator.indicator_id == indicator_id)
    listed = list(session.scalars(query))
    if any(row.task_id == task_id for row in listed):
        raise Refusal("这项任务已经承担这个指标。")
    place = max((row.position for row in listed), default=-1) + 1
    row = TaskIndicator(id=new_id(), task_id=task_id, indicator_id=indicator_id, position=place)
    session.add(row)
    return row.id


def connect_tasks(session: Session, *, indicator_id: int, task_ids: Sequence[int]) -> None:
    """The tasks that serve an indicator, in this order, instead of those before."""
    fetch(session, Indicator, indicator_id)
    wanted = list(fetch_all(session, Task, task_ids))
    query = select(TaskIndicator).where(TaskIndicator.indicator_id == indicator_id)
    _write(session, {row.task_id: row for row in session.scalars(query)}, [(one, indicator_id) for one in wanted], 0)


def set_task_indicators(session: Session, *, task_id: int, indicator_ids: Sequence[int]) -> None:
    """The indicators that a task serves, in this order, instead of those before."""
    fetch(session, Task, task_id)
    wanted = list(fetch_all(session, Indicator, indicator_ids))
    query = select(TaskIndicator).where(TaskIndicator.task_id == task_id)
    _write(session, {row.indicator_id: row for row in session.scalars(query)}, [(task_id, one) for one in wanted], 1)


def _write(session: Session, present: dict[int, TaskIndicator], wanted: Sequence[tuple[int, int]], side: int) -> None:
    """Rows for the pairs (task, indicator) that are missing, none for those no longer wanted. `side` says which of the
    two tells the pairs apart."""
    kept = {pair[side] for pair in wanted}
    for key, row in present.items():
        if key not in kept:
            session.delete(row)
    for place, pair in enumerate(wanted):
        known = present.get(pair[side])
        if known is None:
            session.add(TaskIndicator(id=new_id(), task_id=pair[0], indicator_id=pair[1], position=place))
        elif side == 0 and known.position != place:
            known.position = place
