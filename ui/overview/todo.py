"""今天要办: what is due, missing or doubtful, with a switch; one click leads to the place."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from PySide6.QtCore import Qt, Signal
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

from models.overview.rows import Todo
from models.overview.terms import Matter
from ui.overview.card import Card
from ui.overview.columns import TODO_PARTS
from ui.overview.lines import LineList
from ui.style import px

KINDS = (  # the words of the page 任务
    ("all", "全部"),
    ("overdue", "逾期"),
    ("soon", "临近"),
    ("missing", "待补"),
    ("notices", "留意"),
    ("idle", "无任务单位"),
)


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
        self._todo: tuple[Todo, ...] = ()
        self.list = LineList("今天要办", TODO_PARTS, parent=self)
        self._nothing = QLabel("没有要办的事：没有逾期和临近的任务，牵头单位和时限都已写明。", self)
        self._nothing.setTextFormat(Qt.TextFormat.PlainText)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setProperty("muted", True)
        body = QWidget(self)
        self._stack = QStackedLayout(body)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._nothing)
        self.put(body)
        self.setMinimumHeight(px(172))
        self._buttons.buttonClicked.connect(self._on_buttons_button_clicked)
        self.list.opened.connect(self.opened)

    def show_todo(self, todo: tuple[Todo, ...]) -> None:
        """Fill the list; a kind that went to 0 lets go of the switch."""
        self._todo = todo = one_line_each(todo)
        for button, (key, text) in zip(self._buttons.buttons(), KINDS, strict=True):
            count = sum(_is_kind(entry.matter, key) for entry in todo)
            button.setText(f"{text} {count}")
            button.setEnabled(count > 0 or key == "all")
        self.show_kind(self.kind if self.button(self.kind).isEnabled() else "all")
        self._hint.setVisible(bool(todo))
        self._stack.setCurrentWidget(self.list if todo else self._nothing)

    def show_kind(self, key: str) -> None:
        """Only the entries of a kind: all, overdue, soon, missing, notices or idle."""
        for button in self._buttons.buttons():
            if button.property("key") == key:
                button.setChecked(True)
        self.list.set_entries([entry for entry in self._todo if _is_kind(entry.matter, key)])

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


@cache
def _is_kind(matter: Matter, key: str) -> bool:
    return {
        "all": True,
        "overdue": matter is Matter.OVERDUE,
        "soon": matter is Matter.SOON,
        "missing": matter.is_missing,
        "notices": matter.is_doubtful and matter is not Matter.IDLE_UNIT,
        "idle": matter is Matter.IDLE_UNIT,
    }[key]


def one_line_each(todo: Iterable[Todo]) -> tuple[Todo, ...]:
    """A task is listed once among what is missing and once among what to look at, so that counts are of tasks."""
    found: dict[tuple[int, str], Todo] = {}
    for entry in todo:
        kind = next(key for key, _ in KINDS[1:] if _is_kind(entry.matter, key))
        first = found.get((entry.id, kind))
        found[entry.id, kind] = entry if first is None else replace(first, words=f"{first.words}，{entry.words}")
    return tuple(found.values())
