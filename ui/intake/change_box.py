"""Beside a row: what the file holds, what the document says, and which of them is to stand."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from models.acceptance.differences import FieldChange, RowChange
from models.acceptance.terms import Choice, Part, State
from models.intake.draft import Duty
from ui.style import px
from ui.widgets.quiet import Combo

EMPTY = "（空）"
_DUTIES = {duty.value: duty.value for duty in Duty}
KEPT: Mapping[Part, Mapping[str, str]] = {  # fields of which one may stand as it is: by the field of the draft
    Part.TASKS: {name: name for name in ("no", "title", "body", "deadline")} | _DUTIES,
    Part.SEATS: {name: name for name in ("name", "post", "unit")},
    Part.PHASES: {name: name for name in ("name", "time", "body")},
    Part.TARGETS: {name: name for name in ("indicator", "value")},
    Part.REPORTING: {"title": "what", "responsible": "who", "deadline": "deadline"},
    Part.PLACES: {"batch": "batch"},
    Part.CONTACTS: {"post": "post"},
    Part.CRITERIA: {name: name for name in ("no", "item", "points", "content", "note")},
}


class ChangeBox(QWidget):
    """`chosen(Choice)` for the row, `kept(key, words)` for one field that is to stand as it is in the file.

    Hidden for rows that are compared with nothing, new or the same.
    """

    chosen = Signal(object)
    kept = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = _label("section", self)
        self.choice = Combo(self)
        self.choice.setAccessibleName("怎么处理")
        self.choice.activated.connect(self._on_choice_activated)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(8))
        self._grid.setVerticalSpacing(px(4))
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(12), px(8), px(12), px(4))
        layout.setSpacing(px(6))
        layout.addWidget(self.title)
        layout.addLayout(self._grid)
        layout.addWidget(self.choice)
        self.hide()

    def show_change(self, change: RowChange | None, choice: Choice | None) -> None:
        """The fields that differ, side by side."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        shown = change is not None and change.state in (State.CHANGED, State.CONFLICT, State.OURS)
        self.setVisible(shown)
        if change is None or not shown:
            return
        self.title.setText(f"与现有数据：{change.state.label}")
        was = any(field.base for field in change.fields)
        own = KEPT.get(change.part, {})
        for column, words in enumerate(("", "现在", "这份材料")):
            self._put(0, column, words, "caption")
        for row, field in enumerate(change.fields, 1):
            self._field(row, field, was=was)
            if field.key in own and field.before and not field.is_phone:
                self._keeper(row, own[field.key], field)
        self.choice.clear()
        for one in change.choices:
            self.choice.addItem(one.label, one)
        self.choice.setCurrentIndex(max(0, self.choice.findData(choice)))

    def _field(self, row: int, field: FieldChange, *, was: bool) -> None:
        both = field.state is State.CONFLICT
        self._put(row, 0, f"▲ {field.label}" if both else field.label, "muted")
        self._put(row, 1, field.before or EMPTY, "")
        self._put(row, 2, field.after or EMPTY, "")
        if was and both:
            tip = f"上次导入时是：{field.base or EMPTY}"
            for column in range(3):
                item = self._grid.itemAtPosition(row, column)
                widget = item.widget() if item is not None else None
                if widget is not None:
                    widget.setToolTip(tip)

    def _keeper(self, row: int, key: str, field: FieldChange) -> None:
        button = QPushButton("用现在的", self)
        button.setProperty("link", True)
        button.setToolTip(f"“{field.label}”这一处留现有的，其余照这份材料")
        button.setAccessibleName(button.toolTip())
        button.clicked.connect(partial(self.kept.emit, key, field.before))
        self._grid.addWidget(button, row, 3, Qt.AlignmentFlag.AlignTop)
        button.show()

    def _put(self, row: int, column: int, words: str, look: str) -> None:
        label = _label(look, self)
        label.setText(words)
        label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(label, row, column)
        label.show()

    def _on_choice_activated(self, at: int) -> None:
        self.chosen.emit(Choice.of(self.choice.itemData(at)))


def _label(look: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if look:
        label.setProperty(look, True)
    return label
