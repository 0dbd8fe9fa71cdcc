"""The bar of slow work, with 取消; shown by ui.background after half a second."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from ui.style import px


class ProgressBox(QDialog):
    """Modal to its window; Esc and 取消 ask the work to stop, the box goes when the work has ended."""

    cancel_requested = Signal()

    def __init__(self, title: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setObjectName("progressBox")
        self.setModal(True)
        self.setFixedWidth(px(420))
        self._title = QLabel(title, self)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setProperty("section", True)
        self._text = QLabel("请稍候…", self)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setProperty("muted", True)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.cancel_button = QPushButton("取消", self)
        self.cancel_button.clicked.connect(self._on_cancel_clicked)
        row = QHBoxLayout()
        row.addWidget(self._text, 1)
        row.addWidget(self.cancel_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(24), px(16), px(24), px(16))
        layout.setSpacing(px(12))
        layout.addWidget(self._title)
        layout.addWidget(self.bar)
        layout.addLayout(row)

    def show_progress(self, done: int, total: int, text: str) -> None:
        """Where the work stands; total 0 means unknown."""
        self.bar.setRange(0, max(0, total))
        self.bar.setValue(done)
        words = text or "请稍候…"
        self._text.setText(f"{words}  {done} / {total}" if total > 1 else words)

    def close_now(self) -> None:
        """Take the box away (the work has ended)."""
        self.done(0)
        self.deleteLater()

    def _on_cancel_clicked(self) -> None:
        self.cancel_button.setEnabled(False)
        self._text.setText("正在取消…")
        self.cancel_requested.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.cancel_button.isEnabled():
                self._on_cancel_clicked()
            return
        super().keyPressEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        if self.cancel_button.isEnabled():
            self._on_cancel_clicked()
