"""Words of the breakdown: kinds of tasks and the roles in which a unit carries one."""

from models.words import Labelled


class TaskKind(Labelled):
    TASK = "task", "任务"
    REPORTING = "reporting", "报送事项"


class Role(Labelled):
    """Role of a unit in a task, in the order in which papers name them; `key` is its key in the matrix."""

    LEAD = "lead", "牵头"
    RESPONSIBLE = "responsible", "责任"
    SUPPORT = "support", "配合"
    OVERSEE = "oversee", "督导"

    @property
    def key(self) -> str:
        return {"lead": "q", "responsible": "z", "support": "p", "oversee": "d"}[self.value]

    @property
    def letter(self) -> str:
        return self.label[0]


class PersonRole(Labelled):
    """What a named person is to a task; papers print the first two as columns."""

    LEADER = "leader", "责任领导"
    OWNER = "owner", "责任人"
    CONTACT = "contact", "联系人"


class DutyState(Labelled):
    """How far the duty of a unit at one cell has come."""

    OPEN = "open", "未开始"
    DOING = "doing", "进行中"
    DONE = "done", "已完成"
    NOT_NEEDED = "not_needed", "不涉及"
