"""The columns of the task table. Every cell is edited as text, as in a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from models.layouts.terms import FieldKind
from models.task.queries import TaskRow, UnitRef
from models.task.rules import IssueKind, sort_number, text_of_points
from models.task.terms import Role, TaskKind
from ui.style import Tone
from ui.tables.cells import Chip, Column
from ui.tables.editors import ChoiceEditor, CompleterEditor, TextEditor, UnitsEditor
from ui.task.choices import Choices

_OF_DEADLINE = (IssueKind.OVERDUE, IssueKind.NO_DEADLINE, IssueKind.NO_DATE)
SOON_DAYS = 14
WEEKDAYS = {"MO": "一", "TU": "二", "WE": "三", "TH": "四", "FR": "五", "SA": "六", "SU": "日"}


def columns_of(choices: Choices, today: Callable[[], date], sums: Callable[[TaskRow], str]) -> tuple[Column, ...]:
    """序号, 任务, 目标值, units by role, people, deadline, 分值 …; the rarer ones start hidden.

    `sums` says what stands grey behind the title of a row with rows below it: 7 项 · 12 分.
    """

    def deadline_tone(row: TaskRow) -> Tone | None:
        return tone_of_deadline(row, today())

    return (
        Column(
            "no", "序号", lambda row: sort_number(row.number), width=66, editor=TextEditor(), value=lambda row: row.no,
            muted=True, tooltip=lambda row: row.number,
        ),
        Column(
            "title", "任务", lambda row: row.title, width=164, editor=TextEditor(folds=True), stretch=True, lines=2,
            required=lambda row: not row.title, strong=lambda row: row.children > 0, tooltip=title_tooltip,
            note=sums, icon=lambda row: "email-fast-outline" if row.kind is TaskKind.REPORTING else "",
        ),
        Column("target", "目标值", lambda row: row.target, 100, editor=TextEditor(folds=True), lines=2, hidden=True),
        _units(Role.LEAD, choices, width=96, required=lambda row: has_issue(row, IssueKind.NO_LEAD)),
        _units(Role.RESPONSIBLE, choices, width=104, stretch=True),
        _units(Role.SUPPORT, choices, width=104, stretch=True),
        _units(Role.OVERSEE, choices, width=100, hidden=True),
        _people("leaders", "责任领导", choices),
        _people("owners", "责任人", choices),
        _people("contacts", "联系人", choices),
        Column(
            "deadline", "完成时限", lambda row: row.deadline, width=142, editor=TextEditor(), sort=deadline_order,
            required=lambda row: has_issue(row, IssueKind.NO_DEADLINE), tone=deadline_tone, note=dates_beside,
            tooltip=deadline_tooltip,
        ),
        Column(
            "points", "分值", lambda row: text_of_points(row.points), width=46, editor=TextEditor(), align="right",
            sort=lambda row: row.points, kind=FieldKind.NUMBER,
            plain=lambda row: None if row.points is None else Decimal(row.points) / 100,
        ),
        Column(
            "phase", "阶段", lambda row: row.phase, width=110, editor=ChoiceEditor(choices.phase_names), hidden=True
        ),
        Column("kind", "类别", lambda row: row.kind.label, width=80, editor=ChoiceEditor(choices.kinds), hidden=True),
        Column(
            "body", "内容", lambda row: row.body, width=200, editor=TextEditor(multiline=True), lines=2, hidden=True
        ),
        Column("note", "备注", lambda row: row.note, width=120, editor=TextEditor(folds=True), lines=2, hidden=True),
        Column("source", "出处", lambda row: row.source, width=120, editor=TextEditor(), muted=True, hidden=True),
    )  # fmt: skip


def search_text(row: TaskRow) -> str:
    """Words the filter finds besides what the cells show."""
    units = " ".join([ref.initials for refs in (row.lead, row.responsible, row.support, row.oversee) for ref in refs])
    return f"{row.pinyin} {units} {row.number} {row.body if len(row.body) < 400 else row.body[:400]}"


def has_issue(row: TaskRow, *kinds: IssueKind) -> bool:
    """Whether one of these findings is about the row."""
    return bool(row.issues) and any(issue.kind in kinds for issue in row.issues)


def has_gap(row: TaskRow) -> bool:
    """Something must be filled in (待补)."""
    return bool(row.issues) and any(issue.kind.is_gap for issue in row.issues)


def has_notice(row: TaskRow) -> bool:
    """Something worth a look: joint leads, a unit named twice."""
    return bool(row.issues) and any(issue.kind.is_notice for issue in row.issues)


def is_overdue(row: TaskRow) -> bool:
    """Past its last day."""
    return has_issue(row, IssueKind.OVERDUE)


def tone_of_deadline(row: TaskRow, today: date) -> Tone | None:
    """■ past, ▲ within two weeks, else none."""
    if is_overdue(row):
        return Tone.OVERDUE
    if has_issue(row, IssueKind.NO_DATE):
        return Tone.REMINDER
    if row.due_to is not None and today <= row.due_to <= today + timedelta(days=SOON_DAYS):
        return Tone.NEAR
    return None


def dates_beside(row: TaskRow) -> str:
    """The computed date behind the words: 05-31, 03-01 至 05-31, 每月 25 日."""
    if row.due_every:
        words = recurrence_words(row.due_every)
        return "" if "每" in row.deadline else words
    if row.due_to is None:
        return "算不出日期" if has_issue(row, IssueKind.NO_DATE) else ""
    last = short_day(row.due_to)
    if len(last) > 5 and str(row.due_to.year) in row.deadline:
        return ""  # another year, and the words name it
    return last if row.due_from is None else f"{short_day(row.due_from)} 至 {last}"


def short_day(day: date) -> str:
    """05-31 in this year, 2027-05-31 in another."""
    return day.strftime("%m-%d") if day.year == date.today().year else day.isoformat()


def recurrence_words(rule: str) -> str:
    """FREQ=MONTHLY;BYMONTHDAY=25 → 每月25日; a rule without simple words as it is."""
    parts = dict(part.split("=", 1) for part in rule.removeprefix("RRULE:").split(";") if "=" in part)
    every = int(parts.get("INTERVAL", "1"))
    period = {"DAILY": "日", "WEEKLY": "周", "MONTHLY": "月", "YEARLY": "年"}.get(parts.get("FREQ", ""))
    if period is None:
        return rule
    if period == "月" and every == 3:
        text = "每季度"
    else:
        text = f"每{period}" if every == 1 else f"每{every}{'个' if period == '月' else ''}{period}"
    if "BYMONTH" in parts:
        text += "、".join(f"{month}月" for month in parts["BYMONTH"].split(","))
    days = parts.get("BYMONTHDAY", "").split(",") if parts.get("BYMONTHDAY") else []
    text += "、".join("底" if day == "-1" else f"{day}日" for day in days if day == "-1" or not day.startswith("-"))
    if "BYDAY" in parts:
        text += "、".join(WEEKDAYS.get(day[-2:], day) for day in parts["BYDAY"].split(","))
    return text


def deadline_order(row: TaskRow) -> str | None:
    """Sorted by the last day; words without a date come after all dates, recurring ones last."""
    if row.due_to is not None:
        return row.due_to.isoformat()
    if row.due_every:
        return f"9999-{row.deadline}"
    return f"9998-{row.deadline}" if row.deadline else None


def deadline_tooltip(row: TaskRow) -> str:
    """Words and dates in full, and what the rules say."""
    said = [issue.sentence for issue in row.issues if issue.kind in _OF_DEADLINE]
    dates = " 至 ".join(day.isoformat() for day in (row.due_from, row.due_to) if day is not None)
    lines = (row.deadline, dates, recurrence_words(row.due_every) if row.due_every else "", *said)
    return "\n".join(line for line in lines if line)


def title_tooltip(row: TaskRow) -> str:
    """The whole task: number, title, text, and every finding."""
    lines = (f"{row.number}{row.title}", row.body, *(issue.sentence for issue in row.issues))
    return "\n".join(line for line in lines if line)


def unit_chips(row: TaskRow, role: Role) -> tuple[Chip, ...]:
    """The units in one role; a lead by the campaign's rule is shown quietly and cannot be removed, nor can one that
    stands here by places of the grid alone. Where a rule makes one of several units lead, a ★ marks it among them."""
    leading = {ref.unit_id for ref in row.lead if ref.leads_by_rule}
    units = row.units(role)
    marks = len(leading) == 1 < len(units)
    return tuple(_chip(ref, role, marks and ref.unit_id in leading) for ref in units)


def _chip(ref: UnitRef, role: Role, leads: bool) -> Chip:
    if ref.leads_by_rule:
        return Chip(ref.name, "plain", None, f"{ref.name}：列为责任单位，按本专项工作的规则牵头")
    words = f"{ref.name}：{role.label}"
    if leads and ref.is_named and role in (Role.RESPONSIBLE, Role.SUPPORT):
        words += "，按本专项工作的规则（如“列第一位的为牵头单位”）牵头；拖动单位可以改变次序"
        return Chip(f"★ {ref.label}", role.value, ref.unit_id if ref.is_written else None, words)
    if ref.cells:
        words += f"，{ref.cells} 处网格（在右侧“落到网格”里修改）"
    return Chip(ref.label, role.value, ref.unit_id if ref.is_written else None, words)


def named_units(row: TaskRow, role: Role) -> str:
    """All units of the task in one role, as text to copy and to filter."""
    return "、".join(ref.name for ref in row.units(role) if not ref.leads_by_rule)


def written_units(row: TaskRow, role: Role) -> str:
    """The units written down for the task as a whole: what the editor of the cell starts with."""
    return "、".join(ref.name for ref in row.units(role) if ref.is_written)


def _units(
    role: Role,
    choices: Choices,
    *,
    width: int,
    required: Callable[[TaskRow], bool] | None = None,
    hidden: bool = False,
    stretch: bool = False,
) -> Column:
    def text(row: TaskRow) -> str:
        return named_units(row, role)

    def value(row: TaskRow) -> str:
        return written_units(row, role)

    def plain(row: TaskRow) -> tuple[str, ...]:
        return tuple(ref.name for ref in row.units(role))

    def chips(row: TaskRow) -> tuple[Chip, ...]:
        return unit_chips(row, role)

    def tooltip(row: TaskRow) -> str:
        return "\n".join(chip.tooltip for chip in unit_chips(row, role))

    return Column(
        role.value, f"{role.label}单位", text, width=width, editor=UnitsEditor(choices.units), value=value, chips=chips,
        tooltip=tooltip, required=required, hidden=hidden, stretch=stretch, removable_chips=True, lines=2,
        kind=FieldKind.NAMES, plain=plain,
    )  # fmt: skip


def _people(key: str, heading: str, choices: Choices) -> Column:
    def text(row: TaskRow) -> str:
        names: tuple[str, ...] = getattr(row, key)
        return "、".join(names)

    def plain(row: TaskRow) -> tuple[str, ...]:
        names: tuple[str, ...] = getattr(row, key)
        return names

    return Column(
        key, heading, text, width=90, editor=CompleterEditor(choices.people, several=True), hidden=True,
        kind=FieldKind.NAMES, plain=plain,
    )  # fmt: skip
