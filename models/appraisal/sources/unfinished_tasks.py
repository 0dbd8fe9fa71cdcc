"""任务未完成: tasks whose last day has passed and that a unit had not finished by the end of the round."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from models.appraisal.sources.duties import duties_due
from models.appraisal.sources.source import Proposal, Source, Span


def _find(session: Session, span: Span) -> Iterator[Proposal]:
    for duty in duties_due(session, span.campaign_id, span.last):
        if duty.done_on is None or duty.done_on > span.last:
            at = f"（共 {duty.places} 处）" if duty.places > 1 else ""
            how = "没有完成" if duty.places else "没有完成的记录，请核实"
            reason = f"“{duty.title}”{at}应于 {duty.due_to} 前完成，到 {span.last} {how}"
            yield Proposal(duty.unit_id, "task", duty.task_id, reason, duty.due_to)


UNFINISHED_TASKS = Source("任务未完成", "未完成|没有完成|未落实|不落实|未办结|未按要求完成|完不成", _find)
