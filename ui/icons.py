"""Icons: Material Design Icons 6 as shipped by qtawesome, drawn in the colours of the theme at paint time.

Only qtawesome's font and name table are read (importing it would load all of QtPy). Nothing is read before
`enable()`, which the window calls after its first paint; until then icons paint nothing.
"""

import importlib.util
from functools import cache
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap
from typing_extensions import override

from ui.style import RESOURCES, color

_NAME = "materialdesignicons6-webfont"


class _Switch:
    on = False


def enable() -> None:
    """From now on icons are drawn; call after the first paint."""
    _Switch.on = True


def icon(name: str, tint: str = "") -> QIcon:
    """The icon `name` (mdi6, without prefix) in the secondary colour, accent when active; or in the token `tint`."""
    return QIcon(_Glyph(name, tint))


def app_icon() -> QIcon:
    """The program's own icon (the field 田)."""
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        made.addFile(str(RESOURCES / "icons" / f"zerentian-{size}.png"), QSize(size, size))
    return made


@cache
def glyph(name: str) -> str:
    """The character of the icon in `icon_font`. Raises KeyError for an unknown name."""
    table = _characters()
    start = table.find(f'"{name}": "0x')
    if start < 0:
        raise KeyError(name)
    code = table[start + len(name) + 7 : table.index('"', start + len(name) + 7)]
    return chr(int(code, 16))


def icon_font(size: int) -> QFont:
    """qtawesome's font at `size` pixels."""
    made = QFont(_family())
    made.setPixelSize(size)
    made.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
    return made


def paint_icon(painter: QPainter, rect: QRect, name: str, tint: str) -> None:
    """Draw an icon into `rect` in the token colour `tint`."""
    if not _Switch.on:
        return
    painter.save()
    painter.setFont(icon_font(min(rect.width(), rect.height())))
    painter.setPen(color(tint))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), glyph(name))
    painter.restore()


class _Glyph(QIconEngine):
    def __init__(self, name: str, tint: str) -> None:
        super().__init__()
        self._name = name
        self._tint = tint

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        if mode == QIcon.Mode.Disabled:
            tint = "disabled"
        elif self._tint:
            tint = self._tint
        elif state == QIcon.State.On or mode == QIcon.Mode.Selected:
            tint = "accent"
        else:
            tint = "secondary"
        paint_icon(painter, rect, self._name, tint)

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made

    @override
    def clone(self) -> QIconEngine:
        return _Glyph(self._name, self._tint)


@cache
def _folder() -> Path:
    spec = importlib.util.find_spec("qtawesome")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("qtawesome is not installed")
    return Path(spec.origin).parent / "fonts"


@cache
def _characters() -> str:
    """The table of names as text: looking a few of 7,000 names up is cheaper than parsing it."""
    return next(_folder().glob(f"{_NAME}-charmap-*.json")).read_text(encoding="utf-8")


@cache
def _family() -> str:
    file = next(_folder().glob(f"{_NAME}-*.ttf"))
    number = QFontDatabase.addApplicationFont(str(file))
    return QFontDatabase.applicationFontFamilies(number)[0]
