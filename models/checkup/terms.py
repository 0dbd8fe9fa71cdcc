"""Words of the 体检: what is looked at, the places first."""

from models.words import Labelled


class Gap(Labelled):
    """Kinds of gaps; the sentence says what the list holds."""

    NO_WATCHER = "no_watcher", "网格缺责任人"
    OVERLOADED = "overloaded", "一人负责过多"
    SHORT_REACH = "short_reach", "任务没有落到底"
    BARE_INDICATOR = "bare_indicator", "指标没有任务"
    OPEN_INDICATOR = "open_indicator", "指标要求待核实"
    IDLE_UNIT = "idle_unit", "单位没有任务"
    IDLE_PERSON = "idle_person", "人员没有职责"
    EMPTY_POST = "empty_post", "岗位空缺"
    EMPTY_SEAT = "empty_seat", "席位待定"
    NO_PHONE = "no_phone", "席位没有电话"

    @property
    def sentence(self) -> str:
        """What the rows of the list have in common."""
        return _SENTENCES[self]


_SENTENCES = {
    Gap.NO_WATCHER: "这些网格按层级必须有的角色，今天没有人担任，也没有从上级继承。",
    Gap.OVERLOADED: "这些人担任责任的网格超过了设定的数目。",
    Gap.SHORT_REACH: "这些任务应当落到每个网格，还有网格没有承担。",
    Gap.BARE_INDICATOR: "这些指标没有任务承担，也没有另一套标准的任务可以兼顾。",
    Gap.OPEN_INDICATOR: "这些指标的标准值还没有定，或来源不确定，请对照标准原文。",
    Gap.IDLE_UNIT: "这些单位在本专项工作里没有任何任务。",
    Gap.IDLE_PERSON: "这些人员没有席位、任务、网格责任，也不是联络人。",
    Gap.EMPTY_POST: "这些岗位今天没有人担任。",
    Gap.EMPTY_SEAT: "这些席位还没有写明由谁担任。",
    Gap.NO_PHONE: "这些席位上的人没有登记电话。",
}
