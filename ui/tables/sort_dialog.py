"""Several sort keys, chosen one under another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from models.errors import Refusal
from models.layouts.content import SortKey
from ui.style import px
from ui.widgets.form import FormDialog
from ui.widgets.quiet import Combo

MOST = 6


class SortDialog(FormDialog):
    """`value()` is a tuple of SortKeys; none means the rows' own order."""

    def __init__(self, columns: Sequence[tuple[str, str]], sorts: Sequence[SortKey], parent: QWidget) -> None:
        super().__init__("排序", parent, accept_text="排序")
        self._columns = tuple(columns)
        self.lines: list[tuple[QComboBox, QComboBox]] = []
        box = QWidget(self)
        self._rows = QVBoxLayout(box)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(px(6))
        self.add_button = QPushButton("添加次要列", box)
        self.add_button.setProperty("quiet", True)
        self.add_button.clicked.connect(self.add_line)
        self._rows.addWidget(self.add_button)
        self.add("", box, "空的行不算。全部留空即恢复原来的顺序。点列头排序，按住 Shift 再点另一列头也可以。")
        for key in (*sorts, None) if len(sorts) < MOST else sorts:
            self._add(key)

    def add_line(self) -> None:
        """One more key."""
        self._add(None)
        self.lines[-1][0].setFocus()

    def _add(self, key: SortKey | None) -> None:
        column, order = Combo(self), Combo(self)
        column.addItem("（不排序）", "")
        for name, heading in self._columns:
            column.addItem(heading, name)
        order.addItem("升序 ▲", False)
        order.addItem("降序 ▼", True)
        place = len(self.lines) + 1
        column.setAccessibleName(f"第 {place} 个排序列")
        order.setAccessibleName(f"第 {place} 个排序方向")
        if key is not None:
            column.setCurrentIndex(max(0, column.findData(key.column)))
            order.setCurrentIndex(int(key.descending))
        line = QHBoxLayout()
        line.setSpacing(px(8))
        line.addWidget(column, 1)
        line.addWidget(order)
        self._rows.insertLayout(len(self.lines), line)
        self.lines.append((column, order))
        self.add_button.setVisible(len(self.lines) < MOST)

    @override
    def why_not(self) -> Refusal | None:
        chosen = [key.column for key in self.value()]
        if len(set(chosen)) < len(chosen):
            return Refusal("同一列选了两次。", "请换一列，或把重复的改为“（不排序）”。")
        return None

    @override
    def value(self) -> tuple[SortKey, ...]:
        return tuple(
            SortKey(column.currentData(), bool(order.currentData()))
            for column, order in self.lines
            if column.currentData()
        )
