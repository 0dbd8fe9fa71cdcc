"""The wheel scrolls the panel, whatever it passes over on the way."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.quiet import Combo, Spin

CHANGED_BY_WHEEL = re.compile(
    r"(?<![\w.])(?:QComboBox|QFontComboBox|QSpinBox|QDoubleSpinBox|QDateEdit|QTimeEdit|QDateTimeEdit|QSlider|QDial)\("
    r"|class \w+\((?:QComboBox|QSpinBox|QDoubleSpinBox|QDateEdit|QSlider)\)"
)


def passes_over(widget: QWidget) -> bool:
    """Whether a turn of the wheel is left to what the widget stands in (a made event goes no further by itself)."""
    place = QPointF(widget.rect().center())
    event = QWheelEvent(
        place,
        widget.mapToGlobal(place),
        QPoint(),
        QPoint(0, -240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
    return not event.isAccepted()


@pytest.mark.parametrize("is_focused", [False, True])
def test_the_wheel_passes_over_boxes(qtbot: QtBot, is_focused: bool) -> None:
    panel = QWidget()
    column = QVBoxLayout(panel)
    combo, spin = Combo(panel), Spin(panel)
    combo.addItems(["从满分起扣", "从零分起得", "其他"])
    combo.setCurrentIndex(1)
    spin.setRange(1, 9)
    spin.setValue(5)
    for box in (combo, spin):
        column.addWidget(box)
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitExposed(panel)
    for box in (combo, spin):
        if is_focused:
            box.setFocus()
        assert passes_over(box)
        assert not box.focusPolicy() & ~Qt.FocusPolicy.StrongFocus, "the wheel takes no focus either"
    assert (combo.currentIndex(), spin.value()) == (1, 5)


def test_the_program_makes_no_box_that_the_wheel_changes(root: Path) -> None:
    found = [
        f"{file.relative_to(root)}: {line.strip()}"
        for file in sorted((root / "ui").rglob("*.py"))
        if file.name != "quiet.py"
        for line in file.read_text(encoding="utf-8").splitlines()
        if CHANGED_BY_WHEEL.search(line)
    ]
    assert found == []
