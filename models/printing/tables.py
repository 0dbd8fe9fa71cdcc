"""Table of the named paper profiles of the office."""

from sqlalchemy import Boolean, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Record, Words


class PaperProfile(Record):
    """版面方案: paper, margins (1/10 mm), sizes of letters (1/10 pt) and fonts wished for, under a name."""

    __tablename__ = "paper_profile"
    __table_args__ = (UniqueConstraint("name"), {"comment": "版面方案"})

    name: Mapped[str] = mapped_column(String, comment="名称")
    position: Mapped[int] = mapped_column(default=0, comment="次序")
    paper: Mapped[str] = mapped_column(String(8), default="A4", comment="纸张")
    landscape: Mapped[bool] = mapped_column(Boolean, default=True, comment="横排")
    top: Mapped[int] = mapped_column(default=200, comment="上边距")
    right: Mapped[int] = mapped_column(default=160, comment="右边距")
    bottom: Mapped[int] = mapped_column(default=170, comment="下边距")
    left: Mapped[int] = mapped_column(default=160, comment="左边距")
    title_size: Mapped[int] = mapped_column(default=200, comment="标题字号")
    heading_size: Mapped[int] = mapped_column(default=100, comment="表头字号")
    body_size: Mapped[int] = mapped_column(default=100, comment="正文字号")
    note_size: Mapped[int] = mapped_column(default=90, comment="附注字号")
    title_font: Mapped[Words] = mapped_column(comment="标题字体")
    heading_font: Mapped[Words] = mapped_column(comment="表头字体")
    body_font: Mapped[Words] = mapped_column(comment="正文字体")
    note_font: Mapped[Words] = mapped_column(comment="附注字体")
