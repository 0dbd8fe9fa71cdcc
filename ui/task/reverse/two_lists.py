"""Left those who carry tasks with their counts, right the tasks of the one chosen, grouped; what is selected there can
be handed on. The views by unit and by person are made of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ui.icons import icon
from ui.style import px
from ui.tables.cells import Column
from ui.tables.rows import RowsModel
from ui.tables.tree import TreeRowsModel
from ui.tables.view import TableView
from ui.task.grid_section import link
from ui.widgets.empty import EmptyState
from ui.widgets.head import Notice

LEFT_WIDTH = 330


class TwoLists(QWidget):
    """`owner_changed(id)` when another one is chosen left, `line_changed(id)` when the cursor moves right,
    `kept_changed` when only the overloaded or the idle ones are asked for, `whole_requested` for all tasks."""

    owner_changed = Signal(object)
    line_changed = Signal(object)
    kept_changed = Signal()
    whole_requested = Signal()

    def __init__(
        self,
        name: str,
        owners: Sequence[Column],
        lines: Sequence[Column],
        *,
        words: tuple[str, str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.owner_model = RowsModel(owners, parent=self)
        self.owners = TableView(self.owner_model, name=f"{name}.owners", whole_rows=True)
        self.owners.setProperty("takesKeys", True)
        self.owners.setAccessibleName(words[0])
        self.line_model = TreeRowsModel(lines, tree_column=lines[0].key, group=_is_group, parent=self)
        self.lines = TableView(self.line_model, name=f"{name}.lines")
        self.lines.setAccessibleName(words[1])
        self.empty = EmptyState(self)
        self.heavy = Notice("任务偏多", "near", self)
        self.idle = Notice("没有任务", "reminder", self)
        self._build()
        self._wire()

    def _build(self) -> None:
        self.part = QLabel(self)
        self.title = QLabel(self)
        self.note = QLabel(self)
        for label, kind in ((self.part, "muted"), (self.title, "section"), (self.note, "muted")):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty(kind, True)
            label.setMinimumWidth(px(40))  # the words give way, not the panels beside
        self.whole = link("看全部任务", self)
        self._part_bar = QFrame(self)
        bar = QHBoxLayout(self._part_bar)
        bar.setContentsMargins(px(16), px(4), px(12), px(4))
        bar.addWidget(self.part)
        bar.addWidget(self.whole)
        bar.addStretch(1)
        self._part_bar.hide()
        remarks = QHBoxLayout()
        remarks.setContentsMargins(px(12), px(8), px(8), px(6))
        remarks.setSpacing(px(8))
        self._all_words = QLabel(self)
        self._all_words.setTextFormat(Qt.TextFormat.PlainText)
        self._all_words.setProperty("muted", True)
        remarks.addWidget(self._all_words)
        remarks.addStretch(1)
        remarks.addWidget(self.heavy)
        remarks.addWidget(self.idle)
        left = QWidget(self)
        rows = QVBoxLayout(left)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(remarks)
        rows.addWidget(self.owners, 1)
        left.setMinimumWidth(px(220))
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(px(6))
        words = QVBoxLayout()
        words.setSpacing(px(1))
        words.addWidget(self.title)
        words.addWidget(self.note)
        head = QHBoxLayout()
        head.setContentsMargins(px(12), px(6), px(12), px(6))
        head.setSpacing(px(8))
        head.addLayout(words, 1)
        head.addLayout(self._buttons)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.lines)
        self._stack.addWidget(self.empty)
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._splitter.addWidget(left)
        self._splitter.addWidget(right)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([px(LEFT_WIDTH), px(700)])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._part_bar)
        layout.addWidget(self._splitter, 1)

    def _wire(self) -> None:
        self.owners.current_changed.connect(self.owner_changed)
        self.owners.activated_id.connect(self._on_owner_activated)
        self.lines.current_changed.connect(self.line_changed)
        self.heavy.toggled.connect(self._on_heavy_toggled)
        self.idle.toggled.connect(self._on_idle_toggled)
        self.whole.clicked.connect(self.whole_requested)

    def add_button(self, text: str, name: str, slot: Callable[[], Any], tooltip: str) -> QPushButton:
        """An action on what is selected right, also in the menu of the rows."""
        button = QPushButton(text, self)
        button.setIcon(icon(name))
        button.setToolTip(tooltip)
        button.setAccessibleName(text)
        button.setProperty("quiet", True)
        button.clicked.connect(slot)
        self._buttons.addWidget(button)
        return button

    def set_menu(self, actions: Sequence[QAction]) -> None:
        """Actions of the right rows."""
        self.lines.set_menu(actions)

    # ---- content ----------------------------------------------------------------------------------------------

    def show_owners(self, rows: Sequence[Any], *, heavy: int, idle: int, words: str, part: str) -> None:
        """Those on the left, with how many carry far more than usual or nothing; `part` says that only some tasks are
        counted."""
        self.owner_model.set_rows(tuple(rows))
        self.heavy.set_count(heavy)
        self.idle.set_count(idle)
        self._all_words.setText(words)
        self._part_bar.setVisible(bool(part))
        self.part.setText(f"只看“{part}”" if part else "")
        if rows and self.owners.current_id() is None:
            self.owners.select_id(rows[0].id)

    def show_lines(self, title: str, note: str, lines: Sequence[Any], nothing: str) -> None:
        """The tasks of the one chosen; without any the sentence `nothing`."""
        self.title.setText(title)
        self.title.setToolTip(title)
        self.note.setText(note)
        self.line_model.set_rows(tuple(lines))
        self._stack.setCurrentWidget(self.lines if lines else self.empty)
        self.empty.show_state(nothing, icon="clipboard-text-off-outline")

    def selected_lines(self) -> list[Any]:
        """The lines selected right; a heading stands for everything under it."""
        chosen = set(self.lines.selected_ids())
        return [
            line
            for line in self.line_model.rows
            if not line.is_heading and (line.id in chosen or line.parent_id in chosen)
        ]

    def _on_owner_activated(self, owner_id: object) -> None:
        """Enter goes over to the tasks."""
        first = next((line for line in self.line_model.visible_rows() if not line.is_heading), None)
        if first is not None:
            self.lines.setFocus()
            self.lines.select_id(first.id)

    def _on_heavy_toggled(self, on: bool) -> None:
        if on:
            self.idle.setChecked(False)
        self.kept_changed.emit()

    def _on_idle_toggled(self, on: bool) -> None:
        if on:
            self.heavy.setChecked(False)
        self.kept_changed.emit()


def _is_group(line: Any) -> bool:
    return bool(line.is_heading)
