"""Tables of the grid. Levels are data: places use two to five of them, with names of their own."""

from sqlalchemy import Boolean, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Choice, OptionalReference, Record, Reference, Words
from models.grid.terms import Stage


class Level(Record):
    """A level of the grid (市, 区, 街道办事处, 社区, 点位); `position` 0 is the top."""

    __tablename__ = "grid_level"

    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String)
    is_site: Mapped[bool] = mapped_column(Boolean, default=False)


class GridCell(Record):
    """网格: an area, or a place (点位) with its batch, stage and operator."""

    __tablename__ = "grid_cell"
    __table_args__ = (Index("ix_grid_cell_parent_id_position", "parent_id", "position"),)

    level_id: Mapped[Reference] = mapped_column(ForeignKey("grid_level.id"))
    parent_id: Mapped[OptionalReference] = mapped_column(ForeignKey("grid_cell.id"))
    position: Mapped[int] = mapped_column(default=0)
    code: Mapped[Words]
    name: Mapped[str] = mapped_column(String, index=True)
    pinyin: Mapped[Words]
    initials: Mapped[Words]
    unit_id: Mapped[OptionalReference] = mapped_column(ForeignKey("unit.id"))
    batch: Mapped[Words]
    stage: Mapped[Stage] = mapped_column(Choice(Stage), default=Stage.NONE)
    progress: Mapped[int | None]  # per cent, only while building
    operator: Mapped[Words]
    address: Mapped[Words]
    stalls: Mapped[int | None]
    boundary: Mapped[Words]
    note: Mapped[Words]
