"""The list that opens under a heading: the values of its column with their counts, to tick those to be shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QListView, QPushButton, QVBoxLayout
from PySide6.QtWidgets import QWidget as Widget
from typing_extensions import override

from ui.style import px

SHOWN = 1_000
EMPTY = "（空白）"
_VALUE = Qt.ItemDataRole.UserRole
ON, OFF, PART = Qt.CheckState.Checked, Qt.CheckState.Unchecked, Qt.CheckState.PartiallyChecked


class ValueFilter(QFrame):
    """`chosen(values)`: a tuple of texts, or None for all. What is typed narrows the list and what 确定 takes."""

    chosen = Signal(object)
    more_requested = Signal()  # 更多条件…

    def __init__(
        self, heading: str, values: Sequence[tuple[str, int]], ticked: Sequence[str] | None, parent: Widget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("popup", True)
        self.setFixedWidth(px(280))
        self._values = tuple(values)
        self._on = {text for text, _ in values} if ticked is None else set(ticked)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(f"在“{heading}”的值里找…")
        self.search.setAccessibleName(f"在“{heading}”的值里找")
        self.search.setClearButtonEnabled(True)
        self.all = QCheckBox("全选", self)
        self.all.setTristate(True)
        self.list = QListView(self)
        self.list.setProperty("boxed", True)
        self.list.setAccessibleName(f"“{heading}”的值")
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setMinimumHeight(px(220))
        self._items = QStandardItemModel(self.list)
        self.list.setModel(self._items)
        self.rest = QLabel("", self)
        self.rest.setTextFormat(Qt.TextFormat.PlainText)
        self.rest.setProperty("caption", True)
        self.more = QPushButton("更多条件…", self)
        self.more.setProperty("quiet", True)
        self.clear = QPushButton("清除", self)
        self.clear.setEnabled(ticked is not None)
        self.take = QPushButton("确定", self)
        self.take.setProperty("primary", True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.more)
        buttons.addStretch(1)
        buttons.addWidget(self.clear)
        buttons.addWidget(self.take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(12), px(12), px(12), px(12))
        layout.setSpacing(px(6))
        for widget in (self.search, self.all, self.list, self.rest):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        self._wire()
        self._fill()
        self.setFocusProxy(self.search)

    def _wire(self) -> None:
        self.search.textChanged.connect(self._fill)
        self.all.clicked.connect(self._on_all_clicked)
        self._items.itemChanged.connect(self._on_item_changed)
        self.list.activated.connect(self._on_list_activated)
        self.more.clicked.connect(self._on_more_clicked)
        self.clear.clicked.connect(self._on_clear_clicked)
        self.take.clicked.connect(self.accept)

    def shown(self) -> list[str]:
        """The values that fit what is typed."""
        typed = self.search.text().strip().casefold()
        return [text for text, _ in self._values if typed in (text or EMPTY).casefold()]

    def tick(self, text: str, on: bool) -> None:
        """Tick one value."""
        (self._on.add if on else self._on.discard)(text)
        self._fill()

    def accept(self) -> None:
        """Take what is ticked; with something typed only what fits it. All ticked is no filter."""
        typed = bool(self.search.text().strip())
        values = tuple(text for text in self.shown() if text in self._on)
        everything = not typed and len(values) == len(self._values)
        if values or everything:
            self.close()
            self.chosen.emit(None if everything else values)

    def _fill(self) -> None:
        counts = dict(self._values)
        shown = self.shown()
        self._items.blockSignals(True)
        self._items.clear()
        for text in shown[:SHOWN]:
            item = QStandardItem(f"{text.replace(chr(10), ' ') or EMPTY}  {counts[text]}")
            item.setCheckable(True)
            item.setCheckState(ON if text in self._on else OFF)
            item.setData(text, _VALUE)
            self._items.appendRow(item)
        self._items.blockSignals(False)
        self._items.layoutChanged.emit()
        self.list.reset()
        left = len(shown) - SHOWN
        self.rest.setText(f"还有 {left} 个值没有列出，请在上面输入几个字。" if left > 0 else "")
        self.rest.setVisible(left > 0)
        self._show_state()

    def _show_state(self) -> None:
        shown = self.shown()
        on = sum(text in self._on for text in shown)
        self.all.setText("全选找到的值" if self.search.text().strip() else "全选")
        self.all.setCheckState(ON if on and on == len(shown) else PART if on else OFF)
        self.take.setEnabled(on > 0)
        self.take.setToolTip("" if on else "至少选一个值")

    def _on_all_clicked(self) -> None:
        shown = self.shown()
        if all(text in self._on for text in shown):
            self._on.difference_update(shown)
        else:
            self._on.update(shown)
        self._fill()

    def _on_item_changed(self, item: QStandardItem) -> None:
        (self._on.add if item.checkState() == ON else self._on.discard)(item.data(_VALUE))
        self._show_state()

    def _on_list_activated(self, index: QModelIndex) -> None:
        """Enter or a double click: only this value."""
        self._on = {index.data(_VALUE)}
        self.search.clear()
        self.accept()

    def _on_more_clicked(self) -> None:
        self.close()
        self.more_requested.emit()

    def _on_clear_clicked(self) -> None:
        self.close()
        self.chosen.emit(None)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
        elif event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.list.setFocus()
            self.list.setCurrentIndex(self._items.index(0, 0))
        else:
            super().keyPressEvent(event)
