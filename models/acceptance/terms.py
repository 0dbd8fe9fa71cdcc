"""Words of taking a document in: parts of a draft, what became of a row, what the clerk wants done with it."""

from models.words import Labelled


class Part(Labelled):
    """The parts of a draft that are held against what is there."""

    GROUPS = "groups", "组织"
    SEATS = "seats", "席位"
    TASKS = "tasks", "任务"
    PHASES = "phases", "阶段"
    TARGETS = "targets", "目标"
    REPORTING = "reporting", "报送事项"
    PLACES = "places", "点位"
    CONTACTS = "contacts", "通讯录"
    CRITERIA = "criteria", "评分项目"


class State(Labelled):
    """What a row of the document is beside what the file holds."""

    NEW = "new", "新增"
    CHANGED = "changed", "有变化"
    CONFLICT = "conflict", "两边都改过"
    OURS = "ours", "只有现有改过"
    SAME = "same", "相同"
    LEFT = "left", "上次舍去"
    GONE = "gone", "这次没有了"


class Choice(Labelled):
    """What to do with a row."""

    TAKE = "take", "按文件"
    MERGE = "merge", "按文件，两边都改过的留现有"
    KEEP = "keep", "留现有"
    BOTH = "both", "两条都要"
    REMOVE = "remove", "删除"


# What may be chosen for a row, the usual choice first.
CHOICES: dict[State, tuple[Choice, ...]] = {
    State.NEW: (Choice.TAKE, Choice.KEEP),
    State.CHANGED: (Choice.TAKE, Choice.KEEP, Choice.BOTH),
    State.CONFLICT: (Choice.MERGE, Choice.TAKE, Choice.KEEP, Choice.BOTH),
    State.OURS: (Choice.KEEP, Choice.TAKE),
    State.SAME: (Choice.KEEP,),
    State.LEFT: (Choice.KEEP, Choice.TAKE),
    State.GONE: (Choice.KEEP, Choice.REMOVE),
}


class Home(Labelled):
    """Where the items of a score table go."""

    SCHEME = "scheme", "考核办法（草稿）"
    STANDARD = "standard", "指标标准"
