"""Words of mergers and splits: the kinds of records that go over to another unit."""

from models.words import Labelled


class MoveKind(Labelled):
    """What a unit has that another unit takes over, in the order a clerk goes through it."""

    ASSIGNMENT = "assignment", "责任分解"
    SEAT = "seat", "席位"
    POST = "post", "岗位"
    CONTACT = "contact", "通讯录"
    WATCH = "watch", "网格责任"
    PAIRING = "pairing", "结对挂钩"
    CELL = "cell", "管理的网格"
    GROUP = "group", "牵头的小组"
    CAMPAIGN = "campaign", "牵头的专项工作"
    RULE = "rule", "展开规则"
    CHILD = "child", "下属单位"

    @property
    def ends(self) -> bool:
        """Whether what nobody takes over ends with the unit; the other kinds keep the name of the old unit."""
        return self in (*_DATED, MoveKind.POST)


_DATED = (MoveKind.ASSIGNMENT, MoveKind.SEAT, MoveKind.CONTACT, MoveKind.WATCH, MoveKind.PAIRING)
