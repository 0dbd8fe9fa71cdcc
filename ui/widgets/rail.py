"""The rail of pages: 72 px, icon over word, the program's menu under the field 田 on top."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QMenu, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from ui.icons import icon
from ui.pages import PAGES, PageSpec
from ui.style import announcer, color, px, tokens

WIDTH = 72


class FieldButton(QToolButton):
    """The sign 田, drawn: four plots, one of them grown over. Opens the program's menu."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = float(px(28))
        left, top = (self.width() - size) / 2, (self.height() - size) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("accent_hover") if self.underMouse() else color("accent"))
        painter.drawRoundedRect(QRectF(left, top, size, size), px(6), px(6))
        plot, gap, edge = size * 0.27, size * 0.09, size * 0.185
        light = tokens().surface if not tokens().dark else tokens().desk
        for at, shade in enumerate((light, light, light, "#7FD1C8" if not tokens().dark else "#0F5E57")):
            painter.setBrush(QColor(shade))
            x = left + edge + (at % 2) * (plot + gap)
            y = top + edge + (at // 2) * (plot + gap)
            painter.drawRoundedRect(QRectF(x, y, plot, plot), 1.5, 1.5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(color("accent"))
            painter.drawRoundedRect(QRectF(left - 3, top - 3, size + 6, size + 6), px(8), px(8))
        painter.end()


class Rail(QFrame):
    """`page_chosen(key)`; `set_current` marks the page shown."""

    page_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName("页面")
        self.menu_button = FieldButton(self)
        self.menu_button.setObjectName("fieldButton")
        self.menu_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.menu_button.setAccessibleName("文件与帮助")
        self.menu_button.setToolTip("文件与帮助")
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.buttons: dict[str, QToolButton] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, px(8))
        self._layout.setSpacing(px(4))
        self._layout.addWidget(self.menu_button)
        on_rail = [spec for spec in PAGES if spec.on_rail]
        for at, spec in enumerate(on_rail):
            if spec.key == "preferences":
                self._layout.addStretch(1)
            self._layout.addWidget(self._button(spec, at))
        self._group.buttonClicked.connect(self._on_button_clicked)
        announcer().restyled.connect(self._restyle)
        self._restyle()

    def set_menu(self, menu: QMenu) -> None:
        """The program's menu."""
        self.menu_button.setMenu(menu)

    def set_current(self, key: str) -> None:
        """Mark the page shown; a page that is not on the rail unmarks all."""
        button = self.buttons.get(key)
        if button is not None:
            button.setChecked(True)
            return
        self._group.setExclusive(False)
        for other in self.buttons.values():
            other.setChecked(False)
        self._group.setExclusive(True)

    def _button(self, spec: PageSpec, at: int) -> QToolButton:
        button = QToolButton(self)
        button.setText(spec.word)
        button.setIcon(icon(spec.icon))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setProperty("page", spec.key)
        button.setAccessibleName(spec.word)
        if at < 9:
            button.setToolTip(f"{spec.word}（{QKeySequence(f'Ctrl+{at + 1}').toString()}）")
        self._group.addButton(button)
        self.buttons[spec.key] = button
        return button

    def _on_button_clicked(self, button: QToolButton) -> None:
        self.page_chosen.emit(str(button.property("page")))

    def _restyle(self) -> None:
        self.setFixedWidth(px(WIDTH))
        self.menu_button.setFixedWidth(px(WIDTH) - 1)
        for button in self.buttons.values():
            button.setIconSize(QSize(px(20), px(20)))
            button.setFixedSize(px(WIDTH) - 1, px(54))
