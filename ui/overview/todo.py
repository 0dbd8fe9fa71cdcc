"""今天要办: what is due, missing or doubtful, with a switch; one click leads to the place."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedLayout,
    QWidget,
)

from models.overview.queries import Todo
from models.overview.terms import Matter
from ui.overview.card import Card
from ui.overview.columns import TODO_COLUMNS, TodoLine
from ui.style import px
from ui.tables.rows import RowsModel
from ui.tables.view import TableView

KINDS = (("all", "全部"), ("overdue", "逾期"), ("soon", "临近"), ("missing", "待补"), ("doubtful", "请确认"))


class TodoCard(Card):
    """The list and its switch; `opened` carries the Todo that was clicked."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("今天要办", parent)
        self._buttons = QButtonGroup(self)
        self._buttons.setExclusive(True)
        frame = QFrame(self)
        frame.setProperty("segments", True)
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for at, (key, text) in enumerate(KINDS):
            button = QPushButton(text, frame)
            button.setCheckable(True)
            button.setChecked(at == 0)
            button.setProperty("segment", True)
            button.setProperty("key", key)
            self._buttons.addButton(button, at)
            row.addWidget(button)
        self.head.addWidget(frame)
        self.head.addStretch(1)
        self._hint = QLabel("点一行到对应的地方处理", self)
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self._hint.setProperty("caption", True)
        self.head.addWidget(self._hint)
        self.model = RowsModel(TODO_COLUMNS, parent=self)
        self.table = TableView(self.model, name="overview.todo", whole_rows=True)
        self.table.setAccessibleName("今天要办")
        self.table.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self._nothing = QLabel("没有要办的事：没有逾期和临近的任务，牵头单位和时限都已写明。", self)
        self._nothing.setTextFormat(Qt.TextFormat.PlainText)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setProperty("muted", True)
        body = QWidget(self)
        self._stack = QStackedLayout(body)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nothing)
        self.put(body)
        self.setMinimumHeight(px(172))
        self._buttons.buttonClicked.connect(self._on_buttons_button_clicked)
        self.table.clicked.connect(self._on_table_clicked)
        self.table.activated_id.connect(self._on_table_activated_id)

    def show_todo(self, todo: tuple[Todo, ...]) -> None:
        """Fill the list; a kind that went to 0 lets go of the switch."""
        self.model.set_rows(TodoLine((entry.id, entry.matter), entry) for entry in todo)
        for button, (key, text) in zip(self._buttons.buttons(), KINDS, strict=True):
            count = sum(_is_kind(entry.matter, key) for entry in todo)
            button.setText(f"{text} {count}")
            button.setEnabled(count > 0 or key == "all")
        if not self.button(self.kind).isEnabled():
            self.show_kind("all")
        self._hint.setVisible(bool(todo))
        self._stack.setCurrentWidget(self.table if todo else self._nothing)

    def show_kind(self, key: str) -> None:
        """Only the entries of a kind: all, overdue, soon, missing or doubtful."""
        for button in self._buttons.buttons():
            if button.property("key") == key:
                button.setChecked(True)
        kinds = {
            "overdue": _is_overdue,
            "soon": _is_soon,
            "missing": _is_missing,
            "doubtful": _is_doubtful,
        }
        self.model.set_predicate(kinds.get(key))

    @property
    def kind(self) -> str:
        """The kind shown."""
        checked = self._buttons.checkedButton()
        return str(checked.property("key")) if checked is not None else "all"

    def button(self, key: str) -> QAbstractButton:
        """The button of a kind."""
        return next(button for button in self._buttons.buttons() if button.property("key") == key)

    def _on_buttons_button_clicked(self, button: QPushButton) -> None:
        self.show_kind(str(button.property("key")))

    def _on_table_clicked(self, index: QModelIndex) -> None:
        self._open(self.model.id_at(index))

    def _on_table_activated_id(self, line_id: object) -> None:
        self._open(line_id)

    def _open(self, line_id: object) -> None:
        line = self.model.row(line_id)
        if line is not None:
            self.opened.emit(line.todo)


def _is_kind(matter: Matter, key: str) -> bool:
    return {
        "all": True,
        "overdue": matter is Matter.OVERDUE,
        "soon": matter is Matter.SOON,
        "missing": matter.is_missing,
        "doubtful": matter.is_doubtful,
    }[key]


def _is_overdue(line: TodoLine) -> bool:
    return _is_kind(line.todo.matter, "overdue")


def _is_soon(line: TodoLine) -> bool:
    return _is_kind(line.todo.matter, "soon")


def _is_missing(line: TodoLine) -> bool:
    return _is_kind(line.todo.matter, "missing")


def _is_doubtful(line: TodoLine) -> bool:
    return _is_kind(line.todo.matter, "doubtful")
