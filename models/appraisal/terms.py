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


class SchemeState(Labelled):
    """考核办法: a draft can be changed; one in force is frozen, and changed by a new version."""

    DRAFT = "draft", "草稿"
    IN_FORCE = "in_force", "施行"
    ENDED = "ended", "停用"


class Ties(Labelled):
    """What equal totals do."""

    SHARED = "shared", "并列"
    BREAKERS = "breakers", "依次比较指定部分的得分"


class EntryState(Labelled):
    """记分: proposed by a source until a person decides."""

    PROPOSED = "proposed", "待确认"
    ACCEPTED = "accepted", "已采纳"
    REFUSED = "refused", "不采纳"


class Outcome(Labelled):
    """What became of an objection during 公示."""

    OPEN = "open", "待答复"
    UPHELD = "upheld", "采纳"
    DISMISSED = "dismissed", "不采纳"


class RoundState(Labelled):
    """考核期."""

    TRIAL = "trial", "试算"
    POSTED = "posted", "公示"
    LOCKED = "locked", "锁定"
    WITHDRAWN = "withdrawn", "撤回"
