"""What a 责任分解表 may hold: its views, the columns to choose from, and what the user sets for a print."""

import re
from dataclasses import dataclass, field
from datetime import date

from models.papers.sheet import Align, Profile
from models.words import Labelled


class View(Labelled):
    """Views of the breakdown."""

    TASK = "task", "按任务"
    UNIT = "unit", "按单位"
    PERSON = "person", "按责任人"
    CELL = "cell", "按网格"
    DEADLINE = "deadline", "按时限"


class Who(Labelled):
    """Whom the view by person is about."""

    ALL = "all", "所有人员"
    LEADER = "leader", "责任领导"
    OWNER = "owner", "责任人"
    CONTACT = "contact", "联系人"
    FOR_UNIT = "unit", "单位职责落实到的人"

    @property
    def word(self) -> str:
        """What such a person is called where one is lacking."""
        return self.label if self in (Who.LEADER, Who.CONTACT) else "责任人"


class Split(Labelled):
    """Into which sheets a view is cut. A view by unit is always one for each unit."""

    WHOLE = "whole", "合成一张表"
    UNIT = "unit", "每个单位一份"
    PART = "part", "每一部分一份"


@dataclass(frozen=True, slots=True)
class BreakdownColumn:
    """A column of the 责任分解表 that the user may choose."""

    key: str
    heading: str
    align: Align = Align.CENTER
    merge: int = 0
    by_default: bool = True


COLUMNS: tuple[BreakdownColumn, ...] = (
    BreakdownColumn("no", "序号"),
    BreakdownColumn("big", "任务大项", merge=1),
    BreakdownColumn("group", "任务", merge=2),
    BreakdownColumn("title", "具体任务", Align.LEFT),
    BreakdownColumn("own", "本单位职责"),
    BreakdownColumn("duty", "本人职责"),
    BreakdownColumn("target", "目标值"),
    BreakdownColumn("lead", "牵头单位"),
    BreakdownColumn("responsible", "责任单位"),
    BreakdownColumn("support", "配合单位"),
    BreakdownColumn("oversee", "督导单位"),
    BreakdownColumn("leaders", "责任领导"),
    BreakdownColumn("owners", "责任人"),
    BreakdownColumn("contacts", "联系人", by_default=False),
    BreakdownColumn("deadline", "完成时限"),
    BreakdownColumn("points", "分值"),
    BreakdownColumn("phase", "阶段", by_default=False),
    BreakdownColumn("note", "备注"),
)
CHOICES = tuple(column for column in COLUMNS if column.key not in ("group", "own", "duty"))
"""What a user chooses from; the others come and go with the depth of the tree and the view."""
MAY_VANISH = frozenset(("target", "responsible", "support", "oversee", "leaders", "owners", "points"))
"""Usual columns that are left out when they are empty."""

_BARE_YEAR = re.compile(r"(?<!\d)\s*((?:19|20)\d\d)$")

LEAD_NOTES = {
    True: "责任单位列第一位的为牵头单位。",
    False: "无牵头单位的，责任单位即为牵头单位。",
}


@dataclass(frozen=True, slots=True)
class BreakdownOptions:
    """What the user sets for a print. `columns` None: all usual ones that hold anything; `title` None: from the name.

    `day` stands over the table; `notes` come after the notes of the rules.
    """

    columns: tuple[str, ...] | None = None
    title: str | None = None
    number: str = ""
    unit: str | None = None
    day: date | None = None
    notes: tuple[str, ...] = ()
    sign_off: tuple[str, ...] = ("审核", "填表人")
    small_print: str = ""
    list_cells: bool = False
    """Names of the cells behind a unit that carries a task place by place; else how many they are: （30处）."""
    who: Who = Who.ALL
    post_first: bool = False
    """By person: the post stands over the name, else the name over the post."""
    gaps: bool = True
    """By person, cell and deadline: what lacks one is listed as well."""
    profile: Profile = field(default_factory=Profile)


def usual_title(campaign_name: str, paper: str = "责任分解表") -> str:
    """The title of a paper where the user gave none: 创建国家卫生城市2026年责任分解表, with 年 behind a bare year."""
    name = _BARE_YEAR.sub(r"\1年", campaign_name.strip())
    return f"{name}{paper}"
