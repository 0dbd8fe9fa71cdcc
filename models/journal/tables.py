"""Tables of the journal. Both are append-only: triggers refuse UPDATE and DELETE."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Choice, Moment
from models.history_rows import StepKind


class Step(Base):
    """One step of work. `undo_top`/`redo_top` say what the operator could undo and redo after it."""

    __tablename__ = "journal_step"
    __table_args__ = (Index("ix_journal_step_operator_seq", "operator", "seq"), {"comment": "步骤"})

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False, comment="序号")
    at: Mapped[datetime] = mapped_column(Moment, comment="时间")
    operator: Mapped[str] = mapped_column(String, comment="操作员")
    title: Mapped[str] = mapped_column(String, comment="事项")
    kind: Mapped[StepKind] = mapped_column(Choice(StepKind), comment="类别")
    target: Mapped[int | None] = mapped_column(BigInteger, comment="对应步骤")
    below_undo: Mapped[int | None] = mapped_column(BigInteger, comment="其下可撤销")
    below_redo: Mapped[int | None] = mapped_column(BigInteger, comment="其下可重做")
    undo_top: Mapped[int | None] = mapped_column(BigInteger, comment="可撤销")
    redo_top: Mapped[int | None] = mapped_column(BigInteger, comment="可重做")
    rows: Mapped[int] = mapped_column(comment="行数")
    previous_hash: Mapped[str] = mapped_column(String(64), comment="前一摘要")
    hash: Mapped[str] = mapped_column(String(64), comment="摘要")


class Change(Base):
    """Before and after image of one row in one step, as canonical JSON; None where the row was not there."""

    __tablename__ = "journal_change"
    __table_args__ = (
        Index("ix_journal_change_table_name_row_id_seq", "table_name", "row_id", "seq"),
        {"comment": "变更"},
    )

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False, comment="步骤")
    ordinal: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="次序")
    table_name: Mapped[str] = mapped_column(String(64), comment="表")
    row_id: Mapped[int] = mapped_column(BigInteger, comment="记录")
    before: Mapped[str | None] = mapped_column(Text, comment="改前")
    after: Mapped[str | None] = mapped_column(Text, comment="改后")
