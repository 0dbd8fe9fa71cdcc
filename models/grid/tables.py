"""Tables of the grid. Levels are data: places use two to five of them, with names of their own."""

from sqlalchemy import Boolean, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Choice, OptionalReference, Record, Reference, Words, refers
from models.grid.terms import Stage


class Level(Record):
    """A level of the grid (市, 区, 街道办事处, 社区, 点位); `position` 0 is the top."""

    __tablename__ = "grid_level"
    __table_args__ = {"comment": "网格层级"}

    position: Mapped[int] = mapped_column(default=0, comment="次序")
    name: Mapped[str] = mapped_column(String, comment="名称")
    is_site: Mapped[bool] = mapped_column(Boolean, default=False, comment="点位层级")


class GridCell(Record):
    """网格: an area, or a place (点位) with its batch, stage and operator."""

    __tablename__ = "grid_cell"
    __table_args__ = (Index("ix_grid_cell_parent_id_position", "parent_id", "position"), {"comment": "网格"})

    level_id: Mapped[Reference] = mapped_column(refers("grid_level.id"), comment="层级")
    parent_id: Mapped[OptionalReference] = mapped_column(refers("grid_cell.id"), comment="上级")
    position: Mapped[int] = mapped_column(default=0, comment="次序")
    code: Mapped[Words] = mapped_column(comment="编号")
    name: Mapped[str] = mapped_column(String, index=True, comment="名称")
    pinyin: Mapped[Words] = mapped_column(comment="拼音")
    initials: Mapped[Words] = mapped_column(comment="拼音首字母")
    unit_id: Mapped[OptionalReference] = mapped_column(refers("unit.id"), comment="管理单位")
    batch: Mapped[Words] = mapped_column(comment="批次")
    stage: Mapped[Stage] = mapped_column(Choice(Stage), default=Stage.NONE, comment="阶段")
    progress: Mapped[int | None] = mapped_column(comment="进度")  # per cent, only while building
    operator: Mapped[Words] = mapped_column(comment="经营单位")
    address: Mapped[Words] = mapped_column(comment="地址")
    stalls: Mapped[int | None] = mapped_column(comment="摊位数")
    boundary: Mapped[Words] = mapped_column(comment="边界")
    note: Mapped[Words] = mapped_column(comment="备注")
