"""The head of a page: title, views and count left, filter in the middle, notices, one primary action right."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)
from typing_extensions import override

from models.errors import Refusal
from ui.icons import icon
from ui.style import px

FILTER_DELAY_MS = 60


class Notice(QPushButton):
    """A countable remark that filters when pressed: 待补 9. Hidden at 0."""

    def __init__(self, text: str, tone: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = text
        self.count = 0
        self.setCheckable(True)
        self.setProperty("notice", tone)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()

    def set_words(self, words: str) -> None:
        """Another remark in the same place."""
        if words != self._words:
            self.setChecked(False)
            self._words = words

    def set_count(self, count: int) -> None:
        """Show the number; at 0 the notice goes (and lets go of its filter)."""
        self.count = count
        self.setText(f"{self._words} {count}")
        self.setAccessibleName(f"{self._words} {count} 项，只看这些")
        self.setVisible(count > 0)
        if count == 0 and self.isChecked():
            self.setChecked(False)


class _FilterLine(QLineEdit):
    """Emptied by Esc. Wants its full width and gives way (down to a few characters) when the head is crowded."""

    def __init__(self, width: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._wanted = width
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(self._wanted), super().sizeHint().height())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(64), super().minimumSizeHint().height())


class PageHead(QFrame):
    """Made by the page's base; the page fills what it needs."""

    filter_changed = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pageHead")
        self.title = QLabel(title, self)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setProperty("pageTitle", True)
        self.count = QLabel(self)
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.count.setProperty("muted", True)
        self.filter: QLineEdit | None = None
        self.primary: QPushButton | None = None
        self._left = QHBoxLayout()
        self._left.setSpacing(px(8))
        self._middle = QHBoxLayout()
        self._middle.setSpacing(px(8))
        self._right = QHBoxLayout()
        self._right.setSpacing(px(8))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(px(16), px(8), px(16), px(6))
        layout.setSpacing(px(12))
        layout.addWidget(self.title)
        layout.addLayout(self._left)
        layout.addWidget(self.count)
        layout.addStretch(1)
        layout.addLayout(self._middle)
        layout.addStretch(1)
        layout.addLayout(self._right)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(FILTER_DELAY_MS)
        self._delay.timeout.connect(self._on_delay_timeout)

    def set_title(self, text: str) -> None:
        self.title.setText(text)

    def set_count(self, text: str) -> None:
        """Small grey words behind the title and its switch, which stands still when they change: 126 项."""
        self.count.setText(text)

    def add_filter(self, hint: str = "筛选…", width: int = 220) -> QLineEdit:
        """The filter box; Ctrl+F goes there, Esc empties it."""
        line = _FilterLine(width, self)
        line.setPlaceholderText(hint)
        line.setAccessibleName(hint.rstrip("…"))
        line.setClearButtonEnabled(True)
        line.setMaximumWidth(px(width))
        line.setProperty("filter", True)
        line.addAction(icon("magnify"), QLineEdit.ActionPosition.LeadingPosition)
        line.textChanged.connect(self._on_filter_text_changed)
        line.setToolTip("筛选（Ctrl+F）")
        self._middle.insertWidget(0, line)
        self.filter = line
        return line

    def add_notice(self, key: str, text: str, tone: str = "near") -> Notice:
        """A countable remark; tone "near", "overdue", "reminder" or "ok"."""
        notice = Notice(text, tone, self)
        notice.setObjectName(f"notice.{key}")
        self._middle.addWidget(notice)
        return notice

    def add_switch(self, entries: tuple[tuple[str, str], ...], chosen: Callable[[str], Any]) -> QButtonGroup:
        """A segmented switch of views: entries (key, text); `chosen(key)`. The first one is on."""
        frame = QFrame(self)
        frame.setProperty("segments", True)
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        group = QButtonGroup(frame)
        group.setExclusive(True)
        for at, (key, text) in enumerate(entries):
            button = QPushButton(text, frame)
            button.setCheckable(True)
            button.setChecked(at == 0)
            button.setProperty("segment", True)
            button.setProperty("key", key)
            group.addButton(button, at)
            row.addWidget(button)
        relay = _SwitchRelay(group, chosen)
        group.buttonClicked.connect(relay.on_clicked)
        self._left.addWidget(frame)
        return group

    def set_switch(self, group: QButtonGroup, key: str) -> None:
        """Show another view as chosen (without calling `chosen`)."""
        for button in group.buttons():
            if button.property("key") == key:
                button.setChecked(True)

    def add_button(self, text: str, name: str, slot: Callable[[], Any], tooltip: str = "") -> QPushButton:
        """A quiet button before the primary one; empty text gives an icon button."""
        button = QPushButton(text, self)
        if name:
            button.setIcon(icon(name))
            button.setIconSize(QSize(px(18), px(18)))
        button.setToolTip(tooltip)
        button.setAccessibleName(text or tooltip)
        button.clicked.connect(slot)
        button.setProperty("quiet", True)
        self._right.insertWidget(self._right.count() - (1 if self.primary else 0), button)
        return button

    def add_menu(self, text: str, name: str, actions: list[QAction], tooltip: str = "") -> QToolButton:
        """A button that opens a menu (视图 ▾, 导出 ▾)."""
        button = QToolButton(self)
        button.setText(f"{text} ▾")
        if name:
            button.setIcon(icon(name))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setAccessibleName(text)
        button.setToolTip(tooltip)
        menu = QMenu(button)
        menu.addActions(actions)
        button.setMenu(menu)
        self._right.insertWidget(self._right.count() - (1 if self.primary else 0), button)
        return button

    def add_widget(self, widget: QWidget, *, right: bool = False) -> None:
        """Anything else, in the middle or before the buttons."""
        if right:
            self._right.insertWidget(self._right.count() - (1 if self.primary else 0), widget)
        else:
            self._middle.addWidget(widget)

    def set_primary(self, text: str, name: str, slot: Callable[[], Any], tooltip: str = "") -> QPushButton:
        """The one primary action, at the right end."""
        button = QPushButton(text, self)
        button.setProperty("primary", True)
        if name:
            button.setIcon(icon(name, "on_accent"))
        button.setToolTip(tooltip)
        button.clicked.connect(slot)
        self._right.addWidget(button)
        self.primary = button
        return button

    def allow_primary(self, refusal: Refusal | None) -> None:
        """Disable the primary action with the rule's sentence as tooltip, or enable it."""
        if self.primary is not None:
            self.primary.setEnabled(refusal is None)
            self.primary.setToolTip("" if refusal is None else str(refusal))

    def _on_filter_text_changed(self) -> None:
        self._delay.start()

    def _on_delay_timeout(self) -> None:
        if self.filter is not None:
            self.filter_changed.emit(self.filter.text())


class _SwitchRelay(QObject):
    """Turns the clicked segment into its key."""

    def __init__(self, group: QButtonGroup, chosen: Callable[[str], Any]) -> None:
        super().__init__(group)
        self._chosen = chosen

    def on_clicked(self, button: QPushButton) -> None:
        self._chosen(str(button.property("key")))
