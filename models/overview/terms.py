"""Words of the overview: why a record asks for attention."""

from models.words import Labelled


class Matter(Labelled):
    """Kinds of things to do, the most pressing first."""

    OVERDUE = "overdue", "逾期"
    SOON = "soon", "临近"
    NO_LEAD = "no_lead", "缺牵头"
    NO_DEADLINE = "no_deadline", "缺时限"
    NO_TITLE = "no_title", "缺任务"
    JOINT_LEAD = "joint_lead", "共同牵头"
    UNIT_TWICE = "unit_twice", "单位重复"
    IDLE_UNIT = "idle_unit", "单位无任务"

    @property
    def is_due(self) -> bool:
        return self in (Matter.OVERDUE, Matter.SOON)

    @property
    def is_missing(self) -> bool:
        return self in (Matter.NO_LEAD, Matter.NO_DEADLINE, Matter.NO_TITLE)

    @property
    def is_doubtful(self) -> bool:
        return not self.is_due and not self.is_missing
