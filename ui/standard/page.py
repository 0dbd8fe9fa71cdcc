"""The page 标准: standards on the left, their indicators as a table or two standards side by side."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget
from typing_extensions import override

from models.errors import Refusal
from models.standard.known import KNOWN
from models.standard.queries import IndicatorRow, StandardRow
from ui.page import Page
from ui.printing.wish import PrintWish
from ui.standard.book import Book, read_book
from ui.standard.crosswalk_view import CrosswalkView
from ui.standard.indicators_view import IndicatorsView
from ui.standard.nav import StandardNav
from ui.standard.standard_steps import StandardSteps

TABLE, CROSSWALK = "table", "crosswalk"
VIEWS = ((TABLE, "指标"), (CROSSWALK, "对照"))
KNOWN_WORDS = f"加入 {KNOWN[0].issue.removesuffix('版')} 版已知条目"


class StandardPage(Page):
    """Standards are shared by all campaigns; what serves them is shown for the campaign in hand."""

    key: ClassVar[str] = "standard"
    title: ClassVar[str] = "标准"
    areas: ClassVar[frozenset[str]] = frozenset(
        {"standard", "indicator", "indicator_link", "task_indicator", "task", "campaign"}
    )

    @override
    def _build(self) -> None:
        self.book = Book()
        self.standard: StandardRow | None = None
        self.view_key = TABLE
        self.steps = StandardSteps(self, self._standard)
        self.nav = StandardNav(self)
        self.view = IndicatorsView(self)
        self.crosswalk = CrosswalkView(self)
        self._bodies, self._panels = QStackedWidget(self), QStackedWidget(self)
        for stack, widgets in (
            (self._bodies, (self.view, self.crosswalk)),
            (self._panels, (self.view.inspector, self.crosswalk.panel)),
        ):
            for widget in widgets:
                stack.addWidget(widget)
        self.set_tree(self.nav)
        self.set_body(self._bodies)
        self.set_inspector(self._panels)
        self.setFocusProxy(self.view.table)
        self._switch = self.head.add_switch(VIEWS, self.show_view)
        self.head.add_filter("筛选指标、要求、任务…", width=200)
        self.bare = self.head.add_notice("bare", "没有任务")
        self.to_confirm = self.head.add_notice("to_confirm", "待核实")
        self._make_actions()
        self.head.add_menu("导入", "file-import-outline", self._import_actions, "从表格文件、剪贴板或自带的条目")
        self.head.add_button("", "printer-outline", self._on_print_requested, "打印（Ctrl+P）")
        self.head.set_primary("新指标", "plus", self._on_new_requested, "在选中的指标下面加一行（Ctrl+N）")

    def _make_actions(self) -> None:
        table = self.view.table
        add = partial(self.add_action, widget=self.view)
        self.new_action = self.add_action("standard.new", "新指标", "Ctrl+N", self._on_new_requested, icon="plus")
        self.add_below = add("standard.child", "新下级指标", "Ctrl+Shift+N", self.view.new_below)
        self.paste_new = add("standard.paste", "粘贴为新指标", "Ctrl+Shift+V", self.view.paste_clipboard_as_new)
        outdent = add("standard.outdent", "升一级", "Alt+Left", self._on_outdent_requested)
        indent = add("standard.indent", "降一级", "Alt+Right", self._on_indent_requested)
        up = add("standard.up", "上移（Alt+↑）", "", self._on_up_requested)
        down = add("standard.down", "下移（Alt+↓）", "", self._on_down_requested)
        delete = add("standard.delete", "删除指标（Ctrl+Delete）", "", self.view.delete_selected)
        table.set_menu([self.new_action, self.add_below, self.paste_new, indent, outdent, up, down, delete])
        new = self.add_action("standard.create", "新标准…", "", self.steps.new, widget=self.nav)
        self.nav.set_menu(
            [
                new,
                self.add_action(
                    "standard.edit", "名称和版本…", "F2", self._on_edit_standard_requested, widget=self.nav
                ),
                self.add_action("standard.shift_up", "上移标准（Alt+↑）", "", self._on_standard_up, widget=self.nav),
                self.add_action(
                    "standard.shift_down", "下移标准（Alt+↓）", "", self._on_standard_down, widget=self.nav
                ),
                self.add_action("standard.remove", "删除标准…", "", self._on_delete_standard, widget=self.nav),
            ]
        )
        self._import_actions: list[QAction] = [
            self.add_action("standard.import", "导入表格…", "Ctrl+I", self.steps.import_file),
            self.add_action("standard.import_block", "从剪贴板导入…", "", self.steps.import_clipboard),
            self.add_action("standard.known", KNOWN_WORDS, "", self.steps.add_known),
            new,
            self.add_action("standard.export", "导出为表格…", "", self.steps.export),
        ]

    @override
    def _wire(self) -> None:
        self.head.filter_changed.connect(self.view.set_filter)
        self.head.filter_changed.connect(self.crosswalk.set_filter)
        self.bare.toggled.connect(self._on_notice_toggled)
        self.to_confirm.toggled.connect(self._on_notice_toggled)
        self.nav.current_changed.connect(self._on_nav_current_changed)
        self.nav.activated_id.connect(self._on_nav_activated)
        self.nav.delete_requested.connect(self._on_nav_delete_requested)
        self.nav.move_requested.connect(self._on_nav_move_requested)
        self.nav.insert_requested.connect(self._on_nav_insert_requested)
        self.steps.made.connect(self.show_standard)
        self.view.import_requested.connect(self.steps.import_file)
        self.view.known_requested.connect(self.steps.add_known)
        self.view.whole_requested.connect(self._on_whole_requested)
        self.view.table.selection_changed.connect(self._on_selection_changed)
        self.crosswalk.counted.connect(self._count)

    # ---- showing ----------------------------------------------------------------------------------------------

    @override
    def reload(self) -> None:
        self.book = read_book(self.store, self.context.campaign_id)
        self.steps.set_book(self.book)
        known = self.standard.id if self.standard is not None else None
        self.standard = self.book.standard(known) or (self.book.standards[0] if self.book.standards else None)
        self.nav.show_book(self.book)
        if self.standard is None:
            self._show_none()
            return
        self.show_body()
        self.head.allow_primary(None)
        if self.nav.current_id() is None:
            self.nav.select_id(self.standard.id)
        self._show()

    def _show_none(self) -> None:
        self.head.allow_primary(Refusal("还没有标准。", "先导入或新建一套标准。"))
        self.head.set_count("")
        self.bare.set_count(0)
        self.to_confirm.set_count(0)
        self.empty.show_state(
            "还没有标准。",
            icon="ruler-square",
            note="先有标准和指标，才能看出哪些指标没有任务承担，哪些工作一次能满足两套标准。",
            buttons=(
                ("导入表格…", self.steps.import_file),
                (KNOWN_WORDS, self.steps.add_known),
                ("新建标准…", self.steps.new),
            ),
        )
        self._stack.setCurrentWidget(self.empty)

    def _show(self) -> None:
        """The standard in hand, as table or beside another one."""
        self.view.show_standard(self.standard, self.book)
        if self.view_key == CROSSWALK:
            self.crosswalk.show_standards(self.standard.id if self.standard is not None else None, self.book)
        self._count()

    def _count(self) -> None:
        rows = self.book.rows_of(self.standard.id) if self.standard is not None else ()
        in_table = self.view_key == TABLE
        self.bare.set_count(sum(row.is_bare for row in rows) if in_table else 0)
        self.to_confirm.set_count(sum(row.to_confirm for row in rows) if in_table else 0)
        self.head.set_count(self.view.count_words() if in_table else self.crosswalk.count_words())

    def show_view(self, key: str) -> None:
        """指标 or 对照."""
        self.view_key = key
        self.head.set_switch(self._switch, key)
        in_table = key == TABLE
        self._bodies.setCurrentWidget(self.view if in_table else self.crosswalk)
        self._panels.setCurrentWidget(self.view.inspector if in_table else self.crosswalk.panel)
        if self.head.primary is not None:
            self.head.primary.setVisible(in_table)
        self._show()
        current = self.view.current_id()
        if not in_table and current is not None:
            self.crosswalk.show_indicator(current)
        (self.view.table if in_table else self.crosswalk.left.table).setFocus()

    def show_standard(self, standard_id: object) -> None:
        """Another standard."""
        found = self.book.standard(standard_id)
        if found is not None:
            self.standard = found
            self.nav.select_id(found.id)
            self._show()

    @override
    def goto(self, record_id: int | None, payload: object = None) -> None:
        """A standard or an indicator by its id; the payload may name a notice ("bare", "to_confirm") or a view."""
        if payload == CROSSWALK:
            self.show_view(CROSSWALK)
        elif self.view_key != TABLE:
            self.show_view(TABLE)
        row = self.book.by_id.get(record_id) if record_id is not None else None
        if row is None:
            self.show_standard(record_id)
        else:
            self._show_indicator(row)
        for name, notice in (("bare", self.bare), ("to_confirm", self.to_confirm)):
            if payload == name:
                notice.setChecked(True)

    def _show_indicator(self, row: IndicatorRow) -> None:
        if self.standard is None or self.standard.id != row.standard_id:
            self.show_standard(row.standard_id)
        if self.view.model.is_filtered:
            self.view.model.hold([row.id])
        self.view.select(row.id)

    @override
    def print_payload(self) -> object | None:
        if self.view_key == CROSSWALK:
            return PrintWish("crosswalk", {"first": self.crosswalk.first_id, "second": self.crosswalk.second_id})
        if self.standard is None:
            return PrintWish("indicators")
        shown = "bare" if self.bare.isChecked() else "all"
        return PrintWish("indicators", {"standards": (self.standard.id,), "shown": shown})

    def _standard(self) -> StandardRow | None:
        return self.standard

    # ---- slots ------------------------------------------------------------------------------------------------

    def _on_notice_toggled(self, on: bool) -> None:
        bare, open_ones = self.bare.isChecked(), self.to_confirm.isChecked()
        wanted = partial(_is_wanted, bare, open_ones) if bare or open_ones else None
        self.view.model.set_predicate(wanted)

    def _on_whole_requested(self) -> None:
        if self.head.filter is not None:
            self.head.filter.clear()
        self.bare.setChecked(False)
        self.to_confirm.setChecked(False)
        self.view.clear_filters()

    def _on_selection_changed(self, ids: object) -> None:
        if self.view_key == TABLE:
            self.head.set_count(self.view.count_words())

    def _on_nav_current_changed(self, nav_id: object) -> None:
        row = self.nav.current_row()
        if row is None or self.is_stale:
            return
        if self.standard is None or self.standard.id != row.standard_id:
            self.standard = self.book.standard(row.standard_id)
            self._show()
        if row.heading_id is not None and self.view_key == TABLE:
            self.view.select(row.heading_id)

    def _on_nav_activated(self, nav_id: object) -> None:
        row = self.nav.current_row()
        if row is not None and row.heading_id is None:
            self.steps.edit(self.standard)
        elif row is not None:
            self.view.table.setFocus()

    def _on_nav_insert_requested(self, nav_id: object) -> None:
        self.steps.new()

    def _on_nav_delete_requested(self, ids: object) -> None:
        row = self.nav.current_row()
        if row is None or row.heading_id is None:
            self.steps.delete(self.standard)
        else:
            self.view.delete((row.heading_id,))

    def _on_nav_move_requested(self, ids: object, by: int) -> None:
        row = self.nav.current_row()
        if row is None or row.heading_id is None:
            self.steps.shift(self.standard, by)
        else:
            self.view.shift((row.heading_id,), by)

    def _on_edit_standard_requested(self) -> None:
        self.steps.edit(self.standard)

    def _on_delete_standard(self) -> None:
        self.steps.delete(self.standard)

    def _on_standard_up(self) -> None:
        self.steps.shift(self.standard, -1)

    def _on_standard_down(self) -> None:
        self.steps.shift(self.standard, 1)

    def _on_new_requested(self) -> None:
        if self.standard is None:
            self.steps.new()
            return
        if self.view_key != TABLE:
            self.show_view(TABLE)
        self.view.new()

    def _on_indent_requested(self) -> None:
        self.view.indent_selected(1)

    def _on_outdent_requested(self) -> None:
        self.view.indent_selected(-1)

    def _on_up_requested(self) -> None:
        self.view.move_selected(-1)

    def _on_down_requested(self) -> None:
        self.view.move_selected(1)

    def _on_print_requested(self) -> None:
        self.go("printing", None, self.print_payload())


def _is_wanted(bare: bool, open_ones: bool, row: IndicatorRow) -> bool:
    return (not bare or row.is_bare) and (not open_ones or row.to_confirm)
