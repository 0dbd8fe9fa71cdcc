"""The dialog of a nested filter; says in words what it asks and how many rows it finds."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from models.errors import Refusal
from models.layouts.rules import Group, sentence_of
from ui.style import px
from ui.tables.conditions import ConditionGroup
from ui.tables.filtering import Field
from ui.widgets.wide_dialog import WideDialog


class ConditionsDialog(WideDialog):
    """`value()` is a Group; `found(group)` answers how many rows it would leave; new lines ask about `start`."""

    def __init__(
        self,
        fields: Mapping[str, Field],
        asked: Group,
        found: Callable[[Group], int],
        parent: QWidget,
        start: str = "",
    ) -> None:
        super().__init__(
            "按条件筛选", "条件可以分组：组里是“并且”或“或者”，组里还可以有组。", parent, accept_text="筛选"
        )
        self.resize(px(760), px(460))
        self._fields = fields
        self._found = found
        self.group = ConditionGroup(fields, asked, self, 0, start)
        if not asked.parts:
            self.group.insert_line()
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        inside = QWidget(self._area)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, px(8), 0)
        column.addWidget(self.group)
        column.addStretch(1)
        self._area.setWidget(inside)
        self.words = QLabel("", self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setProperty("muted", True)
        self.body.addWidget(self._area, 1)
        self.body.addWidget(self.words)
        self.clear = QPushButton("全部清除", self)
        self.clear.setAutoDefault(False)
        self.clear.clicked.connect(self._on_clear_clicked)
        self.footer.insertWidget(0, self.clear)
        self.group.changed.connect(self._show)
        self._show()

    @override
    def value(self) -> Group:
        return self.group.value()

    @override
    def why_not(self) -> Refusal | None:
        return self.group.why_not()

    def _show(self) -> None:
        refusal = self.why_not()
        self.show_state()
        self.why.setText("")
        if refusal is not None:
            self.words.setText(str(refusal))
            return
        asked = self.value()
        headings = {key: field.heading for key, field in self._fields.items()}
        words = sentence_of(asked, headings, {key: field.kind for key, field in self._fields.items()})
        self.words.setText(f"{words}。符合 {self._found(asked)} 行。" if words else "没有条件，显示全部。")

    def _on_clear_clicked(self) -> None:
        for part in tuple(self.group.parts):
            part.removed.emit(part)
