"""The look: contrast in both themes, no token missing in the style sheet, scale, icons that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QRadioButton
from pytestqt.qtbot import QtBot

from ui import icons, style
from ui.actions import ACTIONS
from ui.pages import PAGES

THEMES = [style.LIGHT, style.DARK]


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
@pytest.mark.parametrize(
    "name", ["text", "secondary", "accent", "ok", "near", "overdue", "reminder", "oversee", "placeholder"]
)
def test_text_is_readable_on_surface_and_desk(theme: style.Tokens, name: str) -> None:
    for back in (theme.surface, theme.desk):
        assert style.contrast(getattr(theme, name), back) >= 4.5


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
def test_filled_chips_and_buttons_are_readable(theme: style.Tokens) -> None:
    assert style.contrast(theme.on_accent, theme.accent) >= 4.5
    assert style.contrast(theme.on_teal, theme.teal) >= 4.5
    assert style.contrast(theme.text, theme.selection) >= 4.5
    for tone, back in (("near", "near_back"), ("overdue", "overdue_back"), ("ok", "ok_back")):
        assert style.contrast(getattr(theme, tone), getattr(theme, back)) >= 4.5


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
def test_the_sheet_has_no_token_left_and_no_colour_of_its_own(theme: style.Tokens) -> None:
    assert "$" not in style.sheet(theme)
    own = (style.RESOURCES / "style" / "app.qss").read_text(encoding="utf-8")
    assert not re.findall(r"#[0-9A-Fa-f]{6}\b", own)


@pytest.mark.parametrize("theme", [style.Theme.LIGHT, style.Theme.DARK])
@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_a_ticked_box_looks_ticked_when_it_cannot_be_changed(
    qapp: QApplication, qtbot: QtBot, theme: style.Theme, kind: type[QAbstractButton]
) -> None:
    style.apply(qapp, theme=theme)
    try:
        found = {}
        for is_on in (True, False):
            box = kind()
            box.setAutoExclusive(False)
            box.setChecked(is_on)
            box.setEnabled(False)
            qtbot.addWidget(box)
            box.resize(box.sizeHint())
            found[is_on] = box.grab().toImage()
        assert found[True] != found[False]
        filled = QColor((style.LIGHT if theme is style.Theme.LIGHT else style.DARK).disabled)
        count = {
            is_on: sum(image.pixelColor(x, y) == filled for x in range(18) for y in range(image.height()))
            for is_on, image in found.items()
        }
        assert count[True] > 40 and count[False] == 0
    finally:
        style.apply(qapp, theme=style.Theme.LIGHT)


def test_files_named_by_the_sheet_exist() -> None:
    for theme in THEMES:
        files = re.findall(r'url\("([^"]+)"\)', style.sheet(theme))
        assert files
        assert all(Path(file).is_file() for file in files)


def test_scale_makes_lengths_longer_but_hairlines_stay(qapp: QApplication) -> None:
    style.apply(qapp, theme=style.Theme.LIGHT, scale=150)
    try:
        assert style.px(20) == 30
        assert qapp.font().pixelSize() == 20
        assert "border: 1px" in style.sheet(style.LIGHT)
        assert "font-size: 27px" in style.sheet(style.LIGHT)
        assert style.row_height() == 45
    finally:
        style.apply(qapp, theme=style.Theme.LIGHT)
    assert style.px(20) == 20


@pytest.mark.parametrize("name", sorted({spec.icon for spec in ACTIONS} | {page.icon for page in PAGES}))
def test_icons_exist_and_are_drawn_in_the_colour_of_the_theme(qapp: QApplication, name: str) -> None:
    image = QImage(32, 32, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    icons.paint_icon(painter, QRect(0, 0, 32, 32), name, "accent")
    painter.end()
    drawn = {
        image.pixelColor(x, y).name() for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha() > 250
    }
    assert style.LIGHT.accent.lower() in drawn


def test_the_program_has_its_icon_in_every_size() -> None:
    for size in (16, 24, 32, 48, 64, 128, 256):
        image = QImage(str(style.RESOURCES / "icons" / f"zerentian-{size}.png"))
        assert (image.width(), image.height()) == (size, size)


def test_the_shipped_font_is_there_for_desktops_without_a_chinese_one(qapp: QApplication) -> None:
    assert style.load_shipped_fonts()
