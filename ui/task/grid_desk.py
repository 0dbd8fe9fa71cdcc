"""What can be done with a task at the grid, for the inspector and the view of all duties: forms, steps, sentences."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from models.errors import Refusal
from models.task import actions, queries
from models.task.actions import DutyEdit
from models.task.queries import RuleChanges, RuleRow
from models.task.terms import DutyState
from ui import messages
from ui.page import Page
from ui.task.naming import NamingDesk, step_of


class GridDesk(QObject):
    """Opens the forms and makes the steps; the page reloads by itself."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._naming = NamingDesk(page)  # makes very large steps in the background

    # ---- rules ------------------------------------------------------------------------------------------------

    def add_rule(self, task_id: int, title: str) -> None:
        """Ask for a rule and make its rows."""
        self._open_rule(partial(self._on_rule_given, task_id, title), None)

    def edit_rule(self, rule: RuleRow) -> None:
        """Change what a rule says."""
        self._open_rule(partial(self._on_rule_changed, rule), rule)

    def _open_rule(self, accepted: Any, rule: RuleRow | None) -> None:
        from models.grid.queries import cells, levels
        from ui.task.rule_form import RuleForm

        read = self._page.store.read
        known = read(levels)
        if not any(level.cells for level in known):
            messages.refuse(self._page, Refusal("网格里还没有内容。", "请先到“网格”里设置层级、添加网格。"))
            return
        form = RuleForm(self._window(), known, read(cells), read(queries.unit_names), self._preview, rule)
        messages.open_form(self._page, form, accepted)

    def _preview(self, level_id: int, under_id: int | None, unit_id: int | None) -> tuple[queries.PreviewRow, ...]:
        found: tuple[queries.PreviewRow, ...] = self._page.store.read(
            queries.rule_preview, level_id=level_id, under_id=under_id, unit_id=unit_id
        )
        return found

    def _on_rule_given(self, task_id: int, title: str, value: Any) -> None:
        done = self._page.do(
            step_of("落到网格", title),
            actions.add_rule,
            task_id=task_id,
            level_id=value.level_id,
            under_id=value.under_id,
            unit_id=value.unit_id,
            role=value.role,
            on=self._page.context.today,
        )
        if done is not None:
            count = len(self._page.store.read(queries.rule_rows, rule_id=done.value))
            messages.say(self._page, f"已展开 {count} 处。", kind="ok", undo=True)

    def _on_rule_changed(self, rule: RuleRow, value: Any) -> None:
        done = self._page.do(
            step_of("修改规则", rule.task),
            actions.change_rule,
            rule_id=rule.id,
            level_id=value.level_id,
            under_id=value.under_id,
            unit_id=value.unit_id,
            role=value.role,
            on=self._page.context.today,
        )
        if done is not None:
            messages.say(self._page, f"规则已修改：{done.value.words}。", kind="ok", undo=True)

    def delete_rule(self, rule: RuleRow) -> None:
        """Take a rule away with its rows."""
        kept = rule.states.total - rule.states.open
        said = f"已删除规则和它展开的 {rule.states.total} 处" + (
            f"，其中 {kept} 处已有进展，留作记录。" if kept else "。"
        )
        self._page.do(
            step_of("删除规则", rule.task),
            actions.delete_rules,
            rule_ids=(rule.id,),
            on=self._page.context.today,
            said=said,
        )

    # ---- changes of the grid ----------------------------------------------------------------------------------

    def show_offers(self, offers: Sequence[RuleChanges], rules: Sequence[RuleRow], *, with_task: bool = False) -> None:
        """Show what the grid changed; accepted, the rules are brought up to date."""
        from ui.task.rule_form import OfferForm

        words = {rule.id: f"{rule.task}：{rule.words}" if with_task else rule.words for rule in rules}
        named = [(words.get(one.id, ""), one) for one in offers]
        if named:
            messages.open_form(self._page, OfferForm(self._window(), named), self._on_offers_taken)

    def _on_offers_taken(self, rule_ids: tuple[int, ...]) -> None:
        done = self._page.do("按网格更新任务", actions.apply_rules, rule_ids=rule_ids, on=self._page.context.today)
        if done is not None:
            messages.say(self._page, f"已按网格更新：{done.value.words}。", kind="ok", undo=True)

    # ---- single cells -----------------------------------------------------------------------------------------

    def assign(self, task_id: int, title: str) -> None:
        """Ask for one cell and put a duty there."""
        from models.grid.queries import cells
        from ui.task.rule_form import CellDutyForm

        read = self._page.store.read
        found = read(cells)
        if not found:
            messages.refuse(self._page, Refusal("网格里还没有内容。", "请先到“网格”里设置层级、添加网格。"))
            return
        form = CellDutyForm(self._window(), found, read(queries.unit_names))
        messages.open_form(self._page, form, partial(self._on_cell_given, task_id, title))

    def _on_cell_given(self, task_id: int, title: str, value: Any) -> None:
        self._page.do(
            step_of("指定网格", title),
            actions.assign_cell,
            task_id=task_id,
            cell_id=value.cell_id,
            unit_id=value.unit_id,
            role=value.role,
            on=self._page.context.today,
        )

    # ---- duties -----------------------------------------------------------------------------------------------

    def set_state(self, duty_ids: Sequence[int], state: DutyState) -> None:
        """The same state for many duties."""
        if not duty_ids:
            messages.say(self._page, "先选中要改的行。", kind="warning")
            return
        self._naming.do(
            f"{len(duty_ids)} 处设为{state.label}",
            actions.set_duties,
            partial(self._on_states_set, state),
            len(duty_ids),
            duty_ids=tuple(duty_ids),
            state=state,
            on=self._page.context.today,
        )

    def _on_states_set(self, state: DutyState, count: int) -> None:
        if count > 1:
            messages.say(self._page, f"已把 {count} 处设为“{state.label}”。", kind="ok", undo=True)

    def write(self, title: str, edits: Sequence[DutyEdit]) -> None:
        """Cells of the table of duties, as one step."""
        if edits:
            self._naming.do(title, actions.set_duty_cells, None, len(edits), edits=edits, on=self._page.context.today)

    def _window(self) -> QWidget:
        return self._page.window()
