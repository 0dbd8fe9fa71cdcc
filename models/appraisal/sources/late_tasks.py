"""任务逾期: tasks that a unit finished in the days of the round, after their last day."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from models.appraisal.sources.duties import duties_due
from models.appraisal.sources.source import Proposal, Source, Span


def _find(session: Session, span: Span) -> Iterator[Proposal]:
    for duty in duties_due(session, span.campaign_id, span.last):
        done_on = duty.done_on
        if done_on is not None and done_on > duty.due_to and span.holds(done_on):
            days = (done_on - duty.due_to).days
            reason = f"“{duty.title}”应于 {duty.due_to} 前完成，{done_on} 完成，逾期 {days} 天"
            yield Proposal(duty.unit_id, "task", duty.task_id, reason, done_on)


LATE_TASKS = Source("任务逾期", "逾期|超期|超时|未按时|未按期|不按时|延期|延误|迟", _find)
