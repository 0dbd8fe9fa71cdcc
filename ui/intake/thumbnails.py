"""Pictures of a workbook made small, once each; what is no picture, or far too big a one, is left out."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImageReader, QPixmap

MOST_PIXELS = 60_000_000
MOST_KEPT = 300


class Thumbnails:
    """Pictures by their name in the file; decoded when first shown."""

    def __init__(self, pictures: Iterable[tuple[str, bytes]] = ()) -> None:
        self._data = dict(pictures)
        self._made: dict[tuple[str, int, int], QPixmap] = {}

    def picture(self, name: str, room: QSize) -> QPixmap:
        """The picture within `room`; a null pixmap for what cannot be shown."""
        key = (name, room.width(), room.height())
        if key not in self._made:
            if len(self._made) >= MOST_KEPT:
                self._made.pop(next(iter(self._made)))
            self._made[key] = self._decode(self._data.get(name, b""), room)
        return self._made[key]

    @staticmethod
    def _decode(data: bytes, room: QSize) -> QPixmap:
        if not data:
            return QPixmap()
        buffer = QBuffer()
        buffer.setData(QByteArray(data))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        reader = QImageReader(buffer)
        reader.setAutoTransform(True)
        size = reader.size()
        if not size.isValid() or size.width() * size.height() > MOST_PIXELS:
            return QPixmap()
        if size.width() > 4 * room.width() or size.height() > 4 * room.height():  # no need to decode all of it
            reader.setScaledSize(size.scaled(room * 4, Qt.AspectRatioMode.KeepAspectRatio))
        image = reader.read()
        if image.isNull():
            return QPixmap()
        fitted = image.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        return QPixmap.fromImage(fitted)
