"""The columns of each block of the review; rows are the review's items."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from models.intake.draft import Duty, Group
from models.intake.fields.units import is_collective
from models.intake.review import Block, Decision, Item, Place, Review, State
from models.task.deadlines import Due
from ui.intake.table import STATE
from ui.style import Tone
from ui.tables.cells import Chip, Column
from ui.tables.editors import CompleterEditor, Option, TextEditor, UnitsEditor
from ui.task.columns import recurrence_words

Reviewing = Callable[[], Review]
Units = Callable[[Any], Sequence[Option]]
RANK = {State.PROPOSED: 1, State.CONFIRMED: 2, State.DROPPED: 3}
DUTY_HEADINGS: dict[Duty, str] = {
    Duty.LEAD: "牵头单位",
    Duty.RESPONSIBLE: "责任单位",
    Duty.SUPPORT: "配合单位",
    Duty.OVERSEE: "督导单位",
}
TREE_COLUMNS = {Block.SEATS: "who", Block.TASKS: "title", Block.PLACES: "name"}


def columns_of(block: Block, review: Reviewing, units: Units) -> tuple[Column, ...]:
    """State, the fields of the block, and where the row stands in the document."""
    build = {
        Block.UNITS: _unit_columns,
        Block.SEATS: _seat_columns,
        Block.TASKS: _task_columns,
        Block.PHASES: _phase_columns,
        Block.TARGETS: _target_columns,
        Block.REPORTING: _reporting_columns,
        Block.PLACES: _place_columns,
        Block.CONTACTS: _contact_columns,
    }[block]
    return (_state_column(), *build(review, units), _spot_column())


def state_text(item: Item) -> str:
    """存疑 for a row to look at twice, else its state."""
    return "存疑" if item.doubts else item.state.label


def spot_text(item: Item) -> str:
    """第 12 段, or sheet and cell."""
    spot = item.spot
    if spot.cell:
        return f"{spot.sheet} {spot.cell}".strip()
    return f"第 {spot.paragraph} 段" if spot.paragraph else ("新增" if item.added else "")


def due_text(due: Due) -> str:
    """The computed date, range or recurrence; empty when the words do not tell it."""
    if due.every:
        return recurrence_words(due.every)
    days = [day.isoformat() for day in (due.from_, due.to) if day is not None]
    return " 至 ".join(days)


def _state_column() -> Column:
    def tone(item: Item) -> Tone | None:
        if item.doubts:
            return Tone.NEAR
        return Tone.OK if item.state is State.CONFIRMED else None

    def tooltip(item: Item) -> str:
        words = {State.PROPOSED: "点一下确认", State.CONFIRMED: "点一下取消确认", State.DROPPED: "点一下恢复"}[
            item.state
        ]
        return "\n".join((*item.doubts, words))

    def order(item: Item) -> int:
        return 0 if item.doubts else RANK[item.state]

    return Column(STATE, "状态", state_text, width=70, tone=tone, tooltip=tooltip, sort=order, muted=True)


def _spot_column() -> Column:
    def order(item: Item) -> int:
        return item.spot.paragraph

    return Column("spot", "出处", spot_text, width=66, muted=True, sort=order, hidden=True)


def _field(name: str) -> Callable[[Item], str]:
    def text(item: Item) -> str:
        return str(getattr(item.value, name, "") or "")

    return text


def _unit_columns(review: Reviewing, units: Units) -> tuple[Column, ...]:
    def becomes(item: Item) -> str:
        entry = item.value
        if entry.decision is Decision.LINK:
            return str(entry.linked)
        if entry.decision is Decision.OPEN:
            return f"{entry.proposals[0].name}？"
        return "新建单位"

    def chips(item: Item) -> tuple[Chip, ...]:
        entry = item.value
        if entry.decision is Decision.NEW and not item.doubts:
            return ()
        role = "doubt" if item.doubts else "plain"
        return (Chip(becomes(item), role, None, entry.reason),)

    def reason(item: Item) -> str:
        if item.value.decision is Decision.NEW and is_collective(item.value.name):
            return "集体称谓"
        return str(item.value.reason)

    def uses(item: Item) -> str:
        return str(item.value.uses or "")

    return (
        Column("name", "文中写法", _field("name"), width=190, editor=TextEditor()),
        Column("becomes", "对应单位", becomes, width=150, chips=chips),
        Column("reason", "依据", reason, width=130, stretch=True, muted=True),
        Column("uses", "用到", uses, width=48, align="right", sort=_uses_of),
    )


def _uses_of(item: Item) -> int:
    return int(item.value.uses)


def _seat_columns(review: Reviewing, units: Units) -> tuple[Column, ...]:
    def who(item: Item) -> str:
        value = item.value
        if isinstance(value, Group):
            return value.name
        return str(value.name or value.unit or "（未写姓名）")

    def role(item: Item) -> str:
        value = item.value
        if isinstance(value, Group):
            return f"简称 {value.short}" if value.short else ""
        return str(value.role)

    def post(item: Item) -> str:
        value = item.value
        if isinstance(value, Group):
            return f"设在{value.host}" if value.host else value.lead_unit
        return str(value.post or (value.unit if value.name else ""))

    def note(item: Item) -> str:
        if isinstance(item.value, Group):
            return ""
        others, known = review().namesakes(item.id), review().known_person(item.id)
        if not others and not known:
            return ""
        if review().is_apart(item.id):
            return "同名，另一人"
        return f"与{spot_text(others[0])}同一人" if others else "已有此人"

    def is_seat(item: Item) -> bool:
        return not isinstance(item.value, Group)

    def is_group(item: Item) -> bool:
        return isinstance(item.value, Group)

    return (
        Column("who", "组织 / 姓名", who, width=230, stretch=True, editor=TextEditor(), note=note, strong=is_group),
        Column("role", "角色", role, width=100, editor=TextEditor(), can_edit=is_seat),
        Column("post", "职务 / 单位", post, width=220, editor=TextEditor(), can_edit=is_seat),
    )


def _task_columns(review: Reviewing, units: Units) -> tuple[Column, ...]:
    def deadline_note(item: Item) -> str:
        return due_text(item.value.due)

    def no_lead(item: Item) -> bool:
        return not item.value.lead_units and not item.value.units

    return (
        Column("no", "序号", _field("no"), width=56, editor=TextEditor(), muted=True),
        Column("title", "任务", _field("title"), width=136, stretch=True, lines=2, editor=TextEditor()),
        _duty_column(Duty.LEAD, review, units, 104, required=no_lead),
        _duty_column(Duty.RESPONSIBLE, review, units, 88),
        _duty_column(Duty.SUPPORT, review, units, 106),
        _duty_column(Duty.OVERSEE, review, units, 96, hidden=True),
        Column("deadline", "时限", _field("deadline"), width=80, lines=2, editor=TextEditor(), tooltip=deadline_note),
    )


def _duty_column(
    duty: Duty,
    review: Reviewing,
    units: Units,
    width: int,
    required: Callable[[Item], bool] | None = None,
    hidden: bool = False,
) -> Column:
    def names(item: Item) -> tuple[str, ...]:
        dropped = review().dropped_units()
        return tuple(name for name in item.value.of(duty) if name not in dropped)

    def text(item: Item) -> str:
        return "、".join(names(item))

    def chips(item: Item) -> tuple[Chip, ...]:
        return tuple(Chip(name, duty.value, name, f"{name}：{DUTY_HEADINGS[duty]}") for name in names(item))

    return Column(
        duty.value,
        DUTY_HEADINGS[duty],
        text,
        width=width,
        chips=chips,
        lines=2,
        editor=UnitsEditor(units),
        required=required,
        hidden=hidden,
        removable_chips=True,
    )


def _phase_columns(review: Reviewing, units: Units) -> tuple[Column, ...]:
    return (
        Column("name", "阶段", _field("name"), width=160, stretch=True, editor=TextEditor()),
        Column("time", "时间（原文）", _field("time"), width=130, editor=TextEditor()),
        Column("due", "算出", _due, width=190, muted=True),
        Column("years", "年度", _years, width=90, muted=True),
    )


def _due(item: Item) -> str:
    return due_text(item.value.due)


def _years(item: Item) -> str:
    return "、".join(str(year) for year in item.value.years)


def _target_columns(review: Reviewing, units: Units) -> tuple[Column, ...]:
    def task(item: Item) -> str:
        return review().task_titles().get(item.value.task, "")

    return (
        Column("indicator", "指标", _field("indicator"), width=200, stretch=True, editor=TextEditor(), lines=2),
        Column("value", "目标值", _field("value"), width=130, lines=2, editor=TextEditor()),
        Column("task", "所属任务", task, width=170, muted=True, lines=2),
    )


def _reporting_columns(review: Reviewing, units: Units) -> tuple[Column, ...]:
    def who(item: Item) -> str:
        return "、".join(item.value.who)

    return (
        Column("what", "报送什么", _field("what"), width=170, stretch=True, lines=2, editor=TextEditor()),
        Column("who", "谁报送", who, width=120, lines=2, editor=CompleterEditor(units, several=True)),
        Column("to", "报给谁", _field("to"), width=96, lines=2, editor=TextEditor()),
        Column("deadline", "时限", _field("deadline"), width=96, lines=2, editor=TextEditor()),
        Column("due", "算出", _due, width=92, muted=True),
    )


def _place_columns(review: Reviewing, units: Units) -> tuple[Column, ...]:
    def name(item: Item) -> str:
        place: Place = item.value
        return place.name or place.area

    def progress(item: Item) -> str:
        return "" if item.value.progress is None else f"{item.value.progress}%"

    def is_area(item: Item) -> bool:
        return not item.value.name

    def is_point(item: Item) -> bool:
        return bool(item.value.name)

    return (
        Column("name", "区域 / 点位", name, width=180, stretch=True, editor=TextEditor(), strong=is_area),
        Column("batch", "批次", _field("batch"), width=90, editor=TextEditor(), can_edit=is_point),
        Column("stage", "阶段", _field("stage"), width=190, editor=TextEditor(), can_edit=is_point),
        Column("progress", "进度", progress, width=60, align="right"),
    )


def _contact_columns(review: Reviewing, units: Units) -> tuple[Column, ...]:
    return (
        Column("unit", "单位", _field("unit"), width=150, editor=TextEditor()),
        Column("name", "姓名", _field("name"), width=90, editor=TextEditor()),
        Column("post", "职务", _field("post"), width=140, stretch=True, editor=TextEditor()),
        Column("phone", "电话", _field("phone"), width=120, editor=TextEditor()),
    )
