"""Table of the named layouts of tables."""

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Record


class TableLayout(Record):
    """表格方案: `content` is the layout as JSON; `of_table` the name of the table in the window (task.table)."""

    __tablename__ = "table_layout"
    __table_args__ = (UniqueConstraint("of_table", "name"), {"comment": "表格方案"})

    of_table: Mapped[str] = mapped_column(String(64), comment="所属表格")
    name: Mapped[str] = mapped_column(String, comment="名称")
    position: Mapped[int] = mapped_column(default=0, comment="次序")
    content: Mapped[str] = mapped_column(Text, default="", comment="内容")
