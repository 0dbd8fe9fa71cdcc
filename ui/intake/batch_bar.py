"""The name of the document in hand; of several, a list of them with the way to the next and the previous one."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QWidget
from typing_extensions import override

from ui.icons import icon
from ui.intake.batch import Batch
from ui.style import px
from ui.widgets.quiet import Combo


class NameLabel(QLabel):
    """A name that is cut with … where it has no room; `text()` is the whole one."""

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(40), super().minimumSizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, self.width())
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()


class BatchBar(QWidget):
    """`chosen(int)` when another document is taken from the list."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = NameLabel(self)
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        self.name.setProperty("section", True)
        self.previous = self._button("chevron-left", "上一份（Alt+PgUp）")
        self.next = self._button("chevron-right", "下一份（Alt+PgDown）")
        self.list = Combo(self)
        self.list.setProperty("frameless", True)
        self.list.setAccessibleName("正在核对的材料")
        self.list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.list.setMinimumContentsLength(6)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(2))
        for widget in (self.previous, self.next):
            row.addWidget(widget)
        row.addWidget(self.name, 1)
        row.addWidget(self.list, 1)
        self.previous.clicked.connect(self._on_previous_clicked)
        self.next.clicked.connect(self._on_next_clicked)
        self.list.activated.connect(self.chosen)
        self._at = 0
        self.show_batch(Batch(), "")

    def show_batch(self, batch: Batch, name: str) -> None:
        """The documents and the one in hand."""
        several = len(batch.entries) > 1
        self._at = batch.at
        self.name.setText(name)
        self.name.setToolTip(name)
        self.name.setVisible(not several)
        for widget in (self.previous, self.next, self.list):
            widget.setVisible(several)
        if not several:
            return
        self.previous.setEnabled(batch.at > 0)
        self.next.setEnabled(batch.at < len(batch.entries) - 1)
        total = len(batch.entries)
        texts = [
            f"{at}/{total} {entry.origin.name}　{entry.words}".rstrip("　") for at, entry in enumerate(batch.entries, 1)
        ]
        if [self.list.itemText(at) for at in range(self.list.count())] != texts:
            self.list.clear()
            self.list.addItems(texts)
        self.list.setCurrentIndex(batch.at)
        self.list.setToolTip(texts[batch.at])

    def _on_previous_clicked(self) -> None:
        self.chosen.emit(self._at - 1)

    def _on_next_clicked(self) -> None:
        self.chosen.emit(self._at + 1)

    def _button(self, name: str, words: str) -> QPushButton:
        button = QPushButton(self)
        button.setIcon(icon(name))
        button.setProperty("quiet", True)
        button.setFixedWidth(px(26))
        button.setToolTip(words)
        button.setAccessibleName(words.partition("（")[0])
        return button
