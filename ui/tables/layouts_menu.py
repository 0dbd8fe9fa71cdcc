"""方案 ▾: the named layouts of a table; take one, keep the present one, rename, delete, start with one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from models.errors import Condition, Refusal
from models.layouts import actions
from models.layouts.content import Layout, layout_of_text
from models.layouts.queries import LayoutRow, layouts
from ui import messages

if TYPE_CHECKING:
    from ui.page import Page
    from ui.tables.view import TableView


class LayoutsMenu(QObject):
    """Keeps which layout was taken last; `changed` when its name or state is another one."""

    changed = Signal()

    def __init__(self, page: Page, table: TableView) -> None:
        super().__init__(page)
        self._page = page
        self._table = table
        self._taken: LayoutRow | None = None

        self.menu = QMenu(page)
        self.menu.aboutToShow.connect(self._fill)
        page.store.opened.connect(self.forget)
        page.store.changed.connect(self._on_store_changed)
        table.arrangement.changed.connect(self.changed)

    @property
    def words(self) -> str:
        """The name of the layout taken, with a mark when the table was arranged otherwise since."""
        if self._taken is None:
            return "方案"
        return f"方案：{self._taken.name}" + ("*" if self.is_changed else "")

    @property
    def is_changed(self) -> bool:
        """Whether the table stands otherwise than the layout taken says (widths aside)."""
        if self._taken is None:
            return False
        kept, now = self._read(self._taken), self._table.arrangement.layout()
        if kept is None:
            return True
        order = tuple(key for key in now.order if key in kept.order)
        return (order, now.hidden, now.frozen, now.sorts, now.filters) != (
            tuple(key for key in kept.order if key in now.order),
            kept.hidden,
            kept.frozen,
            kept.sorts,
            kept.filters,
        )

    def rows(self) -> tuple[LayoutRow, ...]:
        """The layouts kept for this table."""
        found: tuple[LayoutRow, ...] = self._page.store.read(layouts, of_table=self._table.name)
        return found

    def forget(self) -> None:
        """Another file: no layout is taken."""
        self._taken = None
        self.changed.emit()

    def start(self) -> None:
        """Take the layout the table is to start with, if there is one."""
        row = next((row for row in self.rows() if row.is_start), None)
        if row is not None:
            self.take(row)

    def take(self, row: LayoutRow) -> None:
        """Arrange the table like this."""
        layout = self._read(row)
        if layout is None:
            messages.say(
                self._page, f"方案“{row.name}”的内容读不出来，表格没有变。可以删除它再另存一个。", kind="warning"
            )
            return
        self._taken = row
        self._table.arrangement.apply(layout)
        self.changed.emit()

    def take_own(self) -> None:
        """The table as the program brings it."""
        columns = self._table.rows_model.columns
        self._taken = None
        hidden = frozenset(column.key for column in columns if column.hidden)
        widths = {column.key: column.width for column in columns}
        self._table.arrangement.apply(Layout((), hidden, widths))
        self.changed.emit()

    # ---- the menu ---------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        menu = self.menu
        menu.clear()
        rows = self.rows() if self._page.store.is_open else ()
        self._check(menu.addAction("原来的样子", self.take_own), self._taken is None)
        for row in rows:
            words = f"{row.name}（打开时使用）" if row.is_start else row.name
            action = menu.addAction(words)
            action.triggered.connect(partial(self.take, row))
            self._check(action, self._taken is not None and self._taken.id == row.id)
        menu.addSeparator()
        menu.addAction("另存为方案…", self.ask_save)
        taken = self._taken
        if taken is not None:
            menu.addAction(f"更新“{taken.name}”", self.update).setEnabled(True)
            menu.addAction("重命名…", self.ask_rename)
            words = "打开时不再使用" if taken.is_start else "打开时使用此方案"
            menu.addAction(words, self.turn_start)
            menu.addAction(f"删除“{taken.name}”", self.delete)

    @staticmethod
    def _check(action: QAction, on: bool) -> None:
        action.setCheckable(True)
        action.setChecked(on)

    def ask_save(self) -> None:
        """Ask for a name and keep the present arrangement."""
        messages.ask_text(self._page, "另存为方案", "方案名称", self.save_as, value="", why_not=self._why_not_saved)

    def save_as(self, name: str) -> None:
        """Keep the present arrangement under a name."""
        layout = self._table.arrangement.layout()
        words = actions.tidy_name(name)
        done = self._page.do(
            f"保存表格方案：{words}", actions.save_layout, of_table=self._table.name, name=words, layout=layout
        )
        if done is not None:
            self._taken = next((row for row in self.rows() if row.id == done.value), None)
            self.changed.emit()
            messages.say(self._page, f"已保存方案“{words}”：列、顺序、冻结、排序和筛选都记下了。", kind="ok")

    def update(self) -> None:
        """Keep the present arrangement in the layout taken."""
        if self._taken is not None:
            self.save_as(self._taken.name)

    def ask_rename(self) -> None:
        """Ask for another name of the layout taken."""
        if self._taken is not None:
            messages.ask_text(
                self._page,
                "重命名方案",
                "方案名称",
                self._rename,
                value=self._taken.name,
                why_not=self._why_not_renamed,
            )

    def _rename(self, name: str) -> None:
        if self._taken is not None:
            self._page.do(f"重命名表格方案：{name}", actions.rename_layout, layout_id=self._taken.id, name=name)

    def turn_start(self) -> None:
        """Start with the layout taken, or no longer."""
        if self._taken is not None:
            on = not self._taken.is_start
            title = "设定打开时的表格方案" if on else "取消打开时的表格方案"
            self._page.do(title, actions.set_start_layout, layout_id=self._taken.id, on=on)

    def delete(self) -> None:
        """Delete the layout taken; the table stays as it is."""
        if self._taken is not None:
            name = self._taken.name
            said = f"已删除方案“{name}”，表格没有变。"
            self._page.do(f"删除表格方案：{name}", actions.delete_layout, layout_id=self._taken.id, said=said)

    def _why_not_saved(self, name: str) -> Refusal | None:
        return actions.why_not_named(name)

    def _why_not_renamed(self, name: str) -> Refusal | None:
        taken = self._taken
        return actions.why_not_named(name, [row.name for row in self.rows() if taken is None or row.id != taken.id])

    def _on_store_changed(self, areas: frozenset[str]) -> None:
        if self._taken is not None and "table_layout" in areas:
            self._taken = next((row for row in self.rows() if self._taken and row.id == self._taken.id), None)
            self.changed.emit()

    @staticmethod
    def _read(row: LayoutRow) -> Layout | None:
        try:
            return layout_of_text(row.content)
        except Condition:
            return None
