"""Tables of the breakdown: phases, the task tree, targets, and assignments (task × unit × role)."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Choice, Day, OptionalReference, Record, Reference, Words
from models.task.terms import PersonRole, Role, TaskKind


class Phase(Record):
    """阶段 of a campaign; one that repeats every year is a row per year."""

    __tablename__ = "phase"

    campaign_id: Mapped[Reference] = mapped_column(ForeignKey("campaign.id"))
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String)
    time_words: Mapped[Words]
    starts: Mapped[Day]
    ends: Mapped[Day]  # the last day, as printed
    body: Mapped[Words]


class Task(Record):
    """大项 (no parent) or 小项. The deadline keeps its words; the dates beside them are computed or typed."""

    __tablename__ = "task"
    __table_args__ = (Index("ix_task_campaign_id_parent_id_position", "campaign_id", "parent_id", "position"),)

    campaign_id: Mapped[Reference] = mapped_column(ForeignKey("campaign.id"))
    parent_id: Mapped[OptionalReference] = mapped_column(ForeignKey("task.id"))
    position: Mapped[int] = mapped_column(default=0)
    kind: Mapped[TaskKind] = mapped_column(Choice(TaskKind), default=TaskKind.TASK)
    no: Mapped[Words]
    title: Mapped[str] = mapped_column(String)
    body: Mapped[Words]
    pinyin: Mapped[Words]  # initials of the title, for the search box
    deadline: Mapped[Words]
    due_from: Mapped[Day]
    due_to: Mapped[Day]  # the last day, as printed
    due_every: Mapped[Words]  # RRULE text
    points: Mapped[int | None]  # 分值 in 1/100
    phase_id: Mapped[OptionalReference] = mapped_column(ForeignKey("phase.id"))
    note: Mapped[Words]
    source: Mapped[Words]  # document and paragraph the task was read from


class Target(Record):
    """目标值 as written (≥90%), of a task or of the whole campaign."""

    __tablename__ = "target"

    campaign_id: Mapped[Reference] = mapped_column(ForeignKey("campaign.id"))
    task_id: Mapped[OptionalReference] = mapped_column(ForeignKey("task.id"))
    position: Mapped[int] = mapped_column(default=0)
    indicator: Mapped[Words]
    value: Mapped[Words]


class Assignment(Record):
    """责任分解: a unit carries a task in a role; `wording` is the role as the paper wrote it (责任单位)."""

    __tablename__ = "assignment"

    task_id: Mapped[Reference] = mapped_column(ForeignKey("task.id"))
    unit_id: Mapped[Reference] = mapped_column(ForeignKey("unit.id"))
    role: Mapped[Role] = mapped_column(Choice(Role))
    position: Mapped[int] = mapped_column(default=0)
    wording: Mapped[Words]
    post_id: Mapped[OptionalReference] = mapped_column(ForeignKey("post.id"))
    person_id: Mapped[OptionalReference] = mapped_column(ForeignKey("person.id"))
    cell_id: Mapped[OptionalReference] = mapped_column(ForeignKey("grid_cell.id"))


class TaskPerson(Record):
    """责任领导, 责任人 or 联系人 of a task, a person named in the paper."""

    __tablename__ = "task_person"

    task_id: Mapped[Reference] = mapped_column(ForeignKey("task.id"))
    person_id: Mapped[Reference] = mapped_column(ForeignKey("person.id"))
    role: Mapped[PersonRole] = mapped_column(Choice(PersonRole))
    position: Mapped[int] = mapped_column(default=0)
    post_text: Mapped[Words]
