"""The status line: file and when it was saved, lights, operator."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from ui.style import Tone, announcer, px

HEIGHT = 24


class StatusBar(QFrame):
    """`operator_requested` when the name is clicked."""

    operator_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusBar")
        self.file = QLabel(self)
        self.file.setTextFormat(Qt.TextFormat.PlainText)
        self._lights = QHBoxLayout()
        self._lights.setSpacing(px(12))
        self.operator = QPushButton(self)
        self.operator.setProperty("statusLink", True)
        self.operator.setToolTip("每一步都记在这个名下，点击修改")
        self.operator.clicked.connect(self.operator_requested)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(px(12), 0, px(12), 0)
        layout.setSpacing(px(16))
        layout.addWidget(self.file)
        layout.addStretch(1)
        layout.addLayout(self._lights)
        layout.addStretch(1)
        layout.addWidget(self.operator)
        announcer().restyled.connect(self._restyle)
        self._restyle()
        self.set_file(None)

    def set_file(self, path: Path | None, words: str = "") -> None:
        """The file and what was last done with it."""
        if path is None:
            self.file.setText(words or "没有打开文件")
            self.file.setToolTip("")
            return
        self.file.setText(f"{path.name} · {words or '已保存'}")
        self.file.setToolTip(str(path))

    def set_saved(self, path: Path | None, title: str) -> None:
        """After a step was committed."""
        self.set_file(path, f"已保存 {datetime.now():%H:%M} · {title}")

    def set_operator(self, name: str) -> None:
        self.operator.setText(f"操作员：{name}" if name else "")
        self.operator.setAccessibleName(f"操作员：{name}，点击修改")
        self.operator.setVisible(bool(name))

    def set_lights(self, lights: Sequence[tuple[Tone, int, str]]) -> None:
        """Counters with their shapes: (tone, number, what is counted)."""
        while (item := self._lights.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for tone, number, words in lights:
            label = QLabel(f"{tone.shape} {number}", self)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("tone", tone.value)
            label.setToolTip(f"{words} {number} 项")
            label.setAccessibleName(f"{words} {number} 项")
            self._lights.addWidget(label)

    def _restyle(self) -> None:
        self.setFixedHeight(px(HEIGHT))
