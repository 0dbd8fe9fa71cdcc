"""Words of working days."""

from models.words import Labelled


class DayKind(Labelled):
    """What a day is at the office."""

    WORKDAY = "workday", "工作日"
    WEEKEND = "weekend", "周末"
    HOLIDAY = "holiday", "放假"
    MADE_UP = "made_up", "调休上班"

    @property
    def is_working(self) -> bool:
        return self in (DayKind.WORKDAY, DayKind.MADE_UP)
