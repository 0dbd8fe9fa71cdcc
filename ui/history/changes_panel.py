"""The right half of the history: what the chosen step changed, field by field."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from models.history_rows import FieldChange, StepRow
from ui.history.columns import CHANGE_COLUMNS, after_words, change_lines, office_time
from ui.style import px
from ui.tables.rows import RowsModel
from ui.tables.view import TableView

MOST_CHANGES = 500
LONG = 10  # characters that may not fit a cell: then the whole text stands below


class ChangesPanel(QWidget):
    """Title of the step, its fields before and after; asks to go to a record or to follow it."""

    go_requested = Signal(object)  # FieldChange
    follow_requested = Signal(object)  # FieldChange

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = self._label("section")
        self._note = self._label("caption")
        self._more = self._label("caption")
        self._detail = QPlainTextEdit(self)
        self._detail.setReadOnly(True)
        self._detail.setAccessibleName("选中字段的全文")
        self._detail.setFixedHeight(px(96))
        self.go_button = QPushButton("转到记录", self)
        self.follow_button = QPushButton("只看这条记录", self)
        self.model = RowsModel(CHANGE_COLUMNS, parent=self)
        self.table = TableView(self.model, name="history.changes", whole_rows=True)
        self.table.setAccessibleName("这一步改了什么")
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(self._title)
        words.addWidget(self._note)
        top = QHBoxLayout()
        top.setContentsMargins(px(12), px(8), px(12), px(8))
        top.setSpacing(px(8))
        top.addLayout(words, 1)
        top.addWidget(self.follow_button)
        top.addWidget(self.go_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addWidget(self._detail)
        column.addWidget(self._more)
        self._more.setContentsMargins(px(12), px(6), px(12), px(6))
        self._go = QAction("转到记录", self)
        self._follow = QAction("只看这条记录的历史", self)
        self.table.set_menu((self._go, self._follow))
        self.go_button.clicked.connect(self._on_go)
        self.follow_button.clicked.connect(self._on_follow)
        self._go.triggered.connect(self._on_go)
        self._follow.triggered.connect(self._on_follow)
        self.table.activated_id.connect(self._on_go)
        self.table.current_changed.connect(self._on_table_current_changed)
        self.show_step(None, ())

    def show_step(self, step: StepRow | None, changes: tuple[FieldChange, ...]) -> None:
        """The fields of one step; None for no step."""
        if step is None:
            self._title.setText("没有选中的步骤")
            self._note.setText("在左边选一步，看它改了什么。")
        else:
            self._title.setText(step.title)
            words = (f"第 {step.seq} 步", office_time(step.at), step.operator, f"{step.rows:,} 条记录")
            self._note.setText(" · ".join((*words, f"摘要 {step.hash[:12]}")))
            self._note.setToolTip(f"这一步的完整摘要（SHA-256）：{step.hash}")
        self.model.set_rows(change_lines(changes))
        cut = len(changes) >= MOST_CHANGES
        self._more.setText(f"改动很多，只列出前 {MOST_CHANGES:,} 处。")
        self._more.setVisible(cut)
        if changes:
            self.table.select_id(0)
        self._on_table_current_changed(self.table.current_id())

    def current(self) -> FieldChange | None:
        """The field under the cursor."""
        line = self.model.row(self.table.current_id())
        return line.change if line is not None else None

    def _label(self, look: str) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty(look, True)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # cut rather than push
        return label

    def _on_table_current_changed(self, line_id: object) -> None:
        change = self.current()
        self._detail.setVisible(change is not None and max(len(change.before), len(change.after)) > LONG)
        if change is not None:
            self._detail.setPlainText(f"改前：{change.before or '（空）'}\n改后：{after_words(change)}")
        for thing in (self.go_button, self.follow_button):
            thing.setEnabled(change is not None)
        for action in (self._go, self._follow):
            action.setEnabled(change is not None)

    def _on_go(self) -> None:
        change = self.current()
        if change is not None:
            self.go_requested.emit(change)

    def _on_follow(self) -> None:
        change = self.current()
        if change is not None:
            self.follow_requested.emit(change)
