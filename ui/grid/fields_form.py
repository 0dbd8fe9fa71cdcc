"""The form 自定义栏目: what the office keeps of its cells besides the fixed fields; names, kinds, levels, order."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from models.errors import Refusal
from models.grid.field_rules import MOST_FIELDS, FieldForm, split_choices, why_no_fields
from models.grid.queries import FieldRow, LevelRow
from models.grid.terms import FieldKind
from ui.icons import icon
from ui.org.columns import word_of
from ui.style import px
from ui.widgets.form import FormDialog
from ui.widgets.quiet import Combo


class FieldLine(QWidget):
    """One field: name, kind, level, and for a choice its words on a second line."""

    def __init__(self, parent: QWidget, levels: Sequence[LevelRow], row: FieldRow | None) -> None:
        super().__init__(parent)
        self.field_id = row.id if row is not None else None
        self.name = QLineEdit(row.name if row is not None else "", self)
        self.name.setPlaceholderText("例如：经营面积（平方米）")
        self.name.setAccessibleName("栏目名称")
        self.kind = Combo(self)
        self.kind.setAccessibleName("类型")
        for kind in FieldKind:
            self.kind.addItem(kind.label, kind)
        self.level = Combo(self)
        self.level.setAccessibleName("用于哪一级")
        self.level.addItem("所有层级", None)
        for level in levels:
            self.level.addItem(level.name, level.id)
        self.choices = QLineEdit("、".join(row.choices) if row is not None else "", self)
        self.choices.setPlaceholderText("选项用顿号分开，例如：有、无、在建")
        self.choices.setAccessibleName("选项")
        self.count = QLabel(f"已填 {row.values}" if row is not None and row.values else "", self)
        self.count.setProperty("caption", True)
        self.count.setFixedWidth(px(54))
        self.up = _button(self, "arrow-up", "上移")
        self.down = _button(self, "arrow-down", "下移")
        self.remove = _button(self, "close", "删去这个栏目")
        if row is not None:
            self.kind.setCurrentIndex(list(FieldKind).index(row.kind))
        self.level.setCurrentIndex(max(0, self.level.findData(row.level_id if row is not None else levels[-1].id)))
        self.kind.currentIndexChanged.connect(self._on_kind_current_index_changed)
        top = QHBoxLayout()
        top.setSpacing(px(4))
        top.addWidget(self.name, 1)
        for widget in (self.kind, self.level, self.count, self.up, self.down, self.remove):
            top.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(4))
        layout.addLayout(top)
        layout.addWidget(self.choices)
        self._on_kind_current_index_changed()

    def form(self) -> FieldForm:
        """The field as it stands in the line."""
        kind = word_of(FieldKind, self.kind.currentData())
        level = self.level.currentData()
        return FieldForm(
            self.field_id,
            self.name.text(),
            kind,
            None if level is None else int(level),
            split_choices(self.choices.text()) if kind is FieldKind.CHOICE else (),
        )

    def _on_kind_current_index_changed(self) -> None:
        self.choices.setVisible(self.kind.currentData() == FieldKind.CHOICE)


class FieldsForm(FormDialog):
    """`value()` answers the fields as FieldForms, in their order."""

    def __init__(self, parent: QWidget, levels: Sequence[LevelRow], fields: Sequence[FieldRow]) -> None:
        super().__init__("自定义栏目", parent, accept_text="保存")
        self._levels = tuple(levels)
        self.lines: list[FieldLine] = []
        note = QLabel("固定栏目之外，本单位还要登记的内容。栏目出现在点位表和右侧面板里，也能随表格一起粘贴。", self)
        note.setWordWrap(True)
        note.setProperty("caption", True)
        self._box = QWidget(self)
        self._column = QVBoxLayout(self._box)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(8))
        self.more = QPushButton("添加栏目", self)
        self.more.setIcon(icon("plus"))
        self.more.setAutoDefault(False)
        self.more.clicked.connect(self._on_more_clicked)
        self.add("", note)
        self.add("", self._box)
        self.add("", self.more)
        for row in fields:
            self._append(row)
        if not fields:
            self._append(None)
        self._number()
        self.lines[-1 if not fields else 0].name.setFocus()

    @override
    def value(self) -> tuple[FieldForm, ...]:
        forms = [line.form() for line in self.lines]
        return tuple(form for form in forms if form.id is not None or form.name.strip() or form.choices)

    @override
    def why_not(self) -> Refusal | None:
        return why_no_fields(self.value(), ())

    def _append(self, row: FieldRow | None) -> None:
        line = FieldLine(self._box, self._levels, row)
        line.up.clicked.connect(partial(self._on_line_moved, line, -1))
        line.down.clicked.connect(partial(self._on_line_moved, line, 1))
        line.remove.clicked.connect(partial(self._on_line_removed, line))
        self.lines.append(line)
        self._column.addWidget(line)

    def _number(self) -> None:
        last = len(self.lines) - 1
        for place, line in enumerate(self.lines):
            line.up.setEnabled(place > 0)
            line.down.setEnabled(place < last)
        self.more.setEnabled(len(self.lines) < MOST_FIELDS)

    def _on_more_clicked(self) -> None:
        self._append(None)
        self._number()
        self.lines[-1].name.setFocus()

    def _on_line_moved(self, line: FieldLine, by: int, checked: bool = False) -> None:
        place = self.lines.index(line)
        self.lines.insert(place + by, self.lines.pop(place))
        self._column.removeWidget(line)
        self._column.insertWidget(place + by, line)
        self._number()

    def _on_line_removed(self, line: FieldLine, checked: bool = False) -> None:
        self.lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._number()


def _button(parent: QWidget, name: str, words: str) -> QPushButton:
    button = QPushButton(parent)
    button.setIcon(icon(name))
    button.setToolTip(words)
    button.setAccessibleName(words)
    button.setProperty("quiet", True)
    button.setAutoDefault(False)
    button.setFixedWidth(px(30))
    return button
