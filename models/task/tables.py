"""Tables of the breakdown: phases, the task tree, targets, and assignments (task × unit × role)."""

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Choice, Day, OptionalReference, Record, Reference, Words, refers
from models.task.terms import DutyState, PersonRole, Role, TaskKind


class Phase(Record):
    """阶段 of a campaign; one that repeats every year is a row per year."""

    __tablename__ = "phase"
    __table_args__ = {"comment": "阶段"}

    campaign_id: Mapped[Reference] = mapped_column(refers("campaign.id"), comment="专项工作")
    position: Mapped[int] = mapped_column(default=0, comment="次序")
    name: Mapped[str] = mapped_column(String, comment="名称")
    time_words: Mapped[Words] = mapped_column(comment="时间")
    starts: Mapped[Day] = mapped_column(comment="开始日期")
    ends: Mapped[Day] = mapped_column(comment="结束日期")  # the last day, as printed
    body: Mapped[Words] = mapped_column(comment="内容")


class Task(Record):
    """大项 (no parent) or 小项. The deadline keeps its words; the dates beside them are computed or typed."""

    __tablename__ = "task"
    __table_args__ = (
        Index("ix_task_campaign_id_parent_id_position", "campaign_id", "parent_id", "position"),
        {"comment": "任务"},
    )

    campaign_id: Mapped[Reference] = mapped_column(refers("campaign.id"), comment="专项工作")
    parent_id: Mapped[OptionalReference] = mapped_column(refers("task.id"), comment="上级")
    position: Mapped[int] = mapped_column(default=0, comment="次序")
    kind: Mapped[TaskKind] = mapped_column(Choice(TaskKind), default=TaskKind.TASK, comment="类别")
    no: Mapped[Words] = mapped_column(comment="序号")
    title: Mapped[str] = mapped_column(String, comment="任务")
    body: Mapped[Words] = mapped_column(comment="内容")
    pinyin: Mapped[Words] = mapped_column(comment="拼音首字母")  # initials of the title, for the search box
    deadline: Mapped[Words] = mapped_column(comment="完成时限")
    due_from: Mapped[Day] = mapped_column(comment="开始日期")
    due_to: Mapped[Day] = mapped_column(comment="截止日期")  # the last day, as printed
    due_every: Mapped[Words] = mapped_column(comment="重复")  # RRULE text
    points: Mapped[int | None] = mapped_column(comment="分值")  # 分值 in 1/100
    phase_id: Mapped[OptionalReference] = mapped_column(refers("phase.id"), comment="阶段")
    note: Mapped[Words] = mapped_column(comment="备注")
    source: Mapped[Words] = mapped_column(comment="出处")  # document and paragraph the task was read from


class Target(Record):
    """目标值 as written (≥90%), of a task or of the whole campaign."""

    __tablename__ = "target"
    __table_args__ = {"comment": "目标"}

    campaign_id: Mapped[Reference] = mapped_column(refers("campaign.id"), comment="专项工作")
    task_id: Mapped[OptionalReference] = mapped_column(refers("task.id"), comment="任务")
    position: Mapped[int] = mapped_column(default=0, comment="次序")
    indicator: Mapped[Words] = mapped_column(comment="指标")
    value: Mapped[Words] = mapped_column(comment="目标值")


class Assignment(Record):
    """责任分解: a unit carries a task in a role; `wording` is the role as the paper wrote it (责任单位).

    One made by a rule names its cell and has a state of its own; `valid_to` (exclusive) ends what a merged unit had.
    """

    __tablename__ = "assignment"
    __table_args__ = {"comment": "责任分解"}

    task_id: Mapped[Reference] = mapped_column(refers("task.id"), comment="任务")
    unit_id: Mapped[Reference] = mapped_column(refers("unit.id"), comment="单位")
    role: Mapped[Role] = mapped_column(Choice(Role), comment="角色")
    position: Mapped[int] = mapped_column(default=0, comment="次序")
    wording: Mapped[Words] = mapped_column(comment="角色写法")
    post_id: Mapped[OptionalReference] = mapped_column(refers("post.id"), comment="岗位")
    person_id: Mapped[OptionalReference] = mapped_column(refers("person.id"), comment="人员")
    cell_id: Mapped[OptionalReference] = mapped_column(refers("grid_cell.id"), comment="网格")
    rule_id: Mapped[OptionalReference] = mapped_column(refers("assignment_rule.id"), comment="展开规则")
    state: Mapped[DutyState] = mapped_column(Choice(DutyState), default=DutyState.OPEN, comment="状态")
    done_on: Mapped[Day] = mapped_column(comment="完成日期")
    state_note: Mapped[Words] = mapped_column(comment="情况")
    valid_from: Mapped[Day] = mapped_column(comment="开始日期")
    valid_to: Mapped[Day] = mapped_column(comment="结束日期")


class AssignmentRule(Record):
    """展开规则: a duty at each cell of a level, everywhere or under one cell. Its rows are assignments.

    Without a unit each cell's own managing unit (or that of the nearest cell above with one) carries the duty.
    """

    __tablename__ = "assignment_rule"
    __table_args__ = {"comment": "展开规则"}

    task_id: Mapped[Reference] = mapped_column(refers("task.id"), comment="任务")
    level_id: Mapped[Reference] = mapped_column(refers("grid_level.id"), comment="层级")
    under_id: Mapped[OptionalReference] = mapped_column(refers("grid_cell.id"), comment="范围")
    unit_id: Mapped[OptionalReference] = mapped_column(refers("unit.id"), comment="单位")
    role: Mapped[Role] = mapped_column(Choice(Role), comment="角色")
    wording: Mapped[Words] = mapped_column(comment="角色写法")
    position: Mapped[int] = mapped_column(default=0, comment="次序")


class TaskPerson(Record):
    """责任领导, 责任人 or 联系人 of a task, a person named in the paper."""

    __tablename__ = "task_person"
    __table_args__ = {"comment": "任务人员"}

    task_id: Mapped[Reference] = mapped_column(refers("task.id"), comment="任务")
    person_id: Mapped[Reference] = mapped_column(refers("person.id"), comment="人员")
    role: Mapped[PersonRole] = mapped_column(Choice(PersonRole), comment="角色")
    position: Mapped[int] = mapped_column(default=0, comment="次序")
    post_text: Mapped[Words] = mapped_column(comment="职务写法")
