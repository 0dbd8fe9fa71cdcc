"""The filters of the page 任务: words, remarks pressed in the head, a line of the outline; together one `Scope`. Views
that are not the table take its conditions along as well."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from models.layouts.rules import Group
from ui.page import Page
from ui.tables.filtering import sieve_of
from ui.tables.view import TableView
from ui.task.outline import Outline
from ui.task.rows import Rows
from ui.task.views import Scope

KEYS = ("gaps", "late", "notices")  # of rows; "idle" is one of columns


class TaskFilters(QObject):
    """`changed` when the scope is another one."""

    changed = Signal()

    def __init__(self, page: Page, rows: Rows, outline: Outline, table: TableView) -> None:
        super().__init__(page)
        self._table = table
        self._conditions = table.arrangement.filters
        self._rows = rows
        self._outline = outline
        self.scope = Scope()
        head = page.head
        self.line = head.add_filter("筛选…")
        self.line.setToolTip("按任务、单位、备注里的字筛选（Ctrl+F）")
        self.gaps = head.add_notice("gaps", "待补", "near")
        self.late = head.add_notice("late", "逾期", "overdue")
        self.notices = head.add_notice("notices", "留意", "reminder")
        self.idle = head.add_notice("idle", "无任务单位", "reminder")
        self.gaps.setToolTip("只看缺任务内容、牵头单位或完成时限的任务")
        self.late.setToolTip("只看完成时限已过的任务")
        self.notices.setToolTip("只看几个单位共同牵头、或同一单位列了几次的任务")
        self.idle.setToolTip("在矩阵里只看一项任务也没有的单位，可以直接分派")
        head.filter_changed.connect(self._on_head_filter_changed)
        for notice in (self.gaps, self.late, self.notices):
            notice.toggled.connect(self._on_notice_toggled)
        outline.chosen.connect(self.apply)
        table.arrangement.changed.connect(self._on_arrangement_changed)

    def count(self) -> None:
        """Show how many rows each remark is about."""
        self.gaps.set_count(len(self._rows.gaps))
        self.late.set_count(len(self._rows.late))
        self.notices.set_count(len(self._rows.notices))
        if not self.idle.isChecked():
            self.idle.set_count(len(self._rows.idle_units()))

    def press(self, key: str) -> None:
        """Only one remark's rows: "gaps", "late" or "notices"."""
        for known in KEYS:
            getattr(self, known).setChecked(known == key)

    def clear(self) -> None:
        """Every row again."""
        self.line.clear()
        self.scope = replace(self.scope, text="")
        for key in KEYS:
            getattr(self, key).setChecked(False)
        self._outline.choose(None)
        self.apply()

    def show_whole(self) -> None:
        """Take back what was chosen in the outline, and the conditions of the table."""
        self._outline.choose(None)
        self._table.arrangement.set_filters(Group())

    @property
    def beyond(self) -> Scope:
        """The scope of the other views: with the conditions of the table, as its rows are now."""
        arranged, group = self._table.arrangement, self._table.rows_model.group
        sieve = sieve_of(arranged.filters, arranged.fields, arranged.today(), group)
        if sieve is None:
            return self.scope
        known = self.scope.ids
        ids = frozenset(row.id for row in self._rows.all if (known is None or row.id in known) and sieve(row))
        part = "，".join(words for words in (self.scope.part, arranged.sentence()) if words)
        return replace(self.scope, ids=ids, part=part)

    def _on_arrangement_changed(self) -> None:
        if self._table.arrangement.filters != self._conditions:
            self._conditions = self._table.arrangement.filters
            self.changed.emit()

    def apply(self) -> None:
        """Put the scope together anew and tell it."""
        self.scope = Scope(self.scope.text, self._ids(), self._outline.unit_id, self._outline.part)
        self.changed.emit()

    def _ids(self) -> frozenset[int] | None:
        marked = [
            ids
            for notice, ids in (
                (self.gaps, self._rows.gaps),
                (self.late, self._rows.late),
                (self.notices, self._rows.notices),
            )
            if notice.isChecked()
        ]
        part: set[int] | None = None
        if self._outline.task_id is not None:
            part = self._rows.below(self._outline.task_id)
        elif self._outline.unit_id is not None:
            part = self._rows.naming(self._outline.unit_id)
        if not marked:
            return None if part is None else frozenset(part)
        wanted = frozenset().union(*marked)
        return wanted if part is None else wanted & part

    def _on_head_filter_changed(self, text: str) -> None:
        self.scope = replace(self.scope, text=text)  # the tasks stay those they were when the remark was pressed
        self.changed.emit()

    def _on_notice_toggled(self, on: bool) -> None:
        self.apply()
