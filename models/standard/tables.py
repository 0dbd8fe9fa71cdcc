"""Tables of standards: a tree of indicators, links between two standards, and the tasks that serve an indicator."""

from sqlalchemy import Boolean, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Choice, OptionalReference, Record, Reference, Words, refers
from models.references import GOES_ALONG
from models.standard.terms import Comparison, LinkKind


class Standard(Record):
    """标准 (国家卫生城市标准 2021 版, 全国文明城市测评体系 …), shared by all campaigns."""

    __tablename__ = "standard"
    __table_args__ = {"comment": "标准"}

    name: Mapped[str] = mapped_column(String, comment="名称")
    issue: Mapped[Words] = mapped_column(comment="版本")
    position: Mapped[int] = mapped_column(default=0, comment="次序")
    note: Mapped[Words] = mapped_column(comment="备注")


class Indicator(Record):
    """指标 or a heading over some. `threshold` is an exact decimal (or a level, C级) as text, empty until it is known;
    `to_confirm` marks a line whose source was not certain."""

    __tablename__ = "indicator"
    __table_args__ = {"comment": "指标"}

    standard_id: Mapped[Reference] = mapped_column(refers("standard.id"), comment="标准")
    parent_id: Mapped[OptionalReference] = mapped_column(refers("indicator.id"), comment="上级")
    position: Mapped[int] = mapped_column(default=0, comment="次序")
    no: Mapped[Words] = mapped_column(comment="编号")
    name: Mapped[str] = mapped_column(String, comment="指标")
    body: Mapped[Words] = mapped_column(comment="要求")
    pinyin: Mapped[Words] = mapped_column(comment="拼音首字母")
    comparison: Mapped[Comparison] = mapped_column(Choice(Comparison), default=Comparison.NONE, comment="比较方式")
    threshold: Mapped[Words] = mapped_column(comment="标准值")
    unit: Mapped[Words] = mapped_column(comment="计量单位")
    points: Mapped[int | None] = mapped_column(comment="满分")  # in 1/100
    evidence: Mapped[Words] = mapped_column(comment="佐证材料")
    to_confirm: Mapped[bool] = mapped_column(Boolean, default=False, comment="待核实")
    note: Mapped[Words] = mapped_column(comment="备注")


class IndicatorLink(Record):
    """An indicator beside one of another standard: one piece of work serves both."""

    __tablename__ = "indicator_link"
    __table_args__ = (UniqueConstraint("indicator_id", "other_id"), {"comment": "指标对应"})

    indicator_id: Mapped[Reference] = mapped_column(refers("indicator.id"), info=GOES_ALONG, comment="指标")
    other_id: Mapped[Reference] = mapped_column(refers("indicator.id"), info=GOES_ALONG, comment="对应指标")
    kind: Mapped[LinkKind] = mapped_column(Choice(LinkKind), default=LinkKind.SAME, comment="关系")
    note: Mapped[Words] = mapped_column(comment="备注")


class TaskIndicator(Record):
    """A task serves an indicator."""

    __tablename__ = "task_indicator"
    __table_args__ = (UniqueConstraint("task_id", "indicator_id"), {"comment": "任务指标"})

    task_id: Mapped[Reference] = mapped_column(refers("task.id"), info=GOES_ALONG, comment="任务")
    indicator_id: Mapped[Reference] = mapped_column(refers("indicator.id"), info=GOES_ALONG, comment="指标")
    position: Mapped[int] = mapped_column(default=0, comment="次序")
