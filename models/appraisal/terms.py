"""Words of the appraisal."""

from models.words import Labelled


class Start(Labelled):
    """Where an item starts before its parts add and deduct."""

    FULL = "full", "从满分起扣"
    ZERO = "zero", "从零分起得"


class Compare(Labelled):
    """How a value is held against a bound."""

    AT_LEAST = "at_least", "达到"
    MORE = "more", "超过"
    AT_MOST = "at_most", "不超过"
    LESS = "less", "低于"


class Best(Labelled):
    """Which value of a peer group is the best one."""

    HIGHEST = "highest", "最高"
    LOWEST = "lowest", "最低"


class Scope(Labelled):
    """What a veto takes."""

    WHOLE = "whole", "全部得分"
    PART = "part", "本项得分"
    HONOUR = "honour", "评先资格"


class Mean(Labelled):
    """How the marks of several scorers become one."""

    AVERAGE = "average", "平均"
    TRIMMED = "trimmed", "去掉最高最低后平均"


class Stage(Labelled):
    """Where a score is rounded, half up, to the scheme's digits; between these it is exact."""

    ITEM = "item", "每项得分"
    COMPONENT = "component", "每部分得分"
    TOTAL = "total", "总分"


class RoundState(Labelled):
    """考核期."""

    TRIAL = "trial", "试算"
    POSTED = "posted", "公示"
    LOCKED = "locked", "锁定"
    WITHDRAWN = "withdrawn", "撤回"
