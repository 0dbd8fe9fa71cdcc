"""配合任务未完成: as 任务未完成, of the units that only support a task; only schemes that say so take them."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from models.appraisal.sources.duties import SUPPORTING, duties_due
from models.appraisal.sources.source import Proposal, Source, Span
from models.appraisal.sources.unfinished_tasks import why_unfinished


def _find(session: Session, span: Span) -> Iterator[Proposal]:
    for duty in duties_due(session, span.campaign_id, span.last, SUPPORTING):
        if duty.is_open_at(span.last):
            yield Proposal(
                duty.unit_id, "task", duty.task_id, f"配合任务{why_unfinished(duty, span.last)}", duty.due_to
            )


SUPPORT_TASKS = Source("配合任务未完成", "配合任务|不配合|未配合|没有配合|配合不|配合工作不", _find)
