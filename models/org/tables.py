"""Tables of the organisation. Units, people and posts are shared by all campaigns; groups belong to one."""

from sqlalchemy import Boolean, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Choice, Day, OptionalReference, Record, Reference, Words, refers
from models.org.terms import AliasKind, ContactRole, GroupKind, SeatRole, TenureKind, UnitKind


class Campaign(Record):
    """专项工作, 创建活动: one piece of work with its own groups, phases and tasks."""

    __tablename__ = "campaign"
    __table_args__ = {"comment": "专项工作"}

    name: Mapped[str] = mapped_column(String, comment="名称")
    year: Mapped[int | None] = mapped_column(comment="年度")
    year_end: Mapped[int | None] = mapped_column(comment="截止年度")
    lead_unit_id: Mapped[OptionalReference] = mapped_column(refers("unit.id"), comment="牵头单位")
    first_unit_leads: Mapped[bool] = mapped_column(Boolean, default=False, comment="列第一位的为牵头单位")
    responsible_leads: Mapped[bool] = mapped_column(Boolean, default=True, comment="无牵头单位时责任单位牵头")
    position: Mapped[int] = mapped_column(default=0, comment="次序")
    note: Mapped[Words] = mapped_column(comment="备注")


class Unit(Record):
    """单位 in the official order (官方序列); `valid_to` is exclusive; a merged unit names its successor, one that was
    split off names the unit it came from."""

    __tablename__ = "unit"
    __table_args__ = (Index("ix_unit_parent_id_position", "parent_id", "position"), {"comment": "单位"})

    parent_id: Mapped[OptionalReference] = mapped_column(refers("unit.id"), comment="上级")
    position: Mapped[int] = mapped_column(default=0, comment="次序")
    name: Mapped[str] = mapped_column(String, index=True, comment="全称")
    short_name: Mapped[Words] = mapped_column(comment="简称")
    kind: Mapped[UnitKind] = mapped_column(Choice(UnitKind), default=UnitKind.DEPARTMENT, comment="类别")
    pinyin: Mapped[Words] = mapped_column(comment="拼音")
    initials: Mapped[Words] = mapped_column(comment="拼音首字母")
    valid_from: Mapped[Day] = mapped_column(comment="启用日期")
    valid_to: Mapped[Day] = mapped_column(comment="停用日期")
    successor_id: Mapped[OptionalReference] = mapped_column(refers("unit.id"), comment="并入单位")
    origin_id: Mapped[OptionalReference] = mapped_column(refers("unit.id"), comment="分设自")
    note: Mapped[Words] = mapped_column(comment="备注")


class UnitAlias(Record):
    """Another name of a unit: one used in papers, or one it bore before `valid_to`."""

    __tablename__ = "unit_alias"
    __table_args__ = (UniqueConstraint("unit_id", "name", "kind", "valid_to"), {"comment": "单位别名"})

    unit_id: Mapped[Reference] = mapped_column(refers("unit.id"), comment="单位")
    name: Mapped[str] = mapped_column(String, index=True, comment="名称")
    kind: Mapped[AliasKind] = mapped_column(Choice(AliasKind), default=AliasKind.ALIAS, comment="类别")
    valid_to: Mapped[Day] = mapped_column(comment="停用日期")


class FormerUnit(Record):
    """The unit that an undated reference (`field` of a record: 上级, 牵头单位, 管理单位, 单位 of a post …) named before
    `valid_to`, when a merger or split gave it to another one. It names records of any table, so that only their id
    stands here; ids are never used twice. `position` is the place the record had there."""

    __tablename__ = "former_unit"
    __table_args__ = {"comment": "归属沿革"}

    record_id: Mapped[Reference] = mapped_column(comment="记录")
    field: Mapped[str] = mapped_column(String, comment="栏目")
    unit_id: Mapped[OptionalReference] = mapped_column(refers("unit.id"), comment="原单位")
    position: Mapped[int] = mapped_column(default=0, comment="次序")
    valid_to: Mapped[Day] = mapped_column(comment="停用日期")


class Person(Record):
    """人员. Two people of one name are two rows."""

    __tablename__ = "person"
    __table_args__ = {"comment": "人员"}

    name: Mapped[str] = mapped_column(String, index=True, comment="姓名")
    pinyin: Mapped[Words] = mapped_column(comment="拼音")
    initials: Mapped[Words] = mapped_column(comment="拼音首字母")
    phone: Mapped[Words] = mapped_column(comment="电话")
    office_phone: Mapped[Words] = mapped_column(comment="办公电话")
    email: Mapped[Words] = mapped_column(comment="邮箱")
    note: Mapped[Words] = mapped_column(comment="备注")


class Portrait(Record):
    """照片 of a person for the 公示牌: a small JPEG as base64 text (at most 200 KB)."""

    __tablename__ = "portrait"
    __table_args__ = (UniqueConstraint("person_id"), {"comment": "照片"})

    person_id: Mapped[Reference] = mapped_column(refers("person.id"), comment="人员")
    image: Mapped[str] = mapped_column(Text, default="", comment="图像")


class Post(Record):
    """岗位: a title at a unit (or at none); it outlives its holders."""

    __tablename__ = "post"
    __table_args__ = {"comment": "岗位"}

    unit_id: Mapped[OptionalReference] = mapped_column(refers("unit.id"), comment="单位")
    title: Mapped[str] = mapped_column(String, comment="职务")
    position: Mapped[int] = mapped_column(default=0, comment="次序")


class Tenure(Record):
    """Who holds a post from when to when (`valid_to` exclusive)."""

    __tablename__ = "tenure"
    __table_args__ = {"comment": "任职"}

    post_id: Mapped[Reference] = mapped_column(refers("post.id"), comment="岗位")
    person_id: Mapped[Reference] = mapped_column(refers("person.id"), comment="人员")
    kind: Mapped[TenureKind] = mapped_column(Choice(TenureKind), default=TenureKind.REGULAR, comment="方式")
    valid_from: Mapped[Day] = mapped_column(comment="任职日期")
    valid_to: Mapped[Day] = mapped_column(comment="离任日期")


class Contact(Record):
    """通讯录: who answers for a unit (负责人) and who keeps in touch (联络员), from when to when."""

    __tablename__ = "contact"
    __table_args__ = {"comment": "通讯录"}

    unit_id: Mapped[Reference] = mapped_column(refers("unit.id"), comment="单位")
    role: Mapped[ContactRole] = mapped_column(Choice(ContactRole), default=ContactRole.LIAISON, comment="角色")
    person_id: Mapped[Reference] = mapped_column(refers("person.id"), comment="人员")
    post_text: Mapped[Words] = mapped_column(comment="职务写法")
    position: Mapped[int] = mapped_column(default=0, comment="次序")
    valid_from: Mapped[Day] = mapped_column(comment="开始日期")
    valid_to: Mapped[Day] = mapped_column(comment="结束日期")


class Group(Record):
    """领导小组, 指挥部, 专业组, 专班 of one campaign, a tree."""

    __tablename__ = "org_group"
    __table_args__ = {"comment": "小组"}

    campaign_id: Mapped[Reference] = mapped_column(refers("campaign.id"), comment="专项工作")
    parent_id: Mapped[OptionalReference] = mapped_column(refers("org_group.id"), comment="上级")
    position: Mapped[int] = mapped_column(default=0, comment="次序")
    name: Mapped[str] = mapped_column(String, comment="名称")
    kind: Mapped[GroupKind] = mapped_column(Choice(GroupKind), default=GroupKind.SPECIALIST, comment="类别")
    lead_unit_id: Mapped[OptionalReference] = mapped_column(refers("unit.id"), comment="牵头单位")
    duty: Mapped[Words] = mapped_column(comment="职责")


class Seat(Record):
    """A role in a group held by a post, a person or a unit; it may be empty. `wording` is the role as written."""

    __tablename__ = "seat"
    __table_args__ = {"comment": "席位"}

    group_id: Mapped[Reference] = mapped_column(refers("org_group.id"), comment="小组")
    position: Mapped[int] = mapped_column(default=0, comment="次序")
    role: Mapped[SeatRole] = mapped_column(Choice(SeatRole), default=SeatRole.MEMBER, comment="角色")
    wording: Mapped[Words] = mapped_column(comment="角色写法")
    post_id: Mapped[OptionalReference] = mapped_column(refers("post.id"), comment="岗位")
    person_id: Mapped[OptionalReference] = mapped_column(refers("person.id"), comment="人员")
    unit_id: Mapped[OptionalReference] = mapped_column(refers("unit.id"), comment="单位")
    post_text: Mapped[Words] = mapped_column(comment="职务写法")
    valid_from: Mapped[Day] = mapped_column(comment="开始日期")
    valid_to: Mapped[Day] = mapped_column(comment="结束日期")
    note: Mapped[Words] = mapped_column(comment="备注")
