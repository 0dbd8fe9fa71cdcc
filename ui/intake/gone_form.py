"""Rows of the file that the new issue of a document holds no more: they stay, unless the clerk ticks them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from models.acceptance.differences import RowChange
from ui.style import px
from ui.widgets.form import FormDialog

WORDS = "这些内容上次导入过，这份材料里没有了。不打勾就原样留着；打勾的在导入时删除（可以撤销）。"


class GoneForm(FormDialog):
    """`value()` is the ids of the rows to delete."""

    def __init__(self, rows: Sequence[RowChange], removed: frozenset[int], parent: QWidget | None) -> None:
        super().__init__("这次没有了的内容", parent)
        note = QLabel(WORDS, self)
        note.setTextFormat(Qt.TextFormat.PlainText)
        note.setWordWrap(True)
        self.add("", note)
        inside = QWidget(self)
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(px(4), px(4), px(4), px(4))
        self.boxes: dict[int, QCheckBox] = {}
        for row in rows:
            if row.row_id is None:
                continue
            words = row.title if len(row.title) <= 40 else row.title[:40] + "…"
            box = QCheckBox(f"{row.part.label}：{words}".replace("&", "&&"), inside)
            box.setToolTip(row.words)
            box.setChecked(row.row_id in removed)
            self.boxes[row.row_id] = box
            lines.addWidget(box)
        lines.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        area.setMinimumHeight(px(min(320, 40 + 28 * len(rows))))
        self.add("", area)

    @override
    def value(self) -> frozenset[int]:
        return frozenset(row_id for row_id, box in self.boxes.items() if box.isChecked())
