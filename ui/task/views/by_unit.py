"""单位: the units with how much each carries, and the tasks of one of them under its roles, edited and handed on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtGui import QAction
from typing_extensions import override

from models.errors import Refusal
from models.task import actions, queries
from models.task.rules.handing import why_not_handed
from models.task.rules.load import Burden
from models.task.terms import Role
from ui import messages
from ui.tables.cells import Fill
from ui.tables.editors import Option
from ui.task.naming import step_of
from ui.task.reverse.forms import HolderForm, TakerForm
from ui.task.reverse.holders import Holder, HolderBook
from ui.task.reverse.matching import wanted_by
from ui.task.reverse.two_lists import TwoLists
from ui.task.reverse.unit_columns import line_columns, owner_columns
from ui.task.reverse.unit_lines import (
    DutyLine,
    Found,
    Holders,
    UnitLine,
    duties_of,
    line_id,
    lines_of,
    unit_lines,
)
from ui.task.rows import Fresh
from ui.task.views.base import Room, Scope, TaskView


class ByUnit(TaskView):
    """Reads and shows when it is first switched to."""

    key = "units"
    word = "单位"
    tooltip = "每个单位承担哪些任务：改角色、移交、落实到人、打印"
    has_outline = False

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.lists: TwoLists | None = None
        self._book = HolderBook(room.page.context)
        self._is_stale = True
        self._holders: Holders = {}
        self._whole: Found = {}
        self._shown: Found = {}
        self._units: dict[int, UnitLine] = {}
        self._words = 0  # counts of the head: units with tasks, units

    def _build(self) -> TwoLists:
        self.lists = lists = TwoLists(
            "task.units",
            owner_columns(),
            line_columns(self._holder_options, self._today),
            words=("单位", "单位的任务"),
            parent=self,
        )
        self.fill(lists)
        add = lists.add_button
        add("移交…", "account-arrow-right-outline", self.hand_over, "把选中的任务移交给另一个单位")
        add("落实到人…", "account-check-outline", self.settle, "选中的任务由本单位哪个岗位或人员负责")
        add("打印", "printer-outline", self._on_print_clicked, "打印这个单位的责任分解表（Ctrl+P）")
        menu = []
        for role in Role:
            action = QAction(f"设为{role.label}", self)
            action.triggered.connect(partial(self.set_role, role))
            menu.append(action)
        line = QAction(self)
        line.setSeparator(True)
        over, settle = QAction("移交给另一个单位…", self), QAction("落实到岗位、人员…", self)
        over.triggered.connect(self.hand_over)
        settle.triggered.connect(self.settle)
        lists.set_menu((*menu, line, over, settle))
        lists.owner_changed.connect(self._on_owner_changed)
        lists.line_changed.connect(self._on_line_changed)
        lists.kept_changed.connect(self._show)
        lists.whole_requested.connect(self.whole_requested)
        lists.line_model.edit_requested.connect(self._on_edit_requested)
        lists.lines.fill_requested.connect(self._on_fill_requested)
        lists.lines.activated_id.connect(self._on_line_activated)
        return lists

    # ---- what is shown ----------------------------------------------------------------------------------------

    @override
    def show_rows(self, fresh: Fresh, areas: frozenset[str]) -> None:
        self._is_stale = True
        if areas & {"person", "post", "tenure", "unit"}:
            self._book.forget()
        if self.isVisible():
            self.refresh()

    @override
    def refresh(self) -> None:
        page = self.room.page
        if self.lists is None:
            self._build()
        if not self._is_stale or page.context.campaign_id is None or not page.store.is_open:
            return
        self._is_stale = False
        settled = page.store.read(queries.settled, campaign_id=page.context.campaign_id, on=page.context.today)
        self._holders = {(row.task_id, row.unit_id, row.role): row for row in settled}
        self._whole = duties_of(self.room.rows.all)
        self._show()

    @override
    def set_scope(self, scope: Scope) -> None:
        if scope == self.scope:
            return
        self.scope = scope
        if self.isVisible() and not self._is_stale:
            self._show()
        else:
            self._is_stale = True

    def _show(self) -> None:
        if self.lists is None:
            return
        is_wanted, named, part = wanted_by(self.scope), self._named(), self.scope.ids
        if part is None and not self.scope.text.strip():
            self._shown = self._whole
        else:
            wanted = {row.id for row in self.room.rows.all if is_wanted(row)}
            shown = {
                unit_id: [
                    duty
                    for duty in duties
                    if duty[0].id in wanted or (unit_id in named and (part is None or duty[0].id in part))
                ]
                for unit_id, duties in self._whole.items()
            }
            self._shown = {unit_id: lines for unit_id, lines in shown.items() if lines}
        every = unit_lines(self.room.rows.units, self._whole, self._shown)
        heavy = [line for line in every if line.burden is Burden.HEAVY]
        idle = [line for line in every if line.burden is Burden.NONE]
        kept = heavy if self.lists.heavy.isChecked() else idle if self.lists.idle.isChecked() else every
        if self.scope.text.strip():
            kept = [line for line in kept if line.id in self._shown or line.id in named]
        elif self.scope.ids is not None and not self.lists.idle.isChecked():
            kept = [line for line in kept if line.tasks]
        self._units = {line.id: line for line in every}
        self._words = len(kept)
        self.lists.show_owners(
            kept, heavy=len(heavy), idle=len(idle), words=f"{len(kept)} 个单位", part=self.scope.part
        )
        self._show_unit()
        self.count_changed.emit()

    def _named(self) -> set[int]:
        """The units that the words of the filter name."""
        words = self.scope.text.lower().split()
        if not words:
            return set()
        return {
            option.value
            for option in self.room.choices.units()
            if all(any(word in key.lower() for key in (option.text, *option.keys)) for word in words)
        }

    def _show_unit(self) -> None:
        assert self.lists is not None
        unit = self._units.get(self.unit_id or 0)
        if unit is None:
            self.lists.show_lines("", "", (), "没有符合条件的单位。")
            return
        lines = lines_of(self._shown.get(unit.id, ()), self._holders)
        counts = " · ".join(f"{role.label} {unit.count(role)}" for role in Role if unit.count(role))
        points = f"{unit.tasks} 项任务" + (f"：{counts}" if counts else "")
        nothing = "这个单位还没有任务。" if not self._whole.get(unit.id) else "筛选后这个单位没有任务。"
        self.lists.show_lines(unit.name, points, lines, nothing)

    @property
    def unit_id(self) -> int | None:
        """The unit chosen."""
        return self.lists.owners.current_id() if self.lists is not None else None

    @override
    def current_id(self) -> int | None:
        line = self._current_line()
        return line.row.id if line is not None and line.row is not None else None

    def _current_line(self) -> DutyLine | None:
        if self.lists is None:
            return None
        line = self.lists.line_model.row(self.lists.lines.current_id())
        return line if isinstance(line, DutyLine) else None

    @override
    def select(self, task_id: int) -> bool:
        """With the unit worked on when it carries the task, else with the first that leads it or carries it at all."""
        if self.lists is None:
            return False
        found = {
            unit_id: role
            for unit_id, duties in self._shown.items()
            if (role := next((role for row, role, _ in duties if row.id == task_id), None))
        }
        at_work = self.unit_id if self.lists.lines.current_id() is not None else None
        order, heads = list(Role), list(self._units)

        def place(unit_id: int) -> tuple[bool, int, int]:
            return unit_id != at_work, order.index(found[unit_id]), heads.index(unit_id)

        for unit_id in sorted(found, key=place):
            if self.lists.owners.select_id(unit_id):
                return self.lists.lines.select_id(line_id(task_id, found[unit_id]), "title")
        return False

    def choose_unit(self, unit_id: int) -> bool:
        """Show one unit's tasks; False when the filters hide it."""
        return self.lists is not None and self.lists.owners.select_id(unit_id)

    @override
    def arrive(self, task_id: int | None) -> None:
        if self.scope.unit_id is not None:
            self.choose_unit(self.scope.unit_id)
        if task_id is not None:
            self.select(task_id)

    @override
    def take_keys(self) -> None:
        if self.lists is not None:
            self.lists.owners.setFocus()

    @override
    def count_words(self) -> str:
        return f"{self._words} 个单位"

    def _on_owner_changed(self, unit_id: object) -> None:
        self._show_unit()
        self.current_changed.emit(self.current_id())

    def _on_line_changed(self, line_id: object) -> None:
        self.current_changed.emit(self.current_id())

    def _on_line_activated(self, line_id: object) -> None:
        task_id = self.current_id()
        if task_id is not None:
            self.task_activated.emit(task_id)

    # ---- steps ------------------------------------------------------------------------------------------------

    def _chosen(self) -> list[DutyLine]:
        lines: list[DutyLine] = self.lists.selected_lines() if self.lists is not None else []
        return lines

    def _do(self, title: str, action: Callable[..., Any], lines: list[DutyLine], said: str = "", **kw: Any) -> None:
        if not lines or self.unit_id is None:
            messages.refuse(self, Refusal("没有选中任务。", "请先在右边选中任务。"))
            return
        named = step_of(title, lines[0].title) if len(lines) == 1 else f"{title}：{len(lines)} 项"
        duties = [(line.row.id, line.written) for line in lines if line.row is not None]
        page = self.room.page
        page.do(named, action, said=said, unit_id=self.unit_id, duties=duties, on=page.context.today, **kw)

    def set_role(self, role: Role, checked: bool = False) -> None:
        """The selected tasks are carried in one role."""
        lines = [line for line in self._chosen() if line.written is not role]
        unit = self._units.get(self.unit_id or 0)
        if unit is not None and (lines or not self._chosen()):
            self._do(f"“{unit.name}”改为{role.label}", actions.change_roles, lines, role=role)

    def hand_over(self) -> None:
        """Ask which unit takes the selected tasks."""
        lines, unit = self._chosen(), self._units.get(self.unit_id or 0)
        if unit is None or not lines:
            messages.refuse(self, Refusal("没有选中任务。", "请先在右边选中要移交的任务，可以用 Shift 或 Ctrl 多选。"))
            return

        def why_not(to_unit_id: int | None) -> Refusal | None:
            return why_not_handed(unit.id, to_unit_id, len(lines))

        sentence = f"把“{unit.name}”的 {len(lines)} 项任务移交给另一个单位，角色和次序不变。"
        form = TakerForm(self.window(), "移交任务", sentence, "接手单位", self.room.choices.units, why_not)
        messages.open_form(self, form, partial(self._on_taker_chosen, lines))

    def _on_taker_chosen(self, lines: list[DutyLine], unit_id: int) -> None:
        name = next((option.text for option in self.room.choices.units() if option.value == unit_id), "")
        said = f"已把 {len(lines)} 项移交给“{name}”。"
        self._do(f"移交给“{name}”", actions.hand_over, lines, said, to_unit_id=unit_id)

    def settle(self) -> None:
        """Ask who in the unit does the selected tasks."""
        lines, unit = self._chosen(), self._units.get(self.unit_id or 0)
        if unit is None or not lines:
            messages.refuse(self, Refusal("没有选中任务。", "请先在右边选中任务。"))
            return
        text = lines[0].holder if len({line.holder for line in lines}) == 1 else ""
        form = HolderForm(self.window(), self._book, unit.id, unit.name, len(lines), text)
        messages.open_form(self, form, partial(self._on_holder_chosen, lines))

    def _on_holder_chosen(self, lines: list[DutyLine], holder: Holder) -> None:
        self._settle(lines, holder)

    def _settle(self, lines: list[DutyLine], holder: Holder) -> None:
        title = "落实到人" if holder != Holder() else "取消落实到人"
        self._do(title, actions.set_holders, lines, post_id=holder.post_id, person_id=holder.person_id)

    def _on_edit_requested(self, line_id: object, key: str, value: object) -> None:
        assert self.lists is not None
        line = self.lists.line_model.row(line_id)
        if isinstance(line, DutyLine):
            self._write([line], key, "" if value is None else str(value))

    def _on_fill_requested(self, fill: Fill) -> None:
        assert self.lists is not None
        source = self.lists.line_model.row(fill.source_id)
        rows = [self.lists.line_model.row(line_id) for line_id in fill.row_ids]
        lines = [line for line in rows if isinstance(line, DutyLine) and not line.is_heading]
        for key in fill.keys:
            if isinstance(source, DutyLine) and not source.is_heading and lines:
                self._write(lines, key, source.holder if key == "holder" else source.role.label)

    def _write(self, lines: list[DutyLine], key: str, text: str) -> None:
        if key == "role":
            role = next(role for role in Role if text in (role.label, role.value))
            lines = [line for line in lines if line.written is not role and not (line.by_rule and role is Role.LEAD)]
            unit = self._units.get(self.unit_id or 0)
            if lines and unit is not None:
                self._do(f"“{unit.name}”改为{role.label}", actions.change_roles, lines, role=role)
            return
        try:
            holder = self._book.read(self.unit_id, text)
        except Refusal as refusal:
            messages.refuse(self, refusal)
            return
        self._settle(lines, holder)

    def _holder_options(self, line: Any) -> tuple[Option, ...]:
        return self._book.options(self.unit_id)

    def _today(self) -> date:
        return self.room.page.context.today

    # ---- paper ------------------------------------------------------------------------------------------------

    @override
    def print_payload(self) -> object | None:
        return {"by": "unit", "unit_ids": [self.unit_id]} if self._shown.get(self.unit_id or 0) else {"by": "unit"}

    def _on_print_clicked(self) -> None:
        self.room.page.go("printing", None, self.print_payload())
