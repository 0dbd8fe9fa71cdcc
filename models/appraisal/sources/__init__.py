"""Sources of evidence: each looks at records of its own and proposes entries; a person decides."""

from models.appraisal.sources.late_tasks import LATE_TASKS
from models.appraisal.sources.missed_targets import MISSED_TARGETS
from models.appraisal.sources.source import Proposal, Source, Span
from models.appraisal.sources.support_tasks import SUPPORT_TASKS
from models.appraisal.sources.unfinished_tasks import UNFINISHED_TASKS

SOURCES: tuple[Source, ...] = (LATE_TASKS, UNFINISHED_TASKS, MISSED_TARGETS, SUPPORT_TASKS)

__all__ = ["SOURCES", "Proposal", "Source", "Span"]
