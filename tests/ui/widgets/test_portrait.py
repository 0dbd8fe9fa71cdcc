"""The photo of a person: made small, dropped, taken away."""

import base64
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from models.errors import Refusal
from models.org.actions.portraits import why_no_portrait
from ui.widgets.portrait import LARGEST, PortraitField, small_jpeg


def picture(folder: Path, width: int, height: int, name: str = "照片.png") -> Path:
    path = folder / name
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor(200, 30, 30, 0))
    assert image.save(str(path))
    return path


@pytest.mark.parametrize(("width", "height"), [(3000, 4000), (4000, 1000), (30, 40)])
def test_a_photo_is_made_small_and_can_be_kept(qtbot: QtBot, tmp_path: Path, width: int, height: int) -> None:
    made = small_jpeg(picture(tmp_path, width, height))
    assert why_no_portrait(made) is None
    shown = QImage.fromData(base64.b64decode(made))
    assert shown.width() <= min(width, LARGEST.width())
    assert shown.height() <= min(height, LARGEST.height())
    assert abs(shown.width() / shown.height() - width / height) < 0.05
    assert shown.pixelColor(0, 0).lightness() > 250  # transparent became white


def test_a_file_that_is_no_picture_is_refused(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "假.jpg"
    path.write_bytes(b"not a picture")
    with pytest.raises(Refusal, match="不是能读的图片"):
        small_jpeg(path)


def test_a_dropped_photo_is_told_and_removing_tells_an_empty_one(qtbot: QtBot, tmp_path: Path) -> None:
    field = PortraitField()
    qtbot.addWidget(field)
    told: list[str] = []
    field.changed.connect(told.append)
    field.picture.dropped.emit(picture(tmp_path, 60, 80))
    field.show_image(told[0])
    assert field.remove.isVisibleTo(field)
    field.remove.clicked.emit()
    assert told[1] == ""
    field.show_image("")
    assert not field.remove.isVisibleTo(field)
