"""A person's photo in an inspector: shown small, chosen from a file, dropped on it, or taken away."""

from __future__ import annotations

import base64
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QImage,
    QImageReader,
    QImageWriter,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.errors import Refusal
from ui import messages
from ui.style import color, px
from ui.widgets.link_row import LinkRow

FILTER = "图片 (*.jpg *.jpeg *.png *.bmp *.webp)"
LARGEST = QSize(450, 600)  # twice what the 公示牌 prints at 150 dpi
QUALITY = 85
_MOST_PIXELS = 60_000_000


def small_jpeg(path: Path) -> str:
    """The picture as base64 of a JPEG not larger than `LARGEST`. Raises Refusal when it is none."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.width() * size.height() > _MOST_PIXELS:
        raise Refusal(f"“{path.name}”的尺寸太大，没有读入。", "请先把图片缩小再选。")
    image = reader.read()
    if image.isNull():
        raise Refusal(f"“{path.name}”不是能读的图片，没有改动。", "请换一张 JPG 或 PNG 图片。")
    if image.width() > LARGEST.width() or image.height() > LARGEST.height():
        image = image.scaled(LARGEST, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    paper = QImage(image.size(), QImage.Format.Format_RGB32)  # a transparent ground becomes white
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    painter.drawImage(0, 0, image)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"jpeg"))
    writer.setQuality(QUALITY)
    writer.write(paper)
    return base64.b64encode(data.data()).decode("ascii")


class PortraitField(QWidget):
    """`changed(image)` after another photo was chosen; an empty text takes it away."""

    changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture = _Picture(self)
        self.picture.dropped.connect(self._take)
        self.choose = LinkRow("选择照片…", self)
        self.choose.clicked.connect(self._on_choose_clicked)
        self.remove = LinkRow("去掉照片", self)
        self.remove.clicked.connect(self._on_remove_clicked)
        links = QVBoxLayout()
        links.setContentsMargins(0, 0, 0, 0)
        links.addWidget(self.choose)
        links.addWidget(self.remove)
        links.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(4), px(2), 0, px(2))
        row.addWidget(self.picture)
        row.addLayout(links, 1)
        self.show_image("")

    def show_image(self, image: str) -> None:
        """Show a photo (base64), or that there is none."""
        self.picture.show_image(image)
        self.remove.setVisible(bool(image))

    def _on_choose_clicked(self) -> None:
        messages.choose_file(self, "选择照片", FILTER, self._take)

    def _on_remove_clicked(self) -> None:
        self.changed.emit("")

    def _take(self, path: object) -> None:
        assert isinstance(path, Path)
        try:
            image = small_jpeg(path)
        except Refusal as refusal:
            messages.refuse(self, refusal)
            return
        self.changed.emit(image)


class _Picture(QWidget):
    """Three by four, as the photo of a work permit."""

    dropped = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._pixmap = QPixmap()
        self.setFixedSize(px(60), px(80))
        self.setAcceptDrops(True)
        self.setAccessibleName("照片")
        self.setToolTip("用在公示牌上；可以把图片文件拖到这里")

    def show_image(self, image: str) -> None:
        self._pixmap = QPixmap()
        if image:
            self._pixmap.loadFromData(base64.b64decode(image))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        frame = self.rect().adjusted(0, 0, -1, -1)
        if not self._pixmap.isNull():
            size = self._pixmap.size().scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(frame.topLeft(), size)
            place.moveCenter(frame.center())
            painter.drawPixmap(place, self._pixmap)
        else:
            painter.setPen(color("secondary"))
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, "无照片")
        painter.setPen(color("line"))
        painter.drawRect(frame)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.dropped.emit(Path(files[0]))
