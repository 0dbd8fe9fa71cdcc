"""What is dropped or pasted: files, a picture, or the address of a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from models.attachment.rules import link_target
from models.errors import Condition, Refusal


@dataclass(frozen=True, slots=True)
class Incoming:
    """Files first, else a picture, else an address."""

    files: tuple[Path, ...] = ()
    picture: QImage | None = None
    address: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.files and self.picture is None and not self.address


def offers_something(mime: QMimeData) -> bool:
    """Whether something of it may be taken, without looking at the contents."""
    return mime.hasUrls() or mime.hasImage() or mime.hasText()


def incoming(mime: QMimeData) -> Incoming:
    """What of it can be attached."""
    urls = mime.urls()
    files = tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
    if files:
        return Incoming(files)
    if mime.hasImage():
        picture = QImage(mime.imageData())
        if not picture.isNull():
            return Incoming(picture=picture)
    text = urls[0].toString() if urls else mime.text().strip()
    if text and "\n" not in text:
        try:
            return Incoming(address=link_target(text))
        except Refusal:
            return Incoming()
    return Incoming()


def written_picture(picture: QImage, folder: Path) -> Path:
    """A pasted picture as a PNG file in `folder`. Raises Condition when it cannot be written."""
    path = folder / f"图片 {datetime.now():%Y-%m-%d %H%M%S}.png"
    if not picture.save(str(path)):
        raise Condition("剪贴板里的图片写不成文件，没有添加。", "请先存成图片文件，再用“添加文件…”。")
    return path
