"""The photos of a ledger's row in the right pane."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.intake.thumbnails import Thumbnails
from ui.style import color, font, px
from ui.widgets.fields import Field

SIDE, GAP = 112, 6
NONE_WORDS = "没有照片"


class PhotosField(Field):
    """`set_value` takes names of pictures; the bytes come from `pictures`."""

    pictures = Thumbnails()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def set_value(self, value: Any) -> None:
        super().set_value(value)
        self._names = tuple(value or ())
        self.setAccessibleDescription(f"{len(self._names)} 张照片" if self._names else NONE_WORDS)
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    @override
    def sizeHint(self) -> QSize:
        if not self._names:
            return QSize(px(SIDE), px(28))
        rows = -(-len(self._names) // self._across())
        return QSize(px(SIDE), rows * px(SIDE + GAP))

    def _across(self) -> int:
        return max(1, self.width() // px(SIDE + GAP))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(font(12))
        painter.setPen(color("secondary"))
        if not self._names:
            painter.drawText(self.rect().adjusted(px(9), 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), NONE_WORDS)
        step, across = px(SIDE + GAP), self._across()
        for at, name in enumerate(self._names):
            x, y = at % across * step + px(4), at // across * step
            made = self.pictures.picture(name, QSize(px(SIDE), px(SIDE)))
            if made.isNull():
                painter.drawText(x, y, px(SIDE), px(SIDE), int(Qt.AlignmentFlag.AlignCenter), "图片打不开")
            else:
                painter.drawPixmap(x, y, made)
        painter.end()
