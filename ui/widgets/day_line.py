"""The day as of which a list is shown: 截至, today unless somebody asks for another day."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from models.errors import Refusal
from ui import messages
from ui.style import px
from ui.tables.editors import parse_day


class DayLine(QWidget):
    """Empty means today. While another day stands there a grey note says that it can only be looked at."""

    changed = Signal(object)  # date, None for today

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day: date | None = None
        words = QLabel("截至", self)
        words.setProperty("muted", True)
        self.line = QLineEdit(self)
        self.line.setAccessibleName("截至日期")
        self.line.setPlaceholderText("今天")
        self.line.setToolTip("看某一天的样子，例如 2026-05-31；空着是今天")
        self.line.setFixedWidth(px(96))
        words.setBuddy(self.line)
        self.note = QLabel("当日情况，只能查看", self)
        self.note.setProperty("caption", True)
        self.back = QPushButton("回到今天", self)
        self.back.setProperty("link", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(6))
        for widget in (words, self.line, self.note, self.back):
            row.addWidget(widget)
        self.line.editingFinished.connect(self._on_line_editing_finished)
        self.back.clicked.connect(self.reset)
        self._show()

    def day(self) -> date | None:
        """The day asked for; None is today."""
        return self._day

    def why_locked(self) -> Refusal | None:
        """Why nothing can be changed now; None when today is shown."""
        if self._day is None:
            return None
        return Refusal(f"现在显示的是 {self._day} 的情况，只能查看。", "点“回到今天”后再修改。")

    def reset(self) -> None:
        """Today again."""
        self._take(None)

    def _take(self, day: date | None) -> None:
        day = None if day == date.today() else day
        other = day != self._day
        self._day = day
        self._show()
        if other:
            self.changed.emit(day)

    def _show(self) -> None:
        self.line.setText(self._day.isoformat() if self._day is not None else "")
        self.note.setVisible(self._day is not None)
        self.back.setVisible(self._day is not None)

    def _on_line_editing_finished(self) -> None:
        text = self.line.text().strip()
        day = parse_day(text) if text else None
        if isinstance(day, str):
            self._show()
            messages.refuse(self, Refusal(f"“{text[:12]}”不是日期。", "请写成 2026-05-31 或 5月31日。"))
            return
        self._take(day)
