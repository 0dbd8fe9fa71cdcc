"""The palette of Ctrl+K: type, go through what is found with the arrow keys, Enter goes there, Esc closes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.context import Hit
from ui.icons import paint_icon
from ui.style import color, font, px
from ui.tables.layout import measure
from ui.tables.painting import LEFT

WIDTH = 560
SHOWN = 10
DELAY_MS = 70
KINDS: dict[str, tuple[str, str]] = {
    "task": ("format-list-checks", "任务"),
    "unit": ("domain", "单位"),
    "person": ("account-outline", "人员"),
    "group": ("account-group-outline", "专班"),
    "cell": ("map-marker-outline", "点位"),
    "indicator": ("target", "指标"),
    "edition": ("source-branch", "版次"),
    "scheme": ("scoreboard-outline", "考核办法"),
    "round": ("calendar-range", "考核期"),
    "criterion": ("format-list-numbered", "考核项目"),
    "file": ("paperclip", "附件"),
    "page": ("arrow-right", "页面"),
}


class Palette(QFrame):
    """Over the window, no window of its own. `chosen(Hit)`."""

    chosen = Signal(object)

    def __init__(self, search: Callable[[str], tuple[Hit, ...]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self.setAccessibleName("搜索")
        self._search = search
        self._over = parent
        self.line = QLineEdit(self)
        self.line.setPlaceholderText("任务、单位、人员、点位、指标，可用拼音首字母")
        self.line.setAccessibleName("搜索")
        self.line.textChanged.connect(self._on_line_text_changed)
        self.line.installEventFilter(self)
        self._model = QStandardItemModel(self)
        self.list = QListView(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(_HitDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.clicked.connect(self._on_list_clicked)
        self.note = QLabel(self)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setProperty("muted", True)
        self.note.setContentsMargins(px(16), px(10), px(16), px(12))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self.line)
        layout.addWidget(self.list)
        layout.addWidget(self.note)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(DELAY_MS)
        self._delay.timeout.connect(self.refresh)
        self.hide()

    def open(self) -> None:
        """Show it in the middle of the window, empty."""
        self.line.clear()
        self.refresh()
        self.show()
        self.raise_()
        self.line.setFocus()

    def refresh(self) -> None:
        """Search for what is typed."""
        self._delay.stop()
        typed = self.line.text().strip()
        hits = self._search(typed) if typed else ()
        self._model.clear()
        for hit in hits:
            item = QStandardItem(hit.title)
            item.setData(hit, Qt.ItemDataRole.UserRole)
            self._model.appendRow(item)
        if hits:
            self.list.setCurrentIndex(self._model.index(0, 0))
        self.list.setVisible(bool(hits))
        self.note.setVisible(not hits)
        self.note.setText(f"没有找到“{typed}”" if typed else "输入文字开始查找；回车打开，Esc 关闭")
        self._place(len(hits))

    def _place(self, count: int) -> None:
        parent = self._over
        wide = min(px(WIDTH), parent.width() - px(32))
        rows = min(count, SHOWN)
        tall = px(44) + (rows * px(44) + px(10) if count else px(42))
        self.list.setFixedHeight(max(1, rows * px(44) + px(8)))
        self.setGeometry(QRect((parent.width() - wide) // 2, px(56), wide, tall))

    def _on_line_text_changed(self) -> None:
        self._delay.start()

    def _on_list_clicked(self, index: QModelIndex) -> None:
        self._take(index)

    def _take(self, index: QModelIndex) -> None:
        if index.isValid():
            hit = index.data(Qt.ItemDataRole.UserRole)
            self.hide()
            self.chosen.emit(hit)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                rows = self._model.rowCount()
                if rows:
                    step = 1 if event.key() == Qt.Key.Key_Down else -1
                    self.list.setCurrentIndex(self._model.index((self.list.currentIndex().row() + step) % rows, 0))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self._delay.isActive():
                    self.refresh()
                self._take(self.list.currentIndex())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.hide()
                self._over.setFocus()
                return True
        if watched is self.line and event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        return super().eventFilter(watched, event)


class _HitDelegate(QStyledItemDelegate):
    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        view = self.parent()
        assert isinstance(view, QListView)
        hit: Hit = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect
        if index == view.currentIndex():
            painter.fillRect(rect, color("selection"))
        name, word = KINDS.get(hit.kind, ("circle-small", ""))
        size = px(20)
        left = rect.left() + px(12)
        paint_icon(painter, QRect(QPoint(left, rect.center().y() - size // 2), QSize(size, size)), name, "secondary")
        left += size + px(12)
        room = rect.right() - left - px(64)
        half = rect.height() // 2
        painter.setFont(font(13))
        painter.setPen(color("text"))
        title = measure(13).elidedText(hit.title, Qt.TextElideMode.ElideRight, room)
        top = rect.top() + px(4)
        if hit.subtitle:
            painter.drawText(QRect(left, top, room, half - px(2)), LEFT, title)
            painter.setFont(font(12))
            painter.setPen(color("secondary"))
            words = measure(12).elidedText(hit.subtitle, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRect(left, rect.top() + half, room, half - px(4)), LEFT, words)
        else:
            painter.drawText(QRect(left, rect.top(), room, rect.height()), LEFT, title)
        painter.setFont(font(12))
        painter.setPen(color("secondary"))
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(rect.adjusted(0, 0, -px(16), 0), right, word)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(px(200), px(44))
