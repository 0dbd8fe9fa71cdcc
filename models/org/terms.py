"""Words of the organisation: kinds of units and groups, roles of seats."""

from models.words import Labelled


class UnitKind(Labelled):
    DEPARTMENT = "department", "部门"
    DISTRICT = "district", "区（县）"
    STREET = "street", "街道（乡镇）"
    COMMUNITY = "community", "社区（村）"
    VERTICAL = "vertical", "垂管单位"
    COMPANY = "company", "企业"
    COLLECTIVE = "collective", "集体称谓"  # 各区, 各成员单位: named in papers, expanded by a person
    OTHER = "other", "其他"


class AliasKind(Labelled):
    ALIAS = "alias", "别名"
    FORMER = "former", "原名"
    FORMER_SHORT = "former_short", "原简称"


class TenureKind(Labelled):
    """How a post is held. 挂职 and 代理 end with the day of the return; the post itself goes on."""

    REGULAR = "regular", "任职"
    SECONDED = "seconded", "挂职"
    ACTING = "acting", "主持工作"
    CONCURRENT = "concurrent", "兼任"


class ContactRole(Labelled):
    """The two rows of a unit in the 通讯录."""

    HEAD = "head", "负责人"
    LIAISON = "liaison", "联络员"


class GroupKind(Labelled):
    LEADING = "leading", "领导小组"
    HEADQUARTERS = "headquarters", "指挥部"
    SPECIALIST = "specialist", "专业组"
    WORKING = "working", "工作组"
    TASKFORCE = "taskforce", "专班"
    OFFICE = "office", "办公室"


class SeatRole(Labelled):
    """Role of a seat; the wording of the paper (指挥长, 组长 …) stands beside it in `Seat.wording`."""

    HEAD = "head", "组长"
    EXECUTIVE_DEPUTY = "executive_deputy", "常务副组长"
    DEPUTY = "deputy", "副组长"
    MEMBER = "member", "成员"
    DIRECTOR = "director", "办公室主任"
    DEPUTY_DIRECTOR = "deputy_director", "办公室副主任"
    STAFF = "staff", "工作人员"
    LIAISON = "liaison", "联络员"
    CONVENER = "convener", "召集人"
