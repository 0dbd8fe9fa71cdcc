"""The editor of a nested filter: lines that compare a field, groups of them, 全部 or 任一 of each group to hold."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from models.errors import Refusal
from models.layouts.rules import DEEPEST, Criterion, Group, why_not
from models.layouts.terms import Compare, FieldKind
from ui.icons import icon
from ui.style import px
from ui.tables.filtering import Field
from ui.widgets.quiet import Combo

_HINTS = {FieldKind.DAY: "2026-05-31", FieldKind.NUMBER: "数字", FieldKind.NAMES: "名称", FieldKind.TEXT: "文字"}
LISTED = "、"


class ConditionLine(QWidget):
    """One comparison."""

    changed = Signal()
    removed = Signal(object)

    def __init__(self, fields: Mapping[str, Field], asked: Criterion | None, parent: QWidget, start: str = "") -> None:
        super().__init__(parent)
        self._fields = fields
        self.field, self.compare = Combo(self), Combo(self)
        self.field.setAccessibleName("比较哪一项")
        self.compare.setAccessibleName("怎样比较")
        for key, entry in fields.items():
            self.field.addItem(entry.heading, key)
        self.values = (QLineEdit(self), QLineEdit(self))
        self._and = QLabel("和", self)
        for line in self.values:
            line.setAccessibleName("与什么比较")
            line.textChanged.connect(self.changed)
        self.remove = QPushButton(self)
        self.remove.setIcon(icon("close"))
        self.remove.setProperty("quiet", True)
        self.remove.setToolTip("删去这个条件")
        self.remove.setAccessibleName("删去这个条件")
        self.remove.setAutoDefault(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(8))
        layout.addWidget(self.field, 3)
        layout.addWidget(self.compare, 2)
        layout.addWidget(self.values[0], 4)
        layout.addWidget(self._and)
        layout.addWidget(self.values[1], 3)
        layout.addWidget(self.remove)
        self.field.setCurrentIndex(max(0, self.field.findData(start if asked is None else asked.field)))
        self._offer()
        if asked is not None:
            self.compare.setCurrentIndex(max(0, self.compare.findData(asked.compare.value)))
            if asked.compare.takes is None:
                self.values[0].setText(LISTED.join(text or "（空白）" for text in asked.values))
            else:
                for line, text in zip(self.values, asked.values, strict=False):
                    line.setText(text)
        self._show_values()
        self.field.currentIndexChanged.connect(self._on_field_changed)
        self.compare.currentIndexChanged.connect(self._show_values)
        self.remove.clicked.connect(self._on_remove_clicked)

    @property
    def kind(self) -> FieldKind:
        return self._fields[str(self.field.currentData())].kind

    def value(self) -> Criterion:
        """The comparison as it stands."""
        compare = Compare.of(str(self.compare.currentData()))
        texts = tuple(line.text().strip() for line in self.values)
        if compare.takes is None:
            parts = texts[0].replace("，", LISTED).replace(",", LISTED).replace("；", LISTED).split(LISTED)
            values = tuple("" if part.strip() == "（空白）" else part.strip() for part in parts if part.strip())
        else:
            values = texts[: compare.takes]
        return Criterion(str(self.field.currentData()), compare, values)

    def why_not(self) -> Refusal | None:
        """Why this comparison cannot be made."""
        return why_not(self.value(), self.kind, self.field.currentText())

    def _offer(self) -> None:
        self.compare.clear()
        for compare in self.kind.compares:
            self.compare.addItem(compare.label_for(self.kind), compare.value)

    def _on_field_changed(self) -> None:
        self.compare.blockSignals(True)
        self._offer()
        self.compare.blockSignals(False)
        self._show_values()

    def _show_values(self) -> None:
        compare = Compare.of(str(self.compare.currentData()))
        takes = 1 if compare.takes is None else compare.takes
        self.values[0].setVisible(takes > 0)
        self.values[1].setVisible(takes > 1)
        self._and.setVisible(takes > 1)
        hint = "天数" if compare is Compare.WITHIN else _HINTS[self.kind]
        for line in self.values:
            line.setPlaceholderText("几个值，用、分开" if compare.takes is None else hint)
        self.changed.emit()

    def _on_remove_clicked(self) -> None:
        self.removed.emit(self)


class ConditionGroup(QFrame):
    """Lines and groups inside; the outermost one cannot be removed."""

    changed = Signal()
    removed = Signal(object)

    def __init__(
        self, fields: Mapping[str, Field], asked: Group, parent: QWidget, depth: int = 0, start: str = ""
    ) -> None:
        super().__init__(parent)
        self._start = start
        self._fields = fields
        self._depth = depth
        self.parts: list[ConditionLine | ConditionGroup] = []
        self.setProperty("conditions", depth > 0)
        self.join = Combo(self)
        self.join.addItem("满足全部条件（并且）", False)
        self.join.addItem("满足任一条件（或者）", True)
        self.join.setCurrentIndex(int(asked.any_of))
        self.join.setAccessibleName("条件之间的关系")
        self.add_line = self._button("添加条件", "plus")
        self.add_group = self._button("添加条件组", "plus-box-multiple-outline")
        self.add_group.setVisible(depth < DEEPEST - 2)
        top = QHBoxLayout()
        top.setSpacing(px(8))
        for widget in (self.join, self.add_line, self.add_group):
            top.addWidget(widget)
        top.addStretch(1)
        if depth:
            self.remove = self._button("", "close")
            self.remove.setToolTip("删去这个条件组")
            self.remove.setAccessibleName("删去这个条件组")
            self.remove.clicked.connect(self._on_remove_clicked)
            top.addWidget(self.remove)
        self._rows = QVBoxLayout(self)
        margin = px(12) if depth else 0
        self._rows.setContentsMargins(margin, px(8) if depth else 0, px(8) if depth else 0, px(8) if depth else 0)
        self._rows.setSpacing(px(6))
        self._rows.addLayout(top)
        for part in asked.parts:
            self._insert(part)
        self.join.currentIndexChanged.connect(self.changed)
        self.add_line.clicked.connect(self.insert_line)
        self.add_group.clicked.connect(self.insert_group)

    def insert_line(self) -> ConditionLine:
        """One more comparison, its field ready to be chosen."""
        line = self._insert(None)
        assert isinstance(line, ConditionLine)
        line.field.setFocus()
        return line

    def insert_group(self) -> ConditionGroup:
        """A group inside with one comparison, joined the other way."""
        inner = self._insert(Group(any_of=not self.join.currentData()))
        assert isinstance(inner, ConditionGroup)
        inner.insert_line()
        return inner

    def value(self) -> Group:
        """The filter as it stands."""
        return Group(tuple(part.value() for part in self.parts), bool(self.join.currentData()))

    def why_not(self) -> Refusal | None:
        """Why the filter cannot be asked: the first comparison that is not finished."""
        return next((refusal for part in self.parts if (refusal := part.why_not()) is not None), None)

    def _insert(self, part: Criterion | Group | None) -> ConditionLine | ConditionGroup:
        made: ConditionLine | ConditionGroup
        if isinstance(part, Group):
            made = ConditionGroup(self._fields, part, self, self._depth + 1, self._start)
        else:
            made = ConditionLine(self._fields, part, self, self._start)
        made.changed.connect(self.changed)
        made.removed.connect(self._on_part_removed)
        self.parts.append(made)
        self._rows.addWidget(made)
        made.show()
        self.changed.emit()
        return made

    def _on_part_removed(self, part: ConditionLine | ConditionGroup) -> None:
        self.parts.remove(part)
        self._rows.removeWidget(part)
        part.hide()
        part.deleteLater()
        self.changed.emit()

    def _on_remove_clicked(self) -> None:
        self.removed.emit(self)

    def _button(self, text: str, name: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setIcon(icon(name))
        button.setProperty("quiet", True)
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button
