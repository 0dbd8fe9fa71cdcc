"""任务未完成: tasks whose last day has passed and that a unit had not finished by the end of the round."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from models.appraisal.sources.duties import Duty, duties_due
from models.appraisal.sources.source import Proposal, Source, Span


def _find(session: Session, span: Span) -> Iterator[Proposal]:
    for duty in duties_due(session, span.campaign_id, span.last):
        if duty.is_open_at(span.last):
            yield Proposal(duty.unit_id, "task", duty.task_id, why_unfinished(duty, span.last), duty.due_to)


def why_unfinished(duty: Duty, last: date) -> str:
    """What is known: the last day, and that nothing says the task was done by `last`. Where a duty is carried at cells
    its state there tells; of others only 完成 with a day does, so they are to be looked at."""
    at = f"（共 {duty.places} 处，{duty.places_done} 处已完成）" if duty.places > 1 else ""
    if duty.done_on is not None:
        how = f"没有完成，{duty.done_on} 才完成"
    else:
        how = "没有完成" if duty.places else "没有完成的记录，请核实"
    return f"“{duty.title}”{at}应于 {duty.due_to} 前完成，到 {last} {how}"


UNFINISHED_TASKS = Source("任务未完成", "未完成|没有完成|未落实|不落实|未办结|未按要求完成|完不成", _find)
