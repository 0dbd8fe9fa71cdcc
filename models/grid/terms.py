"""Words of the grid: the stages a place goes through while it is rebuilt."""

from models.words import Labelled


class Stage(Labelled):
    """改造阶段 of a place, in the order of the work."""

    NONE = "none", ""
    SURVEY = "survey", "摸底"
    DESIGN = "design", "方案设计"
    REVIEW = "review", "评审"
    START = "start", "开工"
    BUILDING = "building", "改造中"
    DONE = "done", "完工"
    ACCEPTED = "accepted", "验收"
    PAID = "paid", "补贴拨付"


class WatchHolder(Labelled):
    """Who may take a role over a cell."""

    ANY = "any", "人员、岗位或单位"
    PERSON = "person", "人员"
    POST = "post", "岗位"
    UNIT = "unit", "单位"


class FieldKind(Labelled):
    """Kinds of the fields an office adds to its cells."""

    TEXT = "text", "文字"
    NUMBER = "number", "数字"
    DAY = "day", "日期"
    CHOICE = "choice", "选项"


class PairingKind(Labelled):
    """Lasting ties between a unit or a leader and a cell or another unit."""

    JOINT = "joint", "结对共建"
    LINKED = "linked", "挂钩联系"
    HELPED = "helped", "结对帮扶"
