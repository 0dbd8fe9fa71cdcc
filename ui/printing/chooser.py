"""Which paper is printed: a box with the papers of all features under their words."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.papers.offer import Offer
from models.printing.catalogue import shelves
from ui.icons import icon
from ui.style import font, px
from ui.widgets.quiet import Combo

_KEY = Qt.ItemDataRole.UserRole
_ICON = 18


class PaperChooser(QWidget):
    """`chosen(key)` when the user takes another paper."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = Combo(self)
        self.box.setAccessibleName("打印什么")
        self.box.setIconSize(QSize(px(_ICON), px(_ICON)))
        self.box.setMaxVisibleItems(30)
        self._model = QStandardItemModel(self)
        for word, offers in shelves():
            head = QStandardItem(word)
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            head.setFont(font(12))
            self._model.appendRow(head)
            for offer in offers:
                item = QStandardItem(icon(offer.icon), offer.name)
                item.setData(offer.key, _KEY)
                item.setToolTip(offer.note)
                self._model.appendRow(item)
        self.box.setModel(self._model)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(12), px(12), px(12), px(4))
        layout.addWidget(self.box)
        self.setFocusProxy(self.box)
        self.box.activated.connect(self._on_box_activated)

    def show_key(self, key: str) -> None:
        """Show this paper as chosen; tells nobody."""
        self.box.setCurrentIndex(self.box.findData(key, _KEY))

    def allow(self, offers: tuple[Offer, ...], *, has_campaign: bool) -> None:
        """Papers that need a campaign cannot be chosen without one."""
        for offer in offers:
            item = self._model.item(self.box.findData(offer.key, _KEY))
            item.setEnabled(has_campaign or not offer.needs_campaign)

    def _on_box_activated(self, at: int) -> None:
        key = self.box.itemData(at, _KEY)
        if isinstance(key, str):
            self.chosen.emit(key)
