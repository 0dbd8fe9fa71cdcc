"""Words of standards: how an indicator is compared and judged, how indicators of two standards relate."""

from models.words import Labelled


class Comparison(Labelled):
    """How a value is held against its threshold: the six kinds of the 2021 standard, in their directions.

    NONE stands for lines that the office has not set yet: a threshold is never invented.
    """

    NONE = "none", "待定"
    AT_LEAST = "at_least", "不低于"
    AT_MOST = "at_most", "不高于"
    GREATER = "greater", "大于"
    LESS = "less", "小于"
    AT_LEAST_OR_TREND_UP = "at_least_or_trend_up", "不低于或逐年提高"
    AT_MOST_OR_TREND_DOWN = "at_most_or_trend_down", "不高于或持续降低"
    TREND_UP = "trend_up", "逐年提高"
    TREND_DOWN = "trend_down", "逐年下降"
    NOT_ABOVE_AVERAGE = "not_above_average", "不高于平均水平"
    CONFORMS_TO_PLAN = "conforms_to_plan", "符合规划"
    REACHES_LEVEL = "reaches_level", "达到等级"


class LinkKind(Labelled):
    """共性/个性: how an indicator stands to one of another standard."""

    SAME = "same", "相同"
    PART = "part", "是其中一部分"
    OVERLAPS = "overlaps", "部分重合"

    @property
    def seen_from_other(self) -> str:
        """The same relation as the other side says it."""
        return "包含其中一部分" if self is LinkKind.PART else self.label


class Verdict(Labelled):
    """Whether a value meets its indicator."""

    YES = "yes", "达标"
    NO = "no", "不达标"
    UNKNOWN = "unknown", "无法判断"


class Served(Labelled):
    """How tasks serve an indicator: itself, the heading above it, or through an indicator of another standard."""

    NOT = "not", "没有任务"
    OWN = "own", "有任务"
    ABOVE = "above", "上级有任务"
    LINK = "link", "由对应指标的任务兼顾"
