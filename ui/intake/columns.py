"""The columns of each block of the review; rows are the review's items."""

from __future__ import annotations

from models.intake.draft import Duty, Group
from models.intake.fields.units import is_collective
from models.intake.review import Block, Decision, Item, State
from ui.intake.further_columns import FURTHER
from ui.intake.marking import marked
from ui.intake.table import STATE
from ui.intake.words import Reviewing, Units, due_text, duty_column, field_text, spot_text, state_text
from ui.style import Tone
from ui.tables.cells import Chip, Column
from ui.tables.editors import TextEditor

RANK = {State.PROPOSED: 1, State.CONFIRMED: 2, State.DROPPED: 3}
TREE_COLUMNS = {Block.SEATS: "who", Block.TASKS: "title", Block.PLACES: "name", Block.CRITERIA: "item"}


def columns_of(block: Block, review: Reviewing, units: Units) -> tuple[Column, ...]:
    """State, the fields of the block, and where the row stands in the document."""
    build = {
        Block.UNITS: _unit_columns,
        Block.SEATS: _seat_columns,
        Block.TASKS: _task_columns,
        **FURTHER,
    }[block]
    return (_state_column(), *(marked(column) for column in build(review, units)), _spot_column())


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

    return Column(STATE, "状态", state_text, width=86, tone=tone, tooltip=tooltip, sort=order, muted=True)


def _spot_column() -> Column:
    def order(item: Item) -> int:
        return item.spot.paragraph

    return Column("spot", "出处", spot_text, width=66, muted=True, sort=order, hidden=True)


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
        Column("name", "文中写法", field_text("name"), width=190, editor=TextEditor()),
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
        Column("no", "序号", field_text("no"), width=56, editor=TextEditor(), muted=True),
        Column("title", "任务", field_text("title"), width=136, stretch=True, lines=2, editor=TextEditor()),
        duty_column(Duty.LEAD, review, units, 104, required=no_lead),
        duty_column(Duty.RESPONSIBLE, review, units, 88),
        duty_column(Duty.SUPPORT, review, units, 106),
        duty_column(Duty.OVERSEE, review, units, 96, hidden=True),
        Column(
            "deadline", "时限", field_text("deadline"), width=80, lines=2, editor=TextEditor(), tooltip=deadline_note
        ),
    )
