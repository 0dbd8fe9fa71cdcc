"""The inspector of one task: every field, units and people by role, dates, where it came from, its history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QTimer
from typing_extensions import override

from models.attachment.terms import Holder
from models.history_rows import StepRow
from models.task import actions, queries
from models.task.actions import CellEdit
from models.task.actions.writer import COLUMNS
from models.task.queries import TaskDetails, TaskRow
from models.task.queries.tree import target_text
from models.task.rules import IssueKind, text_of_points
from models.task.terms import PersonRole, Role
from models.workdays.queries import work_calendar
from ui import messages
from ui.attachment.section import AttachmentSection
from ui.page import Page
from ui.style import Tone
from ui.tables.editors import Option
from ui.task.choices import Choices
from ui.task.due_text import due_text
from ui.task.grid_desk import GridDesk
from ui.task.grid_section import GridSection
from ui.task.holder_section import HolderSection
from ui.task.indicator_section import IndicatorSection
from ui.task.naming import NamingDesk, step_of
from ui.task.rows import Rows
from ui.widgets.inspector import ChoiceField, DateField, Inspector, LineField, ReadField, Section, TextField, UnitsField

HISTORY_DELAY_MS = 150
ADD_UNIT = "添加单位：简称、拼音或部分名称"
_FILES = frozenset(("attachment", "attached_file", "attached_link"))
PEOPLE = {"leaders": PersonRole.LEADER, "owners": PersonRole.OWNER, "contacts": PersonRole.CONTACT}
UNITS = {role.value: role for role in Role}
DATES = {"due_from": "开始日期", "due_to": "截止日期"}


class TaskInspector(Inspector):
    """Every change is one step, through the same actions as the cells of the table."""

    def __init__(self, page: Page, rows: Rows, choices: Choices) -> None:
        super().__init__(page, empty="选中一项任务，在这里查看和修改它的全部内容。")
        self._page = page
        self._rows = rows
        self._choices = choices
        self._desk = NamingDesk(page)
        self.grid_desk = GridDesk(page)
        self._relays: list[_NewName] = []
        self._details: TaskDetails | None = None
        self._history_delay = QTimer(self)
        self._history_delay.setSingleShot(True)
        self._history_delay.setInterval(HISTORY_DELAY_MS)
        self._build()
        self.edited.connect(self._on_edited)
        self._history_delay.timeout.connect(self._on_history_delay_timeout)
        page.store.changed.connect(self._on_store_changed)

    def _build(self) -> None:
        main = self.add_section()
        main.add("title", "任务", TextField("写明做什么"))
        duty = self.add_section("责任分工")
        for role in Role:
            self._add_units(duty, role)
        for key, person_role in PEOPLE.items():
            self._add_people(duty, key, person_role)
        self.holders = HolderSection(self._page, self)
        self.grid = GridSection(self._page, self.grid_desk, self)
        time = self.add_section("时限与分值")
        time.add("deadline", "完成时限", LineField("如 5月底前、每月25日前"))
        time.add("dates", "算出", ReadField())
        time.add("due_from", "开始", DateField(""))
        time.add("due_to", "截止", DateField(""))
        time.add("phase_id", "阶段", ChoiceField(self._choices.phases))
        time.add("target", "目标值", LineField("如 ≥90%"))
        time.add("points", "分值", LineField())
        self.indicators = IndicatorSection(self._page, self)
        more = self.add_section("内容与依据")
        more.add("body", "内容", TextField(lines=2))
        more.add("note", "备注", TextField(lines=1))
        more.add("source", "出处", TextField(lines=1))
        more.add("no", "序号", LineField("自动编号"))
        more.add("kind", "类别", ChoiceField(self._choices.kinds()))
        self.files = AttachmentSection(self._page, self, Holder.TASK)
        self._past = self.add_section("历史")
        self.history = ReadField()
        self._past.add_widget(self.history)

    def _add_units(self, section: Section, role: Role) -> None:
        field = UnitsField(self._unit_options, role.value)
        field.picker.line.setPlaceholderText(ADD_UNIT)
        self._relay(field, role.value)
        section.add(role.value, f"{role.label}单位", field)

    def _add_people(self, section: Section, key: str, role: PersonRole) -> None:
        field = UnitsField(self._choices.people)
        field.picker.line.setPlaceholderText("添加人员")
        self._relay(field, key)
        section.add(key, role.label, field)

    def _relay(self, field: UnitsField, key: str) -> None:
        relay = _NewName(self, key)
        self._relays.append(relay)
        field.picker.unknown.connect(relay.on_unknown)

    # ---- showing ----------------------------------------------------------------------------------------------

    @property
    def task_id(self) -> int | None:
        """The task shown."""
        return self._details.id if self._details is not None else None

    def show_task(self, task_id: int | None) -> None:
        """Show a task (None = nothing)."""
        row = self._rows.get(task_id)
        self._details = (
            self._page.store.read(queries.task_details, task_id=row.id, on=self._page.context.today)
            if row is not None
            else None
        )
        details = self._details
        if details is None or row is None:
            self._history_delay.stop()
            self.holders.show_task(None)
            self.grid.show_task(None)
            self.indicators.show_task(None)
            self.files.show_record(None)
            self.clear()
            return
        values: dict[str, object] = {
            "title": details.title,
            "deadline": details.deadline,
            "dates": due_text(details, self._page.store.read(work_calendar), self._page.context.today),
            "due_from": details.due_from,
            "due_to": details.due_to,
            "phase_id": details.phase_id,
            "target": "；".join(target_text(target.indicator, target.value) for target in details.targets),
            "points": text_of_points(details.points),
            "body": details.body,
            "note": details.note,
            "source": details.source,
            "no": details.no,
            "kind": details.kind.label,
        }
        values |= {role.value: tuple(found.unit_id for found in details.units(role)) for role in Role}
        values |= {key: tuple(found.person_id for found in details.named(role)) for key, role in PEOPLE.items()}
        self.set_values(details.title or "（没有写任务）", values, self._subtitle_of(row))
        by_rule = "、".join(ref.label for ref in row.lead if ref.leads_by_rule)
        lead = self.field(Role.LEAD.value)
        assert isinstance(lead, UnitsField)
        lead.picker.line.setPlaceholderText(f"按规则由{by_rule}牵头" if by_rule else ADD_UNIT)
        self.holders.show_task(details)
        self.grid.show_task(details.id, details.title)
        self.indicators.show_task(details.id, details.title)
        self.files.show_record(details.id, details.title)
        self._history_delay.start()

    def _subtitle_of(self, row: TaskRow) -> str:
        """Number and what it belongs to, then the findings, each behind its shape."""
        above = self._rows.get(row.parent_id)
        parts = (row.number, self._rows.sums_of(row), f"属于“{above.title}”" if above is not None else "")
        place = " · ".join(part for part in parts if part)
        findings = (f"{_shape(issue.kind)} {issue.sentence}" for issue in row.issues)
        return "\n".join((place, *findings))

    def _on_store_changed(self, areas: frozenset[str]) -> None:
        """Files and links are no field of the task, but their steps are of its history."""
        if areas & _FILES and self._details is not None:
            self._history_delay.start()

    def _on_history_delay_timeout(self) -> None:
        if self._details is None or self._past.is_folded:
            return
        steps = self._page.store.read(queries.task_history, task_id=self._details.id)
        self.history.set_value("\n".join(_step_line(step) for step in steps) or "还没有历史")

    def _unit_options(self) -> Sequence[Option]:
        """The units to choose from, and those of the task that are no longer current."""
        options = self._choices.units()
        if self._details is None:
            return options
        known = {option.value for option in options}
        former = {row.unit_id: row.label for row in self._details.assignments if row.unit_id not in known}
        return (*options, *(Option(unit_id, label, hint="已停用") for unit_id, label in former.items()))

    # ---- steps ------------------------------------------------------------------------------------------------

    def _on_edited(self, key: str, value: object) -> None:
        details = self._details
        if details is None:
            return
        if key in UNITS:
            role = UNITS[key]
            self._do(f"修改{role.label}单位", actions.set_units, task_id=details.id, role=role, unit_ids=value)
        elif key in PEOPLE:
            people = PEOPLE[key]
            self._do(f"修改{people.label}", actions.set_people, task_id=details.id, role=people, person_ids=value)
        elif key in DATES:
            if value is not None and not isinstance(value, date):
                messages.say(self, f"“{value}”不是日期。可以写成 2026-05-31 或 5月31日。", kind="warning")
                self.show_task(details.id)
                return
            self._do(f"修改{DATES[key]}", actions.update_task, task_id=details.id, **{key: value})
        elif key == "phase_id":
            self._do("修改阶段", actions.update_task, task_id=details.id, phase_id=value)
        else:
            self.write(key, "" if value is None else str(value))

    def write(self, key: str, text: str) -> None:
        """One field as text, as a cell of the table writes it."""
        if self._details is not None:
            edit = CellEdit(self._details.id, key, text)
            self._do(f"修改{COLUMNS[key]}", actions.set_cells, edits=(edit,))

    def add_name(self, key: str, name: str) -> None:
        """One more unit or person in a role, by a name that is not among the choices. A person is simply added; for a
        unit the clerk is asked."""
        if self._details is None:
            return
        if key in PEOPLE:
            names = [found.name for found in self._details.named(PEOPLE[key])]
            self.write(key, "、".join((*names, name)))
        else:
            units = [found.name for found in self._details.units(UNITS[key])]
            edit = CellEdit(self._details.id, key, "、".join((*units, name)))
            title = step_of(f"修改{COLUMNS[key]}", self._details.title)
            self._desk.do(title, actions.set_cells, edits=(edit,))

    def _do(self, title: str, action: Callable[..., object], **kw: object) -> None:
        """A step; afterwards the fields show what is stored, also when it was refused."""
        task_id = self.task_id
        named = step_of(title, self._details.title if self._details is not None else "")
        self._page.do(named, action, **kw)  # type: ignore[arg-type]
        if task_id == self.task_id:
            self.show_task(task_id)

    @override
    def hideEvent(self, event: object) -> None:
        self._history_delay.stop()
        super().hideEvent(event)  # type: ignore[arg-type]


class _NewName:
    """Remembers in which role an unknown name was typed."""

    def __init__(self, inspector: TaskInspector, key: str) -> None:
        self._inspector = inspector
        self._key = key

    def on_unknown(self, name: str) -> None:
        self._inspector.add_name(self._key, name)


def _shape(kind: IssueKind) -> str:
    tone = Tone.OVERDUE if kind is IssueKind.OVERDUE else Tone.REMINDER if kind.is_notice else Tone.NEAR
    return tone.shape


def _step_line(step: StepRow) -> str:
    return f"{step.at.astimezone():%m-%d %H:%M}  {step.operator}  {step.title}"
