"""The widgets of the view by deadline: the switch 列表 · 月历, the list, the month with the tasks of the day chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.icons import icon
from ui.style import px
from ui.tables.rows import RowsModel
from ui.tables.tree import TreeRowsModel
from ui.tables.view import TableView
from ui.task.calendar.due_lines import DueLine, day_title, due_columns
from ui.task.calendar.month_grid import MonthGrid
from ui.widgets.segments import Segments


class DuePanel(QWidget):
    """Shows what it is given; `mode_changed` when the list or the calendar is wanted, with the row stood on before."""

    mode_changed = Signal(object)

    def __init__(self, day: date, today: Callable[[], date], parent: QWidget) -> None:
        super().__init__(parent)
        self._mode = "list"
        columns = due_columns(today)
        self.list_model = TreeRowsModel(columns, tree_column="title", group=_is_group, parent=self)
        self.list = TableView(self.list_model, name="task.due")
        self.list.setAccessibleName("按完成时限的任务")
        self.day_model = RowsModel(columns, parent=self)
        self.of_day = TableView(self.day_model, name="task.due.day")
        self.of_day.setAccessibleName("这一天到期的任务")
        self.grid = MonthGrid(day, self)
        self.of_day.setDragEnabled(True)
        self.of_day.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.grid.take_rows_of(self.of_day)
        self.modes = Segments((("list", "列表"), ("calendar", "月历")), self)
        self.move_button = QPushButton("改到…", self)
        self._build()
        self.modes.chosen.connect(self.set_mode)
        self.grid.activated.connect(self._on_grid_activated)
        self.set_mode("list")

    def _build(self) -> None:
        self.month = QLabel(self)
        self.month.setProperty("section", True)
        self.month.setMinimumWidth(px(96))
        self.back = self._arrow("chevron-left", "上个月（PageUp）", self._on_back_clicked)
        self.forth = self._arrow("chevron-right", "下个月（PageDown）", self._on_forth_clicked)
        self.now = QPushButton("今天", self)
        self.now.setProperty("link", True)
        self.now.setToolTip("回到今天（Home）")
        self.now.clicked.connect(self._on_now_clicked)
        self.move_button.setProperty("quiet", True)
        self.move_button.setIcon(icon("calendar-arrow-right"))
        self.move_button.setToolTip("把选中的任务改到另一天；在月历里也可以直接拖")
        top = QFrame(self)
        row = QHBoxLayout(top)
        row.setContentsMargins(px(16), px(6), px(12), px(6))
        row.setSpacing(px(6))
        row.addWidget(self.modes)
        row.addSpacing(px(10))
        for widget in (self.back, self.month, self.forth, self.now):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.move_button)
        self.day_words = QLabel(self)
        self.day_words.setTextFormat(Qt.TextFormat.PlainText)
        self.day_words.setProperty("section", True)
        self.day_words.setContentsMargins(px(16), px(6), px(12), px(4))
        self._no_tasks = QLabel("这一天没有任务到期。", self)
        self._no_tasks.setProperty("muted", True)
        self._no_tasks.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._no_tasks.setContentsMargins(px(16), px(4), px(12), px(4))
        self._of_day = QStackedWidget(self)
        self._of_day.addWidget(self.of_day)
        self._of_day.addWidget(self._no_tasks)
        below = QWidget(self)
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.day_words)
        column.addWidget(self._of_day, 1)
        below.setMinimumHeight(px(96))
        calendar = QSplitter(Qt.Orientation.Vertical, self)
        calendar.setChildrenCollapsible(False)
        calendar.setHandleWidth(1)
        calendar.addWidget(self.grid)
        calendar.addWidget(below)
        calendar.setStretchFactor(0, 3)
        calendar.setStretchFactor(1, 1)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(calendar)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(top)
        layout.addWidget(self._stack, 1)

    def _arrow(self, name: str, words: str, slot: Callable[[], None]) -> QPushButton:
        button = QPushButton(self)
        button.setIcon(icon(name))
        button.setIconSize(QSize(px(18), px(18)))
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setProperty("quiet", True)
        button.clicked.connect(slot)
        return button

    # ---- what is shown ----------------------------------------------------------------------------------------

    @property
    def mode(self) -> str:
        """ "list" or "calendar"."""
        return self.modes.key

    def set_mode(self, mode: str) -> None:
        """The list or the calendar."""
        before = self.current_table().current_id()
        self._mode = mode
        self.modes.set_key(mode)
        is_list = mode == "list"
        self._stack.setCurrentIndex(0 if is_list else 1)
        for widget in (self.back, self.month, self.forth, self.now):
            widget.setVisible(not is_list)
        self.mode_changed.emit(before)

    def show_list(self, lines: Sequence[DueLine]) -> None:
        """The list by month."""
        self.list_model.set_rows(tuple(lines))

    def show_month(self) -> None:
        """The month of the grid is another one."""
        self.month.setText(f"{self.grid.month.year}年{self.grid.month.month}月")

    def show_day(self, lines: Sequence[DueLine]) -> None:
        """The tasks of the day chosen."""
        self.day_model.set_rows(tuple(lines))
        count = f" · {len(lines)} 项到期" if lines else ""
        name = self.grid.looks[self.grid.day].name if self.grid.day in self.grid.looks else ""
        self.day_words.setText(f"{day_title(self.grid.day)}{' ' + name if name else ''}{count}")
        self._of_day.setCurrentWidget(self.of_day if lines else self._no_tasks)

    def current_table(self) -> TableView:
        """The table whose rows are acted on."""
        return self.list if self.mode == "list" else self.of_day

    def take_keys(self) -> None:
        """Let the keyboard act in the list or the grid."""
        (self.list if self.mode == "list" else self.grid).setFocus()

    def _on_grid_activated(self, day: object) -> None:
        rows = self.day_model.visible_rows()
        if rows:
            self.of_day.setFocus()
            self.of_day.select_id(rows[0].id, "title")

    def _on_back_clicked(self) -> None:
        self.grid.turn(-1)

    def _on_forth_clicked(self) -> None:
        self.grid.turn(1)

    def _on_now_clicked(self) -> None:
        self.grid.choose(self.grid.today)


def _is_group(line: DueLine) -> bool:
    return line.is_heading
