"""The form of the grid's levels: a usual set to begin with, names, order, and whether the last level holds places."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from models.errors import Refusal
from models.grid.queries import LevelRow
from models.grid.rules import MOST_LEVELS, TEMPLATES, LevelForm, why_no_levels
from ui.icons import icon
from ui.style import px
from ui.widgets.form import FormDialog


class _Line(QWidget):
    """One level: its number, name, how many cells stand on it, up, down, remove."""

    def __init__(self, parent: QWidget, level_id: int | None, name: str, cells: int) -> None:
        super().__init__(parent)
        self.level_id = level_id
        self.cells = cells
        self.number = QLabel(self)
        self.number.setFixedWidth(px(48))
        self.number.setProperty("muted", True)
        self.name = QLineEdit(name, self)
        self.name.setPlaceholderText("例如：街道办事处")
        self.count = QLabel(f"{cells} 个" if cells else "", self)
        self.count.setProperty("caption", True)
        self.count.setFixedWidth(px(48))
        self.up = _button(self, "arrow-up", "上移")
        self.down = _button(self, "arrow-down", "下移")
        self.remove = _button(self, "close", "删去这一级")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(4))
        row.addWidget(self.number)
        row.addWidget(self.name, 1)
        row.addWidget(self.count)
        for button in (self.up, self.down, self.remove):
            row.addWidget(button)


class LevelsForm(FormDialog):
    """`value()` answers the levels as LevelForms, top first."""

    def __init__(self, parent: QWidget, levels: Sequence[LevelRow]) -> None:
        super().__init__("网格层级", parent, accept_text="保存")
        self.template = QComboBox(self)
        self.template.addItem("换用常用的一套…", None)
        for number, template in enumerate(TEMPLATES):
            self.template.addItem(template.name, number)
        self.template.activated.connect(self._on_template_activated)
        self.lines: list[_Line] = []
        self._box = QWidget(self)
        self._column = QVBoxLayout(self._box)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(4))
        self.more = QPushButton("添加一级", self)
        self.more.setIcon(icon("plus"))
        self.more.setAutoDefault(False)
        self.more.clicked.connect(self._on_more_clicked)
        self.sites = QCheckBox("最下一级是点位（市场、工地等），有批次、阶段和经营单位", self)
        self.add("常用", self.template)
        self.add("", self._box)
        self.add("", self.more)
        self.add("", self.sites)
        for row in levels:
            self._append(row.id, row.name, row.cells)
        self.sites.setChecked(levels[-1].is_site if levels else True)
        if not levels:
            self._take(0)
        self._number()

    @override
    def value(self) -> tuple[LevelForm, ...]:
        last = len(self.lines) - 1
        return tuple(
            LevelForm(line.level_id, line.name.text(), self.sites.isChecked() and place == last)
            for place, line in enumerate(self.lines)
        )

    @override
    def why_not(self) -> Refusal | None:
        return why_no_levels(self.value())

    def _take(self, number: int) -> None:
        """Levels that carry cells keep their ids by place; the names become those of the template."""
        template = TEMPLATES[number]
        kept = [line for line in self.lines if line.cells]
        if len(kept) > len(template.levels):
            self.show_reason(f"现在有 {len(kept)} 级已经有网格，这一套只有 {len(template.levels)} 级。")
            return
        self.show_reason("")
        ids = [line.level_id for line in self.lines]
        cells = [line.cells for line in self.lines]
        for line in list(self.lines):
            self._drop(line)
        for place, name in enumerate(template.levels):
            same = place < len(ids)
            self._append(ids[place] if same else None, name, cells[place] if same else 0)
        self.sites.setChecked(template.has_sites)
        self._number()

    def _append(self, level_id: int | None, name: str, cells: int) -> None:
        line = _Line(self._box, level_id, name, cells)
        line.up.clicked.connect(partial(self._on_line_moved, line, -1))
        line.down.clicked.connect(partial(self._on_line_moved, line, 1))
        line.remove.clicked.connect(partial(self._on_line_removed, line))
        self.lines.append(line)
        self._column.addWidget(line)

    def _drop(self, line: _Line) -> None:
        self.lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _number(self) -> None:
        last = len(self.lines) - 1
        for place, line in enumerate(self.lines):
            line.number.setText(f"第 {place + 1} 级")
            line.name.setAccessibleName(f"第 {place + 1} 级的名称")
            line.up.setEnabled(place > 0)
            line.down.setEnabled(place < last)
            line.remove.setEnabled(not line.cells)
            line.remove.setToolTip("这一级已有网格，先移走或删除它们" if line.cells else "删去这一级")
        self.more.setEnabled(len(self.lines) < MOST_LEVELS)

    def _on_template_activated(self, at: int) -> None:
        number = self.template.itemData(at)
        if number is not None:
            self._take(int(number))
        self.template.setCurrentIndex(0)

    def _on_more_clicked(self) -> None:
        self._append(None, "", 0)
        self._number()
        self.lines[-1].name.setFocus()

    def _on_line_moved(self, line: _Line, by: int, checked: bool = False) -> None:
        place = self.lines.index(line)
        self.lines.insert(place + by, self.lines.pop(place))
        self._column.removeWidget(line)
        self._column.insertWidget(place + by, line)
        self._number()

    def _on_line_removed(self, line: _Line, checked: bool = False) -> None:
        self._drop(line)
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
