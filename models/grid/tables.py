"""Tables of the grid. Levels are data: places use two to five of them, with names of their own."""

from sqlalchemy import Boolean, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Choice, Day, OptionalReference, Record, Reference, Words, refers
from models.grid.terms import FieldKind, PairingKind, Stage, WatchHolder


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
    hotline: Mapped[Words] = mapped_column(comment="监督电话")
    note: Mapped[Words] = mapped_column(comment="备注")


class WatchRole(Record):
    """A role over cells: 包保领导, 网格长, 网格员, 入驻人员, 结对单位 …; `duty` is printed on the 公示牌."""

    __tablename__ = "watch_role"
    __table_args__ = {"comment": "网格角色"}

    name: Mapped[str] = mapped_column(String, comment="名称")
    position: Mapped[int] = mapped_column(default=0, comment="次序")
    holder: Mapped[WatchHolder] = mapped_column(Choice(WatchHolder), default=WatchHolder.ANY, comment="由谁担任")
    duty: Mapped[Words] = mapped_column(comment="职责")


class LevelRole(Record):
    """Which roles watch over the cells of a level, and which of them must be filled."""

    __tablename__ = "level_role"
    __table_args__ = (UniqueConstraint("level_id", "role_id"), {"comment": "层级角色"})

    level_id: Mapped[Reference] = mapped_column(refers("grid_level.id"), comment="层级")
    role_id: Mapped[Reference] = mapped_column(refers("watch_role.id"), comment="角色")
    required: Mapped[bool] = mapped_column(Boolean, default=False, comment="必须有")


class Watch(Record):
    """Who watches over a cell in a role (`valid_to` exclusive): a person, a post or a unit; a person or post may stand
    beside the unit that sent them. Cells below inherit it unless they have watches of their own in that role."""

    __tablename__ = "watch"
    __table_args__ = (Index("ix_watch_cell_id_role_id", "cell_id", "role_id"), {"comment": "网格责任"})

    cell_id: Mapped[Reference] = mapped_column(refers("grid_cell.id"), comment="网格")
    role_id: Mapped[Reference] = mapped_column(refers("watch_role.id"), comment="角色")
    position: Mapped[int] = mapped_column(default=0, comment="次序")
    person_id: Mapped[OptionalReference] = mapped_column(refers("person.id"), comment="人员")
    post_id: Mapped[OptionalReference] = mapped_column(refers("post.id"), comment="岗位")
    unit_id: Mapped[OptionalReference] = mapped_column(refers("unit.id"), comment="单位")
    valid_from: Mapped[Day] = mapped_column(comment="开始日期")
    valid_to: Mapped[Day] = mapped_column(comment="结束日期")
    note: Mapped[Words] = mapped_column(comment="备注")


class CellField(Record):
    """A field the office added to its cells; of one level or of all. `choices` are joined by 、."""

    __tablename__ = "cell_field"
    __table_args__ = {"comment": "网格自定义栏目"}

    name: Mapped[str] = mapped_column(String, comment="名称")
    kind: Mapped[FieldKind] = mapped_column(Choice(FieldKind), default=FieldKind.TEXT, comment="类型")
    level_id: Mapped[OptionalReference] = mapped_column(refers("grid_level.id"), comment="层级")
    choices: Mapped[Words] = mapped_column(comment="选项")
    position: Mapped[int] = mapped_column(default=0, comment="次序")


class CellValue(Record):
    """What one of the office's own fields holds for a cell: text, a plain number, or an ISO date."""

    __tablename__ = "cell_value"
    __table_args__ = (UniqueConstraint("cell_id", "field_id"), {"comment": "网格栏目内容"})

    cell_id: Mapped[Reference] = mapped_column(refers("grid_cell.id"), comment="网格")
    field_id: Mapped[Reference] = mapped_column(refers("cell_field.id"), comment="栏目")
    value: Mapped[Words] = mapped_column(comment="内容")


class Pairing(Record):
    """结对共建, 挂钩联系: a unit, a person or a post tied to a cell or to another unit (`valid_to` exclusive)."""

    __tablename__ = "pairing"
    __table_args__ = {"comment": "结对挂钩"}

    kind: Mapped[PairingKind] = mapped_column(Choice(PairingKind), default=PairingKind.JOINT, comment="类别")
    unit_id: Mapped[OptionalReference] = mapped_column(refers("unit.id"), comment="单位")
    person_id: Mapped[OptionalReference] = mapped_column(refers("person.id"), comment="人员")
    post_id: Mapped[OptionalReference] = mapped_column(refers("post.id"), comment="岗位")
    cell_id: Mapped[OptionalReference] = mapped_column(refers("grid_cell.id"), comment="网格")
    partner_id: Mapped[OptionalReference] = mapped_column(refers("unit.id"), comment="结对单位")
    position: Mapped[int] = mapped_column(default=0, comment="次序")
    valid_from: Mapped[Day] = mapped_column(comment="开始日期")
    valid_to: Mapped[Day] = mapped_column(comment="结束日期")
    note: Mapped[Words] = mapped_column(comment="备注")
